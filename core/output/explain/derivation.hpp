#pragma once
/// How each dataset of the results is made: one row a dataset, checked against the schema by a test.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eldercast {

/// Which month of the postings is the month (or year) of a money dataset.
enum class PostedBy : std::uint8_t { nothing, accrued, paid };

/// Which changes of facilities are told beside a number: none, all, or those by which somebody lost a place.
enum class ChangesTold : std::uint8_t { none, all, displacing };

/// Lists in a story are words separated by spaces.
struct Derivation {
  std::string_view path;        ///< "/district/bed_shortfall"
  std::string_view made;        ///< how the number comes about, one or two sentences
  std::string_view made_zh;     ///< the same in Chinese
  std::string_view page;        ///< of docs/explanation: "money.md"
  std::string_view behind;      ///< paths of datasets that it is made of or that explain it; "?bed": of the service given in beds
  std::string_view parameters;  ///< beginnings of parameter ids
  std::string_view tables;      ///< tables of the scenario
  std::string_view rules;       ///< beginnings of the ids of rules that can move it; empty: none
  PostedBy postings = PostedBy::nothing;
  ChangesTold changes = ChangesTold::none;
};

[[nodiscard]] std::span<const Derivation> derivations();
/// The words of such a list.
[[nodiscard]] std::vector<std::string> words_in(std::string_view list, char separator = ' ');
/// The story of a target of a rule's own, which no number of the model measures.
[[nodiscard]] const Derivation& derivation_of_own_target();
/// The story of a dataset of the schema. Aborts for a path that is none.
[[nodiscard]] const Derivation& derivation_of(std::string_view path);

}  // namespace eldercast
