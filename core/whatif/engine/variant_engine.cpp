#include "whatif/engine/variant_engine.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "engine/host/plugin_host.hpp"
#include "engine/rules/rule_set.hpp"
#include "engine/rules/watchdog.hpp"
#include "engine/simulation/simulation.hpp"
#include "model/base/require.hpp"
#include "model/district.hpp"
#include "output/description.hpp"
#include "output/figures/figures.hpp"
#include "output/file/schema.hpp"
#include "scenario/reader.hpp"
#include "whatif/engine/figure_row.hpp"

namespace eldercast {

struct VariantEngine::Parts {
  Parts(const std::string& file, std::size_t keep, PluginHost& the_host)
      : host(the_host), catalog(host.catalog()), reader(file, {}, catalog), kept(keep) {}

  PluginHost& host;
  RuleCatalog catalog;
  ScenarioReader reader;
  Watchdog watchdog;
  std::vector<std::unique_ptr<const District>> kept;  ///< districts of earlier variants: most have the same people as the next one
  std::size_t oldest = 0;
  std::unique_ptr<const District> district;
  std::vector<RuleEntry> rules;
  std::optional<Zones> zones;
  std::unique_ptr<Simulation> simulation;
  Simulation::Memory memory;
  Description description;
  std::vector<Figure> figures;
  Outcome outcome;
  std::vector<double> values;

  /// Ends what runs on the last variant and puts its district by.
  void put_by() {
    if (simulation == nullptr) return;
    memory = std::move(*simulation).release();
    simulation.reset();
    const auto same_people = [&](const std::unique_ptr<const District>& one) {
      return one != nullptr && &one->base() == &district->base();
    };
    if (kept.empty() || std::any_of(kept.begin(), kept.end(), same_people)) return;
    kept[oldest] = std::move(district);
    oldest = (oldest + 1) % kept.size();
  }
};

VariantEngine::VariantEngine(const std::string& file, std::size_t keep, PluginHost& host)
    : parts_(std::make_unique<Parts>(file, keep, host)) {}

VariantEngine::~VariantEngine() = default;

std::string VariantEngine::prepare(const std::vector<std::string>& settings) {
  Parts& parts = *parts_;
  ReadResult read = parts.reader.read(settings);
  if (!read.scenario) return read.diagnostics.render(false);
  parts.put_by();
  const auto scenario = std::make_shared<const Scenario>(std::move(*read.scenario));
  std::vector<const District*> likes{parts.district.get()};
  for (const std::unique_ptr<const District>& one : parts.kept) likes.push_back(one.get());
  parts.district = std::make_unique<const District>(scenario, likes);
  parts.rules = rules_of(*scenario, parts.host);
  parts.zones.emplace(*scenario);
  parts.simulation = std::make_unique<Simulation>(*parts.district, parts.rules, parts.watchdog, *parts.zones, std::move(parts.memory));
  parts.description = describe(*scenario);
  parts.figures = figures_of(parts.description);
  return {};
}

const Outcome& VariantEngine::run(std::int32_t number) {
  Parts& parts = *parts_;
  require(parts.simulation != nullptr, "VariantEngine: nothing is prepared");
  parts.outcome = parts.simulation->run(parts.district->scenario().seed, number, false);
  parts.values = figure_row(parts.figures, parts.outcome.headline, parts.description);
  return parts.outcome;
}

std::optional<CellView> VariantEngine::array(std::string_view path) const {
  for (const DatasetRow& row : dataset_table()) {
    if (row.level() != Level::headline || row.path() != path) continue;
    return std::visit(
        [&](auto member) -> std::optional<CellView> {
          if constexpr (level_of(decltype(member){}) == Level::headline) {
            const auto& cells = (parts_->outcome.headline.*member).cells();
            return CellView{cells.data(), cells.size(), sizeof(cells.front())};
          } else {
            return std::nullopt;
          }
        },
        row.source);
  }
  return std::nullopt;
}

const std::vector<double>& VariantEngine::figures() const { return parts_->values; }

}  // namespace eldercast
