#pragma once
/// Ready job files for the engines that people have: the same plan, dealt in shards by each engine's own array.
#include <string>

#include "api/ids.hpp"
#include "study/plan/plan.hpp"

namespace eldercast {

enum class JobEngine : std::uint8_t { slurm, condor, k8s, parallel };
template <>
struct Names<JobEngine> {
  static constexpr std::array<std::string_view, 4> kText{"slurm", "condor", "k8s", "parallel"};
};

struct JobRequest {
  JobEngine engine = JobEngine::slurm;
  int shards = 4;
  int threads = 1;      ///< of each shard
  std::string program;  ///< how the cluster calls the program
  std::string image;    ///< k8s: the container image that has it
  int time_limit_minutes = 60;
};

/// The text of the job file. Every shard stops by itself before the engine's limit and says so with exit code 75; the file makes the engine
/// start such shards again and no others.
[[nodiscard]] std::string job_script(const StudyPlan& plan, const JobRequest& request);

/// The time limit that a shard gets: it ends itself before the engine would.
[[nodiscard]] int own_limit_minutes(const JobRequest& request);
/// What the largest batch takes on one thread, as the plan measured it.
[[nodiscard]] double minutes_of_largest_batch(const StudyPlan& plan);

}  // namespace eldercast
