/// Targets, progress and coverage on paper, with numbers that are worked by hand.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "output/answer/answer.hpp"
#include "output/answer/paper_report.hpp"
#include "output/answer/progress_report.hpp"
#include "output/answer/target_report.hpp"
#include "output/answer/target_towns.hpp"
#include "output/answer/town_report.hpp"
#include "support/catch.hpp"
#include "synthetic.hpp"
#include "text/width.hpp"

using namespace eldercast;

namespace {

/// Two years from 2019-01; four replicates r = 0..3.
std::vector<Outcome> four(const Description& description) {
  std::vector<Outcome> out;
  for (int r = 0; r < 4; ++r) {
    Outcome one = test::empty_outcome(description, r, false);
    Headline& h = one.headline;
    for (int month = 0; month < 24; ++month) h.targets(month, Target::g4_medical) = month >= 20 - r && r > 0 ? 10'000 : 5'000;
    h.town_targets(1, 0, Target::g4_medical) = 10'000;
    h.town_targets(1, 1, Target::g4_medical) = 2'000;
    h.town_targets(1, 2, Target::g4_medical) = -1;
    h.town_progress(1, 0, Progress::places_used) = 10 * r;
    h.town_progress(1, 1, Progress::places_used) = 5;
    h.facility_paper(1, 1) = static_cast<std::uint8_t>(r > 0 ? bit_of(PaperReason::no_staff) : 0);
    h.facility_paper(1, 0) = static_cast<std::uint8_t>(r == 0 ? bit_of(PaperReason::no_hub) : 0);
    h.settlement_unserved(1, 0) = 40;
    h.hub_break_even_per_mille(0) = 800;
    h.hub_break_even_per_mille(1) = 1200;
    h.hub_break_even_per_mille(2) = -1;
    h.accrued_fen(23, Payer::city, Purpose::running) = 100'00;
    h.accrued_fen(23, Payer::city, Purpose::construction) = 900'00;
    out.push_back(std::move(one));
  }
  return out;
}

Description about() {
  Description out = test::make_description({});
  out.targets.villages_year = 2020;
  out.mend = {2'000, 60'000, 5'000, 90'000};
  return out;
}

const TargetLine& line_of(const TargetReport& report, Target target) { return report.lines.at(index_of(target)); }

void check_width(const std::string& text) {
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    INFO(line);
    CHECK(display_width(line) <= 80);
  }
}

}  // namespace

TEST_CASE("a target is judged when it is due, and its first month is the median of those that meet it") {
  const Description description = about();
  const TargetReport report = target_report(description, four(description));
  const TargetLine& line = line_of(report, Target::g4_medical);
  CHECK(line.about.threshold == 1.0);
  CHECK(line.years.at(0).mean == 0.5);
  CHECK(line.years.at(1).mean == Approx((0.5 + 3 * 1.0) / 4));
  CHECK(line.met == 0.75);
  CHECK(line.never_met == 0.25);
  // Months 19, 18 and 17 (2020-08, -07, -06).
  REQUIRE(line.first_met.has_value());
  CHECK(text_of(*line.first_met) == "2020-07");
  REQUIRE(line.in_the_way.size() == 1);
  CHECK(line.in_the_way[0].name.zh == "第1镇");
  CHECK(line.in_the_way[0].value == 0.2);
  check_width(render_text(report, false, Language::zh, 80));
  check_width(render_text(report, true, Language::en, 80));
  CHECK(line.verdict() == TargetVerdict::open);
  CHECK(short_on_average(line) == Approx(1));
}

TEST_CASE("a violation count is met at zero, and a target without a number is only shown") {
  const Description description = about();
  const TargetReport report = target_report(description, four(description));
  CHECK(line_of(report, Target::g6_priority).met == 1.0);
  CHECK_FALSE(line_of(report, Target::o3_home_beds).met.has_value());
  // No settlement is covered in any replicate: all six communities are in the way.
  CHECK(line_of(report, Target::g1_own).in_the_way.size() == 6);
  CHECK(line_of(report, Target::g1_own).strict_met == 0.0);
}

TEST_CASE("targets that are due after the run are not judged") {
  Description description = about();
  description.targets.villages_year = 2022;
  const TargetReport report = target_report(description, four(description));
  CHECK_FALSE(line_of(report, Target::g4_medical).met.has_value());
  CHECK(line_of(report, Target::g4_medical).in_the_way.empty());
  CHECK(nlohmann::json::parse(render_json(report))["targets"][6]["met"].is_null());
}

