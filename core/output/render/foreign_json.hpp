#pragma once
/// JSON from files that somebody else may have written. A parser builds a tree of many times the size of the text, and trees that are deep
/// or have objects of very many members bring down whoever walks over them, so a text is looked over before a parser sees it.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace eldercast {

/// Limits that no document of this program and no map of a district comes near.
inline constexpr std::size_t kDeepestJson = 64;             ///< arrays and objects in each other
inline constexpr std::size_t kMostJsonValues = 8'000'000;   ///< of a document
inline constexpr std::size_t kMostJsonMembers = 1'000'000;  ///< of all objects of a document
inline constexpr std::size_t kMostMembersAnObject = 1'000;

/// Why a text must not be parsed, as "it is nested deeper than 64 levels"; nothing if it may be. Walks over the text once, without
/// recursion.
[[nodiscard]] std::optional<std::string> json_excess(std::string_view text);

/// Parses with a type of nlohmann-json. What is beyond the limits is discarded like what is no JSON; json_excess() tells which.
template <class JsonType>
[[nodiscard]] JsonType parse_foreign_json(std::string_view text) {
  if (json_excess(text)) return JsonType(JsonType::value_t::discarded);
  return JsonType::parse(text, nullptr, false);
}

}  // namespace eldercast
