#include "study/uncertainty/posterior.hpp"

#include <algorithm>

#include "files/whole_file.hpp"

namespace eldercast {

std::int32_t points_in(const std::string& file) {
  const std::string rows = read_document(file);
  return static_cast<std::int32_t>(std::count(rows.begin(), rows.end(), '\n')) - 1;
}

}  // namespace eldercast
