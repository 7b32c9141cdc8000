/// Comparisons: differences worked by hand, costs of gains, what cannot be compared.
#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>

#include "output/compare/comparison.hpp"
#include "output/figures/figure_list.hpp"
#include "output/figures/figure_text.hpp"
#include "output/figures/target_basis.hpp"
#include "output/render/fitted_text.hpp"
#include "support/catch.hpp"
#include "synthetic.hpp"
#include "text/width.hpp"

using namespace eldercast;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

ComparedRun run_of(const Description& description, const std::string& label) {
  ComparedRun out{label, description, {}};
  for (int r = 0; r < 4; ++r) out.outcomes.push_back(test::empty_outcome(description, r, false));
  return out;
}

const FigureDifference& figure(const Comparison& comparison, const std::string& id) {
  for (const FigureDifference& one : comparison.figures) {
    if (one.figure.id == id) return one;
  }
  FAIL("no figure " << id);
  return comparison.figures.front();
}

}  // namespace

TEST_CASE("a paired difference has the interval of Student's t over the differences, and leaves out pairs with a missing number") {
  const std::vector<double> a{10, 20, 30, kNone, 5};
  const std::vector<double> b{11, 22, 33, 40, kNone};
  const Difference one = paired_difference(a, b);
  CHECK(one.replicates == 3);
  CHECK(one.a == 20);
  CHECK(one.b == 22);
  CHECK(one.mean == 2);
  CHECK(one.low == Approx(1.1));
  CHECK(one.high == Approx(2.9));
  // t(0.95, 2 degrees) = 2.919986, standard error 1 / sqrt(3).
  CHECK(one.mean_low == Approx(2 - 2.919986 / std::sqrt(3.0)).epsilon(1e-6));
  CHECK(one.sign_share == 1);
  // Variances 100 and 121, of the differences 1.
  CHECK(one.narrowing == Approx(std::sqrt(221.0)));
  CHECK_FALSE(one.zero);
}

TEST_CASE("differences that cancel are not called zero") {
  const std::vector<double> a{0, 0};
  const std::vector<double> b{1, -1};
  const Difference one = paired_difference(a, b);
  CHECK(one.mean == 0);
  CHECK_FALSE(one.zero);
  CHECK(one.sign_share == 0);
  CHECK(paired_difference(a, a).zero);
}

TEST_CASE("without pairing the interval is Welch's") {
  const std::vector<double> a{1, 2, 3};
  const std::vector<double> b{2, 4, 6};
  const Difference one = unpaired_difference(a, b);
  CHECK(one.mean == 2);
  // Variances 1 and 4, standard error sqrt(5/3), degrees (5/3)^2 / ((1/9 + 16/9) / 2) = 2.941.
  CHECK(one.mean_high - one.mean == Approx(one.mean - one.mean_low));
  CHECK((one.mean_high - one.mean) / std::sqrt(5.0 / 3.0) == Approx(2.375).epsilon(0.01));
  CHECK(std::isnan(one.narrowing));
  CHECK(std::isnan(one.sign_share));
}

TEST_CASE("a cost per gain is a ratio of means, and unknown where the gain is not certain") {
  const std::vector<double> cost{100, 120, 80, 100};
  const std::vector<double> gain{10, 12, 8, 10};
  const PairedRatio known = paired_ratio(cost, gain);
  REQUIRE(known.known);
  CHECK(known.ratio == Approx(10));
  CHECK(known.low == Approx(10));
  CHECK(known.high == Approx(10));
  const std::vector<double> shaky{10, -9, 8, -8};
  CHECK_FALSE(paired_ratio(cost, shaky).known);
  const std::vector<double> loss{-1, -1, -1, -1};
  CHECK_FALSE(paired_ratio(cost, loss).known);
}

