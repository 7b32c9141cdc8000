#include "output/batches/study_file.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>

#include "files/own_file.hpp"
#include "output/figures/figures.hpp"
#include "output/file/checksum.hpp"
#include "output/file/cube_access.hpp"
#include "output/file/h5.hpp"
#include "output/file/h5_trial.hpp"
#include "output/file/own_hdf5.hpp"
#include "output/file/published_file.hpp"
#include "output/file/results_tail.hpp"
#include "output/file/scales.hpp"

namespace eldercast {
namespace {

constexpr std::size_t kChunkBytes = 1U << 20U;

/// How a row of the study ended, as /rows/status holds it.
enum class RowStatus : std::uint8_t { not_run, well, failed };

void add_case_and_replicate(ScaledGroup& group, const StudyContent& content) {
  const ArrayAxis& cases = content.design.axes.front();
  group.add_scale(cases.name, cases.long_name, cases.long_name_zh, cases.coordinates);
  group.add_scale("replicate", "replicate", "重复模拟编号", counting(content.replicates));
}

/// A dataset along case, replicate and `rest`, filled case by case.
template <class T>
class RowDataset {
 public:
  RowDataset(hid_t group, const std::string& name, const StudyContent& content, std::vector<std::size_t> rest, T fill)
      : fill_(fill), replicates_(static_cast<std::size_t>(content.replicates)) {
    for (const std::size_t size : rest) cells_ *= size;
    h5::Sizes sizes{replicates_};
    sizes.insert(sizes.end(), rest.begin(), rest.end());
    const std::size_t rows_a_chunk = std::clamp(kChunkBytes / (cells_ * sizeof(T)), std::size_t{1}, replicates_);
    h5::Sizes chunk{1, rows_a_chunk};
    chunk.insert(chunk.end(), rest.begin(), rest.end());
    dataset_ = h5::create_growing(group, name, sizes, chunk, fill_);
    h5::grow(dataset_, static_cast<hsize_t>(content.cases));
    room_.resize(cells_ * replicates_);
  }

  void write_case(const std::string& path, std::int32_t case_number, const std::vector<RowPlace>& rows) {
    std::fill(room_.begin(), room_.end(), fill_);
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (rows[r].batch == nullptr || !rows[r].batch->rows()[rows[r].row].failure.empty()) continue;
      rows[r].batch->read_row(path, rows[r].row, std::span(room_).subspan(r * cells_, cells_));
    }
    h5::write_rows(dataset_, static_cast<hsize_t>(case_number), 1, h5::memory_type<T>(), room_.data());
  }
  [[nodiscard]] const h5::Handle& handle() const { return dataset_; }

 private:
  T fill_;
  std::size_t replicates_;
  std::size_t cells_ = 1;
  h5::Handle dataset_;
  std::vector<T> room_;
};

/// A dataset of the schema, for any element type.
struct SchemaDataset {
  std::string path;
  std::variant<RowDataset<std::int32_t>, RowDataset<std::int64_t>, RowDataset<std::uint8_t>> rows;
};

/// One headline group with all its datasets.
class HeadlineGroup {
 public:
  HeadlineGroup(hid_t file, const GroupRow& row, const StudyContent& content)
      : group_(file, std::string(row.name), row.long_name, row.long_name_zh) {
    add_case_and_replicate(group_, content);
    for (const DatasetRow& dataset : dataset_table()) {
      if (dataset.group == row.name) add(dataset, content);
    }
    group_.finish_labels();
  }
  void write_case(std::int32_t case_number, const std::vector<RowPlace>& rows) {
    for (SchemaDataset& one : datasets_) {
      std::visit([&](auto& dataset) { dataset.write_case(one.path, case_number, rows); }, one.rows);
    }
  }

 private:
  void add(const DatasetRow& row, const StudyContent& content) {
    const std::vector<std::size_t> sizes = sizes_by(row, content.description);
    if (std::find(sizes.begin(), sizes.end(), 0U) != sizes.end()) return;
    for (const Dim dim : row.dims) group_.add_dimension(dim, content.description);
    std::visit(
        [&]<class T, std::size_t Rank, class Owner>(Cube<T, Rank> Owner::*) {
          RowDataset<T> made(group_.id(), std::string(row.name), content, sizes, fill_value<T>());
          describe_cells(made.handle(), row, fill_value<T>());
          group_.attach(made.handle(), "case", 0);
          group_.attach(made.handle(), "replicate", 1);
          unsigned position = 2;
          for (const Dim dim : row.dims) group_.attach(made.handle(), dim, position++);
          datasets_.push_back({row.path(), std::move(made)});
        },
        row.source);
  }

