#pragma once
/// Courses for carers, supervisors and directors (W1): intake, length, graduates, hiring, and the leaving of those who hold the two
/// higher posts.
#include <cstdint>
#include <vector>

#include "api/plugin.hpp"

namespace eldercast::training_pipeline {

class TrainingPipeline final : public StaffingRule {
 public:
  struct Parameters {
    YearMonth first_month;
    std::int32_t carer_intake_per_month;
    std::int32_t carer_course_months;
    double pass_share;
    double new_entrant_share;
    std::int32_t supervisor_intake_per_quarter;
    std::int32_t supervisor_course_months;
    std::int32_t director_intake_per_year;
    std::int32_t director_course_months;
    double graduate_turnover_per_year;
    Fen carer_course;
    Fen supervisor_course;
    Fen director_course;
    std::int32_t carer_target;
    std::int32_t supervisor_target;
    std::int32_t director_target;
  };

  static constexpr auto kRows = parameter_table<16>({{
      parameter<&Parameters::first_month>("first_month", {.unit = "year-month",
                                                          .min = YearMonth(2000, 1).count,
                                                          .max = YearMonth(2099, 12).count,
                                                          .fallback = YearMonth(2020, 4).count,
                                                          .zh = "培训班开班的首月",
                                                          .en = "Month of the first course",
                                                          .clause = "W1",
                                                          .source = "the month after the plan of 16 March 2020; parameters_extra.csv "
                                                                    "workforce/model_carer_training_capacity, from Apr 2020"}),
      parameter<&Parameters::carer_intake_per_month>(
          "carer_intake_per_month",
          {.unit = "persons/month",
           .min = 0,
           .max = 10'000,
           .fallback = 18,
           .low = 10,
           .high = 40,
           .zh = "每月新入班的护理员人数",
           .en = "Carers who enter a course each month, whole district",
           .clause = "W1",
           .source = "assumption, within parameters_extra.csv workforce/model_carer_training_capacity 20 (10-40)"}),
      parameter<&Parameters::carer_course_months>("carer_course_months",
                                                  {.unit = "months",
                                                   .min = 1,
                                                   .max = 36,
                                                   .fallback = 2,
                                                   .low = 1,
                                                   .high = 4,
                                                   .zh = "护理员从入班到结业的月数",
                                                   .en = "From entering the carers' course to its examination",
                                                   .clause = "W1",
                                                   .source = "assumption: a class of about 12 days, practice and the examination"}),
      parameter<&Parameters::pass_share>("pass_share",
                                         {.unit = "1",
                                          .min = 0,
                                          .max = 1,
                                          .fallback = 0.88,
                                          .low = 0.75,
                                          .high = 0.95,
                                          .zh = "培训合格率",
                                          .en = "Share of each course that graduates; the others drop out",
                                          .clause = "W1",
                                          .source = "assumption, parameters_extra.csv workforce/model_course_pass_rate 0.88 (0.75-0.95)"}),
      parameter<&Parameters::new_entrant_share>("new_entrant_share",
                                                {.unit = "1",
                                                 .min = 0,
                                                 .max = 1,
                                                 .fallback = 0.5,
                                                 .low = 0.2,
                                                 .high = 0.8,
                                                 .zh = "结业护理员中新入职者的比例",
                                                 .en = "Share of the carer graduates who are hired; the others were in post before",
                                                 .clause = "W1",
                                                 .source = "assumption: some courses train the carers in post, some bring in new ones"}),
      parameter<&Parameters::supervisor_intake_per_quarter>(
          "supervisor_intake_per_quarter", {.unit = "persons/quarter",
                                            .min = 0,
                                            .max = 10'000,
                                            .fallback = 6,
                                            .low = 3,
                                            .high = 12,
                                            .zh = "每季度新入班的护理主管人数",
                                            .en = "Supervisors who enter a course each quarter, whole district",
                                            .clause = "W1",
                                            .source = "assumption: 50 graduates in eleven quarters need 5.2 a quarter at 0.88"}),
      parameter<&Parameters::supervisor_course_months>(
          "supervisor_course_months", {.unit = "months",
                                       .min = 1,
                                       .max = 36,
                                       .fallback = 2,
                                       .low = 1,
                                       .high = 4,
                                       .zh = "护理主管培训月数",
                                       .en = "Length of the supervisors' course",
                                       .clause = "W1",
                                       .source = "assumption, parameters_extra.csv workforce/model_supervisor_course_months 2 (1-4)"}),
      parameter<&Parameters::director_intake_per_year>(
          "director_intake_per_year", {.unit = "persons/year",
                                       .min = 0,
                                       .max = 10'000,
                                       .fallback = 1,
                                       .low = 1,
                                       .high = 2,
                                       .zh = "每年新入班的养老管理院长人数",
                                       .en = "Directors who enter a course each year, whole district",
                                       .clause = "W1",
                                       .source = "assumption: three courses, of 2020, 2021 and 2022, for the three directors of the plan"}),
      parameter<&Parameters::director_course_months>(
          "director_course_months", {.unit = "months",
                                     .min = 1,
                                     .max = 36,
                                     .fallback = 2,
                                     .low = 1,
                                     .high = 4,
                                     .zh = "养老管理院长培训月数",
                                     .en = "Length of the directors' course",
                                     .clause = "W1",
                                     .source = "assumption, parameters_extra.csv workforce/model_supervisor_course_months 2 (1-4), which "
                                               "speaks of supervisors and directors"}),
      parameter<&Parameters::graduate_turnover_per_year>(
          "graduate_turnover_per_year",
          {.unit = "1/year",
           .min = 0,
           .max = 1,
           .fallback = 0.35,
           .low = 0.2,
           .high = 0.55,
           .zh = "在岗护理主管和院长的年流失率",
           .en = "Share of the supervisors and directors in post who leave within a year",
           .clause = "W1",
           .source = "assumption, parameters.csv supply/model_caregiver_annual_turnover 0.35 (0.2-0.55), which "
                     "speaks of carers"}),
      parameter<&Parameters::carer_course>("carer_course_yuan", {.unit = "CNY",
                                                                 .min = 0,
                                                                 .max = 1'000'000,
                                                                 .fallback = 1500,
                                                                 .low = 500,
                                                                 .high = 3000,
                                                                 .zh = "每名护理员的培训费",
                                                                 .en = "Cost of the course for a carer who enters it",
                                                                 .clause = "W1",
                                                                 .source = "assumption; no source found"}),
      parameter<&Parameters::supervisor_course>("supervisor_course_yuan", {.unit = "CNY",
                                                                           .min = 0,
                                                                           .max = 1'000'000,
                                                                           .fallback = 4000,
                                                                           .low = 2000,
                                                                           .high = 8000,
                                                                           .zh = "每名护理主管的培训费",
                                                                           .en = "Cost of the course for a supervisor who enters it",
                                                                           .clause = "W1",
                                                                           .source = "assumption; no source found"}),
      parameter<&Parameters::director_course>("director_course_yuan", {.unit = "CNY",
                                                                       .min = 0,
                                                                       .max = 1'000'000,
                                                                       .fallback = 8000,
                                                                       .low = 4000,
                                                                       .high = 20'000,
                                                                       .zh = "每名养老管理院长的培训费",
                                                                       .en = "Cost of the course for a director who enters it",
                                                                       .clause = "W1",
                                                                       .source = "assumption; no source found"}),
      parameter<&Parameters::carer_target>("carer_target", {.unit = "persons",
                                                            .min = 0,
                                                            .max = 1'000'000,
                                                            .fallback = 500,
                                                            .zh = "培训护理员的目标人数",
                                                            .en = "Carers to train; intake stops when they are reached",
                                                            .clause = "W1",
                                                            .source = "plan 江津府办发〔2020〕38号, 二(六)"}),
      parameter<&Parameters::supervisor_target>("supervisor_target", {.unit = "persons",
                                                                      .min = 0,
                                                                      .max = 1'000'000,
                                                                      .fallback = 50,
                                                                      .zh = "培训护理主管的目标人数",
                                                                      .en = "Supervisors to train; intake stops when they are reached",
                                                                      .clause = "W1",
                                                                      .source = "plan 江津府办发〔2020〕38号, 二(六)"}),
      parameter<&Parameters::director_target>("director_target", {.unit = "persons",
                                                                  .min = 0,
                                                                  .max = 1'000'000,
                                                                  .fallback = 3,
                                                                  .zh = "培训养老管理院长的目标人数",
                                                                  .en = "Directors to train; intake stops when they are reached",
                                                                  .clause = "W1",
                                                                  .source = "plan 江津府办发〔2020〕38号, 二(六)"}),
  }});

