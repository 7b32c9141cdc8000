#pragma once
/// What a rule may say: flows written into slots that the engine owns. Flows add up and caps take the minimum, so that the listed order of
/// rules never changes a result.
///
/// Every field of every flow is checked before anybody acts on it; a flow that does not hold ends the replicate with the rule's name, the
/// month and what is wrong:
/// - ids point at a row of the view, enumerators are those of ids.hpp;
/// - an amount of money is 0 to 1e13 fen (100 billion yuan) and never negative: a rule that wants money back posts what it pays less;
/// - a number of persons, beds or places is 0 to 1,000,000;
/// - a clause is "" or one that the rule's card declares; texts are not null;
/// - only who keeps a stock (PluginText::keeps) lets persons leave it, or gives the lottery fund its income;
/// - all that rules say in one replicate adds up to no more than 1e17 fen and 100,000,000 persons, beds and places;
/// - a rule says at most 16,384 flows of one kind in a call, in large districts 12 for every facility.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <type_traits>

#include "api/border.hpp"
#include "api/calendar.hpp"
#include "api/ids.hpp"
#include "api/money.hpp"

namespace eldercast {

/// A bounded list that the engine lends to a rule for one call. Writing past its end is recorded and ends the replicate with a message.
template <class Flow>
class Slots {
  static_assert(std::is_trivially_copyable_v<Flow>);

 public:
  /// Room of this program or library.
  explicit Slots(std::span<Flow> room) : own_{room.data(), sizeof(Flow), static_cast<std::uint32_t>(room.size()), 0, 0}, slot_(&own_) {}
  /// Room on the other side of the border, which outlives the object.
  explicit Slots(EldercastSlot& slot) : slot_(&slot) {}
  Slots(Slots&& other) noexcept : own_(other.own_), slot_(other.slot_ == &other.own_ ? &own_ : other.slot_) {}
  Slots& operator=(Slots&&) = delete;

  void push(const Flow& flow) {
    if (slot_->used < slot_->room) {
      // The other side may know longer flows: what is not known here stays as it is there.
      std::memcpy(static_cast<char*>(slot_->rows) + std::size_t{slot_->used} * slot_->row_size, &flow, sizeof flow);
      ++slot_->used;
    } else {
      slot_->overflowed = 1;
    }
  }
  /// What was written, where the room is of this program.
  [[nodiscard]] std::span<const Flow> flows() const { return {static_cast<const Flow*>(slot_->rows), slot_->used}; }
  [[nodiscard]] bool overflowed() const { return slot_->overflowed != 0; }
  /// As it crosses the border.
  [[nodiscard]] EldercastSlot& across() { return *slot_; }

