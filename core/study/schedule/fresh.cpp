#include "study/schedule/fresh.hpp"

#include <algorithm>
#include <limits>

#include "api/money.hpp"
#include "output/compare/comparison.hpp"
#include "output/figures/figures.hpp"
#include "output/figures/sample.hpp"
#include "study/stress/stress.hpp"

namespace eldercast {
namespace {

MeanInterval interval_of(const Difference& difference) { return {difference.mean, difference.mean_low, difference.mean_high}; }
double yuan_of(Fen amount) { return static_cast<double>(amount.value) / kFenPerYuan; }

std::optional<YearMonth> calendar(const Scenario& scenario, const PlannedOpening& opening) {
  return opening.built() ? std::optional(scenario.start + opening.month.value) : std::nullopt;
}

/// What is counted by town: the goal's own number where it is kept by town, else people times services in use.
struct TownFigure {
  const char* zh;
  const char* en;
  bool more;
  double (*value)(const Headline& h, const Description& description, const ScheduleGoal& goal, std::size_t town);
};

double mean_over_years(int years, const auto& of) {
  double sum = 0;
  for (int year = 0; year < years; ++year) sum += of(year);
  return sum / years;
}

int years_of(const Description& description) { return description.end.year() - description.start.year() + 1; }

TownFigure town_figure(GoalKind kind) {
  if (kind == GoalKind::bed_shortfall) {
    return {"年末缺床人数（各年平均）", "people waiting for a bed, mean of the year ends", false,
            [](const Headline& h, const Description& description, const ScheduleGoal&, std::size_t town) {
              return mean_over_years(years_of(description), [&](int year) {
                double sum = 0;
                for (const ShortfallCause cause : all_of<ShortfallCause>()) {
                  sum += static_cast<double>(h.town_bed_shortfall(year, town, cause));
                }
                return sum;
              });
            }};
  }
  return {"年末在用照护服务（人×项，各年平均）", "people times services of care in use, mean of the year ends", true,
          [](const Headline& h, const Description& description, const ScheduleGoal&, std::size_t town) {
            return mean_over_years(years_of(description), [&](int year) {
              double sum = 0;
              for (std::size_t s = 0; s < description.services.size(); ++s) {
                if (!description.services[s].list) sum += static_cast<double>(h.town_demand(year, town, s, DemandCount::served));
              }
              return sum;
            });
          }};
}

class Fresh {
 public:
  Fresh(DrawnRunner& runner, const Choices& choices, const ScheduleGoal& goal, const SearchResult& search, const FreshOptions& options,
        ScheduleResult& result)
      : description_(describe(runner.scenario())),
        runner_(runner),
        choices_(choices),
        goal_(goal),
        search_(search),
        options_(options),
        replicates_(options.replicates),
        result_(result) {}

  void run() {
    const std::vector<std::size_t> cuts = frontier_cuts();
    if (options_.plan) options_.plan(static_cast<std::int64_t>(cuts.size() + 3) * options_.replicates);
    result_.fresh_seed = runner_.options().seed;
    result_.fresh_wanted = options_.replicates;
    std::vector<Outcome> plan;
    std::vector<Outcome> best;
    run_both(plan, best);
    result_.fresh_replicates = replicates_;
    say_gain(plan, best);
    say_figures(plan, best);
    say_towns(plan, best);
    say_frontier(cuts, values(plan), values(best));
  }

 private:
  [[nodiscard]] bool late() const { return options_.until && std::chrono::steady_clock::now() >= *options_.until; }

  /// Replicate by replicate, so that both have the same ones when the time is over.
  void run_both(std::vector<Outcome>& plan, std::vector<Outcome>& best) {
    const std::int32_t piece = options_.until ? std::max(kFewestFresh, runner_.options().arena.threads()) : replicates_;
    std::int32_t done = 0;
    while (done < options_.replicates && (done == 0 || !late())) {
      const std::int32_t next = std::min(options_.replicates, done + piece);
      add(search_.plan, done, next, plan);
      add(search_.best, done, next, best);
      done = next;
    }
    replicates_ = done;
  }

  std::vector<Outcome> outcomes(const Openings& openings) {
    std::vector<Outcome> out;
    add(openings, 0, replicates_, out);
    return out;
  }

  void add(const Openings& openings, std::int32_t first, std::int32_t end, std::vector<Outcome>& out) {
    const std::vector<PlannedOpening> all = choices_.all_openings(openings);
    std::vector<Job> jobs;
    for (std::int32_t r = first; r < end; ++r) jobs.push_back({r, {}, all});
    const std::size_t before = out.size();
    out.resize(before + jobs.size());
    const std::size_t done = runner_.run(jobs, [&](std::size_t job, Outcome&& outcome) {
      result_.failed += outcome.failure.empty() ? 0 : 1;
      out[before + job] = std::move(outcome);
      if (options_.each) options_.each();
    });
    if (done < jobs.size()) throw StudyStopped();
  }

