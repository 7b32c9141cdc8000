#pragma once
/// The district buys basic elderly-care services for some of the residents who use them (F7), within a yearly budget.
#include "api/plugin.hpp"

namespace eldercast::service_purchase {

class ServicePurchase final : public FundingRule {
 public:
  struct Parameters {
    YearMonth first_month;
    bool home_services;
    bool health_management;
    bool meals;
    double full_share;
    double partial_share;
    double aged_80_plus_share;
    double living_alone_share;
    double price_share;
    Fen yearly_budget;
  };

  static constexpr auto kRows = parameter_table<10>({{
      parameter<&Parameters::first_month>("first_month", {.unit = "year-month",
                                                          .min = YearMonth(2000, 1).count,
                                                          .max = YearMonth(2099, 12).count,
                                                          .fallback = YearMonth(2020, 4).count,
                                                          .zh = "开始购买服务的首月",
                                                          .en = "First month of the purchase",
                                                          .clause = "F7",
                                                          .source = "the month after the plan of 16 March 2020"}),
      parameter<&Parameters::home_services>("home_services", {.unit = "1",
                                                              .min = 0,
                                                              .max = 1,
                                                              .fallback = 1,
                                                              .zh = "是否购买上门服务",
                                                              .en = "Services given at home are bought",
                                                              .clause = "F7",
                                                              .source = "the plan does not list the services; a switch"}),
      parameter<&Parameters::health_management>("health_management", {.unit = "1",
                                                                      .min = 0,
                                                                      .max = 1,
                                                                      .fallback = 1,
                                                                      .zh = "是否购买健康管理服务",
                                                                      .en = "Services of health management are bought",
                                                                      .clause = "F7",
                                                                      .source = "the plan does not list the services; a switch"}),
      parameter<&Parameters::meals>("meals", {.unit = "1",
                                              .min = 0,
                                              .max = 1,
                                              .fallback = 1,
                                              .zh = "是否购买助餐服务",
                                              .en = "Meals are bought",
                                              .clause = "F7",
                                              .source = "the plan does not list the services; a switch"}),
      parameter<&Parameters::full_share>("full_share", {.unit = "1",
                                                        .min = 0,
                                                        .max = 1,
                                                        .fallback = 0.3,
                                                        .low = 0.1,
                                                        .high = 0.6,
                                                        .zh = "失能使用者中由政府购买的比例",
                                                        .en = "Share of the users in full need for whom services are bought",
                                                        .clause = "F7",
                                                        .source = "assumption, no source found"}),
      parameter<&Parameters::partial_share>("partial_share", {.unit = "1",
                                                              .min = 0,
                                                              .max = 1,
                                                              .fallback = 0.15,
                                                              .low = 0.05,
                                                              .high = 0.4,
                                                              .zh = "半失能使用者中由政府购买的比例",
                                                              .en = "Share of the users in partial need for whom services are bought",
                                                              .clause = "F7",
                                                              .source = "assumption, no source found"}),
      parameter<&Parameters::aged_80_plus_share>("aged_80_plus_share",
                                                 {.unit = "1",
                                                  .min = 0,
                                                  .max = 1,
                                                  .fallback = 0.1,
                                                  .low = 0,
                                                  .high = 0.3,
                                                  .zh = "80岁及以上使用者中由政府购买的比例",
                                                  .en = "Share of the users aged 80 and over for whom services are bought",
                                                  .clause = "F7",
                                                  .source = "assumption, no source found"}),
      parameter<&Parameters::living_alone_share>("living_alone_share",
                                                 {.unit = "1",
                                                  .min = 0,
                                                  .max = 1,
                                                  .fallback = 0.05,
                                                  .low = 0,
                                                  .high = 0.2,
                                                  .zh = "独居使用者中由政府购买的比例",
                                                  .en = "Share of the users living alone for whom services are bought",
                                                  .clause = "F7",
                                                  .source = "assumption, no source found"}),
      parameter<&Parameters::price_share>(
          "price_share",
          {.unit = "1",
           .min = 0,
           .max = 1,
           .fallback = 0.5,
           .low = 0.3,
           .high = 1,
           .zh = "政府承担的价格比例",
           .en = "Share of the price that the district pays",
           .clause = "F7",
           .source =
               "assumption, no source found; where a whole visit is bought, 34 of 45 yuan (parameters.csv cost/purchased_visit_price, "
               "cost/model_home_visit_price)"}),
      parameter<&Parameters::yearly_budget>(
          "yearly_budget_yuan",
          {.unit = "CNY/year",
           .min = 0,
           .max = 1'000'000'000,
           .fallback = 2'200'000,
           .low = 1'000'000,
           .high = 8'000'000,
           .zh = "政府购买服务年度预算",
           .en = "What the purchase may cost in a year",
           .clause = "F7",
           .source =
               "assumption, 16 visits per 1,000 aged 60+ a month (parameters_extra.csv demand/home_visits_per_1000_60plus_month, Qijiang) "
               "x 340,077 x 12 x 34 yuan (parameters.csv cost/purchased_visit_price)"}),
  }});

  explicit ServicePurchase(const Parameters& parameters) : parameters_(parameters) {}

  /// Says the covers of this month, for the services and groups that are bought, kept within a twelfth of the yearly budget.
  void authorise(const MonthView& month, AuthoriseSlots out) override;

 private:
  [[nodiscard]] bool buys(const ServiceState& service) const;
  [[nodiscard]] double users_share(PriorityGroup group) const;
  [[nodiscard]] Fen per_unit(const ServiceState& service, PriorityGroup group) const;
  [[nodiscard]] double cut_to_budget(const MonthView& month) const;

  Parameters parameters_;
};

}  // namespace eldercast::service_purchase