 private:
  EldercastSlot own_{};
  EldercastSlot* slot_;
};

/// Money offered before a project starts; it is booked as a grant for construction in the month in which the project starts.
struct Support {
  ProjectId project;
  Payer payer = Payer::town_government;
  Fen amount;
  const char* clause = "";          ///< clause id of the plan; may go when the call returns
  bool lottery_fund_first = false;  ///< as Posting::lottery_fund_first
};

/// A rule's word that a project must not start this month. `reason` is a short static text that says why.
struct Hold {
  ProjectId project;
  const char* reason = "";
};

/// Income of the district's lottery welfare fund, said by the rule that keeps it.
struct FundIncome {
  Fen amount;     ///< kept for elderly care
  Fen elsewhere;  ///< spent on other things; only counted (F1)
  Fen carried;    ///< what the fund had before: comes on top of `amount`, is no income, and no shock acts on it. Since 4.3
};

/// Who would bear the cost if this money did not come. The engine books the same amount with the opposite sign for that payer, so that the
/// total of a purpose stays what was spent.
enum class Relieves : std::uint8_t { nobody, town_government, operator_ };

/// One flow of money, from the payer; the engine adds the rule that made it and the month in which it accrues. There are no negative
/// postings: what somebody else goes without is said by `relieves`.
struct Posting {
  TownId town;
  FacilityId facility;  ///< not valid when the flow belongs to no facility
  ServiceId service;    ///< not valid when the flow belongs to no service
  Payer payer = Payer::city;
  Purpose purpose = Purpose::running;
  Fen amount;
  std::int32_t paid_after_months = 0;  ///< 0: paid in the month in which it accrues; at most 120
  Relieves relieves = Relieves::nobody;
  const char* clause = "";  ///< clause id of the plan; may go when the call returns
  /// Only for Payer::district_budget: the lottery fund pays as much of it as its balance allows. Where several postings of a month ask for
  /// more than there is, each gets its share in proportion.
  bool lottery_fund_first = false;
};

/// Somebody pays a part of the price of a service for some of its users this month. A cover must be said anew every month. Users in special
/// hardship never pay themselves, so that covers relieve only the payer who pays for them.
struct Cover {
  ServiceId service;
  PriorityGroup group = PriorityGroup::others;
  Payer payer = Payer::district_budget;
  double users_share = 1.0;        ///< of the group's users, 0 to 1
  Fen per_unit;                    ///< at most the price is paid; where several covers together exceed it, each is cut in proportion
  bool needs_arrangement = false;  ///< only for users of facilities with a medical arrangement
  bool lottery_fund_first = false;
  const char* clause = "";
};

/// Changes how many of those who want a service seek it, as long as it is said anew every month: the changes of all rules add up. 0 changes
/// nothing, 100 means ten per cent more.
struct DemandChange {
  ServiceId service;
  std::int32_t per_mille = 0;      ///< -1000 to 4000
  ForGroup group = ForGroup::all;  ///< of whom; since 4.1
  TownId town{};                   ///< where they live; not valid: all towns; since 4.2
  ForNeed need = ForNeed::all;     ///< of whom; since 4.2
};

/// Changes how likely a thing happens to residents this month: so many thousandths more or less than the scenario's monthly probability, as
/// long as it is said anew every month. The changes of all rules for a resident add up; what happens is never less likely than impossible
/// nor more than twice as likely. Who is not yet 60 is left alone. What nothing is said of stays as it is, resident by resident. Since 4.2.
struct HealthChange {
  HealthEvent event = HealthEvent::worsening;
  std::int32_t per_mille = 0;   ///< -1000 to 1000
  TownId town{};                ///< where they live; not valid: all towns
  ForNeed need = ForNeed::all;  ///< of whom, before it happens
};

/// Changes how many persons of a role leave and are hired by what all rules say of the stock, as long as it is said anew every month: the
/// changes of all rules add up. -200 as `left_per_mille` means that a fifth of those who would leave stay. What is less than a person is
/// carried over. Since 4.1.
struct StaffChange {
  TownId town;  ///< not valid: all towns
  Role role = Role::carer;
  std::int32_t left_per_mille = 0;   ///< -1000 to 4000
  std::int32_t hired_per_mille = 0;  ///< -1000 to 4000; hires of the district follow the changes of all towns
};

/// Changes the price of a service in the whole district, as long as it is said anew every month: the changes of all rules add up, and the
/// price is never below nothing nor above ten times the scenario's. Users pay it, operators live on it, and fewer or more seek the service
/// by AllocationParameters::price_elasticity. Since 4.1.
struct PriceChange {
  ServiceId service;
  std::int32_t per_mille = 0;  ///< -1000 to 4000
};

/// A facility closes for good this month, as one does by plan: whoever held a place waits and is placed again. Of one that is not open
/// nothing happens. Since 4.1.
struct Closing {
  FacilityId facility;
  const char* reason = "";  ///< a short text that says why
};

/// A project that is offered beside the plan (ProjectState::offered) is chosen: from this month on it asks to start as one of the plan
/// does, may be held, and needs its money. It stays chosen; of one that has been chosen already nothing happens. Since 4.2.
struct ProjectChoice {
  ProjectId project;
  const char* reason = "";  ///< a short text that says why
};

/// An open facility gets more places of a kind for good, or fewer: never fewer than are in use. The changes of all rules of a month add up
/// before they act. Since 4.1.
struct CapacityChange {
  FacilityId facility;
  Resource resource = Resource::other_bed;
  std::int32_t places = 0;  ///< -1,000,000 to 1,000,000, in what Resource counts
};

/// A value of a figure that the rule's card declares. Values of one figure, town and month add up. Since 4.1.
struct FigureValue {
  const char* figure = "";  ///< its id in the card
  TownId town;              ///< not valid: of the district as a whole
  std::int64_t value = 0;   ///< a whole number of its unit, -1e12 to 1e12
};

/// Change of the staff of one town, persons. Leaving is capped by the persons in post; only the rule that keeps the role says it.
struct StaffFlow {
  TownId town;
  Role role = Role::carer;
  std::int32_t hired = 0;
  std::int32_t left = 0;
};

/// Hires without a town: the engine deals them to the towns with the most unfilled posts.
struct DistrictHires {
  Role role = Role::carer;
  std::int32_t hired = 0;
  std::int32_t certified = 0;  ///< of them, carers who come with a certificate
};

/// Movement of the courses, persons of the whole district.
struct TrainingFlow {
  Role role = Role::carer;
  std::int32_t entered = 0;
  std::int32_t graduated = 0;
  std::int32_t dropped_out = 0;
  std::int32_t certified_in_post = 0;  ///< carers in post who got their certificate; dealt to the towns by carers without one
};

/// Turns free other beds of a facility into nursing beds; capped by its free other beds.
struct BedConversion {
  FacilityId facility;
  std::int32_t beds = 0;
};

/// A facility gets a medical arrangement, or a closer one; where several rules speak, the closest holds. It stays until the facility
/// closes. `doctor_places` adds that many persons to the list of the family doctors who work from the facility.
struct MedicalArrangement {
  FacilityId facility;
  Arrangement kind = Arrangement::agreement;
  std::int32_t doctor_places = 0;
};

/// The result of a facility's evaluation; of several in one month the lowest holds.
struct Evaluation {
  FacilityId facility;
  Grade grade = Grade::none;
};

}  // namespace eldercast
