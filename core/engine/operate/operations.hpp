#pragma once
/// Who runs each facility of one replicate, and what connects it to the district.
#include <span>
#include <vector>

#include "api/slots.hpp"
#include "api/views.hpp"
#include "engine/operate/operators.hpp"
#include "engine/random/keyed.hpp"
#include "model/district.hpp"

namespace eldercast {

class Operations {
 public:
  explicit Operations(const District& district);

  /// Everything about operation back to nothing; operators of the stock that stands at the start are drawn.
  void start(StreamKey stream, std::span<FacilityState> facilities);
  /// The month's hand-overs and connections, and operators of the facilities that opened in it. A facility run by government is tendered
  /// with the yearly share of the scenario as a constant hazard from OperationParameters::handover_from (or its opening) on, one persistent
  /// number a facility, and handed over tender_months later (G3). It joins the platform platform_months after its opening or the platform's
  /// start, whichever is later (G7).
  /// With `operators` a tender finds somebody only if the facility's account lets it (Operators::takes), and one that an operator has left
  /// is tendered as anew from then on, with another number. Returns those that were taken over.
  std::span<const FacilityId> month(Month month, std::span<FacilityState> facilities, Operators* operators = nullptr);

  /// Takes what rules say of medical arrangements: the closest kind holds, places on family doctors' lists add up.
  static void apply(std::span<const MedicalArrangement> arrangements, std::span<FacilityState> facilities);
  /// Takes the evaluations of a month: of several of one facility the lowest holds.
  static void apply(std::span<const Evaluation> evaluations, Month month, std::span<FacilityState> facilities);

 private:
  [[nodiscard]] std::array<std::uint32_t, 4> numbers(const FacilityState& facility) const;
  [[nodiscard]] bool handed_over(const FacilityState& facility, Month month, Month since, std::uint32_t number) const;

  const District* district_;
  StreamKey stream_;
  std::vector<std::uint32_t> tendered_urban_;  ///< by months passed: cumulative thresholds
  std::vector<std::uint32_t> tendered_rural_;
  std::vector<FacilityId> taken_over_;
};

/// Stations and street centres are urban, points and town centres rural (annexes 2 and 3).
[[nodiscard]] constexpr bool is_urban(FacilityKind kind) {
  return kind == FacilityKind::street_centre || kind == FacilityKind::community_station;
}

}  // namespace eldercast
