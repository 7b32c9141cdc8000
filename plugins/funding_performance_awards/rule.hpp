#pragma once
/// Yearly quality evaluation of stations, centres and points, and the awards that follow from it (F5, G7).
#include <cstdint>

#include "api/plugin.hpp"

namespace eldercast::performance_awards {

class PerformanceAwards final : public FundingRule {
 public:
  struct Parameters {
    YearMonth first_month;
    std::int32_t evaluation_month;
    std::int32_t months_open_before;
    double staffing_weight;
    double equipment_weight;
    double rules_weight;
    double results_weight;
    double lowest_draw;
    double yearly_spread;
    double excellent_from;
    double good_from;
    double pass_from;
    Fen excellent_award;
    Fen good_award;
    double centre_factor;
    double point_factor;
    std::int32_t paid_after_months;
    bool to_towns;
  };

  static constexpr auto kRows = parameter_table<18>({{
      parameter<&Parameters::first_month>("first_month", {.unit = "year-month",
                                                          .min = YearMonth(2000, 1).count,
                                                          .max = YearMonth(2099, 12).count,
                                                          .fallback = YearMonth(2020, 4).count,
                                                          .zh = "开始年度评价的首月",
                                                          .en = "No evaluation before this month",
                                                          .clause = "F5",
                                                          .source = "the month after the plan of 16 March 2020"}),
      parameter<&Parameters::evaluation_month>("evaluation_month", {.unit = "month of the year",
                                                                    .min = 1,
                                                                    .max = 12,
                                                                    .fallback = 12,
                                                                    .low = 9,
                                                                    .high = 12,
                                                                    .zh = "每年评价的月份",
                                                                    .en = "Calendar month of the evaluation",
                                                                    .clause = "F5",
                                                                    .source = "assumption, no source found"}),
      parameter<&Parameters::months_open_before>("months_open_before",
                                                 {.unit = "months",
                                                  .min = 0,
                                                  .max = 60,
                                                  .fallback = 6,
                                                  .low = 3,
                                                  .high = 12,
                                                  .zh = "参加评价前须运营的月数",
                                                  .en = "Months for which a facility has been open when it is first evaluated",
                                                  .clause = "F5",
                                                  .source = "assumption, no source found"}),
      parameter<&Parameters::staffing_weight>("staffing_weight",
                                              {.unit = "1",
                                               .min = 0,
                                               .max = 1,
                                               .fallback = 0.3,
                                               .low = 0.1,
                                               .high = 0.5,
                                               .zh = "服务人员配备的权重",
                                               .en = "Weight of staffing",
                                               .clause = "F5",
                                               .source = "assumption, no source found; the plan names the four parts without weights"}),
      parameter<&Parameters::equipment_weight>("equipment_weight",
                                               {.unit = "1",
                                                .min = 0,
                                                .max = 1,
                                                .fallback = 0.2,
                                                .low = 0.1,
                                                .high = 0.4,
                                                .zh = "设施配备的权重",
                                                .en = "Weight of equipment",
                                                .clause = "F5",
                                                .source = "assumption, no source found; the plan names the four parts without weights"}),
      parameter<&Parameters::rules_weight>("rules_weight",
                                           {.unit = "1",
                                            .min = 0,
                                            .max = 1,
                                            .fallback = 0.2,
                                            .low = 0.1,
                                            .high = 0.4,
                                            .zh = "制度建设的权重",
                                            .en = "Weight of rules",
                                            .clause = "F5",
                                            .source = "assumption, no source found; the plan names the four parts without weights"}),
      parameter<&Parameters::results_weight>("results_weight",
                                             {.unit = "1",
                                              .min = 0,
                                              .max = 1,
                                              .fallback = 0.3,
                                              .low = 0.1,
                                              .high = 0.5,
                                              .zh = "服务成效的权重",
                                              .en = "Weight of results",
                                              .clause = "F5",
                                              .source = "assumption, no source found; the plan names the four parts without weights"}),
      parameter<&Parameters::lowest_draw>("lowest_draw",
                                          {.unit = "1",
                                           .min = 0,
                                           .max = 1,
                                           .fallback = 0.5,
                                           .low = 0.3,
                                           .high = 0.8,
                                           .zh = "设施配备和制度建设的最低得分",
                                           .en = "Lowest mark of equipment and of rules; each facility draws its own between this and 1",
                                           .clause = "F5",
                                           .source = "assumption, no source found"}),
      parameter<&Parameters::yearly_spread>("yearly_spread", {.unit = "1",
                                                              .min = 0,
                                                              .max = 1,
                                                              .fallback = 0.1,
                                                              .low = 0,
                                                              .high = 0.2,
                                                              .zh = "年度随机波动的最大幅度",
                                                              .en = "The score of a year is off by at most this",
                                                              .clause = "F5",
                                                              .source = "assumption, no source found"}),
      parameter<&Parameters::excellent_from>(
          "excellent_from", {.unit = "1",
                             .min = 0,
                             .max = 1,
                             .fallback = 0.83,
                             .low = 0.75,
                             .high = 0.9,
                             .zh = "优秀的最低得分",
                             .en = "Lowest score of grade excellent",
                             .clause = "F5",
                             .source = "assumption: with the default weights the facilities of the Jiangjin baseline of 2021 and 2022 get "
                                       "about 0.2, 0.4, 0.32 and 0.08, the shares of parameters_extra.csv quality/model_grade_share"}),
      parameter<&Parameters::good_from>(
          "good_from", {.unit = "1",
                        .min = 0,
                        .max = 1,
                        .fallback = 0.63,
                        .low = 0.55,
                        .high = 0.72,
                        .zh = "良好的最低得分",
                        .en = "Lowest score of grade good",
                        .clause = "F5",
                        .source = "assumption: with the default weights the facilities of the Jiangjin baseline of 2021 and 2022 get about "
                                  "0.2, 0.4, 0.32 and 0.08, the shares of parameters_extra.csv quality/model_grade_share"}),
      parameter<&Parameters::pass_from>(
          "pass_from", {.unit = "1",
                        .min = 0,
                        .max = 1,
                        .fallback = 0.5,
                        .low = 0.4,
                        .high = 0.54,
                        .zh = "合格的最低得分",
                        .en = "Lowest score of grade pass",
                        .clause = "F5",
                        .source = "assumption: with the default weights the facilities of the Jiangjin baseline of 2021 and 2022 get about "
                                  "0.2, 0.4, 0.32 and 0.08, the shares of parameters_extra.csv quality/model_grade_share"}),
      parameter<&Parameters::excellent_award>(
          "excellent_award_yuan", {.unit = "CNY",
                                   .min = 0,
                                   .max = 10'000'000,
                                   .fallback = 20'000,
                                   .low = 5000,
                                   .high = 50'000,
                                   .zh = "社区养老服务站评为优秀的奖补",
                                   .en = "Award of a station graded excellent",
                                   .clause = "F5",
                                   .source = "assumption, parameters_extra.csv quality/model_award grade=excellent 20000 (5000-50000)"}),
      parameter<&Parameters::good_award>("good_award_yuan",
                                         {.unit = "CNY",
                                          .min = 0,
                                          .max = 10'000'000,
                                          .fallback = 10'000,
                                          .low = 0,
                                          .high = 25'000,
                                          .zh = "社区养老服务站评为良好的奖补",
                                          .en = "Award of a station graded good",
                                          .clause = "F5",
                                          .source = "assumption, parameters_extra.csv quality/model_award grade=good 10000 (0-25000)"}),
      parameter<&Parameters::centre_factor>("centre_factor",
                                            {.unit = "1",
                                             .min = 0,
                                             .max = 100,
                                             .fallback = 3,
                                             .low = 1,
                                             .high = 5,
                                             .zh = "中心奖补为站的倍数",
                                             .en = "Award of a centre, in awards of a station",
                                             .clause = "F5",
                                             .source = "assumption, parameters_extra.csv quality/model_award: x3 for a centre"}),
      parameter<&Parameters::point_factor>("point_factor",
                                           {.unit = "1",
                                            .min = 0,
                                            .max = 100,
                                            .fallback = 0.2,
                                            .low = 0.1,
                                            .high = 0.5,
                                            .zh = "村级互助养老点奖补为站的倍数",
                                            .en = "Award of a village point, in awards of a station",
                                            .clause = "F5",
                                            .source = "assumption, parameters_extra.csv quality/model_award: x0.2 for a point"}),
      parameter<&Parameters::paid_after_months>("paid_after_months", {.unit = "months",
                                                                      .min = 0,
                                                                      .max = 60,
                                                                      .fallback = 2,
                                                                      .low = 1,
                                                                      .high = 12,
                                                                      .zh = "评价到兑现奖补的月数",
                                                                      .en = "From the evaluation to the payment of the award",
                                                                      .clause = "F5",
                                                                      .source = "assumption, no source found"}),
      parameter<&Parameters::to_towns>("to_towns",
                                       {.unit = "1",
                                        .min = 0,
                                        .max = 1,
                                        .fallback = 1,
                                        .zh = "镇街自办设施的奖补归镇街",
                                        .en = "The award of a facility that its town runs is money of the town",
                                        .clause = "F5",
                                        .source = "assumption: who runs a facility has its award; the plan does not say who gets it"}),
  }});

  /// Throws std::invalid_argument if no part of the evaluation has a weight or the grades do not rise.
  explicit PerformanceAwards(const Parameters& parameters);

  /// In the month of the evaluation, the grade of every facility that is evaluated, and the awards of those graded good or excellent.
  void pay(const MonthView& month, PaySlots out) override;

 private:
  [[nodiscard]] double score_of(const FacilityState& facility, const MonthView& month) const;
  [[nodiscard]] Grade grade_of(double score) const;
  [[nodiscard]] Fen award_of(FacilityKind kind, Grade grade) const;

  Parameters parameters_;
};

}  // namespace eldercast::performance_awards
