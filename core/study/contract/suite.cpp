#include "study/contract/suite.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <memory>
#include <stdexcept>
#include <thread>

#include "model/district.hpp"
#include "output/file/outcome_numbers.hpp"
#include "scenario/reader.hpp"
#include "study/contract/filled_values.hpp"

namespace eldercast::contract {
namespace {

constexpr std::uint64_t kSeed = 20200316;

using Spoken = std::vector<std::string>;

/// A rule in whole runs of a scenario, where nothing that a user cannot see may change a number: what is wrong, "" if nothing is.
/// `scenario` is read with the rule switched on; where it keeps a stock that another rule of the scenario keeps, in place of all rules of
/// the scenario.
struct WholeRuns {
  std::string fails;       ///< the rule fails, with its month
  std::string threads;     ///< another number of threads gives other numbers
  std::string replicates;  ///< another order of replicates does
  std::string rules;       ///< another order of rules does
};

std::string dotted(std::string id) {
  std::replace(id.begin(), id.end(), '/', '.');
  return id;
}

std::shared_ptr<const Scenario> read_with(PluginHost& host, const RuleDescription& rule, const std::filesystem::path& file) {
  const RuleCatalog catalog = host.catalog();
  const std::string& id = rule.id;
  std::vector<std::string> with{dotted(id) + ".enabled=true"};
  for (const NeededName& need : rule.needs) {
    with.push_back(fmt::format("names.{0}.{1}.zh={1}", need.kind, need.id));
    with.push_back(fmt::format("names.{0}.{1}.en={1}", need.kind, need.id));
  }
  ReadResult both = read_scenario(file.string(), {with, &catalog});
  if (both.scenario) return std::make_shared<const Scenario>(std::move(*both.scenario));
  std::vector<std::string> alone = with;
  const ReadResult others = read_scenario(file.string(), {{}, &catalog});
  if (others.scenario) {
    for (const RuleSpec& other : others.scenario->rules) {
      if (other.id != id) alone.push_back(dotted(other.id) + ".enabled=false");
    }
  }
  ReadResult one = read_scenario(file.string(), {alone, &catalog});
  if (one.scenario) return std::make_shared<const Scenario>(std::move(*one.scenario));
  throw std::runtime_error("it cannot stand in a scenario:\n" + both.diagnostics.render(false));
}

using Numbers = std::map<std::int32_t, std::vector<std::int64_t>>;

/// Runs these replicates in this order.
Numbers numbers_of(const District& district, const std::vector<RuleEntry>& rules, const std::vector<std::int32_t>& order, int threads,
                   RuleWatch watch, NumbersOf which) {
  RunOptions options;
  options.arena = Arena(threads);
  options.full_detail_replicates = 100;
  options.rule_watch = watch;
  std::vector<Job> jobs;
  for (const std::int32_t replicate : order) jobs.push_back({replicate, {}});
  Numbers out;
  ReplicateRunner(district, rules, options).run(jobs, [&](std::size_t, Outcome&& outcome) {
    if (!outcome.failure.empty()) throw RuleFailure(outcome.failure);
    out[outcome.replicate] = outcome_numbers(outcome, which);
  });
  return out;
}

WholeRuns run_whole(PluginHost& host, const RuleDescription& rule, const std::filesystem::path& scenario_file, RuleWatch watch) {
  WholeRuns out;
  try {
    const auto scenario = read_with(host, rule, scenario_file);
    const District district = compile_district(scenario, {});
    std::vector<RuleEntry> rules = rules_of(*scenario, host);
    const auto run = [&](const std::vector<std::int32_t>& order, int threads, NumbersOf which) {
      return numbers_of(district, rules, order, threads, watch, which);
    };
    const Numbers plain = run({0, 1, 2, 3}, 1, NumbersOf::everything);
    for (const int threads : {2, 3}) {
      if (run({0, 1, 2, 3}, threads, NumbersOf::everything) != plain) {
        out.threads = fmt::format("{} threads give other numbers than one: rule objects share something (static data?)", threads);
      }
    }
    if (run({3, 1, 0, 2}, 1, NumbersOf::everything) != plain || run({2}, 1, NumbersOf::everything).at(2) != plain.at(2)) {
      out.replicates = "a replicate gives other numbers behind others than alone: something is kept from one to the next";
    }
    const Numbers listed = run({0, 1}, 1, NumbersOf::all_orders_of_rules);
    std::reverse(rules.begin(), rules.end());
    if (run({0, 1}, 1, NumbersOf::all_orders_of_rules) != listed) out.rules = "rules in another order give other numbers";
  } catch (const std::exception& error) {
    out.fails = error.what();
  }
  return out;
}

class Suite {
 public:
  Suite(PluginHost& host, const RuleDescription& rule, const CheckOptions& options)
      : host_(host), rule_(rule), options_(options), watchdog_(options.watch.limit, true) {
    for (const ParameterRow& row : rule.rows) values_.push_back(fallback_of(row));
    entry_ = entry(values_);
  }

