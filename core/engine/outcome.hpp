#pragma once
/// What one replicate yields, as plain arrays. core/output gives every array its name, unit and place in the results file.
#include <cstdint>
#include <string>
#include <vector>

#include "api/ids.hpp"
#include "api/money.hpp"
#include "model/base/cube.hpp"

namespace eldercast {

/// What happened to residents in a month.
enum class LifeFlow : std::uint8_t { turned_60, died, arrived, departed, moved, worsened, improved };
template <>
struct Names<LifeFlow> {
  static constexpr std::array<std::string_view, 7> kText{"turned_60", "died", "arrived", "departed", "moved", "worsened", "improved"};
};

/// Two readings of "the settlement has a facility" (targets G1, G2).
enum class CoverageReading : std::uint8_t { own, with_centre };
template <>
struct Names<CoverageReading> {
  static constexpr std::array<std::string_view, 2> kText{"own", "with_centre"};
};

/// Coverage at four strengths, residents: in reach of an open facility; of one with a working hub; given at least one service in the
/// month; given one that is more than a place on a family doctor's list.
enum class CoverageStrength : std::uint8_t { nominal, effective, used, cared };
template <>
struct Names<CoverageStrength> {
  static constexpr std::array<std::string_view, 4> kText{"nominal", "effective", "used", "cared"};
};

enum class BedCount : std::uint8_t { open, staffed, occupied };
template <>
struct Names<BedCount> {
  static constexpr std::array<std::string_view, 3> kText{"open", "staffed", "occupied"};
};

/// `posts` of carers is what the open places would need, of helpers what the open points would; other roles have none. Only carers are
/// counted as certified.
enum class StaffCount : std::uint8_t { in_post, posts, in_training, graduates, certified };
template <>
struct Names<StaffCount> {
  static constexpr std::array<std::string_view, 5> kText{"in_post", "posts", "in_training", "graduates", "certified"};
};

/// Volume of a service in its own units: what those who seek it would take, and what was delivered to those who hold a place.
enum class Volume : std::uint8_t { sought, delivered };
template <>
struct Names<Volume> {
  static constexpr std::array<std::string_view, 2> kText{"sought", "delivered"};
};

/// What happened to facilities in a month: a social operator took one over, or left it; it closed, or opened again.
enum class FacilityFlow : std::uint8_t { taken_over, left, closed, reopened };
template <>
struct Names<FacilityFlow> {
  static constexpr std::array<std::string_view, 4> kText{"taken_over", "left", "closed", "reopened"};
};

/// Why a facility changed in a month. By plan: its own row says that it is no more, or a row of the table of changes closes it, takes beds
/// or hours, merges or moves it. By a shock: all of it is shut, or a part of its places is gone; it is open again. Closed by a rule. By
/// decision: an operator took it over, keeps short hours or left it, or its town gave it up.
enum class FacilityEvent : std::uint8_t {
  own_row,
  closed,
  fewer_beds,
  fewer_hours,
  merged,
  moved,
  shut,
  part_lost,
  reopened,
  by_rule,
  taken_over,
  left,
  given_up,
  short_hours
};
template <>
struct Names<FacilityEvent> {
  static constexpr std::array<std::string_view, 14> kText{"own_row",    "closed", "fewer_beds", "fewer_hours", "merged",
                                                          "moved",      "shut",   "part_lost",  "reopened",    "by_rule",
                                                          "taken_over", "left",   "given_up",   "short_hours"};
};
[[nodiscard]] constexpr std::int32_t bit_of(FacilityEvent event) { return std::int32_t{1} << static_cast<std::int32_t>(event); }

/// A town's own money in a year: what came in (with what was carried over into the run's year), what grants paid back, what was set aside
/// for building, what went to everything else, what was left unused at the turn of the year and lapsed, and at the year's end the money
/// left and the credit in use.
enum class TownMoney : std::uint8_t { received, repaid, building, running, lapsed, left, credit };
template <>
struct Names<TownMoney> {
  static constexpr std::array<std::string_view, 7> kText{"received", "repaid", "building", "running", "lapsed", "left", "credit"};
};

/// The lottery welfare fund in a month: what came in, what was committed, what is left at the end.
enum class FundCount : std::uint8_t { income, drawn, balance };
template <>
struct Names<FundCount> {
  static constexpr std::array<std::string_view, 3> kText{"income", "drawn", "balance"};
};

/// Rows of the two-monthly progress table (S1), of a town at the end of a two-month period; money since the start. Trained
/// are carers with a certificate, supervisors, directors and helpers in post.
enum class Progress : std::uint8_t { facilities_planned, facilities_open, money_paid_yuan, carers_in_post, staff_trained, places_used };
template <>
struct Names<Progress> {
  static constexpr std::array<std::string_view, 6> kText{"facilities_planned", "facilities_open", "money_paid_yuan",
                                                         "carers_in_post",     "staff_trained",   "places_used"};
};

/// Why an open facility is covered on paper only, as bits: nobody to staff it, no working hub, nobody uses it.
enum class PaperReason : std::uint8_t { no_staff, no_hub, no_users };
template <>
struct Names<PaperReason> {
  static constexpr std::array<std::string_view, 3> kText{"no_staff", "no_hub", "no_users"};
};
[[nodiscard]] constexpr std::uint8_t bit_of(PaperReason reason) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(reason)); }

