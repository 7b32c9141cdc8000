#include "synthetic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <utility>
#include <vector>

#include "output/file/cube_access.hpp"

namespace eldercast::test {

namespace {

template <class T, std::size_t Rank, std::size_t... I>
Cube<T, Rank> sized(const std::vector<std::size_t>& sizes, std::index_sequence<I...> /*unused*/) {
  return Cube<T, Rank>(sizes[I]...);
}

/// Calls `fill(row number, row, cube)` for every dataset of the level, after giving the cube its size.
template <class Fill>
void fill_cubes(Outcome& outcome, const Description& description, Level level, Fill fill) {
  std::size_t number = 0;
  for (const DatasetRow& row : dataset_table()) {
    ++number;
    if (row.level() != level) continue;
    std::visit(
        [&]<class T, std::size_t Rank, class Owner>(Cube<T, Rank> Owner::*member) {
          Cube<T, Rank>& cube = cube_of(outcome, member);
          cube = sized<T, Rank>(sizes_by(row, description), std::make_index_sequence<Rank>{});
          fill(number, row, cube);
        },
        row.source);
  }
}

void add_postings(Outcome& outcome, const Description& description, int count) {
  for (int i = 0; i < count; ++i) {
    BookedPosting posting;
    posting.month_accrued = static_cast<std::int16_t>(i % description.months());
    posting.month_paid = static_cast<std::int16_t>(posting.month_accrued + 3);
    posting.town = TownId(static_cast<std::size_t>(i) % description.towns.size());
    if (i % 2 == 0 && !description.facilities.empty())
      posting.facility = FacilityId(static_cast<std::size_t>(i) % description.facilities.size());
    if (i % 3 == 0) posting.rule = RuleId(0U);
    posting.payer = static_cast<Payer>(i % 8);
    posting.purpose = static_cast<Purpose>(i % 6);
    posting.clause = static_cast<std::uint16_t>(i % 3);
    posting.amount = yuan(std::int64_t{1000} + i);
    outcome.detail.postings.push_back(posting);
  }
}

}  // namespace

Extent district_extent() { return {30, 0, 11, 40, 194, 48}; }

Scenario make_scenario(const Extent& extent) {
  constexpr int kDistrictSettlements = 282;
  Scenario out;
  out.id = "synthetic";
  out.name_zh = "示例区";
  out.name_en = "Synthetic district";
  out.start = YearMonth(2019, 1);
  out.end = out.start + (extent.months - 1);
  out.seed = 20200316;
  for (int t = 0; t < extent.towns; ++t) {
    out.towns.push_back({fmt::format("5001160{:02}", t), fmt::format("第{}镇", t), fmt::format("Town {}", t),
                         t == 0 ? TownKind::street : TownKind::town, 1000, 1000, 50, 106.25 + 0.01 * t, 29.29});
  }
  const int settlements = extent.settlements_per_town > 0 ? extent.towns * extent.settlements_per_town : kDistrictSettlements;
  for (int s = 0; s < settlements; ++s) {
    const auto town = static_cast<std::size_t>(s) * static_cast<std::size_t>(extent.towns) / static_cast<std::size_t>(settlements);
    Settlement place;
    place.code = fmt::format("{}{:03}", out.towns[town].code, s);
    place.name_zh = fmt::format("{}号村", s);
    place.name_en = fmt::format("Village {}", s);
    place.town = TownId(town);
    place.kind = s % 2 == 0 ? SettlementKind::community : SettlementKind::village;
    out.settlements.push_back(place);
  }
  const auto place_of = [&](int i) { return SettlementId(static_cast<std::size_t>(i) % out.settlements.size()); };
  for (int i = 0; i < extent.existing; ++i) {
    ExistingFacility home;
    home.id = fmt::format("home-{}", i);
    home.settlement = place_of(i);
    home.beds = 50;
    out.existing.push_back(home);
  }
  for (int i = 0; i < extent.projects; ++i) {
    Project project;
    project.id = fmt::format("project-{}", i);
    project.kind = static_cast<FacilityKind>(i % 4);
    project.settlement = place_of(i);
    project.planned_year = 2020;
    out.projects.push_back(project);
  }
  constexpr std::array<std::array<const char*, 3>, 11> kServices{{{"residential_bed", "机构床位", "Residential bed"},
                                                                  {"meals", "助餐", "Meals"},
                                                                  {"bathing", "助浴", "Bathing"},
                                                                  {"day_care", "日间照料", "Day care"},
                                                                  {"home_visit", "上门服务", "Home visits"},
                                                                  {"basic_activities", "基本活动", "Basic activities"},
                                                                  {"health_management", "健康管理", "Health management"},
                                                                  {"home_care_bed", "家庭养老床位", "Home care bed"},
                                                                  {"short_stay", "短期托养", "Short stay"},
                                                                  {"emergency_call", "紧急呼叫", "Emergency call"},
                                                                  {"family_doctor", "家庭医生", "Family doctor"}}};
  for (int i = 0; i < extent.services; ++i) {
    Service service;
    const auto& text = kServices[static_cast<std::size_t>(i)];
    service.id = text[0];
    service.name_zh = text[1];
    service.name_en = text[2];
    service.unit = i == 0 ? "bed" : "person";
    service.given_at = i == 0 || service.id == "short_stay" ? GivenAt::bed : GivenAt::hub;
    out.services.push_back(service);
  }
  out.rules = {{"funding/construction_grants", {1.0}}, {"staffing/care_workforce", {2.0}}};
  out.origins = {{"network.detour_factor", 1.3, 1.2, 1.5, "1", "assumption", "test"},
                 {"staff.carers_at_start", 120, std::nullopt, std::nullopt, "persons", "published_estimate", "年鉴"}};
  out.data_gaps = {"The columns of the printed tables are partly reconstructed."};
  out.data_gaps_zh = {"The columns of the printed tables are partly reconstructed."};
  out.allocation.bed_stay_months = 36;
  out.resolved_text = "schema = 1\n# 示例\n";
  out.digest = "0123456789abcdef";
  return out;
}

Description make_description(const Extent& extent) {
  Description out = describe(make_scenario(extent));
  out.clauses = {"", "F2", "F3"};
  return out;
}

Outcome empty_outcome(const Description& description, std::int32_t replicate, bool detail) {
  Outcome out;
  out.replicate = replicate;
  out.has_detail = detail;
  out.clauses = description.clauses;
  const auto leave = [](std::size_t, const DatasetRow&, auto&) {};
  fill_cubes(out, description, Level::headline, leave);
  if (detail) fill_cubes(out, description, Level::detail, leave);
  return out;
}

Outcome numbered_outcome(const Description& description, std::int32_t replicate, bool detail) {
  Outcome out = empty_outcome(description, replicate, detail);
  const auto number = [&]<class T, std::size_t Rank>(std::size_t row, const DatasetRow& /*row*/, Cube<T, Rank>& cube) {
    for (std::size_t i = 0; i < cube.cells().size(); ++i) {
      const std::size_t value = row * 1'000'000 + static_cast<std::size_t>(replicate) * 10'000 + i;
      cube.cells()[i] = static_cast<T>(sizeof(T) == 1 ? value % 2 : value);
    }
  };
  fill_cubes(out, description, Level::headline, number);
  if (detail) fill_cubes(out, description, Level::detail, number);
  if (detail) add_postings(out, description, 10);
  return out;
}

/// Demand by group and service: nested shares of a population of some 330,000, counted anew every month.
template <std::size_t Rank>
void count_demand(std::mt19937& random, Cube<std::int32_t, Rank>& cube) {
  constexpr std::array<double, 4> kShares{0.4, 0.3, 0.8, 0.2};
  const std::size_t steps = cube.sizes()[0];
  const std::size_t series = cube.cells().size() / steps;
  for (std::size_t s = 0; s < series; s += kCount<DemandCount>) {
    const double people = std::exp(std::uniform_real_distribution<double>(4.0, 12.0)(random));
    for (std::size_t step = 0; step < steps; ++step) {
      double counts[kCount<DemandCount>] = {people * (1 + 0.003 * static_cast<double>(step))};
      for (std::size_t i = 1; i < 4; ++i) counts[i] = counts[i - 1] * kShares[i - 1];
      for (std::size_t i = 0; i < 4; ++i) counts[i] += std::normal_distribution<double>(0, std::sqrt(counts[i] + 1) * 0.3)(random);
      counts[4] = counts[2] - counts[3];
      for (std::size_t i = 0; i < kCount<DemandCount>; ++i)
        cube.cells()[step * series + s + i] = static_cast<std::int32_t>(std::max(0.0, counts[i]));
    }
  }
}

Outcome lifelike_outcome(const Description& description, std::int32_t replicate, bool detail) {
  Outcome out = empty_outcome(description, replicate, detail);
  std::mt19937 random(static_cast<unsigned>(replicate) + 1);
  const auto walk = [&]<class T, std::size_t Rank>(std::size_t /*row*/, const DatasetRow& row, Cube<T, Rank>& cube) {
    // Every series along the first dimension starts somewhere between nothing and a few thousands and moves by a few persons a step.
    const std::size_t steps = cube.sizes()[0];
    const std::size_t series = cube.cells().size() / (steps == 0 ? 1 : steps);
    for (std::size_t s = 0; s < series; ++s) {
      const double typical = std::exp(std::uniform_real_distribution<double>(0.0, 8.5)(random));
      double value = row.name == "residents" ? typical * 20 : typical;
      if (row.money && std::uniform_real_distribution<double>(0, 1)(random) < 0.6) value = 0;  // most payers pay for few purposes
      for (std::size_t step = 0; step < steps; ++step) {
        value = std::max(0.0, value + std::normal_distribution<double>(0, std::sqrt(value + 1) * 0.3)(random));
        cube.cells()[step * series + s] = sizeof(T) == 1 ? static_cast<T>(typical < 3000)
                                          : row.money    ? static_cast<T>(value * 100) * 100
                                                         : static_cast<T>(value);
      }
    }
  };
  fill_cubes(out, description, Level::headline, walk);
  count_demand(random, out.headline.demand);
  count_demand(random, out.headline.town_demand);
  if (detail) fill_cubes(out, description, Level::detail, walk);
  if (detail) add_postings(out, description, 40'000);
  return out;
}

RunInfo make_run_info(std::int32_t replicates) {
  RunInfo out;
  out.replicates = replicates;
  out.program_version = "0.1.0";
  out.build_tag = "test";
  out.compiler = "none";
  out.threads = 2;
  out.libraries = {{"HDF5", "1.10.8", "1.10.8"}};
  out.plugins = {{"funding/construction_grants", "1.0.0", "libfunding_construction_grants.so", "ab12"}};
  return out;
}

}  // namespace eldercast::test
