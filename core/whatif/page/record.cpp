#include "whatif/page/record.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>

#include "model/base/require.hpp"
#include "model/targets.hpp"
#include "output/file/schema.hpp"
#include "whatif/engine/figure_row.hpp"

namespace eldercast {
namespace {

/// Figures of towns that the map and its words show.
constexpr std::array<std::string_view, 5> kOfTowns{"covered.community.own", "covered.village.own", "bed_shortfall", "money.town_government",
                                                   "facilities_open"};

bool is_shown(const Figure& figure) {
  constexpr std::array<std::string_view, 9> kShown{
      "covered.", "residents_covered.", "facilities_open", "beds.", "bed_shortfall", "staff.carer", "money.", "waiting", "served."};
  return std::any_of(kShown.begin(), kShown.end(), [&](std::string_view begin) { return figure.id.starts_with(begin); });
}

std::vector<std::uint32_t> all_cells(std::size_t count) {
  std::vector<std::uint32_t> at(count);
  std::iota(at.begin(), at.end(), 0U);
  return at;
}

/// Where the value of each target stands in the month in which it is due; targets that are not due within the run are left out by their
/// last month.
CellPick targets_when_due(const Description& description) {
  CellPick pick{"/targets/value", {}};
  const std::vector<JudgedTarget> targets = judged_targets(description);
  for (const JudgedTarget& row : targets) {
    const int month = std::clamp(row.due - description.start, 0, description.months() - 1);
    pick.at.push_back(static_cast<std::uint32_t>(static_cast<std::size_t>(month) * targets.size() + static_cast<std::size_t>(row.target)));
  }
  return pick;
}

void add_cells(const CellPick& pick, const Headline& headline, std::vector<double>& row) {
  for (const DatasetRow& dataset : dataset_table()) {
    if (dataset.path() != pick.path) continue;
    std::visit(
        [&](auto member) {
          if constexpr (level_of(decltype(member){}) == Level::headline) {
            const auto& cells = (headline.*member).cells();
            for (const std::uint32_t at : pick.at) row.push_back(static_cast<double>(cells[at]));
          }
        },
        dataset.source);
    return;
  }
  fail("record_of: there is no dataset " + pick.path);
}

}  // namespace

RecordPlan record_plan(const Description& description, const std::vector<Figure>& figures) {
  RecordPlan plan;
  std::vector<std::uint32_t> of_towns;
  std::uint32_t by_town = 0;
  for (std::uint32_t f = 0; f < figures.size(); ++f) {
    const Figure& figure = figures[f];
    if (is_shown(figure)) {
      plan.ids.push_back(figure.id);
      plan.figures.push_back(f);
    }
    if (!figure.town) continue;
    if (std::find(kOfTowns.begin(), kOfTowns.end(), figure.id) != kOfTowns.end()) {
      plan.town_ids.push_back(figure.id);
      of_towns.push_back(by_town);
    }
    ++by_town;
  }
  for (std::uint32_t town = 0; town < description.towns.size(); ++town) {
    for (const std::uint32_t f : of_towns) plan.figures.push_back(static_cast<std::uint32_t>(figures.size()) + town * by_town + f);
  }
  const auto months = static_cast<std::size_t>(description.months());
  plan.cells.push_back({"/district/settlements_covered", all_cells(months * kCount<SettlementKind> * kCount<CoverageReading>)});
  plan.cells.push_back({"/district/bed_shortfall", all_cells(months * kCount<ShortfallCause>)});
  plan.cells.push_back(targets_when_due(description));
  return plan;
}

std::vector<double> record_of(const RecordPlan& plan, const std::vector<Figure>& figures, const Headline& headline,
                              const Description& description) {
  const std::vector<double> all = figure_row(figures, headline, description);
  std::vector<double> row;
  for (const std::uint32_t at : plan.figures) row.push_back(all[at]);
  for (const CellPick& pick : plan.cells) add_cells(pick, headline, row);
  return row;
}

}  // namespace eldercast
