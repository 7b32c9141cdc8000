#pragma once
/// Something that may bring the program down, tried beforehand in a process of its own: HDF5 as packaged crashes on some damaged files.
/// Internal to core/output.
#include <functional>
#include <string>

namespace eldercast {

/// Does `action` in a copy of this process, whose output nobody sees. False if the copy came to a sudden end, or took more than `seconds`
/// by the clock or of a core; true if `action` returned or threw, and if no copy could be made. To be called by the thread that uses HDF5.
[[nodiscard]] bool survives(const std::function<void()>& action, unsigned seconds);

/// Tries `action`, which reads the results file or merged study, if the file has no checksum that would tell of damage (seal.hpp). Throws
/// FileError with `help` if it does not survive.
void require_survival(const std::string& path, const char* help, const std::function<void()>& action);

}  // namespace eldercast
