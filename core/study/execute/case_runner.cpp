#include "study/execute/case_runner.hpp"

#include <fmt/format.h>

#include <array>
#include <stdexcept>

#include "files/file_error.hpp"
#include "files/whole_file.hpp"
#include "scenario/reader.hpp"
#include "scenario/source/sha256.hpp"

namespace eldercast {
namespace {

ReadResult read_with(const StudyPlan& plan, const std::vector<std::string>& settings, PluginHost& host) {
  const RuleCatalog catalog = host.catalog();
  std::vector<std::string> sets = plan.sets;
  sets.insert(sets.end(), settings.begin(), settings.end());
  return read_scenario(plan.scenario_file, {std::move(sets), &catalog});
}

}  // namespace

StudyBase::StudyBase(const StudyPlan& plan, PluginHost& host, const Arena& arena, RuleWatch rule_watch)
    : plan_(plan),
      host_(host),
      arena_(arena),
      rule_watch_(rule_watch),
      catalog_(host.catalog()),
      reader_(plan.scenario_file, plan.sets, catalog_),
      district_(planned_scenario(plan, host)) {}

std::int32_t CaseRunner::run_valid(std::shared_ptr<const Scenario> scenario, RunOptions options,
                                   const std::function<void(Outcome&&)>& sink) {
  const std::vector<RuleEntry> rules = rules_of(*scenario, base_.host_);
  options.seed = base_.plan_.seed;
  options.full_detail_replicates = full_detail_;
  auto district = std::make_unique<const District>(std::move(scenario), std::array{&base_.district_, last_.get()});
  options.one_at_a_time = true;
  ReplicateRunner runner(*district, rules, options, std::move(workspace_));
  const std::int32_t done = runner.run(sink);
  workspace_ = std::move(runner).release();
  last_ = std::move(district);
  return done;
}

bool CaseRunner::run(const StudyCase& one, std::int32_t first, std::int32_t count, const std::atomic<bool>& stop,
                     const std::function<void(StudyRow&&)>& sink) {
  return run_with(base_.plan_.settings_of(one), one.number, first, count, stop, sink);
}

bool CaseRunner::run_unchanged(std::int32_t first, std::int32_t count, const std::atomic<bool>& stop,
                               const std::function<void(StudyRow&&)>& sink) {
  return run_with({}, 0, first, count, stop, sink);
}

bool CaseRunner::run_with(const std::vector<std::string>& settings, int number, std::int32_t first, std::int32_t count,
                          const std::atomic<bool>& stop, const std::function<void(StudyRow&&)>& sink) {
  std::int32_t done = 0;
  bool sink_failed = false;
  const auto hand_on = [&](StudyRow&& row) {
    sink_failed = true;
    sink(std::move(row));
    sink_failed = false;
  };
  const auto fail_rest = [&](const std::string& why) {
    for (; done < count; ++done) {
      Outcome outcome;
      outcome.replicate = first + done;
      outcome.failure = why;
      hand_on({number, std::move(outcome)});
    }
  };
  const auto take = [&](Outcome&& outcome) {
    ++done;
    hand_on({number, std::move(outcome)});
  };
  try {
    ReadResult read = base_.reader_.read(settings);
    if (!read.scenario) {
      fail_rest(read.diagnostics.render(false));
      return true;
    }
    RunOptions options;
    options.first_replicate = first;
    options.replicates = count;
    options.stop = &stop;
    options.arena = base_.arena_;
    options.rule_watch = base_.rule_watch_;
    return run_valid(std::make_shared<const Scenario>(std::move(*read.scenario)), options, take) == count;
  } catch (const FileError&) {
    throw;
  } catch (const std::runtime_error& error) {
    // What goes wrong with a case is its result; what goes wrong with handing it on is not.
    if (sink_failed) throw;
    fail_rest(error.what());
    return true;
  }
}

bool run_case(const StudyPlan& plan, const StudyCase& one, PluginHost& host, std::int32_t first, std::int32_t count,
              const std::atomic<bool>& stop, const std::function<void(StudyRow&&)>& sink) {
  const StudyBase base(plan, host);
  return CaseRunner(base).run(one, first, count, stop, sink);
}

std::vector<RuleStamp> stamps_of(const Scenario& scenario, PluginHost& host) {
  std::vector<RuleStamp> out;
  for (const RuleSpec& rule : scenario.rules) {
    const std::variant<RuleDescription, RuleRefusal> found = host.find(rule.id);
    const auto file = host.file_of(rule.id);
    const auto* description = std::get_if<RuleDescription>(&found);
    if (description != nullptr && file) out.push_back({rule.id, description->version, sha256(read_whole(*file))});
  }
  return out;
}

std::shared_ptr<const Scenario> planned_scenario(const StudyPlan& plan, PluginHost& host) {
  if (!std::filesystem::exists(plan.scenario_file)) {
    throw FileError(plan.scenario_file.string(), "is not there; the plan was made from it", "name where it stands now: --scenario FILE");
  }
  ReadResult read = read_with(plan, {}, host);
  if (!read.scenario && plan.scenario_elsewhere) {
    throw FileError(plan.scenario_file.string(), "is not a scenario that this program reads, though the plan names it",
                    "look at it by `eldercast validate`, or name where the scenario stands now: --scenario FILE");
  }
  if (!read.scenario) throw std::runtime_error("the scenario of the plan is not valid any more\n" + read.diagnostics.render(false));
  if (read.scenario->digest != plan.scenario_digest) {
    throw FileError(plan.scenario_file.string(), "has changed since the plan was made, or one of its tables has",
                    "restore it, or plan a new study: rows of two scenarios in one study would be worthless");
  }
  const std::vector<RuleStamp> now = stamps_of(*read.scenario, host);
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (i < plan.rules.size() && now[i] == plan.rules[i]) continue;
    throw FileError(plan.folder.string(), fmt::format("the rule {} is not the file that the plan was made with", now[i].id),
                    "use the build that made the plan, or plan a new study");
  }
  return std::make_shared<const Scenario>(std::move(*read.scenario));
}

}  // namespace eldercast
