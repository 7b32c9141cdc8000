#include "app/options/seed_option.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <functional>

#include "scenario/parameters/parameter_value.hpp"

namespace eldercast {
namespace {

CLI::Option* add(CLI::App& command, const std::string& name, const std::string& about, const std::function<void(std::uint64_t)>& set) {
  const auto read = [name, set](const CLI::results_t& words) {
    const std::optional<long long> value = parse_integer(words.front());
    if (!value || *value < 0)
      throw CLI::ValidationError(name, fmt::format("'{}' is no whole number from 0 to {}", words.front(), INT64_MAX));
    set(static_cast<std::uint64_t>(*value));
    return true;
  };
  return command.add_option(name, read, about)->type_name("NUMBER")->expected(1);
}

}  // namespace

CLI::Option* add_seed_option(CLI::App& command, const std::string& name, std::optional<std::uint64_t>& seed, const std::string& about) {
  return add(command, name, about, [&seed](std::uint64_t value) { seed = value; });
}

CLI::Option* add_seed_option(CLI::App& command, const std::string& name, std::uint64_t& seed, const std::string& about) {
  return add(command, name, about, [&seed](std::uint64_t value) { seed = value; });
}

}  // namespace eldercast
