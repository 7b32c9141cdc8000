#include "support/scenarios.hpp"

#include "support/catch.hpp"

using namespace eldercast;

namespace {

/// All that a replicate says, as one long list of numbers: too long to be shown where two differ.
std::vector<std::int64_t> numbers(const Outcome& outcome) {
  std::vector<std::int64_t> all;
  const auto add = [&](const auto&... cubes) { (all.insert(all.end(), cubes.cells().begin(), cubes.cells().end()), ...); };
  const Headline& h = outcome.headline;
  add(h.residents, h.residents_by_age, h.life_flows, h.facilities_open, h.settlements_covered, h.residents_covered, h.demand, h.new_seekers,
      h.beds, h.bed_shortfall, h.staff, h.accrued_fen, h.paid_fen, h.prefinancing_fen, h.clause_accrued_fen, h.clause_paid_fen,
      h.town_residents, h.town_facilities_open, h.town_settlements_covered, h.town_demand, h.town_beds, h.town_bed_shortfall, h.town_carers,
      h.town_accrued_fen, h.town_prefinancing_peak_fen, h.town_prefinancing_peak_month, h.settlement_covered, h.targets, h.town_targets,
      h.volume, h.travel_minutes, h.lottery_fund_fen, h.town_progress, h.facility_paper, h.settlement_unserved, h.hub_break_even_per_mille);
  if (outcome.has_detail) {
    const Detail& d = outcome.detail;
    add(d.settlement_residents, d.settlement_in_reach, d.facility_status, d.facility_capacity, d.facility_staffed, d.facility_used,
        d.project_opened, d.project_waited, d.project_cost_fen);
    for (const BookedPosting& p : d.postings) {
      for (const std::int64_t n : {std::int64_t{p.month_accrued}, std::int64_t{p.month_paid}, std::int64_t{p.town.value},
                                   std::int64_t{p.facility.value}, p.amount.value}) {
        all.push_back(n);
      }
    }
  }
  return all;
}

void check_equal_runs(const std::string& file, std::int32_t replicates, std::initializer_list<int> thread_counts) {
  const auto scenario = test::scenario(file);
  const std::vector<Outcome> one = test::run(scenario, replicates, 1, 5, 2);
  for (const int threads : thread_counts) {
    const std::vector<Outcome> many = test::run(scenario, replicates, threads, 5, 2);
    REQUIRE(many.size() == one.size());
    for (std::size_t r = 0; r < one.size(); ++r) CHECK((numbers(many[r]) == numbers(one[r])));
  }
}

}  // namespace

TEST_CASE("any number of threads gives the same numbers: toy") { check_equal_runs("scenarios/toy/toy.toml", 24, {2, 3, 7, 16}); }

TEST_CASE("any number of threads gives the same numbers: Jiangjin") { check_equal_runs("scenarios/jiangjin/baseline.toml", 4, {2}); }

TEST_CASE("any number of threads gives the same numbers: Jiangjin with optimal allocation") {
  check_equal_runs("scenarios/jiangjin/optimal.toml", 4, {2});
}

TEST_CASE("how a district is cut into sectors, and how many threads work on them, changes no number") {
  const std::vector<std::string> nothing;
  const std::vector<std::string> reseating{"allocation.reseat_months=3"};
  for (const auto& [file, sets] : {std::pair{"scenarios/toy/toy.toml", nothing},
                                   {"scenarios/jiangjin/baseline.toml", nothing},
                                   {"scenarios/jiangjin/optimal.toml", nothing},
                                   {"scenarios/jiangjin/optimal.toml", reseating}}) {
    INFO(file << " " << sets.size());
    const auto scenario = test::scenario(file, sets);
    const std::vector<std::int64_t> whole = numbers(test::run(scenario, 1, 1, 5, 1, SIZE_MAX).front());
    for (const auto& [residents, threads] : {std::pair{std::size_t{1}, 1}, {1, 3}, {30'000, 2}}) {
      CHECK((numbers(test::run(scenario, 1, threads, 5, 1, residents).front()) == whole));
    }
  }
}

TEST_CASE("a district is the same whoever compiles it") {
  const auto scenario = test::scenario("scenarios/jiangjin/baseline.toml");
  RunOptions options;
  options.arena = Arena(3);
  const District one(scenario);
  const District three = compile_district(scenario, options);
  const auto bits = [](const District& district) {
    std::vector<std::uint32_t> all;
    for (std::uint32_t slot = 0; slot < district.base().slots(); ++slot) {
      all.push_back(district.base().identity[slot].bits);
      all.push_back(std::uint32_t{district.base().traits[slot].bits} << 8U | district.class_at_start(slot));
    }
    for (const SeatedResident& resident : district.seated()) all.insert(all.end(), {resident.slot, resident.facility.value});
    for (std::size_t block = 0; block < district.base().slots() / kBlock; ++block) {
      all.insert(all.end(), {district.home_of_block(block), district.bound_of_block(block), district.needs_in_block(block)});
    }
    return all;
  };
  CHECK((bits(three) == bits(one)));
  CHECK(three.base().first_slot == one.base().first_slot);
  CHECK(three.base().by_birth == one.base().by_birth);
  CHECK(three.base().residents == one.base().residents);
}

TEST_CASE("a replicate is the same alone and among others, and replicates differ") {
  const auto scenario = test::scenario("scenarios/toy/toy.toml");
  const std::vector<Outcome> three = test::run(scenario, 3, 1, 5, 2);
  const std::vector<Outcome> two = test::run(scenario, 2, 1, 5, 2);
  CHECK((numbers(two[1]) == numbers(three[1])));
  CHECK((numbers(three[0]) != numbers(three[1])));
  const std::vector<Outcome> other_seed = test::run(scenario, 1, 1, 6, 2);
  CHECK((numbers(other_seed[0]) != numbers(three[0])));
}
