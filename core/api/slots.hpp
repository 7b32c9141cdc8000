#pragma once
/// What a rule may say: flows written into slots that the engine owns. Flows add up and caps take the minimum, so that the listed order of
/// rules never changes a result.
#include <cstddef>
#include <cstdint>
#include <span>

#include "api/calendar.hpp"
#include "api/ids.hpp"
#include "api/money.hpp"

namespace eldercast {

/// A bounded list that the engine lends to a rule for one call. Writing past its end is recorded and ends the replicate with a message.
template <class Flow>
class Slots {
 public:
  explicit Slots(std::span<Flow> room) : room_(room) {}
  void push(const Flow& flow) {
    if (size_ < room_.size()) {
      room_[size_++] = flow;
    } else {
      overflowed_ = true;
    }
  }
  [[nodiscard]] std::span<const Flow> flows() const { return room_.first(size_); }
  [[nodiscard]] bool overflowed() const { return overflowed_; }

 private:
  std::span<Flow> room_;
  std::size_t size_ = 0;
  bool overflowed_ = false;
};

/// Money offered before a project starts.
struct Support {
  ProjectId project;
  Payer payer = Payer::town_government;
  Fen amount;  ///< not negative
};

/// A rule's word that a project must not start this month. `reason` is a short static text, shown to the user.
struct Hold {
  ProjectId project;
  const char* reason = "";
};

/// One flow of money; the engine adds the rule that made it and the month in which it accrues.
struct Posting {
  TownId town;
  FacilityId facility;  ///< not valid when the flow belongs to no facility
  ServiceId service;    ///< not valid when the flow belongs to no service
  Payer payer = Payer::city;
  Purpose purpose = Purpose::running;
  Fen amount;
  std::int32_t paid_after_months = 0;  ///< 0: paid in the month in which it accrues; at most 120
  bool repays_town = false;            ///< the town government advanced this money; it gets it back when it is paid
  const char* clause = "";             ///< clause id of the plan, a static text
};

/// Change of the staff of one town, persons. Leaving is capped by the persons in post.
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
};

/// Movement of the courses, persons of the whole district.
struct TrainingFlow {
  Role role = Role::carer;
  std::int32_t entered = 0;
  std::int32_t graduated = 0;
  std::int32_t dropped_out = 0;
};

/// Turns free other beds of a facility into nursing beds; capped by its free other beds.
struct BedConversion {
  FacilityId facility;
  std::int32_t beds = 0;
};

}  // namespace eldercast
