#pragma once
/// TOML as a tree that knows where every key and value stands, and that can be merged.
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/source/diagnostic.hpp"
#include "scenario/source/source_text.hpp"

namespace eldercast {

struct TomlEntry;

/// A value; which member holds it depends on `kind`.
struct TomlValue {
  enum class Kind : std::uint8_t { boolean, integer, number, text, date, array, table };

  Kind kind = Kind::table;
  Place place;  ///< of the value; of a table, its header
  bool boolean = false;
  std::int64_t integer = 0;
  double number = 0;
  std::string text;
  std::vector<TomlValue> items;    ///< of an array
  std::vector<TomlEntry> entries;  ///< of a table, in the order of the text

  /// The entry of a table, or null.
  [[nodiscard]] const TomlEntry* find(std::string_view key) const;
  [[nodiscard]] TomlEntry* find(std::string_view key);
  /// The entry at a dotted path, or null.
  [[nodiscard]] const TomlEntry* at(std::string_view path) const;
};

/// Where a key was first written: position of its file in the chain of `extends` (the base is first), then place.
struct TomlOrder {
  int file = 0;
  int line = 0;
  int column = 0;

  friend auto operator<=>(const TomlOrder&, const TomlOrder&) = default;
};

struct TomlEntry {
  std::string key;
  Place key_place;
  TomlOrder order;
  TomlValue value;
};

/// Deepest nesting of tables and arrays, and most parts of a dotted key.
inline constexpr int kDeepestNesting = 32;

/// Limits of the texts of a scenario, those that it extends included: long lists belong into tables.
inline constexpr std::size_t kLargestToml = std::size_t{16} * 1024 * 1024;  ///< bytes
inline constexpr std::size_t kMostTomlValues = 500'000;  ///< values and parts of keys, each of which is a node of the tree
inline constexpr std::size_t kMostEntries = 2'000;       ///< of one table

/// Values and parts of dotted keys of a text, by the characters that divide them; what is no TOML is counted somehow.
[[nodiscard]] std::size_t count_toml_values(std::string_view text);

/// Whether a scenario of so many bytes and values is read; scenario.limit at `place` if not.
[[nodiscard]] bool check_toml_size(const Place& place, std::size_t bytes, std::size_t values, Diagnostics& diagnostics);

/// Parses a text; problems are scenario.syntax and scenario.limit. `file` is the position in the chain of `extends`.
[[nodiscard]] std::optional<TomlValue> parse_toml(const SourceRef& source, int file, Diagnostics& diagnostics);

/// "a whole number", "text"... with its article, for messages.
[[nodiscard]] std::string_view kind_name(TomlValue::Kind kind);

/// A string as a TOML literal; what a terminal would act on is written as an escape.
[[nodiscard]] std::string toml_string(std::string_view text);

}  // namespace eldercast
