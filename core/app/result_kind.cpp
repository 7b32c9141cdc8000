#include "app/result_kind.hpp"

#include <array>
#include <fstream>
#include <nlohmann/json.hpp>

#include "files/own_file.hpp"
#include "files/whole_file.hpp"
#include "output/batches/study_file.hpp"
#include "output/file/results_reader.hpp"
#include "output/render/foreign_json.hpp"

namespace eldercast {
namespace {

/// HDF5 never begins so.
bool is_json(const std::string& file) {
  refuse_pipes(file);
  std::ifstream stream(file, std::ios::binary);
  char first = 0;
  return (stream >> first) && first == '{';
}

bool is_schedule(const std::string& file) {
  const nlohmann::json document = parse_foreign_json<nlohmann::json>(read_document(file));
  return document.is_object() && document.value("format", nlohmann::json()) == "eldercast-schedule";
}

}  // namespace

ResultKind kind_of_result(const std::string& file) {
  if (is_json(file)) return is_schedule(file) ? ResultKind::schedule : ResultKind::meet;
  return filetype_of(file) == kStudyFiletype ? ResultKind::study : ResultKind::run;
}

std::string_view words_of(ResultKind kind) {
  static constexpr std::array<std::string_view, 4> kWords{"results of a run", "a study", "answers of meet", "a schedule"};
  return kWords[static_cast<std::size_t>(kind)];
}

}  // namespace eldercast
