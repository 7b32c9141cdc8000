#include "output/trial.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <filesystem>

#include "output/errors.hpp"
#include "output/seal.hpp"

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
  const pid_t child = ::fork();
  if (child < 0) return true;
  if (child == 0) {
    keep_quiet(seconds);
    act(action);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
#endif
}

void require_survival(const std::string& path, const char* help, const std::function<void()>& action) {
  if (!std::filesystem::is_regular_file(path) || check_seal(path) != Seal::absent) return;
  constexpr std::uintmax_t kBytesASecond = 1'000'000;
  constexpr std::uintmax_t kLeastSeconds = 60;
  if (survives(action, static_cast<unsigned>(kLeastSeconds + std::filesystem::file_size(path) / kBytesASecond))) return;
  throw FileError(path, "is damaged: HDF5 comes to a sudden end on it", help);
}

}  // namespace eldercast
