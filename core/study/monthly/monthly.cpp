#include "study/monthly/monthly.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "model/base/require.hpp"
#include "output/answer/target_report.hpp"
#include "output/file/dimension.hpp"
#include "output/file/resolved_entries.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "scenario/source/csv.hpp"
#include "scenario/source/toml_text.hpp"

namespace eldercast {
namespace {

constexpr std::array kFigures{Progress::facilities_open, Progress::money_paid_yuan, Progress::carers_in_post, Progress::staff_trained,
                              Progress::places_used};

/// The observation that tells a figure of the progress table.
std::optional<ObservedWhat> told_by(Progress item) {
  switch (item) {
    case Progress::money_paid_yuan:
      return ObservedWhat::money_paid_yuan;
    case Progress::carers_in_post:
      return ObservedWhat::carers_in_post;
    case Progress::staff_trained:
      return ObservedWhat::staff_trained;
    case Progress::places_used:
      return ObservedWhat::places_used;
    case Progress::facilities_planned:
    case Progress::facilities_open:
      return std::nullopt;
  }
  return std::nullopt;
}

/// Observed figures by place and month, as far as they are known.
class Told {
 public:
  explicit Told(const Scenario& scenario) : scenario_(scenario) {}

  /// Of the month itself; of the district what is told of it, else the sum of its towns if all are told.
  [[nodiscard]] std::optional<double> at(ObservedWhat what, std::optional<TownId> town, YearMonth month) const {
    if (!scenario_.as_of || month > *scenario_.as_of) return std::nullopt;
    double sum = 0;
    std::size_t towns = 0;
    for (const Observation& row : scenario_.observed) {
      if (row.what != what || row.month != month) continue;
      if (town ? row.town == *town : !row.town.valid()) return row.value;
      sum += row.value;
      ++towns;
    }
    if (!town && towns == scenario_.towns.size()) return sum;
    return std::nullopt;
  }

 private:
  const Scenario& scenario_;
};

/// The figures of one place over the periods.
class PlaceRows {
 public:
  PlaceRows(const Scenario& scenario, const Description& description, std::span<const Outcome> outcomes, std::optional<TownId> town)
      : scenario_(scenario), description_(description), town_(town), told_(scenario) {
    for (const Outcome& outcome : outcomes) {
      if (outcome.failure.empty()) outcomes_.push_back(&outcome);
    }
  }

  [[nodiscard]] MonthlyRow row(int period, const std::string& name) {
    MonthlyRow out;
    out.period = name;
    out.month = month_of(period);
    out.town = town_;
    out.code = town_ ? description_.towns[town_->index()].code : "";
    out.name_zh = town_ ? description_.towns[town_->index()].name_zh : "全区";
    out.name_en = town_ ? description_.towns[town_->index()].name_en : "all towns";
    out.planned = outcomes_.empty() ? 0 : value(*outcomes_.front(), period, Progress::facilities_planned);
    for (const Progress item : kFigures) out.figures[item] = figure(period, out.month, item);
    return out;
  }

 private:
  [[nodiscard]] YearMonth month_of(int period) const { return description_.start + description_.last_month_of_period(period); }
  [[nodiscard]] bool known(int period) const { return scenario_.as_of && month_of(period) <= *scenario_.as_of; }

  [[nodiscard]] double value(const Outcome& outcome, int period, Progress item) const {
    if (town_) return outcome.headline.town_progress(period, *town_, item);
    double sum = 0;
    for (std::size_t t = 0; t < description_.towns.size(); ++t) sum += outcome.headline.town_progress(period, t, item);
    return sum;
  }

  [[nodiscard]] MonthlyFigure figure(int period, YearMonth month, Progress item) {
    MonthlyFigure out;
    const auto what = told_by(item);
    if (what) out.actual = told_.at(*what, town_, month);
    // Of facilities all that happened is known: the runs have no other past.
    if (!what && known(period) && !outcomes_.empty()) out.actual = value(*outcomes_.front(), period, item);
    if (out.actual) {
      last_[item] = Last{period, *out.actual};
      return out;
    }
    const std::optional<Last>& last = last_[item];
    const bool goes_on = item == Progress::money_paid_yuan && last.has_value();
    std::vector<double> values;
    for (const Outcome* outcome : outcomes_) {
      const double here = value(*outcome, period, item);
      values.push_back(goes_on ? last->value + here - value(*outcome, last->period, item) : here);
    }
    out.forecast = estimate(std::move(values));
    return out;
  }

