#include "study/execute/merge_batches.hpp"

#include <fmt/format.h>

#include <map>
#include <memory>

#include "files/file_error.hpp"
#include "files/whole_file.hpp"
#include "output/batches/study_file.hpp"
#include "scenario/resolved.hpp"
#include "scenario/source/sha256.hpp"
#include "study/execute/case_runner.hpp"
#include "study/execute/journal.hpp"
#include "study/execute/study_runner.hpp"

namespace eldercast {
namespace {

/// The batches of a plan that are done, opened when they are needed and closed when they are past.
class OpenBatches {
 public:
  explicit OpenBatches(const StudyPlan& plan) : plan_(plan) {
    for (const JournalWorker& worker : read_journals(plan.folder)) {
      for (const JournalBatch& batch : worker.batches) digests_[batch.batch].push_back(batch.sha256);
    }
    for (const Batch& batch : plan.batches()) {
      const BatchState state = state_of(plan, batch, BatchCare::tried_first);
      if (state == BatchState::whole) {
        done_.push_back(batch);
        continue;
      }
      missing_ += batch.rows();
      if (state == BatchState::damaged) damaged_.push_back(batch.name() + ".h5");
    }
  }

  [[nodiscard]] std::int64_t missing() const { return missing_; }
  /// What to say of files that cannot be read; empty if there are none.
  [[nodiscard]] std::string damage() const {
    if (damaged_.empty()) return {};
    constexpr std::size_t kNamed = 3;
    const std::vector<std::string> named(damaged_.begin(),
                                         damaged_.begin() + static_cast<std::ptrdiff_t>(std::min(kNamed, damaged_.size())));
    return fmt::format(", or their files are damaged ({} of them: batches/{}{})", damaged_.size(), fmt::join(named, ", batches/"),
                       damaged_.size() > kNamed ? ", ..." : "");
  }

  /// Cases must come in rising order.
  RowPlace find(std::int32_t case_number, std::int32_t replicate) {
    while (!open_.empty() && open_.begin()->first < case_number) open_.erase(open_.begin());
    for (const auto& [last_case, one] : open_) {
      if (has(one->batch, case_number, replicate)) return place(*one, case_number, replicate);
    }
    for (const Batch& batch : done_) {
      if (!has(batch, case_number, replicate)) continue;
      verify(batch);
      const auto opened = open_.emplace(batch.first_case + batch.cases - 1,
                                        std::make_unique<Open>(Open{batch, BatchReader(batch_path(plan_, batch).string())}));
      require_rows(*opened->second);
      return place(*opened->second, case_number, replicate);
    }
    return {};
  }

  /// Clauses of the first row that ended well.
  [[nodiscard]] std::vector<std::string> clauses() const {
    for (const Batch& batch : done_) {
      const BatchReader reader(batch_path(plan_, batch).string());
      if (!reader.clauses().empty()) return reader.clauses();
    }
    return {""};
  }

 private:
  struct Open {
    Batch batch;
    BatchReader reader;
  };
  static bool has(const Batch& batch, std::int32_t case_number, std::int32_t replicate) {
    return case_number >= batch.first_case && case_number < batch.first_case + batch.cases && replicate >= batch.first_replicate &&
           replicate < batch.first_replicate + batch.replicates;
  }
  static RowPlace place(const Open& one, std::int32_t case_number, std::int32_t replicate) {
    const auto row = (case_number - one.batch.first_case) * one.batch.replicates + replicate - one.batch.first_replicate;
    return {&one.reader, static_cast<std::size_t>(row)};
  }
  /// The rows that the plan wants in this file, in the plan's order.
  void require_rows(const Open& one) const {
    const std::vector<BatchIndex>& rows = one.reader.rows();
    bool right = static_cast<std::int64_t>(rows.size()) == one.batch.rows();
    for (std::size_t i = 0; right && i < rows.size(); ++i) {
      const auto row = static_cast<std::int32_t>(i);
      right = rows[i].case_number == one.batch.first_case + row / one.batch.replicates &&
              rows[i].replicate == one.batch.first_replicate + row % one.batch.replicates;
    }
    if (!right)
      throw FileError(batch_path(plan_, one.batch).string(), "has other rows than the plan wants there",
                      "delete it and run `eldercast study resume`");
  }
  /// Two workers that ran the same batch wrote the same data, but not the same bytes: any of the noted digests will do.
  void verify(const Batch& batch) const {
    const auto noted = digests_.find(batch.name());
    if (noted == digests_.end()) return;
    const std::string path = batch_path(plan_, batch).string();
    const std::string digest = sha256(read_whole(path));
    for (const std::string& one : noted->second) {
      if (one == digest) return;
    }
    throw FileError(path, "is not the file that was written: its bytes have changed", "delete it and run `eldercast study resume`");
  }

