#pragma once
/// Helpers (助老员) of village points, trained by the hubs (O2); volunteers and courses for family carers (W2).
#include <cstdint>
#include <vector>

#include "api/plugin.hpp"

namespace eldercast::helpers_and_volunteers {

class HelpersAndVolunteers final : public StaffingRule {
 public:
  struct Parameters {
    YearMonth first_month;
    double helpers_per_point;
    std::int32_t helpers_per_hub_quarter;
    std::int32_t district_helpers_per_quarter;
    std::int32_t course_months;
    double pass_share;
    double turnover_per_year;
    Fen allowance;
    Fen course;
    double volunteers_per_point;
    std::int32_t volunteer_months;
    std::int32_t family_carers_per_hub_quarter;
    Fen family_course;
  };

  static constexpr auto kRows = parameter_table<13>({{
      parameter<&Parameters::first_month>(
          "first_month", {.unit = "year-month",
                          .min = YearMonth(2000, 1).count,
                          .max = YearMonth(2099, 12).count,
                          .fallback = YearMonth(2020, 4).count,
                          .zh = "本规则起始月",
                          .en = "First month of this rule; before it helpers and volunteers stay as they are and cost nothing",
                          .clause = "O2",
                          .source = "the month after the plan of 16 March 2020"}),
      parameter<&Parameters::helpers_per_point>(
          "helpers_per_point", {.unit = "persons/point",
                                .min = 0,
                                .max = 100,
                                .fallback = 1,
                                .low = 1,
                                .high = 2,
                                .zh = "每个村级互助养老点的助老员岗位",
                                .en = "Helpers' posts of an open village point",
                                .clause = "O2",
                                .source = "assumption, parameters_extra.csv workforce/model_helpers_per_point Jiangjin 1 (1-2)"}),
      parameter<&Parameters::helpers_per_hub_quarter>(
          "helpers_per_hub_quarter",
          {.unit = "persons/quarter",
           .min = 0,
           .max = 10000,
           .fallback = 20,
           .low = 10,
           .high = 40,
           .zh = "每个中心每季度可培训的助老员",
           .en = "Helpers that an open, working centre can train in a quarter",
           .clause = "O2",
           .source = "assumption, parameters_extra.csv workforce/model_helper_training_capacity Jiangjin 20 (10-40)"}),
      parameter<&Parameters::district_helpers_per_quarter>(
          "district_helpers_per_quarter", {.unit = "persons/quarter",
                                           .min = 0,
                                           .max = 10000,
                                           .fallback = 10,
                                           .low = 0,
                                           .high = 30,
                                           .zh = "区级每季度为尚无中心的镇培训的助老员",
                                           .en = "Helpers that the district trains in a quarter for towns without a working centre",
                                           .clause = "O2",
                                           .source = "assumption, no source found"}),
      parameter<&Parameters::course_months>("course_months", {.unit = "months",
                                                              .min = 1,
                                                              .max = 36,
                                                              .fallback = 1,
                                                              .low = 1,
                                                              .high = 3,
                                                              .zh = "助老员培训月数",
                                                              .en = "Length of the helpers' course",
                                                              .clause = "O2",
                                                              .source = "assumption, no source found"}),
      parameter<&Parameters::pass_share>(
          "pass_share", {.unit = "1",
                         .min = 0,
                         .max = 1,
                         .fallback = 0.88,
                         .low = 0.75,
                         .high = 0.95,
                         .zh = "助老员培训合格率",
                         .en = "Share of the helpers in a course who graduate",
                         .clause = "O2",
                         .source = "assumption, parameters_extra.csv workforce/model_course_pass_rate carers, helpers 0.88 (0.75-0.95)"}),
      parameter<&Parameters::turnover_per_year>(
          "turnover_per_year", {.unit = "1/year",
                                .min = 0,
                                .max = 1,
                                .fallback = 0.2,
                                .low = 0.1,
                                .high = 0.4,
                                .zh = "助老员年流失率",
                                .en = "Share of the helpers in post who leave within a year",
                                .clause = "O2",
                                .source = "assumption, parameters_extra.csv workforce/model_helper_turnover Jiangjin 0.2 (0.1-0.4)"}),
      parameter<&Parameters::allowance>(
          "allowance_yuan_per_month",
          {.unit = "CNY/month",
           .min = 0,
           .max = 100000,
           .fallback = 300,
           .low = 100,
           .high = 600,
           .zh = "助老员补贴",
           .en = "Allowance of a helper in post",
           .clause = "O2",
           .source = "assumption, parameters_extra.csv workforce/model_helper_allowance Jiangjin 300 (100-600)"}),
      parameter<&Parameters::course>("course_yuan_per_helper", {.unit = "CNY",
                                                                .min = 0,
                                                                .max = 1000000,
                                                                .fallback = 300,
                                                                .low = 100,
                                                                .high = 800,
                                                                .zh = "每名助老员的培训费",
                                                                .en = "Cost of the course for a helper who enters it",
                                                                .clause = "W2",
                                                                .source = "assumption, no source found"}),
      parameter<&Parameters::volunteers_per_point>(
          "volunteers_per_point", {.unit = "persons/point",
                                   .min = 0,
                                   .max = 1000,
                                   .fallback = 8,
                                   .low = 3,
                                   .high = 20,
                                   .zh = "每个村级互助养老点的志愿者",
                                   .en = "Active volunteers of an open village point",
                                   .clause = "W2",
                                   .source = "assumption, parameters_extra.csv workforce/model_volunteers_per_point Jiangjin 8 (3-20)"}),
      parameter<&Parameters::volunteer_months>("volunteer_months", {.unit = "months",
                                                                    .min = 1,
                                                                    .max = 120,
                                                                    .fallback = 6,
                                                                    .low = 3,
                                                                    .high = 12,
                                                                    .zh = "志愿者队伍建成月数",
                                                                    .en = "Months in which a point's volunteers are recruited",
                                                                    .clause = "W2",
                                                                    .source = "assumption, no source found"}),
      parameter<&Parameters::family_carers_per_hub_quarter>("family_carers_per_hub_quarter",
                                                            {.unit = "persons/quarter",
                                                             .min = 0,
                                                             .max = 10000,
                                                             .fallback = 10,
                                                             .low = 0,
                                                             .high = 30,
                                                             .zh = "每个中心每季度培训的家庭照护者",
                                                             .en = "Family carers that an open, working centre trains in a quarter",
                                                             .clause = "W2",
                                                             .source = "assumption, no source found"}),
      parameter<&Parameters::family_course>("family_course_yuan", {.unit = "CNY",
                                                                   .min = 0,
                                                                   .max = 1000000,
                                                                   .fallback = 200,
                                                                   .low = 50,
                                                                   .high = 500,
                                                                   .zh = "每名家庭照护者的培训费",
                                                                   .en = "Cost of the course for a family carer",
                                                                   .clause = "W2",
                                                                   .source = "assumption, no source found"}),
  }});

