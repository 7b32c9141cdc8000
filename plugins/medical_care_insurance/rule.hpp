#pragma once
/// What the insurances pay (M3): long-term-care insurance for users in full need, medical insurance for clinics of facilities and for
/// family doctors.
#include <cstdint>
#include <vector>

#include "api/plugin.hpp"

namespace eldercast::care_insurance {

class CareInsurance final : public MedicalRule {
 public:
  struct Parameters {
    YearMonth ltci_start;
    Fen ltci_institution;
    Fen ltci_home;
    Fen ltci_max;
    double ltci_insured_share;
    double ltci_approved_share;
    Fen ltci_own_carer;
    double ltci_own_carer_share;
    std::int32_t admission_months;
    bool co_located_admitted;
    Fen medical_cost;
    double reimbursed_share;
    YearMonth family_doctor_first_month;
    double family_doctor_cover_share;
  };

  static constexpr auto kRows = parameter_table<14>({{
      parameter<&Parameters::ltci_start>("ltci_start", {.unit = "year-month",
                                                        .min = YearMonth(2000, 1).count,
                                                        .max = YearMonth(2099, 12).count,
                                                        .fallback = YearMonth(2022, 1).count,
                                                        .zh = "长期护理保险在本区的起始月",
                                                        .en = "First month of the long-term-care insurance",
                                                        .clause = "M3",
                                                        .source = "parameters.csv funding/ltci_start_in_jiangjin 2022-01-01"}),
      parameter<&Parameters::ltci_institution>("ltci_institution_yuan_per_day",
                                               {.unit = "CNY/day",
                                                .min = 0,
                                                .max = 100000,
                                                .fallback = 50,
                                                .zh = "长护险机构护理待遇",
                                                .en = "What the insurance pays a day for a user of a bed",
                                                .clause = "M3",
                                                .source = "parameters.csv funding/ltci_benefit_max, 50 per day"}),
      parameter<&Parameters::ltci_home>("ltci_home_yuan_per_day", {.unit = "CNY/day",
                                                                   .min = 0,
                                                                   .max = 100000,
                                                                   .fallback = 40,
                                                                   .zh = "长护险居家护理待遇",
                                                                   .en = "What the insurance pays a day for a user of care at home",
                                                                   .clause = "M3",
                                                                   .source = "parameters.csv funding/ltci_benefit_home_individual 40"}),
      parameter<&Parameters::ltci_max>("ltci_max_yuan_per_month",
                                       {.unit = "CNY/month",
                                        .min = 0,
                                        .max = 1000000,
                                        .fallback = 1550,
                                        .zh = "长护险最高月待遇",
                                        .en = "The most that the insurance pays a month for one service of a user",
                                        .clause = "M3",
                                        .source = "parameters.csv funding/ltci_benefit_max 1,550"}),
      parameter<&Parameters::ltci_insured_share>(
          "ltci_insured_share", {.unit = "1",
                                 .min = 0,
                                 .max = 1,
                                 .fallback = 0.35,
                                 .low = 0.25,
                                 .high = 0.5,
                                 .zh = "参加长护险（职工）比例",
                                 .en = "Share of the users in full need who are insured: employee pensioners only",
                                 .clause = "M3",
                                 .source = "assumption, parameters_extra.csv income/model_pension_share employee scheme 0.35 (0.25-0.5)"}),
      parameter<&Parameters::ltci_approved_share>("ltci_approved_share",
                                                  {.unit = "1",
                                                   .min = 0,
                                                   .max = 1,
                                                   .fallback = 0.5,
                                                   .low = 0.1,
                                                   .high = 0.8,
                                                   .zh = "通过失能评定比例",
                                                   .en = "Share of the insured users in full need who are approved as severely disabled",
                                                   .clause = "M3",
                                                   .source = "assumption, no source found"}),
      parameter<&Parameters::ltci_own_carer>("ltci_own_carer_yuan_per_day",
                                             {.unit = "CNY/day",
                                              .min = 0,
                                              .max = 100000,
                                              .fallback = 40,
                                              .zh = "长护险居家个人护理待遇",
                                              .en = "What the insurance pays a day for somebody whose own family cares at home",
                                              .clause = "M3",
                                              .source = "finance.csv funding/ltci_benefit_home_individual 40"}),
      parameter<&Parameters::ltci_own_carer_share>(
          "ltci_own_carer_share", {.unit = "1",
                                   .min = 0,
                                   .max = 1,
                                   .fallback = 0,
                                   .low = 0.006,
                                   .high = 0.037,
                                   .zh = "由家人照护并享受待遇的失能老人比例",
                                   .en = "Share of all residents in full need who get that",
                                   .clause = "M3",
                                   .source = "neutral; finance.csv funding/model_ltci_beneficiaries_mean 250 (120-500) x "
                                             "model_ltci_home_share 0.75 (0.6-0.9) over 12,000 residents in full need: 0.016"}),
      parameter<&Parameters::admission_months>(
          "admission_months", {.unit = "months",
                               .min = 0,
                               .max = 120,
                               .fallback = 12,
                               .low = 3,
                               .high = 24,
                               .zh = "内设医务室纳入医保前的月数",
                               .en = "Months that an own clinic must have been open before the medical insurance admits it",
                               .clause = "M3",
                               .source = "assumption, no source found"}),
      parameter<&Parameters::co_located_admitted>("co_located_admitted", {.fallback = 0,
                                                                          .zh = "毗邻卫生院的机构也可报销",
                                                                          .en = "Facilities beside a health centre are admitted too",
                                                                          .clause = "M3",
                                                                          .source = "assumption, no source found"}),
      parameter<&Parameters::medical_cost>("medical_yuan_per_used_bed_month",
                                           {.unit = "CNY/month",
                                            .min = 0,
                                            .max = 1000000,
                                            .fallback = 300,
                                            .low = 100,
                                            .high = 600,
                                            .zh = "每张在用护理床位月医疗费",
                                            .en = "Medical care of the user of a nursing bed; half of it for another bed",
                                            .clause = "M3",
                                            .source = "assumption, no source found"}),
      parameter<&Parameters::reimbursed_share>("reimbursed_share",
                                               {.unit = "1",
                                                .min = 0,
                                                .max = 1,
                                                .fallback = 0.8,
                                                .low = 0.55,
                                                .high = 0.9,
                                                .zh = "医保报销比例",
                                                .en = "Share of it that the medical insurance bears",
                                                .clause = "M3",
                                                .source = "assumption; parameters.csv funding/resident_inpatient_reimbursement 0.6 "
                                                          "(0.55-0.65) speaks of the resident scheme in hospitals"}),
      parameter<&Parameters::family_doctor_first_month>("family_doctor_first_month",
                                                        {.unit = "year-month",
                                                         .min = YearMonth(2000, 1).count,
                                                         .max = YearMonth(2099, 12).count,
                                                         .fallback = YearMonth(2019, 1).count,
                                                         .zh = "家庭医生签约费支付起始月",
                                                         .en = "Month from which the family doctor is paid for",
                                                         .clause = "M3",
                                                         .source = "assumption: paid for before the plan already"}),
      parameter<&Parameters::family_doctor_cover_share>("family_doctor_cover_share",
                                                        {.unit = "1",
                                                         .min = 0,
                                                         .max = 1,
                                                         .fallback = 0.7,
                                                         .low = 0.5,
                                                         .high = 1,
                                                         .zh = "家庭医生签约费医保支付比例",
                                                         .en = "Share of the price of a family doctor that the medical insurance bears",
                                                         .clause = "M3",
                                                         .source = "assumption, no source found"}),
  }});

  explicit CareInsurance(const Parameters& parameters) : parameters_(parameters) {}

  /// Says which part of the prices the two insurances bear this month.
  void arrange(const MonthView& month, ArrangeSlots out) override;
  /// Posts what the medical insurance pays for the beds in use of facilities whose clinic it has admitted. Must be called once a month, in
  /// order.
  void pay(const MonthView& month, PaySlots out) override;

 private:
  [[nodiscard]] Fen ltci_per_unit(const ServiceState& service) const;
  void pay_own_carers(const MonthView& month, PaySlots out) const;
  void cover_family_doctor(ServiceId id, const ServiceState& service, ArrangeSlots out) const;
  [[nodiscard]] bool may_be_admitted(const FacilityState& facility) const;

  Parameters parameters_;
  std::vector<Month> since_;  ///< by facility: first month in which it might have been admitted; kNever while it may not
};

}  // namespace eldercast::care_insurance
