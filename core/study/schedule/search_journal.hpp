#pragma once
/// What a search has already simulated, on the disk line by line, so that a search that was killed goes on where it stood. The search
/// itself is not stored: it is a function of these numbers, and repeats its way over them without simulating again.
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "files/line_log.hpp"
#include "study/schedule/objective.hpp"

namespace eldercast {

class SearchJournal {
 public:
  /// Starts the file, or goes on with it if `resume` is set and the file is there. `identity`: digest of all that the numbers hang on.
  /// Throws FileTaken if the file is there and `resume` is not set, or another search is writing it; FileError if it belongs to another
  /// search or cannot be written. A last line that was cut short is taken off.
  SearchJournal(const std::filesystem::path& path, std::string_view identity, bool resume);

  /// The numbers of a replicate of a schedule, or null.
  [[nodiscard]] const Measured* find(const std::string& schedule, std::int32_t replicate) const;
  /// Keeps one more.
  void add(const std::string& schedule, std::int32_t replicate, const Measured& sample);
  /// Puts what was added on the disk.
  void flush();
  /// How many were read when it was opened.
  [[nodiscard]] std::size_t read() const { return read_; }
  /// Takes the file away: the search has ended, and what it found is written.
  void remove();

 private:
  void read_lines(std::string_view identity);

  LineLog log_;
  std::size_t read_ = 0;
  std::string waiting_;
  std::map<std::pair<std::string, std::int32_t>, Measured> known_;
};

}  // namespace eldercast
