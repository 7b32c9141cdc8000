#pragma once
/// A text in the two languages of the program.
#include <string>

namespace eldercast {

struct Text {
  std::string zh;
  std::string en;
  friend bool operator==(const Text&, const Text&) = default;
};

}  // namespace eldercast
