#include "study/execute/journal.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "files/file_error.hpp"
#include "files/whole_file.hpp"
#include "output/render/foreign_json.hpp"

namespace eldercast {
namespace {

using SortedJson = nlohmann::json;
constexpr auto kBeat = std::chrono::seconds(5);
constexpr auto kSilence = std::chrono::seconds(60);
constexpr double kMostThreads = 1024;
constexpr double kMostRowsABatch = 1e11;  ///< a million cases with a hundred thousand replicates
constexpr double kLongestBatchSeconds = 1e9;
constexpr std::size_t kLongestLine = 4096;     ///< bytes; a worker's lines have some two hundred
constexpr std::size_t kMostNotes = 4'000'000;  ///< of batches, in all journals of a study

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "host";
}

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// Text for a message inside a line.
std::string line_of(SortedJson json) {
  json["ms"] = now_ms();
  return json.dump() + "\n";
}

/// A number that is `least` where there is none, and within what a worker can have written: sums of such numbers stay numbers.
double bounded(const SortedJson& json, const char* key, double least, double most) {
  return std::clamp(json.value(key, least), least, most);
}

/// Adds what a line says. Throws SortedJson::exception for one whose values are not of the kinds that a worker writes.
void read_event(const SortedJson& json, JournalWorker& worker) {
  const std::string event = json.value("event", "");
  if (event == "start") worker.threads = static_cast<int>(bounded(json, "threads", 1, kMostThreads));
  if (event == "end") worker.ended = json.value("why", "");
  if (event == "batch") {
    worker.batches.push_back({json.value("batch", ""), static_cast<std::int64_t>(bounded(json, "rows", 0, kMostRowsABatch)),
                              static_cast<std::int64_t>(bounded(json, "failed", 0, kMostRowsABatch)),
                              bounded(json, "seconds", 0, kLongestBatchSeconds), json.value("sha256", "")});
  }
}

void read_line(std::string_view line, JournalWorker& worker) {
  if (line.size() > kLongestLine) return;

  const auto json = parse_foreign_json<SortedJson>(line);
  if (!json.is_object()) return;
  try {
    read_event(json, worker);
  } catch (const SortedJson::exception&) {
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
    : log_(folder / "journal" / fmt::format("{}-{}-{}.jsonl", host_name(), ::getpid(), now_ms()), LogBegin::new_file) {
  log_.append(line_of({{"event", "start"}, {"threads", threads}}));
}

void Journal::finished(std::string_view batch, std::int64_t rows, std::int64_t failed, double seconds, std::string_view sha256) {
  log_.append(
      line_of({{"event", "batch"}, {"batch", batch}, {"rows", rows}, {"failed", failed}, {"seconds", seconds}, {"sha256", sha256}}));
}

void Journal::beat() {
  const auto now = std::chrono::steady_clock::now();
  if (now - beaten_ < kBeat) return;
  beaten_ = now;
  log_.touch();
}

void Journal::ended(std::string_view why) { log_.append(line_of({{"event", "end"}, {"why", why}})); }

std::vector<JournalWorker> read_journals(const std::filesystem::path& folder) {
  std::vector<JournalWorker> out;
  std::size_t notes = 0;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "journal", error)) {
    if (entry.path().extension() != ".jsonl") continue;
    JournalWorker worker;
    worker.name = entry.path().stem().string();
    const std::string text = read_document(entry.path(), kLargestDocument, Links::refuse);
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      read_line(std::string_view(text).substr(at, end - at), worker);
      at = end + 1;
    }
    notes += worker.batches.size();
    if (notes > kMostNotes) {
      throw FileError((folder / "journal").string(), fmt::format("notes more than {} batches", kMostNotes),
                      "remove the journals that this study's workers did not write: what is done is known by the files of the batches");
    }
    worker.active = worker.ended.empty() && heard_lately(entry.path());
    out.push_back(std::move(worker));
  }
  std::sort(out.begin(), out.end(), [](const JournalWorker& a, const JournalWorker& b) { return a.name < b.name; });
  return out;
}

}  // namespace eldercast
