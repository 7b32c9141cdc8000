#include "output/file/results_writer.hpp"

#include <fmt/format.h>

#include <chrono>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "output/description.hpp"
#include "output/file/checksum.hpp"
#include "output/file/cube_stream.hpp"
#include "output/file/own_hdf5.hpp"
#include "output/file/results_tail.hpp"
#include "output/file/schema.hpp"

namespace eldercast {
namespace {

/// One stream a group of the level.
std::vector<CubeStream> streams_of(hid_t file, Level level, const Description& description) {
  const Dim first = level == Level::headline ? Dim::replicate : Dim::detail_replicate;
  std::vector<CubeStream> out;
  for (const GroupRow& group : group_table()) {
    if (group.level == level) out.emplace_back(file, group.name, group.long_name, group.long_name_zh, first, description);
  }
  return out;
}

/// The streams of the replicates that are kept in detail; made when the first one comes, so that files without have no empty groups.
struct DetailStreams {
  std::vector<CubeStream> groups;
  PostingTable postings;

  DetailStreams(hid_t file, const Description& description)
      : groups(streams_of(file, Level::detail, description)), postings(file, description) {}
};

/// The streams of all replicates.
struct HeadlineStreams {
  std::vector<CubeStream> groups;
  MeanSums means;

  HeadlineStreams(hid_t file, const Description& description) : groups(streams_of(file, Level::headline, description)) {}
  /// The first group, where failures stand.
  [[nodiscard]] ScaledGroup& district() { return groups.front().group(); }
};

void write_failures(ScaledGroup& district, const std::vector<std::string>& failures) {
  std::vector<std::uint8_t> flags;
  for (const std::string& failure : failures) flags.push_back(failure.empty() ? 0 : 1);
  const h5::Handle failed = h5::write_numbers<std::uint8_t>(district.id(), "failed", flags);
  describe_dataset(failed, "1", "1: the replicate ended early; its numbers are missing", "该次模拟提前终止");
  const h5::Handle failure = h5::write_texts(district.id(), "failure", failures);
  describe_dataset(failure, "1", "why the replicate ended early; empty: it did not", "终止原因");
  district.attach(failed, Dim::replicate, 0);
  district.attach(failure, Dim::replicate, 0);
}

}  // namespace

/// Members are in the order in which they must die backwards: datasets before the file, the file before the part is removed.
struct ResultsWriter::State {
  PartFile part;
  Description description;
  RunInfo info;
  std::chrono::system_clock::time_point started = std::chrono::system_clock::now();
  h5::Handle file;
  std::optional<HeadlineStreams> headline;  ///< made when the clauses are known
  std::optional<DetailStreams> detail;
  std::vector<std::string> failures;  ///< one a replicate, empty if it ended well
  std::vector<TimedPart> timing;

  State(const std::string& path, const Scenario& scenario, RunInfo run, Existing existing)
      : part(path, existing, own_hdf5(kResultsFiletype)),
        description(describe(scenario)),
        info(std::move(run)),
        file(h5::create_file(part.part_path())) {
    write_root(file.id(), description, info);
  }

  /// Makes the headline streams with the clauses of the first replicate that ended well, and catches up on those that failed before it.
  void begin(std::vector<std::string> clauses) {
    description.clauses = std::move(clauses);
    headline.emplace(file.id(), description);
    for (std::size_t i = 0; i < failures.size(); ++i) append_failed(static_cast<std::int32_t>(i));
  }

  void append_failed(std::int32_t replicate) {
    for (CubeStream& group : headline->groups) group.append_failed(replicate);
  }

  void append(const Outcome& outcome) {
    if (outcome.replicate != static_cast<std::int32_t>(failures.size())) {
      throw std::logic_error(fmt::format("replicate {} appended where {} was due", outcome.replicate, failures.size()));
    }
    if (!outcome.failure.empty()) {
      if (headline) append_failed(outcome.replicate);
      failures.push_back(outcome.failure);
      return;
    }
    if (!headline) begin(outcome.clauses);
    if (outcome.clauses != description.clauses) {
      throw std::logic_error(fmt::format("replicate {} has other clauses than those before", outcome.replicate));
    }
    failures.emplace_back();
    for (CubeStream& group : headline->groups) group.append(outcome);
    headline->means.add(outcome);
    if (outcome.has_detail) append_detail(outcome);
  }

  void append_detail(const Outcome& outcome) {
    if (!detail) detail.emplace(file.id(), description);
    for (CubeStream& group : detail->groups) group.append(outcome);
    detail->postings.append(outcome);
  }

  void finish() {
    if (static_cast<std::int32_t>(failures.size()) != info.replicates) {
      throw std::logic_error(fmt::format("{} replicates were appended, {} announced", failures.size(), info.replicates));
    }
    if (!headline) begin({std::string{}});
    std::int32_t failed = 0;
    for (const std::string& failure : failures) failed += failure.empty() ? 0 : 1;
    write_failures(headline->district(), failures);
    headline->means.write(file.id(), description);
    write_uncertainty(file.id(), info);
    write_scenario(file.id(), description);
    write_provenance(file.id(), info, timing, started);
    detail.reset();
    headline.reset();
    h5::write_attribute(file.id(), "replicates_failed", failed);
    h5::check(H5Fflush(file.id(), H5F_SCOPE_LOCAL), "write the file");
    h5::write_attribute(file.id(), "status", "complete");
    file.close("write the end of the file");
    seal_file(part.part_path());
    part.publish();
  }
};

namespace {

/// Runs `action`, turning errors of HDF5 into FileError. A library built for threads keeps its silence per thread, so every call asks anew.
template <class Action>
auto writing(const std::string& path, Action action) {
  try {
    h5::silence();
    return action();
  } catch (const h5::Error& error) {
    h5::give_up();
    throw FileError(path, error.what());
  }
}

}  // namespace

ResultsWriter::ResultsWriter(const std::string& path, const Scenario& scenario, RunInfo info, Existing existing) {
  writing(path, [&] { state_ = std::make_unique<State>(path, scenario, std::move(info), existing); });
}

ResultsWriter::ResultsWriter(ResultsWriter&&) noexcept = default;
ResultsWriter& ResultsWriter::operator=(ResultsWriter&&) noexcept = default;
ResultsWriter::~ResultsWriter() = default;

void ResultsWriter::append(Outcome&& outcome) {
  const Outcome taken = std::move(outcome);
  writing(state_->part.path(), [&] { state_->append(taken); });
}

void ResultsWriter::set_timing(std::vector<TimedPart> timing) { state_->timing = std::move(timing); }

void ResultsWriter::finish() {
  writing(state_->part.path(), [&] { state_->finish(); });
}

}  // namespace eldercast