  ScaledGroup group_;
  std::vector<SchemaDataset> datasets_;
};

/// The figures of every row, by year and over the whole run.
class FigureGroup {
 public:
  FigureGroup(hid_t file, const StudyContent& content)
      : group_(file, "figures", "figures of the district; years of a flow add up to the whole run", "全区指标"),
        by_year_(make(content, "value", true)),
        whole_run_(make(content, "whole_run", false)) {
    add_case_and_replicate(group_, content);
    const std::vector<Figure> figures = figures_of(content.description);
    group_.add_scale("figure", "figure of a run", "指标", column_of<&Figure::id>(figures));
    group_.add_label("figure", "figure_name_zh", "1", "Chinese name", "中文名称", column_of<&Figure::name_zh>(figures));
    group_.add_label("figure", "figure_name_en", "1", "English name", "英文名称", column_of<&Figure::name_en>(figures));
    group_.add_label("figure", "figure_unit", "1", "unit; 1: a share", "单位", column_of<&Figure::unit>(figures));
    group_.add_dimension(Dim::year, content.description);
    for (const RowDataset<double>* dataset : {&by_year_, &whole_run_}) {
      describe_dataset(dataset->handle(), "units of figure_unit", dataset == &by_year_ ? "the figure in a year" : "the figure over the run",
                       "指标值");
      group_.attach(dataset->handle(), "case", 0);
      group_.attach(dataset->handle(), "replicate", 1);
      group_.attach(dataset->handle(), "figure", 2);
    }
    group_.attach(by_year_.handle(), Dim::year, 3);
    group_.finish_labels();
  }
  void write_case(std::int32_t case_number, const std::vector<RowPlace>& rows) {
    by_year_.write_case("/figures/value", case_number, rows);
    whole_run_.write_case("/figures/whole_run", case_number, rows);
  }

 private:
  RowDataset<double> make(const StudyContent& content, const char* name, bool years) {
    std::vector<std::size_t> rest{figures_of(content.description).size()};
    if (years) rest.push_back(static_cast<std::size_t>(content.description.years()));
    return {group_.id(), name, content, rest, std::numeric_limits<double>::quiet_NaN()};
  }

  ScaledGroup group_;
  RowDataset<double> by_year_;
  RowDataset<double> whole_run_;
};

/// Which rows ended how, and why those that failed did.
class RowsGroup {
 public:
  void add_case(std::int32_t case_number, const std::vector<RowPlace>& rows) {
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const std::string failure = rows[r].batch == nullptr ? "" : rows[r].batch->rows()[rows[r].row].failure;
      const RowStatus status = rows[r].batch == nullptr ? RowStatus::not_run : failure.empty() ? RowStatus::well : RowStatus::failed;
      status_.push_back(static_cast<std::uint8_t>(status));
      if (status != RowStatus::failed) continue;
      cases_.push_back(case_number);
      replicates_.push_back(static_cast<std::int32_t>(r));
      messages_.push_back(failure);
    }
  }
  void write(hid_t file, const StudyContent& content) const {
    ScaledGroup group(file, "rows", "how every row of the study ended", "各次运行状态");
    add_case_and_replicate(group, content);
    const h5::Handle status = h5::write_cells<std::uint8_t>(
        group.id(), "status", {static_cast<hsize_t>(content.cases), static_cast<hsize_t>(content.replicates)}, status_);
    describe_dataset(status, "1", "0: not run, 1: ended well, 2: failed", "0未运行 1正常 2失败");
    group.attach(status, "case", 0);
    group.attach(status, "replicate", 1);
    if (!messages_.empty()) {
      group.add_scale("failure", "failed row", "失败行", counting(messages_.size()));
      group.add_label("failure", "failure_case", "1", "case", "方案点", cases_);
      group.add_label("failure", "failure_replicate", "1", "replicate", "重复模拟编号", replicates_);
      group.add_label("failure", "failure_message", "1", "why the row failed", "失败原因", messages_);
    }
    group.finish_labels();
  }
  [[nodiscard]] std::int64_t count(RowStatus wanted) const {
    return std::count(status_.begin(), status_.end(), static_cast<std::uint8_t>(wanted));
  }

 private:
  std::vector<std::uint8_t> status_;
  std::vector<std::int32_t> cases_;
  std::vector<std::int32_t> replicates_;
  std::vector<std::string> messages_;
};

void write_all(hid_t file, const StudyContent& content) {
  const auto started = std::chrono::system_clock::now();
  RunInfo info = content.info;
  info.replicates = content.replicates;
  write_root(file, content.description, info, kStudyFiletype);
  for (const auto& [name, text] : content.attributes) h5::write_attribute(file, name, text);
  h5::write_attribute(file, "cases", content.cases);
  write_group(file, content.design);
  RowsGroup rows_group;
  {
    FigureGroup figures(file, content);
    std::vector<HeadlineGroup> groups;
    for (const GroupRow& group : group_table()) {
      if (group.level == Level::headline) groups.emplace_back(file, group, content);
    }
    for (std::int32_t c = 0; c < content.cases; ++c) {
      std::vector<RowPlace> rows;
      for (std::int32_t r = 0; r < content.replicates; ++r) rows.push_back(content.row(c, r));
      rows_group.add_case(c, rows);
      figures.write_case(c, rows);
      for (HeadlineGroup& group : groups) group.write_case(c, rows);
    }
  }
  rows_group.write(file, content);
  write_scenario(file, content.description);
  write_provenance(file, info, {}, started);
  h5::write_attribute(file, "rows_failed", rows_group.count(RowStatus::failed));
  h5::write_attribute(file, "rows_not_run", rows_group.count(RowStatus::not_run));
}

