#include "output/file/results_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "files/own_file.hpp"
#include "output/file/checksum.hpp"
#include "output/file/cube_access.hpp"
#include "output/file/description_reader.hpp"
#include "output/file/file_survey.hpp"
#include "output/file/h5.hpp"
#include "output/file/h5_trial.hpp"
#include "output/file/schema.hpp"

namespace eldercast {
namespace {

constexpr const char* kRunAgain = "the file is damaged or was cut short: copy it again or run the scenario again";

/// Runs `action`, turning errors of HDF5 and missing table cells into FileError.
template <class Action>
auto reading(const std::string& path, Action action) {
  try {
    return action();
  } catch (const h5::Error& error) {
    throw FileError(path, error.what(), kRunAgain);
  } catch (const std::out_of_range&) {
    throw FileError(path, "its tables have different lengths", kRunAgain);
  }
}

h5::Handle open(const std::string& path) {
  h5::silence();
  if (std::filesystem::is_directory(path)) throw FileError(path, "is a folder, not a results file");
  refuse_pipes(path);
  const std::ifstream readable(path);
  if (!readable) throw FileError(path, std::string("cannot be read: ") + std::strerror(errno));
  if (H5Fis_hdf5(path.c_str()) <= 0) {
    throw FileError(path, "is not an HDF5 file; wanted is a results file of eldercast", "name a file that `eldercast run -o` has written");
  }
  if (check_seal(path) == Seal::broken) throw FileError(path, "was damaged: its bytes do not have the checksum at its end", kRunAgain);
  return reading(path, [&] { return h5::open_file(path); });
}

std::string text_or_empty(const h5::Handle& file, const std::string& name) {
  return h5::has_attribute(file.id(), name) ? h5::read_text_attribute(file.id(), name) : std::string{};
}

void require_ours(const h5::Handle& file, const std::string& path) {
  const std::string filetype = text_or_empty(file, "filetype");
  if (filetype != kResultsFiletype) {
    const std::string found = filetype.empty() ? "no filetype" : "filetype '" + filetype + "'";
    throw FileError(path, fmt::format("found {}, wanted '{}'", found, kResultsFiletype),
                    filetype == "eldercast-comparison"
                        ? "a comparison is shown when it is made: keep its runs by `eldercast run -o`, comparing those takes seconds"
                        : "name a file that `eldercast run -o` has written");
  }
  const std::string version = text_or_empty(file, "schema_version");
  int major = -1;
  int minor = -1;
  const char* end = version.data() + version.size();
  const auto [dot, error] = std::from_chars(version.data(), end, major);
  if (error == std::errc{} && dot != end) std::from_chars(dot + 1, end, minor);
  if (major != kSchemaMajor || minor < kSchemaMinor) {
    throw FileError(
        path, fmt::format("found schema version '{}', wanted {}.{} or a later {}.x", version, kSchemaMajor, kSchemaMinor, kSchemaMajor),
        fmt::format("it was written by eldercast {}; read it with that version or run the scenario again",
                    text_or_empty(file, "program_version")));
  }
  const std::string status = text_or_empty(file, "status");
  if (status != "complete") {
    throw FileError(path, fmt::format("found status '{}', wanted 'complete': the run that wrote it did not finish", status),
                    "run the scenario again");
  }
}

ResultAttributes read_attributes(const h5::Handle& file) {
  ResultAttributes out;
  out.schema_version = h5::read_text_attribute(file.id(), "schema_version");
  out.program_version = h5::read_text_attribute(file.id(), "program_version");
  out.scenario = h5::read_text_attribute(file.id(), "scenario");
  out.scenario_digest = h5::read_text_attribute(file.id(), "scenario_digest");
  out.seed = h5::read_attribute<std::uint64_t>(file.id(), "seed");
  out.replicates = h5::read_attribute<std::int32_t>(file.id(), "replicates");
  out.replicates_failed = h5::read_attribute<std::int32_t>(file.id(), "replicates_failed");
  return out;
}

void require_replicates(const std::vector<std::string>& failures, const ResultAttributes& about) {
  constexpr std::size_t kMostReplicatesAFile = 100'000;
  if (failures.size() == static_cast<std::size_t>(std::max(0, about.replicates)) && failures.size() <= kMostReplicatesAFile) return;
  throw h5::Error(fmt::format("it says that it has {} replicates, and tells how {} ended; at most {} are read", about.replicates,
                              failures.size(), kMostReplicatesAFile));
}

/// The arrays along the replicates: what of them was written is within the room of the file, or it was not written.
void require_room(const std::string& path, const Description& description, const std::vector<std::string>& failures) {
  const auto well = std::count_if(failures.begin(), failures.end(), [](const std::string& failure) { return failure.empty(); });
  const double wanted = static_cast<double>(headline_bytes(description)) * static_cast<double>(well);
  const auto room = static_cast<double>(room_of(std::filesystem::file_size(path)));
  if (wanted > room) {
    throw h5::Error(fmt::format("its {} replicates want {:.0f} MB of memory, and a file of its size has no more than {:.0f}", well,
                                wanted / 1e6, room / 1e6));
  }
}

template <class T, std::size_t Rank, std::size_t... I>
Cube<T, Rank> sized(const std::vector<std::size_t>& sizes, std::index_sequence<I...> /*unused*/) {
  return Cube<T, Rank>(sizes[I]...);
}

/// Reads one dataset into the cubes of all outcomes that did not fail.
void read_cubes(const h5::Handle& file, const DatasetRow& row, const Description& description, std::vector<Outcome>& outcomes) {
  const std::vector<std::size_t> sizes = sizes_by(row, description);
  const bool stored = std::find(sizes.begin(), sizes.end(), 0U) == sizes.end() && !outcomes.empty();
  h5::Handle dataset;
  if (stored) {
    dataset = h5::open_dataset(file.id(), row.path());
    h5::Sizes wanted{outcomes.size()};
    wanted.insert(wanted.end(), sizes.begin(), sizes.end());
    if (h5::sizes_of(dataset) != wanted) {
      throw h5::Error(
          fmt::format("{} has sizes {}, its dimensions {}", row.path(), fmt::join(h5::sizes_of(dataset), " x "), fmt::join(wanted, " x ")));
    }
  }
  std::visit(
      [&]<class T, std::size_t Rank, class Owner>(Cube<T, Rank> Owner::*member) {
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
          if (!outcomes[i].failure.empty()) continue;
          Cube<T, Rank>& cube = cube_of(outcomes[i], member);
          cube = sized<T, Rank>(sizes, std::make_index_sequence<Rank>{});
          if (stored) h5::read_rows(dataset, i, 1, h5::memory_type<T>(), cube.cells().data());
          from_stored<T>(row, cube.cells());
        }
      },
      row.source);
}

std::vector<std::int64_t> cells_of(const h5::Handle& postings, const PostingColumn& column) {
  const std::string name(column.name);
  if (column.element == PostingColumn::Element::int64) return h5::read_numbers<std::int64_t>(postings.id(), name);
  const auto cells = h5::read_numbers<std::int32_t>(postings.id(), name);
  return {cells.begin(), cells.end()};
}

/// Whether a cell of a column names a line of the table that the column points at. Towns, facilities, services and rules may be none.
bool points_well(std::int64_t cell, const PostingColumn& column, const Description& description) {
  if (column.points_at == Dim::posting) return true;
  const bool always = column.points_at == Dim::clause || column.points_at == Dim::payer || column.points_at == Dim::purpose;
  return cell < 0 ? !always : static_cast<std::size_t>(cell) < size_of(column.points_at, description);
}

void read_postings(const h5::Handle& file, const Description& description, std::vector<Outcome>& outcomes) {
  if (!h5::exists(file.id(), "postings")) return;
  for (const std::int32_t replicate : h5::read_numbers<std::int32_t>(file.id(), "detail/detail_replicate")) {
    Outcome& outcome = outcomes.at(static_cast<std::size_t>(replicate));
    outcome.has_detail = true;
  }
  const h5::Handle group = h5::open_group(file.id(), "postings");
  const auto replicates = h5::read_numbers<std::int32_t>(group.id(), "replicate");
  std::vector<BookedPosting> postings(replicates.size());
  for (const PostingColumn& column : posting_columns()) {
    if (column.take == nullptr) continue;
    const std::vector<std::int64_t> cells = cells_of(group, column);
    for (std::size_t i = 0; i < postings.size(); ++i) {
      if (!points_well(cells.at(i), column, description)) throw h5::Error("a posting points outside its tables");
      column.take(cells[i], postings[i]);
    }
  }
  for (std::size_t i = 0; i < postings.size(); ++i)
    outcomes.at(static_cast<std::size_t>(replicates[i])).detail.postings.push_back(postings[i]);
}

std::string attribute_of(const h5::Handle& dataset, const std::string& name) {
  return h5::has_attribute(dataset.id(), name) ? h5::read_text_attribute(dataset.id(), name) : std::string{};
}

/// Tells cells without a value from those of replicates that failed: in the file both hold the fill value.
void mark_missing(const h5::Handle& file, const std::string& path, StoredCells& stored) {
  const auto& table = dataset_table();
  const auto row = std::find_if(table.begin(), table.end(), [&](const DatasetRow& one) { return one.path() == path; });
  if (row == table.end() || row->mean != MeanOf::known) return;
  const std::vector<std::string> failures = h5::read_texts(file.id(), "district/failure");
  const std::size_t each = stored.cells.size() / std::max<std::size_t>(1, stored.replicates.size());
  for (std::size_t r = 0; r < stored.replicates.size(); ++r) {
    if (!failures.at(static_cast<std::size_t>(stored.replicates[r])).empty()) continue;
    const auto first = stored.cells.begin() + static_cast<std::ptrdiff_t>(r * each);
    std::replace(first, first + static_cast<std::ptrdiff_t>(each), std::int64_t{kFillInt32}, std::int64_t{-1});
  }
}

/// Adds the datasets of a group, then those of its groups, in the order of creation.
void list_group(const h5::Handle& file, const std::string& path, std::vector<DatasetSummary>& out) {
  const h5::Handle group = h5::open_group(file.id(), path.empty() ? "/" : path);
  H5G_info_t info{};
  h5::check(H5Gget_info(group.id(), &info), "list a group");
  std::string labels = " " + attribute_of(group, "coordinates") + " ";
  for (hsize_t i = 0; i < info.nlinks; ++i) {
    char name[256];
    h5::check(static_cast<hid_t>(H5Lget_name_by_idx(group.id(), ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, i, name, sizeof name, H5P_DEFAULT)),
              "list a group");
    const h5::Handle object(H5Oopen(group.id(), name, H5P_DEFAULT), H5Oclose, "open " + path + "/" + name);
    if (H5Iget_type(object.id()) == H5I_GROUP) {
      list_group(file, path + "/" + name, out);
      continue;
    }
    const h5::Handle dataset = h5::open_dataset(group.id(), name);
    const h5::Sizes sizes = h5::sizes_of(dataset);
    out.push_back({path,
                   name,
                   {sizes.begin(), sizes.end()},
                   attribute_of(dataset, h5::has_attribute(dataset.id(), "unit_name") ? "unit_name" : "units"),
                   attribute_of(dataset, "long_name"),
                   H5DSis_scale(dataset.id()) > 0 || labels.find(" " + std::string(name) + " ") != std::string::npos});
  }
}

}  // namespace

