#pragma once
/// Strong ids and the closed vocabularies of the model. An id is an index into the district's tables: a TownId can never be used as a
/// FacilityId. The words are those of the glossary in README.md; each enumeration has its text names beside it, in enumerator order.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace eldercast {

/// An index of one table. `Tag` only makes the type distinct.
template <class Tag>
struct Id {
  std::uint32_t value = kNone;

  static constexpr std::uint32_t kNone = 0xFFFFFFFFU;

  constexpr Id() = default;
  explicit constexpr Id(std::size_t index) : value(static_cast<std::uint32_t>(index)) {}
  /// False for an id that points at nothing.
  [[nodiscard]] constexpr bool valid() const { return value != kNone; }
  /// The position in the table, for subscripts.
  [[nodiscard]] constexpr std::size_t index() const { return value; }
  friend constexpr bool operator==(Id, Id) = default;
  friend constexpr auto operator<=>(Id, Id) = default;
};

using TownId = Id<struct TownTag>;
using SettlementId = Id<struct SettlementTag>;
using FacilityId = Id<struct FacilityTag>;
using ProjectId = Id<struct ProjectTag>;
using ServiceId = Id<struct ServiceTag>;
using RuleId = Id<struct RuleTag>;

enum class Sex : std::uint8_t { male, female };
enum class Need : std::uint8_t { independent, partial, full };
enum class TownKind : std::uint8_t { street, town };
enum class SettlementKind : std::uint8_t { community, village };
enum class FacilityKind : std::uint8_t { street_centre, community_station, town_centre, village_point, care_home };
/// Five-year age groups of residents, the last one open. Seen by rules since 4.2.
enum class AgeGroup : std::uint8_t { from_60, from_65, from_70, from_75, from_80, from_85 };
/// Who is admitted first; the rank of each group is a scenario parameter, the enumerator is only its name.
enum class PriorityGroup : std::uint8_t { special_hardship, full, partial, aged_80_plus, living_alone, others };
enum class BedType : std::uint8_t { nursing, other };
/// What a service consumes at a facility, counted a month: beds; place-days; minutes of home visits; persons at activities; persons under
/// health management; baths; meals of the kitchen; emergency-call lines; bed-days of short stays; persons on a family doctor's list.
enum class Resource : std::uint8_t {
  nursing_bed,
  other_bed,
  day_place,
  visit_minutes,
  activity_place,
  health_place,
  bath,
  meal,
  call_line,
  short_stay_day,
  doctor_place
};
/// Roles of staff. Helpers (助老员) look after village points; volunteers and trained family carers are counted, not employed.
/// A scenario may name more of them: those follow in its order (MonthView::roles; since 4.3), as do its payers and purposes.
enum class Role : std::uint8_t { carer, supervisor, director, helper, volunteer, family_carer };
/// What at most one rule of a scenario keeps: the persons in post of each role, in the order of Role, and the income of the lottery fund.
enum class Stock : std::uint8_t { carer, supervisor, director, helper, volunteer, family_carer, lottery_fund };
/// Where a service is given.
enum class GivenAt : std::uint8_t { hub, spoke, hub_or_spoke, bed, home };
/// Who runs a facility: the town's government, or a social operator (社会化运营).
enum class RunBy : std::uint8_t { government, social };
/// How a facility gives medical care: by agreement with a health centre, beside one, or in a clinic of its own. Rising.
enum class Arrangement : std::uint8_t { none, agreement, co_located, in_house };
/// Result of the yearly quality evaluation. Rising.
enum class Grade : std::uint8_t { none, fail, pass, good, excellent };
enum class Payer : std::uint8_t {
  city,
  lottery_fund,
  district_budget,
  town_government,
  medical_insurance,
  long_term_care_insurance,
  operator_,
  resident
};
enum class Purpose : std::uint8_t { construction, running, service, training, award, allowance, interest };
/// Why a resident who seeks a bed has none (design: bed shortfall by cause).
enum class ShortfallCause : std::uint8_t { no_bed, no_staff, out_of_reach };
/// The nested demand counts. Who holds a place is served in a month in which something is given, and else holding.
enum class DemandCount : std::uint8_t { eligible, wanting, seeking, served, waiting, holding };
/// Why a project that is due does not start: a rule holds it; grants of the city or of the district that are earned and not yet paid, or
/// offered and not in the year's money, would cover what is missing; or the town's own money is too little.
enum class WaitFor : std::uint8_t { rule, city, district, town };

