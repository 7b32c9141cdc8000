#pragma once
/// Medical care of facilities (G4, M2, M3): agreements with health centres, places beside one, clinics of their own; family doctors and
/// home sickbeds.
#include <cstdint>
#include <optional>
#include <vector>

#include "api/plugin.hpp"

namespace eldercast::health_partnerships {

class HealthPartnerships final : public MedicalRule {
 public:
  struct Parameters {
    YearMonth first_month;
    double start_share_homes;
    double start_share_stations;
    double start_share_points;
    double agreement_months;
    double never_signs_share;
    double in_house_share_centres;
    double co_located_share_centres;
    double in_house_share_stations;
    double in_house_share_homes;
    std::int32_t clinic_months;
    std::int32_t doctor_places_centre;
    std::int32_t doctor_places_station;
    std::int32_t doctor_places_point;
    double bed_demand_gain;
    Fen clinic_fit_out;
    Fen agreement_fee;
    double home_sickbeds_per_1000;
    double share_65_plus;
    Fen home_sickbed;
    double reimbursed_share;
  };

  static constexpr auto kRows = parameter_table<21>({{
      parameter<&Parameters::first_month>("first_month", {.unit = "year-month",
                                                          .min = YearMonth(2000, 1).count,
                                                          .max = YearMonth(2099, 12).count,
                                                          .fallback = YearMonth(2020, 4).count,
                                                          .zh = "新签协议和家庭病床起始月",
                                                          .en = "Month from which facilities sign, and home sickbeds are kept",
                                                          .clause = "M3",
                                                          .source = "the month after the plan of 16 March 2020"}),
      parameter<&Parameters::start_share_homes>(
          "start_share_homes", {.unit = "1",
                                .min = 0,
                                .max = 1,
                                .fallback = 0.45,
                                .low = 0.34,
                                .high = 0.7,
                                .zh = "期初已有医养协议的养老院和中心比例",
                                .en = "Share of the care homes and centres of the start that have an arrangement",
                                .clause = "G4",
                                .source = "assumption, parameters_extra.csv medical/model_medical_arrangement_share_at_start rural homes "
                                          "and private homes 0.45 (0.34-0.7)"}),
      parameter<&Parameters::start_share_stations>(
          "start_share_stations",
          {.unit = "1",
           .min = 0,
           .max = 1,
           .fallback = 0.3,
           .low = 0.1,
           .high = 0.6,
           .zh = "期初已有医养协议的社区站比例",
           .en = "Share of the community stations of the start that have an arrangement",
           .clause = "G4",
           .source = "assumption, parameters_extra.csv medical/model_medical_arrangement_share_at_start community stations 0.3 (0.1-0.6)"}),
      parameter<&Parameters::start_share_points>(
          "start_share_points",
          {.unit = "1",
           .min = 0,
           .max = 1,
           .fallback = 0.2,
           .low = 0,
           .high = 0.5,
           .zh = "期初已有医养协议的村级点比例",
           .en = "Share of the village points of the start that have an arrangement",
           .clause = "G4",
           .source = "assumption, parameters_extra.csv medical/model_medical_arrangement_share_at_start village points 0.2 (0-0.5)"}),
      parameter<&Parameters::agreement_months>(
          "agreement_months",
          {.unit = "months",
           .min = 0.1,
           .max = 120,
           .fallback = 4,
           .low = 1,
           .high = 9,
           .zh = "从开业到签约的月数（中位数）",
           .en = "Median months from opening, or from the first month, to signing",
           .clause = "G4",
           .source = "assumption, parameters_extra.csv medical/model_medical_agreement_months any centre or station 4 (1-9)"}),
      parameter<&Parameters::never_signs_share>("never_signs_share", {.unit = "1",
                                                                      .min = 0,
                                                                      .max = 1,
                                                                      .fallback = 0.05,
                                                                      .low = 0,
                                                                      .high = 0.2,
                                                                      .zh = "不会签约的设施比例",
                                                                      .en = "Share of facilities that never sign",
                                                                      .clause = "G4",
                                                                      .source = "assumption, no source found"}),
      parameter<&Parameters::in_house_share_centres>("in_house_share_centres",
                                                     {.unit = "1",
                                                      .min = 0,
                                                      .max = 1,
                                                      .fallback = 0.15,
                                                      .low = 0.05,
                                                      .high = 0.4,
                                                      .zh = "内设医务室的中心比例",
                                                      .en = "Share of the centres with an arrangement that come to a clinic of their own",
                                                      .clause = "M2",
                                                      .source = "assumption, no source found"}),
      parameter<&Parameters::co_located_share_centres>("co_located_share_centres",
                                                       {.unit = "1",
                                                        .min = 0,
                                                        .max = 1,
                                                        .fallback = 0.3,
                                                        .low = 0.1,
                                                        .high = 0.5,
                                                        .zh = "毗邻卫生院的中心比例",
                                                        .en = "Share of the centres with an arrangement that stand beside a health centre",
                                                        .clause = "M3",
                                                        .source = "assumption, no source found"}),
      parameter<&Parameters::in_house_share_stations>("in_house_share_stations",
                                                      {.unit = "1",
                                                       .min = 0,
                                                       .max = 1,
                                                       .fallback = 0.02,
                                                       .low = 0,
                                                       .high = 0.1,
                                                       .zh = "内设医务室的社区站比例",
                                                       .en = "Share of the stations with an arrangement that come to a clinic of their own",
                                                       .clause = "M2",
                                                       .source = "assumption, no source found"}),
      parameter<&Parameters::in_house_share_homes>("in_house_share_homes",
                                                   {.unit = "1",
                                                    .min = 0,
                                                    .max = 1,
                                                    .fallback = 0.1,
                                                    .low = 0,
                                                    .high = 0.3,
                                                    .zh = "内设医务室的养老院比例",
                                                    .en = "Share of the care homes with an arrangement that come to a clinic of their own",
                                                    .clause = "M2",
                                                    .source = "assumption, no source found"}),
      parameter<&Parameters::clinic_months>("clinic_months", {.unit = "months",
                                                              .min = 0,
                                                              .max = 120,
                                                              .fallback = 6,
                                                              .low = 3,
                                                              .high = 18,
                                                              .zh = "从签约到医务室开诊的月数",
                                                              .en = "From signing to the opening of the own clinic",
                                                              .clause = "M2",
                                                              .source = "assumption, no source found"}),
      parameter<&Parameters::doctor_places_centre>(
          "doctor_places_centre", {.unit = "persons",
                                   .min = 0,
                                   .max = 100000,
                                   .fallback = 800,
                                   .low = 400,
                                   .high = 1500,
                                   .zh = "中心家庭医生签约名额",
                                   .en = "Persons on the list of the family doctors of a centre",
                                   .clause = "M3",
                                   .source = "assumption, no source found for a facility; parameters_extra.csv "
                                             "medical/model_family_doctor_signing_share 0.6 of 65+ speaks of the district"}),
      parameter<&Parameters::doctor_places_station>(
          "doctor_places_station", {.unit = "persons",
                                    .min = 0,
                                    .max = 100000,
                                    .fallback = 400,
                                    .low = 200,
                                    .high = 800,
                                    .zh = "社区站家庭医生签约名额",
                                    .en = "Persons on the list of the family doctors of a station",
                                    .clause = "M3",
                                    .source = "assumption, no source found for a facility; parameters_extra.csv "
                                              "medical/model_family_doctor_signing_share 0.6 of 65+ speaks of the district"}),
      parameter<&Parameters::doctor_places_point>(
          "doctor_places_point", {.unit = "persons",
                                  .min = 0,
                                  .max = 100000,
                                  .fallback = 150,
                                  .low = 50,
                                  .high = 300,
                                  .zh = "村级点家庭医生签约名额",
                                  .en = "Persons on the list of the village doctor of a point",
                                  .clause = "M3",
                                  .source = "assumption, no source found for a facility; parameters_extra.csv "
                                            "medical/model_family_doctor_signing_share 0.6 of 65+ speaks of the district"}),
      parameter<&Parameters::bed_demand_gain>("bed_demand_gain",
                                              {.unit = "1",
                                               .min = 0,
                                               .max = 1,
                                               .fallback = 0.05,
                                               .low = 0,
                                               .high = 0.2,
                                               .zh = "全部床位具备医养能力时床位需求的增幅",
                                               .en = "Rise of the demand for beds if every bed went from no arrangement to one",
                                               .clause = "G4",
                                               .source = "assumption, no source found"}),
      parameter<&Parameters::clinic_fit_out>("clinic_fit_out_yuan", {.unit = "CNY",
                                                                     .min = 0,
                                                                     .max = 100000000,
                                                                     .fallback = 100000,
                                                                     .low = 40000,
                                                                     .high = 300000,
                                                                     .zh = "内设医务室装修设备费",
                                                                     .en = "Fitting out an own clinic",
                                                                     .clause = "M2",
                                                                     .source = "assumption, no source found"}),
      parameter<&Parameters::agreement_fee>("agreement_yuan_per_year", {.unit = "CNY/year",
                                                                        .min = 0,
                                                                        .max = 10000000,
                                                                        .fallback = 3000,
                                                                        .low = 0,
                                                                        .high = 10000,
                                                                        .zh = "医养协议年费",
                                                                        .en = "Yearly fee of an agreement with a health centre",
                                                                        .clause = "M3",
                                                                        .source = "assumption, no source found"}),
      parameter<&Parameters::home_sickbeds_per_1000>(
          "home_sickbeds_per_1000_65plus",
          {.unit = "beds/1000 persons",
           .min = 0,
           .max = 1000,
           .fallback = 0.3,
           .low = 0,
           .high = 1,
           .zh = "每千名65岁以上老人家庭病床",
           .en = "Home sickbeds per 1,000 residents aged 65 and over",
           .clause = "M3",
           .source = "assumption, parameters_extra.csv medical/model_home_sickbeds Jiangjin;2019-2022 0.3 (0-1)"}),
      parameter<&Parameters::share_65_plus>(
          "share_65_plus",
          {.unit = "1",
           .min = 0,
           .max = 1,
           .fallback = 0.75,
           .low = 0.68,
           .high = 0.82,
           .zh = "60岁以上人口中65岁以上比例",
           .en = "Share of the residents aged 60 and over who are 65 or older",
           .clause = "M3",
           .source =
               "assumption, below the 0.781 of Jiangjin in the census of 2020 (age_structure.csv), which holds few who turned 60 lately"}),
      parameter<&Parameters::home_sickbed>("home_sickbed_yuan_per_month", {.unit = "CNY/month",
                                                                           .min = 0,
                                                                           .max = 1000000,
                                                                           .fallback = 1500,
                                                                           .low = 800,
                                                                           .high = 3000,
                                                                           .zh = "每张家庭病床月费用",
                                                                           .en = "Cost of a home sickbed",
                                                                           .clause = "M3",
                                                                           .source = "assumption, no source found"}),
      parameter<&Parameters::reimbursed_share>("home_sickbed_reimbursed_share", {.unit = "1",
                                                                                 .min = 0,
                                                                                 .max = 1,
                                                                                 .fallback = 0.8,
                                                                                 .low = 0.6,
                                                                                 .high = 0.9,
                                                                                 .zh = "家庭病床医保报销比例",
                                                                                 .en = "Share of it that the medical insurance bears",
                                                                                 .clause = "M3",
                                                                                 .source = "assumption, no source found"}),
  }});