struct ResultsReader::State {
  std::string path;
  h5::Handle file;
  ResultAttributes attributes;
  Description description;
};

std::string filetype_of(const std::string& path) {
  const auto look = [&] { return reading(path, [&] { return text_or_empty(open(path), "filetype"); }); };
  require_survival(path, kRunAgain, [&] { static_cast<void>(look()); });
  return look();
}

std::unique_ptr<ResultsReader::State> ResultsReader::load(const std::string& path) {
  h5::Handle file = open(path);
  return reading(path, [&] {
    require_ours(file, path);
    survey(file, std::filesystem::file_size(path));
    ResultAttributes attributes = read_attributes(file);
    require_replicates(h5::read_texts(file.id(), "district/failure"), attributes);
    Description description = read_description(file);
    return std::make_unique<State>(State{path, std::move(file), std::move(attributes), std::move(description)});
  });
}

ResultsReader::ResultsReader(std::unique_ptr<State> state) : state_(std::move(state)) {}

ResultsReader::ResultsReader(const std::string& path) {
  require_survival(path, kRunAgain, [&] { ResultsReader(load(path)).read_everything(); });
  state_ = load(path);
}

void ResultsReader::read_everything() const {
  std::vector<Outcome> outcomes = read_outcomes(Postings::read);
  read_page_detail(outcomes);
  static_cast<void>(read_run_info());
  for (const DatasetSummary& one : list_datasets()) {
    if (!one.coordinate) static_cast<void>(read_cells(one.group + "/" + one.name));
  }
}

