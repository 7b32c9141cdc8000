#include "model/people/demand_thresholds.hpp"
#include "support/catch.hpp"
#include "support/scenarios.hpp"

using namespace eldercast;

namespace {

PerEnum<PriorityGroup, std::int32_t> ranks(std::initializer_list<PriorityGroup> order) {
  PerEnum<PriorityGroup, std::int32_t> rank;
  std::int32_t next = 0;
  for (const PriorityGroup group : order) rank[group] = next++;
  return rank;
}

}  // namespace

TEST_CASE("the group is the first in the scenario's order that fits") {
  using enum PriorityGroup;
  const PriorityGroups usual(ranks({special_hardship, full, partial, aged_80_plus, living_alone, others}));
  const Traits plain{};
  const Traits poor{Traits::kHardship};
  const Traits alone{Traits::kAlone};
  CHECK(usual.of(Need::full, poor, true) == special_hardship);
  CHECK(usual.of(Need::full, plain, true) == full);
  CHECK(usual.of(Need::partial, alone, true) == partial);
  CHECK(usual.of(Need::independent, alone, true) == aged_80_plus);
  CHECK(usual.of(Need::independent, alone, false) == living_alone);
  CHECK(usual.of(Need::independent, plain, false) == others);
  const PriorityGroups aged_first(ranks({aged_80_plus, full, special_hardship, partial, living_alone, others}));
  CHECK(aged_first.of(Need::full, poor, true) == aged_80_plus);
  CHECK(aged_first.of(Need::full, poor, false) == full);
}

TEST_CASE("the most specific demand row holds") {
  const ServiceId bed(std::size_t{0});
  const std::vector<DemandRow> rows{
      {bed, std::nullopt, std::nullopt, std::nullopt, 0.1, 0.5},
      {bed, Need::full, std::nullopt, std::nullopt, 0.2, 0.5},
      {bed, std::nullopt, PriorityGroup::special_hardship, std::nullopt, 0.3, 0.5},
      {bed, Need::independent, std::nullopt, SettlementKind::village, 0.4, 0.5},
  };
  const auto want = [&](SettlementKind kind, Need need, PriorityGroup group) { return matching_row(rows, bed, kind, need, group)->want; };
  CHECK(want(SettlementKind::community, Need::partial, PriorityGroup::partial) == 0.1);
  CHECK(want(SettlementKind::community, Need::full, PriorityGroup::full) == 0.2);
  CHECK(want(SettlementKind::community, Need::full, PriorityGroup::special_hardship) == 0.3);
  CHECK(want(SettlementKind::village, Need::independent, PriorityGroup::others) == 0.4);
  CHECK(want(SettlementKind::community, Need::independent, PriorityGroup::others) == 0.1);
}

TEST_CASE("nobody seeks what they do not want, and only the eligible want") {
  const auto scenario = test::scenario("scenarios/jiangjin/baseline.toml");
  const DemandThresholds table(*scenario);
  for (std::size_t s = 0; s < scenario->services.size(); ++s) {
    for (std::size_t c = 0; c < kDemandClasses; ++c) {
      const DemandCell& cell = table.at(s, static_cast<DemandClass>(c));
      CHECK(cell.seeking <= cell.wanting);
      if (!cell.eligible) CHECK(cell.wanting == 0);
    }
  }
}
