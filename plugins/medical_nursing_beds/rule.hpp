#pragma once
/// Turns free other beds into nursing beds (护理型床位) along a straight line to the target share (M1).
#include <cstdint>
#include <optional>
#include <vector>

#include "api/plugin.hpp"

namespace eldercast::nursing_beds {

class NursingBeds final : public MedicalRule {
 public:
  struct Parameters {
    YearMonth first_month;
    YearMonth last_month;
    double target_share;
    Fen conversion_per_bed;
  };

  static constexpr auto kRows = parameter_table<4>({{
      parameter<&Parameters::first_month>("first_month", {.unit = "year-month",
                                                          .min = YearMonth(2000, 1).count,
                                                          .max = YearMonth(2099, 12).count,
                                                          .fallback = YearMonth(2020, 4).count,
                                                          .zh = "改造起始月，以当月护理型床位占比为起点",
                                                          .en = "Month whose share of nursing beds the line starts from",
                                                          .clause = "M1",
                                                          .source = "the month after the plan of 16 March 2020"}),
      parameter<&Parameters::last_month>("last_month", {.unit = "year-month",
                                                        .min = YearMonth(2000, 1).count,
                                                        .max = YearMonth(2099, 12).count,
                                                        .fallback = YearMonth(2022, 12).count,
                                                        .zh = "达到目标占比的月份",
                                                        .en = "Month in which the share is to reach the target; no conversions afterwards",
                                                        .clause = "M1",
                                                        .source = "plan 江津府办发〔2020〕38号, 二(五): by 2022"}),
      parameter<&Parameters::target_share>("target_share", {.unit = "1",
                                                            .min = 0,
                                                            .max = 1,
                                                            .fallback = 0.5,
                                                            .zh = "护理型床位占比目标",
                                                            .en = "Share of nursing beds among open beds to reach",
                                                            .clause = "M1",
                                                            .source = "plan 江津府办发〔2020〕38号, 二(五)"}),
      parameter<&Parameters::conversion_per_bed>(
          "conversion_yuan_per_bed",
          {.unit = "CNY",
           .min = 0,
           .max = 1'000'000,
           .fallback = 8000,
           .low = 3000,
           .high = 20'000,
           .zh = "每张床位改造为护理型的费用",
           .en = "Cost of turning one bed into a nursing bed",
           .clause = "M1",
           .source = "assumption: below the 20,000 (10,000-30,000) of parameters.csv cost/equipment_cost_per_bed "
                     "for a bed that is equipped from nothing"}),
  }});

  /// Throws std::invalid_argument when last_month is before first_month.
  explicit NursingBeds(const Parameters& parameters);

  /// Asks for the conversions that bring the share of nursing beds up to the line, as far as other beds are free; spread over facilities in
  /// proportion to their free other beds. Must be called once a month, in order, before `pay`.
  void arrange(const MonthView& month, ArrangeSlots out) override;
  /// Posts the cost of the beds asked for this month.
  void pay(const MonthView& month, PaySlots out) override;

 private:
  /// The line's lower end, taken from the beds of the first month that is simulated.
  struct LineStart {
    YearMonth month;
    std::int64_t share_ppm = 0;
  };
  /// A facility with free other beds, and what it gets.
  struct Share {
    FacilityId facility;
    std::uint64_t key = 0;
    std::int64_t free = 0;
    std::int64_t beds = 0;
    std::int64_t remainder = 0;
  };

  [[nodiscard]] std::int64_t line_ppm(YearMonth when) const;
  void spread(std::int64_t beds, std::int64_t free);

  YearMonth first_month_;
  YearMonth last_month_;
  std::int64_t target_ppm_;
  Fen conversion_per_bed_;
  std::optional<LineStart> start_;
  std::vector<Share> shares_;  ///< of this month, in the order of the facilities
  std::vector<Share*> by_remainder_;
};

}  // namespace eldercast::nursing_beds
