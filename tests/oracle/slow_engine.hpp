#pragma once
/// A whole run once more, as plainly as possible: every month every project, every carer, every person and every service is looked at,
/// sorted and looped over. No rules but staffing/care_workforce and that of the oracle
/// (slow_payments.hpp), no shocks but on facilities. Takes from the engine the set-up (District) and the keyed random numbers, nothing
/// else.
#include <map>
#include <memory>
#include <vector>

#include "engine/outcome.hpp"
#include "oracle/slow_allocation.hpp"
#include "oracle/slow_people.hpp"

namespace eldercast::test {

/// Runs one replicate. Of the outcome's headline these are filled: residents, facilities_open, demand, new_seekers, beds, bed_shortfall,
/// staff (carers and helpers in post, posts of carers), accrued_fen, paid_fen, grants_waiting_fen, prefinancing_fen, town_accrued_fen,
/// projects_waiting, facilities_social, facility_flows, displaced, town_demand, town_beds, town_carers. `grants`: the rule of the oracle
/// pays.
[[nodiscard]] Headline slow_run(const District& district, std::uint64_t seed, std::int32_t replicate, bool grants);

}  // namespace eldercast::test
