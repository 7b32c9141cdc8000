#include "study/plan/plan.hpp"

#include "scenario/text_chain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace eldercast {
namespace {

/// A batch should last about this long: a kill costs no more, and starting one costs little against it.
constexpr double kBatchSeconds = 5;
/// So many batches a core keep all cores busy until near the end.
constexpr int kBatchesACore = 16;
/// A shorter batch spends too much of its time on its file, so that cases are put together as long as a core has a few batches.
constexpr double kLeastBatchSeconds = 0.5;
constexpr int kLeastBatchesACore = 4;

int cases_a_batch(const PlanCost& cost, int cases, std::int32_t replicates, int cores) {
  const double seconds = cost.seconds_a_case + cost.seconds_a_replicate * replicates;
  if (seconds <= 0) return 1;
  const auto by_share = [&](int batches_a_core) { return static_cast<double>(cases) / (static_cast<double>(batches_a_core) * cores); };
  const double many = std::min(kBatchSeconds / seconds, by_share(kBatchesACore));
  const double few = std::min(kLeastBatchSeconds / seconds, by_share(kLeastBatchesACore));
  return std::max(1, static_cast<int>(std::max(many, few)));
}

/// Positions in lists become the listed values, and every value one that its parameter can have.
void make_usable(const std::vector<VariedParameter>& parameters, DesignPoint& point) {
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const VariedParameter& one = parameters[i];
    double& value = point.values[i];
    value = one.values.empty() ? one.usable(value) : one.values[static_cast<std::size_t>(std::lround(value))];
  }
}

}  // namespace

std::string Batch::name() const { return fmt::format("{}-{:05}", part, number); }

std::int32_t StudyPlan::replicates() const {
  std::int32_t most = 0;
  for (const PlanPart& part : parts) most = std::max(most, part.first_replicate + part.replicates);
  return most;
}

std::vector<Batch> StudyPlan::batches() const {
  std::vector<Batch> out;
  for (const PlanPart& part : parts) {
    int number = 0;
    for (int first = 0; first < part.cases; first += part.cases_a_batch) {
      out.push_back({part.number, number++, part.first_case + first, std::min(part.cases_a_batch, part.cases - first), part.first_replicate,
                     part.replicates});
    }
  }
  return out;
}

std::int64_t StudyPlan::batch_count() const {
  std::int64_t sum = 0;
  for (const PlanPart& part : parts) sum += (part.cases + part.cases_a_batch - 1) / part.cases_a_batch;
  return sum;
}

std::int64_t StudyPlan::rows() const {
  std::int64_t sum = 0;
  for (const PlanPart& part : parts) sum += static_cast<std::int64_t>(part.cases) * part.replicates;
  return sum;
}

std::vector<std::string> StudyPlan::settings_of(const StudyCase& one) const {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    for (std::string& text : parameters[i].settings(one.point.values[i])) out.push_back(std::move(text));
  }
  return out;
}

std::optional<StudyMistake> limit_mistake(const StudyPlan& plan, std::int64_t cases, std::int64_t replicates) {
  const std::int64_t all = static_cast<std::int64_t>(plan.cases.size()) + cases;
  const std::int64_t values = all * static_cast<std::int64_t>(plan.parameters.size());
  const std::int64_t most_values = plan.design.kind == DesignKind::list ? kMostListValues : kMostPointValues;
  const auto too_many = [](std::int64_t found, const char* what, std::int64_t most) {
    return StudyMistake{fmt::format("a study of {} {} is too large: at most {} are planned", found, what, most), "plan several studies"};
  };
  if (all > kMostCases) return too_many(all, "cases", kMostCases);
  if (values > most_values) return too_many(values, "values (cases times parameters)", most_values);
  if (replicates > kMostReplicates) return too_many(replicates, "replicates of a case", kMostReplicates);
  return std::nullopt;
}

std::optional<StudyMistake> part_mistake(const StudyPlan& plan, int blocks, std::int32_t replicates) {
  std::int64_t blocks_left = blocks_at_most(plan.design);
  for (const PlanPart& before : plan.parts) blocks_left -= before.blocks;
  const std::int64_t cases = std::min<std::int64_t>(blocks, blocks_left) * points_a_block(plan.design);
  return limit_mistake(plan, cases, std::int64_t{plan.replicates()} + replicates);
}
std::vector<std::string> StudyPlan::options_of(const StudyCase& one) const { return joined_options(sets, settings_of(one)); }

void add_part(StudyPlan& plan, int blocks, std::int32_t replicates, int cores) {
  PlanPart part;
  part.number = static_cast<int>(plan.parts.size());
  if (blocks > 0) {
    for (const PlanPart& before : plan.parts) part.first_block += before.blocks;
    part.blocks = std::min(blocks, blocks_at_most(plan.design) - part.first_block);
    part.first_case = static_cast<int>(plan.cases.size());
    part.replicates = plan.parts.empty() ? replicates : plan.replicates();
    for (int block = part.first_block; block < part.first_block + part.blocks; ++block) {
      for (DesignPoint& point : make_block(plan.design, block)) {
        make_usable(plan.parameters, point);
        plan.cases.push_back({static_cast<int>(plan.cases.size()), std::move(point)});
      }
    }
    part.cases = static_cast<int>(plan.cases.size()) - part.first_case;
  } else {
    part.cases = static_cast<int>(plan.cases.size());
    part.first_replicate = plan.replicates();
    part.replicates = replicates;
  }
  part.cases_a_batch = cases_a_batch(plan.cost, part.cases, part.replicates, cores);
  plan.parts.push_back(std::move(part));
}

}  // namespace eldercast
