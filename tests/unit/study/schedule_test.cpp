// Schedules of the toy: against every schedule there is, killed and resumed, written and run, with targets kept.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "files/file_error.hpp"
#include "files/whole_file.hpp"
#include "output/figures/figures.hpp"
#include "scenario/reader.hpp"
#include "study/schedule/fresh.hpp"
#include "study/schedule/schedule_page.hpp"
#include "study/schedule/schedule_scenario.hpp"
#include "study/stress/stress.hpp"
#include "support/catch.hpp"
#include "support/scenarios.hpp"
#include "text/width.hpp"

using namespace eldercast;

namespace {

constexpr std::int32_t kReplicates = 2;

/// What a search of the toy needs.
struct Toy {
  std::shared_ptr<const Scenario> scenario;
  Choices choices;
  ScheduleGoal goal;
  BuildLimits limits;
  RunOptions run;
  EvaluatorOptions options;

  explicit Toy(const std::vector<std::string>& sets = {}, Month from = Month{12}, const std::vector<PerMille>& sizes = {})
      : scenario(test::scenario("scenarios/toy/toy.toml", sets)),
        choices(choices_of(*scenario, from, sizes)),
        limits(limits_of_plan(choices)) {
    goal.by = scenario->end;
    run.seed = 7;
    run.arena = Arena(2);
    run.full_detail_replicates = 0;
  }

  DrawnRunner runner() const { return {scenario, test::host(), run}; }

  SearchResult search(SearchJournal* journal = nullptr, std::int64_t* simulated = nullptr) {
    DrawnRunner on = runner();
    Evaluator evaluator(on, choices, goal, journal, options);
    Judge judge(evaluator, goal, choices.plan_openings());
    SearchOptions search;
    search.limits = limits;
    search.replicates = kReplicates;
    search.screen = kReplicates;
    SearchResult out = search_schedule(choices, judge, search);
    if (simulated != nullptr) *simulated = evaluator.simulated();
    return out;
  }

  double mean(const Openings& openings) {
    EvaluatorOptions unlimited = options;
    unlimited.most.reset();
    DrawnRunner on = runner();
    Evaluator evaluator(on, choices, goal, nullptr, unlimited);
    double sum = 0;
    for (const Measured& one : evaluator.samples(openings, kReplicates)) sum += one.value;
    return sum / kReplicates;
  }
};

/// Every schedule that keeps the limits.
std::vector<Openings> all_schedules(const Toy& toy) {
  std::vector<Openings> out;
  Openings now(toy.choices.movable.size());
  const std::function<void(std::size_t)> fill = [&](std::size_t i) {
    if (i == now.size()) {
      if (feasible(toy.choices, toy.limits, now)) out.push_back(now);
      return;
    }
    now[i] = {};
    fill(i + 1);
    for (const Month month : toy.choices.movable[i].openings) {
      for (const PerMille size : toy.choices.movable[i].sizes) {
        now[i] = {month, size};
        fill(i + 1);
      }
    }
    now[i] = {};
  };
  fill(0);
  return out;
}

struct Best {
  double value = 0;
  std::size_t schedules = 0;
};
Best best_of_all(const Toy& toy) {
  const std::vector<Openings> all = all_schedules(toy);
  DrawnRunner on = toy.runner();
  Evaluator evaluator(on, toy.choices, toy.goal, nullptr, toy.options);
  evaluator.prepare(all, kReplicates);
  const bool more = row_of(toy.goal.kind).more;
  Best out{more ? -1e300 : 1e300, all.size()};
  for (const Openings& one : all) {
    double sum = 0;
    for (const Measured& sample : evaluator.samples(one, kReplicates)) sum += sample.value;
    out.value = more ? std::max(out.value, sum / kReplicates) : std::min(out.value, sum / kReplicates);
  }
  return out;
}

std::filesystem::path folder_of(const std::string& name) {
  const auto folder = std::filesystem::temp_directory_path() / ("eldercast-schedule-" + name);
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  return folder;
}

}  // namespace

