#include "files/file_error.hpp"
#include "fuzz/place.hpp"
#include "output/file/results_reader.hpp"

using namespace eldercast;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const test::Place place;
  const auto file = place.write("result.h5", test::bytes_of(data, size));
  try {
    const ResultsReader reader(file.string());
    static_cast<void>(reader.read_outcomes(Postings::read));
    static_cast<void>(reader.list_datasets());
    static_cast<void>(reader.read_run_info());
  } catch (const FileError&) {
    // The answer to every file that is not ours.
  }
  return 0;
}
