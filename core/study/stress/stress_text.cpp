#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/answer/target_report.hpp"
#include "output/figures/figures.hpp"
#include "output/render/chinese.hpp"
#include "output/render/text_cells.hpp"
#include "study/stress/stress.hpp"
#include "text/width.hpp"

namespace eldercast {
namespace {

constexpr std::size_t kFigure = 30;
constexpr std::size_t kNumber = 12;
constexpr std::size_t kChange = 34;
constexpr std::size_t kProjectsShown = 20;

void add(std::string& out, std::string_view text) {
  const std::string cut = shorten(text, kColumns);
  out += cut.substr(0, cut.find_last_not_of(' ') + 1) + "\n";
}

/// Words as lines of at most kColumns, after two spaces.
void add_paragraph(std::string& out, std::string_view text) {
  const std::string margin = " ";
  std::string line = margin;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word(text.substr(at, end - at));
    if (display_width(line) + 1 + display_width(word) > kColumns && line != margin) {
      add(out, line);
      line = margin;
    }
    line += " " + word;
    at = end + 1;
  }
  add(out, line);
}

std::string share_text(const std::optional<double>& share) { return share ? percent_text(*share) + "%" : "-"; }

std::string breaking_text(const StressedTarget& target, double severity_max) {
  const Breaking& breaking = target.breaking;
  if (!breaking.holds_at_zero) return "fails at 0 already";
  if (!breaking.breaks_at) return fmt::format("holds up to {:.4g}", severity_max);
  return fmt::format("breaks at {:.4g} (holds at {:.4g})", *breaking.breaks_at, breaking.holds_at);
}

/// Targets that fail from the start and that the pack does not touch are named only.
bool worth_a_line(const StressedTarget& one) { return one.breaking.holds_at_zero || one.met_without != one.met_with; }

void add_targets(std::string& out, const PackResult& pack) {
  constexpr std::size_t kName = 32;
  constexpr std::size_t kRule = 16;
  constexpr std::size_t kShare = 7;
  add(out, pad_right("TARGETS 目标, replicates that meet it", kName + kRule + 2) + pad_left("at 0", kShare) +
               pad_left(fmt::format("at {:.4g}", pack.severity), kShare) + "  half of them do so until");
  std::vector<std::string> failing;
  for (const StressedTarget& one : pack.targets) {
    if (!worth_a_line(one)) {
      failing.emplace_back(name_of(one.target));
      continue;
    }
    const TargetRow& row = row_of(one.target);
    const std::string rule =
        fmt::format("{}{} {}", row.at_most ? "<=" : ">=", target_value_text(row.unit, *one.threshold), text_of(one.due));
    add(out, "  " + pad_right(shorten(fmt::format("{} {}", name_of(one.target), row.zh), kName - 1), kName) + pad_left(rule, kRule) +
                 pad_left(share_text(one.met_without), kShare) + pad_left(share_text(one.met_with), kShare) + "  " +
                 breaking_text(one, pack.severity_max));
  }
  if (failing.empty()) return;
  const std::string heading = fmt::format("  {} fail at severity 0, as often as at {:.4g}: ", failing.size(), pack.severity);
  add(out, heading + list_text(failing, kColumns - heading.size()));
}

double shown_unit(const Figure& figure) { return figure.unit == "CNY" ? 1 / kYuanPer10000 : figure.unit == "1" ? 100.0 : 1.0; }

std::string number(double value) {
  return std::abs(value) < 10 && value != std::round(value) ? fmt::format("{:.2f}", value) : grouped_text(value);
}
std::string signed_number(double value) { return (value > 0 ? "+" : "") + number(value); }

std::string change_text(const Difference& one, double unit) {
  if (one.zero) return "0";
  std::string out = signed_number(one.mean * unit);
  if (!std::isnan(one.mean_low)) out += fmt::format(" [{}, {}]", signed_number(one.mean_low * unit), signed_number(one.mean_high * unit));
  return out;
}

void add_figures(std::string& out, const PackResult& pack) {
  add(out, pad_right("FIGURES 指标, end of run (全程: whole)", kFigure + 2) + pad_left("severity 0", kNumber) +
               pad_left(fmt::format("{:.4g}", pack.severity), kNumber) + pad_left("change: mean [its 90% interval]", kChange));
  int equal = 0;
  for (const std::string_view id : main_figures()) {
    const auto found = std::find_if(pack.comparison.figures.begin(), pack.comparison.figures.end(),
                                    [&](const FigureDifference& one) { return one.figure.id == id; });
    if (found == pack.comparison.figures.end()) continue;
    if (found->run.zero) {
      ++equal;
      continue;
    }
    const Figure& figure = found->figure;
    const double unit = shown_unit(figure);
    const std::string label =
        fmt::format("{}{}{}", figure.name_zh, figure.unit == "CNY" ? ", 万元" : "", figure.over != Over::end ? ", 全程" : "");
    add(out, "  " + pad_right(shorten(label, kFigure - 1), kFigure) + pad_left(number(found->run.a * unit), kNumber) +
                 pad_left(number(found->run.b * unit), kNumber) + pad_left(change_text(found->run, unit), kChange));
  }
  if (equal > 0) add(out, fmt::format("  {} of the main figures are exactly equal", equal));
}

void add_pack(std::string& out, const PackResult& pack, int replicates) {
  add(out, "");
  add(out, fmt::format("PACK 压力包 {}: {}  {}", pack.id, pack.name_zh, pack.name_en));
  add_paragraph(out, pack.question);
  if (pack.comparison.replicates == 0) {
    add(out, "  no replicate ended well in both runs: there is nothing to say");
    return;
  }
  add_targets(out, pack);
  add_figures(out, pack);
  add(out, fmt::format("  {} severities from 0 to {:.4g} were run, {} replicates each; breaks are found to within {:.4g}.",
                       pack.evaluated.size(), pack.severity_max, replicates, pack.severity_max / kBreakSteps));
}

void add_ranking(std::string& out, const Ranking& ranking) {
  add(out, "");
  add(out, fmt::format("PROJECTS 项目: served person-months lost over the run if one alone opens {} months later", ranking.slip_months));
  add(out, fmt::format("  {} replicates of all {}, {} of the first {}: {} were run; {} person-months without delay",
                       ranking.first_replicates, grouped_text(static_cast<double>(ranking.projects.size())), ranking.leading_replicates,
                       ranking.leading, grouped_text(static_cast<double>(ranking.simulated)), grouped_text(ranking.served_months)));
  constexpr std::size_t kPlace = 5;
  constexpr std::size_t kId = 22;
  constexpr std::size_t kKind = 26;
  add(out, pad_left("", kPlace) + "  " + pad_right("project", kId) + pad_right("kind, town", kKind) + pad_left("year", 6) +
               pad_left("opens", 7) + pad_left("lost: mean [its 90% interval]", 31));
  std::size_t place = 0;
  std::size_t nothing = 0;
  for (const ProjectLoss& one : ranking.projects) {
    if (one.loss == 0) ++nothing;
    if (place >= kProjectsShown || one.loss == 0) continue;
    std::string lost = number(one.loss);
    if (!std::isnan(one.loss_low)) lost += fmt::format(" [{}, {}]", number(one.loss_low), number(one.loss_high));
    add(out, pad_left(std::to_string(++place), kPlace) + "  " + pad_right(shorten(one.id, kId - 1), kId) +
                 pad_right(shorten(fmt::format("{} {}", chinese_of(one.kind), one.town_zh), kKind - 1), kKind) +
                 pad_left(std::to_string(one.planned_year), 6) + pad_left(percent_text(one.opens_share) + "%", 7) + pad_left(lost, 31));
  }
  const std::size_t rest = ranking.projects.size() - place - nothing;
  add(out, fmt::format("  {} others change it less, some for the better; {} change nothing", rest, nothing));
}

}  // namespace

std::string render_packs(std::span<const Pack> packs) {
  std::string out;
  for (const Pack& pack : packs) {
    add(out, fmt::format("{}: {}  {}, severity up to {:.4g}", pack.id, pack.name_zh, pack.name_en, pack.severity_max));
    add_paragraph(out, pack.question);
  }
  return out;
}

std::string render_text(const StressResult& result) {
  std::string out;
  add(out, fmt::format("STRESS 压力测试  {}  {}", result.scenario_zh, result.scenario_en));
  add(out, fmt::format("{} to {}, {} replicates, seed {}; chance is the same at every severity", text_of(result.start), text_of(result.end),
                       result.replicates, result.seed));
  for (const PackResult& pack : result.packs) add_pack(out, pack, result.replicates);
  if (!result.packs.empty()) {
    add(out, "Shares need not fall evenly: said is the lowest break among the severities that were run.");
  }
  if (result.ranking) add_ranking(out, *result.ranking);
  return out;
}

}  // namespace eldercast
