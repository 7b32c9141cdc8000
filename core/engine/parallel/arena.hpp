#pragma once
/// The threads of a command: all that is done side by side is done by them.
#include <cstddef>
#include <functional>
#include <memory>

namespace eldercast {

/// A handle to some threads (oneTBB). Copies are the same threads, so that work inside of work shares them: who has nothing to do in the
/// outer takes part in the inner, and nothing is split beforehand.
class Arena {
 public:
  /// The calling thread alone.
  Arena() = default;
  /// So many threads, the calling one among them; one at least.
  explicit Arena(int threads);

  [[nodiscard]] int threads() const;

  /// Does work(0) to work(jobs - 1), each once, in any order, and returns when all are done. May be called inside of other work of the
  /// arena: a thread that waits here takes further jobs of this call alone, so that no second replicate is begun on top of one. What a job
  /// throws first keeps further ones from starting and comes out here.
  void each(std::size_t jobs, const std::function<void(std::size_t)>& work) const;

  /// Runs `body` inside of the arena.
  void run(const std::function<void()>& body) const;

 private:
  struct Threads;
  std::shared_ptr<Threads> threads_;  ///< null: the calling thread alone
};

}  // namespace eldercast