TEST_CASE("progress adds up over towns, and a month finds its period") {
  const Description description = about();
  const std::vector<Outcome> outcomes = four(description);
  const ProgressReport all = progress_report(description, outcomes, {});
  REQUIRE(all.rows.size() == 12);
  CHECK(all.rows[1].period == "2019-03/04");
  CHECK(all.rows[1].cells[Progress::places_used].mean == 20);  // 5 + mean of 0, 10, 20, 30
  CHECK(period_of(description, YearMonth(2019, 4)) == 1);
  CHECK_FALSE(period_of(description, YearMonth(2021, 1)).has_value());
  const ProgressReport towns = progress_report(description, outcomes, {std::nullopt, 1});
  REQUIRE(towns.rows.size() == 4);
  CHECK(towns.rows[1].cells[Progress::places_used].mean == 5);
  CHECK(towns.rows[3].cells[Progress::places_used].mean == 20);
  CHECK(progress_report(description, outcomes, {TownId(0U), std::nullopt}).rows[1].cells[Progress::places_used].mean == 15);
  check_width(render_text(all, Language::en, 80));
  check_width(render_text(towns, Language::zh, 80));
}

TEST_CASE("a facility on paper gets the mend that costs least for each person who waits") {
  Description description = about();
  description.facilities[1].kind = FacilityKind::village_point;
  const std::vector<Outcome> outcomes = four(description);
  const PaperReport report = paper_report(description, outcomes);
  REQUIRE(report.lines.size() == 1);  // the other is on paper in one replicate of four
  const PaperLine& line = report.lines[0];
  CHECK(line.share == 0.75);
  REQUIRE(line.mends.size() == 1);
  CHECK(line.mends[0].mend == Mend::helper);
  CHECK(line.mends[0].persons == 40);
  CHECK(line.mends[0].yuan_per_person == 50.0);
  CHECK(report.count.facilities.mean == 1);
  check_width(render_text(report, Language::en, 80));
  check_width(render_text(report, Language::zh, 80));
}

