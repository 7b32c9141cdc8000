#pragma once
/// One file a batch of a study: the rows (case, replicate) that it has run, with their headline cubes and figures. Batches are small, plain
/// and merged into one published file in the end; they have no scales.
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/outcome.hpp"
#include "files/part_file.hpp"
#include "output/description.hpp"

namespace eldercast {

/// A row of a study.
struct StudyRow {
  std::int32_t case_number = 0;
  Outcome outcome;  ///< Outcome::replicate, and the failure if it failed
};

/// What a batch is part of.
struct BatchStamp {
  std::string part_digest;  ///< of the part of the plan that it belongs to
  std::string batch;        ///< "0-00012"
  friend bool operator==(const BatchStamp&, const BatchStamp&) = default;
};

/// Writes the rows to the part and publishes it. `description` is that of the study's scenario; every outcome that ended well must have its
/// sizes. Throws FileError. HDF5 is not thread-safe: one thread at a time.
void write_batch(PartFile& part, const BatchStamp& stamp, const Description& description, const std::vector<StudyRow>& rows);

/// A row as a batch lists it.
struct BatchIndex {
  std::int32_t case_number = 0;
  std::int32_t replicate = 0;
  std::string failure;  ///< empty: it ended well
};

/// Reads a batch file for as long as it lives.
class BatchReader {
 public:
  /// Throws FileError if the file is no finished batch.
  explicit BatchReader(const std::string& path);
  BatchReader(BatchReader&&) noexcept;
  BatchReader& operator=(BatchReader&&) noexcept;
  ~BatchReader();

  [[nodiscard]] const BatchStamp& stamp() const;
  [[nodiscard]] const std::vector<BatchIndex>& rows() const;
  /// Ids of the clauses that money is booked under; empty if no row ended well.
  [[nodiscard]] const std::vector<std::string>& clauses() const;
  /// The cells of one row of a dataset ("/district/residents", "/figures/value"), as they are stored: the caller gives room for them.
  /// Throws FileError if the dataset has another number of cells a row.
  void read_row(const std::string& path, std::size_t row, std::span<std::int32_t> cells) const;
  void read_row(const std::string& path, std::size_t row, std::span<std::int64_t> cells) const;
  void read_row(const std::string& path, std::size_t row, std::span<std::uint8_t> cells) const;
  void read_row(const std::string& path, std::size_t row, std::span<double> cells) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A batch gets its name when it is finished; what was cut short, emptied or overwritten since then is damaged.
enum class BatchState : std::uint8_t { missing, whole, damaged };
/// How a batch is opened: as it is, or in a process of its own before, so that one that brings HDF5 down is damaged, too. Ranks of MPI open
/// it as it is: their memory does not bear copies.
enum class BatchCare : std::uint8_t { as_it_is, tried_first };

/// Throws FileError if a batch that is there brings HDF5 down: it is read in a process of its own.
void try_batch(const std::string& path);
/// What there is under the name of a batch with this stamp, as far as opening it tells. A file that the system does not let read, and a
/// batch of another plan, is a FileError.
[[nodiscard]] BatchState state_of_batch(const std::string& path, const BatchStamp& stamp, BatchCare care);
/// The same by name and size alone: quick, without HDF5, for any thread.
[[nodiscard]] BatchState look_at_batch(const std::string& path);

}  // namespace eldercast
