#include "text/suggest.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "text/utf8.hpp"

namespace eldercast {
namespace {

std::u32string decoded(std::string_view text) {
  std::u32string result;
  for (std::size_t at = 0; at < text.size();) result.push_back(next_code_point(text, at));
  return result;
}

std::string_view name_part(std::string_view id) { return id.substr(id.find('/') + 1); }

/// "白沙镇, Baisha"; empty where there is neither.
std::string other_names(const Candidate& candidate) {
  return candidate.label + (candidate.label.empty() || candidate.also.empty() ? "" : ", ") + candidate.also;
}

std::string with_label(const Candidate& candidate) {
  const std::string others = other_names(candidate);
  return others.empty() ? fmt::format("'{}'", candidate.name) : fmt::format("'{}' ({})", candidate.name, others);
}

/// Whether a name is what was typed and a dot more: "G1" of "G1.own".
bool goes_on(std::string_view name, std::string_view typed) {
  return !typed.empty() && name.size() > typed.size() && name[typed.size()] == '.' && name.starts_with(typed);
}

/// Edits from what was typed to the nearest name of a candidate; none where the name goes on behind a dot.
std::size_t distance_to(std::string_view typed, const Candidate& candidate) {
  if (goes_on(candidate.name, typed)) return 0;
  std::size_t least = edit_distance(typed, candidate.name);
  for (const std::string& other : {candidate.label, candidate.also}) {
    if (!other.empty()) least = std::min(least, edit_distance(typed, other));
  }
  return least;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  const std::u32string x = decoded(a);
  const std::u32string y = decoded(b);
  std::vector<std::size_t> row(y.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < x.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < y.size(); ++j) {
      const std::size_t replaced = diagonal + (x[i] == y[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

std::vector<Candidate> nearest(std::string_view typed, const std::vector<Candidate>& candidates) {
  constexpr std::size_t kBest = 3;
  constexpr std::size_t kLongestTyped = 100;
  constexpr std::size_t kMostCandidates = 5'000;
  const auto length = static_cast<std::size_t>(count_code_points(typed));
  if (length > kLongestTyped || candidates.size() > kMostCandidates) return {};
  const std::size_t limit = std::max<std::size_t>(1, length / 3);
  std::vector<std::pair<std::size_t, const Candidate*>> near;
  for (const Candidate& candidate : candidates) {
    // What is so much longer is nothing like it, and names that somebody else wrote may be very long.
    constexpr std::size_t kBytesACharacter = 4;
    if (candidate.name.size() + candidate.label.size() + candidate.also.size() > kBytesACharacter * 2 * (kLongestTyped + limit)) continue;
    const std::size_t distance = distance_to(typed, candidate);
    if (distance <= limit) near.emplace_back(distance, &candidate);
  }
  std::stable_sort(near.begin(), near.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  if (!near.empty() && near.front().first == 0) {
    near.erase(std::find_if(near.begin(), near.end(), [](const auto& one) { return one.first > 0; }), near.end());
  }
  std::vector<Candidate> best;
  for (std::size_t i = 0; i < std::min(near.size(), kBest); ++i) best.push_back(*near[i].second);
  return best;
}

std::vector<std::string> nearest_ids(std::string_view id, std::span<const std::string> known) {
  const std::size_t limit = std::max<std::size_t>(1, id.size() / 3);
  std::vector<std::pair<std::size_t, std::string>> close;
  for (const std::string& one : known) {
    const std::size_t distance = name_part(one) == name_part(id) ? 0 : edit_distance(id, one);
    if (distance <= limit) close.emplace_back(distance, one);
  }
  std::sort(close.begin(), close.end());
  if (close.size() > 3) close.resize(3);
  std::vector<std::string> ids;
  for (auto& [distance, one] : close) ids.push_back(std::move(one));
  return ids;
}

std::string suggestion(std::string_view typed, const std::vector<Candidate>& candidates) {
  constexpr std::size_t kListed = 30;
  const std::vector<Candidate> best = nearest(typed, candidates);
  if (best.size() == 1) {
    const std::string others = other_names(best[0]);
    return fmt::format("did you mean '{}'?{}", best[0].name, others.empty() ? "" : fmt::format(" ({})", others));
  }
  if (best.size() == 2) return fmt::format("did you mean {} or {}?", with_label(best[0]), with_label(best[1]));
  if (best.size() == 3) return fmt::format("did you mean {}, {} or {}?", with_label(best[0]), with_label(best[1]), with_label(best[2]));
  if (candidates.empty()) return "";
  std::string names;
  for (std::size_t i = 0; i < std::min(candidates.size(), kListed); ++i) names += (i == 0 ? "" : ", ") + candidates[i].name;
  if (candidates.size() > kListed) names += fmt::format(" and {} more", candidates.size() - kListed);
  return "valid names: " + names;
}

}  // namespace eldercast
