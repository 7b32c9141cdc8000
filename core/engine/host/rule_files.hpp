#pragma once
/// Rules that are files: shared libraries and scripts, told apart by their endings. Internal to the host. A program that loads no files
/// (the engine of a page) has no_rule_files.cpp in the place of rule_files.cpp.
#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "engine/host/card_words.hpp"
#include "engine/host/rule_file.hpp"

namespace eldercast {

/// Endings of libraries and scripts; the first is found first.
inline constexpr std::array<std::string_view, 2> kRuleEndings{".so", ".lua"};

[[nodiscard]] inline bool is_script(const std::filesystem::path& file) { return file.extension() == kRuleEndings[1]; }

/// The rule of a file whose name says `id`. A library is loaded only after it is known that it ends nobody.
[[nodiscard]] Loading load_rule_file(const std::filesystem::path& file, const std::string& id);

/// Why a file is refused whose name is not that of a rule; nothing of it runs.
[[nodiscard]] std::optional<RuleRefusal> refusal_of_nameless(const std::filesystem::path& file);

/// What the card of a file says, of a library from a process of its own.
[[nodiscard]] std::variant<CardWords, RuleRefusal> words_of_file(const std::filesystem::path& file, const std::string& id);

}  // namespace eldercast
