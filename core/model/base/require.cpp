#include "model/base/require.hpp"

#include <cstdio>
#include <cstdlib>

namespace eldercast {

void fail(std::string_view message, const char* file, int line) {
  std::fprintf(stderr, "eldercast: internal error at %s:%d: %.*s\nThis is a fault of the program, not of its input; please report it.\n",
               file, line, static_cast<int>(message.size()), message.data());
  std::abort();
}

}  // namespace eldercast