  explicit HealthPartnerships(const Parameters& parameters);

  /// Gives facilities their arrangements, with places on the family doctors' lists, and says how they change the demand for beds. Must be
  /// called once a month, in order, before `pay`.
  void arrange(const MonthView& month, ArrangeSlots out) override;
  /// Posts clinics that open, the yearly fees of agreements, and the insurance's part of home sickbeds.
  void pay(const MonthView& month, PaySlots out) override;

 private:
  /// What the rule knows of a facility.
  struct Partner {
    Arrangement kind = Arrangement::none;  ///< in force
    Month signed_in;
    Month clinic_opens = kNever;
  };
  /// Centres of a town.
  struct Hubs {
    int open = 0;
    int arranged = 0;  ///< of them, with an arrangement
  };

  [[nodiscard]] double start_share(FacilityKind kind) const;
  [[nodiscard]] Arrangement final_kind(const MonthView& month, const FacilityState& facility) const;
  [[nodiscard]] std::int32_t doctor_places(FacilityKind kind) const;
  [[nodiscard]] bool signs_now(const MonthView& month, const FacilityState& facility) const;
  void sign(const MonthView& month, std::size_t facility, bool at_start, ArrangeSlots out);
  [[nodiscard]] double arranged_bed_share(const MonthView& month) const;
  void change_bed_demand(const MonthView& month, ArrangeSlots out);
  void pay_for(const MonthView& month, std::size_t facility, PaySlots out) const;
  void pay_home_sickbeds(const MonthView& month, PaySlots out);

  Parameters parameters_;
  double signs_per_month_;
  bool started_ = false;
  std::vector<Partner> partners_;          ///< by facility
  std::vector<Hubs> hubs_;                 ///< by town, of the month
  std::vector<std::int32_t> residents_;    ///< by town, when the month began
  std::optional<double> first_bed_share_;  ///< of open beds, in facilities with an arrangement
};

}  // namespace eldercast::health_partnerships
