#include "text/phrasebook.hpp"

#include <algorithm>

namespace eldercast {
namespace {

constexpr std::string_view kHole = "{}";

std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0;;) {
    const std::size_t hole = text.find(kHole, at);
    parts.push_back(text.substr(at, hole - at));
    if (hole == std::string_view::npos) return parts;
    at = hole + kHole.size();
  }
}

/// What stands in the holes of a text that consists of `parts` and something between each two; nothing if it does not.
std::optional<std::vector<std::string_view>> pieces_of(std::string_view text, const std::vector<std::string_view>& parts) {
  if (!text.starts_with(parts.front()) || !text.ends_with(parts.back())) return std::nullopt;
  const std::size_t end = text.size() - parts.back().size();
  std::vector<std::string_view> pieces;
  std::size_t at = parts.front().size();
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const bool last = i + 1 == parts.size();
    const std::size_t next = last ? end : text.find(parts[i], at);
    if (next == std::string_view::npos || next < at || next > end) return std::nullopt;
    pieces.push_back(text.substr(at, next - at));
    at = next + parts[i].size();
  }
  return pieces;
}

bool quotes(std::string_view part) { return part.ends_with('\'') || part.ends_with('"'); }

}  // namespace

Phrasebook::Phrasebook(std::initializer_list<std::span<const Phrase>> tables) {
  for (const std::span<const Phrase> table : tables) {
    for (const Phrase& phrase : table) {
      if (phrase.en.find(kHole) == std::string_view::npos) {
        whole_.emplace(phrase.en, phrase.zh);
        continue;
      }
      Template& one = templates_.emplace_back(parts_of(phrase.en), phrase.zh);
      for (const std::string_view part : one.parts) one.letters += part.size();
    }
  }
  std::stable_sort(templates_.begin(), templates_.end(), [](const Template& a, const Template& b) { return a.letters > b.letters; });
}

std::optional<std::string> Phrasebook::told(std::string_view english) const {
  if (const auto found = whole_.find(english); found != whole_.end()) return std::string(found->second);
  for (const Template& one : templates_) {
    if (const auto pieces = pieces_of(english, one.parts)) return filled(one, *pieces);
  }
  return std::nullopt;
}

std::string Phrasebook::filled(const Template& found, const std::vector<std::string_view>& pieces) const {
  std::string out;
  std::size_t next = 0;
  for (std::size_t at = 0; at < found.zh.size();) {
    const std::size_t open = found.zh.find('{', at);
    out += found.zh.substr(at, open - at);
    if (open == std::string_view::npos) break;
    const bool named = found.zh[open + 1] != '}';
    const std::size_t which = named ? static_cast<std::size_t>(found.zh[open + 1] - '0') : next++;
    const std::string_view piece = which < pieces.size() ? pieces[which] : std::string_view();
    out += quotes(found.parts[which]) ? std::string(piece) : told(piece).value_or(std::string(piece));
    at = open + (named ? 3 : 2);
  }
  return out;
}

}  // namespace eldercast