  explicit HelpersAndVolunteers(const Parameters& parameters);

  /// Lets helpers leave, ends the courses that are due, takes in the next ones, recruits volunteers and trains family carers. Must be
  /// called once a month, in order, before `pay`.
  void staff(const MonthView& month, StaffSlots out) override;
  /// Posts the helpers' allowance and the courses of those who entered this month, by town.
  void pay(const MonthView& month, PaySlots out) override;

 private:
  struct Course {
    YearMonth entered;
    std::int32_t heads = 0;
  };
  /// What the rule keeps and works out of a town.
  struct TownPlan {
    std::int32_t points = 0;   ///< open village points
    std::int32_t hubs = 0;     ///< open, staffed centres
    std::int32_t helpers = 0;  ///< in post when the month began
    std::int32_t unfilled = 0;
    std::int32_t in_training = 0;
    std::int32_t entered = 0;             ///< helpers, this month
    std::int32_t entered_in_quarter = 0;  ///< helpers, at the town's own hubs
    std::int32_t family_carers = 0;       ///< this month
    std::vector<Course> courses;
  };

  void look_at(const MonthView& month);
  void helpers_leave_and_graduate(const MonthView& month, std::size_t town, TrainingFlow& flow, StaffSlots out);
  void take_in(const MonthView& month, TrainingFlow& flow);
  void enter(TownPlan& plan, YearMonth when, std::int32_t heads, TrainingFlow& flow) const;
  void recruit_volunteers(const MonthView& month, StaffSlots out) const;
  void train_family_carers(StaffSlots out);

  Parameters parameters_;
  double leaving_per_month_;
  std::int32_t entered_at_district_ = 0;  ///< in this quarter
  std::vector<TownPlan> towns_;
  std::vector<std::size_t> order_;  ///< towns whom the district trains for, those with most unfilled posts first
};

}  // namespace eldercast::helpers_and_volunteers
