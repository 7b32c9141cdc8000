#include "study/uncertainty/drawn_runner.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>
#include <utility>

#include "engine/machine/machine.hpp"
#include "engine/memory.hpp"
#include "files/file_error.hpp"

namespace eldercast {
namespace {

/// Draws whose districts are in memory at the same time: those of a search with the usual number of replicates, or what fits into a quarter
/// of the memory that is free.
std::size_t fitting_draws(const Scenario& scenario) {
  constexpr std::int64_t kMost = 8;
  const std::int64_t fits = memory_available().value_or(INT64_MAX) / 4 / memory_need(scenario).shared_bytes;
  return static_cast<std::size_t>(std::clamp<std::int64_t>(fits, 1, kMost));
}

}  // namespace

DrawnRunner::DrawnRunner(std::shared_ptr<const Scenario> scenario, PluginHost& host, const RunOptions& options,
                         std::optional<StudyPlan> plan, std::int32_t replicates_of_a_draw)
    : host_(host),
      options_(options),
      plan_(std::move(plan)),
      replicates_of_a_draw_(replicates_of_a_draw),
      catalog_(host.catalog()),
      district_(compile_district(std::move(scenario), options)),
      draws_at_once_(fitting_draws(district_.scenario())) {
  if (plan_) reader_.emplace(plan_->scenario_file, plan_->sets, catalog_);
}

std::size_t DrawnRunner::point_of(std::int32_t replicate) const {
  return plan_ ? static_cast<std::size_t>(replicate / replicates_of_a_draw_) : 0;
}

DrawnRunner::World DrawnRunner::world_of(std::size_t point) const {
  World out;
  try {
    ReadResult read = reader_->read(plan_->settings_of(plan_->cases.at(point)));
    if (!read.scenario) {
      out.failure = read.diagnostics.render(false);
      return out;
    }
    const auto scenario = std::make_shared<const Scenario>(std::move(*read.scenario));
    out.rules = rules_of(*scenario, host_);
    out.district = std::make_unique<const District>(scenario, std::array{&district_});
  } catch (const FileError&) {
    throw;
  } catch (const std::runtime_error& error) {
    out.failure = error.what();
  }
  return out;
}

void DrawnRunner::open(std::size_t window) {
  if (window_ == window) return;
  Workspace workspace;
  if (runner_) workspace = std::move(*runner_).release();
  runner_.reset();
  worlds_.clear();
  window_ = window;
  std::vector<RuledDistrict> districts;
  if (plan_) {
    const std::size_t first = window * draws_at_once_;
    worlds_.resize(std::min(draws_at_once_, plan_->cases.size() - first));
    options_.arena.each(worlds_.size(), [&](std::size_t i) { worlds_[i] = world_of(first + i); });
    for (World& world : worlds_) {
      if (!world.district) continue;
      world.place = districts.size();
      districts.push_back({world.district.get(), world.rules});
    }
  } else {
    worlds_.resize(1);
    worlds_.front().rules = rules_of(scenario(), host_);
    districts.push_back({&district_, worlds_.front().rules});
  }
  if (!districts.empty()) runner_ = std::make_unique<ReplicateRunner>(districts, options_, std::move(workspace));
}

std::size_t DrawnRunner::run(std::span<const Job> jobs, const std::function<void(std::size_t, Outcome&&)>& sink) {
  std::map<std::size_t, std::vector<std::size_t>> windows;
  for (std::size_t j = 0; j < jobs.size(); ++j) windows[point_of(jobs[j].replicate) / draws_at_once_].push_back(j);
  std::size_t done = 0;
  for (const auto& [window, positions] : windows) {
    if (options_.stop != nullptr && options_.stop->load()) return done;
    open(window);
    std::vector<Job> able;
    std::vector<std::size_t> places;
    for (const std::size_t j : positions) {
      const World& world = worlds_[point_of(jobs[j].replicate) % draws_at_once_];
      if (plan_ && !world.district) {
        Outcome failed;
        failed.replicate = jobs[j].replicate;
        failed.failure = world.failure;
        sink(j, std::move(failed));
        ++done;
        continue;
      }
      able.push_back(jobs[j]);
      able.back().district = world.place;
      places.push_back(j);
    }
    if (able.empty()) continue;
    const std::size_t handed_over = runner_->run(able, [&](std::size_t i, Outcome&& outcome) { sink(places[i], std::move(outcome)); });
    done += handed_over;
    if (handed_over < able.size()) return done;
  }
  return done;
}

}  // namespace eldercast
