#pragma once
/// A checked scenario: everything a run needs, as plain data. Made by core/scenario, never changed afterwards. Every reference between
/// tables is a strong id that is known to be valid.
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/calendar.hpp"
#include "api/ids.hpp"
#include "api/money.hpp"
#include "model/facility_standard.hpp"
#include "model/finance_parameters.hpp"
#include "model/observation.hpp"
#include "model/origin.hpp"
#include "model/own_names.hpp"
#include "model/rule_value.hpp"

namespace eldercast {

/// One street or town (镇街).
struct Town {
  std::string code;  ///< official code, the stable identity
  std::string name_zh;
  std::string name_en;
  TownKind kind = TownKind::town;
  double population_2010 = 0;  ///< all ages, census dates of `census`
  double population_2020 = 0;
  double area_km2 = 0;
  double lon = 0;  ///< WGS84 degrees, town seat
  double lat = 0;
  std::optional<double> residents_60_plus = {};  ///< at the second census; absent: by the share of its kind

  friend bool operator==(const Town&, const Town&) = default;
};

/// One community or village (社区/村).
struct Settlement {
  std::string code;
  std::string name_zh;
  std::string name_en;  ///< the Chinese one where the table has none
  TownId town;
  SettlementKind kind = SettlementKind::village;
  double weight = 1;          ///< share of its town's residents, relative to the others of the town
  std::optional<double> lon;  ///< absent: placed around the seat by rule (model/geography.hpp)
  std::optional<double> lat;

  friend bool operator==(const Settlement&, const Settlement&) = default;
};

/// Counts of one census by sex and five-year group; the last group is open.
struct CensusGroup {
  Sex sex = Sex::male;
  int age_from = 0;
  std::optional<int> age_to;           ///< absent: open group
  std::int64_t population_first = 0;   ///< at PopulationParameters::first_census
  std::int64_t population_second = 0;  ///< at PopulationParameters::second_census

  friend bool operator==(const CensusGroup&, const CensusGroup&) = default;
};

/// Relative size of a single year of age at the second census; splits the five-year groups.
struct AgeShape {
  Sex sex = Sex::male;
  int age = 0;
  double weight = 0;

  friend bool operator==(const AgeShape&, const AgeShape&) = default;
};

/// Death rate (central, per person-year) of an age band.
struct MortalityBand {
  Sex sex = Sex::male;
  int age_from = 0;
  std::optional<int> age_to;
  double rate_per_year = 0;

  friend bool operator==(const MortalityBand&, const MortalityBand&) = default;
};

/// Prevalence of need and one-year transition probabilities (given survival) of an age band.
struct DisabilityBand {
  Sex sex = Sex::male;
  int age_from = 0;
  std::optional<int> age_to;
  double share_partial = 0;
  double share_full = 0;
  double independent_to_partial = 0;
  double independent_to_full = 0;
  double partial_to_independent = 0;
  double partial_to_full = 0;
  double full_to_partial = 0;
  double death_ratio_partial = 1;  ///< death probability relative to independent
  double death_ratio_full = 1;

  friend bool operator==(const DisabilityBand&, const DisabilityBand&) = default;
};

/// Yearly rate at which residents leave a town of this kind for the streets of the district.
struct MoveBand {
  TownKind kind = TownKind::town;
  int age_from = 0;
  std::optional<int> age_to;
  double rate_per_year = 0;

  friend bool operator==(const MoveBand&, const MoveBand&) = default;
};

/// A facility that stands at the start.
struct ExistingFacility {
  std::string id;
  FacilityKind kind = FacilityKind::care_home;
  SettlementId settlement;
  bool siting_assumed = true;      ///< which settlement is an assumption; the town is the fact
  std::int32_t floor_area_m2 = 0;  ///< 0: the standard of its kind
  std::int32_t beds = 0;           ///< care homes; the other kinds take the standard of their kind
  std::int32_t nursing_beds = 0;
  double occupancy = 0;                  ///< share of beds taken at the start
  double hardship_share = 0;             ///< share of its residents in special hardship (特困)
  std::optional<YearMonth> closes = {};  ///< first month in which it is no more