TEST_CASE("the search finds the best of all schedules of the toy") {
  for (const GoalKind kind :
       {GoalKind::care, GoalKind::served, GoalKind::reach, GoalKind::bed_shortfall, GoalKind::cost_per_care, GoalKind::cost_per_served}) {
    Toy toy;
    toy.goal.kind = kind;
    const Best best = best_of_all(toy);
    const SearchResult found = toy.search();
    INFO(name_of(kind) << ": best " << best.value << ", found " << toy.mean(found.best) << ", plan " << toy.mean(found.plan) << " of "
                       << best.schedules);
    REQUIRE(best.schedules > 100);
    CHECK(feasible(toy.choices, toy.limits, found.best));
    CHECK(toy.mean(found.best) == Approx(best.value));
  }
}

TEST_CASE("with all its projects to be moved the search finds what is as good as the best of the toy's schedules") {
  Toy toy({}, Month{0});
  const Best best = best_of_all(toy);
  const SearchResult found = toy.search();
  const double plan = toy.mean(found.plan);
  INFO("best " << best.value << ", found " << toy.mean(found.best) << ", plan " << plan << " of " << best.schedules);
  REQUIRE(best.schedules > 1000);
  CHECK(best.value > plan);
  // Exchanged calendar months reach a little beyond the schedules that are counted here.
  CHECK(toy.mean(found.best) >= best.value);
}

TEST_CASE("with sizes to choose from the search finds the best of all schedules, too") {
  Toy toy({}, Month{12}, {kNormal / 2, kNormal * 3 / 2});
  toy.goal.kind = GoalKind::cost_per_served;
  const Best best = best_of_all(toy);
  const SearchResult found = toy.search();
  INFO("best " << best.value << ", found " << toy.mean(found.best) << ", plan " << toy.mean(found.plan) << " of " << best.schedules);
  CHECK(toy.mean(found.best) == Approx(best.value));
}

TEST_CASE("a larger facility gives more, costs in proportion and is paid for") {
  Toy toy;
  Openings large = toy.choices.plan_openings();
  for (PlannedOpening& one : large) one.size = 2 * kNormal;
  CHECK(cost_of(toy.choices, large).value == 2 * cost_of(toy.choices, toy.choices.plan_openings()).value);
  CHECK_FALSE(feasible(toy.choices, toy.limits, large));
  const double plan = toy.mean(toy.choices.plan_openings());
  CHECK(toy.mean(large) >= plan);
  toy.goal.kind = GoalKind::cost_per_served;
  CHECK(toy.mean(large) > toy.mean(toy.choices.plan_openings()));
}

TEST_CASE("what is built or had to start too early cannot be moved, and the others keep their calendar month") {
  const Toy toy;
  for (const Choice& choice : toy.choices.movable) {
    CHECK_FALSE(toy.scenario->projects[choice.project.index()].built);
    for (const Month month : choice.openings) CHECK((month.value - choice.plan.month.value) % 12 == 0);
  }
  const std::vector<std::int32_t> durations = median_durations(*toy.scenario);
  const Choices late = choices_of(*toy.scenario, Month{24});
  CHECK(late.movable.size() < toy.choices.movable.size());
  for (const Choice& choice : late.movable) CHECK(choice.openings.front().value - durations[choice.project.index()] >= 24);
}

