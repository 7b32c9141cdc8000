#include "output/answer/answer.hpp"

#include <nlohmann/json.hpp>
#include <sstream>

#include "support/catch.hpp"
#include "synthetic.hpp"
#include "text/width.hpp"

using namespace eldercast;

namespace {

/// Two years; 6 communities and 6 villages in three towns; three replicates whose numbers differ by the replicate r = 0, 1, 2.
std::vector<Outcome> small_run(const Description& description) {
  std::vector<Outcome> outcomes;
  for (int r = 0; r < 3; ++r) {
    Outcome out = test::empty_outcome(description, r, false);
    Headline& h = out.headline;
    for (int month = 0; month < 24; ++month) {
      h.residents(month, Need::independent) = 9000;
      h.residents(month, Need::full) = 1000;
      h.residents_covered(month, CoverageStrength::nominal) = 5000;
      h.settlements_covered(month, SettlementKind::community, CoverageReading::own) = 3 + r;  // 3, 4, 5 of 6
      h.settlements_covered(month, SettlementKind::community, CoverageReading::with_centre) = 6;
      h.new_seekers(month, 0) = month < 12 ? 99 : 5;
      h.beds(month, BedType::nursing, BedCount::open) = 100;
      h.beds(month, BedType::other, BedCount::open) = 100;
      h.beds(month, BedType::other, BedCount::staffed) = 150;
      h.beds(month, BedType::other, BedCount::occupied) = 120;
      h.accrued_fen(month, Payer::city, Purpose::construction) = 100'000'00;  // 100,000 yuan a month
      h.paid_fen(month, Payer::city, Purpose::construction) = 50'000'00;
      h.prefinancing_fen(month) = month == 7 ? 300'000'00 : 0;
    }
    h.demand(23, 0, PriorityGroup::full, DemandCount::seeking) = 130;
    h.demand(23, 0, PriorityGroup::full, DemandCount::served) = 120;
    h.demand(23, 0, PriorityGroup::full, DemandCount::waiting) = 10;
    h.demand(23, 0, PriorityGroup::others, DemandCount::waiting) = 2 * r;
    h.bed_shortfall(23, ShortfallCause::no_staff) = 10 + 2 * r;
    h.staff(23, Role::carer, StaffCount::in_post) = 20 + r;
    h.clause_accrued_fen(0, 1) = 1000'00;
    h.clause_accrued_fen(1, 1) = 500'00;
    h.clause_paid_fen(1, 1) = 900'00;
    h.town_prefinancing_peak_fen(0, 1) = 200'000'00;
    for (std::size_t s = 0; s < 12; ++s) {
      h.settlement_covered(1, s, CoverageReading::own) = s == 3 || (s == 5 && r < 2) || (s == 7 && r == 0) ? 0 : 1;
      h.settlement_covered(1, s, CoverageReading::with_centre) = s == 3 ? 0 : 1;
    }
    outcomes.push_back(std::move(out));
  }
  return outcomes;
}

Description small_description() {
  Description description = test::make_description({});
  description.targets.communities_year = 2020;
  description.targets.villages_year = 2022;
  description.targets.basically = 0.65;
  return description;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) out.push_back(line);
  return out;
}

}  // namespace

