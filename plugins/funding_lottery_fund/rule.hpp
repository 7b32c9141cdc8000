#pragma once
/// The district's lottery welfare fund (F1): what comes in for elderly care, and which projects wait because it is spent.
#include <cstdint>
#include <vector>

#include "api/plugin.hpp"

namespace eldercast::lottery_fund {

class LotteryFund final : public FundingRule {
 public:
  struct Parameters {
    Fen yearly_income;
    double elderly_care_share;
    Fen balance_at_start;
    Fen station_commitment;
    Fen street_centre_commitment;
    Fen town_centre_commitment;
    Fen point_commitment;
    std::int32_t claim_months;
    Fen district_budget_per_year;
  };

  static constexpr auto kRows = parameter_table<9>({{
      parameter<&Parameters::yearly_income>(
          "yearly_income_yuan", {.unit = "CNY/year",
                                 .min = 0,
                                 .max = 1'000'000'000,
                                 .fallback = 10'000'000,
                                 .low = 5'000'000,
                                 .high = 20'000'000,
                                 .zh = "区级留存福彩公益金年收入",
                                 .en = "Lottery welfare fund kept by the district, a year",
                                 .clause = "F1",
                                 .source = "assumption, parameters.csv funding/model_jiangjin_welfare_lottery_income Jiangjin;2019-2022 "
                                           "10000000 (5000000-20000000)"}),
      parameter<&Parameters::elderly_care_share>("elderly_care_share", {.unit = "1",
                                                                        .min = 0,
                                                                        .max = 1,
                                                                        .fallback = 0.8,
                                                                        .low = 0.8,
                                                                        .high = 1,
                                                                        .zh = "福彩公益金用于养老服务的比例",
                                                                        .en = "Share of the income that is kept for elderly care",
                                                                        .clause = "F1",
                                                                        .source = "plan 江津府办发〔2020〕38号, 三(二): at least 80%"}),
      parameter<&Parameters::balance_at_start>(
          "balance_at_start_yuan", {.unit = "CNY",
                                    .min = 0,
                                    .max = 1'000'000'000,
                                    .fallback = 0,
                                    .low = 0,
                                    .high = 10'000'000,
                                    .zh = "起始时可用于养老的结余",
                                    .en = "Balance for elderly care at the start; there from the run's first month, and no income",
                                    .clause = "F1",
                                    .source = "assumption, no source found; high is a year's income"}),
      parameter<&Parameters::station_commitment>("station_commitment_yuan",
                                                 {.unit = "CNY",
                                                  .min = 0,
                                                  .max = 100'000'000,
                                                  .fallback = 100'000,
                                                  .zh = "每个社区养老服务站开工时预留的区级补助",
                                                  .en = "Set aside when a community station starts: its district grant",
                                                  .clause = "F1",
                                                  .source = "plan 江津府办发〔2020〕38号, 三(二): the grant of F3"}),
      parameter<&Parameters::street_centre_commitment>("street_centre_commitment_yuan",
                                                       {.unit = "CNY",
                                                        .min = 0,
                                                        .max = 100'000'000,
                                                        .fallback = 0,
                                                        .zh = "每个街道养老服务中心开工时预留的区级资金",
                                                        .en = "Set aside when a street centre starts",
                                                        .clause = "F1",
                                                        .source = "plan 江津府办发〔2020〕38号, 三(二): no district grant"}),
      parameter<&Parameters::town_centre_commitment>("town_centre_commitment_yuan",
                                                     {.unit = "CNY",
                                                      .min = 0,
                                                      .max = 100'000'000,
                                                      .fallback = 0,
                                                      .zh = "每个镇养老服务中心开工时预留的区级资金",
                                                      .en = "Set aside when a town centre starts",
                                                      .clause = "F1",
                                                      .source = "plan 江津府办发〔2020〕38号, 三(二): no district grant"}),
      parameter<&Parameters::point_commitment>("point_commitment_yuan",
                                               {.unit = "CNY",
                                                .min = 0,
                                                .max = 100'000'000,
                                                .fallback = 0,
                                                .zh = "每个村级互助养老点开工时预留的区级资金",
                                                .en = "Set aside when a village point starts",
                                                .clause = "F1",
                                                .source = "plan 江津府办发〔2020〕38号, 三(二): no district grant"}),
      parameter<&Parameters::claim_months>(
          "claim_months", {.unit = "months",
                           .min = 0,
                           .max = 60,
                           .fallback = 6,
                           .low = 0,
                           .high = 12,
                           .zh = "建成后预留资金保留的月数",
                           .en = "Months after opening for which the money stays set aside",
                           .clause = "F1",
                           .source = "assumption, no source found; long enough for a second evaluation half a year later"}),
      parameter<&Parameters::district_budget_per_year>("district_budget_yuan_per_year",
                                                       {.unit = "CNY/year",
                                                        .min = 0,
                                                        .max = 1'000'000'000,
                                                        .fallback = 2'000'000,
                                                        .low = 1'000'000,
                                                        .high = 5'000'000,
                                                        .zh = "福彩公益金之外区级财政每年可用于建设补助的资金",
                                                        .en = "District budget for building grants beyond the lottery fund, a year",
                                                        .clause = "F1",
                                                        .source = "assumption, no source found"}),
  }});

  explicit LotteryFund(const Parameters& parameters) : parameters_(parameters) {}

  /// Brings in the income of the month, and holds the projects whose grants nobody could pay. Must be called once a month, in order.
  void authorise(const MonthView& month, AuthoriseSlots out) override;

 private:
  /// The part of a project's commitment that the budget of a calendar year bears; it counts once the project has started.
  struct FromBudget {
    std::int32_t year = 0;
    Fen amount;
  };

  [[nodiscard]] Fen income_of(const MonthView& month) const;
  [[nodiscard]] Fen elsewhere_of(const MonthView& month) const;
  [[nodiscard]] Fen commitment_of(FacilityKind kind) const;
  [[nodiscard]] bool still_set_aside(const ProjectState& project, const MonthView& month) const;
  void let_start(const MonthView& month, Fen fund, Fen budget, Slots<Hold>& holds);

  Parameters parameters_;
  std::vector<FromBudget> from_budget_;  ///< by project
  std::vector<ProjectId> asking_;
};

}  // namespace eldercast::lottery_fund
