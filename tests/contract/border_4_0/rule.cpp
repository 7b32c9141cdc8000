/// A rule built with the headers of the oldest promised border: looks at the last field of every table, and says every kind of flow.
#include "api/plugin.hpp"

namespace {

using namespace eldercast;

struct Row {
  double share = 0;
  std::string word;
  static constexpr auto kColumns = parameter_table(std::array{
      parameter<&Row::share>("share", {.fallback = 0.5, .zh = "比例", .en = "A share"}),
      parameter<&Row::word>("word", {.max = 100, .fallback = 0, .zh = "词", .en = "A word", .fallback_text = "x"}),
  });
};

struct OldestBorder final : FundingRule {
  struct Parameters {
    Fen amount;
    ByYear cap;
    std::vector<double> list;
    NamedRows<Row> rows;
    Clause clause;
  };
  static constexpr auto kRows = parameter_table(std::array{
      parameter<&Parameters::amount>("amount", {.unit = "CNY", .max = 1e6, .fallback = 12.34, .zh = "金额", .en = "An amount"}),
      parameter<&Parameters::cap>("cap", {.unit = "CNY", .max = 1e6, .fallback = 0, .zh = "上限", .en = "By year"}),
      parameter<&Parameters::list>("list", {.max = 10, .fallback = 0, .zh = "列表", .en = "A list"}),
      parameter<&Parameters::rows>("rows", {.max = 10, .fallback = 0, .zh = "行", .en = "Rows"}),
      parameter<&Parameters::clause>("clause", {.max = 100, .fallback = 0, .zh = "条款", .en = "A clause", .fallback_text = "X9"}),
  });

  explicit OldestBorder(const Parameters& parameters) : parameters_(parameters) {}

  static void check(const Parameters& parameters, Problems& problems) {
    for (std::size_t i = 0; i < parameters.rows.size(); ++i) {
      const std::size_t at = parameters.rows[i].row.word.find('!');
      if (at != std::string::npos) problems.add(3, i, 1, at, 1, "a word has no mark", "leave it out");
    }
  }

  void authorise(const MonthView& month, AuthoriseSlots out) override {
    for (std::size_t p = 0; p < month.projects.size(); ++p) {
      if (month.projects[p].status == ProjectStatus::planned && month.projects[p].cost > Fen{}) {
        out.supports.push({.project = ProjectId(p), .amount = Fen{100}, .clause = parameters_.clause.id.c_str()});
      }
    }
    for (std::size_t s = 0; s < month.services.size(); ++s) {
      out.covers.push({.service = ServiceId(s), .per_unit = Fen{1 + month.services[s].waiting[PriorityGroup::others] % 2}});
    }
  }

  void pay(const MonthView& month, PaySlots out) override {
    const double cap = parameters_.cap.in(month.calendar.year()).value_or(0);
    std::int64_t extra = yuan(cap).value + static_cast<std::int64_t>(parameters_.list.size());
    for (const auto& [name, row] : parameters_.rows) {
      extra += static_cast<std::int64_t>(name.size() + row.word.size()) + static_cast<std::int64_t>(100 * row.share);
    }
    for (std::size_t t = 0; t < month.towns.size(); ++t) {
      Posting posting;
      posting.town = TownId(t);
      posting.amount = parameters_.amount + Fen{month.towns[t].posts + month.training.graduates[Role::helper] + extra};
      posting.clause = parameters_.clause.id.c_str();
      out.postings.push(posting);
    }
    for (std::size_t f = 0; f < month.facilities.size(); ++f) {
      const FacilityState& facility = month.facilities[f];
      if (facility.used[Resource::doctor_place] > 0 && month.draws.chance(0.5, facility.key, 0)) {
        out.evaluations.push({.facility = FacilityId(f), .grade = Grade::good});
      }
    }
    if (month.month.value == 40 && parameters_.list.size() == 3) throw std::runtime_error("three is too many");
  }

 private:
  Parameters parameters_;
};

}  // namespace

ELDERCAST_PLUGIN(funding, oldest_border, OldestBorder, (PluginText{"1.0.0", "最早接口", "Built for the oldest border", "X1"}))