  Report run() {
    say("flows", {"60个月里所说的都是允许的（参数取默认值）", "what it says in 60 months may be said, with the defaults of its parameters"},
        flows());
    const bool goes = report_.kept();
    ask(goes, "values", {"每个参数取最小、最大值时也是如此", "the same at the smallest and largest value of every parameter"},
        [&] { return values(); });
    filled(goes);
    ask(goes, "again", {"另建一个对象，说的相同", "a second object says the same"}, [&] { return difference(trial(kSeed)); });
    ask(goes, "apart", {"两个对象轮流调用，与各自单独时所说相同", "two objects that are called in turn say what each says alone"},
        [&] { return apart(); });
    ask(goes, "threads", {"四个对象同时运行，说的相同", "four objects at the same time say the same"}, [&] { return threads(); });
    ask(goes, "order of tables",
        {"镇街、设施、项目、服务倒序排列，结果不变", "towns, facilities, projects and services listed backwards change nothing"},
        [&] { return difference(trial(kSeed, backwards(district()))); });
    if (goes) report_.looks = looks_of(entry_, rule_.needs, watchdog_, kSeed);
    whole_runs(goes && options_.scenario.has_value());
    return std::move(report_);
  }

 private:
  [[nodiscard]] RuleEntry entry(const std::vector<RuleValue>& values) const {
    RuleEntry out{rule_.id, clauses_of(rule_, values), rule_.keeps, [this, values] { return host_.make(rule_.id, values); },
                  {},       rule_.keeps_roles};
    for (const RuleFigure& figure : rule_.figures) out.figures.push_back(figure.id);
    return out;
  }

  [[nodiscard]] TrialDistrict district() const { return trial_district(rule_.needs); }
  [[nodiscard]] Spoken trial(std::uint64_t seed) { return trial(seed, district()); }
  [[nodiscard]] Spoken trial(std::uint64_t seed, TrialDistrict district) {
    return Trial(entry_, watchdog_, seed, std::move(district)).finish().lines();
  }
  [[nodiscard]] std::string difference(const Spoken& there) const { return first_difference(plain_, there); }

  void say(const char* question, Text asks, std::string broken, bool asked = true) {
    report_.answers.push_back({question, std::move(asks), std::move(broken), asked});
  }
  template <class Try>
  void ask(bool goes, const char* question, Text asks, Try attempt) {
    std::string broken;
    try {
      if (goes) broken = attempt();
    } catch (const std::exception& error) {
      broken = error.what();
    }
    say(question, std::move(asks), std::move(broken), goes);
  }

  std::string flows() {
    try {
      const auto start = std::chrono::steady_clock::now();
      plain_ = trial(kSeed);
      const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
      report_.microseconds_a_month = 1e6 * seconds / kTrialMonths;
      report_.flows = plain_.size();
    } catch (const std::exception& error) {
      return error.what();
    }
    return {};
  }