template <class T>
std::vector<T> whole_numbers(hid_t file, const std::string& name) {
  std::vector<T> out;
  constexpr double kMostWhole = 1e9;
  for (const double value : h5::read_numbers<double>(file, name)) {
    if (!(std::abs(value) <= kMostWhole)) throw h5::Error(name + " holds a number that is no place in a design");
    out.push_back(static_cast<T>(value));
  }
  return out;
}

/// Whoever has the figures of a study may go through all of them by its numbers.
void require_lengths(const StudyFigures& study) {
  const auto cases = static_cast<std::size_t>(std::max(0, study.cases));
  const auto rows = cases * static_cast<std::size_t>(std::max(0, study.replicates));
  const auto lengths = [](std::size_t wanted, const auto&... lists) {
    if (((lists.size() != wanted) || ...)) throw h5::Error("its tables have different lengths");
  };
  lengths(study.parameters.size(), study.parameter_names_zh, study.parameter_units, study.low, study.high, study.base);
  lengths(study.figures.size(), study.figure_names_zh, study.figure_names_en, study.figure_units);
  lengths(cases, study.block, study.step, study.axis);
  lengths(cases * study.parameters.size(), study.values);
  lengths(rows * study.figures.size(), study.whole_run);
  lengths(rows * study.figures.size() * study.years.size(), study.by_year);
  if (rows == 0 || study.figures.empty() || study.years.empty()) throw h5::Error("it has no rows");
  for (const std::int32_t axis : study.axis) {
    if (axis < -1 || axis >= static_cast<std::int32_t>(study.parameters.size()))
      throw h5::Error("a step moves a parameter that is not there");
  }
  for (std::size_t i = 0; i < study.years.size(); ++i) {
    if (study.years[i] != study.years.front() + static_cast<std::int32_t>(i)) throw h5::Error("its years do not follow each other");
  }
}

StudyFigures read_all(const std::string& path, const h5::Handle& file) {
  if (!h5::has_attribute(file.id(), "filetype") || h5::read_text_attribute(file.id(), "filetype") != kStudyFiletype) {
    throw FileError(path, "is no merged study", "make one: eldercast study merge FOLDER -o FILE");
  }
  if (!h5::has_attribute(file.id(), "status")) throw FileError(path, "was not finished", "merge the study again");
  StudyFigures out;
  out.scenario = h5::read_text_attribute(file.id(), "scenario");
  out.scenario_zh = h5::read_text_attribute(file.id(), "title_zh");
  out.design = h5::read_text_attribute(file.id(), "design");
  out.plan_digest = h5::read_text_attribute(file.id(), "plan_digest");
  out.cases = h5::read_attribute<std::int32_t>(file.id(), "cases");
  out.replicates = h5::read_attribute<std::int32_t>(file.id(), "replicates");
  out.parameters = h5::read_texts(file.id(), "design/parameter");
  out.parameter_names_zh = h5::read_texts(file.id(), "design/parameter_name_zh");
  out.parameter_units = h5::read_texts(file.id(), "design/parameter_unit");
  out.low = h5::read_numbers<double>(file.id(), "design/parameter_low");
  out.high = h5::read_numbers<double>(file.id(), "design/parameter_high");
  out.base = h5::read_numbers<double>(file.id(), "design/parameter_base");
  out.block = whole_numbers<std::int32_t>(file.id(), "design/block");
  out.step = whole_numbers<std::int32_t>(file.id(), "design/step");
  out.axis = whole_numbers<std::int32_t>(file.id(), "design/axis");
  out.values = h5::read_numbers<double>(file.id(), "design/value");
  out.figures = h5::read_texts(file.id(), "figures/figure");
  out.figure_names_zh = h5::read_texts(file.id(), "figures/figure_name_zh");
  out.figure_names_en = h5::read_texts(file.id(), "figures/figure_name_en");
  out.figure_units = h5::read_texts(file.id(), "figures/figure_unit");
  out.years = h5::read_numbers<std::int32_t>(file.id(), "figures/year");
  out.by_year = h5::read_numbers<double>(file.id(), "figures/value");
  out.whole_run = h5::read_numbers<double>(file.id(), "figures/whole_run");
  require_lengths(out);
  return out;
}

}  // namespace

void write_study_file(const std::string& path, const StudyContent& content, Existing existing) {
  PartFile part(path, existing, own_hdf5(kStudyFiletype));
  write_published(part, Checksummed::yes, [&](hid_t file) { write_all(file, content); });
}

StudyFigures read_study_figures(const std::string& path) {
  if (!std::filesystem::exists(path)) throw FileError(path, "is not there");
  refuse_pipes(path);
  if (check_seal(path) == Seal::broken)
    throw FileError(path, "was damaged: its bytes do not have the checksum at its end", "merge the study again");
  h5::silence();
  const auto read = [&] { return read_all(path, h5::open_file(path)); };
  require_survival(path, "merge the study again", [&] { static_cast<void>(read()); });
  try {
    return read();
  } catch (const h5::Error& error) {
    throw FileError(path, error.what());
  }
}

}  // namespace eldercast
