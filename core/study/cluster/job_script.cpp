#include "study/cluster/job_script.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace eldercast {

namespace {

/// A shard ends itself this long before the engine would.
constexpr int kMarginMinutes = 2;

struct Words {
  std::string program;
  std::string folder;
  int shards = 1;
  int threads = 1;
  int minutes = 60;
  int own_limit = 58;
};

/// Quoted for a shell, whatever the name holds.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string slurm(const Words& w) {
  return fmt::format(
      "#!/bin/bash\n"
      "#SBATCH --job-name=eldercast\n"
      "#SBATCH --array=1-{shards}\n"
      "#SBATCH --cpus-per-task={threads}\n"
      "#SBATCH --time={minutes}\n"
      "#SBATCH --requeue\n"
      "#SBATCH --output=eldercast-%A_%a.log\n"
      "# Submit with: sbatch FILE. Follow with: {program} study status {folder}\n"
      "{program} study run {folder} --shard \"$SLURM_ARRAY_TASK_ID/{shards}\" --threads {threads} --time-limit {limit}m\n"
      "code=$?\n"
      "# 75: the time was over and there is more to do. Everything else is an end.\n"
      "if [ \"$code\" -eq 75 ]; then\n"
      "  scontrol requeue \"${{SLURM_ARRAY_JOB_ID}}_${{SLURM_ARRAY_TASK_ID}}\"\n"
      "fi\n"
      "exit \"$code\"\n",
      fmt::arg("shards", w.shards), fmt::arg("threads", w.threads), fmt::arg("minutes", w.minutes), fmt::arg("program", w.program),
      fmt::arg("folder", w.folder), fmt::arg("limit", w.own_limit));
}

std::string condor(const Words& w) {
  return fmt::format(
      "# Submit with: condor_submit FILE. The folder of the study must be on a shared file system.\n"
      "universe = vanilla\n"
      "executable = /bin/sh\n"
      "arguments = \"-c '{program} study run {folder} --shard $$([$(Process)+1])/{shards} --threads {threads} --time-limit {limit}m'\"\n"
      "request_cpus = {threads}\n"
      "log = eldercast.$(Cluster).log\n"
      "output = eldercast.$(Cluster).$(Process).out\n"
      "error = eldercast.$(Cluster).$(Process).err\n"
      "# 75: there is more to do, start it again. 0 and 6 (finished with failed rows) are ends.\n"
      "on_exit_remove = (ExitBySignal == False) && (ExitCode != 75)\n"
      "max_retries = 20\n"
      "queue {shards}\n",
      fmt::arg("shards", w.shards), fmt::arg("threads", w.threads), fmt::arg("program", w.program), fmt::arg("folder", w.folder),
      fmt::arg("limit", w.own_limit));
}

std::string kubernetes(const Words& w, const std::string& image) {
  return fmt::format(
      "# Start with: kubectl apply -f FILE. The claim eldercast-studies must be a volume that all pods can write.\n"
      "apiVersion: batch/v1\n"
      "kind: Job\n"
      "metadata:\n"
      "  name: eldercast-study\n"
      "spec:\n"
      "  completionMode: Indexed\n"
      "  completions: {shards}\n"
      "  parallelism: {shards}\n"
      "  backoffLimitPerIndex: 20\n"
      "  podFailurePolicy:\n"
      "    rules:\n"
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
      "          args: [\"exec {program} study run {folder} --shard $((JOB_COMPLETION_INDEX + 1))/{shards} --threads {threads} "
      "--time-limit {limit}m\"]\n"
      "          resources: {{requests: {{cpu: \"{threads}\"}}}}\n"
      "          volumeMounts: [{{name: studies, mountPath: /studies}}]\n"
      "      volumes:\n"
      "        - name: studies\n"
      "          persistentVolumeClaim: {{claimName: eldercast-studies}}\n",
      fmt::arg("shards", w.shards), fmt::arg("threads", w.threads), fmt::arg("program", w.program), fmt::arg("folder", w.folder),
      fmt::arg("image", image), fmt::arg("limit", w.own_limit));
}

std::string parallel(const Words& w) {
  return fmt::format(
      "#!/bin/sh\n"
      "# GNU parallel, {shards} shards on this machine (add --sshloginfile for more). Shards that ended with 75 run again.\n"
      "parallel --retries 20 --joblog eldercast-joblog.txt \\\n"
      "  {program} study run {folder} --shard '{{}}/{shards}' --threads {threads} --time-limit {limit}m --quiet ::: $(seq {shards})\n",
      fmt::arg("shards", w.shards), fmt::arg("threads", w.threads), fmt::arg("program", w.program), fmt::arg("folder", w.folder),
      fmt::arg("limit", w.own_limit));
}

}  // namespace

std::string job_script(const StudyPlan& plan, const JobRequest& request) {
  const Words words{
      quoted(request.program),    quoted(std::filesystem::weakly_canonical(plan.folder).string()), request.shards, request.threads,
      request.time_limit_minutes, std::max(1, request.time_limit_minutes - kMarginMinutes)};
  switch (request.engine) {
    case JobEngine::slurm:
      return slurm(words);
    case JobEngine::condor:
      return condor(words);
    case JobEngine::k8s:
      return kubernetes(words, request.image);
    case JobEngine::parallel:
      return parallel(words);
  }
  return {};
}

}  // namespace eldercast
