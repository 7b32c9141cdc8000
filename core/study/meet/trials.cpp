#include "study/meet/trials.hpp"

#include <algorithm>
#include <cmath>

#include "output/statistics.hpp"

namespace eldercast {
namespace {

double carer_months(const Headline& h, int months) {
  double sum = 0;
  for (int month = 0; month < months; ++month) sum += static_cast<double>(h.staff(month, Role::carer, StaffCount::in_post));
  return sum;
}

double cared_months(const Headline& h, int months) {
  double sum = 0;
  for (int month = 0; month < months; ++month) sum += static_cast<double>(h.residents_covered(month, CoverageStrength::cared));
  return sum;
}

std::vector<double> known(const std::vector<double>& values) {
  std::vector<double> out;
  for (const double value : values) {
    if (!std::isnan(value)) out.push_back(value);
  }
  return out;
}

}  // namespace

Pulls pulled(Pulls pulls) {
  std::erase_if(pulls, [](const Pull& one) { return one.step == 0; });
  std::sort(pulls.begin(), pulls.end());
  return pulls;
}

const Trial& Trials::at(const Pulls& pulls, Chance chance) {
  const auto [entry, fresh] = done_.try_emplace({pulled(pulls), chance});
  Trial& trial = entry->second;
  if (!fresh) return trial;
  std::vector<Outcome> outcomes;
  try {
    outcomes = run_(entry->first.first, chance);
  } catch (...) {
    done_.erase(entry);
    throw;
  }
  replicates_run_ += outcomes.size();
  trial.values.resize(goals_.size());
  for (const Outcome& outcome : outcomes) {
    const bool well = outcome.failure.empty();
    for (std::size_t g = 0; g < goals_.size(); ++g) trial.values[g].push_back(well ? goals_[g].value(outcome.headline) : kUnknown);
    trial.yuan.push_back(well ? whole_run(money_, outcome.headline, description_) : kUnknown);
    trial.carer_months.push_back(well ? carer_months(outcome.headline, description_.months()) : kUnknown);
    trial.cared_months.push_back(well ? cared_months(outcome.headline, description_.months()) : kUnknown);
  }
  return trial;
}

double Trials::share(std::size_t goal, const Pulls& pulls, Chance chance) {
  std::vector<double> met;
  for (const double value : known(at(pulls, chance).values[goal])) met.push_back(goals_[goal].met(value) ? 1.0 : 0.0);
  return mean(met);
}

int Trials::judged(std::size_t goal, const Pulls& pulls, Chance chance) {
  return static_cast<int>(known(at(pulls, chance).values[goal]).size());
}

double Trials::mean_value(std::size_t goal, const Pulls& pulls, Chance chance) { return mean(known(at(pulls, chance).values[goal])); }

}  // namespace eldercast