TEST_CASE("the plan's own openings keep the plan's own limits, and less money or room does not") {
  Toy toy;
  const Openings plan = toy.choices.plan_openings();
  CHECK(feasible(toy.choices, toy.limits, plan));
  BuildLimits poor = toy.limits;
  poor.money.back() -= Fen{1};
  CHECK_FALSE(feasible(toy.choices, poor, plan));
  BuildLimits slow = toy.limits;
  for (std::int32_t& openings : slow.openings) openings = 1;
  CHECK_FALSE(feasible(toy.choices, slow, plan));
  // Money that carries over pays in a later year, and lapsed money does not.
  Openings later = plan;
  for (std::size_t i = 0; i < later.size(); ++i) {
    later[i].month = std::max(later[i].month, toy.choices.movable[i].openings.back());
  }
  BuildLimits wide = toy.limits;
  for (std::int32_t& openings : wide.openings) openings = 99;
  CHECK(feasible(toy.choices, wide, later));
  wide.carry_over = false;
  CHECK_FALSE(feasible(toy.choices, wide, later));
}

TEST_CASE("a search that was killed goes on from its journal, simulates the rest alone, and finds the same") {
  const auto folder = folder_of("resume");
  Toy toy;
  toy.options.most = 400;
  std::int64_t whole = 0;
  const SearchResult once = toy.search(nullptr, &whole);
  std::atomic<bool> stop{false};
  std::int64_t steps = 0;
  {
    SearchJournal journal(folder / "j", "identity", false);
    Toy killed;
    killed.options.most = 400;
    killed.run.stop = &stop;
    killed.options.each = [&] { stop = ++steps >= 20; };
    CHECK_THROWS_AS(killed.search(&journal), StudyStopped);
  }
  // The kill came in the middle of a line.
  std::ofstream(folder / "j", std::ios::app) << "{\"s\":\"half a li";
  SearchJournal journal(folder / "j", "identity", true);
  CHECK(journal.read() >= 20);
  std::int64_t rest = 0;
  const SearchResult again = toy.search(&journal, &rest);
  CHECK(again.best == once.best);
  CHECK(again.greedy == once.greedy);
  CHECK(again.local.tried == once.local.tried);
  CHECK(rest == whole - static_cast<std::int64_t>(steps));
  REQUIRE(again.order.size() == once.order.size());
  for (std::size_t s = 0; s < once.order.size(); ++s) CHECK(again.order[s].gain.mean == once.order[s].gain.mean);
}

TEST_CASE("a journal of another search is refused, and one that is there is not overwritten") {
  const auto folder = folder_of("journal");
  { SearchJournal journal(folder / "j", "one", false); }
  CHECK_THROWS_AS(SearchJournal(folder / "j", "one", false), FileTaken);
  CHECK_THROWS_AS(SearchJournal(folder / "j", "another", true), FileError);
  std::ofstream(folder / "text") << "some text\n";
  CHECK_THROWS_AS(SearchJournal(folder / "text", "one", true), FileError);
  std::ofstream(folder / "begun") << "{\"format\":\"eldercast-sch";
  { SearchJournal journal(folder / "begun", "one", true); }
  CHECK_NOTHROW(SearchJournal(folder / "begun", "one", true));
  std::ofstream(folder / "number") << "{\"format\": 3}\n";
  CHECK_THROWS_AS(SearchJournal(folder / "number", "one", true), FileError);
  const SearchJournal running(folder / "j", "one", true);
  CHECK_THROWS_AS(SearchJournal(folder / "j", "one", true), FileTaken);
}

TEST_CASE("threads change nothing, and a small budget still gives a schedule that is no worse than the plan") {
  Toy toy;
  const SearchResult two = toy.search();
  toy.run.arena = Arena();
  const SearchResult one = toy.search();
  CHECK(one.best == two.best);
  for (const std::int64_t most : {0, 10, 40, 100, 200}) {
    toy.options.most = most;
    const SearchResult found = toy.search();
    INFO("budget " << most);
    CHECK(feasible(toy.choices, toy.limits, found.best));
    CHECK(toy.mean(found.best) >= toy.mean(found.plan));
  }
}

