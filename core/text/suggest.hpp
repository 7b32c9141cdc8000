#pragma once
/// "Did you mean": names near to what was typed.
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eldercast {

/// A valid name; `label` says more about it ("白沙镇", "CNY, 0 to 5000"), `also` is how else it is called ("Baisha"). Both may be empty.
struct Candidate {
  std::string name;
  std::string label;
  std::string also = {};
};

/// Levenshtein distance in code points.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidates nearest to `typed` by any of their names, at most three, at a distance of at most max(1, length of typed / 3); nearest
/// first, then in the order given; those alone that are called so exactly, or so and a dot more, if there are any. None for very long words
/// or lists, where the search would take longer than it helps.
[[nodiscard]] std::vector<Candidate> nearest(std::string_view typed, const std::vector<Candidate>& candidates);

/// The help line of an unknown name: "did you mean 'a'? (label, also)", "did you mean 'a', 'b' or 'c'?", or else all valid names (of more
/// than thirty the first thirty and the number of the others). Empty if there are no candidates.
[[nodiscard]] std::string suggestion(std::string_view typed, const std::vector<Candidate>& candidates);

/// At most three of `known`, ids as "kind/name", that are within max(1, length / 3) edits of `id`, nearest first; ids with exactly this
/// name, of whatever kind, count as nearest.
[[nodiscard]] std::vector<std::string> nearest_ids(std::string_view id, std::span<const std::string> known);

/// Candidates without labels.
template <class Range>
[[nodiscard]] std::vector<Candidate> candidates_of(const Range& names) {
  std::vector<Candidate> candidates;
  for (const auto& name : names) candidates.push_back({std::string(name), ""});
  return candidates;
}

}  // namespace eldercast
