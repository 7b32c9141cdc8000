#include "engine/host/card_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "engine/host/describe.hpp"
#include "engine/host/loaded_card.hpp"

namespace eldercast {
namespace {

constexpr std::string_view kPrefix = "eldercast_plugin__";

/// Cuts `text` at the next "__" and returns the part before it.
std::optional<std::string> take_part(std::string_view& text) {
  const auto end = text.find("__");
  if (end == std::string_view::npos || end == 0) return std::nullopt;
  std::string part(text.substr(0, end));
  text.remove_prefix(end + 2);
  return part;
}

bool is_path(std::string_view path) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.'; };
  return !path.empty() && std::all_of(path.begin(), path.end(), fits) && path.front() != '.' && path.back() != '.' &&
         path.find("..") == std::string_view::npos;
}

std::size_t choice_count(std::string_view choices) {
  return choices.empty() ? 0 : static_cast<std::size_t>(std::count(choices.begin(), choices.end(), '|')) + 1;
}

void check_values(const ParameterRow& row, const std::string& who, std::vector<std::string>& problems) {
  const auto text = [&](double value) { return parameter_value_text(row, value); };
  if (!(row.min <= row.max)) {
    problems.push_back(fmt::format("{} has an empty range, {} to {}", who, text(row.min), text(row.max)));
    return;
  }
  const auto inside = [&](double value) { return value >= row.min && value <= row.max; };
  if (is_named(row.type)) {
    const auto names = static_cast<double>(names_for(row.type).size());
    if (!std::isnan(row.fallback) && !(row.fallback >= 0 && row.fallback < names && row.fallback == std::trunc(row.fallback))) {
      problems.push_back(fmt::format("{} has a default that is none of the program's own", who));
    }
    return;
  }
  if (is_scalar(row.type) && !std::isnan(row.fallback) && !inside(row.fallback)) {
    problems.push_back(
        fmt::format("{} has the default {}, outside its range {} to {}", who, text(row.fallback), text(row.min), text(row.max)));
  }
  if (std::isnan(row.low) != std::isnan(row.high)) {
    problems.push_back(fmt::format("{} has only one of low and high", who));
  } else if (row.low > row.high) {
    problems.push_back(fmt::format("{} has low {} above high {}", who, text(row.low), text(row.high)));
  } else if (!std::isnan(row.low) && !(inside(row.low) && inside(row.high))) {
    problems.push_back(fmt::format("{} has low to high {} to {}, outside its range {} to {}", who, text(row.low), text(row.high),
                                   text(row.min), text(row.max)));
  }
}

void check_row(const ParameterRow& row, std::size_t position, std::vector<std::string>& problems) {
  const auto nameless = fmt::format("row {}", position + 1);
  for (const char* text : {row.path, row.unit, row.choices, row.zh, row.en, row.clause, row.source}) {
    if (text == nullptr) {
      problems.push_back(nameless + " lacks a text");
      return;
    }
  }
  if (!is_path(row.path)) {
    problems.push_back(fmt::format("{} has the path '{}', which is not lower snake case", nameless, row.path));
    return;
  }
  const auto who = fmt::format("parameter '{}'", row.path);
  if (row.assign == nullptr) problems.push_back(who + " has no field");
  if (row.type > ParameterType::role) {
    problems.push_back(fmt::format("{} has the unknown type {}", who, static_cast<unsigned>(row.type)));
    return;
  }
  const auto choices = choice_count(row.choices);
  const bool is_choice = row.type == ParameterType::choice;
  if (is_choice != (choices > 0) || (is_choice && (row.min != 0.0 || row.max != static_cast<double>(choices) - 1.0))) {
    problems.push_back(fmt::format("{} has {} choices, which does not fit its type and range", who, choices));
    return;
  }
  if ((row.type == ParameterType::table) != (row.column_count > 0) || (row.column_count > 0 && row.columns == nullptr)) {
    problems.push_back(fmt::format("{} has {} columns, which does not fit its type", who, row.column_count));
    return;
  }
  if (!is_scalar(row.type) && row.fallback_text == nullptr) problems.push_back(who + " lacks the text of its default");
  check_values(row, who, problems);
  for (std::string& problem : row_problems(std::span(row.columns, row.column_count))) {
    problems.push_back(fmt::format("{}: {}", who, problem));
  }
  for (const ParameterRow& column : std::span(row.columns, row.column_count)) {
    if (column.type == ParameterType::table) problems.push_back(fmt::format("{} has the table '{}' as a column", who, column.path));
    if (std::string_view(column.path).find('.') != std::string_view::npos) {
      problems.push_back(fmt::format("{} has a column '{}' with a dot in its name", who, column.path));
    }
  }
}

}  // namespace

