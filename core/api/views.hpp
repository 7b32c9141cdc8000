#pragma once
/// What a rule may see: the district's state at one point of the month, as constant tables indexed by the strong ids.
///
/// As of when each field holds, by the phase in which it is looked at. "before": as the month before left it, in the first month as the run
/// starts. "now": with everything that this month has done to it.
///
/// | field                                                  | authorise | staff   | arrange | pay    |
/// |--------------------------------------------------------|-----------|---------|---------|--------|
/// | TownState::residents, by need, by age                  | before    | before  | before  | now    |
/// | TownState::staff, certified, stayed_a_year             | before    | before  | now     | now    |
/// | TownState::posts                                       | before    | opened  | opened  | now    |
/// | FacilityState::status, opened, run_by, on_platform     | before    | now     | now     | now    |
/// | FacilityState::town, settlement (one that moves)       | before    | now     | now     | now    |
/// | FacilityState::capacity                                | before    | opened  | opened  | now    |
/// | FacilityState::staffed, hub_working                    | before    | before  | before  | now    |
/// | FacilityState::used                                    | before    | before  | before  | now    |
/// | FacilityState::arrangement                             | before    | before  | before  | now    |
/// | FacilityState::grade, evaluated                        | before    | before  | before  | before |
/// | ProjectState::status, scheduled_start, cost            | before    | now     | now     | now    |
/// | ServiceState::served, waiting                          | before    | before  | before  | now    |
/// | ServiceState::price                                    | before    | now     | now     | now    |
/// | MonthView::training                                    | before    | before  | now     | now    |
/// | MonthView::lottery_fund                                | before    | income  | income  | income |
///
/// "opened": before, and with what this month's openings, closings and changes of places did; bed conversions and doctors' places of the
/// month follow in `arrange`. "income": with this month's income; what the month draws is drawn after `pay`. Nothing has been staffed
/// before the first `arrange`, so that staffed and hub_working are empty until the first `pay`. A home that a centre takes over hands it
/// its places and users at once; one that moves keeps its place in the table and its key. All other fields never change. Nothing of one
/// replicate is seen in another.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "api/border.hpp"
#include "api/calendar.hpp"
#include "api/ids.hpp"
#include "api/money.hpp"

