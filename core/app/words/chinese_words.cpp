#include "app/words/chinese_words.hpp"

#include <algorithm>
#include <vector>

#include "app/words/error_codes.hpp"
#include "scenario/parameters/sections.hpp"

namespace eldercast {
namespace {

std::vector<Phrase> parameter_words() {
  std::vector<Phrase> words;
  for (const Section& section : scenario_sections()) {
    for (const ParameterRow& row : section.rows) words.push_back({row.en, row.zh});
  }
  return words;
}

const Phrasebook& book() {
  static const std::vector<Phrase> parameters = parameter_words();
  static const Phrasebook one({help_words(), usage_words(), scenario_words(), parameters}, part_words());
  return one;
}

/// "FILE: does not exist", "replicate 3: ...": what stands before a colon is a name, or known.
std::optional<std::string> told_behind_colon(std::string_view english) {
  constexpr std::string_view kColon = ": ";
  for (std::size_t at = english.find(kColon); at != std::string_view::npos; at = english.find(kColon, at + 1)) {
    const std::string_view head = english.substr(0, at);
    const std::string_view rest = english.substr(at + kColon.size());
    const std::optional<std::string> known = book().told(head);
    if (known) return *known + "：" + book().told_part(rest);
    if (const auto told = book().told(rest)) return std::string(head) + "：" + *told;
  }
  return std::nullopt;
}

/// The sentence of a code; packs and levers have those of scenarios.
std::string_view sentence_of(std::string_view code) {
  const std::size_t dot = code.find('.');
  const std::string of_scenario = dot == std::string_view::npos ? std::string(code) : "scenario" + std::string(code.substr(dot));
  for (const std::string_view one : {code, std::string_view(of_scenario)}) {
    const auto codes = error_codes();
    const auto found = std::find_if(codes.begin(), codes.end(), [&](const ErrorCode& row) { return row.code == one; });
    if (found != codes.end()) return found->zh;
  }
  return "";
}

std::string told_with_code(std::string_view code, std::string_view text) {
  const std::string_view sentence = code.empty() ? "" : sentence_of(code);
  if (auto told = chinese(text)) return std::move(*told);
  return sentence.empty() ? std::string(text) : std::string(sentence) + "：" + std::string(text);
}

}  // namespace

std::optional<std::string> chinese(std::string_view english) {
  const std::size_t end = std::min(english.find('\n'), english.size());
  const std::string_view first = english.substr(0, end);
  std::optional<std::string> told = book().told(first);
  if (!told) told = told_behind_colon(first);
  if (told) *told += english.substr(end);
  return told;
}

std::string in_chinese(std::string_view english) { return chinese(english).value_or(std::string(english)); }

ProblemWords chinese_problems() { return {"错误", "警告", "参见", "提示", "：", "（", "）", "……另有 ", " 个问题", &told_with_code}; }

}  // namespace eldercast