TEST_CASE("a comparison shows by year and town what changed, and calls all else exactly equal") {
  const Description description = test::make_description({});
  const ComparedRun a = run_of(description, "a");
  ComparedRun b = run_of(description, "b");
  for (Outcome& outcome : b.outcomes) {
    Headline& h = outcome.headline;
    h.town_beds(1, 2, BedCount::occupied) += 5 + outcome.replicate;
    h.beds(23, BedType::other, BedCount::occupied) += 5 + outcome.replicate;
    for (int month = 0; month < 24; ++month) h.accrued_fen(month, Payer::city, Purpose::running) += 1'000'00;
    for (int month = 12; month < 24; ++month) h.residents_covered(month, CoverageStrength::used) += 12;
  }
  const Comparison comparison = compare(a, b);
  CHECK(comparison.paired);
  CHECK(comparison.replicates == 4);
  const FigureDifference& beds = figure(comparison, "beds.occupied");
  CHECK(beds.run.mean == Approx(6.5));
  CHECK(beds.years.at(0).zero);
  CHECK(beds.towns.at(1).at(2).mean == Approx(6.5));
  CHECK(beds.towns.at(1).at(0).zero);
  CHECK_FALSE(beds.zero());
  CHECK(figure(comparison, "money.city").run.mean == Approx(24'000));
  CHECK(figure(comparison, "money.city").years.at(0).mean == Approx(12'000));
  CHECK(figure(comparison, "served_months").run.mean == Approx(144));
  // 24,000 yuan for twelve person-years.
  REQUIRE(comparison.per_served_year.public_money.known);
  CHECK(comparison.per_served_year.public_money.ratio == Approx(2'000));
  CHECK_FALSE(comparison.per_bed_year.public_money.known);
  CHECK(figure(comparison, "residents").zero());
  CHECK(figure(comparison, "money.resident").zero());
  std::vector<Comparison> five(4, comparison);
  for (std::size_t i = 0; i < five.size(); ++i) five[i].label_b = "somewhere/far/run_" + std::to_string(i) + ".h5";
  for (const Language language : {Language::zh, Language::en}) {
    const std::string screen = render_text(five, {}, language, 80);
    const std::string answer = screen.substr(0, screen.find("\n\n") + 1);
    CHECK(lines_in(answer) <= 24);
    CHECK_THAT(answer, contains_text("run_3") && contains_text("2.4"));
    CHECK(answer.find("far/") == std::string::npos);
    CHECK(screen.find("1 figures") == std::string::npos);
  }
  ComparisonView whole;
  whole.towns = whole.years = whole.all = true;
  for (const Language language : {Language::zh, Language::en}) {
    std::istringstream lines(render_text(five, whole, language, 80));
    for (std::string line; std::getline(lines, line);) CHECK(display_width(line) <= 80);
  }
  // Twelve person-years more of being served cost 24,000 yuan; as many less would save them.
  const Comparison back = compare(b, a);
  CHECK_FALSE(back.per_served_year.public_money.known);
  REQUIRE(back.per_served_year.lost_public_money.known);
  CHECK(back.per_served_year.lost_public_money.ratio == Approx(2'000));
  const auto json = nlohmann::json::parse(render_json(std::span(&comparison, 1)));
  CHECK(json["comparisons"][0]["figures"].size() == comparison.figures.size());
}

TEST_CASE("a direction is certain where at most one replicate in twenty goes the other way, and on average where the mean alone does") {
  const std::vector<double> a(40, 0.0);
  std::vector<double> b(40, 10.0);
  const auto of = [&] { return direction_of(paired_difference(a, b)); };
  CHECK(direction_of(paired_difference(a, a)) == Direction::none);
  CHECK(of() == Direction::certain);
  for (std::size_t i = 0; i < 30; ++i) b[i] = 0;
  CHECK(of() == Direction::certain);  // replicates that do not change take nothing away
  b[0] = -1;
  CHECK(of() == Direction::certain);
  for (std::size_t i = 0; i < 4; ++i) b[i] = -1;
  CHECK(of() == Direction::on_average);
  for (std::size_t i = 0; i < 12; ++i) b[i] = -8;
  CHECK(of() == Direction::unsure);
  CHECK(direction_of(paired_difference(std::span(a).first(1), std::span(b).last(1))) == Direction::unknown);
}

TEST_CASE("words of worth follow the direction, and a way that is shorter is worth nothing in itself") {
  const std::vector<Figure> figures = figures_of(test::make_description({}));
  const std::vector<double> a(40, 5.0);
  std::vector<double> b(40, 6.0);
  const auto words = [&](std::string_view id) { return worth_words(*find_figure(figures, id), paired_difference(a, b)).en; };
  CHECK(words("cared_months") == "better");
  CHECK(words("bed_shortfall") == "worse");
  CHECK(words("money.city").empty());
  CHECK(words("travel").empty());
  CHECK(words("way").empty());
  for (std::size_t i = 0; i < 8; ++i) b[i] = 4;
  CHECK(words("cared_months") == "on average better");
  CHECK(difference_text(*find_figure(figures, "cared_months"), paired_difference(a, b)) == "+0.60 [-1, +1]");
}

TEST_CASE("a chance changes where replicates flip one way more often than luck makes them") {
  CHECK(flip_probability(0, 0) == 1);
  CHECK(flip_probability(2, 0) == Approx(0.5));
  CHECK(flip_probability(6, 0) == Approx(2.0 / 64));
  CHECK(flip_probability(0, 6) == Approx(2.0 / 64));
  CHECK(flip_probability(3, 3) == 1);
  const Description description = test::make_description({});
  ComparedRun a{"a", description, {}};
  for (int r = 0; r < 12; ++r) a.outcomes.push_back(test::empty_outcome(description, r, false));
  const auto met_in = [&](std::size_t replicates) {
    ComparedRun b = a;
    for (std::size_t r = 0; r < replicates; ++r) {
      for (std::int32_t& cell : b.outcomes[r].headline.targets.cells()) cell = 10'000;
    }
    const Comparison comparison = compare(a, b);
    return comparison.targets.at(index_of(Target::g1_own));
  };
  CHECK(met_in(2).met_b != met_in(2).met_a);
  CHECK_FALSE(met_in(2).chance_changes());
  CHECK(met_in(7).gained == 7);
  CHECK(met_in(7).chance_changes());
  REQUIRE(met_in(7).due);
  CHECK(met_in(7).when_due.b > met_in(7).when_due.a);
}

TEST_CASE("what is owed and not paid is told beside the payers where it is large, and once a service") {
  const Description description = test::make_description({});
  const ComparedRun a = run_of(description, "a");
  ComparedRun b = run_of(description, "b");
  for (Outcome& outcome : b.outcomes) {
    Headline& h = outcome.headline;
    h.accrued_fen(3, Payer::city, Purpose::construction) += 1'000'000'00;
    h.grants_waiting_fen(1, Payer::district_budget) += 500'000'00;
    for (const DemandCount count : {DemandCount::served, DemandCount::seeking}) h.demand(23, 0, PriorityGroup::full, count) += 7;
  }
  const Comparison comparison = compare(a, b);
  const MostChanged most = most_changed(comparison);
  REQUIRE(most.payers.size() == 1);
  CHECK(most.payers.front()->figure.id == "money.city");
  REQUIRE(most.unpaid.size() == 1);
  CHECK(most.unpaid.front()->figure.id == "grants_waiting.district_budget");
  CHECK(most.people.size() == 1);
  for (Outcome& outcome : b.outcomes) outcome.headline.grants_waiting_fen(1, Payer::district_budget) = 50'000'00;
  CHECK(most_changed(compare(a, b)).unpaid.empty());
}

TEST_CASE("screens hold what replicates say, show what they are asked for, and price no gain that goes either way") {
  test::Extent extent;
  extent.months = 24;
  const Description description = test::make_description(extent);
  ComparedRun a{"a", description, {}};
  for (int r = 0; r < 40; ++r) a.outcomes.push_back(test::empty_outcome(description, r, false));
  ComparedRun b = a;
  for (Outcome& outcome : b.outcomes) {
    for (int month = 0; month < 24; ++month) {
      outcome.headline.accrued_fen(month, Payer::city, Purpose::running) += 1'000'00;
      outcome.headline.residents_covered(month, CoverageStrength::cared) += outcome.replicate < 8 ? 0 : 10;
    }
  }
  Comparison comparison = compare(a, b);
  CHECK(price_sentences(comparison).size() == 1);
  const std::string screen = render_text(std::span(&comparison, 1), {}, Language::en, 80);
  CHECK_THAT(screen, contains_text("+192 [0, +240] better"));
  CHECK_THAT(screen, contains_text("90% of the replicates"));
  CHECK(screen.find("Without pairing") == std::string::npos);
  for (std::size_t r = 0; r < 8; ++r) {
    for (int month = 0; month < 24; ++month) a.outcomes[r].headline.residents_covered(month, CoverageStrength::cared) += 5;
  }
  comparison = compare(a, b);
  CHECK(direction_of(figure(comparison, "cared_months").run) == Direction::on_average);
  CHECK(price_sentences(comparison).empty());
  ComparisonView view;
  view.figures = {"money"};
  const std::string money = render_text(std::span(&comparison, 1), view, Language::en, 80);
  CHECK_THAT(money, contains_text("borne by the city"));
  CHECK(money.find("person-months") == std::string::npos);
  const std::vector<Comparison> two(2, comparison);
  CHECK_THAT(render_text(two, {}, Language::en, 80), contains_text("--intervals"));
  // What has a direction on average alone stands with --all.
  CHECK(render_text(two, {}, Language::en, 80).find("+168~") == std::string::npos);
  ComparisonView all;
  all.all = true;
  CHECK_THAT(render_text(two, all, Language::en, 80), contains_text("+168~"));
  ComparisonView wide;
  wide.intervals = true;
  CHECK_THAT(render_text(two, wide, Language::en, 80), contains_text("5% lie below"));
}

TEST_CASE("a replicate that failed in one run pairs with nothing") {
  const Description description = test::make_description({});
  const ComparedRun a = run_of(description, "a");
  ComparedRun b = run_of(description, "b");
  b.outcomes[2].failure = "a rule failed";
  b.outcomes[2].headline = {};
  CHECK(compare(a, b).replicates == 3);
}

TEST_CASE("runs of other seeds are compared without pairing, runs over other months not at all") {
  Description description = test::make_description({});
  const ComparedRun a = run_of(description, "a");
  description.seed += 1;
  CHECK_FALSE(compare(a, run_of(description, "b")).paired);
  description.end = description.end + (-1);
  CHECK_THROWS_WITH(compare(a, run_of(description, "b")), contains_text("2019-01"));
}

TEST_CASE("targets are judged on the replicates that both runs have") {
  const Description description = test::make_description({});
  ComparedRun a = run_of(description, "a");
  for (std::size_t r = 2; r < 4; ++r) {
    for (std::int32_t& cell : a.outcomes[r].headline.targets.cells()) cell = 10'000;
  }
  ComparedRun b = run_of(description, "b");
  b.outcomes.resize(2);
  int judged = 0;
  for (const Comparison& comparison : {compare(a, b), compare(b, a)}) {
    for (const TargetDifference& one : comparison.targets) {
      CHECK(one.met_a == one.met_b);
      judged += one.met_a ? 1 : 0;
    }
  }
  CHECK(judged > 0);
}

TEST_CASE("every figure has an id of its own and says what it counts") {
  const Description description = test::make_description({});
  std::vector<std::string> ids;
  for (const Figure& figure : figures_of(description)) {
    INFO(figure.id);
    CHECK_FALSE(definition_of(figure.id).zh.empty());
    CHECK_FALSE(definition_of(figure.id).en.empty());
    CHECK(figure.name_zh != figure.name_en);
    ids.push_back(figure.id);
  }
  std::sort(ids.begin(), ids.end());
  CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
  CHECK(definition_of("no_such_figure").en.empty());
  CHECK(figures_with(any_district(), "BED").size() > 3);
  CHECK(figures_with(any_district(), "no such word").empty());
}

TEST_CASE("a target that the input forbids is told from one that restates it and from one that the model decides") {
  Description description = test::make_description({});
  description.targets.basically = 0.95;
  description.resolved_text =
      "[operation]\nplatform_share = 0.95  # a\nsocial_new.urban = 0.95  # a\noperators_decide = false  # a\n"
      "[funding.lottery_fund]\nelderly_care_share = 0.8  # a\n";
  const std::vector<TargetBasis> bases = target_bases(description);
  const auto of = [&](Target target) { return bases.at(index_of(target)); };
  CHECK(of(Target::g7_platform).by == DecidedBy::input);
  CHECK(of(Target::g7_platform).parameter == "operation.platform_share");
  CHECK(of(Target::g7_platform).assumed);
  CHECK(of(Target::g7_platform).why.en.find("platform_share 95%") != std::string::npos);
  CHECK(of(Target::w1_carers).by == DecidedBy::model);
  CHECK(of(Target::w1_supervisors).by == DecidedBy::model);
  CHECK(of(Target::g3_urban).by == DecidedBy::assumption);
  CHECK(of(Target::f1_elderly_care).by == DecidedBy::assumption);
  CHECK(of(Target::m3_centres).by == DecidedBy::model);
  // What comes after the target is due, or is gone by then, covers nothing in time.
  Description covered = description;
  covered.projects.clear();
  covered.facilities.clear();
  for (std::size_t s = 0; s < covered.settlements.size(); ++s)
    covered.facilities.push_back({"f" + std::to_string(s), FacilityKind::community_station, SettlementId(s)});
  REQUIRE(target_bases(covered).at(index_of(Target::g1_own)).by == DecidedBy::model);
  Description gone = covered;
  for (FacilityLine& facility : gone.facilities) facility.gone = gone.start;
  CHECK(target_bases(gone).at(index_of(Target::g1_own)).by == DecidedBy::input);
  Description late = covered;
  for (const FacilityLine& facility : late.facilities) late.projects.push_back({facility.id, facility.kind, facility.settlement, 2100});
  CHECK(target_bases(late).at(index_of(Target::g1_own)).by == DecidedBy::input);
  // Half of the settlements have nothing in plan or stock: no run can cover 95%.
  description.facilities.resize(1);
  CHECK(target_bases(description).at(index_of(Target::g1_own)).by == DecidedBy::input);
  description.resolved_text = "[operation]\nplatform_share = 1  # a\nsocial_new.urban = 0.95  # a\noperators_decide = true  # a\n";
  CHECK(target_bases(description).at(index_of(Target::g7_platform)).by == DecidedBy::model);
  CHECK(target_bases(description).at(index_of(Target::g3_urban)).by == DecidedBy::model);
}

TEST_CASE("what a run had of a drawn parameter is told, and not what the scenario says of it") {
  Description description = test::make_description({});
  description.resolved_text =
      "[operation]\nplatform_share = 0.95  # a\n[staffing.training_pipeline]\ncarer_intake_per_month = 18  # a\n"
      "supervisor_intake_per_quarter = 6  # a\ndirector_intake_per_year = 1  # a\npass_share = 0.88  # a\n";
  description.drawn = {{"operation.platform_share", 0.7, 1, 0.884}, {"staffing.training_pipeline.carer_intake_per_month", 10, 40, 22.6}};
  const std::vector<TargetBasis> bases = target_bases(description);
  const TargetBasis& platform = bases.at(index_of(Target::g7_platform));
  CHECK(platform.why.en ==
        "asks for 100%, an assumption of the scenario allows 88.4%: platform_share 88.4%, mean of draws from 70% to 100%");
  const TargetBasis& carers = bases.at(index_of(Target::w1_carers));
  CHECK(carers.by == DecidedBy::assumption);
  CHECK(bases.at(index_of(Target::w1_supervisors)).parameter == "staffing.training_pipeline.supervisor_intake_per_quarter");
  CHECK(bases.at(index_of(Target::w1_directors)).why.en.find("director_intake_per_year 1 ×") != std::string::npos);
  CHECK(carers.why.en.find("carer_intake_per_month 22.6, mean of draws from 10 to 40") != std::string::npos);
}

TEST_CASE("verdicts are met from nine in ten, missed to one in ten, open between") {
  CHECK(verdict_of(0.9) == TargetVerdict::met);
  CHECK(verdict_of(0.89) == TargetVerdict::open);
  CHECK(verdict_of(0.5) == TargetVerdict::open);
  CHECK(verdict_of(0.1) == TargetVerdict::missed);
}
