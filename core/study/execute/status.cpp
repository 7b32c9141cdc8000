#include "study/execute/status.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "files/file_error.hpp"
#include "output/batches/batch_file.hpp"
#include "output/render/json_numbers.hpp"
#include "output/render/text_cells.hpp"
#include "study/execute/study_runner.hpp"
#include "text/characters.hpp"
#include "text/shell_word.hpp"

namespace eldercast {
namespace {

/// Of a batch whose worker was killed before it could note it; nothing if it cannot be read.
std::optional<std::int64_t> failed_in(const std::string& path) try {
  try_batch(path);
  const BatchReader reader(path);
  return std::count_if(reader.rows().begin(), reader.rows().end(), [](const BatchIndex& row) { return !row.failure.empty(); });
} catch (const FileError&) {
  return std::nullopt;
}

}  // namespace

double StudyStatus::seconds_left(int threads) const {
  const int at_work = std::max(1, active_threads > 0 ? active_threads : threads);
  return seconds_a_row * static_cast<double>(rows - rows_done) / at_work;
}

StudyStatus status_of(const StudyPlan& plan, bool open) {
  StudyStatus out;
  out.workers = read_journals(plan.folder);
  std::map<std::string, JournalBatch> noted;
  double seconds = 0;
  std::int64_t timed_rows = 0;
  for (const JournalWorker& worker : out.workers) {
    if (worker.active) {
      ++out.active_workers;
      out.active_threads += worker.threads;
    }
    for (const JournalBatch& batch : worker.batches) {
      seconds += batch.seconds;
      timed_rows += batch.rows;
      noted[batch.batch] = batch;
    }
  }
  for (const Batch& batch : plan.batches()) {
    ++out.batches;
    out.rows += batch.rows();
    const std::string path = batch_path(plan, batch).string();
    const BatchState state = look_at_batch(path);
    if (state == BatchState::missing) continue;
    std::optional<std::int64_t> failed;
    if (state == BatchState::whole) {
      const auto found = noted.find(batch.name());
      failed = found != noted.end() ? found->second.failed : open ? failed_in(path) : 0;
    }
    if (!failed) {
      ++out.batches_damaged;
      continue;
    }
    ++out.batches_done;
    out.rows_done += batch.rows();
    out.rows_failed += std::min(*failed, batch.rows());
  }
  out.seconds_a_row = timed_rows > 0 ? seconds / static_cast<double>(timed_rows)
                                     : plan.cost.seconds_a_replicate + plan.cost.seconds_a_case / std::max(1, plan.replicates());
  return out;
}

Document document_of(const StudyPlan& plan, const StudyStatus& status) {
  const std::string folder = plain_line(plan.folder.string());
  const std::string command = shell_path(plan.folder.string());
  const double done = 100.0 * static_cast<double>(status.rows_done) / static_cast<double>(std::max<std::int64_t>(1, status.rows));
  Document out;
  out.title = worded("研究 {}：{}，{}", "Study {0}: {2} of {1}", folder, plain_line(plan.scenario_id), name_of(plan.design.kind));
  out.say(worded("{}种情况×{}次模拟 = {}行，{}批；计划 {:.12}", "{} cases x {} replicates = {} rows in {} batches; plan {:.12}",
                 plan.cases.size(), plan.replicates(), status.rows, status.batches, plan.digest()),
          2);
  out.say(worded("已完成{}/{}行（{:.0f}%），失败{}行；{}/{}批", "done {} of {} rows ({:.0f}%), {} failed; {} of {} batches",
                 status.rows_done, status.rows, done, status.rows_failed, status.batches_done, status.batches),
          2);
  if (status.batches_damaged > 0) {
    const bool one = status.batches_damaged == 1;
    out.say(worded("{}批损坏；eldercast study resume 会另存其文件并重新运行",
                   "{} {} damaged; `eldercast study resume` sets {} and runs {} again", status.batches_damaged,
                   one ? "batch is" : "batches are", one ? "its file aside" : "their files aside", one ? "it" : "them"),
            2);
  }
  if (status.complete()) {
    out.say(worded("已完成：eldercast study merge {} -o FILE.h5", "complete: eldercast study merge {} -o FILE.h5", command), 2);
  } else if (status.active_workers == 0) {
    const std::string left = duration_text(status.seconds_left(1));
    out.say(worded("无人运行；单核约需{}：eldercast study resume {}", "nobody is at work; about {} on one core: eldercast study resume {}",
                   left, command),
            2);
  } else {
    const std::string left = duration_text(status.seconds_left(1));
    out.say(worded("{}个进程、{}个线程在运行；约剩{}", "{0} worker{3} with {1} threads at work; about {2} left", status.active_workers,
                   status.active_threads, left, status.active_workers == 1 ? "" : "s"),
            2);
  }
  return out;
}

std::string render_json(const StudyPlan& plan, const StudyStatus& status) {
  nlohmann::ordered_json workers = nlohmann::ordered_json::array();
  for (const JournalWorker& worker : status.workers) {
    workers.push_back({{"name", worker.name},
                       {"threads", worker.threads},
                       {"active", worker.active},
                       {"ended", worker.ended},
                       {"batches", worker.batches.size()}});
  }
  const nlohmann::ordered_json out{{"format", "eldercast-study-status"},
                                   {"version", 1},
                                   {"plan", plan.digest()},
                                   {"cases", plan.cases.size()},
                                   {"replicates", plan.replicates()},
                                   {"rows", status.rows},
                                   {"rows_done", status.rows_done},
                                   {"rows_failed", status.rows_failed},
                                   {"batches", status.batches},
                                   {"batches_done", status.batches_done},
                                   {"batches_damaged", status.batches_damaged},
                                   {"complete", status.complete()},
                                   {"seconds_a_row", status.seconds_a_row},
                                   {"workers", std::move(workers)}};
  return json_text(out);
}

}  // namespace eldercast
