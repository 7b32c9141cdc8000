#pragma once
/// The district's monthly running incentive for community facilities that qualify (F4), by floor area.
#include "api/plugin.hpp"

namespace eldercast::running_incentives {

class RunningIncentives final : public FundingRule {
 public:
  struct Parameters {
    YearMonth first_month;
    Fen up_to_500_m2;
    Fen up_to_1000_m2;
    Fen over_1000_m2;
    Fen village_point;
    bool town_centres_count;
    double qualifying_share;
    double qualifying_share_points;
  };

  static constexpr auto kRows = parameter_table<8>({{
      parameter<&Parameters::first_month>("first_month", {.unit = "year-month",
                                                          .min = YearMonth(2000, 1).count,
                                                          .max = YearMonth(2099, 12).count,
                                                          .fallback = YearMonth(2020, 4).count,
                                                          .zh = "开始核拨运行激励的首月",
                                                          .en = "First month of the incentive",
                                                          .clause = "F4",
                                                          .source = "the month after the plan of 16 March 2020"}),
      parameter<&Parameters::up_to_500_m2>("up_to_500_m2_yuan", {.unit = "CNY/month",
                                                                 .min = 0,
                                                                 .max = 1'000'000,
                                                                 .fallback = 2000,
                                                                 .zh = "建筑面积500平方米及以下设施的月运行激励",
                                                                 .en = "A month for a facility of up to and including 500 m2",
                                                                 .clause = "F4",
                                                                 .source = "plan 江津府办发〔2020〕38号, 三(二)"}),
      parameter<&Parameters::up_to_1000_m2>("up_to_1000_m2_yuan", {.unit = "CNY/month",
                                                                   .min = 0,
                                                                   .max = 1'000'000,
                                                                   .fallback = 3000,
                                                                   .zh = "建筑面积501至1000平方米设施的月运行激励",
                                                                   .en = "A month for a facility of over 500 up to and including 1000 m2",
                                                                   .clause = "F4",
                                                                   .source = "plan 江津府办发〔2020〕38号, 三(二)"}),
      parameter<&Parameters::over_1000_m2>("over_1000_m2_yuan", {.unit = "CNY/month",
                                                                 .min = 0,
                                                                 .max = 1'000'000,
                                                                 .fallback = 4000,
                                                                 .zh = "建筑面积1000平方米以上设施的月运行激励",
                                                                 .en = "A month for a facility of over 1000 m2",
                                                                 .clause = "F4",
                                                                 .source = "plan 江津府办发〔2020〕38号, 三(二)"}),
      parameter<&Parameters::village_point>("village_point_yuan", {.unit = "CNY/month",
                                                                   .min = 0,
                                                                   .max = 1'000'000,
                                                                   .fallback = 500,
                                                                   .zh = "村级互助养老点的月运行激励",
                                                                   .en = "A month for a village point, whatever its area",
                                                                   .clause = "F4",
                                                                   .source = "plan 江津府办发〔2020〕38号, 三(二)"}),
      parameter<&Parameters::town_centres_count>(
          "town_centres_count", {.unit = "1",
                                 .min = 0,
                                 .max = 1,
                                 .fallback = 1,
                                 .zh = "镇养老服务中心是否享受运行激励",
                                 .en = "Town centres get the incentive as well",
                                 .clause = "F4",
                                 .source = "the plan does not say whether a town centre is a community facility; a switch"}),
      parameter<&Parameters::qualifying_share>(
          "qualifying_share",
          {.unit = "1",
           .min = 0,
           .max = 1,
           .fallback = 0.7,
           .low = 0.4,
           .high = 1,
           .zh = "符合激励政策条件的站和中心的比例",
           .en = "Share of the stations and centres that qualify",
           .clause = "F4",
           .source = "assumption, parameters_extra.csv quality/model_running_incentive_qualifying_share F4;stations and street centres 0.7 "
                     "(0.4-1); taken for town centres as well"}),
      parameter<&Parameters::qualifying_share_points>(
          "qualifying_share_points",
          {.unit = "1",
           .min = 0,
           .max = 1,
           .fallback = 0.6,
           .low = 0.3,
           .high = 1,
           .zh = "符合激励政策条件的村级互助养老点的比例",
           .en = "Share of the village points that qualify",
           .clause = "F4",
           .source = "assumption, parameters_extra.csv quality/model_running_incentive_qualifying_share F4;village points 0.6 (0.3-1)"}),
  }});

  explicit RunningIncentives(const Parameters& parameters) : parameters_(parameters) {}

  /// Posts the incentive of this month for every open facility that qualifies.
  void pay(const MonthView& month, PaySlots out) override;

 private:
  [[nodiscard]] Fen amount_of(const FacilityState& facility) const;
  [[nodiscard]] bool qualifies(const FacilityState& facility, const Draws& draws) const;

  Parameters parameters_;
};

}  // namespace eldercast::running_incentives
