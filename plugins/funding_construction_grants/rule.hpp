#pragma once
/// Grants of the city and the district for building (F2, F3), paid as reward after the fact (以奖代补).
#include <cstdint>
#include <vector>

#include "api/plugin.hpp"

namespace eldercast::construction_grants {

class ConstructionGrants final : public FundingRule {
 public:
  struct Parameters {
    Fen street_centre;
    Fen station_city;
    Fen town_package;
    Fen station_district;
    std::int32_t payment_lag_months;
    double evaluation_pass_share;
    std::int32_t reevaluation_months;
    bool paid_at_start;
    double district_pays_rest_share;
  };

  static constexpr auto kRows = parameter_table<9>({{
      parameter<&Parameters::street_centre>("street_centre_yuan", {.unit = "CNY",
                                                                   .min = 0,
                                                                   .max = 100'000'000,
                                                                   .fallback = 2'000'000,
                                                                   .zh = "每个街道养老服务中心的市级建设补助",
                                                                   .en = "City grant for a street centre",
                                                                   .clause = "F2",
                                                                   .source = "plan 江津府办发〔2020〕38号, 三(二)"}),
      parameter<&Parameters::station_city>("station_city_yuan", {.unit = "CNY",
                                                                 .min = 0,
                                                                 .max = 100'000'000,
                                                                 .fallback = 200'000,
                                                                 .zh = "每个社区养老服务站的市级建设补助",
                                                                 .en = "City grant for a community station",
                                                                 .clause = "F2",
                                                                 .source = "plan 江津府办发〔2020〕38号, 三(二)"}),
      parameter<&Parameters::town_package>("town_package_yuan",
                                           {.unit = "CNY",
                                            .min = 0,
                                            .max = 100'000'000,
                                            .fallback = 1'000'000,
                                            .zh = "每个镇的市级打包补助，含镇养老服务中心和村级互助养老点",
                                            .en = "City package for a town: its town centre and its village points together",
                                            .clause = "F2",
                                            .source = "plan 江津府办发〔2020〕38号, 三(二)"}),
      parameter<&Parameters::station_district>("station_district_yuan",
                                               {.unit = "CNY",
                                                .min = 0,
                                                .max = 100'000'000,
                                                .fallback = 100'000,
                                                .zh = "每个社区养老服务站的区级建设补助，评估合格后发放",
                                                .en = "District grant for a community station that passes its evaluation",
                                                .clause = "F3",
                                                .source = "plan 江津府办发〔2020〕38号, 三(二)"}),
      parameter<&Parameters::payment_lag_months>(
          "payment_lag_months", {.unit = "months",
                                 .min = 0,
                                 .max = 60,
                                 .fallback = 5,
                                 .low = 2,
                                 .high = 12,
                                 .zh = "应付到实际拨付的月数",
                                 .en = "From the month in which a grant is due to the month in which it is paid",
                                 .clause = "F2",
                                 .source = "assumption, parameters_extra.csv build_schedule/model_acceptance_lag_months 5 (2-12)"}),
      parameter<&Parameters::evaluation_pass_share>(
          "evaluation_pass_share",
          {.unit = "1",
           .min = 0,
           .max = 1,
           .fallback = 0.92,
           .low = 0.85,
           .high = 0.98,
           .zh = "社区养老服务站每次评估的合格率",
           .en = "Share of stations that pass at each evaluation",
           .clause = "F3",
           .source = "assumption, 1 less the failing share of parameters_extra.csv quality/model_grade_share grade=fail 0.08 "
                     "(0.02-0.15)"}),
      parameter<&Parameters::reevaluation_months>(
          "reevaluation_months", {.unit = "months",
                                  .min = 1,
                                  .max = 60,
                                  .fallback = 6,
                                  .low = 3,
                                  .high = 12,
                                  .zh = "评估不合格后再次评估的间隔",
                                  .en = "From a failed evaluation to the next one",
                                  .clause = "F3",
                                  .source = "assumption, half of the yearly evaluation cycle of clause F5; no source found"}),
      parameter<&Parameters::paid_at_start>(
          "paid_at_start", {.unit = "1",
                            .min = 0,
                            .max = 1,
                            .fallback = 0,
                            .zh = "开工时即拨付补助，而非建成后以奖代补",
                            .en = "Grants are paid when a project starts, and not as a reward after it opens",
                            .clause = "F2",
                            .source = "plan 江津府办发〔2020〕38号, 三(二): reward after the fact; true is an alternative to the plan"}),
      parameter<&Parameters::district_pays_rest_share>(
          "district_pays_rest_share", {.unit = "1",
                                       .min = 0,
                                       .max = 1,
                                       .fallback = 0,
                                       .zh = "市级、区级补助之外的建设费用由区级承担的比例",
                                       .en = "Share of the building cost beyond the grants that the district pays as well",
                                       .clause = "F3",
                                       .source = "question of an alternative, not of the plan: the plan names the grants only"}),
  }});

  explicit ConstructionGrants(const Parameters& parameters) : parameters_(parameters) {}

  /// Offers the grants as support to every project that asks to start, when they are paid at the start.
  void authorise(const MonthView& month, AuthoriseSlots out) override;
  /// Posts what falls due this month for projects that were not offered support: the city's grants for facilities that open, and the
  /// district's for stations that pass their evaluation, the first time in the month in which they open. Must be called once a month, in
  /// order.
  void pay(const MonthView& month, PaySlots out) override;

 private:
  /// A station that has yet to pass.
  struct Candidate {
    FacilityId facility;
    Month due;
    std::uint32_t attempt = 0;
  };

  [[nodiscard]] Fen city_grant(FacilityKind kind) const;
  [[nodiscard]] Fen district_grant(FacilityKind kind) const;
  [[nodiscard]] Fen district_rest(const ProjectState& project) const;
  void post(const FacilityState& facility, FacilityId id, Payer payer, Fen amount, const char* clause, Slots<Posting>& out) const;
  void post_rest(const MonthView& month, Slots<Posting>& out) const;
  void evaluate(const MonthView& month, Slots<Posting>& out);
  [[nodiscard]] bool offered(FacilityId facility) const { return facility.index() < offered_.size() && offered_[facility.index()]; }

  Parameters parameters_;
  std::vector<Candidate> waiting_;
  std::vector<bool> offered_;  ///< by facility: its project was offered support
};

}  // namespace eldercast::construction_grants
