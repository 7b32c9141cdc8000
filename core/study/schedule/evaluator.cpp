#include "study/schedule/evaluator.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "output/statistics.hpp"
#include "scenario/source/sha256.hpp"
#include "study/stress/stress.hpp"

namespace eldercast {
namespace {

/// Jobs for each thread before the time is looked at.
constexpr std::size_t kJobsAPiece = 4;
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

Evaluator::Evaluator(DrawnRunner& runner, const Choices& choices, const ScheduleGoal& goal, SearchJournal* journal,
                     EvaluatorOptions options)
    : choices_(choices),
      goal_(goal),
      journal_(journal),
      options_(std::move(options)),
      description_(describe(runner.scenario())),
      runner_(runner) {}

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
  check_most(asked_for(wanted, replicates));
  // Piece by piece, so that the time is looked at again and again; a piece has work for all threads.
  const std::size_t piece = std::max<std::size_t>(
      1, kJobsAPiece * static_cast<std::size_t>(runner_.options().arena.threads()) / static_cast<std::size_t>(std::max(1, replicates)));
  for (std::size_t at = 0; at < wanted.size(); at += piece) {
    check_time();
    simulate(std::span(wanted).subspan(at, std::min(piece, wanted.size() - at)), replicates);
  }
}

std::size_t Evaluator::asked_for(std::span<const Wanted> wanted, std::int32_t replicates) {
  std::size_t out = 0;
  for (const Wanted& one : wanted) out += static_cast<std::size_t>(replicates) - one.samples->size();
  return out;
}

void Evaluator::check_most(std::size_t jobs) const {
  if (limit_ != Limit::all || jobs == 0) return;
  if (options_.most && counted_ + static_cast<std::int64_t>(jobs) > *options_.most) throw BudgetSpent();
}

void Evaluator::check_time() const {
  if (limit_ == Limit::none || !options_.until) return;
  const auto now = std::chrono::steady_clock::now();
  const auto each = simulated_ > 0 ? (now - begin_) / simulated_ : std::chrono::steady_clock::duration{};
  if (now + each * options_.reserve >= *options_.until) throw BudgetSpent();
}

void Evaluator::simulate(std::span<Wanted> wanted, std::int32_t replicates) {
  std::vector<Job> jobs;
  std::vector<std::pair<Wanted*, std::int32_t>> places;
  const std::size_t asked = asked_for(wanted, replicates);
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