std::vector<std::string> row_problems(std::span<const ParameterRow> rows) {
  std::vector<std::string> problems;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    check_row(rows[i], i, problems);
    for (std::size_t j = 0; j < i; ++j) {
      if (rows[i].path != nullptr && rows[j].path != nullptr && std::string_view(rows[i].path) == rows[j].path) {
        problems.push_back(fmt::format("parameter '{}' stands in rows {} and {}", rows[i].path, j + 1, i + 1));
      }
    }
  }
  return problems;
}

std::vector<std::string> text_problems(std::string_view version, std::string_view zh, std::string_view en, std::string_view keeps,
                                       std::string_view names) {
  std::vector<std::string> problems;
  for (const auto& [what, text] : {std::pair{"version", version}, std::pair{"Chinese name", zh}, std::pair{"English name", en}}) {
    if (text.empty()) problems.push_back(fmt::format("its {} is empty", what));
  }
  const auto needs = needs_of(names);
  if (!needs) {
    problems.push_back(
        fmt::format("it has the names '{}': each is payer.<id>, purpose.<id> or role.<id>, none of the program's own", names));
  } else if (!kept_of(keeps, *needs)) {
    problems.push_back(fmt::format("it keeps '{}', which are not all stocks of: {}, or roles among its names", keeps,
                                   fmt::join(Names<Stock>::kText, " ")));
  }
  return problems;
}

std::optional<CardName> parse_card_name(std::string_view symbol) {
  if (!symbol.starts_with(kPrefix)) return std::nullopt;
  auto rest = symbol.substr(kPrefix.size());
  CardName name;
  name.symbol = symbol;
  const auto kind = take_part(rest);
  const auto id = kind ? take_part(rest) : std::nullopt;
  const auto abi = id ? take_part(rest) : std::nullopt;
  if (!abi || !abi->starts_with("abi") || rest.empty()) return std::nullopt;
  name.kind = *kind;
  name.id = *id;
  name.abi = abi->substr(3);
  name.layout = rest;
  return name;
}

std::optional<std::vector<NeededName>> needs_of(std::string_view words) {
  std::vector<NeededName> out;
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    words.remove_prefix(std::min(words.size(), word.size() + 1));
    const std::size_t dot = word.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const std::string_view kind = word.substr(0, dot);
    const std::string_view id = word.substr(dot + 1);
    const bool known = kind == "payer" || kind == "purpose" || kind == "role";
    if (!known || !is_path(id) || id.find('.') != std::string_view::npos) return std::nullopt;
    const std::span<const std::string_view> own = names_for(kind == "payer"     ? ParameterType::payer
                                                            : kind == "purpose" ? ParameterType::purpose
                                                                                : ParameterType::role);
    if (std::find(own.begin(), own.end(), id) != own.end()) return std::nullopt;
    out.push_back({std::string(kind), std::string(id)});
  }
  return out;
}

std::optional<Kept> kept_of(std::string_view words, std::span<const NeededName> needs) {
  Kept out;
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    words.remove_prefix(std::min(words.size(), word.size() + 1));
    const auto& names = Names<Stock>::kText;
    const auto known = std::find(names.begin(), names.end(), word);
    if (known != names.end()) {
      out.stocks.push_back(static_cast<Stock>(known - names.begin()));
    } else if (std::find(needs.begin(), needs.end(), NeededName{"role", std::string(word)}) != needs.end()) {
      out.roles.emplace_back(word);
    } else {
      return std::nullopt;
    }
  }
  return out;
}

namespace {

constexpr double kMostOfTarget = 2e9;
constexpr int kFirstYear = 1950;
constexpr int kLastYear = 2150;

/// The row of a path; null: there is none.
const ParameterRow* find_row(std::span<const ParameterRow> rows, std::string_view path) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const ParameterRow& row) { return row.path != nullptr && path == row.path; });
  return found == rows.end() ? nullptr : &*found;
}

