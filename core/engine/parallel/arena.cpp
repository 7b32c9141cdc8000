#include "engine/parallel/arena.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/partitioner.h>
#include <oneapi/tbb/task_arena.h>

namespace eldercast {

struct Arena::Threads {
  explicit Threads(int threads)
      : number(threads), allowed(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads)), arena(threads) {}

  int number;
  /// Without it there are never more threads than cores, whatever an arena asks for.
  tbb::global_control allowed;
  tbb::task_arena arena;
};

Arena::Arena(int threads) : threads_(threads > 1 ? std::make_shared<Threads>(threads) : nullptr) {}

int Arena::threads() const { return threads_ ? threads_->number : 1; }

void Arena::run(const std::function<void()>& body) const {
  if (threads_) {
    threads_->arena.execute(body);
  } else {
    // Outside of any arena work would spread over all processors.
    tbb::task_arena(1).execute(body);
  }
}

void Arena::each(std::size_t jobs, const std::function<void(std::size_t)>& work) const {
  if (!threads_ || jobs <= 1) {
    for (std::size_t job = 0; job < jobs; ++job) work(job);
    return;
  }
  threads_->arena.execute(
      [&] { tbb::this_task_arena::isolate([&] { tbb::parallel_for(std::size_t{0}, jobs, std::cref(work), tbb::simple_partitioner()); }); });
}

}  // namespace eldercast