  friend bool operator==(const ExistingFacility&, const ExistingFacility&) = default;
};

/// A facility that is planned: one row, one facility.
struct Project {
  std::string id;
  FacilityKind kind = FacilityKind::village_point;
  SettlementId settlement;
  bool siting_assumed = true;
  std::int32_t planned_year = 0;    ///< the year printed in the plan
  bool built = false;               ///< reported as built: opens in its planned month whatever the schedule says
  std::int32_t floor_area_m2 = 0;   ///< 0: the standard of its kind
  std::string converts;             ///< id of the care home that becomes part of this centre, or empty
  double confidence = 1;            ///< share of the readings of the printed table that agree with planned_year
  std::optional<YearMonth> closes;  ///< first month in which it is no more
  std::optional<YearMonth> opens;   ///< month that the build table gives instead of one in planned_year
  bool left_out = false;            ///< is not built: the build table says so, or it is a candidate that is only offered
  bool candidate = false;           ///< of the table of candidates: no part of the plan, built or offered by choice
  std::int32_t size_percent = 100;  ///< of the standard of its kind, by the build table
};

/// Whose beds a facility of the project has.
[[nodiscard]] inline BedsOf beds_of(const Project& project) { return project.converts.empty() ? BedsOf::standard : BedsOf::converted_home; }

/// What a planned change does to a facility.
enum class ChangeKind : std::uint8_t {
  close,  ///< it is no more
  beds,   ///< it has fewer beds, the share of nursing beds kept
  hours,  ///< it is open for a part of its hours: places of everything but beds shrink
  merge,  ///< its places and those who hold them go over to another facility
  move    ///< it stands in another settlement, with its places and those who hold them
};
template <>
struct Names<ChangeKind> {
  static constexpr std::array<std::string_view, 5> kText{"close", "beds", "hours", "merge", "move"};
};

/// A dated change of a facility: holds from the beginning of a month on.
struct FacilityChange {
  YearMonth month;
  FacilityId facility;  ///< existing ones stand first, then projects
  ChangeKind kind = ChangeKind::close;
  std::int32_t value = 0;  ///< beds: how many it has from then on; hours: per cent of what it has by its standard
  FacilityId into = {};    ///< merge: the other facility
  SettlementId to = {};    ///< move: where it stands from then on

  friend bool operator==(const FacilityChange&, const FacilityChange&) = default;
};

/// A row of the services table.
struct Service {
  std::string id;
  std::string name_zh;
  std::string name_en;
  std::string unit;  ///< bed, place-day, visit, person
  GivenAt given_at = GivenAt::hub;
  bool needs_hub = false;          ///< at a spoke: only with a working hub
  bool needs_arrangement = false;  ///< only at a facility with a medical arrangement
  PerEnum<Need, bool> eligible;
  /// What one user takes a month, in the order of preference, by need; empty: not served.
  PerEnum<Need, std::vector<Resource>> takes;
  std::int32_t amount_per_month = 1;  ///< units of the resource a user takes a month
  std::int32_t units_per_month = 1;   ///< units that are priced a month (visits, days, months of a bed)
  double reach_minutes = 0;           ///< longest one-way travel that a user accepts
  bool overflow = false;              ///< may use hubs other than the own
  PerEnum<Need, Fen> price;           ///< for one unit
  Payer payer = Payer::resident;
  Payer payer_hardship = Payer::district_budget;  ///< pays for residents in special hardship

  friend bool operator==(const Service&, const Service&) = default;
};

/// Want and realised use of a service; the most specific matching row holds. Absent keys match everything.
struct DemandRow {
  ServiceId service;
  std::optional<Need> need;
  std::optional<PriorityGroup> group;
  std::optional<SettlementKind> settlement_kind;
  double want = 0;          ///< share of the eligible who want it
  double realised_use = 0;  ///< share of those who want it who would really use it
};

/// Net moves per person-year by five-year group at the second census, 50 to 54 first, the last one (85 and over) open.
using NetMoves = std::array<double, 8>;

struct PopulationParameters {
  YearMonth first_census;
  YearMonth second_census;
  double mortality_multiplier_male = 1;
  double mortality_multiplier_female = 1;
  double street_share_60plus = 0;  ///< share aged 60+ in streets, relative scale
  double town_share_60plus = 0;    ///< share aged 60+ in towns, same scale
  double living_alone_share = 0;
  double left_behind_share = 0;  ///< of residents of villages
  double hardship_share = 0;
  double arrival_headroom = 2;                           ///< candidates kept ready per expected arrival
  std::optional<PerEnum<Sex, NetMoves>> net_moves = {};  ///< absent: what the two censuses leave unexplained

