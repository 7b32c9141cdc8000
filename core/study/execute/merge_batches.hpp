#pragma once
/// From the batches of a study to its published file.
#include <cstdint>
#include <string>

#include "engine/host/plugin_host.hpp"
#include "files/part_file.hpp"
#include "output/file/run_info.hpp"
#include "study/plan/plan.hpp"

namespace eldercast {

struct MergeResult {
  std::int64_t rows = 0;
  std::int64_t failed = 0;
  std::int64_t not_run = 0;
};

/// Checks every batch against the journal's SHA-256, where a line of it has one, and writes the merged file (output/study/study_file.hpp).
/// `partial`: a study that is not complete is merged too, with its holes marked; else it is a FileError that says how far it is. May be
/// repeated: the same batches give the same data.
MergeResult merge_study(const StudyPlan& plan, PluginHost& host, const RunInfo& info, const std::string& output, Existing existing,
                        bool partial);

}  // namespace eldercast
