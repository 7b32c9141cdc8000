/// Ends the program when it is loaded, as the file `how` beside it says: by a signal, by exit(), or never.
#include <dlfcn.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "small_rule.hpp"

namespace {

std::string how() {
  Dl_info about{};
  if (dladdr(reinterpret_cast<const void*>(&how), &about) == 0) return {};
  std::string folder = about.dli_fname;
  folder.resize(folder.rfind('/') + 1);
  std::string word;
  std::ifstream(folder + "how") >> word;
  return word;
}

struct AtLoad {
  AtLoad() {
    const std::string word = how();
    if (word == "abort") std::abort();
    if (word == "exit") std::exit(0);
    if (word == "memory") kept.resize(std::size_t{4} << 30U);
    while (word == "sleep") ::sleep(1);
  }
  std::string kept;
} at_load;

}  // namespace

ELDERCAST_PLUGIN(funding, ends_at_load, broken::SmallRule, broken::kText)