  friend bool operator==(const PopulationParameters&, const PopulationParameters&) = default;
};

struct NetworkParameters {
  double detour_factor = 1;  ///< way on the ground / great circle
  double walk_m_per_s = 1;
  double road_km_per_h = 25;
  double spread_share = 0.7;                 ///< radius of the settlements' ring / radius of a circle of the town's area
  double circle_minutes = 15;                ///< radius of the 15-minute circle (Q1)
  double overflow_minutes = 30;              ///< longest way by road to a bed of another town
  std::int32_t street_spokes_max = 10;       ///< stations that a street centre takes on (O1)
  std::int32_t street_spokes_per_month = 1;  ///< taken on step by step

  friend bool operator==(const NetworkParameters&, const NetworkParameters&) = default;
};

enum class Timing : std::uint8_t { durations, printed_year };

/// Median and the tenth and ninetieth percentile of a duration or ratio (split log-normal).
struct Spread {
  double median = 1;
  double low = 1;
  double high = 1;
};

struct ScheduleParameters {
  Timing timing = Timing::durations;
  std::int32_t first_month = 4;         ///< openings of a printed year are planned evenly from this calendar month
  std::int32_t last_month = 10;         ///< to this one
  double opening_skew = 1;              ///< evenly at 1; above, the part x of these months has x to this power of the openings
  std::int32_t earlier_months = 0;      ///< by which each is aimed at earlier
  std::int32_t candidates_built = 0;    ///< the first so many of the table of candidates are built, too
  std::int32_t candidates_offered = 0;  ///< so many after them are projects that are not built unless somebody chooses to
  PerEnum<FacilityKind, Spread> prepare_months;
  PerEnum<FacilityKind, Spread> build_months;
  Spread slip_ratio;
  Spread common_slip;  ///< the same for all projects: what is not known of it beforehand is learnt as of a date, and 1 without one
  Spread cost_ratio;
  double never_built_share = 0;
  std::int32_t ramp_up_months = 0;  ///< from opening to full capacity, linear
};

struct StaffParameters {
  std::int32_t carers_at_start = 0;        ///< who stay until a staffing rule says who leaves and is hired
  std::int32_t minutes_per_month = 10440;  ///< working time of one carer
  double residents_per_carer_nursing = 4;
  double residents_per_carer_other = 8;
  double day_places_per_carer = 8;
  double visits_per_day_street = 6;
  double visits_per_day_town = 3;
  std::int32_t visit_minutes = 40;
  std::int32_t bath_minutes = 45;  ///< of a carer
  double certified_share_at_start = 0;
  bool points_need_helpers = false;         ///< a village point without helper hours gives nothing
  double helpers_per_point_at_start = 0;    ///< helpers in post for each point that stands at the start
  std::int32_t point_hours_per_month = 40;  ///< hours of helpers and volunteers that keep a point fully open
  std::int32_t helper_hours_per_month = 40;
  std::int32_t volunteer_hours_per_month = 3;
  std::int32_t working_days = 22;       ///< days a month on which day care and visits are given
  bool visitors_apart = false;          ///< carers who visit homes are hired for that alone
  bool shortage_cuts_delivery = false;  ///< where carers are too few for those who hold a place, less is delivered to them
};

/// Who runs facilities, and what connects them to the district.
struct OperationParameters {
  double social_at_start_urban = 0;  ///< share of stations and street centres that stood at the start
  double social_at_start_rural = 0;  ///< of points and town centres
  double social_at_start_homes = 0;  ///< of care homes
  double social_new_urban = 0;       ///< share of those that open in the run
  double social_new_rural = 0;
  YearMonth handover_from;             ///< first month in which government-run facilities are tendered
  double handover_per_year_urban = 0;  ///< share of those still government-run that is tendered in a year
  double handover_per_year_rural = 0;
  std::int32_t tender_months = 3;          ///< from tender to hand-over
  YearMonth platform_from;                 ///< first month of the information platform
  std::int32_t platform_months = 3;        ///< from opening (or the platform's start) to connection
  double platform_share = 1;               ///< of facilities that connect at all
  std::int32_t home_site_m2_per_bed = 30;  ///< land of care homes
  bool operators_decide = false;           ///< social operators look at their accounts: take, stay or leave
  double exit_loss_share = 1;              ///< yearly loss / yearly cost above which an operator neither takes a facility nor stays
  std::int32_t patience_months = 24;       ///< of losses, before it leaves
  double top_up_share = 0;                 ///< of the loss that an operator does not bear: what a town pays that has the money
  double own_income_share = 0;             ///< of a facility's fixed cost that fees and sales other than those of beds bring
  double hours_in_loss = 1;    ///< part of its hours kept open while an operator loses more than it bears and nobody pays for it
  double closes_per_year = 0;  ///< share of facilities without an operator for a year that the town gives up in a year
};

/// Who gets which free place: one person after the other, nearest first; or all at once, so that the ways are least.
enum class AllocationMethod : std::uint8_t { priority, optimal };

struct AllocationParameters {
  AllocationMethod method = AllocationMethod::priority;
  double later_choice_minutes = 60;  ///< by how much farther a person goes for a place of the first choice, where the method is optimal
  std::int32_t reseat_months = 0;    ///< how often people may be given another place of a service without beds; 0: never
  /// Rank of each priority group, 0 is served first.
  PerEnum<PriorityGroup, std::int32_t> rank;
  PerEnum<Need, double> bed_leaving_per_month;
  double bed_leaving_hardship_per_month = 0;  ///< independent, special hardship
  bool nursing_beds_for_all = false;          ///< who takes a bed takes a nursing bed when no other is free
  double price_elasticity = 0;                ///< rise of seeking for a fall of the price that users pay, both as shares
  double bed_stay_months = 36;                ///< mean stay, for the average-flow baseline
  bool settled_start = false;                 ///< places that stand free and staffed before the first month have been given by then
};

struct TargetParameters {
  double basically = 0.95;                 ///< share that counts as 基本实现
  std::int32_t communities_year = 2020;    ///< G1
  std::int32_t villages_year = 2022;       ///< G2, and every target that is due at the end of the plan
  double urban_social_share = 0.9;         ///< G3u
  double rural_social_share = 0.6;         ///< G3r
  double land_m2_per_resident = 0.2;       ///< L1
  double nursing_bed_share = 0.5;          ///< M1
  std::int32_t integrated_facilities = 5;  ///< M2
  std::int32_t carers_trained = 500;       ///< W1
  std::int32_t supervisors_trained = 50;   ///< W1
  std::int32_t directors_trained = 3;      ///< W1
  double lottery_share = 0.8;              ///< F1
  double beds_per_1000 = 30.8;             ///< fixed-ratio baseline
};

/// What a dated shock acts on.
enum class ShockOn : std::uint8_t {
  building,            ///< progress of building and preparing
  bed_admission,       ///< free staffed beds that may be filled
  community_services,  ///< what facilities give to people who come: activities, day care, meals, baths, health management
  home_services,       ///< what is given in homes
  carers_hired,
  carers_leaving,
  building_cost,   ///< money that accrues for building
  city_grants,     ///< money of the city that rules say: grants, supports, covers of prices
  town_money,      ///< own money of towns when it comes in, and their limit of credit
  lottery_income,  ///< income of the lottery welfare fund
  deaths,          ///< hazards of residents, which act where the event tables are made
  worsening,
  arrivals,
  departures,
  facilities  ///< the part of facilities that can be used: 0 closes them while it holds
};
template <>
struct Names<ShockOn> {
  static constexpr std::array<std::string_view, 15> kText{
      "building",       "bed_admission", "community_services", "home_services", "carers_hired",
      "carers_leaving", "building_cost", "city_grants",        "town_money",    "lottery_income",
      "deaths",         "worsening",     "arrivals",           "departures",    "facilities"};
};

/// Something that changes what is normal from one month to another, both included: `factor` times the normal amount. Shocks that hold
/// together multiply.
struct Shock {
  std::string id;
  ShockOn on = ShockOn::building;
  std::optional<TownId> town;        ///< absent: the whole district
  std::optional<FacilityKind> kind;  ///< absent: every kind
  YearMonth from;
  YearMonth to;
  double factor = 1;
  std::optional<FacilityId> facility = {};  ///< one facility alone; existing ones stand first, then projects
  double spread = 0;                        ///< standard deviation of the logarithm of the distance from normal; 0: not by chance
  double town_correlation = 0;              ///< share of its variance that all towns of a year have in common
  double year_correlation = 0;              ///< share that all years of a town have in common; the rest is of town and year
  std::int32_t beds_lost = 0;               ///< on facilities: beds of each that cannot be used, before the factor
};

/// A rule that the scenario lists, with checked values in the order of the plugin's rows.
struct RuleSpec {
  std::string id;  ///< "funding/construction_grants"
  std::vector<RuleValue> values;
  std::vector<RuleFigure> figures = {};  ///< of its own
  std::vector<OwnTarget> targets = {};   ///< of its own
};

struct Scenario {
  std::string id;
  std::string name_zh;
  std::string name_en;
  YearMonth start;
  YearMonth end;  ///< last simulated month
  std::int32_t replicates = 100;
  std::int32_t full_detail_replicates = 1;
  bool draw_parameters = false;  ///< a run draws what is not known of its parameters, too: two replicates share a draw
  /// Ids of parameters that a run does not draw: named by scenario.decided, or set by an option or a text that extends another.
  std::vector<std::string> decided;
  std::uint64_t seed = 1;
  /// The last month whose past is known: projects are as observed until its end, and what follows is drawn given that. Absent: all is
  /// drawn.
  std::optional<YearMonth> as_of;

