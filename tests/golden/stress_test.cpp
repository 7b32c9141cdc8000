// Packs of shocks on Jiangjin: what each must do, whatever its size.
#include "golden/support.hpp"
#include "scenario/reader.hpp"
#include "study/stress/pack.hpp"
#include "support/catch.hpp"

using namespace eldercast;
using test::cached;
using test::mean;

namespace {

constexpr std::int32_t kReplicates = 2;

const std::vector<Outcome>& baseline() { return cached(test::kBaseline); }

/// The baseline under a pack, run once a program.
const std::vector<Outcome>& under(const std::string& name, double severity = 1, const std::vector<std::string>& sets = {}) {
  static std::map<std::tuple<std::string, double, std::vector<std::string>>, std::vector<Outcome>> runs;
  auto [entry, fresh] = runs.try_emplace({name, severity, sets});
  if (!fresh) return entry->second;
  const RuleCatalog catalog = test::host().catalog();
  Diagnostics diagnostics;
  const std::optional<Pack> pack = read_pack(pack_folder(test::kBaseline) / (name + ".toml"), name, diagnostics);
  REQUIRE(pack);
  TomlValue layer = layer_of(*pack, severity, *test::scenario(test::kBaseline, sets), catalog, diagnostics);
  ReadResult read = read_scenario(test::kBaseline, {sets, &catalog, {std::move(layer)}});
  INFO(read.diagnostics.render(false));
  REQUIRE(read.scenario);
  entry->second = test::run(std::make_shared<const Scenario>(std::move(*read.scenario)), kReplicates, 1, 7, 0);
  return entry->second;
}

/// Towns always find the money, and operators stay.
const std::vector<std::string> kFound{"finance.own_funds=\"cover_the_rest\"", "operation.operators_decide=false"};
const std::vector<Outcome>& found() { return cached(test::kBaseline, kFound); }

constexpr int kEnd2020 = 23;
constexpr int kEnd2022 = 47;

double served_months(const Headline& h) {
  double sum = 0;
  for (int m = 0; m <= kEnd2022; ++m) sum += h.residents_covered(m, CoverageStrength::used);
  return sum;
}
double communities_2020(const Headline& h) { return h.settlements_covered(kEnd2020, SettlementKind::community, CoverageReading::own); }
double died(const Headline& h) {
  double sum = 0;
  for (int m = 0; m <= kEnd2022; ++m) sum += h.life_flows(m, LifeFlow::died);
  return sum;
}
double residents(const Headline& h) {
  double sum = 0;
  for (std::size_t n = 0; n < kCount<Need>; ++n) sum += h.residents(kEnd2022, n);
  return sum;
}
template <Purpose kPurpose>
double spent_on(const Headline& h) {
  double sum = 0;
  for (int m = 0; m <= kEnd2022; ++m) {
    for (std::size_t p = 0; p < kCount<Payer>; ++p) sum += static_cast<double>(h.accrued_fen(m, p, kPurpose));
  }
  return sum;
}
template <Payer kPayer>
double paid_by(const Headline& h) {
  return static_cast<double>(test::accrued(h, kPayer));
}
double fund_income(const Headline& h) {
  double sum = 0;
  for (int m = 0; m <= kEnd2022; ++m) sum += static_cast<double>(h.lottery_fund_fen(m, FundCount::income));
  return sum;
}

}  // namespace

TEST_CASE("when carers leave, fewer are in post and fewer people are served and lives and building stay as they are") {
  const auto carers = [](const Headline& h) { return h.staff(kEnd2022, Role::carer, StaffCount::in_post); };
  CHECK(mean(under("staff_exodus"), carers) < 0.8 * mean(baseline(), carers));
  CHECK(mean(under("staff_exodus"), served_months) < mean(baseline(), served_months));
  CHECK(mean(under("staff_exodus", 3), served_months) < mean(under("staff_exodus"), served_months));
  const std::set<std::string> changed = test::changed(found(), under("staff_exodus", 1, kFound));
  CHECK(changed.count("/district/life_flows") == 0);
  CHECK(changed.count("/district/facilities_open") == 0);
}

TEST_CASE("when building is late, communities are covered later") {
  CHECK(mean(under("late_building"), communities_2020) < mean(baseline(), communities_2020));
  CHECK(mean(under("late_building", 2), communities_2020) < mean(under("late_building"), communities_2020));
  CHECK(mean(under("everything_late"), served_months) < mean(baseline(), served_months));
}

