#include "scenario/parameters/rule_values.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "scenario/parameters/parameter_value.hpp"
#include "text/utf8.hpp"

namespace eldercast {
namespace {

constexpr std::size_t kMostCells = 1'000;

bool is_bare(std::string_view name) {
  return !name.empty() &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == std::string_view::npos;
}

std::optional<int> year_of(std::string_view key) {
  const auto year = parse_integer(key);
  return key.size() == 4 && year && *year >= 1900 && *year <= 2200 ? std::optional(static_cast<int>(*year)) : std::nullopt;
}

From origin_of(const Place& place) { return place.source->option() ? From::option : From::text; }

/// Reads one value of a rule; collects the lines of the resolved text as it goes.
class RuleValueReader {
 public:
  RuleValueReader(Diagnostics& diagnostics, std::size_t below) : diagnostics_(diagnostics), below_(below) {}

  std::optional<RuleValue> read(const ParameterRow& row, const std::string& id, const TomlValue& given) {
    switch (row.type) {
      case ParameterType::text:
      case ParameterType::clause:
        return read_text(row, id, given);
      case ParameterType::list:
        return read_list(row, id, given);
      case ParameterType::by_year:
        return read_years(row, id, given);
      case ParameterType::table:
        return read_table(row, id, given);
      default:
        break;
    }
    const auto value = checked_value(row, id, given, diagnostics_);
    if (!value) return std::nullopt;
    add_line(id, literal(row, *value), given.place);
    RuleValue read(*value);
    if (is_named(row.type)) read.text = given.text;
    return read;
  }

  /// Where the scenario is silent; nothing, with a problem at `place`, if it must not be.
  std::optional<RuleValue> fall_back(const ParameterRow& row, const std::string& id, const std::string& name, const Place& place) {
    if (std::isnan(row.fallback)) {
      diagnostics_.add({"scenario.required", place, fmt::format("{} is required", id), {}, fmt::format("{}: {}", row.en, accepted(row))});
      return std::nullopt;
    }
    RuleValue value = fallback_of(row, name);
    std::string text = is_scalar(row.type) ? literal(row, value.number) : row.type == ParameterType::list ? "[]" : toml_string(value.text);
    if (row.type != ParameterType::by_year && row.type != ParameterType::table) {
      lines_.push_back({id.substr(below_), std::move(text), From::fallback, {}});
    }
    return value;
  }

  [[nodiscard]] std::vector<ValueLine>& lines() { return lines_; }
  [[nodiscard]] std::vector<std::vector<Place>>& places() { return places_; }

 private:
  void report(const char* code, const Place& place, std::string message, std::string help = "") {
    diagnostics_.add({code, place, std::move(message), {}, std::move(help)});
  }
  void add_line(const std::string& id, std::string text, const Place& place) {
    lines_.push_back({id.substr(below_), std::move(text), origin_of(place), place});
  }
  bool is(TomlValue::Kind kind, const char* wanted, const std::string& id, const TomlValue& given) {
    if (given.kind == kind) return true;
    report("scenario.type", given.place, fmt::format("{} must be {}, not {}", id, wanted, kind_name(given.kind)));
    return false;
  }
  bool in_limits(const ParameterRow& row, const std::string& id, std::size_t count, const char* of_what, const Place& place) {
    const auto number = static_cast<double>(count);
    if (number >= row.min && number <= row.max) return true;
    report("scenario.range", place,
           fmt::format("{} has {} {}; {} to {} are possible", id, count, of_what, number_text(row.min), number_text(row.max)));
    return false;
  }

  std::optional<RuleValue> read_text(const ParameterRow& row, const std::string& id, const TomlValue& given) {
    if (!is(TomlValue::Kind::text, "text", id, given) || !in_limits(row, id, given.text.size(), "bytes", given.place)) return std::nullopt;
    RuleValue value;
    value.text = given.text;
    add_line(id, toml_string(given.text), given.place);
    return value;
  }

  /// A number of a list or of a year.
  std::optional<double> read_number(const ParameterRow& row, const std::string& id, const TomlValue& given) {
    ParameterRow number = row;
    number.type = ParameterType::number;
    return checked_value(number, id, given, diagnostics_);
  }

  std::optional<RuleValue> read_list(const ParameterRow& row, const std::string& id, const TomlValue& given) {
    if (!is(TomlValue::Kind::array, "a list of numbers", id, given)) return std::nullopt;
    if (!few(given.items.size(), id, "numbers", given.place)) return std::nullopt;
    RuleValue value;
    std::string text;
    for (const TomlValue& item : given.items) {
      const auto number = read_number(row, id, item);
      if (!number) return std::nullopt;
      value.cells.emplace_back(*number);
      text += fmt::format("{}{}", text.empty() ? "" : ", ", number_text(*number));
    }
    add_line(id, fmt::format("[{}]", text), given.place);
    return value;
  }