  /// Whether the rule takes these values, and what is broken with them: parameters that do not fit each other may be refused.
  bool takes(const std::vector<RuleValue>& values, const std::string& what, std::string& broken) {
    if (rule_.check && !rule_.check(values).empty()) return false;
    try {
      static_cast<void>(host_.make(rule_.id, values));
    } catch (const std::exception&) {
      return false;
    }
    try {
      const RuleEntry with = entry(values);
      static_cast<void>(Trial(with, watchdog_, kSeed, district()).finish());
    } catch (const std::exception& error) {
      broken = fmt::format("with {}: {}", what, error.what());
    }
    return true;
  }

  std::string values() {
    std::string broken;
    for (std::size_t i = 0; i < values_.size(); ++i) {
      if (!is_scalar(rule_.rows[i].type)) continue;
      for (const RuleValue& value : {extreme(rule_.rows[i], false), extreme(rule_.rows[i], true)}) {
        std::vector<RuleValue> values = values_;
        values[i] = value;
        takes(values, fmt::format("{} = {}", rule_.rows[i].path, value.text.empty() ? fmt::format("{}", value.number) : value.text),
              broken);
        if (!broken.empty()) return broken;
      }
    }
    return {};
  }

  /// Texts, lists, years and rows, one parameter at a time; all that the rule refuses was not asked.
  void filled(bool goes) {
    constexpr const char* kQuestion = "filled";
    const Text asks{"文本、列表、分年数值和表格填写后也是如此",
                    "and with texts, lists, numbers by year and rows of tables that are filled"};
    std::string broken;
    bool asked = false;
    for (std::size_t i = 0; goes && broken.empty() && i < values_.size(); ++i) {
      for (const FilledValue& filled : filled_values(rule_.rows[i])) {
        std::vector<RuleValue> values = values_;
        values[i] = filled.value;
        asked = takes(values, fmt::format("{} = {}", rule_.rows[i].path, filled.text), broken) || asked;
        if (!broken.empty()) break;
      }
    }
    const auto more = [](const ParameterRow& row) { return !is_scalar(row.type); };
    if (std::any_of(rule_.rows.begin(), rule_.rows.end(), more)) say(kQuestion, asks, std::move(broken), asked);
  }

  std::string apart() {
    Trial one(entry_, watchdog_, kSeed, district());
    Trial other(entry_, watchdog_, kSeed + 7, district());
    for (int month = 0; month < kTrialMonths; ++month) {
      other.next();
      one.next();
    }
    return difference(one.lines());
  }

  std::string threads() {
    std::array<std::string, 4> broken;
    std::vector<std::thread> at_once;
    for (std::string& mine : broken) {
      at_once.emplace_back([this, &mine] {
        try {
          for (int times = 0; times < 3 && mine.empty(); ++times) mine = difference(trial(kSeed));
        } catch (const std::exception& error) {
          mine = error.what();
        }
      });
    }
    for (std::thread& thread : at_once) thread.join();
    for (std::string& mine : broken) {
      if (!mine.empty()) return std::move(mine);
    }
    return {};
  }

  void whole_runs(bool goes) {
    WholeRuns runs;
    if (goes) runs = run_whole(host_, rule_, *options_.scenario, options_.watch);
    const bool went = goes && runs.fails.empty();
    say("whole runs", {"与其他规则一起跑完整个情景", "it goes through runs of a scenario among other rules"}, runs.fails, goes);
    say("threads of a run", {"线程数不影响结果", "the number of threads changes nothing"}, runs.threads, went);
    say("order of replicates", {"模拟的先后次序也不影响", "neither does the order of replicates"}, runs.replicates, went);
    say("order of rules", {"规则的排列次序也不影响", "nor the order in which rules are listed"}, runs.rules, went);
  }

  PluginHost& host_;
  const RuleDescription& rule_;
  const CheckOptions& options_;
  Watchdog watchdog_;
  std::vector<RuleValue> values_;
  RuleEntry entry_;
  Spoken plain_;
  Report report_;
};

}  // namespace

bool Report::kept() const {
  for (const Answer& answer : answers) {
    if (!answer.broken.empty()) return false;
  }
  return true;
}

Report check_contract(PluginHost& host, const RuleDescription& rule, const CheckOptions& options) {
  return Suite(host, rule, options).run();
}

}  // namespace eldercast::contract
