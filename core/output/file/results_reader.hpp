#pragma once
/// Reads finished results files back.
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/outcome.hpp"
#include "files/file_error.hpp"
#include "output/description.hpp"
#include "output/file/run_info.hpp"

namespace eldercast {

/// The root attributes that identify a results file.
struct ResultAttributes {
  std::string schema_version;
  std::string program_version;
  std::string scenario;
  std::string scenario_digest;
  std::uint64_t seed = 0;
  std::int32_t replicates = 0;
  std::int32_t replicates_failed = 0;
};

/// A dataset as `inspect` lists it.
struct DatasetSummary {
  std::string group;  ///< "/mean/district"
  std::string name;
  std::vector<std::uint64_t> sizes;
  std::string units;
  std::string long_name;
  bool coordinate = false;  ///< a dimension scale or a label beside one
};

/// The cells of a dataset along `replicate` or `detail_replicate`, as stored. No sizes: the file does not have it.
struct StoredCells {
  std::vector<std::size_t> sizes;        ///< replicates first
  std::vector<std::int32_t> replicates;  ///< their numbers
  std::vector<std::int64_t> cells;       ///< row-major; money in fen; a failed replicate holds the fill value, a cell without a value -1
};

/// Whether postings are read as well.
enum class Postings : unsigned char { leave, read };

/// The root attribute `filetype` of an HDF5 file, "eldercast-results" for a run; empty if it has none. Throws FileError if the file cannot
/// be read or is not HDF5.
[[nodiscard]] std::string filetype_of(const std::string& path);

/// Opens a file for as long as it lives. Errors are FileErrors that say what was found, what was wanted and what to do: not there, not
/// HDF5, cut short, of another program, of another major schema version, of a run that did not finish, or larger inside than files of its
/// size are (file_survey.hpp). A file without a checksum is first read in a process of its own, because HDF5 crashes on some damaged ones.
/// Not thread-safe: see ResultsWriter.
class ResultsReader {
 public:
  explicit ResultsReader(const std::string& path);
  ResultsReader(ResultsReader&&) noexcept;
  ResultsReader& operator=(ResultsReader&&) noexcept;
  ~ResultsReader();

  [[nodiscard]] const ResultAttributes& attributes() const;
  [[nodiscard]] const Description& description() const;
  /// One outcome a replicate with its headline cubes. The cubes of a failed replicate are empty. With Postings::read those kept in detail
  /// have `has_detail` and their postings; their other detail cubes are empty.
  [[nodiscard]] std::vector<Outcome> read_outcomes(Postings postings = Postings::leave) const;
  /// Fills what pages and exports show of the detail, months of opening, advances of towns, and people and reach of settlements, of those
  /// of `outcomes` (all of the file, in its order) that were kept in detail; others stay as they are.
  void read_page_detail(std::vector<Outcome>& outcomes) const;
  /// One dataset of the schema by its path.
  [[nodiscard]] StoredCells read_cells(const std::string& path) const;
  /// What the file says about the run that made it.
  [[nodiscard]] RunInfo read_run_info() const;
  /// How many replicates, the first ones, are kept in detail.
  [[nodiscard]] std::int32_t detail_replicates() const;
  /// Every dataset of the file, in the order in which it was written.
  [[nodiscard]] std::vector<DatasetSummary> list_datasets() const;

 private:
  struct State;
  explicit ResultsReader(std::unique_ptr<State> state);
  [[nodiscard]] static std::unique_ptr<State> load(const std::string& path);
  /// Reads whatever any command reads.
  void read_everything() const;
  std::unique_ptr<State> state_;
};

}  // namespace eldercast