ResultsReader::ResultsReader(ResultsReader&&) noexcept = default;
ResultsReader& ResultsReader::operator=(ResultsReader&&) noexcept = default;
ResultsReader::~ResultsReader() = default;

const ResultAttributes& ResultsReader::attributes() const { return state_->attributes; }
const Description& ResultsReader::description() const { return state_->description; }

std::vector<Outcome> ResultsReader::read_outcomes(Postings postings) const {
  return reading(state_->path, [&] {
    const std::vector<std::string> failures = h5::read_texts(state_->file.id(), "district/failure");
    require_room(state_->path, state_->description, failures);
    std::vector<Outcome> outcomes(failures.size());
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      outcomes[i].replicate = static_cast<std::int32_t>(i);
      outcomes[i].failure = failures[i];
      outcomes[i].clauses = state_->description.clauses;
    }
    for (const DatasetRow& row : dataset_table()) {
      if (row.level() == Level::headline) read_cubes(state_->file, row, state_->description, outcomes);
    }
    if (postings == Postings::read) read_postings(state_->file, state_->description, outcomes);
    return outcomes;
  });
}

namespace {

/// The cells of one replicate of a dataset along detail replicates.
template <class T, std::size_t kRank>
Cube<T, kRank> part_of(const std::vector<T>& cells, std::size_t which, const std::array<std::size_t, kRank>& sizes) {
  std::size_t count = 1;
  for (const std::size_t size : sizes) count *= size;
  if (cells.size() < (which + 1) * count) throw h5::Error("/detail does not fit the tables of replicates, towns and projects");
  auto cube = std::apply([](auto... size) { return Cube<T, kRank>(size...); }, sizes);
  std::copy_n(cells.begin() + static_cast<std::ptrdiff_t>(which * count), count, cube.cells().begin());
  return cube;
}

}  // namespace

