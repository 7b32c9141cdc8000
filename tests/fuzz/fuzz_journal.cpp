#include "fuzz/place.hpp"
#include "study/execute/journal.hpp"

using namespace eldercast;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const test::Place place;
  place.write("journal/worker.jsonl", test::bytes_of(data, size));
  for (const JournalWorker& worker : read_journals(place.folder())) {
    if (worker.threads < 0) std::abort();
  }
  return 0;
}
