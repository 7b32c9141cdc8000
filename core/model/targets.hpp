#pragma once
/// The plan's targets as a table: what is measured, in which unit, against which threshold, by when. The engine measures every target in
/// every month; what the numbers mean stands here and nowhere else. The clause ids are those of docs/reference/clauses.md.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/calendar.hpp"
#include "api/ids.hpp"
#include "model/scenario.hpp"

namespace eldercast {

/// One measured number a target. A clause with several readings has several.
enum class Target : std::uint8_t {
  g1_own,
  g1_with_centre,
  g2_own,
  g2_with_centre,
  g3_urban,
  g3_rural,
  g4_medical,
  g5_basic_services,
  g6_priority,
  g7_platform,
  g7_supervision,
  g7_policies,
  l1_land,
  l2_centres,
  o0_run_by_institutions,
  o1_street_spokes,
  o2_town_spokes,
  o3_home_beds,
  q1_circle_low,
  q1_circle_high,
  q2_delivered,
  m1_nursing_beds,
  m2_integrated,
  m3_centres,
  w1_carers,
  w1_supervisors,
  w1_directors,
  w2_certified,
  f1_elderly_care
};

template <>
struct Names<Target> {
  static constexpr std::array<std::string_view, 29> kText{"G1.own",
                                                          "G1.with_centre",
                                                          "G2.own",
                                                          "G2.with_centre",
                                                          "G3u",
                                                          "G3r",
                                                          "G4",
                                                          "G5",
                                                          "G6",
                                                          "G7.platform",
                                                          "G7.supervision",
                                                          "G7.policies",
                                                          "L1",
                                                          "L2",
                                                          "O0",
                                                          "O1",
                                                          "O2",
                                                          "O3",
                                                          "Q1.low",
                                                          "Q1.high",
                                                          "Q2",
                                                          "M1",
                                                          "M2",
                                                          "M3",
                                                          "W1.carers",
                                                          "W1.supervisors",
                                                          "W1.directors",
                                                          "W2",
                                                          "F1"};
};

/// How the number of a target is stored and shown. Values are whole numbers so that they are exact: shares in 1/10,000, land in 1/10,000 m2
/// a resident, everything else in whole units.
enum class TargetUnit : std::uint8_t { share, m2_per_resident, count };
/// 10,000 for shares and land, 1 for counts: the stored value of one unit.
[[nodiscard]] constexpr std::int32_t scale_of(TargetUnit unit) { return unit == TargetUnit::count ? 1 : 10'000; }

struct TargetRow {
  Target target;
  std::string_view clause;  ///< "G1"
  TargetUnit unit;
  bool at_most;  ///< met when the value is not above the threshold; else when it is not below
  std::string_view zh;
  std::string_view en;
  /// The threshold in the unit of the value (a share as 0.95), absent where the plan prints none and the value is only shown.
  std::optional<double> (*threshold)(const TargetParameters& targets);
  /// The stricter reading beside it, where the plan says "basically": every settlement. Absent elsewhere.
  std::optional<double> (*strict)(const TargetParameters& targets);
  /// The month by which it is due.
  YearMonth (*due)(const TargetParameters& targets);
};

/// A target of a rule's own: it follows those of the plan, in the order of the rules and their cards. Its value in a month is that of a
/// figure of the rule: of a sum what the calendar year has so far, cut to 0 to 2,147,483,647, beyond which no threshold lies.
struct OwnTargetLine {
  std::string id;  ///< "funding/area_grant.reached"
  std::string clause;
  std::string name_zh;
  std::string name_en;
  std::string figure;  ///< "funding/area_grant.grants"
  std::string unit;    ///< of the figure
  bool at_most = false;
  double threshold = 0;
  YearMonth due;

  friend bool operator==(const OwnTargetLine&, const OwnTargetLine&) = default;
};
[[nodiscard]] std::vector<OwnTargetLine> own_target_lines(const Scenario& scenario);

/// A target with the numbers by which it is judged, the plan's or a rule's own.
struct JudgedTarget {
  Target target = Target::g1_own;
  std::string id;  ///< "G1.own", "funding/area_grant.reached"
  std::string clause;
  TargetUnit unit = TargetUnit::count;
  bool at_most = false;
  std::string zh;
  std::string en;
  std::optional<double> threshold;
  std::optional<double> strict;
  YearMonth due;
  std::string figure;       ///< of a rule's own: the figure that is judged; empty: measured by the model
  std::string figure_unit;  ///< its unit
};
/// All of them: those of the plan in enumerator order, then those of rules.
[[nodiscard]] std::vector<JudgedTarget> judged_targets(const TargetParameters& targets, std::span<const OwnTargetLine> own);
[[nodiscard]] std::vector<JudgedTarget> judged_targets(const Scenario& scenario);

/// All targets of the plan, in enumerator order.
[[nodiscard]] std::span<const TargetRow> target_table();
[[nodiscard]] const TargetRow& row_of(Target target);

}  // namespace eldercast
