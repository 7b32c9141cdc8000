#include "model/people/demand_thresholds.hpp"

#include <algorithm>

#include "model/people/event_tables.hpp"

namespace eldercast {
namespace {

bool fits(PriorityGroup group, Need need, bool hardship, bool aged_80_plus, bool alone) {
  switch (group) {
    case PriorityGroup::special_hardship:
      return hardship;
    case PriorityGroup::full:
      return need == Need::full;
    case PriorityGroup::partial:
      return need == Need::partial;
    case PriorityGroup::aged_80_plus:
      return aged_80_plus;
    case PriorityGroup::living_alone:
      return alone;
    case PriorityGroup::others:
      return true;
  }
  return false;
}

}  // namespace

PriorityGroups::PriorityGroups(const PerEnum<PriorityGroup, std::int32_t>& rank) {
  for (std::size_t need = 0; need < kCount<Need>; ++need) {
    for (const bool hardship : {false, true}) {
      for (const bool aged : {false, true}) {
        for (const bool alone : {false, true}) {
          PriorityGroup best = PriorityGroup::others;
          for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) {
            const auto group = static_cast<PriorityGroup>(g);
            if (fits(group, static_cast<Need>(need), hardship, aged, alone) && rank[group] < rank[best]) best = group;
          }
          table_[need][hardship][aged][alone] = best;
        }
      }
    }
  }
}

const DemandRow* matching_row(const std::vector<DemandRow>& rows, ServiceId service, SettlementKind kind, Need need, PriorityGroup group) {
  const DemandRow* best = nullptr;
  int best_score = -1;
  for (const DemandRow& row : rows) {
    if (row.service != service || row.need.value_or(need) != need || row.group.value_or(group) != group ||
        row.settlement_kind.value_or(kind) != kind) {
      continue;
    }
    const int score = 4 * static_cast<int>(row.group.has_value()) + 2 * static_cast<int>(row.need.has_value()) +
                      static_cast<int>(row.settlement_kind.has_value());
    if (score > best_score) {
      best = &row;
      best_score = score;
    }
  }
  return best;
}

DemandThresholds::DemandThresholds(const Scenario& scenario) : services_(scenario.services.size()) {
  for (std::size_t s = 0; s < services_; ++s) {
    for (std::size_t kind = 0; kind < kCount<SettlementKind>; ++kind) {
      for (std::size_t need = 0; need < kCount<Need>; ++need) {
        for (std::size_t group = 0; group < kCount<PriorityGroup>; ++group) {
          DemandCell cell;
          const auto n = static_cast<Need>(need);
          cell.eligible = scenario.services[s].eligible[n];
          const DemandRow* row =
              matching_row(scenario.demand, ServiceId(s), static_cast<SettlementKind>(kind), n, static_cast<PriorityGroup>(group));
          if (cell.eligible && row != nullptr) {
            cell.wanting = to_threshold(row->want);
            cell.seeking = std::min(cell.wanting, to_threshold(row->want * row->realised_use));
          }
          cells_.push_back(cell);
        }
      }
    }
  }
}

}  // namespace eldercast
