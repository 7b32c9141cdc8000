#include "support/scenarios.hpp"

#include "support/catch.hpp"
#include "support/numbers.hpp"

using namespace eldercast;

namespace {

using test::numbers;

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

TEST_CASE("any number of threads gives the same numbers: Jiangjin with all links off") {
  check_equal_runs("scenarios/jiangjin/links_off.toml", 2, {2, 5});
}

TEST_CASE("any number of threads gives the same numbers: Jiangjin with optimal allocation") {
  check_equal_runs("scenarios/jiangjin/optimal.toml", 4, {2});
}

TEST_CASE("how a district is cut into zones, and how many threads work on them, changes no number") {
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
    for (const InstitutionResident& resident : district.seated()) all.insert(all.end(), {resident.slot, resident.facility.value});
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
