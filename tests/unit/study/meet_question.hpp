#pragma once
/// A question to meet about a toy district, asked in a test.
#include <filesystem>
#include <fstream>
#include <random>

#include "study/meet/answer_file.hpp"
#include "study/meet/meet.hpp"
#include "support/scenarios.hpp"

namespace eldercast::test {

inline const std::string kToy = "scenarios/toy/toy.toml";

inline std::vector<Lever> toy_levers(const std::vector<std::string>& names) {
  std::vector<Lever> out;
  for (const std::string& name : names) {
    Diagnostics diagnostics;
    const bool is_path = name.find('/') != std::string::npos;
    std::optional<Lever> lever =
        read_lever(is_path ? std::filesystem::path(name) : lever_folder(kToy) / (name + ".toml"), name, diagnostics);
    if (!lever) throw std::runtime_error(diagnostics.render(false));
    out.push_back(std::move(*lever));
  }
  return out;
}

/// A question about the toy, asked in a test.
struct Question {
  std::vector<std::string> sets;
  std::vector<std::string> levers{"carer_courses", "earlier", "more_hires"};
  std::vector<std::string> goals;
  MeetOptions options;
  std::string money = "money.all";
  std::uint64_t search_seed = 2;
  int search = 10;
  int fresh = 20;
  int threads = 1;
  std::filesystem::path folder;  ///< empty: nothing is written
  std::string file = kToy;
};

inline MeetResult ask(const Question& question) {
  const auto scenario = test::scenario(question.file, question.sets);
  const Description description = describe(*scenario);
  const std::vector<Lever> levers = toy_levers(question.levers);
  std::vector<Goal> goals = target_goals(description);
  std::vector<std::size_t> asked;
  for (const std::string& text : question.goals) {
    auto read = read_goal(text, description);
    if (const StudyMistake* mistake = std::get_if<StudyMistake>(&read)) throw std::runtime_error(mistake->message);
    const auto known = std::find_if(goals.begin(), goals.end(), [&](const Goal& one) { return one.id == text; });
    asked.push_back(static_cast<std::size_t>(known - goals.begin()));
    if (known == goals.end()) goals.push_back(std::get<Goal>(read));
  }
  PullRunnerOptions options;
  options.file = question.file;
  options.sets = question.sets;
  options.fresh.seed = scenario->seed;
  options.fresh.replicates = question.fresh;
  options.fresh.arena = Arena(question.threads);
  options.search = options.fresh;
  options.search.seed = question.search_seed;
  options.search.replicates = question.search;
  PullRunner runner(scenario, levers, test::host(), options);
  const std::vector<Figure> figures = figures_of(description);
  Trials trials(description, std::move(goals), *find_figure(figures, question.money),
                [&](const Pulls& pulls, Chance chance) { return runner.run(pulls, chance); });
  MeetResult out = meet(levers, asked, question.options, trials);
  out.scenario_id = scenario->id;
  out.scenario_zh = scenario->name_zh;
  out.scenario_en = scenario->name_en;
  out.start = scenario->start;
  out.end = scenario->end;
  out.seed = options.fresh.seed;
  out.search_seed = options.search.seed;
  out.search_replicates = question.search;
  out.fresh_replicates = question.fresh;
  out.money = question.money;
  out.levers = levers;
  if (!question.folder.empty()) write_answers(out, {question.folder, question.file, question.sets}, runner);
  return out;
}

inline const LeverResult& of(const GoalResult& goal, const MeetResult& result, const std::string& lever) {
  return *std::find_if(goal.levers.begin(), goal.levers.end(),
                       [&](const LeverResult& one) { return result.levers[one.lever].id == lever; });
}

/// A folder beside the toy, so that scenarios in it may extend it; goes with the test.
class AnswersFolder {
 public:
  AnswersFolder() : path_("scenarios/toy/answers-" + std::to_string(std::random_device{}())) {}
  ~AnswersFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  AnswersFolder(const AnswersFolder&) = delete;
  AnswersFolder& operator=(const AnswersFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::string text_of_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace eldercast::test
