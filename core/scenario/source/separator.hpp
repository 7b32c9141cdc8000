#pragma once
/// What separates the cells of a table that is not one of commas.
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace eldercast {

/// A character that stands where a comma should.
struct Separator {
  std::string text;  ///< the character, UTF-8
  std::string name;  ///< as a message names it: "';'", "a tab"
};

/// The separator that divides `header` into more columns of the table than commas do, two at least; nothing if there is none. `is_column`
/// says whether a text is the name of a column.
[[nodiscard]] std::optional<Separator> foreign_separator(std::string_view header, const std::function<bool(std::string_view)>& is_column);

/// The separator other than a comma that stands in `row`, at least once.
[[nodiscard]] std::optional<Separator> separator_in(std::string_view row);

/// True for the line "sep=," (or another character) by which a spreadsheet is told the separator.
[[nodiscard]] bool is_separator_hint(std::string_view line);

inline constexpr const char* kSeparatorHelp =
    "save the table with commas: in a spreadsheet as 'CSV UTF-8 (comma delimited)', or with ',' as the field delimiter";

}  // namespace eldercast
