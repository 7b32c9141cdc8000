#include "output/unfinished_files.hpp"

#include <unistd.h>

#include <array>
#include <atomic>

namespace eldercast {
namespace {

/// A signal handler can reach nothing but static objects. Of every case under way one file is written, and cases are as many as threads.
constinit std::array<std::atomic<const char*>, 256> unfinished{};

}  // namespace

UnfinishedFile::UnfinishedFile(const std::string& path) : path_(path), slot_(unfinished.size()) {
  for (std::size_t slot = 0; slot < unfinished.size() && slot_ == unfinished.size(); ++slot) {
    const char* nobody = nullptr;
    if (unfinished[slot].compare_exchange_strong(nobody, path_.c_str())) slot_ = slot;
  }
}

UnfinishedFile::~UnfinishedFile() {
  if (slot_ < unfinished.size()) unfinished[slot_].store(nullptr);
}

void remove_unfinished_files() {
  for (const std::atomic<const char*>& path : unfinished) {
    if (const char* name = path.load(); name != nullptr) ::unlink(name);
  }
}

}  // namespace eldercast
