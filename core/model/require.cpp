#include "model/require.hpp"

#include <cstdio>
#include <cstdlib>

namespace eldercast {

void fail(std::string_view message, std::source_location where) {
  std::fprintf(stderr, "eldercast: internal error at %s:%u: %.*s\nThis is a fault of the program, not of its input; please report it.\n",
               where.file_name(), static_cast<unsigned>(where.line()), static_cast<int>(message.size()), message.data());
  std::abort();
}

}  // namespace eldercast
