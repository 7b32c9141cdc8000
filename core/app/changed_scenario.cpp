#include "app/changed_scenario.hpp"

#include <filesystem>
#include <map>

#include "output/file/resolved_entries.hpp"

namespace eldercast {
namespace {

/// Those of the items that are true.
std::vector<std::string> chosen(const std::vector<std::string>& items, const std::vector<bool>& made) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (made[i]) out.push_back(items[i]);
  }
  return out;
}

}  // namespace

Changes changes_of_sets(const ScenarioOptions& base, const std::vector<std::string>& sets) {
  return {sets, [base, sets](const std::vector<bool>& made) -> std::variant<ScenarioOptions, Exit> {
            ScenarioOptions out = base;
            for (std::string& set : chosen(sets, made)) out.sets.push_back(std::move(set));
            return out;
          }};
}

Changes changes_of_packs(const ScenarioOptions& base, const PackOptions& packs, PluginHost& host) {
  Changes out;
  for (const std::string& pack : packs.packs) out.names.push_back("pack " + pack);
  out.with = [base, packs, &host](const std::vector<bool>& made) -> std::variant<ScenarioOptions, Exit> {
    ScenarioOptions shocked = base;
    if (const auto exit = apply_packs({chosen(packs.packs, made), packs.severity}, shocked, host)) return *exit;
    return shocked;
  };
  return out;
}

Changes changes_between(const ScenarioOptions& base, const Scenario& a, const Scenario& b, const std::string& file_b) {
  const auto folder = [](const std::string& file) { return std::filesystem::weakly_canonical(file).parent_path(); };
  const bool one_folder = folder(base.file) == folder(file_b);
  std::map<std::string, std::string> before;
  for (const ResolvedEntry& entry : resolved_entries(a.resolved_text)) before[entry.id] = entry.value;
  std::vector<std::string> sets;
  for (const ResolvedEntry& entry : resolved_entries(b.resolved_text)) {
    const bool about_itself = entry.id.starts_with("scenario.") && entry.id != "scenario.start" && entry.id != "scenario.end";
    if (about_itself || (entry.id.starts_with("data.") && !one_folder)) continue;
    const auto found = before.find(entry.id);
    if (found != before.end() && found->second != entry.value) sets.push_back(entry.id + "=" + entry.value);
  }
  return changes_of_sets(base, sets);
}

}  // namespace eldercast