void ResultsReader::read_page_detail(std::vector<Outcome>& outcomes) const {
  reading(state_->path, [&] {
    const h5::Handle& file = state_->file;
    const Description& about = state_->description;
    if (!h5::exists(file.id(), "detail") || !h5::exists(file.id(), "projects/opened")) return;
    const auto opened = h5::read_numbers<std::int32_t>(file.id(), "projects/opened");
    const auto balances = h5::read_numbers<std::int64_t>(file.id(), "detail/town_prefinancing");
    const auto residents = h5::read_numbers<std::int32_t>(file.id(), "detail/settlement_residents");
    const auto in_reach = h5::read_numbers<std::uint8_t>(file.id(), "detail/settlement_in_reach");
    const auto kept = h5::read_numbers<std::int32_t>(file.id(), "detail/detail_replicate");
    const std::array<std::size_t, 2> by_settlement{static_cast<std::size_t>(about.months()), about.settlements.size()};
    for (std::size_t i = 0; i < kept.size(); ++i) {
      Detail& detail = outcomes.at(static_cast<std::size_t>(kept[i])).detail;
      detail.project_opened = part_of<std::int32_t, 1>(opened, i, {about.projects.size()});
      for (std::int32_t& month : detail.project_opened.cells()) month = month == kFillInt32 ? -1 : month;
      detail.town_prefinancing_fen = part_of<std::int64_t, 2>(balances, i, {static_cast<std::size_t>(about.months()), about.towns.size()});
      detail.settlement_residents = part_of<std::int32_t, 2>(residents, i, by_settlement);
      detail.settlement_in_reach = part_of<std::uint8_t, 2>(in_reach, i, by_settlement);
    }
  });
}

StoredCells ResultsReader::read_cells(const std::string& path) const {
  return reading(state_->path, [&] {
    StoredCells out;
    const h5::Handle& file = state_->file;
    if (!h5::exists(file.id(), path)) return out;
    for (const hsize_t size : h5::sizes_of(h5::open_dataset(file.id(), path))) out.sizes.push_back(size);
    out.cells = h5::read_numbers<std::int64_t>(file.id(), path);
    const std::string group = path.substr(0, path.find('/', 1));
    for (const char* scale : {"/replicate", "/detail_replicate"}) {
      if (h5::exists(file.id(), group + scale)) out.replicates = h5::read_numbers<std::int32_t>(file.id(), group + scale);
    }
    if (out.sizes.empty() || out.replicates.size() != out.sizes.front()) throw h5::Error(path + " does not fit its replicates");
    mark_missing(file, path, out);
    return out;
  });
}

RunInfo ResultsReader::read_run_info() const {
  return reading(state_->path, [&] {
    RunInfo info = eldercast::read_run_info(state_->file);
    info.replicates = state_->attributes.replicates;
    info.program_version = state_->attributes.program_version;
    return info;
  });
}

std::int32_t ResultsReader::detail_replicates() const {
  return reading(state_->path, [&] {
    if (!h5::exists(state_->file.id(), "detail")) return 0;
    const auto kept = h5::read_numbers<std::int32_t>(state_->file.id(), "detail/detail_replicate");
    return kept.empty() ? 0 : kept.back() + 1;
  });
}

std::vector<DatasetSummary> ResultsReader::list_datasets() const {
  return reading(state_->path, [&] {
    std::vector<DatasetSummary> out;
    list_group(state_->file, "", out);
    return out;
  });
}

}  // namespace eldercast
