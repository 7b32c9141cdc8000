#include "engine/host/card_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "engine/host/describe.hpp"

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
  if (row.type > ParameterType::table) {
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

std::vector<std::string> text_problems(std::string_view version, std::string_view zh, std::string_view en, std::string_view keeps) {
  std::vector<std::string> problems;
  for (const auto& [what, text] : {std::pair{"version", version}, std::pair{"Chinese name", zh}, std::pair{"English name", en}}) {
    if (text.empty()) problems.push_back(fmt::format("its {} is empty", what));
  }
  if (!stocks_of(keeps)) {
    problems.push_back(fmt::format("it keeps '{}', which are not all stocks of: {}", keeps, fmt::join(Names<Stock>::kText, " ")));
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

std::optional<std::vector<Stock>> stocks_of(std::string_view words) {
  std::vector<Stock> stocks;
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    words.remove_prefix(std::min(words.size(), word.size() + 1));
    const auto& names = Names<Stock>::kText;
    const auto known = std::find(names.begin(), names.end(), word);
    if (known == names.end()) return std::nullopt;
    stocks.push_back(static_cast<Stock>(known - names.begin()));
  }
  return stocks;
}

std::vector<std::string> card_problems(const EldercastCard& card, std::span<const ParameterRow> rows, const CardName& name) {
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
  add(text_problems(card.version, card.zh, card.en, card.keeps));
  if (card.create == nullptr || card.destroy == nullptr || card.call == nullptr) {
    problems.emplace_back("its card has no function to make, call or delete the rule");
  }
  add(row_problems(rows));
  return problems;
}

}  // namespace eldercast
