#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "scenario/text_chain.hpp"
#include "text/utf8.hpp"

namespace eldercast {
namespace {

constexpr int kOptionFile = kLongestChain + 1;  ///< options come after every file of the chain

bool bare_key(std::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

/// The parts of a dotted key, or nothing if it is not bare words between dots.
std::vector<std::string> split_key(std::string_view key) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= key.size();) {
    const std::size_t dot = std::min(key.find('.', begin), key.size());
    parts.emplace_back(key.substr(begin, dot - begin));
    if (!bare_key(parts.back())) return {};
    begin = dot + 1;
  }
  return parts;
}

bool bare_word(std::string_view word) {
  return !word.empty() && word.find_first_of(" \t\r\n\"'[]{},=#\\") == std::string_view::npos && printable(word) == word;
}

class OptionReader {
 public:
  OptionReader(TomlValue& text, const std::filesystem::path& file, Diagnostics& diagnostics)
      : text_(text), file_(file), diagnostics_(diagnostics) {}

  void apply(const std::string& option) {
    source_ = std::make_shared<const SourceText>(fmt::format("--set '{}'", piece(option)), file_, option, true);
    const std::size_t equals = option.find('=');
    if (equals == std::string::npos) return refuse(0, option, "the option has no '='");
    const std::string key = option.substr(0, equals);
    const std::string word = option.substr(equals + 1);
    const std::vector<std::string> parts = split_key(key);
    if (parts.size() < 2 || parts.size() > static_cast<std::size_t>(kDeepestNesting)) {
      return refuse(0, key, fmt::format("'{}' is not the path of a parameter", piece(key)));
    }
    std::optional<TomlValue> tree = find_invalid_utf8(option) || option.find('\n') != std::string::npos ? std::nullopt : parse(parts, word);
    if (!tree) return refuse(equals + 1, word, fmt::format("'{}' is neither a TOML value nor a bare word", piece(word)));
    const TomlEntry& entry = *tree->at(key);
    if (entry.value.kind == TomlValue::Kind::table) return refuse(equals + 1, word, "an option sets one parameter, not a table");
    if (!once(key, entry.key_place) || !rule_is_listed(parts, entry)) return;
    merge(text_, *tree, true);
  }

 private:
  void refuse(std::size_t offset, std::string_view part, std::string message, std::string help = "") {
    if (help.empty()) help = "write --set section.parameter=value, for instance --set network.detour_factor=1.3";
    Place place = place_at(source_, std::min(offset, source_->text().size()), std::max(1, count_code_points(part)));
    place.line = 1;
    diagnostics_.add({"scenario.set", place, std::move(message), {}, std::move(help)});
  }

  /// The option as a TOML line; if it is none, with its value as a string. What is wrong with a line that is TOML is reported.
  std::optional<TomlValue> parse(const std::vector<std::string>& parts, const std::string& word) {
    Diagnostics found;
    std::optional<TomlValue> tree = parse_toml(source_, kOptionFile, found);
    if (tree) {
      for (const Diagnostic& problem : found.sorted()) diagnostics_.add(problem);
    }
    if (tree || !bare_word(word)) return tree;
    TomlValue value;
    value.kind = TomlValue::Kind::text;
    value.text = word;
    value.place = place_at(source_, source_->text().size() - word.size(), count_code_points(word));
    std::size_t end = source_->text().find('=');
    for (std::size_t left = parts.size(); left > 0; --left) {
      const auto& part = parts[left - 1];
      const Place key_place = place_at(source_, end - part.size(), static_cast<int>(part.size()));
      TomlValue table;
      table.place = key_place;
      table.entries.push_back({part, key_place, {kOptionFile, key_place.line, key_place.column}, std::move(value)});
      value = std::move(table);
      end -= std::min(end, part.size() + 1);
    }
    return value;
  }

  /// False, with a problem, if an earlier option sets the same key or a part of it.
  bool once(const std::string& key, const Place& place) {
    for (const auto& [other, first] : seen_) {
      const bool same = other == key || other.starts_with(key + ".") || key.starts_with(other + ".");
      if (!same) continue;
      diagnostics_.add({"scenario.set", place, fmt::format("'{}' is set twice", key), {{"it is first set", first}}, "keep one of the two"});
      return false;
    }
    seen_.emplace_back(key, place);
    return true;
  }

  bool rule_is_listed(const std::vector<std::string>& parts, const TomlEntry& entry) {
    const bool rule = parts[0] == "funding" || parts[0] == "staffing" || parts[0] == "medical";
    if (!rule || parts.size() < 3 || parts[2] == "enabled") return true;
    const std::string path = parts[0] + "." + parts[1];
    if (text_.at(path) != nullptr) return true;
    diagnostics_.add({"scenario.set",
                      entry.key_place,
                      fmt::format("the scenario does not list the rule {}/{}", parts[0], parts[1]),
                      {},
                      fmt::format("add the rule with --set {}.enabled=true", path)});
    return false;
  }

  TomlValue& text_;
  const std::filesystem::path& file_;
  Diagnostics& diagnostics_;
  SourceRef source_;
  std::vector<std::pair<std::string, Place>> seen_;
};

std::string_view key_of_option(std::string_view option) { return option.substr(0, option.find('=')); }

}  // namespace

std::vector<std::string> joined_options(const std::vector<std::string>& base, const std::vector<std::string>& more) {
  std::vector<std::string> out;
  for (const std::string& option : base) {
    const std::string_view key = key_of_option(option);
    const bool replaced = std::any_of(more.begin(), more.end(), [&](const std::string& other) { return key_of_option(other) == key; });
    if (!replaced) out.push_back(option);
  }
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

void apply_options(TomlValue& text, std::span<const std::string> options, const std::filesystem::path& file, Diagnostics& diagnostics) {
  OptionReader reader(text, file, diagnostics);
  for (const std::string& option : options) reader.apply(option);
}

}  // namespace eldercast
