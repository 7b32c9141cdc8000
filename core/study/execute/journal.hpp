#pragma once
/// What workers write about their work, one file a worker, a line an event (JSON), each line on the disk before the next: no locks, no
/// server. A study's state is read from these files and from the batches, from any machine that sees the folder.
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "files/line_log.hpp"

namespace eldercast {

class Journal {
 public:
  /// Starts a file of its own in `folder`/journal. Throws FileError.
  Journal(const std::filesystem::path& folder, int threads);

  /// A batch file has its name. `sha256`: of its bytes.
  void finished(std::string_view batch, std::int64_t rows, std::int64_t failed, double seconds, std::string_view sha256);
  /// Proof of life between batches.
  void beat();
  /// The worker ends: "done", "stopped", "time limit", "error".
  void ended(std::string_view why);

 private:
  LineLog log_;
  std::chrono::steady_clock::time_point beaten_{};
};

/// A finished batch as the journal has it.
struct JournalBatch {
  std::string batch;
  std::int64_t rows = 0;
  std::int64_t failed = 0;
  double seconds = 0;
  std::string sha256;
};

/// One worker.
struct JournalWorker {
  std::string name;  ///< host, process, start
  int threads = 1;
  bool active = false;  ///< it has not ended, and gave a sign of life within the last minute
  std::string ended;    ///< why it ended; empty: it has not said
  std::vector<JournalBatch> batches;
};

/// All workers that ever were, by name. Lines that were cut short or that no worker wrote are left out. Throws FileError for journals that
/// are no regular files or larger than any study's.
[[nodiscard]] std::vector<JournalWorker> read_journals(const std::filesystem::path& folder);

}  // namespace eldercast
