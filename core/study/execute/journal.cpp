#include "study/execute/journal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <sstream>

#include "output/errors.hpp"
#include "study/plan/whole_file.hpp"

namespace eldercast {

namespace {

using Json = nlohmann::json;
constexpr auto kBeat = std::chrono::seconds(5);
constexpr auto kSilence = std::chrono::seconds(60);

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "host";
}

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// Text for a message inside a line.
std::string line_of(Json json) {
  json["ms"] = now_ms();
  return json.dump() + "\n";
}

/// Adds what a line says. Throws Json::exception for one whose values are not of the kinds that a worker writes.
void read_event(const Json& json, JournalWorker& worker) {
  const std::string event = json.value("event", "");
  if (event == "start") worker.threads = std::max(1, json.value("threads", 1));
  if (event == "end") worker.ended = json.value("why", "");
  if (event == "batch") {
    worker.batches.push_back({json.value("batch", ""), json.value("rows", std::int64_t{0}), json.value("failed", std::int64_t{0}),
                              json.value("seconds", 0.0), json.value("sha256", "")});
  }
}

void read_line(const std::string& line, JournalWorker& worker) {
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return;
  try {
    read_event(json, worker);
  } catch (const Json::exception&) {
    // No worker wrote it. Like a line that was cut short it says nothing: what is done is known by the files of the batches.
  }
}

bool heard_lately(const std::filesystem::path& path) {
  std::error_code error;
  const auto written = std::filesystem::last_write_time(path, error);
  return !error && std::filesystem::file_time_type::clock::now() - written < kSilence;
}

}  // namespace

Journal::Journal(const std::filesystem::path& folder, int threads)
    : path_(folder / "journal" / fmt::format("{}-{}-{}.jsonl", host_name(), ::getpid(), now_ms())) {
  file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_APPEND | O_CLOEXEC, 0666);
  if (file_ < 0) throw FileError(path_.string(), std::string("cannot be written: ") + std::strerror(errno));
  add(line_of({{"event", "start"}, {"threads", threads}}));
}

Journal::~Journal() { ::close(file_); }

void Journal::add(const std::string& line) {
  if (::write(file_, line.data(), line.size()) != static_cast<ssize_t>(line.size()) || ::fsync(file_) != 0) {
    throw FileError(path_.string(), std::string("cannot be written: ") + std::strerror(errno));
  }
}

void Journal::finished(std::string_view batch, std::int64_t rows, std::int64_t failed, double seconds, std::string_view sha256) {
  add(line_of({{"event", "batch"}, {"batch", batch}, {"rows", rows}, {"failed", failed}, {"seconds", seconds}, {"sha256", sha256}}));
}

void Journal::beat() {
  const auto now = std::chrono::steady_clock::now();
  if (now - beaten_ < kBeat) return;
  beaten_ = now;
  // Only the file's time says so; a beat that fails is no reason to stop.
  static_cast<void>(::futimens(file_, nullptr));
}

void Journal::ended(std::string_view why) { add(line_of({{"event", "end"}, {"why", why}})); }

std::vector<JournalWorker> read_journals(const std::filesystem::path& folder) {
  std::vector<JournalWorker> out;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "journal", error)) {
    if (entry.path().extension() != ".jsonl") continue;
    JournalWorker worker;
    worker.name = entry.path().stem().string();
    std::istringstream stream(read_whole(entry.path(), Links::refuse));
    for (std::string line; std::getline(stream, line);) read_line(line, worker);
    worker.active = worker.ended.empty() && heard_lately(entry.path());
    out.push_back(std::move(worker));
  }
  std::sort(out.begin(), out.end(), [](const JournalWorker& a, const JournalWorker& b) { return a.name < b.name; });
  return out;
}

}  // namespace eldercast