TEST_CASE("the scenario that is written runs, and gives in every replicate what the search saw") {
  const auto folder = folder_of("written") / "new";
  std::filesystem::create_directories(folder);
  std::filesystem::create_directories(folder.parent_path() / "toy");
  std::filesystem::copy("scenarios/toy", folder.parent_path() / "toy", std::filesystem::copy_options::recursive);
  const auto base = folder.parent_path() / "toy" / "toy.toml";
  const std::vector<std::string> sets{"finance.own_funds=limited", "network.detour_factor=1.25"};
  Toy toy(sets);
  Openings openings = toy.choices.plan_openings();
  openings[0].month = toy.choices.movable[0].openings.back();
  openings[1] = {};
  openings[2].size = 1500;
  const ScheduleFiles files = schedule_files(folder / "Better One.toml", base);
  write_schedule(files, base, *toy.scenario, sets, toy.choices, openings, "why");
  const RuleCatalog catalog = test::host().catalog();
  const ReadResult read = read_scenario(files.scenario, {{}, &catalog});
  INFO(read.diagnostics.render(false));
  REQUIRE(read.scenario);
  CHECK(read.scenario->id == "better-one");
  CHECK(read.scenario->projects[toy.choices.movable[1].project.index()].left_out);
  const auto written = std::make_shared<const Scenario>(*read.scenario);
  const std::vector<Outcome> outcomes = test::run(written, kReplicates, 1, toy.run.seed, 0);
  DrawnRunner on = toy.runner();
  Evaluator evaluator(on, toy.choices, toy.goal, nullptr, toy.options);
  const auto samples = evaluator.samples(openings, kReplicates);
  for (std::size_t r = 0; r < outcomes.size(); ++r)
    CHECK(measure(toy.goal, outcomes[r].headline, describe(*written)).value == samples[r].value);
  CHECK_THROWS_AS(schedule_files(folder / "Better One.toml", base), FileTaken);
  // What a schedule left out is a choice of the next search.
  const Choices next = choices_of(*written, Month{12});
  REQUIRE(next.movable.size() == toy.choices.movable.size());
  CHECK_FALSE(next.movable[1].plan.built());
  CHECK(next.movable[2].plan.size == 1500);
  CHECK(next.movable[0].plan == openings[0]);
}

TEST_CASE("a schedule is written beside its base or not at all") {
  const auto folder = folder_of("place") / "a" / "b";
  std::filesystem::create_directories(folder);
  CHECK_THROWS_AS(schedule_files(folder / "new.txt", "scenarios/toy/toy.toml"), FileError);
  CHECK_THROWS_AS(schedule_files(folder / "new.toml", folder.parent_path().parent_path() / "toy.toml"), FileError);
  CHECK_THROWS_AS(schedule_files(folder / "none" / "new.toml", folder / "toy.toml"), FileError);
  CHECK_NOTHROW(schedule_files(folder / "new.toml", folder / "toy.toml"));
}

TEST_CASE("kept targets are missed by no more than under the plan, and cost some of the goal") {
  Toy toy;
  toy.goal.kind = GoalKind::cost_per_served;
  const SearchResult without = toy.search();
  std::vector<std::string> names;
  toy.goal.kept = targets_named("G2", describe(*toy.scenario), names);
  REQUIRE_FALSE(toy.goal.kept.empty());
  const SearchResult kept = toy.search();
  DrawnRunner on = toy.runner();
  Evaluator evaluator(on, toy.choices, toy.goal, nullptr, toy.options);
  Judge judge(evaluator, toy.goal, toy.choices.plan_openings());
  CHECK(kept.best_excess == 0);
  CHECK(judge.excess(kept.best, kReplicates) == 0);
  CHECK(judge.excess(without.best, kReplicates) > 0);
  CHECK(toy.mean(kept.best) >= toy.mean(without.best));
  CHECK(targets_named("G9", describe(*toy.scenario), names).empty());
  CHECK(std::find(names.begin(), names.end(), "G1.own") != names.end());
}