/// One flow of money as it was booked.
struct BookedPosting {
  std::int16_t month_accrued = 0;
  std::int16_t month_paid = 0;  ///< may lie after the run's last month
  TownId town;
  FacilityId facility;
  ServiceId service;
  RuleId rule;  ///< not valid: booked by the engine itself
  Payer payer = Payer::city;
  Purpose purpose = Purpose::running;
  std::uint16_t clause = 0;  ///< index into Outcome::clauses; 0: no clause
  Fen amount;

  friend bool operator==(const BookedPosting&, const BookedPosting&) = default;
};

/// Kept of every replicate. Dimensions stand in the order of the subscripts; `year` counts from the scenario's first calendar year and
/// means the state at its last month (flows and money: the sum over the year).
struct Headline {
  Cube<std::int32_t, 2> residents;                 ///< month, need: persons aged 60 and over
  Cube<std::int32_t, 3> residents_by_age;          ///< month, sex, age group
  Cube<std::int32_t, 2> life_flows;                ///< month, life flow
  Cube<std::int32_t, 2> facilities_open;           ///< month, facility kind
  Cube<std::int32_t, 3> settlements_covered;       ///< month, settlement kind, reading
  Cube<std::int32_t, 2> residents_covered;         ///< month, strength
  Cube<std::int32_t, 4> demand;                    ///< month, service, priority group, demand count
  Cube<std::int32_t, 2> new_seekers;               ///< month, service
  Cube<std::int32_t, 3> beds;                      ///< month, bed type, bed count
  Cube<std::int32_t, 2> bed_shortfall;             ///< month, cause: persons
  Cube<std::int32_t, 3> staff;                     ///< month, role, staff count
  Cube<std::int64_t, 3> accrued_fen;               ///< month, payer, purpose
  Cube<std::int64_t, 3> paid_fen;                  ///< month, payer, purpose: what was paid in the month
  Cube<std::int64_t, 1> prefinancing_fen;          ///< month: construction money that town governments have paid, net of what grants repaid
  Cube<std::int64_t, 2> clause_accrued_fen;        ///< year, clause (Outcome::clauses)
  Cube<std::int64_t, 2> clause_paid_fen;           ///< year, clause
  Cube<std::int32_t, 3> town_residents;            ///< year, town, need
  Cube<std::int32_t, 3> town_facilities_open;      ///< year, town, facility kind
  Cube<std::int32_t, 4> town_settlements_covered;  ///< year, town, settlement kind, reading
  Cube<std::int32_t, 4> town_demand;               ///< year, town, service, demand count
  Cube<std::int32_t, 3> town_beds;                 ///< year, town, bed count
  Cube<std::int32_t, 2> hub_occupied_per_mille;    ///< year, town: occupied / open beds of the centre; -1: no open centre with beds
  Cube<std::int32_t, 3> town_bed_shortfall;        ///< year, town, cause
  Cube<std::int32_t, 2> town_carers;               ///< year, town
  Cube<std::int64_t, 3> town_accrued_fen;          ///< year, town, payer
  Cube<std::int64_t, 2> town_prefinancing_peak_fen;  ///< year, town: highest month-end balance of the year
  Cube<std::int32_t, 1>
      town_prefinancing_peak_month;               ///< town: month of the highest month-end balance of the run; -1: it never advances money
  Cube<std::uint8_t, 3> settlement_covered;       ///< year, settlement, reading: 0 or 1
  Cube<std::int32_t, 2> targets;                  ///< month, target: in the whole units of model/targets.hpp
  Cube<std::int32_t, 3> town_targets;             ///< year, town, target; -1: nothing to measure in the town, or not by town
  Cube<std::int32_t, 3> volume;                   ///< month, service, volume
  Cube<std::int32_t, 2> travel_minutes;           ///< year, service: one way between home and place, added up over all who are served
  Cube<std::int64_t, 2> lottery_fund_fen;         ///< month, fund count
  Cube<std::int32_t, 2> facilities_social;        ///< month, facility kind: open ones run by a social operator
  Cube<std::int32_t, 2> facility_flows;           ///< year, facility flow
  Cube<std::int32_t, 2> displaced;                ///< year, service: persons whose place went with a facility that closed
  Cube<std::int32_t, 2> projects_waiting;         ///< month, wait for: projects that are due and do not start
  Cube<std::int64_t, 2> grants_waiting_fen;       ///< year, payer: earned and due, but beyond the year's money
  Cube<std::int32_t, 3> town_projects_waited;     ///< year, town, wait for: months of all its projects
  Cube<std::int32_t, 1> building_pace_per_mille;  ///< year: delays of building as a multiple of the scenario's, at year end
  Cube<std::int32_t, 3> town_progress;            ///< two-month period, town, progress
  Cube<std::uint8_t, 2> facility_paper;           ///< year, facility: bits of PaperReason; 0: in use, or not open
  Cube<std::int32_t, 2> settlement_unserved;      ///< settlement, service: persons waiting at the run's end
  Cube<std::int64_t, 2> rule_figures;       ///< month, figure of a rule's own (Scenario::rules, in their order): of the whole district
  Cube<std::int64_t, 3> town_rule_figures;  ///< year, town, figure: the sum of the year, or the value of its last month
  Cube<std::int32_t, 1> hub_break_even_per_mille;  ///< town: occupancy at which the centre's fees cover its cost; -1: no open centre; above
                                                   ///< 1000: never by beds alone