  const StudyPlan& plan_;
  std::map<std::string, std::vector<std::string>> digests_;
  std::vector<Batch> done_;
  std::int64_t missing_ = 0;
  std::vector<std::string> damaged_;                         ///< names of batches; their rows are missing
  std::multimap<std::int32_t, std::unique_ptr<Open>> open_;  ///< by their last case
};

ArrayGroup design_group(const StudyPlan& plan) {
  const auto& parameters = plan.parameters;
  const auto of_axis = [&](double Axis::*end) {
    std::vector<double> out;
    for (const VariedParameter& one : parameters) out.push_back(one.axis.*end);
    return out;
  };
  ArrayData values{"value", {"case", "parameter"}, "units of parameter_unit", "value of the parameter in the case", "参数取值", {}};
  ArrayData block{"block", {"case"}, "1", "block of the design", "设计区组", {}};
  ArrayData step{"step", {"case"}, "1", "place in the block", "组内序号", {}};
  ArrayData axis{"axis", {"case"}, "1", "parameter that the step moves, from 0; -1: none", "变动参数", {}};
  for (const StudyCase& one : plan.cases) {
    values.cells.insert(values.cells.end(), one.point.values.begin(), one.point.values.end());
    block.cells.push_back(one.point.block);
    step.cells.push_back(one.point.step);
    axis.cells.push_back(one.point.axis);
  }
  return {"design",
          "the points of the study",
          "方案设计",
          {{"case", "case of the study: one point of the design", "方案点编号", counting(plan.cases.size()), {}},
           {"parameter",
            "parameter, as --set takes it",
            "参数",
            column_of<&VariedParameter::id>(parameters),
            {{"parameter_name_zh", "1", "Chinese name", "中文名称", column_of<&VariedParameter::name_zh>(parameters)},
             {"parameter_name_en", "1", "English name", "英文名称", column_of<&VariedParameter::name_en>(parameters)},
             {"parameter_unit", "1", "unit", "单位", column_of<&VariedParameter::unit>(parameters)},
             {"parameter_low", "units of parameter_unit", "low end of the range", "取值下限", of_axis(&Axis::low)},
             {"parameter_high", "units of parameter_unit", "high end of the range", "取值上限", of_axis(&Axis::high)},
             {"parameter_base", "units of parameter_unit", "value of the scenario", "基准值", of_axis(&Axis::base)}}}},
          {std::move(values), std::move(block), std::move(step), std::move(axis)}};
}

}  // namespace

MergeResult merge_study(const StudyPlan& plan, PluginHost& host, const RunInfo& info, const std::string& output, Existing existing,
                        bool partial) {
  OpenBatches batches(plan);
  if (batches.missing() > 0 && !partial) {
    throw FileError(plan.folder.string(),
                    fmt::format("{} of {} rows have not been run{}", batches.missing(), plan.rows(), batches.damage()),
                    "eldercast study resume runs them; --partial merges what is there");
  }
  StudyContent content;
  const std::shared_ptr<const Scenario> scenario = planned_scenario(plan, host);
  content.description = describe(restated(*scenario, plan.seed, plan.replicates(), scenario->full_detail_replicates));
  content.description.clauses = batches.clauses();
  content.info = info;
  content.cases = static_cast<std::int32_t>(plan.cases.size());
  content.replicates = plan.replicates();
  content.attributes = {{"design", std::string(name_of(plan.design.kind))}, {"plan_digest", plan.digest()}};
  content.design = design_group(plan);
  MergeResult result;
  content.row = [&](std::int32_t case_number, std::int32_t replicate) {
    const RowPlace place = batches.find(case_number, replicate);
    if (place.batch == nullptr) {
      ++result.not_run;
    } else {
      ++result.rows;
      if (!place.batch->rows()[place.row].failure.empty()) ++result.failed;
    }
    return place;
  };
  write_study_file(output, content, existing);
  return result;
}

}  // namespace eldercast