void check_value_of(const RuleTarget& target, const std::string& who, std::span<const ParameterRow> rows,
                    std::vector<std::string>& problems) {
  const ParameterRow* const row = find_row(rows, target.value);
  const bool number =
      row != nullptr && (row->type == ParameterType::number || row->type == ParameterType::integer || row->type == ParameterType::money);
  const double least = target.at_most ? 0 : 1;
  if (!number) {
    problems.push_back(
        fmt::format("{} has the value '{}', which is no parameter that is a number, an integer or money", who, target.value));
  } else if (row->min < least || row->max > kMostOfTarget) {
    problems.push_back(
        fmt::format("{} has the value '{}', whose range is not within {:.0f} to {:.0f}", who, target.value, least, kMostOfTarget));
  }
}

void check_due_of(const RuleTarget& target, const std::string& who, std::span<const ParameterRow> rows,
                  std::vector<std::string>& problems) {
  if (target.due.empty()) {
    if (target.due_year >= kFirstYear && target.due_year <= kLastYear) return;
    problems.push_back(fmt::format("{} is due in the year {}; {} to {} are possible", who, target.due_year, kFirstYear, kLastYear));
    return;
  }
  const ParameterRow* const row = find_row(rows, target.due);
  if (row == nullptr || row->type != ParameterType::integer || row->min < kFirstYear || row->max > kLastYear) {
    problems.push_back(
        fmt::format("{} is due in '{}', which is no integer parameter within {} to {}", who, target.due, kFirstYear, kLastYear));
  }
}

bool has_word(std::string_view words, std::string_view wanted) {
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    if (word == wanted) return true;
    words.remove_prefix(std::min(words.size(), word.size() + 1));
  }
  return false;
}

}  // namespace

std::vector<std::string> target_problems(std::span<const RuleTarget> targets, std::span<const RuleFigure> figures,
                                         std::span<const ParameterRow> rows, std::string_view clauses) {
  std::vector<std::string> problems;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const RuleTarget& target = targets[i];
    const std::string who = fmt::format("target '{}'", target.id);
    if (!is_path(target.id) || target.id.find('.') != std::string::npos)
      problems.push_back(who + " has an id that is not lower snake case");
    for (std::size_t j = 0; j < i; ++j) {
      if (targets[j].id == target.id) problems.push_back(who + " stands there twice");
    }
    if (target.zh.empty() || target.en.empty()) problems.push_back(who + " lacks a text");
    if (std::none_of(figures.begin(), figures.end(), [&](const RuleFigure& one) { return one.id == target.figure; })) {
      problems.push_back(fmt::format("{} judges '{}', which is none of its figures", who, target.figure));
    }
    if (!target.clause.empty() && !has_word(clauses, target.clause)) {
      problems.push_back(fmt::format("{} has the clause '{}', which the card does not declare", who, target.clause));
    }
    check_value_of(target, who, rows, problems);
    check_due_of(target, who, rows, problems);
  }
  return problems;
}

std::vector<std::string> card_problems(const LoadedCard& loaded, const CardName& name) {
  const EldercastCard& card = loaded.card;
  std::vector<std::string> problems;
  for (const char* text : {card.layout, card.kind, card.id, card.version, card.zh, card.en, card.clauses, card.keeps}) {
    if (text == nullptr) return {"its card lacks a text"};
  }
  const auto same = [&](std::string_view what, std::string_view in_card, std::string_view in_name) {
    if (in_card != in_name) problems.push_back(fmt::format("its card says {} '{}', its exported name says '{}'", what, in_card, in_name));
  };
  same("interface", fmt::format("{}", card.abi), name.abi);
  same("layout", card.layout, name.layout);
  same("kind", card.kind, name.kind);
  same("id", card.id, name.id);
  const auto add = [&](const std::vector<std::string>& more) { problems.insert(problems.end(), more.begin(), more.end()); };
  add(text_problems(card.version, card.zh, card.en, card.keeps, names_of(card)));
  if (card.create == nullptr || card.destroy == nullptr || card.call == nullptr) {
    problems.emplace_back("its card has no function to make, call or delete the rule");
  }
  add(row_problems(loaded.rows));
  add(target_problems(loaded.targets, loaded.figures, loaded.rows, card.clauses));
  return problems;
}

}  // namespace eldercast
