#include "engine/demand/demand_factors.hpp"
#include "support/catch.hpp"

using namespace eldercast;

TEST_CASE("changes of demand add up, and a factor moves by steps") {
  DemandFactors factors(2);
  const auto as_said = [](ServiceId, PriorityGroup) { return kNormal; };
  const DemandChange all{.service = ServiceId(1), .per_mille = 100};
  const DemandChange town{.service = ServiceId(1), .per_mille = 200, .group = ForGroup::others, .town = TownId(3)};
  const DemandChange need{.service = ServiceId(1), .per_mille = -50, .group = ForGroup::all, .town = TownId(3), .need = ForNeed::full};
  factors.follow(std::vector{need, all, town}, as_said);
  CHECK(factors.of_service()[0] == factors_of_all(kNormal));
  CHECK(factors.of_service()[1] == factors_of_all(1100));
  REQUIRE(factors.of_town().size() == 1);
  const SeekerFactors& own = factors.of_town()[0].factors;
  CHECK(own[Need::full][PriorityGroup::others] == 1250);
  CHECK(own[Need::full][PriorityGroup::full] == 1050);
  CHECK(own[Need::partial][PriorityGroup::others] == 1300);
  CHECK(own[Need::independent][PriorityGroup::living_alone] == 1100);
  const DemandChange little{.service = ServiceId(1), .per_mille = 140};
  factors.follow(std::vector{little}, as_said);
  CHECK(factors.of_service()[1] == factors_of_all(1100));
  CHECK(factors.of_town().empty());
  factors.follow({}, as_said);
  CHECK(factors == DemandFactors(2));
}