  friend bool operator==(const Headline&, const Headline&) = default;
};

/// Kept of the first replicates only.
struct Detail {
  Cube<std::int32_t, 2> settlement_residents;   ///< month, settlement
  Cube<std::uint8_t, 2> settlement_in_reach;    ///< month, settlement: basic activities within reach, 0 or 1
  Cube<std::uint8_t, 2> facility_status;        ///< month, facility: FacilityStatus
  Cube<std::int32_t, 3> facility_capacity;      ///< month, facility, resource
  Cube<std::int32_t, 3> facility_staffed;       ///< month, facility, resource
  Cube<std::int32_t, 3> facility_used;          ///< month, facility, resource
  Cube<std::int32_t, 2> facility_events;        ///< month, facility: sum of bit_of() what happened to it
  Cube<std::int32_t, 2> facility_displaced;     ///< month, facility: persons who lost a place there, once for each service
  Cube<std::int64_t, 3> town_money_fen;         ///< year, town, town money; 0 where towns always find the money
  Cube<std::int64_t, 2> town_prefinancing_fen;  ///< month, town: construction money that it has paid, net of what grants repaid
  Cube<std::int32_t, 1> project_opened;         ///< project: month of opening, -1 if not in the run
  Cube<std::int32_t, 1> project_waited;         ///< project: months in which it was due and held, or not covered by money
  Cube<std::int32_t, 2> project_waited_for;     ///< project, wait for: the same months by what was missing
  Cube<std::int64_t, 1> project_cost_fen;       ///< project
  std::vector<BookedPosting> postings;

  friend bool operator==(const Detail&, const Detail&) = default;
};

struct Outcome {
  std::int32_t replicate = 0;
  Headline headline;
  bool has_detail = false;
  Detail detail;
  std::vector<std::string> clauses;  ///< clause ids that money is booked under, "" first; the same in every replicate of a run
  std::string failure;               ///< empty, or why the replicate ended early: rule, month, message
};

}  // namespace eldercast