/// A group, or all of them.
enum class ForGroup : std::uint8_t { all, special_hardship, full, partial, aged_80_plus, living_alone, others };
/// A need, or all of them. Since 4.2.
enum class ForNeed : std::uint8_t { all, independent, partial, full };
/// What may happen to a resident's health: death, a change to a higher need, or to a lower one. Since 4.2.
enum class HealthEvent : std::uint8_t { death, worsening, improvement };
/// What a figure of a rule's own is over a year: the sum of its months, or what it is in the last of them.
enum class FigureKind : std::uint8_t { sum, state };

/// Text names of an enumeration, in enumerator order: the spelling in TOML, CSV and results.
template <class Enum>
struct Names;

template <>
struct Names<Sex> {
  static constexpr std::array<std::string_view, 2> kText{"male", "female"};
};
template <>
struct Names<Need> {
  static constexpr std::array<std::string_view, 3> kText{"independent", "partial", "full"};
};
template <>
struct Names<TownKind> {
  static constexpr std::array<std::string_view, 2> kText{"street", "town"};
};
template <>
struct Names<SettlementKind> {
  static constexpr std::array<std::string_view, 2> kText{"community", "village"};
};
template <>
struct Names<FacilityKind> {
  static constexpr std::array<std::string_view, 5> kText{"street_centre", "community_station", "town_centre", "village_point", "care_home"};
};
template <>
struct Names<PriorityGroup> {
  static constexpr std::array<std::string_view, 6> kText{"special_hardship", "full", "partial", "aged_80_plus", "living_alone", "others"};
};
template <>
struct Names<ForGroup> {
  static constexpr std::array<std::string_view, 7> kText{"all",          "special_hardship", "full",  "partial",
                                                         "aged_80_plus", "living_alone",     "others"};
};
template <>
struct Names<AgeGroup> {
  static constexpr std::array<std::string_view, 6> kText{"60-64", "65-69", "70-74", "75-79", "80-84", "85+"};
};
template <>
struct Names<ForNeed> {
  static constexpr std::array<std::string_view, 4> kText{"all", "independent", "partial", "full"};
};
template <>
struct Names<HealthEvent> {
  static constexpr std::array<std::string_view, 3> kText{"death", "worsening", "improvement"};
};
template <>
struct Names<FigureKind> {
  static constexpr std::array<std::string_view, 2> kText{"sum", "state"};
};
template <>
struct Names<BedType> {
  static constexpr std::array<std::string_view, 2> kText{"nursing", "other"};
};
template <>
struct Names<Resource> {
  static constexpr std::array<std::string_view, 11> kText{"nursing_bed",    "other_bed",      "day_place",   "visit_minutes",
                                                          "activity_place", "health_place",   "bath",        "meal",
                                                          "call_line",      "short_stay_day", "doctor_place"};
};
template <>
struct Names<Role> {
  static constexpr std::array<std::string_view, 6> kText{"carer", "supervisor", "director", "helper", "volunteer", "family_carer"};
};
template <>
struct Names<Stock> {
  static constexpr std::array<std::string_view, 7> kText{"carer",     "supervisor",   "director",    "helper",
                                                         "volunteer", "family_carer", "lottery_fund"};
};
template <>
struct Names<GivenAt> {
  static constexpr std::array<std::string_view, 5> kText{"hub", "spoke", "hub_or_spoke", "bed", "home"};
};
template <>
struct Names<RunBy> {
  static constexpr std::array<std::string_view, 2> kText{"government", "social"};
};
template <>
struct Names<Arrangement> {
  static constexpr std::array<std::string_view, 4> kText{"none", "agreement", "co_located", "in_house"};
};
template <>
struct Names<Grade> {
  static constexpr std::array<std::string_view, 5> kText{"none", "fail", "pass", "good", "excellent"};
};
template <>
struct Names<Payer> {
  static constexpr std::array<std::string_view, 8> kText{
      "city",     "lottery_fund", "district_budget", "town_government", "medical_insurance", "long_term_care_insurance",
      "operator", "resident"};
};
template <>
struct Names<Purpose> {
  static constexpr std::array<std::string_view, 7> kText{"construction", "running",   "service", "training",
                                                         "award",        "allowance", "interest"};
};
template <>
struct Names<ShortfallCause> {
  static constexpr std::array<std::string_view, 3> kText{"no_bed", "no_staff", "out_of_reach"};
};
template <>
struct Names<DemandCount> {
  static constexpr std::array<std::string_view, 6> kText{"eligible", "wanting", "seeking", "served", "waiting", "holding"};
};
template <>
struct Names<WaitFor> {
  static constexpr std::array<std::string_view, 4> kText{"rule", "city", "district", "town"};
};

