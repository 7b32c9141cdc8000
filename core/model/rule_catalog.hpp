#pragma once
/// What the scenario reader needs to know about the rules that can be loaded, without knowing how they are loaded.
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "api/ids.hpp"
#include "api/parameter.hpp"

namespace eldercast {

/// A rule that can be used. The rows live as long as any copy of the description.
struct RuleDescription {
  std::string id;  ///< "funding/construction_grants"
  std::string version;
  std::string zh;
  std::string en;
  std::string clauses;  ///< clause ids separated by spaces
  std::span<const ParameterRow> rows;
  std::vector<Stock> keeps = {};           ///< stocks of which it alone says who leaves
  std::shared_ptr<const void> owner = {};  ///< of the rows, where they are not part of the program
};

/// Why a rule cannot be used.
struct RuleRefusal {
  std::string code;     ///< stable, "plugin.not-found", "plugin.abi"...
  std::string message;  ///< names both sides
  std::string help;     ///< what to do; may be empty
};

/// Access to the rules of the folders that are searched.
struct RuleCatalog {
  std::function<std::variant<RuleDescription, RuleRefusal>(std::string_view id)> find;
  std::function<std::vector<std::string>()> known_ids;  ///< sorted, for suggestions
};

}  // namespace eldercast
