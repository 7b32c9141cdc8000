/// A grant by floor area with a yearly cap: the district pays for every facility of the plan when it opens, as far as the year's money goes; what
/// is left is owed, and paid first in the next year. The same rule in Lua stands beside this folder.
#include <api/plugin.hpp>

#include <algorithm>
#include <deque>
#include <vector>

namespace {

using namespace eldercast;

class AreaGrant final : public FundingRule {
 public:
  struct Parameters {
    YearMonth first_month;
    Fen per_m2;
    Fen cap;
  };
  static constexpr auto kRows = parameter_table<3>({{
      parameter<&Parameters::first_month>("first_month", {.unit = "year-month",
                                                          .min = YearMonth(1900, 1).count,
                                                          .max = YearMonth(2199, 12).count,
                                                          .fallback = YearMonth(2020, 1).count,
                                                          .zh = "起始月份",
                                                          .en = "First month of the grant",
                                                          .source = "an example"}),
      parameter<&Parameters::per_m2>("yuan_per_m2", {.unit = "CNY/m2",
                                                     .max = 10'000,
                                                     .fallback = 300,
                                                     .low = 100,
                                                     .high = 500,
                                                     .zh = "每平方米补助",
                                                     .en = "Grant for a square metre",
                                                     .clause = "X1",
                                                     .source = "assumption: an example"}),
      parameter<&Parameters::cap>("cap_yuan_per_year", {.unit = "CNY/year",
                                                        .max = 1'000'000'000,
                                                        .fallback = 1'000'000,
                                                        .low = 500'000,
                                                        .high = 2'000'000,
                                                        .zh = "年度上限",
                                                        .en = "Most that is paid in a calendar year",
                                                        .clause = "X1",
                                                        .source = "assumption: an example"}),
  }});

  explicit AreaGrant(const Parameters& parameters) : parameters_(parameters) {}

  void pay(const MonthView& month, PaySlots out) override {
    if (month.calendar < parameters_.first_month) return;
    if (month.calendar.year() != year_) {
      year_ = month.calendar.year();
      left_ = parameters_.cap;
    }
    owe_for_opened(month);
    while (!owed_.empty() && left_ > Fen{}) {
      Owed& first = owed_.front();
      const Fen paid = std::min(first.amount, left_);
      if (paid > Fen{}) {
        Posting posting;
        posting.town = month.facilities[first.facility.index()].town;
        posting.facility = first.facility;
        posting.payer = Payer::district_budget;
        posting.purpose = Purpose::construction;
        posting.amount = paid;
        posting.relieves = Relieves::town_government;
        posting.clause = "X1";
        out.postings.push(posting);
      }
      first.amount -= paid;
      left_ -= paid;
      if (first.amount == Fen{}) owed_.pop_front();
    }
  }

 private:
  struct Owed {
    FacilityId facility;
    Fen amount;
  };

  void owe_for_opened(const MonthView& month) {
    std::vector<FacilityId> opened;
    for (std::size_t i = 0; i < month.facilities.size(); ++i) {
      const FacilityState& facility = month.facilities[i];
      if (facility.from_project && facility.status == FacilityStatus::open && facility.opened == month.month) opened.emplace_back(i);
    }
    // By key: the order in which a table lists facilities must not decide who gets the last of the money.
    std::sort(opened.begin(), opened.end(),
              [&](FacilityId a, FacilityId b) { return month.facilities[a.index()].key < month.facilities[b.index()].key; });
    for (const FacilityId id : opened) owed_.push_back({id, parameters_.per_m2 * month.facilities[id.index()].floor_area_m2});
  }

  Parameters parameters_;
  std::deque<Owed> owed_;
  int year_ = 0;
  Fen left_;
};

}  // namespace

ELDERCAST_PLUGIN(funding, area_grant, AreaGrant,
                 (eldercast::PluginText{
                     .version = "1.0.0", .zh = "按建筑面积的建设补助（设年度上限）", .en = "A grant by floor area with a yearly cap", .clauses = "X1"}))
