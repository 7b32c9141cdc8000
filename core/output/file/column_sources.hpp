#pragma once
/// How members of a description stand in columns of the results file, both ways. Internal to this folder.
#include <algorithm>
#include <cmath>
#include <functional>
#include <unordered_map>

#include "output/file/dimension.hpp"
#include "output/file/h5_error.hpp"
#include "text/characters.hpp"

namespace eldercast {

/// The value that a cell stands for.
template <class Cell, class Value>
void restore(const Cell& cell, Value& value) {
  if constexpr (std::is_same_v<Value, bool>) {
    value = cell != 0;
  } else if constexpr (std::is_enum_v<Value>) {
    const auto& names = Names<Value>::kText;
    const auto at = std::find(names.begin(), names.end(), cell);
    if (at == names.end()) throw h5::Error("'" + piece(cell) + "' is not a known name");
    value = static_cast<Value>(at - names.begin());
  } else if constexpr (std::is_same_v<Value, std::optional<double>>) {
    value = std::isnan(cell) ? std::nullopt : std::optional(cell);
  } else {
    value = cell;
  }
}

template <auto Member, class Lines>
void take(const Column& column, Lines& lines) {
  const auto& cells = std::get<std::vector<StoredCell<Lines, Member>>>(column);
  std::size_t row = 0;
  for (auto& line : lines) restore(cells.at(row++), std::invoke(Member, line));
}

/// A member of every line of a table of the description.
template <auto Table, auto Member>
constexpr ColumnSource kept{[](const Description& description) { return column_of<Member>(description.*Table); },
                            [](const Column& column, Description& out) { take<Member>(column, out.*Table); }};

/// The same of the member that the lines are known by: there are as many as it has cells.
template <auto Table, auto Member>
constexpr ColumnSource keyed{[](const Description& description) { return column_of<Member>(description.*Table); },
                             [](const Column& column, Description& out) {
                               (out.*Table).resize(length(column));
                               take<Member>(column, out.*Table);
                             }};

/// A table of the description that is a list of texts.
template <auto Table>
constexpr ColumnSource list{[](const Description& description) -> Column { return description.*Table; },
                            [](const Column& column, Description& out) { out.*Table = std::get<std::vector<std::string>>(column); }};

/// A member that points at a line of another table, which is known by its code.
template <auto Table, auto Member, auto Other, auto Code>
constexpr ColumnSource linked{[](const Description& description) -> Column {
                                std::vector<std::string> out;
                                for (const auto& line : description.*Table)
                                  out.push_back((description.*Other)[(line.*Member).index()].*Code);
                                return out;
                              },
                              [](const Column& column, Description& out) {
                                std::unordered_map<std::string_view, std::size_t> positions;
                                for (const auto& line : out.*Other) positions.emplace(line.*Code, positions.size());
                                std::size_t row = 0;
                                for (auto& line : out.*Table) {
                                  const std::string& code = std::get<std::vector<std::string>>(column).at(row++);
                                  const auto found = positions.find(code);
                                  if (found == positions.end())
                                    throw h5::Error("'" + piece(code) + "' is not in the table that it points at");
                                  line.*Member = std::decay_t<decltype(line.*Member)>(found->second);
                                }
                              }};

}  // namespace eldercast
