#include "study/cluster/job_script.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/shell_word.hpp"

namespace eldercast {
namespace {

/// A shard ends itself this long before the engine would.
constexpr int kMarginMinutes = 2;
/// An engine that kills for memory kills all of a shard's work: twice what is estimated, and what a program takes anyway.
constexpr double kMemoryMargin = 2;
constexpr int kProgramMegabytes = 256;
/// Shards wait, restart and meet busy machines: they may be started three times as often as the plan would need.
constexpr double kTriesMargin = 3;
constexpr int kFewestTries = 20;

struct Words {
  std::string program;  ///< quoted for a shell, as the folder is
  std::string folder;
  int shards = 1;
  int threads = 1;
  int minutes = 60;
  int own_limit = 58;
  int tries = 20;     ///< how often a shard is started at most
  int megabytes = 0;  ///< of memory that a shard may need; 0: nobody knows
  std::string name;   ///< of the job, by the study: two studies never collide
  std::string merge;  ///< what makes one file in the end, quoted for a shell as a whole
};

/// Quoted for the arguments of a Condor submit file, which doubles quote marks.
std::string quoted_for_condor(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' || c == '"' ? std::string(2, c) : std::string(1, c);
  return out + "'";
}

/// "eldercast-<folder>-<plan>" of the characters and the length that every engine takes.
std::string job_name(const StudyPlan& plan) {
  constexpr std::size_t kLongest = 40;
  std::string name = "eldercast-";
  for (const char c : std::filesystem::weakly_canonical(plan.folder).filename().string()) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool plain = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    if (plain || name.back() != '-') name += plain ? lower : '-';
    if (name.size() == kLongest) break;
  }
  return fmt::format("{}{}{:.8}", name, name.back() == '-' ? "" : "-", plan.digest());
}

/// A line of the job file that asks for memory; nothing where nobody knows how much.
std::string memory_line(const char* text, int megabytes) { return megabytes == 0 ? "" : fmt::format(fmt::runtime(text), megabytes); }

int megabytes_of(const StudyPlan& plan, int threads) {
  if (plan.cost.memory_shared == 0) return 0;
  const double bytes = static_cast<double>(plan.cost.memory_shared + plan.cost.memory_thread * threads);
  constexpr int kStep = 128;
  return (static_cast<int>(kMemoryMargin * bytes / 1e6) + kProgramMegabytes + kStep - 1) / kStep * kStep;
}

int tries_of(const StudyPlan& plan, const JobRequest& request) {
  const double seconds =
      static_cast<double>(plan.rows()) * plan.cost.seconds_a_replicate + static_cast<double>(plan.cases.size()) * plan.cost.seconds_a_case;
  const double minutes = seconds / 60 / request.shards / request.threads;
  return std::max(kFewestTries, static_cast<int>(kTriesMargin * minutes / own_limit_minutes(request)));
}

std::string slurm(const Words& w) {
  return fmt::format(
      "#!/bin/bash\n"
      "#SBATCH --job-name={name}\n"
      "#SBATCH --array=1-{shards}\n"
      "#SBATCH --cpus-per-task={threads}\n"
      "{memory}"
      "#SBATCH --time={minutes}\n"
      "#SBATCH --requeue\n"
      "#SBATCH --output=eldercast-%A_%a.log\n"
      "#SBATCH --open-mode=append\n"
      "# Submit with: sbatch FILE, and your own --partition, --account, or --array=1-{shards}%K for K at a time.\n"
      "# Follow with: {program} study status {folder}\n"
      "# Merge when all have ended, with failed rows (6) or without:\n"
      "#   sbatch --dependency=afterany:JOB {memory_option}--wrap={merge}\n"
      "{program} study run {folder} --shard \"$SLURM_ARRAY_TASK_ID/{shards}\" --threads {threads} --time-limit {limit}m\n"
      "code=$?\n"
      "# 75: the time was over and there is more to do. Everything else is an end.\n"
      "if [ \"$code\" -eq 75 ]; then\n"
      "  scontrol requeue \"${{SLURM_ARRAY_JOB_ID}}_${{SLURM_ARRAY_TASK_ID}}\"\n"
      "fi\n"
      "exit \"$code\"\n",
      fmt::arg("shards", w.shards), fmt::arg("threads", w.threads), fmt::arg("minutes", w.minutes), fmt::arg("program", w.program),
      fmt::arg("folder", w.folder), fmt::arg("limit", w.own_limit), fmt::arg("name", w.name), fmt::arg("merge", w.merge),
      fmt::arg("memory", memory_line("#SBATCH --mem={}M\n", w.megabytes)),
      fmt::arg("memory_option", memory_line("--mem={}M ", w.megabytes)));
}

std::string condor(const JobRequest& request, const std::string& folder, const Words& w) {
  return fmt::format(
      "# Submit with: condor_submit FILE. The folder of the study must be on a shared file system.\n"
      "universe = vanilla\n"
      "executable = /usr/bin/env\n"
      "transfer_executable = False\n"
      "shard = $(Process) + 1\n"
      "arguments = \"{program} study run {folder} --shard $INT(shard)/{shards} --threads {threads} --time-limit {limit}m\"\n"
      "request_cpus = {threads}\n"
      "{memory}"
      "# Only machines that share the file system of the one that submits.\n"
      "should_transfer_files = NO\n"
      "log = eldercast.$(Cluster).log\n"
      "output = eldercast.$(Cluster).$(Process).out\n"
      "error = eldercast.$(Cluster).$(Process).err\n"
      "# 75: there is more to do, start it again. 0 and 6 (finished with failed rows) are ends.\n"
      "on_exit_remove = (ExitBySignal == False) && (ExitCode != 75)\n"
      "max_retries = {tries}\n"
      "queue {shards}\n",
      fmt::arg("shards", w.shards), fmt::arg("threads", w.threads), fmt::arg("program", quoted_for_condor(request.program)),
      fmt::arg("folder", quoted_for_condor(folder)), fmt::arg("limit", w.own_limit), fmt::arg("tries", w.tries),
      fmt::arg("memory", memory_line("request_memory = {}MB\n", w.megabytes)));
}

std::string kubernetes(const Words& w, const std::string& image) {
  return fmt::format(
      "# Start with: kubectl apply -f FILE. The claim eldercast-studies must be a volume that all pods can write; study and\n"
      "# scenario must have the same paths here and in the pods, below /studies.\n"
      "apiVersion: batch/v1\n"
      "kind: Job\n"
      "metadata:\n"
      "  name: {name}\n"
      "spec:\n"
      "  completionMode: Indexed\n"
      "  completions: {shards}\n"
      "  parallelism: {shards}\n"
      "  backoffLimitPerIndex: {tries}\n"
      "  podFailurePolicy:\n"
      "    rules:\n"
      "      # A node that is taken away does not count as a failure.\n"
      "      - action: Ignore\n"
      "        onPodConditions: [{{type: DisruptionTarget}}]\n"
      "      # A wrong call or scenario never gets better by itself.\n"
      "      - action: FailIndex\n"
      "        onExitCodes: {{containerName: eldercast, operator: In, values: [1, 2, 3, 4, 6]}}\n"
      "  template:\n"
      "    spec:\n"
      "      restartPolicy: Never\n"
      "      containers:\n"
      "        - name: eldercast\n"
      "          image: {image}\n"
      "          command: [\"/bin/sh\", \"-c\"]\n"
      "          args:\n"
      "            - |-\n"
      "              exec {program} study run {folder} --shard $((JOB_COMPLETION_INDEX + 1))/{shards} --threads {threads} "
      "--time-limit {limit}m\n"
      "          resources: {{requests: {{cpu: \"{threads}\"{memory}}}}}\n"
      "          volumeMounts: [{{name: studies, mountPath: /studies}}]\n"
      "      volumes:\n"
      "        - name: studies\n"
      "          persistentVolumeClaim: {{claimName: eldercast-studies}}\n",
      fmt::arg("shards", w.shards), fmt::arg("threads", w.threads), fmt::arg("program", w.program), fmt::arg("folder", w.folder),
      fmt::arg("image", image), fmt::arg("limit", w.own_limit), fmt::arg("name", w.name), fmt::arg("tries", w.tries),
      fmt::arg("memory", memory_line(", memory: \"{}M\"", w.megabytes)));
}

std::string parallel(const Words& w) {
  return fmt::format(
      "#!/bin/sh\n"
      "# GNU parallel, {shards} shards on this machine (add --sshloginfile for more). A shard that ends with 75 is run again, and no "
      "other.\n"
      "parallel --quote --jobs {share}% --joblog eldercast-joblog.txt \\\n"
      "  sh -c 'for try in $(seq {tries}); do\n"
      "    \"$0\" study run \"$1\" --shard \"$2/{shards}\" --threads {threads} --time-limit {limit}m --quiet\n"
      "    code=$?\n"
      "    [ \"$code\" -eq 75 ] || break\n"
      "  done\n"
      "  exit \"$code\"' {program} {folder} {{}} ::: $(seq {shards})\n",
      fmt::arg("shards", w.shards), fmt::arg("threads", w.threads), fmt::arg("share", std::max(1, 100 / w.threads)),
      fmt::arg("program", w.program), fmt::arg("folder", w.folder), fmt::arg("limit", w.own_limit), fmt::arg("tries", w.tries));
}

}  // namespace

