#include "engine/host/loading_trial.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fstream>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/host/loaded_rule.hpp"

namespace eldercast {
namespace {

using Clock = std::chrono::steady_clock;

// The report is what stands behind the last of these bytes; what the loader or the library says stands before it.
constexpr char kReport = '\x01';
constexpr char kNext = '\x00';
constexpr std::size_t kMostWords = std::size_t{1} << 20U;
constexpr std::size_t kShownWords = 200;

// In the child.

void limit(int resource, rlim_t most) {
  rlimit now{};
  ::getrlimit(static_cast<__rlimit_resource_t>(resource), &now);
  now.rlim_cur = std::min(most, now.rlim_max);
  ::setrlimit(static_cast<__rlimit_resource_t>(resource), &now);
}

/// Address space of this process in bytes; none where the system does not say.
std::optional<rlim_t> address_space() {
  std::ifstream file("/proc/self/statm");
  rlim_t pages = 0;
  if (!(file >> pages)) return std::nullopt;
  return pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
}

/// Handlers of the parent would remove its files, and its streams are not the library's.
void become_a_trial(int report) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  for (int signal = 1; signal < NSIG; ++signal) std::signal(signal, SIG_DFL);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(nothing, STDOUT_FILENO);
  ::dup2(report, STDERR_FILENO);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_CPU, kTrialSeconds);
  if (const auto now = address_space()) limit(RLIMIT_AS, *now + kTrialBytes);
}

void write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(file, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
}

/// What the library throws ends this process, and must not come back to what the parent was doing.
[[noreturn]] void load_and_report(int report, const std::filesystem::path& file, const CardName& name) noexcept {
  become_a_trial(report);
  const Loading loading = load_card(file, name);
  std::array<std::string, 4> parts;
  if (const RuleRefusal* refusal = std::get_if<RuleRefusal>(&loading)) {
    parts = {"refused", refusal->code, refusal->message, refusal->help};
  } else {
    const RuleDescription& rule = std::get<LoadedRule>(loading).description;
    parts = {"sound", std::string(rule.version), std::string(rule.zh), std::string(rule.en)};
  }
  std::string text(1, kReport);
  for (const std::string& part : parts) (text += part) += kNext;
  write_all(report, text);
  // No clean-up: what is registered for the end of the program is the parent's.
  ::_exit(0);
}

// In the parent.

/// The process that tries; is ended and waited for in the end.
class Trial {
 public:
  Trial(pid_t process, int words) : process_(process), words_(words) {}
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;
  ~Trial() {
    ::close(words_);
    if (process_ < 0) return;
    ::kill(process_, SIGKILL);
    static_cast<void>(wait_for_end());
  }

  /// What it says until it closes its end; nothing if it does not within the time.
  std::optional<std::string> words() {
    const auto end = Clock::now() + std::chrono::seconds(kTrialSeconds);
    std::string out;
    for (;;) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
      pollfd one{words_, POLLIN, 0};
      const int ready = left <= 0 ? 0 : ::poll(&one, 1, static_cast<int>(left));
      if (ready < 0 && errno == EINTR) continue;
      if (ready <= 0) return std::nullopt;
      std::array<char, 4096> buffer{};
      const ssize_t count = ::read(words_, buffer.data(), buffer.size());
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) return out;
      out.append(buffer.data(), static_cast<std::size_t>(count));
      if (out.size() > kMostWords) return std::nullopt;
    }
  }

  /// Its status as waitpid() has it, or nothing where somebody else waits for children.
  std::optional<int> wait_for_end() {
    int status = 0;
    pid_t found = 0;
    while ((found = ::waitpid(process_, &status, 0)) < 0 && errno == EINTR) {
    }
    process_ = -1;
    return found < 0 ? std::nullopt : std::optional(status);
  }

 private:
  pid_t process_;
  int words_;
};

std::vector<std::string> parts_of(std::string_view report) {
  std::vector<std::string> parts;
  for (std::size_t end = 0; (end = report.find(kNext)) != std::string_view::npos; report.remove_prefix(end + 1)) {
    parts.emplace_back(report.substr(0, end));
  }
  return parts;
}

std::string how_it_ended(const std::optional<int>& status, std::string_view words) {
  std::string out = "it ends the program that loads it";
  if (status && WIFSIGNALED(*status)) out += fmt::format(" ({})", ::strsignal(WTERMSIG(*status)));
  const std::string_view line = words.substr(0, words.find('\n'));
  if (!line.empty()) out += fmt::format(": {}", line.substr(0, kShownWords));
  return out;
}

RuleRefusal cannot_try(const std::filesystem::path& file, const std::string& reason) {
  return {"plugin.load", fmt::format("{} cannot be loaded: {}", quoted(file), reason),
          "it is damaged, or what it does when it is loaded fails: build it again, or take it out of the folder"};
}

}  // namespace

std::variant<CardWords, RuleRefusal> try_loading(const std::filesystem::path& file, const CardName& name) {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return cannot_try(file, fmt::format("it cannot be tried: {}", std::strerror(errno)));
  const pid_t process = ::fork();
  if (process == 0) load_and_report(pipe[1], file, name);
  const int error = errno;
  ::close(pipe[1]);
  Trial trial(process, pipe[0]);
  if (process < 0) return cannot_try(file, fmt::format("it cannot be tried in a process of its own: {}", std::strerror(error)));
  const std::optional<std::string> words = trial.words();
  if (!words) return cannot_try(file, fmt::format("it is not done within {} seconds, or does not stop talking", kTrialSeconds));
  const std::size_t report = words->rfind(kReport);
  if (report != std::string::npos) {
    const std::vector<std::string> parts = parts_of(std::string_view(*words).substr(report + 1));
    if (parts.size() == 4 && parts[0] == "sound") return CardWords{parts[1], parts[2], parts[3]};
    if (parts.size() == 4 && parts[0] == "refused") return RuleRefusal{parts[1], parts[2], parts[3]};
  }
  return cannot_try(file, how_it_ended(trial.wait_for_end(), *words));
}

}  // namespace eldercast
