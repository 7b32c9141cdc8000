#pragma once
/// Carers in post (W2): who leaves, who is hired from the market, who gets a certificate, and what the post allowance does to it.
#include <cstdint>
#include <vector>

#include "api/plugin.hpp"

namespace eldercast::care_workforce {

class CareWorkforce final : public StaffingRule {
 public:
  struct Parameters {
    double turnover_per_year;
    double market_hires_per_month;
    double market_certified_share;
    YearMonth certification_first_month;
    double certified_per_month_share;
    YearMonth allowance_first_month;
    Fen allowance;
    bool allowance_only_certified;
    Fen grading_supplement;
    double turnover_cut_per_100_yuan;
    double hires_gain_per_100_yuan;
  };

  static constexpr auto kRows = parameter_table<11>({{
      parameter<&Parameters::turnover_per_year>(
          "turnover_per_year",
          {.unit = "1/year",
           .min = 0,
           .max = 0.99,
           .fallback = 0.35,
           .low = 0.2,
           .high = 0.55,
           .zh = "护理员年流失率（按月风险计）",
           .en = "Yearly rate at which carers leave: a twelfth of it is the hazard of each month",
           .clause = "W2",
           .source = "assumption, parameters.csv supply/model_caregiver_annual_turnover Jiangjin;2019-2022 0.35 (0.2-0.55)"}),
      parameter<&Parameters::market_hires_per_month>(
          "market_hires_per_month",
          {.unit = "persons/month",
           .min = 0,
           .max = 10'000,
           .fallback = 13,
           .low = 8,
           .high = 25,
           .zh = "每月从市场招聘的护理员",
           .en = "Carers hired from the open market each month, whole district, while posts are unfilled",
           .clause = "W2",
           .source =
               "assumption: replaces those of 450 carers (parameters_extra.csv workforce/model_care_workers_at_start) who leave at 0.35 "
               "a year"}),
      parameter<&Parameters::market_certified_share>(
          "market_certified_share",
          {.unit = "1",
           .min = 0,
           .max = 1,
           .fallback = 0.1,
           .low = 0,
           .high = 0.3,
           .zh = "市场招聘者中持证的比例",
           .en = "Share of those hired from the market who come with a certificate",
           .clause = "W2",
           .source =
               "assumption, no source found; below the 0.3 (0.1-0.5) of parameters_extra.csv workforce/model_certified_share_at_start"}),
      parameter<&Parameters::certification_first_month>("certification_first_month",
                                                        {.unit = "year-month",
                                                         .min = YearMonth(2000, 1).count,
                                                         .max = YearMonth(2099, 12).count,
                                                         .fallback = YearMonth(2020, 4).count,
                                                         .zh = "在岗考证起始月",
                                                         .en = "Month from which carers in post are certified outside the courses",
                                                         .clause = "W2",
                                                         .source = "the month after the plan of 16 March 2020"}),
      parameter<&Parameters::certified_per_month_share>(
          "certified_per_month_share", {.unit = "1/month",
                                        .min = 0,
                                        .max = 1,
                                        .fallback = 0.01,
                                        .low = 0,
                                        .high = 0.03,
                                        .zh = "未持证在岗护理员每月取证比例",
                                        .en = "Share of the carers without a certificate who get one each month outside the courses",
                                        .clause = "W2",
                                        .source = "assumption, no source found"}),
      parameter<&Parameters::allowance_first_month>(
          "allowance_first_month", {.unit = "year-month",
                                    .min = YearMonth(2000, 1).count,
                                    .max = YearMonth(2099, 12).count,
                                    .fallback = YearMonth(2021, 1).count,
                                    .zh = "岗位补贴起始月",
                                    .en = "First month of the post allowance and of the grading supplement",
                                    .clause = "W2",
                                    .source = "assumption: a year after the plan, which says only to explore the allowance"}),
      parameter<&Parameters::allowance>(
          "allowance_yuan_per_month",
          {.unit = "CNY/month",
           .min = 0,
           .max = 10'000,
           .fallback = 0,
           .low = 0,
           .high = 500,
           .zh = "护理员岗位补贴",
           .en = "Post allowance of a carer; 0: not introduced",
           .clause = "W2",
           .source = "assumption: plan 江津府办发〔2020〕38号, 二(六) says only to explore it and names no amount"}),
      parameter<&Parameters::allowance_only_certified>("allowance_only_certified",
                                                       {.fallback = 1,
                                                        .zh = "岗位补贴仅发给持证护理员",
                                                        .en = "Only carers with a certificate get the allowance",
                                                        .clause = "W2",
                                                        .source = "assumption, no source found"}),
      parameter<&Parameters::grading_supplement>(
          "grading_supplement_yuan_per_month",
          {.unit = "CNY/month",
           .min = 0,
           .max = 10'000,
           .fallback = 0,
           .low = 0,
           .high = 300,
           .zh = "持证护理员等级补贴",
           .en = "Supplement for the grade of a carer with a certificate, on top of the allowance; 0: none",
           .clause = "W2",
           .source = "assumption: plan 江津府办发〔2020〕38号, 二(六) names grading and no amount"}),
      parameter<&Parameters::turnover_cut_per_100_yuan>(
          "turnover_cut_per_100_yuan", {.unit = "1",
                                        .min = 0,
                                        .max = 1,
                                        .fallback = 0.05,
                                        .low = 0,
                                        .high = 0.15,
                                        .zh = "每100元补贴降低流失率的比例",
                                        .en = "Part by which each 100 yuan a month cuts the turnover of those who get it, at most by half",
                                        .clause = "W2",
                                        .source = "assumption, no source found"}),
      parameter<&Parameters::hires_gain_per_100_yuan>(
          "hires_gain_per_100_yuan", {.unit = "1",
                                      .min = 0,
                                      .max = 1,
                                      .fallback = 0.05,
                                      .low = 0,
                                      .high = 0.2,
                                      .zh = "每100元补贴增加招聘的比例",
                                      .en = "Part by which each 100 yuan a month raises the hires from the market, at most by half",
                                      .clause = "W2",
                                      .source = "assumption, no source found"}),
  }});

  explicit CareWorkforce(const Parameters& parameters);

  /// Lets carers leave, hires from the market up to the unfilled posts, and certifies some of those in post. Must be called once a month,
  /// in order.
  void staff(const MonthView& month, StaffSlots out) override;
  /// Posts the allowance and the grading supplement of the carers who were in post when the month began, by town: who comes this month is
  /// paid from the next.
  void pay(const MonthView& month, PaySlots out) override;

 private:
  struct Carers {
    std::int32_t certified = 0;
    std::int32_t uncertified = 0;
  };
  /// What a carer gets a month beside the wage.
  struct Extra {
    Fen certified;
    Fen uncertified;
  };

  [[nodiscard]] Extra extra(YearMonth when) const;
  [[nodiscard]] double leave_share(const TownState& town, const Extra& extra) const;
  void hire(std::int32_t unfilled, const Extra& extra, StaffSlots out);
  void certify(const MonthView& month, StaffSlots out);

  Parameters parameters_;
  std::vector<Carers> at_start_;           ///< by town, when the month began
  std::int64_t hires_carried_ = 0;         ///< thousandths of a person not yet offered
  std::int64_t market_hired_ = 0;          ///< since the start
  std::int64_t market_certified_ = 0;      ///< of them
  std::int64_t certificates_carried_ = 0;  ///< millionths of a person not yet certified
};

}  // namespace eldercast::care_workforce