TEST_CASE("the outbreak pack at severity 1 is the alternative outbreak_2020, to the last number") {
  CHECK(test::changed(cached("scenarios/jiangjin/outbreak_2020.toml"), under("outbreak")).empty());
  CHECK(mean(under("outbreak", 2), served_months) < mean(under("outbreak"), served_months));
  CHECK(mean(under("outbreak"), served_months) < mean(under("outbreak", 0.5), served_months));
}

TEST_CASE("a pack at severity 0 changes no number") { CHECK(test::changed(baseline(), under("everything_late", 0)).empty()); }

TEST_CASE("dearer building raises what building costs, and changes nothing else where towns always find the money") {
  CHECK(mean(under("cost_overrun", 1, kFound), spent_on<Purpose::construction>) > 1.1 * mean(found(), spent_on<Purpose::construction>));
  const std::set<std::string> changed = test::changed(found(), under("cost_overrun", 1, kFound));
  CHECK(changed.count("/district/demand") == 0);
  CHECK(changed.count("/district/facilities_open") == 0);
  CHECK(changed.count("/district/accrued") == 1);
}

TEST_CASE("where towns' money is limited, dear building keeps projects waiting") {
  const std::vector<std::string> limited{"finance.own_funds=\"limited\"", "finance.town_share=0.1"};
  const auto open = [](const Headline& h) {
    double sum = 0;
    for (std::size_t k = 0; k < kCount<FacilityKind>; ++k) sum += h.facilities_open(kEnd2022, k);
    return sum;
  };
  CHECK(mean(under("cost_overrun", 8, limited), open) < mean(cached(test::kBaseline, limited), open));
  CHECK(mean(under("budget_cut", 3, limited), open) < mean(cached(test::kBaseline, limited), open));
}

TEST_CASE("less money of the city: it pays seven tenths from the middle of 2020 on, towns that find the money pay the rest") {
  double before = 0;
  double after = 0;
  for (std::size_t r = 0; r < found().size(); ++r) {
    for (int m = 0; m <= kEnd2022; ++m) {
      std::int64_t usual = 0;
      std::int64_t cut = 0;
      for (std::size_t p = 0; p < kCount<Purpose>; ++p) {
        usual += found()[r].headline.accrued_fen(m, Payer::city, p);
        cut += under("budget_cut", 1, kFound)[r].headline.accrued_fen(m, Payer::city, p);
      }
      if (m < 18) CHECK(cut == usual);
      if (m >= 18) {
        before += static_cast<double>(usual);
        after += static_cast<double>(cut);
      }
    }
  }
  CHECK(after == Approx(0.7 * before).epsilon(1e-6));
  CHECK(mean(under("budget_cut", 1, kFound), paid_by<Payer::town_government>) > mean(found(), paid_by<Payer::town_government>));
  CHECK(mean(under("budget_cut", 1, kFound), spent_on<Purpose::construction>) == mean(found(), spent_on<Purpose::construction>));
}

TEST_CASE("with less lottery income the fund receives less, and when it is empty the district's budget pays more") {
  CHECK(mean(under("lottery_shortfall"), fund_income) < 0.8 * mean(baseline(), fund_income));
  // Half of the income is still more than is asked of the fund.
  CHECK(mean(under("lottery_shortfall"), paid_by<Payer::lottery_fund>) == mean(baseline(), paid_by<Payer::lottery_fund>));
  CHECK(mean(under("lottery_shortfall", 2), paid_by<Payer::lottery_fund>) < mean(baseline(), paid_by<Payer::lottery_fund>));
  CHECK(mean(under("lottery_shortfall", 2), paid_by<Payer::district_budget>) > mean(baseline(), paid_by<Payer::district_budget>));
  const auto share = [](const Headline& h) { return h.targets(kEnd2022, Target::f1_elderly_care); };
  CHECK(mean(under("lottery_shortfall"), share) == Approx(mean(baseline(), share)).margin(1));
}

TEST_CASE("heat kills, ageing spares, return brings people") {
  CHECK(mean(under("heat", 5), died) > mean(baseline(), died));
  // A tenth fewer deaths, of more people and with more need.
  CHECK(mean(under("faster_ageing"), died) > 0.9 * mean(baseline(), died));
  CHECK(mean(under("faster_ageing"), died) < 0.95 * mean(baseline(), died));
  CHECK(mean(under("return_migration"), residents) > mean(baseline(), residents));
}
