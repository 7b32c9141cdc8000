#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "output/answer/answer.hpp"
#include "text/characters.hpp"
#include "text/shell_word.hpp"

namespace eldercast {

namespace {

constexpr std::size_t kMostLines = 24;

std::string heading(const std::string& text, bool colour) { return colour ? "\033[1;36m" + text + "\033[0m" : text; }

std::string title(const Summary& summary, const AnswerOptions& options) {
  const bool zh = options.language == Language::zh;
  std::string out = heading(wrapped_text(zh ? summary.name_zh : summary.name_en, options.width), options.colour) + "\n";
  const std::string months = text_of(summary.start) + (zh ? " 至 " : " to ") + text_of(summary.end);
  std::string runs = zh ? fmt::format("{}次模拟的均值 [90%区间]", summary.replicates)
                        : fmt::format("mean of {} replicates [90% interval]", summary.replicates);
  if (summary.replicates == 1) runs = zh ? "1次模拟，无区间" : "one replicate: no intervals";
  out +=
      wrapped_text(months + (zh ? "，" : ", ") + runs + (zh ? "，种子" : ", seed ") + std::to_string(summary.seed), options.width) + "\n";
  if (summary.replicates_failed > 0) {
    constexpr std::size_t kLongestReason = 120;  // bytes
    const std::string reason = cut_to(plain_line(summary.first_failure), kLongestReason);
    const std::string failed =
        zh ? fmt::format("{}次模拟失败，未计入；首个原因：{}", summary.replicates_failed, reason)
           : fmt::format("{} replicate(s) FAILED and are left out; the first: {}", summary.replicates_failed, reason);
    out += wrapped_text(failed, options.width) + "\n";
  }
  return out;
}

std::string next_steps(const AnswerOptions& options) {
  const bool zh = options.language == Language::zh;
  if (options.results.empty()) {
    return wrapped_text(zh ? "下一步：用 -o 文件.h5 保存结果；eldercast targets、towns、report 可查看细节。"
                           : "Next: keep the results by -o FILE.h5, then look at eldercast targets, towns and report.",
                        options.width) +
           "\n";
  }
  const std::string file = shell_path(options.results);
  std::string out;
  for (const auto& [command, output] : {std::pair{"targets", ""}, std::pair{"towns", ""}, std::pair{"report", " -o report.html"}}) {
    out += fmt::format("{}eldercast {} {}{}\n", out.empty() ? (zh ? "下一步：" : "Next:   ") : "        ", command, file, output);
  }
  return out;
}

std::string none(const AnswerOptions& options) {
  return options.language == Language::zh ? "没有一次模拟正常结束：没有结果\n" : "no replicate ended well: there are no results\n";
}

}  // namespace

std::string render_answer(const Summary& summary, const AnswerOptions& options) {
  const std::string head = title(summary, options);
  if (summary.replicates == 0) return head + none(options);
  const std::string foot = table_text(coverage_by_year(summary), options.language, options.width) + next_steps(options);
  const std::size_t room = kMostLines - std::min(kMostLines, lines_in(head) + lines_in(foot));
  return head + fitted_text(answer_parts(summary), {options.language, options.width, false}, room) + foot;
}

std::string render_whole_answer(const Summary& summary, const AnswerOptions& options) {
  std::string out = title(summary, options);
  if (summary.replicates == 0) return out + none(options);
  out += fitted_text(answer_parts(summary), {options.language, options.width, true}, 0);
  for (const Table& table : answer_tables(summary)) {
    if (table.rows.empty()) continue;
    out += "\n" + heading(wrapped_text(options.language == Language::zh ? table.title_zh : table.title_en, options.width), options.colour) +
           "\n";
    out += table_text(table, options.language, options.width);
  }
  return out;
}

}  // namespace eldercast