  [[nodiscard]] std::vector<double> values(std::span<const Outcome> outcomes) const {
    std::vector<double> out;
    for (const Outcome& outcome : outcomes) {
      out.push_back(outcome.failure.empty() ? measure(goal_, outcome.headline, description_).value
                                            : std::numeric_limits<double>::quiet_NaN());
    }
    return out;
  }

  /// From `a` to `b`, more is better.
  [[nodiscard]] Difference gain(const std::vector<double>& a, const std::vector<double>& b) const {
    return row_of(goal_.kind).more ? paired_difference(a, b) : paired_difference(b, a);
  }

  void say_gain(std::span<const Outcome> plan, std::span<const Outcome> best) {
    const Difference change = paired_difference(values(plan), values(best));
    result_.plan_value = change.a;
    result_.schedule_value = change.b;
    result_.fresh_gain = interval_of(gain(values(plan), values(best)));
    result_.plan_yuan = yuan_of(cost_of(choices_, search_.plan));
    result_.schedule_yuan = yuan_of(cost_of(choices_, search_.best));
  }

  void say_figures(const std::vector<Outcome>& plan, const std::vector<Outcome>& best) {
    const Comparison comparison = compare({"plan", description_, plan}, {"schedule", description_, best});
    for (const std::string_view id : main_figures()) {
      const auto found = std::find_if(comparison.figures.begin(), comparison.figures.end(),
                                      [&](const FigureDifference& one) { return one.figure.id == id; });
      if (found == comparison.figures.end()) continue;
      const Figure& figure = found->figure;
      result_.figures.push_back(
          {figure.id, figure.name_zh, figure.name_en, figure.unit, found->run.a, found->run.b, interval_of(found->run)});
    }
    for (const TargetDifference& one : comparison.targets) {
      // A schedule is made for the plan: targets of rules are told by the run of it.
      if (!one.met_a || !one.met_b || !one.about.figure.empty()) continue;
      const bool kept = std::find(goal_.kept.begin(), goal_.kept.end(), one.about.target) != goal_.kept.end();
      result_.targets.push_back({one.about.target, kept, *one.met_a, *one.met_b});
    }
  }

  void say_towns(std::span<const Outcome> plan, std::span<const Outcome> best) {
    const TownFigure figure = town_figure(goal_.kind);
    result_.town_figure_zh = figure.zh;
    result_.town_figure_en = figure.en;
    for (std::size_t town = 0; town < description_.towns.size(); ++town) {
      const auto of = [&](std::span<const Outcome> outcomes) {
        std::vector<double> out;
        for (const Outcome& outcome : outcomes) {
          out.push_back(outcome.failure.empty() ? figure.value(outcome.headline, description_, goal_, town)
                                                : std::numeric_limits<double>::quiet_NaN());
        }
        return out;
      };
      const Difference change = paired_difference(of(plan), of(best));
      result_.towns.push_back({description_.towns[town].code, description_.towns[town].name_zh, description_.towns[town].name_en, change.a,
                               change.b, interval_of(change)});
    }
    std::stable_sort(result_.towns.begin(), result_.towns.end(),
                     [&](const ScheduleTown& a, const ScheduleTown& b) { return a.change.mean > b.change.mean; });
    if (!figure.more) std::reverse(result_.towns.begin(), result_.towns.end());
  }

  /// Numbers of steps at which the money passes equal parts of the whole; neither none nor all.
  [[nodiscard]] std::vector<std::size_t> frontier_cuts() const {
    double whole = 0;
    for (const OrderStep& step : search_.order) whole += yuan_of(step.cost);
    std::vector<std::size_t> out;
    double spent = 0;
    for (std::size_t s = 0; s + 1 < search_.order.size(); ++s) {
      spent += yuan_of(search_.order[s].cost);
      const double due = whole * static_cast<double>(out.size() + 1) / static_cast<double>(options_.frontier_points + 1);
      if (spent >= due && out.size() < options_.frontier_points) out.push_back(s + 1);
    }
    return out;
  }

  [[nodiscard]] Openings first_steps(std::size_t count) const {
    Openings out(choices_.movable.size());
    for (std::size_t s = 0; s < count; ++s) {
      const OrderStep& step = search_.order[s];
      for (std::size_t k = 0; k < step.block.size(); ++k) out[step.block[k]] = step.openings[k];
    }
    return out;
  }

