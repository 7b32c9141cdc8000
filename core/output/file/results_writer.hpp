#pragma once
/// Writes one run as one HDF5 file: schema in schema.hpp, page in results/SCHEMA.md.
#include <memory>
#include <string>

#include "engine/outcome.hpp"
#include "files/file_error.hpp"
#include "files/part_file.hpp"
#include "model/scenario.hpp"
#include "output/file/run_info.hpp"

namespace eldercast {

/// Streams outcomes into `path` + ".part"; finish() puts the file on the disk and gives it its name. A run that is killed leaves at most
/// the part, which no reader takes; a writer that is destroyed without finish() removes it.
///
/// A file that stands at `path` is never replaced by Existing::refuse, the default. With Existing::replace_ours it is replaced in one step
/// at the very end, and only if it is a results file of this program: a mistyped `-o` can cost an older result that can be computed again,
/// never somebody's thesis.
///
/// Errors: FileError for everything that the disk refuses (missing folder, no space, no permission, name taken); std::logic_error for
/// outcomes that do not fit the scenario. HDF5 is not thread-safe: in the whole program, one thread at a time may use writers and readers.
class ResultsWriter {
 public:
  ResultsWriter(const std::string& path, const Scenario& scenario, RunInfo info, Existing existing = Existing::refuse);
  ResultsWriter(ResultsWriter&&) noexcept;
  ResultsWriter& operator=(ResultsWriter&&) noexcept;
  ~ResultsWriter();

  /// Adds the next replicate: outcome.replicate is the number of those added before. Of a failed one only the failure is kept; its cells
  /// hold the fill value.
  void append(Outcome&& outcome);
  /// How long the parts of the run took, for /provenance.
  void set_timing(std::vector<TimedPart> timing);
  /// Writes means, scenario, provenance and status, and publishes the file. All of RunInfo::replicates must have been appended.
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace eldercast
