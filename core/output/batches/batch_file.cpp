#include "output/batches/batch_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <system_error>

#include "output/figures/figures.hpp"
#include "output/file/cube_access.hpp"
#include "output/file/h5_trial.hpp"
#include "output/file/published_file.hpp"

namespace eldercast {
namespace {

constexpr std::string_view kBatchFiletype = "eldercast-batch";

// The head of an HDF5 file, see "HDF5 File Format Specification", II.A: signature, version, and where the file ends.
constexpr std::string_view kSignature("\x89HDF\r\n\x1a\n", 8);
constexpr std::size_t kSuperblock = 48;

std::uint64_t end_of_file(const std::array<char, kSuperblock>& head) {
  const bool old = head[kSignature.size()] < 2;
  const std::size_t at = old ? 40 : 28;
  std::uint64_t end = 0;
  for (std::size_t byte = 8; byte-- > 0;) end = end << 8U | static_cast<unsigned char>(head[at + byte]);
  return end;
}

bool well(const StudyRow& row) { return row.outcome.failure.empty(); }

/// One dataset of all rows: those that failed hold the fill value.
template <class T>
void write_rows_of(hid_t group, const std::string& name, const std::vector<std::size_t>& sizes, std::size_t rows, const T& fill,
                   const std::vector<T>& cells) {
  const h5::Sizes rest(sizes.begin(), sizes.end());
  h5::Sizes chunk{1};
  chunk.insert(chunk.end(), rest.begin(), rest.end());
  const h5::Handle dataset = h5::create_growing(group, name, rest, chunk, fill, h5::Packing::none);
  h5::grow(dataset, rows);
  h5::write_rows(dataset, 0, rows, h5::memory_type<T>(), cells.data());
}

void write_cubes(hid_t group, const DatasetRow& row, const Description& description, const std::vector<StudyRow>& rows) {
  const std::vector<std::size_t> sizes = sizes_by(row, description);
  const std::size_t count = cells_in(sizes);
  if (count == 0) return;
  std::visit(
      [&]<class T, std::size_t Rank, class Owner>(Cube<T, Rank> Owner::*member) {
        std::vector<T> cells;
        cells.reserve(count * rows.size());
        for (const StudyRow& one : rows) {
          if (!well(one)) {
            cells.insert(cells.end(), count, fill_value<T>());
            continue;
          }
          const Cube<T, Rank>& cube = cube_of(one.outcome, member);
          require_sizes(row, cube, sizes);
          const std::vector<T> stored = as_stored<T>(row, cube.cells());
          cells.insert(cells.end(), stored.begin(), stored.end());
        }
        write_rows_of<T>(group, std::string(row.name), sizes, rows.size(), fill_value<T>(), cells);
      },
      row.source);
}

void write_figures(hid_t file, const Description& description, const std::vector<StudyRow>& rows) {
  const std::vector<Figure> figures = figures_of(description);
  const auto years = static_cast<std::size_t>(description.years());
  std::vector<double> by_year;
  std::vector<double> whole;
  const double unknown = std::numeric_limits<double>::quiet_NaN();
  for (const StudyRow& row : rows) {
    for (const Figure& figure : figures) {
      for (int year = 0; year < description.years(); ++year) {
        by_year.push_back(well(row) ? figure.district(row.outcome.headline, year) : unknown);
      }
      whole.push_back(whole_run(figure, std::span(by_year).last(years)));
    }
  }
  const h5::Handle group = h5::create_group(file, "figures");
  write_rows_of<double>(group.id(), "value", {figures.size(), years}, rows.size(), unknown, by_year);
  write_rows_of<double>(group.id(), "whole_run", {figures.size()}, rows.size(), unknown, whole);
}

void write_index(hid_t file, const std::vector<StudyRow>& rows) {
  std::vector<std::int32_t> cases;
  std::vector<std::int32_t> replicates;
  std::vector<std::string> failures;
  for (const StudyRow& row : rows) {
    cases.push_back(row.case_number);
    replicates.push_back(row.outcome.replicate);
    failures.push_back(row.outcome.failure);
  }
  const h5::Handle group = h5::create_group(file, "rows");
  const h5::Handle case_set = h5::write_numbers<std::int32_t>(group.id(), "case", cases);
  const h5::Handle replicate_set = h5::write_numbers<std::int32_t>(group.id(), "replicate", replicates);
  const h5::Handle failure_set = h5::write_texts(group.id(), "failure", failures);
}

void write_all(hid_t file, const BatchStamp& stamp, const Description& description, const std::vector<StudyRow>& rows) {
  h5::write_attribute(file, "filetype", kBatchFiletype);
  h5::write_attribute(file, "part_digest", stamp.part_digest);
  h5::write_attribute(file, "batch", stamp.batch);
  write_index(file, rows);
  const auto first_well = std::find_if(rows.begin(), rows.end(), well);
  if (first_well != rows.end()) {
    Description with_clauses = description;
    with_clauses.clauses = first_well->outcome.clauses;
    const h5::Handle clauses = h5::write_texts(file, "clauses", with_clauses.clauses);
    for (const GroupRow& group : group_table()) {
      if (group.level != Level::headline) continue;
      const h5::Handle target = h5::create_group(file, std::string(group.name));
      for (const DatasetRow& row : dataset_table()) {
        if (row.group == group.name) write_cubes(target.id(), row, with_clauses, rows);
      }
    }
    write_figures(file, with_clauses, rows);
  }
}

template <class Action>
auto with_file_errors(const std::string& path, Action action) {
  try {
    h5::silence();
    return action();
  } catch (const h5::Error& error) {
    throw FileError(path, error.what());
  }
}

}  // namespace

void write_batch(PartFile& part, const BatchStamp& stamp, const Description& description, const std::vector<StudyRow>& rows) {
  write_published(part, Checksummed::no, [&](hid_t file) { write_all(file, stamp, description, rows); });
}

struct BatchReader::State {
  std::string path;
  h5::Handle file;
  BatchStamp stamp;
  std::vector<BatchIndex> rows;
  std::vector<std::string> clauses;
  mutable std::map<std::string, h5::Handle> datasets;  ///< opened once each

