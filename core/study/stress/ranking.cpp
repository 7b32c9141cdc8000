#include "study/stress/ranking.hpp"

#include <algorithm>

#include "output/figures/figures.hpp"
#include "output/figures/paired.hpp"
#include "output/statistics.hpp"
#include "study/stress/stress.hpp"

namespace eldercast {
namespace {

class Ranker {
 public:
  Ranker(DrawnRunner& runner, const RankingOptions& options)
      : runner_(runner),
        scenario_(runner.scenario()),
        options_(options),
        description_(describe(scenario_)),
        figures_(figures_of(description_)),
        figure_(*find_figure(figures_, options.figure)),
        delayed_(scenario_.projects.size()) {}

  Ranking rank() {
    const std::int32_t all = options_.replicates;
    const std::int32_t few = std::min(options_.first_replicates, all);
    run_without_delay(all);
    std::vector<std::size_t> order;
    for (std::size_t p = 0; p < scenario_.projects.size(); ++p) order.push_back(p);
    run_delays(order, 0, few);
    sort(order);
    const std::size_t leading = std::min(options_.leading, order.size());
    const std::vector<std::size_t> first(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(leading));
    run_delays(first, few, all);
    std::sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(leading),
              [&](std::size_t a, std::size_t b) { return before(a, b); });

    Ranking out;
    out.slip_months = options_.slip_months;
    out.first_replicates = few;
    out.leading_replicates = all;
    out.leading = leading;
    out.simulated = simulated_;
    out.failed = failed_;
    out.figure = figure_;
    out.without_delay = mean(without_);
    for (const std::size_t p : order) out.projects.push_back(loss_of(p));
    return out;
  }

 private:
  double value_of(const Outcome& outcome) const {
    return outcome.failure.empty() ? whole_run(figure_, outcome.headline, description_) : kUnknown;
  }

  void run(std::span<const Job> jobs, const std::function<void(std::size_t, const Outcome&)>& take) {
    if (options_.plan) options_.plan(jobs.size());
    const std::size_t done = runner_.run(jobs, [&](std::size_t job, Outcome&& outcome) {
      failed_ += outcome.failure.empty() ? 0U : 1U;
      take(job, outcome);
      if (options_.each) options_.each();
    });
    simulated_ += done;
    if (done < jobs.size()) throw StudyStopped();
  }

  void run_without_delay(std::int32_t replicates) {
    std::vector<Job> jobs;
    for (std::int32_t r = 0; r < replicates; ++r) jobs.push_back({r, {}, {}, true});
    without_.resize(jobs.size(), kUnknown);
    opened_.resize(jobs.size());
    run(jobs, [&](std::size_t r, const Outcome& outcome) {
      without_[r] = value_of(outcome);
      const auto& cells = outcome.detail.project_opened.cells();
      opened_[r].assign(cells.begin(), cells.end());
    });
  }

  [[nodiscard]] bool opens(std::size_t project, std::size_t replicate) const {
    return project < opened_[replicate].size() && opened_[replicate][project] >= 0;
  }

  /// Adds replicates `from` to `to` of the projects; those in which a project never opens lose nothing.
  void run_delays(std::span<const std::size_t> projects, std::int32_t from, std::int32_t to) {
    std::vector<Job> jobs;
    for (const std::size_t p : projects) {
      delayed_[p].resize(static_cast<std::size_t>(to), kUnknown);
      for (std::int32_t r = from; r < to; ++r) {
        const auto replicate = static_cast<std::size_t>(r);
        if (opens(p, replicate)) {
          jobs.push_back({r, {ProjectId(p), options_.slip_months}});
        } else {
          delayed_[p][replicate] = without_[replicate];
        }
      }
    }
    run(jobs, [&](std::size_t job, const Outcome& outcome) {
      delayed_[jobs[job].delay.project.index()][static_cast<std::size_t>(jobs[job].replicate)] = value_of(outcome);
    });
  }

  [[nodiscard]] Difference difference(std::size_t p) const {
    return paired_difference(std::span(without_).first(delayed_[p].size()), delayed_[p]);
  }
  /// 0 - x: no loss must not be written as -0.
  [[nodiscard]] double loss(double change) const { return figure_.better == Better::less ? change : 0 - change; }
  [[nodiscard]] bool before(std::size_t a, std::size_t b) const {
    const double x = loss(difference(a).mean);
    const double y = loss(difference(b).mean);
    return x > y || (x == y && a < b);
  }
  void sort(std::vector<std::size_t>& order) const {
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return before(a, b); });
  }

  [[nodiscard]] ProjectLoss loss_of(std::size_t p) const {
    const Project& project = scenario_.projects[p];
    const Difference change = difference(p);
    ProjectLoss out;
    out.id = project.id;
    const Town& town = scenario_.towns[scenario_.settlements[project.settlement.index()].town.index()];
    out.town_zh = town.name_zh;
    out.town_en = town.name_en;
    out.kind = project.kind;
    out.planned_year = project.planned_year;
    out.replicates = change.replicates;
    for (std::size_t r = 0; r < delayed_[p].size(); ++r) out.opens_share += opens(p, r) ? 1.0 : 0.0;
    out.opens_share /= static_cast<double>(delayed_[p].size());
    out.loss = loss(change.mean);
    const bool less_is_better = figure_.better == Better::less;
    out.loss_low = loss(less_is_better ? change.mean_low : change.mean_high);
    out.loss_high = loss(less_is_better ? change.mean_high : change.mean_low);
    return out;
  }

  static double mean(const std::vector<double>& values) { return values.empty() ? kUnknown : paired_difference(values, values).a; }

  DrawnRunner& runner_;
  const Scenario& scenario_;
  const RankingOptions& options_;
  Description description_;
  std::vector<Figure> figures_;
  const Figure& figure_;
  std::vector<double> without_;                    ///< by replicate
  std::vector<std::vector<std::int32_t>> opened_;  ///< replicate, project
  std::vector<std::vector<double>> delayed_;       ///< project, replicate
  std::size_t simulated_ = 0;
  std::size_t failed_ = 0;
};

}  // namespace

Ranking rank_projects(DrawnRunner& runner, const RankingOptions& options) { return Ranker(runner, options).rank(); }

}  // namespace eldercast
