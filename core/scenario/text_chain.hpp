#pragma once
/// From one file to the whole text of a scenario: the chain of `extends`, merged key by key, and the `--set` options on top.
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "scenario/source/diagnostic.hpp"
#include "scenario/source/toml_text.hpp"

namespace eldercast {

/// Longest chain of files that extend each other.
inline constexpr int kLongestChain = 16;
/// The schema of scenario texts that this program reads.
inline constexpr int kSchema = 1;

/// Puts `over` on `base`: tables are merged key by key, every other value replaces. An entry keeps the order of its first writing. With
/// `keep_headers` the places of tables stay those of `base` (an option has no header to point at).
void merge(TomlValue& base, const TomlValue& over, bool keep_headers = false);

/// A file with what it extends.
struct TextChain {
  TomlValue text;
  SourceRef first;  ///< the file that extends no other
};
/// Reads a file and what it extends. Nothing after any problem: without the whole text no key can be judged.
[[nodiscard]] std::optional<TextChain> load_chain(const std::filesystem::path& file, Diagnostics& diagnostics);

/// Applies options "section.parameter=value". Each value is TOML, or a bare word that is taken as a string. Problems (scenario.set): no
/// '=', a key that is not bare words between dots, a value that is neither, a table as value, the same key twice, a parameter of a rule
/// that the text does not list.
void apply_options(TomlValue& text, std::span<const std::string> options, const std::filesystem::path& file, Diagnostics& diagnostics);

/// Options `base` and then `more`, of which each replaces the one of `base` that has its key.
[[nodiscard]] std::vector<std::string> joined_options(const std::vector<std::string>& base, const std::vector<std::string>& more);

}  // namespace eldercast
