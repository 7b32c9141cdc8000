#include "study/meet/answer_file.hpp"

#include <fmt/format.h>

#include <cmath>
#include <set>
#include <stdexcept>
#include <system_error>

#include "files/file_error.hpp"
#include "files/named_file.hpp"
#include "files/whole_file.hpp"
#include "output/render/text_cells.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "scenario/source/file_text.hpp"
#include "scenario/source/toml_writer.hpp"
#include "scenario/text_chain.hpp"
#include "text/utf8.hpp"

namespace eldercast {
namespace {

TomlValue parsed(const std::string& lines) {
  Diagnostics diagnostics;
  const auto source = std::make_shared<const SourceText>("answer", "", lines);
  std::optional<TomlValue> tree = parse_toml(source, 0, diagnostics);
  if (!tree) throw std::runtime_error(diagnostics.render(false));
  return std::move(*tree);
}

/// The options as a tree: a bare word has become a string.
TomlValue tree_of_sets(const AnswerFolder& where) {
  Diagnostics diagnostics;
  std::optional<TextChain> text = load_chain(where.scenario, diagnostics);
  if (text) apply_options(text->text, where.sets, where.scenario, diagnostics);
  if (!text || diagnostics.has_errors()) throw std::runtime_error(diagnostics.render(false));
  TomlValue out;
  for (const std::string& set : where.sets) {
    std::string path = set.substr(0, set.find('='));
    path = path.substr(path.find_first_not_of(" \t"));
    path.resize(path.find_last_not_of(" \t") + 1);
    TomlValue* at = &out;
    for (std::size_t dot = path.find('.'); dot != std::string::npos; dot = path.find('.')) {
      const std::string table = path.substr(0, dot);
      if (at->find(table) == nullptr) at->entries.push_back({table, {}, {}, {}});
      at = &at->find(table)->value;
      path.erase(0, dot + 1);
    }
    at->entries.push_back({path, {}, {}, text->text.at(set.substr(0, set.find('=')))->value});
  }
  return out;
}

std::string sizes_text(const Answer& answer, const std::vector<Lever>& levers, std::string Lever::*name, std::string Lever::*unit) {
  std::string out;
  for (const PulledLever& one : answer.levers) {
    const Lever& lever = levers[one.lever];
    out += fmt::format("{}{} {:.6g} {}", out.empty() ? "" : ", ", lever.*name, one.size, lever.*unit);
  }
  return out;
}

/// With the folders that are not there yet.
std::filesystem::path whole_path(const std::filesystem::path& path) {
  return std::filesystem::weakly_canonical(std::filesystem::absolute(path));
}

std::string answer_text(const GoalResult& goal, const Answer& answer, const MeetResult& result, const AnswerFolder& where,
                        const PullRunner& runner, const std::string& name) {
  Pulls pulls;
  for (const PulledLever& one : answer.levers)
    pulls.push_back({one.lever, static_cast<int>(std::lround(one.size / result.levers[one.lever].step))});
  const std::string zh = sizes_text(answer, result.levers, &Lever::name_zh, &Lever::unit_zh);
  const std::string en = sizes_text(answer, result.levers, &Lever::name_en, &Lever::unit_en);
  TomlValue tree = parsed(
      fmt::format("[scenario]\nid = \"{}\"\nname_zh = {}\nname_en = {}\nseed = {}\nreplicates = {}\ndraw_parameters = {}\n",
                  result.scenario_id + "-" + name, toml_string(fmt::format("{}（{}）", result.scenario_zh, zh)),
                  toml_string(fmt::format("{} ({})", result.scenario_en, en)), result.seed, result.fresh_replicates, result.draws > 0));
  if (!where.sets.empty()) {
    TomlValue sets = tree_of_sets(where);
    merge(sets, tree);
    tree = std::move(sets);
  }
  merge(tree, runner.layer(pulls));
  const std::filesystem::path base = whole_path(where.scenario).lexically_relative(whole_path(where.folder));
  return fmt::format(
      "schema = 1\nextends = {}\n\n# {} {} by {} is to be met with {}% probability: {}.\n"
      "# Met in {}% of the {} replicates below, which had no part in choosing the size. Written by eldercast meet.\n{}",
      toml_string(base.generic_string()), goal.id, rule_text(goal.at_most, goal.unit, goal.threshold), year_month_text(goal.due),
      fmt::format("{:.4g}", 100 * result.probability), en, percent_text(answer.fresh.share), answer.fresh.replicates, toml_of(tree));
}

template <class Do>
void each_answer(GoalResult& goal, Do act) {
  for (LeverResult& one : goal.levers) {
    if (one.answer) act(*one.answer);
  }
  for (PairResult& one : goal.pairs) {
    // A pair of which one lever stays where it is has been written already.
    if (one.answer && one.answer->levers.size() > 1) act(*one.answer);
  }
}

}  // namespace

std::optional<StudyMistake> cannot_hold_answers(const AnswerFolder& where) {
  std::error_code error;
  if (std::filesystem::exists(where.folder) &&
      (!std::filesystem::is_directory(where.folder) || !std::filesystem::is_empty(where.folder, error))) {
    return StudyMistake{fmt::format("{} is there already", where.folder.string()),
                        "name a folder that is new, or empty: nothing is overwritten"};
  }
  const std::filesystem::path folder = whole_path(where.folder);
  const std::filesystem::path relative = whole_path(where.scenario).lexically_relative(folder);
  if (find_invalid_utf8(relative.string())) {
    return StudyMistake{
        fmt::format("scenarios in {} cannot name {}: the name is not UTF-8", where.folder.string(), where.scenario.string()),
        "rename it, or write the answers to a folder within that of the scenario"};
  }
  const auto found = resolve_named(relative, {folder, tree_of(folder), kTomlEnding});
  if (std::holds_alternative<std::filesystem::path>(found)) return std::nullopt;
  return StudyMistake{
      fmt::format("scenarios in {} cannot extend {}", where.folder.string(), where.scenario.string()),
      fmt::format("name a folder in or beside that of the scenario, for instance {}", (where.scenario.parent_path() / "answers").string())};
}

std::string answer_name(const std::string& goal, const Answer& answer, const std::vector<Lever>& levers) {
  std::string words;
  for (const char c : goal) words += c == '<' ? "-at-most-" : c == '>' ? "-at-least-" : std::string(1, c);
  words += "-by";
  for (std::size_t i = 0; i < answer.levers.size(); ++i) words += (i == 0 ? "-" : "-and-") + levers[answer.levers[i].lever].id;
  std::string out;
  for (const char c : words) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool plain = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain) out += static_cast<char>(upper ? c - 'A' + 'a' : c);
    if (!plain && !out.empty() && out.back() != '-') out += '-';
  }
  return out;
}

void write_answers(MeetResult& result, const AnswerFolder& where, const PullRunner& runner) {
  std::error_code error;
  std::filesystem::create_directories(where.folder, error);
  if (error) throw FileError(where.folder.string(), "cannot be made: " + error.message(), "");
  std::set<std::string> used;
  for (GoalResult& goal : result.goals) {
    each_answer(goal, [&](Answer& answer) {
      std::string name = answer_name(goal.id, answer, result.levers);
      // Two goals may differ by a sign that a name does not have.
      while (!used.insert(name).second) name += "-again";
      answer.file = name + ".toml";
      write_whole(where.folder / answer.file, answer_text(goal, answer, result, where, runner, name));
    });
  }
  write_whole(where.folder / kMeetDocument, render_json(result));
}

}  // namespace eldercast
