#include "text/counted.hpp"

namespace eldercast {

std::string counted(std::int64_t count, std::string_view one) { return counted(std::to_string(count), one); }

std::string counted(std::string_view number, std::string_view one) {
  std::string out = std::string(number) + " ";
  if (number == "1") return out.append(one);
  return one.ends_with('y') ? out.append(one.substr(0, one.size() - 1)).append("ies") : out.append(one).append("s");
}

}  // namespace eldercast