TEST_CASE("coverage, targets and residents") {
  const Description description = small_description();
  const Summary summary = summarise(description, small_run(description));
  REQUIRE(summary.years.size() == 2);
  CHECK(summary.years[1].year == 2020);
  CHECK(summary.settlements[SettlementKind::community] == 6);
  const Estimate& own = summary.years[1].settlements_covered[SettlementKind::community][CoverageReading::own];
  CHECK(own.mean == 4);
  CHECK(own.low == Approx(3.1));
  CHECK(own.high == Approx(4.9));
  CHECK(summary.years[0].residents.mean == 10'000);
  CHECK(summary.years[0].residents_covered[CoverageStrength::nominal].mean == 0.5);

  const SummaryTarget& g1 = summary.settlement_targets.at(0);
  CHECK(g1.assessed);
  CHECK(g1.met[CoverageReading::own].strict == 0);
  // 0.65 x 6 = 3.9: met by 4 and 5, not by 3.
  CHECK(g1.met[CoverageReading::own].basically == Approx(2.0 / 3));
  CHECK(g1.met[CoverageReading::with_centre].strict == 1);
  // The run ends in 2020, the villages are due in 2022.
  CHECK_FALSE(summary.settlement_targets.at(1).assessed);
}

TEST_CASE("a share that is met exactly counts as met") {
  Description description = small_description();
  description.targets.basically = 2.0 / 3;  // 4 of 6
  CHECK(summarise(description, small_run(description)).settlement_targets[0].met[CoverageReading::own].basically == Approx(2.0 / 3));
}

TEST_CASE("beds, demand and the two simple models") {
  const Description description = small_description();
  const Summary summary = summarise(description, small_run(description));
  CHECK(summary.bed_service == "residential_bed");
  const auto full = static_cast<std::size_t>(PriorityGroup::full);
  CHECK(summary.bed_demand_by_group.at(full).counts[DemandCount::seeking].mean == 130);
  CHECK(summary.demand_by_service.at(0).counts[DemandCount::waiting].mean == 12);  // 10 + mean of 0, 2, 4
  CHECK(summary.beds.open.mean == 200);
  CHECK(summary.beds.vacant.mean == 30);
  CHECK(summary.beds.occupancy.mean == 0.6);
  CHECK(summary.beds.shortfall.mean == 12);
  CHECK(summary.beds.shortfall_by_cause[ShortfallCause::no_staff].mean == 12);
  // 30.8 x 10,000 / 1,000 = 308 beds, 200 are open.
  CHECK(summary.beds.fixed_ratio_gap.mean == Approx(108));
  // The last twelve months bring 5 new seekers each; 5 x 36 months = 180 beds, 200 are open.
  CHECK(summary.beds.new_seekers_per_month.mean == 5);
  CHECK(summary.beds.average_flow_gap.mean == Approx(-20));
  CHECK(summary.staff[Role::carer][StaffCount::in_post].mean == 21);
}

TEST_CASE("money adds up over payers, in yuan") {
  const Description description = small_description();
  const Summary summary = summarise(description, small_run(description));
  CHECK(summary.money.accrued.mean == 2'400'000);
  CHECK(summary.money.paid.mean == 1'200'000);
  CHECK(summary.by_payer[Payer::city].accrued.mean == 2'400'000);
  CHECK(summary.by_payer[Payer::resident].accrued.mean == 0);
  REQUIRE(summary.by_clause.size() == 3);
  CHECK(summary.by_clause[1].clause == "F2");
  CHECK(summary.by_clause[1].money.accrued.mean == 1500);
  CHECK(summary.by_clause[1].money.paid.mean == 900);
  CHECK(summary.prefinancing_peak.mean == 300'000);
  CHECK(summary.largest_town.zh == "第1镇");
  CHECK(summary.largest_town_peak.mean == 200'000);
}

TEST_CASE("settlements that are left without a facility are named with their chance, and the count is the sum of the chances") {
  const Description description = small_description();
  const Summary summary = summarise(description, small_run(description));
  REQUIRE(summary.uncovered.size() == 3);
  double sum = 0;
  for (const SummaryUncovered& place : summary.uncovered) sum += place.share_without[CoverageReading::own];
  CHECK(summary.uncovered_count.mean == Approx(sum));
  CHECK(summary.uncovered[0].settlement.zh == "3号村");
  CHECK(summary.uncovered[0].share_without[CoverageReading::with_centre] == 1);
  CHECK(summary.uncovered[1].settlement.zh == "5号村");
  CHECK(summary.siting_assumed);
  const std::string whole = render_whole_answer(summary, {Language::en, false, 200, ""});
  CHECK_THAT(whole, contains_text("(2 on average; names are assumed)") && contains_text("Village 3"));
}

TEST_CASE("failed replicates are counted and used nowhere") {
  const Description description = small_description();
  std::vector<Outcome> outcomes = small_run(description);
  Outcome failed;
  failed.replicate = 3;
  failed.failure = "staffing/x in 2020-02: too many hires";
  outcomes.push_back(failed);
  const Summary summary = summarise(description, outcomes);
  CHECK(summary.replicates == 3);
  CHECK(summary.beds.open.mean == 200);
  CHECK_THAT(render_answer(summary, {Language::en, false, 200, ""}),
             contains_text("1 replicate(s) FAILED") && contains_text("too many hires"));
}

TEST_CASE("the answer has at most 24 lines of 80 columns in either language, whatever the run") {
  test::Extent extent = test::district_extent();
  const int months = GENERATE(6, 24, 48, 144);
  extent.months = months;
  const Description description = test::make_description(extent);
  std::vector<Outcome> outcomes;
  for (int r = 0; r < 3; ++r) outcomes.push_back(test::lifelike_outcome(description, r, false));
  outcomes.back().failure = std::string(300, 'x');
  for (auto& cell : outcomes[0].headline.settlement_covered.cells()) cell = 0;
  for (auto& cell : outcomes[1].headline.settlement_covered.cells()) cell = 0;
  Summary summary = summarise(description, outcomes);
  for (int i = 0; i < 20; ++i) {
    summary.data_gaps.emplace_back("A sentence about what is not known, and where it matters.");
    summary.demand_by_service.push_back(summary.demand_by_service[0]);
    summary.by_clause.push_back({"F" + std::to_string(i), summary.money});
  }
  const Language language = GENERATE(Language::zh, Language::en);
  const std::vector<std::string> lines = lines_of(render_answer(summary, {language, false, 80, "run.h5"}));
  CHECK(lines.size() <= 24);
  for (const std::string& line : lines) {
    INFO(line);
    CHECK(display_width(line) <= 80);
    CHECK(line.find("…") == (line.find("xxx") == std::string::npos ? std::string::npos : line.find("…")));
  }
  for (const std::string& line : lines_of(render_whole_answer(summary, {language, false, 80, ""}))) {
    INFO(line);
    CHECK(display_width(line) <= 80);
  }
}

TEST_CASE("the answer says the year of what is missing, and every amount its unit, in both languages") {
  const Description description = small_description();
  const Summary summary = summarise(description, small_run(description));
  const std::string en = render_answer(summary, {Language::en, false, 200, ""});
  const std::string zh = render_answer(summary, {Language::zh, false, 200, ""});
  CHECK_THAT(en, contains_text("Furthest behind: communities with an open station of their own (") && contains_text(" by 2020, "));
  CHECK_THAT(zh, contains_text("主要差距：社区设施覆盖率（自有）（2020年底"));
  CHECK_THAT(en, contains_text(" million yuan") && contains_text(" million.\n"));
  CHECK_THAT(zh, contains_text("承担（万元）："));
}

TEST_CASE("colour is only where it is asked for") {
  const Description description = small_description();
  const Summary summary = summarise(description, small_run(description));
  CHECK(render_answer(summary, {}).find('\033') == std::string::npos);
  CHECK(render_answer(summary, {Language::en, true}).find("\033[") != std::string::npos);
}

TEST_CASE("one replicate is shown without intervals") {
  const Description description = small_description();
  const std::vector<Outcome> outcomes = small_run(description);
  const std::string text = render_answer(summarise(description, std::span(outcomes).first(1)), {});
  CHECK_THAT(text, contains_text("one replicate: no intervals"));
  CHECK(text.find('[') == std::string::npos);
}

TEST_CASE("JSON is versioned and has the numbers of the screen") {
  const Description description = small_description();
  const auto json = nlohmann::json::parse(render_json(summarise(description, small_run(description))));
  CHECK(json["format"] == "eldercast-summary");
  CHECK(json["version"] == 3);
  CHECK(json["years"][1]["settlements_covered"]["community"]["own"]["mean"] == 4);
  CHECK(json["settlement_targets"][1]["share_of_replicates"].is_null());
  CHECK(json["budget"]["by_payer"]["city"]["accrued"]["mean"] == 2'400'000);
  CHECK(json["beds"]["average_flow"]["gap"]["mean"] == -20);
  CHECK(json["without_own_facility"][0]["settlement_zh"] == "3号村");
}

TEST_CASE("numbers that are not known are null in JSON") {
  const Description description = small_description();
  std::vector<Outcome> outcomes = small_run(description);
  for (Outcome& outcome : outcomes) outcome.headline.beds = Cube<std::int32_t, 3>(24, 2, 3);
  const Summary summary = summarise(description, outcomes);
  CHECK(nlohmann::json::parse(render_json(summary))["beds"]["occupancy"]["mean"].is_null());
}

TEST_CASE("the trend ends with the last month and has at most sixteen points") {
  const Description description = small_description();
  const Summary summary = summarise(description, small_run(description));
  CHECK(summary.trend.months_a_point == 3);
  REQUIRE(summary.trend.bed_shortfall.size() == 8);
  CHECK(summary.trend.bed_shortfall.front() == 0);
  CHECK(summary.trend.bed_shortfall.back() == 12);
  CHECK(summary.trend.covered[SettlementKind::community] == std::vector<double>(8, 4.0));
  CHECK(nlohmann::json::parse(render_json(summary))["trend"]["bed_shortfall"].back() == 12);

  const Description longer = test::make_description({.months = 120});
  const Summary ten_years = summarise(longer, std::vector<Outcome>{test::empty_outcome(longer, 0, false)});
  CHECK(ten_years.trend.months_a_point == 8);
  CHECK(ten_years.trend.bed_shortfall.size() == 15);
}
