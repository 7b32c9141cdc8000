#pragma once
/// A library is loaded in a process of its own before it is loaded in this one: what ends the loader ends that process.
#include <filesystem>
#include <string>
#include <variant>

#include "engine/host/card_check.hpp"
#include "engine/host/card_words.hpp"
#include "model/rule_catalog.hpp"

namespace eldercast {

/// Longest time that a library may take to be loaded, and memory that it may take beyond what this process has.
inline constexpr int kTrialSeconds = 20;
inline constexpr unsigned long long kTrialBytes = 1ULL << 30U;

/// Forks, loads the library there and reads its card. A library that ends the process, does not come to an end or takes too much memory is
/// refused as plugin.load, with the signal or the last words of the loader; any other refusal is that of load_card().
[[nodiscard]] std::variant<CardWords, RuleRefusal> try_loading(const std::filesystem::path& file, const CardName& name);

}  // namespace eldercast