  std::optional<RuleValue> read_years(const ParameterRow& row, const std::string& id, const TomlValue& given) {
    RuleValue value;
    if (given.kind == TomlValue::Kind::integer || given.kind == TomlValue::Kind::number) {
      // Without a year, so that it holds before any.
      const auto number = read_number(row, id, given);
      if (!number) return std::nullopt;
      value.cells.emplace_back(*number);
      add_line(id, number_text(*number), given.place);
      return value;
    }
    if (!is(TomlValue::Kind::table, "a number for all years, or a table of years as {2020 = 1, 2021 = 2}", id, given)) return std::nullopt;
    if (!few(given.entries.size(), id, "years", given.place)) return std::nullopt;
    bool whole = true;
    std::vector<const TomlEntry*> entries;
    for (const TomlEntry& entry : given.entries) entries.push_back(&entry);
    std::sort(entries.begin(), entries.end(), [](const TomlEntry* a, const TomlEntry* b) { return a->key < b->key; });
    for (const TomlEntry* entry : entries) {
      const std::string own = fmt::format("{}.{}", id, entry->key);
      const auto year = year_of(entry->key);
      if (!year)
        report("scenario.type", entry->key_place, fmt::format("{}: '{}' is not a year", id, piece(entry->key)), "write it as 2020");
      const auto number = year ? read_number(row, own, entry->value) : std::nullopt;
      whole = whole && number.has_value();
      if (!number) continue;
      value.cells.emplace_back(*number).year = *year;
      add_line(own, number_text(*number), entry->value.place);
    }
    return whole ? std::optional(std::move(value)) : std::nullopt;
  }

  std::optional<RuleValue> read_table(const ParameterRow& row, const std::string& id, const TomlValue& given) {
    if (!is(TomlValue::Kind::table, "a table of named rows", id, given)) return std::nullopt;
    RuleValue value;
    bool whole = true;
    for (const TomlEntry& entry : given.entries) {
      bool left_out = false;
      auto made = read_row(row, fmt::format("{}.{}", id, entry.key), entry, left_out);
      whole = whole && (made || left_out);
      if (made) value.cells.push_back(std::move(*made));
    }
    if (!whole || !in_limits(row, id, value.cells.size(), "rows", given.place)) return std::nullopt;
    return value;
  }

  std::optional<RuleValue> read_row(const ParameterRow& table, const std::string& id, const TomlEntry& entry, bool& left_out) {
    if (!is_bare(entry.key)) {
      report("scenario.type", entry.key_place, fmt::format("'{}' is not a name of a row", piece(entry.key)),
             "a name is made of letters, digits, _ and -");
      return std::nullopt;
    }
    if (!is(TomlValue::Kind::table, "a table with the columns of the row", id, entry.value)) return std::nullopt;
    if (const TomlEntry* flag = entry.value.find("enabled"); flag != nullptr) {
      if (!is(TomlValue::Kind::boolean, "true or false", id + ".enabled", flag->value)) return std::nullopt;
      left_out = !flag->value.boolean;
      if (left_out) return std::nullopt;
    }
    const std::span columns(table.columns, table.column_count);
    bool whole = true;
    tell_unknown_columns(columns, id, entry.value);
    RuleValue value;
    value.text = entry.key;
    std::vector<Place> places;
    for (const ParameterRow& column : columns) {
      const std::string own = fmt::format("{}.{}", id, column.path);
      const TomlEntry* cell = entry.value.find(column.path);
      auto made = cell == nullptr ? fall_back(column, own, entry.key, entry.key_place) : read(column, own, cell->value);
      places.push_back(cell == nullptr ? entry.key_place : cell->value.place);
      whole = whole && made;
      if (made) value.cells.push_back(std::move(*made));
    }
    whole = one_of_two(columns, id, entry) && whole;
    if (!whole) return std::nullopt;
    places_.push_back(std::move(places));
    return value;
  }

  /// A column that another one may stand in for.
  bool one_of_two(std::span<const ParameterRow> columns, const std::string& id, const TomlEntry& entry) {
    bool good = true;
    for (const ParameterRow& column : columns) {
      if (*column.instead == '\0') continue;
      const TomlEntry* const one = entry.value.find(column.path);
      const TomlEntry* const other = entry.value.find(column.instead);
      if ((one == nullptr) != (other == nullptr)) continue;
      good = false;
      if (one == nullptr) {
        report("scenario.required", entry.key_place, fmt::format("{} needs {} or {}", id, column.path, column.instead),
               fmt::format("{}: {}", column.en, accepted(column)));
      } else {
        report("scenario.duplicate", other->key_place, fmt::format("{} has both {} and {}", id, column.path, column.instead),
               "say one of the two");
      }
    }
    return good;
  }

