#pragma once
/// What the commands of `plugins` tell of rules.
#include <span>

#include "engine/host/plugin_host.hpp"
#include "output/render/document.hpp"
#include "study/contract/suite.hpp"

namespace eldercast {

/// All rules that were found, each with its state, what it does and its file.
[[nodiscard]] Document rules_document(std::span<const PluginHost::Listing> rules);

/// What a rule does, its clauses, stocks and figures, and each parameter with unit, range, default, what it means and where it comes from.
[[nodiscard]] Document rule_document(const RuleDescription& rule);

/// A line a question, with what is broken; how much a rule says and what it looks at where it keeps its contract.
[[nodiscard]] Document contract_document(const contract::Report& report);

}  // namespace eldercast
