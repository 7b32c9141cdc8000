#include "output/file/schema.hpp"

#include <fstream>
#include <iterator>
#include <set>

#include "output/render/chinese.hpp"
#include "support/catch.hpp"
#include "synthetic.hpp"

using namespace eldercast;

namespace {

/// The dimensions of a group of cubes.
std::set<Dim> dims_of_group(std::string_view group) {
  std::set<Dim> out;
  for (const DatasetRow& row : dataset_table()) {
    if (row.group == group) out.insert(row.dims.begin(), row.dims.end());
  }
  return out;
}

}  // namespace

TEST_CASE("results/SCHEMA.md is the page that the tables make") {
  std::ifstream file("results/SCHEMA.md");
  REQUIRE(file);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  // If this fails: build/release/bin/eldercast docs schema > results/SCHEMA.md
  CHECK(text == schema_page());
}

TEST_CASE("every dataset says what it is in both languages, and money is in yuan") {
  for (const DatasetRow& row : dataset_table()) {
    INFO(row.path());
    CHECK_FALSE(row.units.empty());
    CHECK_FALSE(row.long_name.empty());
    CHECK_FALSE(row.long_name_zh.empty());
    // Figures of rules may be as large as money, and have units of their own.
    CHECK((row.money == (row.element() == "int64") || row.name == "rule_figures"));
    CHECK(row.money == (row.units == "CNY"));
  }
}

TEST_CASE("no unit is one that xarray would take for a duration") {
  const std::set<std::string_view> durations{"days", "hours", "minutes", "seconds", "milliseconds", "microseconds", "nanoseconds"};
  for (const DatasetRow& row : dataset_table()) CHECK(durations.count(row.units) == 0);
  for (const LabelRow& row : label_table()) CHECK(durations.count(row.units) == 0);
  for (const PostingColumn& column : posting_columns()) CHECK(durations.count(column.units) == 0);
}

TEST_CASE("no two things of a group share a name") {
  for (const std::string_view group : {"district", "towns", "settlements", "facilities", "targets", "detail", "projects"}) {
    std::set<std::string> names{"failed", "failure"};
    const auto add = [&](const std::string& name) {
      INFO(group << "/" << name);
      CHECK(names.insert(name).second);
    };
    for (const DatasetRow& row : dataset_table()) {
      if (row.group == group) add(std::string(row.name));
    }
    for (const Dim dim : dims_of_group(group)) {
      add(std::string(dimension(dim).name));
      for (const LabelRow& label : label_table()) {
        if (label.dim == dim) add(label_name(label));
      }
    }
  }
}

TEST_CASE("coordinates and labels of a dimension have one length") {
  const Description description = test::make_description({});
  for (const LabelRow& label : label_table()) {
    INFO(label_name(label));
    CHECK(length(label.values(description)) == size_of(label.dim, description));
  }
}

TEST_CASE("months are named by the calendar and know their first day") {
  Description description = test::make_description({});
  description.start = YearMonth(2019, 11);
  description.end = YearMonth(2020, 3);
  CHECK(std::get<std::vector<std::string>>(dimension(Dim::month).coordinates(description)) ==
        std::vector<std::string>{"2019-11", "2019-12", "2020-01", "2020-02", "2020-03"});
  for (const LabelRow& label : label_table()) {
    if (label_name(label) != "month_start") continue;
    // 18201 days lie between 1970-01-01 and 2019-11-01; November has 30 days, December and January 31, the February of 2020 has 29.
    CHECK(std::get<std::vector<std::int32_t>>(label.values(description)) == std::vector<std::int32_t>{18201, 18231, 18262, 18293, 18322});
  }
  CHECK(description.years() == 2);
  CHECK(description.last_month_of_year(0) == 1);
  CHECK(description.last_month_of_year(1) == 4);
}

TEST_CASE("Chinese names stand at their enumerators") {
  CHECK(chinese_of(Need::full) == "失能");
  CHECK(chinese_of(Payer::lottery_fund) == "福彩公益金");
  CHECK(chinese_of(FacilityKind::village_point) == "村级互助养老点");
}
