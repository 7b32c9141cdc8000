#pragma once
/// TOML as a tree that knows where every key and value stands, and that can be merged.
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/diagnostic.hpp"
#include "scenario/source_text.hpp"

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

/// Parses a text; problems are scenario.syntax and scenario.limit. `file` is the position in the chain of `extends`.
[[nodiscard]] std::optional<TomlValue> parse_toml(const SourceRef& source, int file, Diagnostics& diagnostics);

/// "a whole number", "text"... with its article, for messages.
[[nodiscard]] std::string_view kind_name(TomlValue::Kind kind);

/// A string as a TOML literal; what a terminal would act on is written as an escape.
[[nodiscard]] std::string toml_string(std::string_view text);

}  // namespace eldercast