  explicit TrainingPipeline(const Parameters& parameters);

  /// Ends the courses that are due, lets supervisors and directors leave, and takes in the next courses. Must be called once a month, in
  /// order, before `pay`. A district without residents takes in nobody.
  void staff(const MonthView& month, StaffSlots out) override;
  /// Posts the courses of those who entered this month, for the whole district (no town).
  void pay(const MonthView& month, PaySlots out) override;

 private:
  /// What the three courses differ in.
  struct Course {
    std::int32_t intake = 0;
    std::int32_t every_months = 1;
    std::int32_t months = 1;
    std::int32_t target = 0;
    Fen cost;
  };
  struct Cohort {
    Role role = Role::carer;
    YearMonth entered;
    YearMonth ends;
    std::int32_t heads = 0;
  };

  void graduate(const MonthView& month, PerEnum<Role, TrainingFlow>& flows, StaffSlots out);
  void turn_over(const MonthView& month, StaffSlots out) const;
  void take_in(const MonthView& month, PerEnum<Role, TrainingFlow>& flows);

  YearMonth first_month_;
  double pass_share_;
  double new_entrant_share_;
  double leaving_per_month_;
  PerEnum<Role, Course> courses_;
  std::vector<Cohort> cohorts_;
  PerEnum<Role, std::int32_t> in_training_;
  PerEnum<Role, std::int32_t> graduates_;
  PerEnum<Role, std::int32_t> entered_;  ///< this month, for `pay`
};

}  // namespace eldercast::training_pipeline