namespace eldercast {

/// A town as rules see it.
struct TownState {
  std::uint64_t key = 0;  ///< stable key of the town's code, for keyed draws
  TownKind kind = TownKind::town;
  std::int32_t residents = 0;  ///< aged 60 and over
  PerEnum<Need, std::int32_t> residents_by_need;
  PerEnum<Role, std::int32_t> staff;                 ///< in post, persons; those of a role that the scenario names since 4.3
  std::int32_t certified = 0;                        ///< carers in post with a certificate
  std::int32_t posts = 0;                            ///< carers that its open places would need, persons
  PerEnum<AgeGroup, std::int32_t> residents_by_age;  ///< the same persons as `residents`; since 4.2
  std::int32_t stayed_a_year = 0;                    ///< carers in post for twelve months or more, those of the start among them; since 4.2
};

enum class FacilityStatus : std::uint8_t { planned, open, closed };

/// A facility as rules see it. Existing facilities come first, facilities of projects follow.
struct FacilityState {
  std::uint64_t key = 0;  ///< stable key of the facility's id, for keyed draws
  FacilityKind kind = FacilityKind::care_home;
  TownId town;
  SettlementId settlement;
  FacilityStatus status = FacilityStatus::planned;
  bool from_project = false;  ///< false for stock that stood at the start
  bool hub_working = false;   ///< of a spoke: attached to an open, staffed hub; of a hub: open and staffed
  Month opened = kNever;
  std::int32_t floor_area_m2 = 0;
  RunBy run_by = RunBy::government;
  Arrangement arrangement = Arrangement::none;
  Grade grade = Grade::none;                 ///< of the last evaluation
  Month evaluated{-1};                       ///< month of the last evaluation; before the run: never
  bool on_platform = false;                  ///< connected to the district's information platform
  PerEnum<Resource, std::int32_t> capacity;  ///< what it has, a month
  PerEnum<Resource, std::int32_t> staffed;   ///< the part that can be used with the carers in post
  PerEnum<Resource, std::int32_t> used;
};

enum class ProjectStatus : std::uint8_t { planned, preparing, building, open, cancelled };

/// A project as rules see it; its facility is `facility`.
struct ProjectState {
  std::uint64_t key = 0;
  FacilityId facility;
  FacilityKind kind = FacilityKind::village_point;
  TownId town;
  ProjectStatus status = ProjectStatus::planned;
  std::int32_t planned_year = 0;  ///< the year in which it is to open: the one printed in the plan unless a schedule moves it
  Month scheduled_start;          ///< first month in which it asks to start
  Fen cost;                       ///< expected final cost
  bool offered = false;           ///< a candidate beside the plan, built only if a rule or a schedule chooses it; since 4.2
};

/// A service as rules see it.
struct ServiceState {
  const char* id = "";
  GivenAt given_at = GivenAt::hub;
  PerEnum<Resource, bool> takes;                 ///< consumes this resource for some need
  PerEnum<Need, Fen> price;                      ///< of one unit
  std::int32_t units_per_month = 1;              ///< units that a user takes a month
  PerEnum<PriorityGroup, std::int32_t> served;   ///< persons of the district who hold a place
  PerEnum<PriorityGroup, std::int32_t> waiting;  ///< persons of the district who seek it and have none
};

/// The district's lottery welfare fund (福彩公益金), as far as it is kept for elderly care. Kept by the engine from the rules' flows.
struct LotteryFundState {
  Fen balance;    ///< not yet committed
  Fen income;     ///< since the start of the run
  Fen elsewhere;  ///< income of the same time that went to other things
  Fen drawn;      ///< committed since the start of the run
};

/// District totals of the staff in training, kept by the engine from the rules' flows.
struct TrainingState {
  PerEnum<Role, std::int32_t> in_training;
  PerEnum<Role, std::int32_t> graduates;  ///< since the start of the run
};

/// Random numbers keyed by (seed, replicate, rule, entity, counter): the same key gives the same number in every order of calls.
class Draws {
 public:
  using Source = std::uint32_t (*)(const void* host, std::uint64_t entity, std::uint32_t counter);

  constexpr Draws(Source source, const void* host) : source_(source), host_(host) {}
  /// A uniform 32-bit number. `entity` is a key of the views above; a rule that draws monthly puts the month in `counter`.
  [[nodiscard]] std::uint32_t operator()(std::uint64_t entity, std::uint32_t counter) const { return source_(host_, entity, counter); }
  /// True with probability `share` (0 to 1). Throws std::invalid_argument for a NaN.
  [[nodiscard]] bool chance(double share, std::uint64_t entity, std::uint32_t counter) const {
    if (share != share) throw std::invalid_argument("asked for a chance that is not a number");
    return static_cast<double>((*this)(entity, counter)) < share * 4294967296.0;
  }
  [[nodiscard]] Source drawn_by() const { return source_; }
  [[nodiscard]] const void* host() const { return host_; }

 private:
  Source source_;
  const void* host_;
};

/// The rows of a table, read only. Rows of a newer program may be longer than what is known here.
template <class Row>
class ViewRows {
 public:
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Row;
    using difference_type = std::ptrdiff_t;
    using pointer = const Row*;
    using reference = const Row&;

    Iterator() = default;
    Iterator(const char* at, std::uint32_t row_size) : at_(at), row_size_(row_size) {}
    [[nodiscard]] reference operator*() const { return *reinterpret_cast<const Row*>(at_); }
    [[nodiscard]] pointer operator->() const { return &**this; }
    Iterator& operator++() {
      at_ += row_size_;
      return *this;
    }
    Iterator operator++(int) {
      const Iterator before = *this;
      ++*this;
      return before;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_; }

   private:
    const char* at_ = nullptr;
    std::uint32_t row_size_ = 0;
  };

  ViewRows() = default;
  ViewRows(std::span<const Row> rows) : table_{rows.data(), static_cast<std::uint32_t>(rows.size()), sizeof(Row)} {}
  ViewRows(const std::vector<Row>& rows) : ViewRows(std::span<const Row>(rows)) {}
  explicit ViewRows(const EldercastTable& table) : table_(table) {}