int own_limit_minutes(const JobRequest& request) { return std::max(1, request.time_limit_minutes - kMarginMinutes); }

double minutes_of_largest_batch(const StudyPlan& plan) {
  double seconds = 0;
  for (const Batch& batch : plan.batches()) {
    seconds = std::max(seconds, batch.cases * plan.cost.seconds_a_case + static_cast<double>(batch.rows()) * plan.cost.seconds_a_replicate);
  }
  return seconds / 60;
}

std::string job_script(const StudyPlan& plan, const JobRequest& request) {
  const std::string folder = std::filesystem::weakly_canonical(plan.folder).string();
  const Words words{shell_quoted(request.program),
                    shell_quoted(folder),
                    request.shards,
                    request.threads,
                    request.time_limit_minutes,
                    own_limit_minutes(request),
                    tries_of(plan, request),
                    megabytes_of(plan, request.threads),
                    job_name(plan),
                    shell_quoted(fmt::format("{} study merge {} -o {}", shell_quoted(request.program), shell_quoted(folder),
                                             shell_quoted(folder + ".h5")))};
  switch (request.engine) {
    case JobEngine::slurm:
      return slurm(words);
    case JobEngine::condor:
      return condor(request, folder, words);
    case JobEngine::k8s:
      return kubernetes(words, request.image);
    case JobEngine::parallel:
      return parallel(words);
  }
  return {};
}

}  // namespace eldercast
