#include "files/file_error.hpp"
#include "fuzz/place.hpp"
#include "study/meet/meet_page.hpp"

using namespace eldercast;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const MeetResult read = read_meet_json(std::string(test::bytes_of(data, size)), "meet.json");
    if (render_meet_page(read, {}).empty()) std::abort();
  } catch (const FileError&) {
  }
  return 0;
}
