#include "study/schedule/search_journal.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <cstring>

#include <fmt/format.h>

#include "output/errors.hpp"
#include "output/foreign_json.hpp"
#include "output/json_numbers.hpp"
#include "output/statistics.hpp"
#include "study/plan/whole_file.hpp"

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

/// Negative after a problem, as errno says. Never through a link, and never into a pipe.
int open_journal(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
  if (file < 0 && errno == ELOOP) throw FileError(path.string(), "is in the way: it is a link", "remove it");
  struct stat about {};
  if (file < 0 || (::fstat(file, &about) == 0 && S_ISREG(about.st_mode))) return file;
  ::close(file);
  throw FileError(path.string(), "is in the way: it is no file", "remove it");
}

}  // namespace

SearchJournal::SearchJournal(std::filesystem::path path, std::string_view identity, bool resume) : path_(std::move(path)) {
  const bool there = std::filesystem::exists(std::filesystem::symlink_status(path_));
  if (there && !resume) {
    throw FileTaken(path_.string(), "is there already: a search was stopped, or is running",
                    "go on with it by --resume, or remove the file to begin anew");
  }
  file_ = open_journal(path_);
  if (file_ < 0) throw FileError(path_.string(), std::string("cannot be written: ") + std::strerror(errno));
  try {
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
      throw FileTaken(path_.string(), "is being written by another search");
    if (there) read_lines(identity);
  } catch (...) {
    ::close(file_);
    throw;
  }
  if (std::filesystem::file_size(path_) == 0) {
    waiting_ = first_line(identity);
    flush();
  }
}

SearchJournal::~SearchJournal() {
  if (file_ >= 0) ::close(file_);
}

void SearchJournal::read_lines(std::string_view identity) {
  const std::string text = read_document(path_, kLargestJournal, Links::refuse);
  const std::size_t whole = text.rfind('\n') == std::string::npos ? 0 : text.rfind('\n') + 1;
  std::size_t at = 0;
  for (bool first = true; at < whole; first = false) {
    const std::size_t end = text.find('\n', at);
    const Json json = parse_foreign_json<Json>(std::string_view(text).substr(at, end - at));
    at = end + 1;
    if (first) {
      if (text_in(json, "format") != "eldercast-schedule-journal") {
        throw FileError(path_.string(), "is not the journal of a search", "name another scenario to be written by --output");
      }
      if (text_in(json, "search") != identity) {
        throw FileError(path_.string(), "belongs to another search: scenario, goal, limits, seed or options differ",
                        "repeat the command as it was, or remove the file to begin anew");
      }
      continue;
    }
    if (!json.is_object() || !json.contains("s") || !json["s"].is_string() || !json.contains("r") || !json["r"].is_number_integer()) {
      throw FileError(path_.string(), "has a line that no search wrote", "remove the file to begin anew");
    }
    known_[{json["s"].get<std::string>(), json["r"].get<std::int32_t>()}] = {number_of(json.value("v", Json())),
                                                                             number_of(json.value("m", Json()))};
  }
  const bool begun = first_line(identity).starts_with(text);
  if (at == 0 && !begun) throw FileError(path_.string(), "is not the journal of a search", "remove the file to begin anew");
  read_ = known_.size();
  if (whole < text.size() && ::ftruncate(file_, static_cast<off_t>(whole)) != 0) {
    throw FileError(path_.string(), std::string("cannot be written: ") + std::strerror(errno));
  }
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
  for (std::size_t done = 0; done < waiting_.size();) {
    const ssize_t count = ::write(file_, waiting_.data() + done, waiting_.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw FileError(path_.string(), std::string("cannot be written: ") + std::strerror(errno));
    done += static_cast<std::size_t>(count);
  }
  waiting_.clear();
  if (::fdatasync(file_) != 0) throw FileError(path_.string(), std::string("cannot be put on the disk: ") + std::strerror(errno));
}

void SearchJournal::remove() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

}  // namespace eldercast
