#include "app/parameter_names.hpp"

#include <algorithm>
#include <memory>
#include <variant>

#include "app/options/scenario_options.hpp"
#include "scenario/parameters/sections.hpp"

namespace eldercast {

ParameterNames parameter_names(std::span<const std::string> rules) {
  ParameterNames out;
  for (const Section& section : scenario_sections()) {
    for (const ParameterRow& row : section.rows) {
      const Text place{std::string(section.zh) + "：", std::string(section.en) + ": "};
      out[parameter_id(section, row)] = {place + Text{row.zh, row.en}, row.unit};
    }
  }
  const std::unique_ptr<PluginHost> host = make_host({});
  for (const std::string& id : rules) {
    const auto found = host->find(id);
    const RuleDescription* rule = std::get_if<RuleDescription>(&found);
    if (rule == nullptr) continue;
    std::string table = id;
    std::replace(table.begin(), table.end(), '/', '.');
    for (const ParameterRow& row : rule->rows) out[table + "." + row.path] = {{row.zh, row.en}, row.unit};
  }
  return out;
}

}  // namespace eldercast
