#include "output/file/h5_trial.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <thread>

#include "files/file_error.hpp"
#include "output/file/checksum.hpp"
#include "output/file/h5.hpp"

namespace eldercast {
namespace {

/// A crash of the copy is nobody's business but its parent's: no handler, no core, no text.
void keep_quiet(unsigned seconds) {
  for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGXCPU})
    std::signal(signal, SIG_DFL);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const rlimit no_core{0, 0};
  const rlimit time{seconds, seconds};
  ::setrlimit(RLIMIT_CORE, &no_core);
  ::setrlimit(RLIMIT_CPU, &time);
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  ::dup2(nowhere, STDOUT_FILENO);
  ::dup2(nowhere, STDERR_FILENO);
}

enum class Ended : std::uint8_t { well, badly, late };

/// Waits for a copy, for as long as it may take by the clock: one that sleeps uses no core and would never come to its end.
Ended wait_for(pid_t child, std::chrono::seconds most) {
  const auto until = std::chrono::steady_clock::now() + most;
  for (auto pause = std::chrono::microseconds(200);; pause = std::min(pause * 2, std::chrono::microseconds(20'000))) {
    int status = 0;
    const pid_t found = ::waitpid(child, &status, WNOHANG);
    if (found == child) return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? Ended::well : Ended::badly;
    if (found < 0 && errno != EINTR) return Ended::badly;
    if (std::chrono::steady_clock::now() > until) break;
    std::this_thread::sleep_for(pause);
  }
  ::kill(child, SIGKILL);
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
  return Ended::late;
}

[[noreturn]] void act(const std::function<void()>& action) {
  try {
    action();
  } catch (...) {
    // What it throws it will throw here, too, where it can be told.
  }
  ::_exit(0);
}

}  // namespace

bool survives([[maybe_unused]] const std::function<void()>& action, [[maybe_unused]] unsigned seconds) {
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
  // A fuzzer wants to see what a copy would hide.
  return true;
#else
  // What is set up once in a program must be so before it is copied: a lock that another thread holds at that moment is never given back
  // in the copy. One that waits for such a lock all the same is tried again.
  h5::silence();
  constexpr int kTries = 3;
  for (int attempt = 0; attempt < kTries; ++attempt) {
    const pid_t child = ::fork();
    if (child < 0) return true;
    if (child == 0) {
      keep_quiet(seconds);
      act(action);
    }
    const Ended ended = wait_for(child, std::chrono::seconds(seconds));
    if (ended != Ended::late) return ended == Ended::well;
  }
  return false;
#endif
}

void require_survival(const std::string& path, const char* help, const std::function<void()>& action) {
  if (!std::filesystem::is_regular_file(path) || check_seal(path) != Seal::absent) return;
  constexpr std::uintmax_t kBytesASecond = 1'000'000;
  constexpr std::uintmax_t kLeastSeconds = 20;
  if (survives(action, static_cast<unsigned>(kLeastSeconds + std::filesystem::file_size(path) / kBytesASecond))) return;
  throw FileError(path, "is damaged: HDF5 comes to a sudden end on it", help);
}

}  // namespace eldercast