TEST_CASE("the order of worth holds all that is built, and its gains add up to the whole") {
  Toy toy;
  const SearchResult found = toy.search();
  double sum = 0;
  Openings built(found.best.size());
  for (const OrderStep& step : found.order) {
    sum += step.gain.mean;
    for (std::size_t k = 0; k < step.block.size(); ++k) built[step.block[k]] = step.openings[k];
  }
  CHECK(built == found.best);
  const Openings nothing(found.best.size());
  CHECK(sum == Approx(toy.mean(found.best) - toy.mean(nothing)));
}

namespace {

ScheduleResult judged(Toy& toy, const SearchResult& found) {
  ScheduleResult result = describe_search(*toy.scenario, toy.choices, toy.goal, toy.limits, found);
  result.first_start = toy.scenario->start;
  toy.run.seed = toy.scenario->seed;
  DrawnRunner on = toy.runner();
  FreshOptions options;
  options.replicates = 3;
  judge_afresh(on, toy.choices, toy.goal, found, options, result);
  return result;
}

}  // namespace

TEST_CASE("the last word is what two runs of the scenario's own seed say") {
  Toy toy;
  const SearchResult found = toy.search();
  const ScheduleResult result = judged(toy, found);
  toy.run.seed = toy.scenario->seed;
  DrawnRunner on = toy.runner();
  Evaluator evaluator(on, toy.choices, toy.goal, nullptr, toy.options);
  std::vector<double> plan;
  std::vector<double> best;
  for (const Measured& one : evaluator.samples(found.plan, 3)) plan.push_back(one.value);
  for (const Measured& one : evaluator.samples(found.best, 3)) best.push_back(one.value);
  const Difference gain = paired_difference(plan, best);
  CHECK(result.plan_value == gain.a);
  CHECK(result.schedule_value == gain.b);
  CHECK(result.fresh_gain.mean == gain.mean);
  CHECK(result.fresh_gain.low == gain.mean_low);
  REQUIRE(result.frontier.size() >= 3);
  CHECK(result.frontier.front().gain.mean == 0);
  CHECK(result.frontier.front().cost_yuan == 0);
  CHECK(result.frontier[result.frontier.size() - 2].cost_yuan == result.schedule_yuan);
  CHECK_FALSE(result.frontier.back().steps.has_value());
  CHECK(result.towns.size() == toy.scenario->towns.size());
}

TEST_CASE("a schedule as JSON is read back whole, and gives the same page") {
  Toy toy;
  ScheduleResult result = judged(toy, toy.search());
  result.projects.front().opens.reset();
  result.order.front().gain.low = std::nan("");
  const std::string json = render_json(result);
  const ScheduleResult again = read_schedule("x.json", json);
  CHECK(render_json(again) == json);
  const std::string page = render_schedule_page(again, {Language::en, "1", false});
  CHECK(page == render_schedule_page(result, {Language::en, "1", false}));
  CHECK(page.find("Who gains, who loses") != std::string::npos);
  CHECK_THROWS_AS(read_schedule("x.json", "{\"format\": \"eldercast-stress\"}"), FileError);
  CHECK_THROWS_AS(read_schedule("x.json", json.substr(0, json.size() / 2)), FileError);
  std::string broken = json;
  broken.replace(broken.find("\"plan_yuan\""), 11, "\"plan_yuon\"");
  CHECK_THROWS_AS(read_schedule("x.json", broken), FileError);
}

TEST_CASE("the screen of a schedule keeps to its width and names what was found") {
  Toy toy;
  const ScheduleResult result = judged(toy, toy.search());
  for (const Language language : {Language::zh, Language::en}) {
    std::istringstream stream(document_text(document_of(result), {language, 80, true}));
    for (std::string line; std::getline(stream, line);) {
      INFO(line);
      CHECK(display_width(line) <= 80);
    }
  }
  const std::string text = document_text(document_of(result), {Language::en, 80, true});
  for (const char* word : {"Goal: ", "Order: ", "Towns: ", "Cost and gain", "fresh replicates"})
    CHECK(text.find(word) != std::string::npos);
}