  [[nodiscard]] FrontierPoint point(const Openings& openings, std::optional<std::int64_t> steps, const std::vector<double>& nothing,
                                    const std::vector<double>& with) const {
    const auto built = std::count_if(openings.begin(), openings.end(), [](const PlannedOpening& one) { return one.built(); });
    return {steps, built, yuan_of(cost_of(choices_, openings)), interval_of(gain(nothing, with))};
  }

  void say_frontier(const std::vector<std::size_t>& cuts, const std::vector<double>& plan, const std::vector<double>& best) {
    if (late()) return;
    const Openings none(choices_.movable.size());
    const std::vector<double> nothing = values(outcomes(none));
    result_.frontier.push_back(point(none, 0, nothing, nothing));
    for (const std::size_t cut : cuts) {
      if (late()) break;
      const Openings openings = first_steps(cut);
      result_.frontier.push_back(point(openings, static_cast<std::int64_t>(cut), nothing, values(outcomes(openings))));
    }
    result_.frontier.push_back(point(search_.best, static_cast<std::int64_t>(search_.order.size()), nothing, best));
    result_.frontier.push_back(point(search_.plan, std::nullopt, nothing, plan));
  }

  Description description_;
  DrawnRunner& runner_;
  const Choices& choices_;
  const ScheduleGoal& goal_;
  const SearchResult& search_;
  const FreshOptions& options_;
  std::int32_t replicates_;  ///< of each schedule
  ScheduleResult& result_;
};

std::vector<std::string> ids_of(const Choices& choices, const Block& block) {
  std::vector<std::string> out;
  for (const std::size_t i : block) out.push_back(choices.movable[i].id);
  return out;
}

std::vector<ScheduleYear> years_of(const Choices& choices, const BuildLimits& limits, const SearchResult& search) {
  const std::vector<Fen> plan = money_by_year(choices, search.plan);
  const std::vector<Fen> best = money_by_year(choices, search.best);
  const std::vector<std::int32_t> plan_count = openings_by_year(choices, search.plan);
  const std::vector<std::int32_t> best_count = openings_by_year(choices, search.best);
  std::vector<ScheduleYear> out;
  for (std::size_t y = 0; y < plan.size(); ++y) {
    out.push_back({choices.first_year + static_cast<std::int32_t>(y), yuan_of(limits.money[y]), limits.openings[y], yuan_of(plan[y]),
                   yuan_of(best[y]), plan_count[y], best_count[y]});
  }
  return out;
}

}  // namespace

void judge_afresh(DrawnRunner& runner, const Choices& choices, const ScheduleGoal& goal, const SearchResult& search,
                  const FreshOptions& options, ScheduleResult& result) {
  Fresh(runner, choices, goal, search, options, result).run();
}

ScheduleResult describe_search(const Scenario& scenario, const Choices& choices, const ScheduleGoal& goal, const BuildLimits& limits,
                               const SearchResult& search) {
  ScheduleResult out;
  out.scenario_id = scenario.id;
  out.scenario_zh = scenario.name_zh;
  out.scenario_en = scenario.name_en;
  out.start = scenario.start;
  out.end = scenario.end;
  out.goal = goal;
  out.carry_over = limits.carry_over;
  out.years = years_of(choices, limits, search);
  out.fixed_projects = static_cast<std::int64_t>(scenario.projects.size() - choices.movable.size());
  out.greedy_finished = search.greedy_finished;
  out.local_finished = search.local.finished;
  out.order_finished = search.order_finished;
  out.started_from_plan = search.started_from_plan;
  out.moves_tried = static_cast<std::int64_t>(search.local.tried);
  for (const Move& move : search.local.taken) out.moves.emplace_back(name_of(move.kind));
  for (const Block& block : search.grouped) out.grouped.push_back(ids_of(choices, block));
  out.kept = search.best_excess == 0;
  out.search_greedy_gain = interval_of(search.greedy_gain);
  out.search_gain = interval_of(search.best_gain);
  for (std::size_t i = 0; i < choices.movable.size(); ++i) {
    const Choice& choice = choices.movable[i];
    const PlannedOpening& opening = search.best[i];
    const PerMille size = opening.built() ? opening.size : choice.plan.size;
    out.projects.push_back({choice.id, choice.kind, scenario.towns[choice.town.index()].name_zh,
                            scenario.towns[choice.town.index()].name_en, yuan_of(choice.cost(size)), size * 100 / kNormal,
                            choice.plan.size * 100 / kNormal, calendar(scenario, choice.plan), calendar(scenario, opening)});
  }
  for (const OrderStep& step : search.order) out.order.push_back({ids_of(choices, step.block), interval_of(step.gain), yuan_of(step.cost)});
  return out;
}

}  // namespace eldercast
