/// Who has stayed for a year: carers by the month in which they were hired.
#include "engine/staff/workforce.hpp"

#include "support/catch.hpp"
#include "unit/engine/toy.hpp"

using namespace eldercast;

namespace {

constexpr TownId kTown{std::size_t{0}};

struct OneTown {
  District district{test::toy([](Scenario& scenario) { scenario.staff.carers_at_start = 30; })};
  Workforce workforce{district};

  OneTown() { workforce.start(); }
  [[nodiscard]] std::int32_t carers() const { return workforce.in_post(kTown, Role::carer); }
  [[nodiscard]] std::int32_t stayed() const { return workforce.stayed_a_year(kTown); }
  void month(std::int32_t hired, std::int32_t left) {
    workforce.begin_month();
    workforce.apply(StaffFlow{kTown, Role::carer, hired, left});
  }
};

}  // namespace

TEST_CASE("carers of the start have stayed, those who are hired have after twelve months") {
  OneTown town;
  const std::int32_t first = town.carers();
  REQUIRE(first > 0);
  CHECK(town.stayed() == first);
  town.month(4, 0);
  for (int m = 1; m < 12; ++m) {
    CHECK(town.stayed() == first);
    town.month(0, 0);
  }
  CHECK(town.carers() == first + 4);
  CHECK(town.stayed() == first);
  town.month(0, 0);
  CHECK(town.stayed() == first + 4);
}

TEST_CASE("carers leave in proportion to those hired in each month, and nobody has stayed where all have left") {
  OneTown town;
  const std::int32_t first = town.carers();
  town.month(first, 0);
  // Half of those who leave have stayed for a year.
  town.month(0, first);
  CHECK(town.carers() == first);
  CHECK(std::abs(2 * town.stayed() - first) <= 1);
  town.month(3, 10 * first);
  CHECK(town.carers() == 0);
  CHECK(town.stayed() == 0);
  town.month(5, 0);
  CHECK(town.carers() == 5);
  CHECK(town.stayed() == 0);
}

TEST_CASE("carers that are counted more or fewer than they stood are new or have left") {
  OneTown town;
  const std::int32_t first = town.carers();
  town.workforce.observe_carers(kTown, first + 6);
  CHECK(town.stayed() == first);
  town.workforce.observe_carers(kTown, 0);
  CHECK(town.stayed() == 0);
}
