#include "funding_formula/rule.hpp"

#include <cmath>

#include "support/catch.hpp"
#include "unit/plugins/small_district.hpp"

using namespace eldercast;
using namespace eldercast::test;
using namespace eldercast::formula;

namespace {

Named<Grant> grant_of(const std::string& amount, const std::string& when = "from_project and opened_now") {
  Named<Grant> out;
  for (const ParameterRow& column : Grant::kColumns) {
    if (!std::isnan(column.fallback)) column.assign(&out.row, column.fallback);
  }
  out.row.paid = Paid::once;
  out.name = "g";
  out.row.clause.id = "g";
  out.row.when = when;
  out.row.amount = amount;
  return out;
}

/// A station of `area` that opens in `month`.
FacilityId add_station(SmallDistrict& district, std::int32_t area, int month) {
  if (district.towns.empty()) district.add_town(1000);
  const FacilityId id = district.add(FacilityKind::community_station, TownId(std::size_t{0}), true, month);
  district[id].floor_area_m2 = area;
  return id;
}

/// Yuan posted in each of the months 0 to `last`.
std::vector<std::int64_t> yuan_by_month(Formula& rule, SmallDistrict& district, int last) {
  std::vector<std::int64_t> out;
  for (int month = 0; month <= last; ++month) {
    MonthFlows flows;
    run_month(rule, district.view(month), flows);
    std::int64_t sum = 0;
    for (const Posting& posting : flows.postings.flows()) sum += posting.amount.value / 100;
    out.push_back(sum);
  }
  return out;
}

std::int64_t all(const std::vector<std::int64_t>& months) {
  std::int64_t sum = 0;
  for (const std::int64_t one : months) sum += one;
  return sum;
}

ByYear cap(double yuan) {
  ByYear out;
  out.add(2000, yuan);
  return out;
}

/// The value of a formula for the first facility, or what is wrong with it.
struct Tried {
  double value = 0;
  Mistake mistake;
};
Tried tried(const std::string& text, Wanted wanted = Wanted::yuan, Each each = Each::facility) {
  SmallDistrict district;
  district.add_town(1000);
  district.towns[0].kind = TownKind::street;
  const FacilityId id = add_station(district, 650, 3);
  district[id].grade = Grade::good;
  district[id].capacity[Resource::other_bed] = 30;
  district[id].capacity[Resource::nursing_bed] = 12;
  const MonthView month = district.view(5);
  Seen seen{&month, &month.towns[0], each == Each::town ? nullptr : &month.facilities[0], nullptr, yuan(std::int64_t{200'000})};
  NamedNumbers numbers{{"rate", {*parse_unit("yuan/m2"), 0}}};
  const auto read = read_expression(text, each, numbers, wanted);
  if (const Mistake* mistake = std::get_if<Mistake>(&read)) return {0, *mistake};
  return {std::get<Expression>(read).of(seen, {30'000}), {}};
}
std::string wrong(const std::string& text, Wanted wanted = Wanted::yuan, Each each = Each::facility) {
  const Mistake mistake = tried(text, wanted, each).mistake;
  const std::string at = std::to_string(mistake.offset) + "+" + std::to_string(mistake.length) + ": ";
  return at + mistake.message + (mistake.help.empty() ? "" : "; " + mistake.help);
}

}  // namespace

TEST_CASE("formulas are reckoned in fen, by the rules of arithmetic") {
  CHECK(tried("2 yuan + 3 * 4 yuan").value == 1400);
  CHECK(tried("(2 yuan + 3 yuan) * 4").value == 2000);
  CHECK(tried("10 yuan - 3 yuan - 2 yuan").value == 500);
  CHECK(tried("-2 yuan + 3 yuan").value == 100);
  CHECK(tried("12.34 yuan").value == 1234);
  CHECK(tried("1.15 yuan").value == 115);
  CHECK(tried("1_000 yuan * 40%").value == 40'000);
  CHECK(tried("rate * floor_area").value == 650 * 30'000);
  CHECK(tried("300 yuan/m2 * floor_area").value == 650 * 30'000);
  CHECK(tried("800 yuan/m2 * between(floor_area, 200 m2, 400 m2) + 400 yuan/m2 * between(floor_area, 400 m2, 9999 m2)").value ==
        (200 * 800 + 250 * 400) * 100);
  CHECK(tried("min(5_000 yuan/bed * min(beds, 20 beds) + 3_000 yuan/bed * nursing_beds, 0.4 * cost)").value == 8'000'000);
  CHECK(tried("if(kind == community_station, 1 yuan, 2 yuan)").value == 100);
  CHECK(tried("cost / beds * 3 beds").value == 20'000'000.0 / 42 * 3);
  CHECK(tried("100 yuan/month * open_for").value == 20'000);
  CHECK(tried("5 yuan/person * residents", Wanted::yuan, Each::town).value == 500'000);
}

TEST_CASE("conditions compare numbers and words") {
  const auto holds = [](const std::string& text) {
    const Tried one = tried(text, Wanted::truth);
    INFO(text << ": " << one.mistake.message);
    REQUIRE(one.mistake.message.empty());
    return one.value != 0;
  };
  CHECK(holds("grade >= pass"));
  CHECK(holds("pass <= grade"));
  CHECK_FALSE(holds("grade > good"));
  CHECK(holds("excellent > grade"));
  CHECK(holds("kind == community_station and not town_kind == town"));
  CHECK(holds("kind == care_home or floor_area > 600 m2"));
  CHECK(holds("floor_area > 1 m2 * 5"));
  CHECK(holds("year == 2019 and month_of_year == 6"));
  CHECK_FALSE(holds("opened_now"));
  CHECK(holds("open_for >= 2 months and open_for < 3 months"));
  CHECK(holds("10 beds < beds"));
  CHECK(holds("beds - 2 beds > 10 beds + 4 beds"));
  CHECK(holds("(beds > 10 beds) == true"));
}

TEST_CASE("what is wrong with a formula is said with its place and the nearest name") {
  CHECK(wrong("300 yuan/m2 * flor_area") == "14+9: there is no 'flor_area'; did you mean 'floor_area'?");
  CHECK(wrong("rat * floor_area") == "0+3: there is no 'rat'; did you mean 'rate'?");
  CHECK(wrong("300 * floor_area") == "0+16: it is m2, and must be yuan");
  CHECK(wrong("300") == "0+3: it is a plain number, and must be yuan; a number has its unit behind it: 300 yuan/m2");
  CHECK(wrong("300 yuan + beds") == "0+15: yuan is added to bed; both sides need the same unit");
  CHECK(wrong("floor_area > 5", Wanted::truth) == "0+14: m2 is compared with a plain number; both sides need the same unit");
  CHECK(wrong("kind == vilage_point", Wanted::truth) == "8+12: there is no 'vilage_point' here; did you mean 'village_point'?");
  CHECK(wrong("kind = village_point", Wanted::truth) == "5+1: '=' means nothing in a formula; write == to compare");
  CHECK(wrong("floor_area", Wanted::truth) == "0+10: it is m2, and must be true or false");
  CHECK(wrong("kind == grade", Wanted::truth) == "0+13: words of two kinds are compared");
  CHECK(wrong("village_point").starts_with("0+13: there is no 'village_point'; there are year, month_of_year"));
  CHECK(wrong("1 yuan +") == "8+1: it ends too early");
  CHECK(wrong("(1 yuan") == "7+1: a bracket is not closed");
  CHECK(wrong("1 yuan 2") == "7+1: '2' stands where nothing is expected");
  CHECK(wrong("") == "0+1: it ends too early");
  CHECK(wrong("1 yuan；") == "6+3: '；' means nothing in a formula; there are + - * / ( ) , == != < <= > >= and or not");
  CHECK(wrong("minn(1 yuan, 2 yuan)") == "0+4: there is no function 'minn'; did you mean 'min'?");
  CHECK(wrong("min(1 yuan)") == "0+3: min() has 1 values, and takes 2 to 8");
  CHECK(wrong("between(1 yuan, 2 m2, 3 yuan)") == "8+12: yuan is beside m2; both sides need the same unit");
  CHECK(wrong("1.2.3 yuan") == "0+5: '1.2.3' is no number");
  CHECK(wrong("floor_area * 3 yuan/m2", Wanted::yuan, Each::town).starts_with("0+10: there is no 'floor_area'"));
  CHECK(wrong(std::string(200, '(') + "1 yuan") == "40+1: it is nested too deeply");
  CHECK(wrong(std::string(200, '-') + "1 yuan") == "41+1: it is nested too deeply");
}

TEST_CASE("no formulas say nothing") {
  SmallDistrict district;
  add_station(district, 300, 2);
  Formula rule(defaults_of<Formula>());
  CHECK(all(yuan_by_month(rule, district, 24)) == 0);
}

TEST_CASE("worked by hand: 800 yuan a square metre from 200 to 400, 400 beyond, at most 200,000 a station") {
  Named<Grant> grant = grant_of("800 yuan/m2 * between(floor_area, 200 m2, 400 m2) + 400 yuan/m2 * between(floor_area, 400 m2, 10_000 m2)");
  grant.row.at_most = yuan(std::int64_t{200'000});
  SmallDistrict district;
  add_station(district, 300, 2);
  add_station(district, 650, 3);
  Formula rule({{grant}, {}});
  const auto months = yuan_by_month(rule, district, 12);
  CHECK(months[2] == 80'000);
  CHECK(months[3] == 200'000);
  CHECK(all(months) == 280'000);
}

TEST_CASE("what the year's money does not reach waits its turn, is cut in proportion, or is lost") {
  Named<Grant> grant = grant_of("100 yuan");
  grant.row.year_at_most_yuan = cap(250);
  SmallDistrict district;
  for (int k = 0; k < 4; ++k) add_station(district, 300, 3 + k);
  Formula queue({{grant}, {}});
  const auto months = yuan_by_month(queue, district, 14);
  CHECK(std::vector(months.begin() + 3, months.begin() + 7) == std::vector<std::int64_t>{100, 100, 50, 0});
  CHECK(months[12] == 150);
  CHECK(all(months) == 400);
  grant.row.beyond = Beyond::lost;
  Formula lost({{grant}, {}});
  CHECK(all(yuan_by_month(lost, district, 24)) == 250);
  grant.row.beyond = Beyond::pro_rata;
  Formula shared({{grant}, {}});
  SmallDistrict at_once;
  for (int k = 0; k < 5; ++k) add_station(at_once, 300, 3);
  const auto cut = yuan_by_month(shared, at_once, 24);
  CHECK(cut[3] == 250);
  CHECK(all(cut) == 250);
}

TEST_CASE("the cap of a year holds until the next that is named, and before the first there is nothing") {
  Named<Grant> grant = grant_of("100 yuan", "from_project");
  grant.row.paid = Paid::each_month;
  grant.row.beyond = Beyond::lost;
  grant.row.year_at_most_yuan.add(2020, 150);
  grant.row.year_at_most_yuan.add(2022, 350);
  SmallDistrict district;
  add_station(district, 300, 0);
  Formula rule({{grant}, {}});
  const auto months = yuan_by_month(rule, district, 47);
  const auto of_year = [&](int year) { return all({months.begin() + 12 * year, months.begin() + 12 * year + 12}); };
  CHECK(of_year(0) == 0);
  CHECK(of_year(1) == 150);
  CHECK(of_year(2) == 150);
  CHECK(of_year(3) == 350);
}

TEST_CASE("once is once for each facility, when its condition first holds, and each month is each month in its months") {
  Named<Grant> once = grant_of("1_000 yuan", "from_project and grade >= pass");
  Named<Grant> monthly = grant_of("4 yuan/m2 * floor_area", "from_project");
  monthly.row.paid = Paid::each_month;
  monthly.row.purpose = Purpose::running;
  monthly.row.payer = Payer::city;
  monthly.row.last_month = YearMonth(2019, 8);
  SmallDistrict district;
  const FacilityId station = add_station(district, 300, 2);
  Formula rule({{once, monthly}, {}});
  CHECK(all(yuan_by_month(rule, district, 11)) == 6 * 1'200);
  district[station].grade = Grade::pass;
  Formula passed({{once, monthly}, {}});
  const auto months = yuan_by_month(passed, district, 24);
  CHECK(months[2] == 2'200);
  CHECK(months[7] == 1'200);
  CHECK(months[8] == 0);
  Formula again({{once, monthly}, {}});
  MonthFlows flows;
  run_month(again, district.view(2), flows);
  REQUIRE(flows.postings.flows().size() == 2);
  CHECK(flows.postings.flows()[0].payer == Payer::district_budget);
  CHECK(flows.postings.flows()[0].lottery_fund_first);
  CHECK(flows.postings.flows()[0].relieves == Relieves::town_government);
  CHECK(std::string(flows.postings.flows()[0].clause) == "g");
  CHECK(flows.postings.flows()[1].payer == Payer::city);
  CHECK_FALSE(flows.postings.flows()[1].lottery_fund_first);
  CHECK(flows.postings.flows()[1].purpose == Purpose::running);
}

TEST_CASE("a grant of projects is support before they start, as far as the year's money goes") {
  Named<Grant> grant = grant_of("100 yuan", "true");
  grant.row.each = Each::project;
  grant.row.year_at_most_yuan = cap(150);
  SmallDistrict district;
  for (int k = 0; k < 3; ++k) {
    ProjectState project;
    project.key = 500 + static_cast<std::uint64_t>(k);
    project.facility = add_station(district, 300, 90);
    project.kind = FacilityKind::community_station;
    project.town = TownId(std::size_t{0});
    project.scheduled_start = Month{k};
    district.projects.push_back(project);
  }
  Formula rule({{grant}, {}});
  const auto offered = [&](int month) {
    MonthFlows flows;
    run_month(rule, district.view(month), flows);
    std::vector<std::int64_t> out;
    for (const Support& support : flows.supports.flows()) out.push_back(support.amount.value / 100);
    CHECK(flows.postings.flows().empty());
    return out;
  };
  CHECK(offered(0) == std::vector<std::int64_t>{100});
  district.projects[0].status = ProjectStatus::preparing;
  CHECK(offered(1) == std::vector<std::int64_t>{50});
  // The second one did not start: its offer is said again.
  CHECK(offered(2) == std::vector<std::int64_t>{50});
  CHECK(offered(12) == std::vector<std::int64_t>{100, 50});
}

TEST_CASE("a grant of towns, and a number that changes with the years") {
  Named<Grant> grant = grant_of("rate * carers", "month_of_year == 12");
  grant.row.each = Each::town;
  grant.row.paid = Paid::each_month;
  Named<Number> rate{"rate", {}};
  rate.row.unit = "yuan/person";
  rate.row.by_year.add(2019, 10);
  rate.row.by_year.add(2021, 12.5);
  SmallDistrict district;
  district.towns[district.add_town(5'000).index()].staff[Role::carer] = 8;
  Formula rule({{grant}, {rate}});
  const auto months = yuan_by_month(rule, district, 47);
  CHECK(months[11] == 80);
  CHECK(months[23] == 80);
  CHECK(months[35] == 100);
  CHECK(all(months) == 80 + 80 + 100 + 100);
}

TEST_CASE("a grant of projects cannot be paid each month: it is support before they start") {
  Parameters parameters{{grant_of("1 yuan"), grant_of("2 yuan")}, {}};
  parameters.grants[1].row.each = Each::project;
  parameters.grants[1].row.paid = Paid::each_month;
  std::vector<std::string> told;
  const EldercastProblems problems{&told, [](void* host, const EldercastProblem* problem) {
                                     static_cast<std::vector<std::string>*>(host)->push_back(
                                         std::to_string(problem->row) + "/" + std::to_string(problem->column) + ": " + problem->message);
                                   }};
  Problems all(problems);
  Formula::check(parameters, all);
  CHECK(told == std::vector<std::string>{"1/6: what is reckoned for a project is paid once, when it starts"});
}

TEST_CASE("a grant is of a payer and for a purpose that the scenario names") {
  SmallDistrict district;
  add_station(district, 300, 0);
  Named<Grant> grant = grant_of("100 yuan");
  grant.row.payer = district.name_payer("charity");
  grant.row.purpose = district.name_purpose("respite");
  Formula rule({{grant}, {}});
  MonthFlows flows;
  run_month(rule, district.view(0), flows);
  REQUIRE(flows.postings.flows().size() == 1);
  CHECK(flows.postings.flows().front().payer == grant.row.payer);
  CHECK(flows.postings.flows().front().purpose == grant.row.purpose);
  CHECK(flows.postings.flows().front().relieves == Relieves::nobody);
}

TEST_CASE("an amount that is none is told with its grant") {
  SmallDistrict district;
  add_station(district, 0, 0);
  MonthFlows flows;
  Formula divides({{grant_of("1 yuan * (1 m2 / floor_area)")}, {}});
  CHECK_THROWS_WITH(run_month(divides, district.view(0), flows), "grant 'g' is no amount of money: 1 yuan * (1 m2 / floor_area)");
  Formula negative({{grant_of("floor_area * 1 yuan/m2 - 5 yuan")}, {}});
  CHECK_THROWS_WITH(run_month(negative, district.view(0), flows), "grant 'g' is negative: floor_area * 1 yuan/m2 - 5 yuan");
}