  [[nodiscard]] std::size_t size() const { return table_.count; }
  [[nodiscard]] bool empty() const { return table_.count == 0; }
  [[nodiscard]] const Row& operator[](std::size_t at) const { return *reinterpret_cast<const Row*>(bytes(at)); }
  [[nodiscard]] const Row& front() const { return (*this)[0]; }
  [[nodiscard]] const Row& back() const { return (*this)[size() - 1]; }
  [[nodiscard]] Iterator begin() const { return {bytes(0), table_.row_size}; }
  [[nodiscard]] Iterator end() const { return {bytes(size()), table_.row_size}; }
  /// As it crosses the border.
  [[nodiscard]] const EldercastTable& across() const { return table_; }

 private:
  [[nodiscard]] const char* bytes(std::size_t at) const { return static_cast<const char*>(table_.rows) + at * table_.row_size; }

  EldercastTable table_{nullptr, 0, sizeof(Row)};
};

/// A payer, a purpose or a role of the scenario by its text. Since 4.3.
struct NamedState {
  const char* id = "";  ///< as scenarios spell it
};

namespace detail {

template <class Enum>
constexpr std::array<NamedState, kCount<Enum>> names_of_program() {
  std::array<NamedState, kCount<Enum>> out{};
  for (std::size_t i = 0; i < out.size(); ++i) out[i].id = Names<Enum>::kText[i].data();
  return out;
}
/// The program's own, which come first everywhere.
template <class Enum>
inline constexpr auto kNamesOfProgram = names_of_program<Enum>();

/// Letters to change, add or leave out to make one text of the other.
inline std::size_t steps_between(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t before = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, before + (a[i - 1] == b[j - 1] ? 0 : 1)});
      before = above;
    }
  }
  return row[b.size()];
}

template <class Enum>
Enum find_named(const ViewRows<NamedState>& names, std::string_view id, const char* what) {
  std::string_view nearest;
  std::size_t fewest = id.size() + 1;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (id == names[i].id) return static_cast<Enum>(i);
    const std::size_t steps = steps_between(id, names[i].id);
    if (steps >= fewest) continue;
    fewest = steps;
    nearest = names[i].id;
  }
  std::string message = std::string("the scenario has no ") + what + " '" + std::string(id) + "'; ";
  message += fewest <= 1 + id.size() / 3 ? "did you mean '" + std::string(nearest) + "'?"
                                         : std::string("it names one in a table [names.") + what + "." + std::string(id) + "]";
  throw std::invalid_argument(message);
}

}  // namespace detail

/// Everything that a rule may look at in one month. The tables are valid during the call only.
struct MonthView {
  Month month;         ///< from the scenario's start
  YearMonth calendar;  ///< the same month in the calendar
  Month last;          ///< the run's last month
  ViewRows<TownState> towns;
  ViewRows<FacilityState> facilities;
  ViewRows<ProjectState> projects;
  ViewRows<ServiceState> services;
  TrainingState training;
  LotteryFundState lottery_fund;
  Draws draws;
  /// The program's own in the order of their enumerators, and then those that the scenario names. Since 4.3.
  ViewRows<NamedState> payers = std::span<const NamedState>(detail::kNamesOfProgram<Payer>);
  ViewRows<NamedState> purposes = std::span<const NamedState>(detail::kNamesOfProgram<Purpose>);
  ViewRows<NamedState> roles = std::span<const NamedState>(detail::kNamesOfProgram<Role>);

  /// One of them by its text. Throws std::invalid_argument where there is none, which names the nearest. Since 4.3.
  [[nodiscard]] Payer payer(std::string_view id) const { return detail::find_named<Payer>(payers, id, "payer"); }
  [[nodiscard]] Purpose purpose(std::string_view id) const { return detail::find_named<Purpose>(purposes, id, "purpose"); }
  [[nodiscard]] Role role(std::string_view id) const { return detail::find_named<Role>(roles, id, "role"); }
};

}  // namespace eldercast