TEST_CASE("a point whose town has no open centre is mended by a centre, and by no link to one") {
  Description description = about();
  description.facilities[1].kind = FacilityKind::village_point;
  description.facilities[0].kind = FacilityKind::street_centre;
  const std::size_t town = description.settlements[description.facilities[1].settlement.index()].town.index();
  description.towns[town].kind = TownKind::town;
  description.resolved_text =
      "[standards.town_centre]\nfloor_area_m2 = 800  # a\nbuilding_yuan_per_m2 = 1500  # a\nequipment_yuan = 300000  # a\n";
  for (ServiceLine& service : description.services) service.needs_hub = true;
  std::vector<Outcome> outcomes = four(description);
  for (Outcome& outcome : outcomes) {
    outcome.headline.facility_paper(1, 1) = bit_of(PaperReason::no_hub);
    outcome.headline.facility_paper(1, 0) = 0;
  }
  const PaperReport closed = paper_report(description, outcomes);
  REQUIRE(closed.lines.size() == 1);
  CHECK(closed.lines[0].centre_closed == 1);
  REQUIRE(closed.lines[0].mends.size() == 1);
  CHECK(closed.lines[0].mends[0].mend == Mend::centre);
  REQUIRE(closed.centres.size() == 1);
  CHECK(closed.centres[0].build_yuan == 1'500'000.0);
  REQUIRE(closed.centres[0].shared_by > 0);
  CHECK(closed.lines[0].mends[0].yuan_per_year == Approx(150'000.0 / closed.centres[0].shared_by));
  CHECK(closed.count.centre_closed.mean == 1);
  CHECK(words_of_centres(closed).en.find("1.5 million yuan") != std::string::npos);
  check_width(render_text(closed, Language::en, 80));

  for (Outcome& outcome : outcomes) outcome.headline.town_facilities_open(1, town, FacilityKind::town_centre) = 1;
  const PaperReport open = paper_report(description, outcomes);
  REQUIRE(open.lines.size() == 1);
  CHECK(open.lines[0].mends[0].mend == Mend::hub);
  CHECK(open.lines[0].mends[0].yuan_per_year == 5'000);
  CHECK(open.centres.empty());
  CHECK(words_of_centres(open).en.empty());
}

TEST_CASE("a clause chooses its targets, and a chosen one says when it is first met and who falls short") {
  const Description description = about();
  const TargetReport report = target_report(description, four(description));
  CHECK(only(report, "G2").lines.size() == 2);
  CHECK(only(report, "G2.own").lines.size() == 1);
  CHECK(only(report, "G22").lines.empty());
  CHECK(render_text(report, false, Language::en, 80).find("2020-07") == std::string::npos);
  const std::string g4 = render_text(only(report, "G4"), true, Language::en, 80);
  CHECK(g4.find("2020-07") != std::string::npos);
  CHECK(g4.find("judged") == std::string::npos);
  check_width(g4);
}

TEST_CASE("how much of what is asked is there orders the gaps") {
  const Description description = about();
  const TargetReport report = target_report(description, four(description));
  CHECK(part_reached(report, line_of(report, Target::g4_medical)) == Approx((0.5 + 3 * 1.0) / 4));
  CHECK(part_reached(report, line_of(report, Target::g6_priority)) == 1);
  CHECK(when_due(report, line_of(report, Target::g4_medical)).mean == line_of(report, Target::g4_medical).years.at(1).mean);
}

TEST_CASE("money of no town is said beside the progress of towns, and is in no row") {
  const Description description = about();
  std::vector<Outcome> outcomes = four(description);
  for (Outcome& outcome : outcomes) {
    outcome.headline.paid_fen(23, Payer::district_budget, Purpose::training) = 70'000'00;
    outcome.headline.paid_fen(22, Payer::city, Purpose::construction) = 30'000'00;
    outcome.headline.town_progress(11, 0, Progress::money_paid_yuan) = 30'000;
  }
  const ProgressReport report = progress_report(description, outcomes, {});
  CHECK(report.rows.back().cells[Progress::money_paid_yuan].mean == 30'000);
  CHECK(report.paid_by_no_town.mean == Approx(70'000));
  CHECK(render_text(report, Language::en, 80).find("not in the table: 7 (10k CNY)") != std::string::npos);
}

TEST_CASE("beds are told by kind, and empty ones by whether anybody near is short") {
  const Description description = about();
  std::vector<Outcome> outcomes = four(description);
  for (Outcome& outcome : outcomes) {
    Headline& h = outcome.headline;
    h.beds(23, BedType::nursing, BedCount::staffed) = 50;
    h.beds(23, BedType::nursing, BedCount::occupied) = 20;
    h.beds(23, BedType::other, BedCount::staffed) = 10;
    h.beds(23, BedType::other, BedCount::occupied) = 10;
    h.town_beds(1, 0, BedCount::staffed) = 40;
    h.town_beds(1, 0, BedCount::occupied) = 20;
    h.town_beds(1, 1, BedCount::staffed) = 20;
    h.town_beds(1, 1, BedCount::occupied) = 10;
    h.town_bed_shortfall(1, 1, ShortfallCause::no_staff) = 7;
    h.lottery_fund_fen(0, FundCount::income) = 400'00;
    h.lottery_fund_fen(23, FundCount::balance) = 100'00;
  }
  const Summary summary = summarise(description, outcomes);
  CHECK(summary.beds.by_type[BedType::nursing][BedCount::occupied].mean == 20);
  CHECK(summary.beds.vacant_by_type[BedType::nursing].mean == 30);
  CHECK(summary.beds.vacant.mean == 30);
  CHECK(summary.beds.vacant_elsewhere.mean == 20);
  CHECK(empty_beds(summary.beds).en == "30 staffed beds stand empty (30 of them nursing beds; 20 in towns where nobody is short)");
  CHECK(summary.lottery_fund.left.mean == 100);
  CHECK(summary.lottery_fund.part_left.mean == 0.25);
  const TownReport towns = town_report(description, outcomes);
  CHECK(towns.rows[1].bed_shortfall_by_cause[ShortfallCause::no_staff].mean == 7);
  CHECK(short_of_beds(towns).zh == "缺床的镇街（无人员7）：" + description.towns[1].name_zh + "7人。");
}

TEST_CASE("money after the run leaves out construction, and centres without a house are not counted") {
  const Description description = about();
  const Summary summary = summarise(description, four(description));
  CHECK(summary.recurrent.total.mean == 1'200);
  CHECK(summary.recurrent.from_year == 2021);
  CHECK(summary.break_even.centres.mean == 2);
  CHECK(summary.break_even.median.mean == Approx(1.0));
  CHECK(summary.break_even.never.mean == 1);
}

TEST_CASE("a town's line has what it advanced at the highest, and the middle of the months in which that was") {
  const Description description = about();
  std::vector<Outcome> outcomes = four(description);
  for (int r = 0; r < 4; ++r) {
    Headline& h = outcomes[static_cast<std::size_t>(r)].headline;
    h.town_prefinancing_peak_fen(0, 1) = (100 + r) * 100;
    h.town_prefinancing_peak_fen(1, 1) = 50'00;
    h.town_prefinancing_peak_month(0) = -1;
    h.town_prefinancing_peak_month(1) = 3 * r;
    h.town_beds(1, 1, BedCount::open) = 20;
    h.town_settlements_covered(1, 1, SettlementKind::village, CoverageReading::own) = 2;
    h.town_residents(1, 1, Need::full) = 7;
    h.town_residents(0, 1, Need::full) = 1'000;
  }
  const TownReport report = town_report(description, outcomes);
  REQUIRE(report.rows.size() == 3);
  CHECK(report.rows[1].prefinancing_peak.mean == Approx(101.5));
  REQUIRE(report.rows[1].peak_month.has_value());
  CHECK(text_of(*report.rows[1].peak_month) == "2019-07");  // 0, 3, 6, 9: the later of the two in the middle
  CHECK_FALSE(report.rows[0].peak_month.has_value());
  CHECK(report.rows[1].beds_open.mean == 20);
  CHECK(report.rows[1].residents.mean == 7);
  CHECK(report.rows[1].covered_share == std::vector<double>{0, 0.5});  // two of its four settlements in the second year
  CHECK(report.rows[1].break_even.mean == Approx(1.2));
  CHECK(nlohmann::json::parse(render_json(report))["rows"][2]["break_even_occupancy"]["mean"].is_null());
  check_width(render_text(report, Language::en, 80));
  check_width(render_text(report, Language::zh, 80));
}

TEST_CASE("a target by town says how likely each falls short, why, and what a missing project would take") {
  Description description = about();
  description.targets.basically = 0.95;
  description.resolved_text =
      "[standards.village_point]\nfloor_area_m2 = 60  # a\nbuilding_yuan_per_m2 = 650  # a\nequipment_yuan = 20000  # a\n";
  // Of the villages of the second town one has a point that opens late in half of the replicates; no other has a project.
  std::vector<std::size_t> villages;
  for (std::size_t s = 0; s < description.settlements.size(); ++s) {
    if (description.settlements[s].town == TownId(1U) && description.settlements[s].kind == SettlementKind::village) villages.push_back(s);
  }
  REQUIRE(villages.size() == 2);
  description.facilities.resize(1);
  description.facilities[0].kind = FacilityKind::village_point;
  description.facilities[0].settlement = SettlementId(villages[0]);
  std::vector<Outcome> outcomes = four(description);
  for (int r = 0; r < 4; ++r) {
    outcomes[static_cast<std::size_t>(r)].headline.settlement_covered(1, villages[0], CoverageReading::own) = r < 2 ? 1 : 0;
  }
  const TargetTowns towns = target_towns(description, outcomes, Target::g2_own);
  const auto town = std::find_if(towns.towns.begin(), towns.towns.end(),
                                 [&](const TargetTown& one) { return one.name_zh == description.towns[1].name_zh; });
  REQUIRE(town != towns.towns.end());
  CHECK(town->share_short == 1);
  CHECK(town->settlements[ShortCause::no_project] == 1);
  CHECK(town->settlements[ShortCause::not_built] == 0.5);
  CHECK(town->settlements[ShortCause::late] == 0);
  CHECK(town->mend_yuan == 59'000.0);
  CHECK(town->short_after == 0.5);
  CHECK_FALSE(towns.late_possible);
  CHECK(towns.district_met == 0);
  CHECK(towns.district_after == 0.5);
  CHECK(render_text(towns, Language::en, 80).find("late") == std::string::npos);
  check_width(render_text(towns, Language::zh, 80));
  check_width(render_text(towns, Language::en, 80));
  CHECK(by_town_mistake(description, Target::w1_carers).find("as a whole") != std::string::npos);
  CHECK(by_town_mistake(description, Target::o3_home_beds).find("no number") != std::string::npos);
  CHECK(by_town_mistake(description, Target::g2_own).empty());
}
