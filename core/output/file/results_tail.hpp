#pragma once
/// The parts of a results file that are not made of replicates: /scenario, /provenance and the root attributes. Internal to core/output.
#include <chrono>
#include <span>
#include <string_view>

#include "output/description.hpp"
#include "output/file/h5.hpp"
#include "output/file/run_info.hpp"
#include "output/file/schema.hpp"

namespace eldercast {

/// Root attributes other than `status` and the count of failed replicates.
void write_root(hid_t file, const Description& description, const RunInfo& info, std::string_view filetype = kResultsFiletype);
/// Everything that a reader needs to know about the scenario.
void write_scenario(hid_t file, const Description& description);
/// The values of parameters that differ between replicates, along replicate and parameter; nothing if there are none.
void write_uncertainty(hid_t file, const RunInfo& info);
/// What depends on the build, the machine's load or the moment.
void write_provenance(hid_t file, const RunInfo& info, std::span<const TimedPart> timing, std::chrono::system_clock::time_point started);

}  // namespace eldercast
