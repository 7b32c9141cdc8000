#include "text/phrasebook.hpp"

#include <algorithm>
#include <utility>

namespace eldercast {
namespace {

constexpr std::string_view kHole = "{}";

std::vector<std::string_view> pieces_of(std::string_view text) {
  std::vector<std::string_view> pieces;
  for (std::size_t at = 0;;) {
    const std::size_t hole = text.find(kHole, at);
    pieces.push_back(text.substr(at, hole - at));
    if (hole == std::string_view::npos) return pieces;
    at = hole + kHole.size();
  }
}

/// What stands between the pieces in a text that consists of them and something between each two; nothing if it does not.
std::optional<std::vector<std::string_view>> filling_of(std::string_view text, const std::vector<std::string_view>& pieces) {
  if (!text.starts_with(pieces.front()) || !text.ends_with(pieces.back())) return std::nullopt;
  if (text.size() < pieces.front().size() + pieces.back().size()) return std::nullopt;
  const std::size_t end = text.size() - pieces.back().size();
  std::vector<std::string_view> filling;
  std::size_t at = pieces.front().size();
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    const bool last = i + 1 == pieces.size();
    const std::size_t next = last ? end : text.find(pieces[i], at);
    if (next == std::string_view::npos || next > end) return std::nullopt;
    filling.push_back(text.substr(at, next - at));
    at = next + pieces[i].size();
    if (!last && at > end) return std::nullopt;
  }
  return filling;
}

bool quotes(std::string_view piece) { return piece.ends_with('\'') || piece.ends_with('"'); }

}  // namespace

Phrasebook::Phrasebook(std::initializer_list<std::span<const Phrase>> sentences, std::span<const Phrase> parts) {
  for (const std::span<const Phrase> phrases : sentences) sentences_.add(phrases);
  parts_.add(parts);
}

void Phrasebook::Chapter::add(std::span<const Phrase> phrases) {
  for (const Phrase& phrase : phrases) {
    if (phrase.en.find(kHole) == std::string_view::npos) {
      whole.emplace(phrase.en, phrase.zh);
      continue;
    }
    Template one{pieces_of(phrase.en), phrase.zh};
    for (const std::string_view piece : one.pieces) one.letters += piece.size();
    templates.push_back(std::move(one));
  }
  std::stable_sort(templates.begin(), templates.end(), [](const Template& a, const Template& b) { return a.letters > b.letters; });
}

std::optional<std::string> Phrasebook::Chapter::told(std::string_view english, const Phrasebook& book) const {
  if (const auto found = whole.find(english); found != whole.end()) return std::string(found->second);
  for (const Template& one : templates) {
    if (const auto filling = filling_of(english, one.pieces)) return book.filled(one, *filling);
  }
  return std::nullopt;
}

std::string Phrasebook::told_part(std::string_view english) const {
  if (const auto found = sentences_.whole.find(english); found != sentences_.whole.end()) return std::string(found->second);
  if (auto part = parts_.told(english, *this)) return std::move(*part);
  return told(english).value_or(std::string(english));
}

std::string Phrasebook::filled(const Template& found, const std::vector<std::string_view>& filling) const {
  std::string out;
  std::size_t next = 0;
  for (std::size_t at = 0; at < found.zh.size();) {
    const std::size_t open = found.zh.find('{', at);
    out += found.zh.substr(at, open - at);
    if (open == std::string_view::npos) break;
    const std::size_t close = found.zh.find('}', open);
    const std::string_view hole = found.zh.substr(open + 1, close - open - 1);
    const bool named = !hole.empty() && hole.front() != '=';
    const std::size_t which = named ? static_cast<std::size_t>(hole.front() - '0') : next++;
    out += hole.ends_with('=') || quotes(found.pieces[which]) ? std::string(filling[which]) : told_part(filling[which]);
    at = close + 1;
  }
  return out;
}

}  // namespace eldercast