  void tell_unknown_columns(std::span<const ParameterRow> columns, const std::string& id, const TomlValue& given) {
    for (const TomlEntry& entry : given.entries) {
      const auto same = [&](const ParameterRow& column) { return entry.key == column.path; };
      if (entry.key == "enabled" || std::any_of(columns.begin(), columns.end(), same)) continue;
      std::vector<Candidate> candidates{{"enabled", "true or false"}};
      for (const ParameterRow& column : columns) candidates.push_back({column.path, accepted(column)});
      report("scenario.unknown-key", entry.key_place, fmt::format("'{}' is not a column of {}", piece(entry.key), id),
             suggestion(entry.key, candidates));
    }
  }

  bool few(std::size_t count, const std::string& id, const char* of_what, const Place& place) {
    if (count <= kMostCells) return true;
    report("scenario.range", place, fmt::format("{} has {} {}; {} are possible", id, count, of_what, kMostCells));
    return false;
  }

  Diagnostics& diagnostics_;
  std::size_t below_;  ///< characters of an id before the rule's own keys
  std::vector<ValueLine> lines_;
  std::vector<std::vector<Place>> places_;
};

/// The table that a missing key belongs to, or the first line of the text.
Place rule_place(const TomlValue& text, std::string_view path) {
  const TomlEntry* entry = text.at(path);
  return entry != nullptr ? entry->value.place : text.place;
}

/// A part of a text that stands at `place` as it was written; the whole of it where escapes or lines stand between.
Place part_of(const Place& place, std::string_view text, std::size_t offset, std::size_t length) {
  if (place.source == nullptr || place.line == 0 || offset > text.size()) return place;
  const std::string_view line = place.source->line(place.line);
  std::size_t start = 0;
  for (int column = 1; column < place.column && start < line.size(); ++column) {
    do ++start;
    while (start < line.size() && (static_cast<unsigned char>(line[start]) & 0xC0U) == 0x80U);
  }
  const bool marked = start < line.size() && (line[start] == '"' || line[start] == '\'');
  const std::string_view written = line.substr(std::min(start + (marked ? 1 : 0), line.size()));
  if (text.empty() || !written.starts_with(text)) return place;
  Place part = place;
  part.column += (marked ? 1 : 0) + count_code_points(text.substr(0, offset));
  part.length = std::max(1, count_code_points(text.substr(offset, length)));
  return part;
}

}  // namespace

std::vector<ReadRuleValue> read_rule_values(const TomlValue& text, const std::string& path, const RuleDescription& rule,
                                            Diagnostics& diagnostics) {
  std::vector<ReadRuleValue> values;
  for (const ParameterRow& row : rule.rows) {
    const std::string id = fmt::format("{}.{}", path, row.path);
    const TomlEntry* entry = text.at(id);
    RuleValueReader reader(diagnostics, path.size() + 1);
    auto value = entry != nullptr ? reader.read(row, id, entry->value) : reader.fall_back(row, id, "", rule_place(text, path));
    if (!value) continue;
    values.push_back(
        {&row, std::move(*value), std::move(reader.lines()), entry != nullptr ? entry->value.place : Place{}, std::move(reader.places())});
  }
  return values;
}

void ask_rule(const RuleDescription& rule, const std::string& path, const std::vector<ReadRuleValue>& values, const Place& place,
              Diagnostics& diagnostics) {
  if (rule.check == nullptr || values.size() != rule.rows.size()) return;
  std::vector<RuleValue> plain;
  for (const ReadRuleValue& value : values) plain.push_back(value.value);
  for (const RuleValueProblem& problem : rule.check(plain)) {
    Place where = place;
    std::string id = path;
    if (problem.parameter < values.size()) {
      const ReadRuleValue& value = values[problem.parameter];
      id = fmt::format("{}.{}", path, value.row->path);
      const bool cell = problem.row < value.places.size() && problem.column < value.places[problem.row].size();
      const RuleValue& text = cell ? value.value.cells[problem.row].cells[problem.column] : value.value;
      if (cell) id += fmt::format(".{}.{}", value.value.cells[problem.row].text, value.row->columns[problem.column].path);
      const Place whole = cell ? value.places[problem.row][problem.column] : value.place.source != nullptr ? value.place : place;
      where = problem.length > 0 ? part_of(whole, text.text, problem.offset, problem.length) : whole;
    }
    diagnostics.add({"scenario.rule-value", where, fmt::format("{}: {}", id, problem.message), {}, problem.help});
  }
}

}  // namespace eldercast
