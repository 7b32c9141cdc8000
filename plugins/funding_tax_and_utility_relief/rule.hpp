#pragma once
/// What the policies around a facility save those who run it (F6): rent, taxes, utilities, liability insurance.
#include "api/plugin.hpp"

namespace eldercast::tax_and_utility_relief {

class TaxAndUtilityRelief final : public FundingRule {
 public:
  struct Parameters {
    YearMonth first_month;
    double state_property_share;
    double rent;
    double rent_relief_share;
    double utility;
    double utility_saving_share;
    double vat_relief;
    double insurance;
    double insurance_share;
  };

  static constexpr auto kRows = parameter_table<9>({{
      parameter<&Parameters::first_month>("first_month", {.unit = "year-month",
                                                          .min = YearMonth(2000, 1).count,
                                                          .max = YearMonth(2099, 12).count,
                                                          .fallback = YearMonth(2020, 4).count,
                                                          .zh = "优惠政策开始的首月",
                                                          .en = "First month of the relief",
                                                          .clause = "F6",
                                                          .source = "the month after the plan of 16 March 2020"}),
      parameter<&Parameters::state_property_share>("state_property_share",
                                                   {.unit = "1",
                                                    .min = 0,
                                                    .max = 1,
                                                    .fallback = 0.6,
                                                    .low = 0.3,
                                                    .high = 0.9,
                                                    .zh = "利用国有闲置资源的设施比例",
                                                    .en = "Share of the facilities of social operators that are in idle state property",
                                                    .clause = "F6",
                                                    .source = "assumption, no source found"}),
      parameter<&Parameters::rent>("rent_yuan_per_m2", {.unit = "CNY/m2/month",
                                                        .min = 0,
                                                        .max = 1'000,
                                                        .fallback = 8,
                                                        .low = 4,
                                                        .high = 15,
                                                        .zh = "同类房屋的市场月租",
                                                        .en = "Market rent of such rooms",
                                                        .clause = "F6",
                                                        .source = "assumption, no source found"}),
      parameter<&Parameters::rent_relief_share>("rent_relief_share",
                                                {.unit = "1",
                                                 .min = 0,
                                                 .max = 1,
                                                 .fallback = 0.8,
                                                 .low = 0.5,
                                                 .high = 1,
                                                 .zh = "减免租金的比例",
                                                 .en = "Share of the rent that is not asked for",
                                                 .clause = "F6",
                                                 .source = "assumption, no source found; the plan says low or no rent"}),
      parameter<&Parameters::utility>("utility_yuan_per_m2", {.unit = "CNY/m2/month",
                                                              .min = 0,
                                                              .max = 1'000,
                                                              .fallback = 4,
                                                              .low = 2,
                                                              .high = 8,
                                                              .zh = "商业价格下的水电气月费用",
                                                              .en = "Water, power and gas at the price for firms",
                                                              .clause = "F6",
                                                              .source = "assumption, no source found"}),
      parameter<&Parameters::utility_saving_share>("utility_saving_share", {.unit = "1",
                                                                            .min = 0,
                                                                            .max = 1,
                                                                            .fallback = 0.2,
                                                                            .low = 0.1,
                                                                            .high = 0.35,
                                                                            .zh = "执行居民价节省的比例",
                                                                            .en = "Share of it that the household price saves",
                                                                            .clause = "F6",
                                                                            .source = "assumption, no source found"}),
      parameter<&Parameters::vat_relief>(
          "vat_relief_yuan_per_used_bed_month",
          {.unit = "CNY/bed/month",
           .min = 0,
           .max = 10'000,
           .fallback = 120,
           .low = 0,
           .high = 130,
           .zh = "每张在住床位每月减免的税费",
           .en = "Tax relief for a bed in use",
           .clause = "F6",
           .source =
               "assumption: 6% of the 2,000 yuan that a bed costs a month; no source found for what firms of this size would have paid"}),
      parameter<&Parameters::insurance>("insurance_yuan_per_bed_year", {.unit = "CNY/bed/year",
                                                                        .min = 0,
                                                                        .max = 100'000,
                                                                        .fallback = 120,
                                                                        .low = 60,
                                                                        .high = 240,
                                                                        .zh = "综合责任保险每床年保费",
                                                                        .en = "Liability insurance for a bed, a year",
                                                                        .clause = "F6",
                                                                        .source = "assumption, no source found"}),
      parameter<&Parameters::insurance_share>("insurance_share", {.unit = "1",
                                                                  .min = 0,
                                                                  .max = 1,
                                                                  .fallback = 0.5,
                                                                  .low = 0.2,
                                                                  .high = 0.8,
                                                                  .zh = "区级承担的保费比例",
                                                                  .en = "Share of the insurance that the district pays",
                                                                  .clause = "F6",
                                                                  .source = "assumption, no source found"}),
  }});

  explicit TaxAndUtilityRelief(const Parameters& parameters) : parameters_(parameters) {}

  /// Posts the relief of this month for every open facility: at most one flow of the town's government (rent) and one of the district.
  void pay(const MonthView& month, PaySlots out) override;

 private:
  [[nodiscard]] Fen rent_relief(const FacilityState& facility, const Draws& draws) const;
  [[nodiscard]] Fen district_relief(const FacilityState& facility) const;

  Parameters parameters_;
};

}  // namespace eldercast::tax_and_utility_relief