  struct Last {
    int period = 0;
    double value = 0;
  };
  const Scenario& scenario_;
  const Description& description_;
  std::optional<TownId> town_;
  Told told_;
  std::vector<const Outcome*> outcomes_;
  PerEnum<Progress, std::optional<Last>> last_;
};

/// The chance of every target in a run; `year` values: when it is due, or at the end.
void add_targets(MonthlyReport& report, const TargetReport& found, std::optional<YearMonth> as_of) {
  if (report.targets.empty()) {
    for (const TargetLine& line : found.lines) report.targets.push_back({line.about, {}});
  }
  for (std::size_t t = 0; t < found.lines.size(); ++t) {
    const TargetLine& line = found.lines[t];
    const int year = std::clamp(line.about.due.year() - found.start.year(), 0, static_cast<int>(line.years.size()) - 1);
    const Estimate value = line.years.empty() ? Estimate{} : line.years[static_cast<std::size_t>(year)];
    report.targets[t].dates.push_back({as_of, line.met, value});
  }
}

bool learns_pace(const Scenario& scenario) {
  return scenario.schedule.timing == Timing::durations && scenario.schedule.common_slip.low < scenario.schedule.common_slip.high;
}

constexpr std::array<std::string_view, 5> kObservedColumns{"month", "what", "place", "value", "source"};

std::optional<TownId> town_of(const Description& description, const std::string& place) {
  for (std::size_t t = 0; t < description.towns.size(); ++t) {
    if (place == description.towns[t].code || place == description.towns[t].name_zh) return TownId(t);
  }
  return std::nullopt;
}

void read_row(const CsvTable& table, std::size_t row, const Description& description, Scenario& out) {
  const auto& names = Names<ObservedWhat>::kText;
  const auto what = std::find(names.begin(), names.end(), table.text(row, "what"));
  const auto month = parse_year_month(table.text(row, "month"));
  const auto value = parse_number(table.text(row, "value"));
  if (what == names.end() || !month || !value) return;
  Observation told{static_cast<ObservedWhat>(what - names.begin()), *month, {}, {}, *value};
  const std::string place = table.text(row, "place");
  const auto town = town_of(description, place);
  if (!place.empty() && !town) return;
  if (town) told.town = *town;
  out.observed.push_back(told);
}

/// What was held of the pace beforehand; no width where the run had none to learn.
Spread stored_pace(const Description& description) {
  const ResolvedNumbers numbers(description.resolved_text);
  const auto median = numbers.find("schedule.common_slip.median");
  const auto low = numbers.find("schedule.common_slip.low");
  const auto high = numbers.find("schedule.common_slip.high");
  return median && low && high ? Spread{*median, *low, *high} : Spread{};
}

}  // namespace

std::vector<PaceAsOf> learnt_pace(const Scenario& scenario, const Description& description, std::span<const Outcome> outcomes) {
  if (!scenario.as_of || !learns_pace(scenario)) return {};
  constexpr double kPerMille = 1000;
  std::vector<double> values;
  for (const Outcome& outcome : outcomes) {
    if (outcome.failure.empty()) values.push_back(outcome.headline.building_pace_per_mille(description.years() - 1) / kPerMille);
  }
  if (values.empty()) return {};
  return {{*scenario.as_of, estimate(std::move(values))}};
}

std::vector<MonthlyRow> monthly_rows(const Scenario& scenario, const Description& description, std::span<const Outcome> outcomes) {
  std::vector<PlaceRows> places;
  for (std::size_t t = 0; t < description.towns.size(); ++t) places.emplace_back(scenario, description, outcomes, TownId(t));
  places.emplace_back(scenario, description, outcomes, std::nullopt);
  const Column column = dimension(Dim::period).coordinates(description);
  const auto& names = std::get<std::vector<std::string>>(column);
  std::vector<MonthlyRow> out;
  for (int period = 0; period < description.periods(); ++period) {
    for (PlaceRows& place : places) out.push_back(place.row(period, names.at(static_cast<std::size_t>(period))));
  }
  return out;
}

MonthlyReport make_monthly(const std::shared_ptr<const Scenario>& scenario, std::span<const std::optional<YearMonth>> dates,
                           const RunScenario& run) {
  require(!dates.empty() && dates.back().has_value(), "make_monthly: the report is as of a date");
  MonthlyReport out;
  out.name_zh = scenario->name_zh;
  out.name_en = scenario->name_en;
  out.as_of = *dates.back();
  out.pace_before = scenario->schedule.common_slip;
  for (const std::optional<YearMonth>& date : dates) {
    auto told = std::make_shared<Scenario>(*scenario);
    told->as_of = date;
    const Description description = describe(*told);
    const std::vector<Outcome> outcomes = run(told);
    const TargetReport targets = target_report(description, outcomes);
    add_targets(out, targets, date);
    out.replicates = targets.replicates;
    for (const PaceAsOf& pace : learnt_pace(*told, description, outcomes)) out.paces.push_back(pace);
    if (&date == &dates.back()) out.rows = monthly_rows(*told, description, outcomes);
  }
  return out;
}

std::optional<Scenario> stored_past(const Description& description) {
  Diagnostics ignored;
  const auto text = std::make_shared<const SourceText>("scenario", "", description.resolved_text);
  const std::optional<TomlValue> tree = parse_toml(text, 0, ignored);
  const TomlEntry* entry = tree ? tree->at("scenario.as_of") : nullptr;
  const auto as_of = entry != nullptr ? parse_year_month(entry->value.text) : std::nullopt;
  if (!as_of) return std::nullopt;
  Scenario out;
  out.as_of = as_of;
  out.schedule.common_slip = stored_pace(description);
  out.towns.resize(description.towns.size());
  for (const DataTable& stored : description.tables) {
    if (stored.name != "observed") continue;
    const auto source = std::make_shared<const SourceText>(stored.path, "", stored.text);
    const auto table = CsvTable::parse(source, kObservedColumns, ignored, std::array<std::string_view, 1>{"note"});
    for (std::size_t row = 0; table && row < table->rows(); ++row) read_row(*table, row, description, out);
  }
  return out;
}

}  // namespace eldercast
