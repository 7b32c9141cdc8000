#include "study/uncertainty/uncertain_run.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <limits>
#include <mutex>
#include <thread>

#include "study/execute/case_runner.hpp"
#include "study/plan/planner.hpp"

namespace eldercast {

namespace {

/// The threads that work through the points.
class Points {
 public:
  Points(const StudyPlan& plan, PluginHost& host, const UncertainRequest& request)
      : plan_(plan), base_(plan, host), request_(request), rows_(plan.cases.size()) {}

  std::vector<Outcome> run() {
    {
      std::vector<std::jthread> threads;
      for (int i = 0; i < request_.threads; ++i) threads.emplace_back([this] { work(); });
    }
    if (problem_) std::rethrow_exception(problem_);
    std::vector<Outcome> out;
    for (std::vector<Outcome>& point : rows_) {
      if (point.size() < static_cast<std::size_t>(request_.replicates)) break;
      for (Outcome& outcome : point) out.push_back(std::move(outcome));
    }
    return out;
  }

 private:
  void work() {
    try {
      CaseRunner runner(base_);
      for (std::size_t i = next_++; i < rows_.size() && !stopped(); i = next_++) {
        const auto first = static_cast<std::int32_t>(i) * request_.replicates;
        runner.run(plan_.cases[i], first, request_.replicates, stop_flag(), [&](StudyRow&& row) {
          const std::lock_guard lock(mutex_);
          rows_[i].push_back(std::move(row.outcome));
          if (request_.row_done) request_.row_done();
        });
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      problem_ = std::current_exception();
    }
  }
  [[nodiscard]] bool stopped() const { return stop_flag().load(); }
  [[nodiscard]] const std::atomic<bool>& stop_flag() const { return request_.stop != nullptr ? *request_.stop : never_; }

  const StudyPlan& plan_;
  StudyBase base_;
  const UncertainRequest& request_;
  std::vector<std::vector<Outcome>> rows_;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> never_{false};
  std::mutex mutex_;
  std::exception_ptr problem_;
};

}  // namespace

std::vector<Outcome> run_points(const StudyPlan& plan, PluginHost& host, const UncertainRequest& request) {
  return Points(plan, host, request).run();
}

std::variant<UncertainRows, StudyMistake> run_uncertain(const UncertainRequest& request, const Scenario& scenario, PluginHost& host) {
  StudyRequest study;
  study.scenario_file = request.scenario_file;
  study.sets = request.sets;
  study.design = DesignKind::latin_hypercube;
  study.vary = request.vary;
  study.vary_all = request.vary.empty();
  study.points = request.points;
  study.shape = request.shape;
  study.replicates = request.replicates;
  study.seed = request.seed;
  study.design_seed = request.seed;
  auto made = choose_cases(study, scenario, host);
  if (const StudyMistake* mistake = std::get_if<StudyMistake>(&made)) return *mistake;
  const StudyPlan& plan = std::get<StudyPlan>(made);
  UncertainRows out{plan.parameters, plan.held, request.replicates, {}, {}};
  for (const StudyCase& one : plan.cases) out.points.push_back(one.point);
  out.outcomes = run_points(plan, host, request);
  return out;
}

VarianceSplit split_variance(const std::vector<double>& values, std::size_t replicates) {
  std::vector<double> means;
  double within = 0;
  for (std::size_t first = 0; first + replicates <= values.size(); first += replicates) {
    double sum = 0;
    for (std::size_t i = first; i < first + replicates; ++i) sum += values[i];
    if (std::isnan(sum)) continue;
    const double centre = sum / static_cast<double>(replicates);
    means.push_back(centre);
    for (std::size_t i = first; i < first + replicates; ++i) within += (values[i] - centre) * (values[i] - centre);
  }
  VarianceSplit out;
  out.points = means.size();
  const auto points = static_cast<double>(means.size());
  const auto n = static_cast<double>(replicates);
  if (means.size() < 2 || replicates < 2) {
    out.chance = out.parameters = out.share = std::numeric_limits<double>::quiet_NaN();
    return out;
  }
  double grand = 0;
  for (const double one : means) grand += one / points;
  double between = 0;
  for (const double one : means) between += n * (one - grand) * (one - grand);
  out.chance = within / (points * (n - 1));
  out.parameters = std::max(0.0, (between / (points - 1) - out.chance) / n);
  const double all = out.chance + out.parameters;
  out.share = all > 0 ? out.parameters / all : std::numeric_limits<double>::quiet_NaN();
  return out;
}

}  // namespace eldercast
