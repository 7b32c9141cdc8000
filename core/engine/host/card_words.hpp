#pragma once
#include <string>

namespace eldercast {

/// What the card of a rule says of itself.
struct CardWords {
  std::string version;
  std::string zh;
  std::string en;
};

}  // namespace eldercast
