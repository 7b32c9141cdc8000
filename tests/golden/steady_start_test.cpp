#include <algorithm>
#include <cstdlib>
#include <memory>
#include <vector>

#include "engine/replicate_runner.hpp"
#include "engine/rules/rule_set.hpp"
#include "golden/support.hpp"
#include "support/catch.hpp"

using namespace eldercast;

/// The first month of the baseline brings no more than any other: what stood free and staffed before it had been given by then.
namespace {

using Series = std::vector<double>;

constexpr int kReplicates = 6;
const std::vector<std::string> kUnsettled{"allocation.settled_start=false"};

/// Writes down who lies in a bed when a month begins.
class BedsAtTheStart final : public FundingRule {
 public:
  BedsAtTheStart(ServiceId bed, std::vector<double>& persons) : bed_(bed), persons_(&persons) {}
  void authorise(const MonthView& month, AuthoriseSlots /*out*/) override {
    double sum = 0;
    for (const std::int32_t served : month.services[bed_.index()].served) sum += served;
    persons_->push_back(sum);
  }

 private:
  ServiceId bed_;
  std::vector<double>* persons_;
};

/// Persons in beds when each month begins, means over replicates.
Series beds_when_months_begin(const std::vector<std::string>& sets) {
  const auto scenario = test::scenario(test::kBaseline, sets);
  const District district(scenario);
  Series persons;
  std::vector<RuleEntry> rules = rules_of(*scenario, test::host());
  rules.push_back(
      {"funding/looks_on",
       {},
       {},
       [&] { return RulePtr(new BedsAtTheStart(district.bed_service(), persons), RuleDeleter{[](Rule* rule) { delete rule; }}); },
       {}});
  RunOptions options;
  options.seed = 7;
  options.replicates = kReplicates;
  options.arena = Arena(1);
  ReplicateRunner(district, rules, options).run([](Outcome&&) {});
  Series means(static_cast<std::size_t>(scenario->months()));
  for (std::size_t i = 0; i < persons.size(); ++i) means[i % means.size()] += persons[i] / kReplicates;
  return means;
}

/// Means over replicates of a number of each of the first fourteen months.
template <class Value>
Series by_month(const std::vector<Outcome>& outcomes, Value value) {
  Series out;
  for (int month = 0; month < 14; ++month) out.push_back(test::mean(outcomes, [&](const Headline& h) { return value(h, month); }));
  return out;
}

double first_change(const Series& series) { return std::abs(series[1] - series[0]); }
double largest_later_change(const Series& series) {
  double most = 0;
  for (std::size_t i = 2; i < std::min<std::size_t>(series.size(), 14); ++i) most = std::max(most, std::abs(series[i] - series[i - 1]));
  return most;
}

}  // namespace

TEST_CASE("the first month changes occupancy no more than the months after it, from the state of the start on") {
  const Series settled = beds_when_months_begin({});
  // Nobody is away from a bed when the run begins, so that nobody comes back in its first month: a few persons fewer.
  CHECK(first_change(settled) <= 1.5 * largest_later_change(settled));
  // Without settling the start the first month fills a sixth of what is taken.
  const Series jumps = beds_when_months_begin(kUnsettled);
  CHECK(first_change(jumps) > 10 * largest_later_change(settled));
}

TEST_CASE("between the first month and the second occupied and staffed beds, served and waiting change no more than later") {
  const std::vector<Outcome>& outcomes = test::cached(test::kBaseline, {}, kReplicates);
  const auto scenario = test::scenario(test::kBaseline);
  const auto check = [&](const Series& series) { CHECK(first_change(series) <= largest_later_change(series) + 2); };
  for (const BedCount count : {BedCount::staffed, BedCount::occupied}) {
    check(by_month(outcomes, [&](const Headline& h, int month) {
      return h.beds(month, BedType::nursing, count) + h.beds(month, BedType::other, count);
    }));
  }
  for (std::size_t s = 0; s < scenario->services.size(); ++s) {
    for (const DemandCount count : {DemandCount::served, DemandCount::waiting, DemandCount::seeking}) {
      INFO(scenario->services[s].id << " " << name_of(count));
      check(by_month(outcomes, [&](const Headline& h, int month) {
        std::int32_t persons = 0;
        for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) persons += h.demand(month, s, g, count);
        return persons;
      }));
    }
  }
  const std::vector<Outcome>& unsettled = test::cached(test::kBaseline, kUnsettled, kReplicates);
  const Series occupied = by_month(unsettled, [](const Headline& h, int m) {
    return h.beds(m, BedType::nursing, BedCount::occupied) + h.beds(m, BedType::other, BedCount::occupied);
  });
  CHECK(first_change(occupied) > largest_later_change(occupied) + 2);
}
