#pragma once
/// The event-driven population in its plain form: one resident after the other, one number at a time, no blocks, no bounds, no lanes. It
/// must give the same lives as the engine, event by event.
#include <cstdint>
#include <vector>

#include "api/slots.hpp"
#include "engine/random/keyed.hpp"
#include "model/district.hpp"

namespace eldercast::test {

/// Somebody's state at the end of a month.
struct PlainState {
  bool resident = false;  ///< lives in the district and is 60 or over
  std::uint32_t settlement = 0;
  Need need = Need::independent;

  friend bool operator==(const PlainState&, const PlainState&) = default;
};

/// What rules say of health, in every month from `from` on.
struct PlainHealth {
  int from = 0;
  std::vector<HealthChange> changes;
};

/// The life of the individual in a slot of the base population: its state at the end of every month of the run, in one stream.
[[nodiscard]] std::vector<PlainState> plain_life(const District& district, std::uint32_t slot, StreamKey stream,
                                                 const PlainHealth& health = {});

}  // namespace eldercast::test