/// Number of enumerators.
template <class Enum>
inline constexpr std::size_t kCount = std::tuple_size_v<std::remove_cv_t<decltype(Names<Enum>::kText)>>;

/// The text name of an enumerator; none of a payer, a purpose or a role that a scenario names (MonthView has those).
template <class Enum>
[[nodiscard]] constexpr std::string_view name_of(Enum value) {
  const auto at = static_cast<std::size_t>(value);
  return at < kCount<Enum> ? Names<Enum>::kText[at] : std::string_view();
}

/// Cells that an array by these enumerators has: those that rules see have room for enumerators to come, so that arrays stay where they
/// are, and for what a scenario names.
template <class Enum>
inline constexpr std::size_t kRoom = kCount<Enum>;
template <>
inline constexpr std::size_t kRoom<Need> = 4;
template <>
inline constexpr std::size_t kRoom<Role> = 8;
template <>
inline constexpr std::size_t kRoom<AgeGroup> = 8;
template <>
inline constexpr std::size_t kRoom<PriorityGroup> = 8;
template <>
inline constexpr std::size_t kRoom<Resource> = 16;
template <>
inline constexpr std::size_t kRoom<Payer> = 32;
template <>
inline constexpr std::size_t kRoom<Purpose> = 32;

/// An array with one cell an enumerator, subscripted by the enumerator.
template <class Enum, class T>
struct PerEnum {
  static_assert(kCount<Enum> <= kRoom<Enum>, "more enumerators than plugins left room for: the number of the interface grows");
  std::array<T, kRoom<Enum>> cells{};

  [[nodiscard]] constexpr T& operator[](Enum key) { return cells[static_cast<std::size_t>(key)]; }
  [[nodiscard]] constexpr const T& operator[](Enum key) const { return cells[static_cast<std::size_t>(key)]; }
  [[nodiscard]] constexpr auto begin() { return cells.begin(); }
  [[nodiscard]] constexpr auto begin() const { return cells.begin(); }
  [[nodiscard]] constexpr auto end() { return cells.begin() + kCount<Enum>; }
  [[nodiscard]] constexpr auto end() const { return cells.begin() + kCount<Enum>; }
  friend constexpr bool operator==(const PerEnum&, const PerEnum&) = default;
};

/// The position of an enumerator in its table.
template <class Enum>
[[nodiscard]] constexpr std::size_t index_of(Enum value) {
  return static_cast<std::size_t>(value);
}

/// The stock of the persons in post of a role of the program.
[[nodiscard]] constexpr Stock stock_of(Role role) { return static_cast<Stock>(role); }
/// True for the two kinds that run spokes.
[[nodiscard]] constexpr bool is_hub(FacilityKind kind) { return kind == FacilityKind::street_centre || kind == FacilityKind::town_centre; }
/// True for the two kinds that lean on a hub.
[[nodiscard]] constexpr bool is_spoke(FacilityKind kind) {
  return kind == FacilityKind::community_station || kind == FacilityKind::village_point;
}

}  // namespace eldercast