  explicit State(const std::string& name) : path(name), file(h5::open_file(name)) {
    if (h5::read_text_attribute(file.id(), "filetype") != kBatchFiletype) throw FileError(path, "is no batch of a study");
    if (!h5::has_attribute(file.id(), "status")) throw FileError(path, "is a batch that was not finished");
    stamp = {h5::read_text_attribute(file.id(), "part_digest"), h5::read_text_attribute(file.id(), "batch")};
    const auto cases = h5::read_numbers<std::int32_t>(file.id(), "rows/case");
    const auto replicates = h5::read_numbers<std::int32_t>(file.id(), "rows/replicate");
    const auto failures = h5::read_texts(file.id(), "rows/failure");
    if (cases.size() != replicates.size() || cases.size() != failures.size()) throw h5::Error("its rows have different lengths");
    for (std::size_t i = 0; i < cases.size(); ++i) rows.push_back({cases[i], replicates[i], failures[i]});
    if (h5::exists(file.id(), "clauses")) clauses = h5::read_texts(file.id(), "clauses");
  }

  template <class T>
  void read(const std::string& name, std::size_t row, std::span<T> cells) const {
    with_file_errors(path, [&] {
      auto found = datasets.find(name);
      if (found == datasets.end()) found = datasets.emplace(name, h5::open_dataset(file.id(), name)).first;
      const h5::Sizes sizes = h5::sizes_of(found->second);
      std::size_t count = sizes.empty() ? 0 : 1;
      for (std::size_t i = 1; i < sizes.size(); ++i) count *= sizes[i];
      if (count != cells.size() || row >= sizes.front()) throw h5::Error(name + " does not fit the scenario of the study");
      h5::read_rows(found->second, row, 1, h5::memory_type<T>(), cells.data());
    });
  }
};

BatchReader::BatchReader(const std::string& path) {
  refuse_pipes(path);
  with_file_errors(path, [&] { state_ = std::make_unique<State>(path); });
}
BatchReader::BatchReader(BatchReader&&) noexcept = default;
BatchReader& BatchReader::operator=(BatchReader&&) noexcept = default;
BatchReader::~BatchReader() = default;

const BatchStamp& BatchReader::stamp() const { return state_->stamp; }
const std::vector<BatchIndex>& BatchReader::rows() const { return state_->rows; }
const std::vector<std::string>& BatchReader::clauses() const { return state_->clauses; }
void BatchReader::read_row(const std::string& path, std::size_t row, std::span<std::int32_t> cells) const {
  state_->read(path, row, cells);
}
void BatchReader::read_row(const std::string& path, std::size_t row, std::span<std::int64_t> cells) const {
  state_->read(path, row, cells);
}
void BatchReader::read_row(const std::string& path, std::size_t row, std::span<std::uint8_t> cells) const {
  state_->read(path, row, cells);
}
void BatchReader::read_row(const std::string& path, std::size_t row, std::span<double> cells) const { state_->read(path, row, cells); }

void try_batch(const std::string& path) {
  require_survival(path, "delete it and run `eldercast study resume`", [&] { static_cast<void>(BatchReader(path)); });
}

BatchState state_of_batch(const std::string& path, const BatchStamp& stamp, BatchCare care) {
  const BatchState look = look_at_batch(path);
  if (look != BatchState::whole) return look;
  std::optional<BatchStamp> found;
  try {
    if (care == BatchCare::tried_first) try_batch(path);
    found = BatchReader(path).stamp();
  } catch (const FileError&) {
    return BatchState::damaged;
  }
  if (*found == stamp) return BatchState::whole;
  throw FileError(path, "is a batch of another plan, or another one of this plan", "take the file away, then: eldercast study resume");
}

BatchState look_at_batch(const std::string& path) {
  std::error_code error;
  // A link is none of the study's own: it is not followed, and whatever it leads to is no batch.
  const std::filesystem::file_status status = std::filesystem::symlink_status(path, error);
  if (!std::filesystem::exists(status)) return BatchState::missing;
  if (!std::filesystem::is_regular_file(status)) return BatchState::damaged;
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw FileError(path, std::string("cannot be read: ") + std::strerror(errno));
  std::array<char, kSuperblock> head{};
  stream.read(head.data(), static_cast<std::streamsize>(head.size()));
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (!stream || error || std::string_view(head.data(), kSignature.size()) != kSignature) return BatchState::damaged;
  return end_of_file(head) <= size ? BatchState::whole : BatchState::damaged;
}

}  // namespace eldercast
