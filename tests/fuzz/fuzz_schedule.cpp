#include "files/file_error.hpp"
#include "fuzz/place.hpp"
#include "study/schedule/schedule_page.hpp"

using namespace eldercast;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const ScheduleResult read = read_schedule("schedule.json", std::string(test::bytes_of(data, size)));
    if (render_schedule_page(read, {}).empty()) std::abort();
  } catch (const FileError&) {
  }
  return 0;
}