  std::vector<Town> towns;
  std::vector<Settlement> settlements;  ///< sorted by town
  std::vector<CensusGroup> census;
  std::vector<AgeShape> age_shape;
  std::vector<MortalityBand> mortality;
  std::vector<DisabilityBand> disability;
  std::vector<MoveBand> moves;
  std::vector<ExistingFacility> existing;
  std::vector<Project> projects;
  std::vector<Project> candidates;      ///< that could be built where nothing is planned; those that are stand in `projects`, too
  std::vector<FacilityChange> changes;  ///< by row of the table
  std::vector<Observation> observed;    ///< by row of the table, of whatever month
  std::vector<Service> services;
  std::vector<DemandRow> demand;

  PerEnum<FacilityKind, FacilityStandard> standards;
  PopulationParameters population;
  NetworkParameters network;
  ScheduleParameters schedule;
  StaffParameters staff;
  FinanceParameters finance;
  OperationParameters operation;
  AllocationParameters allocation;
  TargetParameters targets;
  OwnNames names;  ///< payers, purposes and roles beside the program's
  std::vector<RuleSpec> rules;
  std::vector<Shock> shocks;
  MendParameters mend;
  IncomeParameters incomes;

  std::vector<ParameterOrigin> origins;
  std::vector<std::string> data_gaps;     ///< one sentence each, shown where the user meets the numbers
  std::vector<std::string> data_gaps_zh;  ///< the same in Chinese; the same texts where the scenario has none
  std::string resolved_text;              ///< TOML that reproduces this scenario, every value written out
  std::string digest;                     ///< SHA-256 of resolved_text and of the data tables
  std::shared_ptr<const std::vector<DataTable>> tables = std::make_shared<const std::vector<DataTable>>();

  /// Number of simulated months.
  [[nodiscard]] int months() const { return end - start + 1; }
};

}  // namespace eldercast
