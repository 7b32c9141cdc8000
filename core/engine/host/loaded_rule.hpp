#pragma once
/// A rule's library in this process.
#include <boost/dll/shared_library.hpp>
#include <filesystem>
#include <string>
#include <variant>

#include "api/plugin.hpp"
#include "engine/host/card_check.hpp"
#include "model/rule_catalog.hpp"

namespace eldercast {

struct LoadedRule {
  boost::dll::shared_library library;
  const EldercastCard* card = nullptr;
  RuleDescription description;
  std::filesystem::path file;
};
using Loading = std::variant<LoadedRule, RuleRefusal>;

/// A path between quotation marks, as messages have it.
[[nodiscard]] std::string quoted(const std::filesystem::path& file);

/// Loads a library and checks its card. Runs code of the library: a damaged one may end the process (trial.hpp).
[[nodiscard]] Loading load_card(const std::filesystem::path& file, const CardName& name);

}  // namespace eldercast
