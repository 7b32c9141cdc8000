#include "study/cluster/job_script.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "output/shell_word.hpp"

namespace eldercast {

namespace {

/// A shard ends itself this long before the engine would.
constexpr int kMarginMinutes = 2;

struct Words {
  std::string program;  ///< quoted for a shell, as the folder is
  std::string folder;
  int shards = 1;
  int threads = 1;
  int minutes = 60;
  int own_limit = 58;
};

/// Quoted for the arguments of a Condor submit file, which doubles quote marks.
std::string quoted_for_condor(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' || c == '"' ? std::string(2, c) : std::string(1, c);
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
      "#SBATCH --open-mode=append\n"
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

std::string condor(const JobRequest& request, const std::string& folder, const Words& w) {
  return fmt::format(
      "# Submit with: condor_submit FILE. The folder of the study must be on a shared file system.\n"
      "universe = vanilla\n"
      "executable = /usr/bin/env\n"
      "transfer_executable = False\n"
      "shard = $(Process) + 1\n"
      "arguments = \"{program} study run {folder} --shard $INT(shard)/{shards} --threads {threads} --time-limit {limit}m\"\n"
      "request_cpus = {threads}\n"
      "log = eldercast.$(Cluster).log\n"
      "output = eldercast.$(Cluster).$(Process).out\n"
      "error = eldercast.$(Cluster).$(Process).err\n"
      "# 75: there is more to do, start it again. 0 and 6 (finished with failed rows) are ends.\n"
      "on_exit_remove = (ExitBySignal == False) && (ExitCode != 75)\n"
      "max_retries = 20\n"
      "queue {shards}\n",
      fmt::arg("shards", w.shards), fmt::arg("threads", w.threads), fmt::arg("program", quoted_for_condor(request.program)),
      fmt::arg("folder", quoted_for_condor(folder)), fmt::arg("limit", w.own_limit));
}

std::string kubernetes(const Words& w, const std::string& image) {
  return fmt::format(
      "# Start with: kubectl apply -f FILE. The claim eldercast-studies must be a volume that all pods can write; study and\n"
      "# scenario must have the same paths here and in the pods, below /studies.\n"
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
      "# GNU parallel, {shards} shards on this machine (add --sshloginfile for more). A shard that ends with 75 is run again, and no "
      "other.\n"
      "parallel --quote --jobs {share}% --joblog eldercast-joblog.txt \\\n"
      "  sh -c 'for try in $(seq 20); do\n"
      "    \"$0\" study run \"$1\" --shard \"$2/{shards}\" --threads {threads} --time-limit {limit}m --quiet\n"
      "    code=$?\n"
      "    [ \"$code\" -eq 75 ] || break\n"
      "  done\n"
      "  exit \"$code\"' {program} {folder} {{}} ::: $(seq {shards})\n",
      fmt::arg("shards", w.shards), fmt::arg("threads", w.threads), fmt::arg("share", std::max(1, 100 / w.threads)),
      fmt::arg("program", w.program), fmt::arg("folder", w.folder), fmt::arg("limit", w.own_limit));
}

}  // namespace

std::string job_script(const StudyPlan& plan, const JobRequest& request) {
  const std::string folder = std::filesystem::weakly_canonical(plan.folder).string();
  const Words words{shell_quoted(request.program),
                    shell_quoted(folder),
                    request.shards,
                    request.threads,
                    request.time_limit_minutes,
                    std::max(1, request.time_limit_minutes - kMarginMinutes)};
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
