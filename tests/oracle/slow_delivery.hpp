#pragma once
/// What reaches those who hold a place, and own money of towns, of the slow engine.
#include <cstdint>
#include <vector>

#include "api/views.hpp"
#include "engine/random/keyed.hpp"
#include "model/base/cube.hpp"
#include "model/district.hpp"

namespace eldercast::test {

struct SlowDelivery {
  Cube<std::int64_t, 2> at;  ///< facility, service: thousandths of what its users take
  Cube<std::int64_t, 2> in;  ///< town, service: the mean, weighted by use
};

/// From what is staffed and used now, without shocks.
[[nodiscard]] SlowDelivery slow_delivery(const District& district, const std::vector<FacilityState>& facilities);

/// What all projects of a town cost by their areas, without overrun, fen.
[[nodiscard]] double slow_programme(const District& district, std::size_t town);

/// Own money of a town in calendar year `year` of the run, 0 for the first one.
[[nodiscard]] std::int64_t slow_town_money(const District& district, StreamKey stream, std::size_t town, int year);

}  // namespace eldercast::test
