#include <algorithm>
#include <cmath>
#include <filesystem>

#include "files/own_file.hpp"
#include "output/batches/study_file.hpp"
#include "output/file/checksum.hpp"
#include "output/file/h5.hpp"
#include "output/file/h5_trial.hpp"

namespace eldercast {
namespace {

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
  lengths(study.parameters.size(), study.parameter_names_zh, study.low, study.high, study.base);
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
  out.design_kind = h5::read_text_attribute(file.id(), "design");
  out.plan_digest = h5::read_text_attribute(file.id(), "plan_digest");
  out.cases = h5::read_attribute<std::int32_t>(file.id(), "cases");
  out.replicates = h5::read_attribute<std::int32_t>(file.id(), "replicates");
  out.parameters = h5::read_texts(file.id(), "design/parameter");
  out.parameter_names_zh = h5::read_texts(file.id(), "design/parameter_name_zh");
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
