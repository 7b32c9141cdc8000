#include "study/schedule/evaluator.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "output/statistics.hpp"
#include "scenario/sha256.hpp"
#include "study/stress/stress.hpp"

namespace eldercast {
namespace {

constexpr std::size_t kNameLength = 24;
constexpr std::int64_t kFlushEvery = 32;

std::string name_of_schedule(const Openings& openings) {
  std::string text;
  for (const PlannedOpening& one : openings) {
    text += std::to_string(one.built() ? one.month.value : -1) + "x" + std::to_string(one.size) + " ";
  }
  return sha256(text).substr(0, kNameLength);
}

}  // namespace

Evaluator::Evaluator(const District& district, std::span<const RuleEntry> rules, const Choices& choices, const ScheduleGoal& goal,
                     SearchJournal* journal, EvaluatorOptions options)
    : choices_(choices),
      goal_(goal),
      journal_(journal),
      options_(std::move(options)),
      description_(describe(district.scenario())),
      runner_(district, rules, options_.run) {}

std::span<const Measured> Evaluator::samples(const Openings& openings, std::int32_t replicates) {
  prepare(std::span(&openings, 1), replicates);
  return std::span(known_.at(openings)).first(static_cast<std::size_t>(replicates));
}

void Evaluator::prepare(std::span<const Openings> openings, std::int32_t replicates) {
  std::vector<Wanted> wanted;
  for (const Openings& one : openings) {
    std::vector<Measured>& known = known_[one];
    const bool twice = std::any_of(wanted.begin(), wanted.end(), [&](const Wanted& other) { return other.samples == &known; });
    if (twice || known.size() >= static_cast<std::size_t>(replicates)) continue;
    wanted.push_back({choices_.all_openings(one), &known, name_of_schedule(one)});
  }
  if (!wanted.empty()) simulate(wanted, replicates);
}

void Evaluator::check_budget(std::size_t jobs) const {
  if (!limited_) return;
  const bool much = options_.most && counted_ + static_cast<std::int64_t>(jobs) > *options_.most;
  const bool late = options_.until && std::chrono::steady_clock::now() >= *options_.until;
  if (much || late) throw BudgetSpent();
}

void Evaluator::simulate(std::vector<Wanted>& wanted, std::int32_t replicates) {
  std::vector<Job> jobs;
  std::vector<std::pair<Wanted*, std::int32_t>> places;
  std::size_t asked = 0;
  for (Wanted& one : wanted) {
    const auto first = static_cast<std::int32_t>(one.samples->size());
    asked += static_cast<std::size_t>(replicates - first);
  }
  check_budget(asked);
  for (Wanted& one : wanted) {
    const auto first = static_cast<std::int32_t>(one.samples->size());
    one.samples->resize(static_cast<std::size_t>(replicates), {kUnknown, kUnknown});
    for (std::int32_t r = first; r < replicates; ++r) {
      if (const Measured* kept = journal_ != nullptr ? journal_->find(one.name, r) : nullptr) {
        (*one.samples)[static_cast<std::size_t>(r)] = *kept;
        failed_ += std::isnan(kept->missing) ? 1 : 0;
      } else {
        jobs.push_back({r, {}, one.all});
        places.emplace_back(&one, r);
      }
    }
  }
  counted_ += static_cast<std::int64_t>(asked - jobs.size());
  const std::size_t done = runner_.run(jobs, [&](std::size_t job, Outcome&& outcome) {
    const auto [one, r] = places[job];
    const bool good = outcome.failure.empty();
    const Measured sample = good ? measure(goal_, outcome.headline, description_) : Measured{kUnknown, kUnknown};
    failed_ += good ? 0 : 1;
    ++simulated_;
    ++counted_;
    (*one->samples)[static_cast<std::size_t>(r)] = sample;
    if (journal_ != nullptr) {
      journal_->add(one->name, r, sample);
      if (simulated_ % kFlushEvery == 0) journal_->flush();
    }
    if (options_.each) options_.each();
  });
  if (journal_ != nullptr) journal_->flush();
  if (done < jobs.size()) throw StudyStopped();
}

}  // namespace eldercast
