#pragma once
/// Options whose value is a seed, which mean the same in every command and in a scenario.
#include <cstdint>
#include <optional>
#include <string>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace eldercast {

/// Adds an option for a seed: a whole number from 0 to 2^63 - 1, as scenario.seed. What is none is refused, never turned into another.
CLI::Option* add_seed_option(CLI::App& command, const std::string& name, std::optional<std::uint64_t>& seed, const std::string& about);
CLI::Option* add_seed_option(CLI::App& command, const std::string& name, std::uint64_t& seed, const std::string& about);

}  // namespace eldercast
