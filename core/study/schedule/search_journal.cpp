#include "study/schedule/search_journal.hpp"

#include <fmt/format.h>

#include "files/file_error.hpp"
#include "files/whole_file.hpp"
#include "output/render/foreign_json.hpp"
#include "output/render/json_numbers.hpp"
#include "output/statistics.hpp"

namespace eldercast {
namespace {

/// A line holds a whole schedule, and a search may look at a hundred thousand.
constexpr std::uintmax_t kLargestJournal = std::uintmax_t{1024} * 1024 * 1024;

double number_of(const Json& json) { return json.is_number() ? json.get<double>() : kUnknown; }

/// The text of a key, empty where there is none.
std::string text_in(const Json& json, const char* key) {
  return json.is_object() && json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : std::string();
}

std::string first_line(std::string_view identity) {
  return Json{{"format", "eldercast-schedule-journal"}, {"version", 1}, {"search", identity}}.dump() + "\n";
}

/// Whether the file may be there is said before it is opened: opening makes it.
const std::filesystem::path& refuse_taken(const std::filesystem::path& path, bool resume) {
  if (!resume && std::filesystem::exists(std::filesystem::symlink_status(path))) {
    throw FileTaken(path.string(), "is there already: a search was stopped, or is running",
                    "go on with it by --resume, or remove the file to begin anew");
  }
  return path;
}

}  // namespace

SearchJournal::SearchJournal(const std::filesystem::path& path, std::string_view identity, bool resume)
    : log_(refuse_taken(path, resume), LogBegin::go_on) {
  if (!log_.lock()) throw FileTaken(path.string(), "is being written by another search");
  if (std::filesystem::file_size(path) > 0) read_lines(identity);
  if (std::filesystem::file_size(path) == 0) log_.append(first_line(identity));
}

void SearchJournal::read_lines(std::string_view identity) {
  const std::string text = read_document(log_.path(), kLargestJournal, Links::refuse);
  const std::size_t whole = text.rfind('\n') == std::string::npos ? 0 : text.rfind('\n') + 1;
  std::size_t at = 0;
  for (bool first = true; at < whole; first = false) {
    const std::size_t end = text.find('\n', at);
    const Json json = parse_foreign_json<Json>(std::string_view(text).substr(at, end - at));
    at = end + 1;
    if (first) {
      if (text_in(json, "format") != "eldercast-schedule-journal") {
        throw FileError(log_.path().string(), "is not the journal of a search", "name another scenario to be written by --output");
      }
      if (text_in(json, "search") != identity) {
        throw FileError(log_.path().string(), "belongs to another search: scenario, goal, limits, seed or options differ",
                        "repeat the command as it was, or remove the file to begin anew");
      }
      continue;
    }
    if (!json.is_object() || !json.contains("s") || !json["s"].is_string() || !json.contains("r") || !json["r"].is_number_integer()) {
      throw FileError(log_.path().string(), "has a line that no search wrote", "remove the file to begin anew");
    }
    known_[{json["s"].get<std::string>(), json["r"].get<std::int32_t>()}] = {number_of(json.value("v", Json())),
                                                                             number_of(json.value("m", Json()))};
  }
  const bool begun = first_line(identity).starts_with(text);
  if (at == 0 && !begun) throw FileError(log_.path().string(), "is not the journal of a search", "remove the file to begin anew");
  read_ = known_.size();
  if (whole < text.size()) log_.cut_to(whole);
}

const Measured* SearchJournal::find(const std::string& schedule, std::int32_t replicate) const {
  const auto found = known_.find({schedule, replicate});
  return found == known_.end() ? nullptr : &found->second;
}

void SearchJournal::add(const std::string& schedule, std::int32_t replicate, const Measured& sample) {
  waiting_ += Json{{"s", schedule}, {"r", replicate}, {"v", json_of(sample.value)}, {"m", json_of(sample.missing)}}.dump() + "\n";
  known_[{schedule, replicate}] = sample;
}

void SearchJournal::flush() {
  log_.append(waiting_);
  waiting_.clear();
}

void SearchJournal::remove() {
  std::error_code ignored;
  std::filesystem::remove(log_.path(), ignored);
}

}  // namespace eldercast
