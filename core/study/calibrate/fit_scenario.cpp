#include "study/calibrate/fit_scenario.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "output/answer/progress_report.hpp"
#include "scenario/parameters/month_cell.hpp"
#include "scenario/source/csv.hpp"
#include "scenario/source/csv_cells.hpp"
#include "scenario/source/file_text.hpp"
#include "scenario/source/sha256.hpp"
#include "study/execute/case_runner.hpp"
#include "study/plan/planner.hpp"
#include "study/schedule/objective.hpp"
#include "study/stress/stress.hpp"

namespace eldercast {
namespace {

constexpr std::array<std::string_view, 6> kFitColumns{"figure", "place", "month", "value", "error", "source"};
constexpr Limits kFitValue{-1e15, 1e15};
constexpr Limits kFitError{0, 1e15};
constexpr std::string_view kProgress = "progress.";
constexpr std::size_t kPointsAtOnce = 16;  ///< between two writes of the journal

class FitTargetReader {
 public:
  explicit FitTargetReader(const Description& description) : description_(description), figures_(figures_of(description)) {
    for (const Figure& figure : figures_) names_.push_back({figure.id, figure.name_en});
    for (const std::string_view item : Names<Progress>::kText) names_.push_back({std::string(kProgress) + std::string(item), ""});
  }

  std::optional<FittedFigure> read(CellReader& cells) const {
    const std::string id = cells.text("figure");
    const std::size_t which = cells.choose("figure", id, names_);
    const YearMonth month = month_cell(cells, "month");
    FittedFigure out;
    out.target.value = cells.number("value", kFitValue);
    out.target.error = cells.number("error", kFitError);
    static_cast<void>(cells.text("source"));
    if (!cells.ok()) return std::nullopt;
    if (month < description_.start || month > description_.end) {
      cells.report("scenario.date", "month", "the month lies outside the run");
      return std::nullopt;
    }
    const std::optional<std::size_t> town = town_of(cells);
    if (!cells.ok()) return std::nullopt;
    out.target.name = fmt::format("{} {}{}", id, text_of(month), town ? " " + description_.towns[*town].name_zh : "");
    const bool progress = which >= figures_.size();
    if (!progress && town && !figures_[which].town) {
      cells.report("scenario.choice", "place", fmt::format("{} is not kept by town", id), "leave the place empty");
      return std::nullopt;
    }
    out.value =
        progress ? progress_value(static_cast<Progress>(which - figures_.size()), month, town) : figure_value(figures_[which], month, town);
    return out;
  }

 private:
  std::optional<std::size_t> town_of(CellReader& cells) const {
    if (cells.empty("place")) return std::nullopt;
    const std::string place = cells.text("place");
    std::vector<Candidate> towns;
    for (std::size_t t = 0; t < description_.towns.size(); ++t) {
      if (place == description_.towns[t].code || place == description_.towns[t].name_zh) return t;
      towns.push_back({description_.towns[t].code, description_.towns[t].name_zh});
    }
    cells.report("scenario.choice", "place", fmt::format("there is no town '{}'", place), suggestion(place, towns));
    return std::nullopt;
  }

  std::function<double(const Headline&)> figure_value(const Figure& figure, YearMonth month, std::optional<std::size_t> town) const {
    const int year = month.year() - description_.start.year();
    if (town) return [figure, year, t = *town](const Headline& h) { return figure.town(h, year, t); };
    return [figure, year](const Headline& h) { return figure.district(h, year); };
  }

  std::function<double(const Headline&)> progress_value(Progress item, YearMonth month, std::optional<std::size_t> town) const {
    const int period = period_of(description_, month).value_or(0);
    return [item, period, town, towns = description_.towns.size()](const Headline& h) {
      double sum = 0;
      for (std::size_t t = 0; t < towns; ++t) {
        if (!town || *town == t) sum += h.town_progress(period, t, item);
      }
      return sum;
    };
  }

  const Description& description_;
  std::vector<Figure> figures_;
  std::vector<Candidate> names_;
};

/// Runs points of the cube with replicates that are counted through from one stage to the next, and remembers what it ran.
class FitRunner {
 public:
  FitRunner(const FitRequest& request, StudyPlan plan, std::span<const FittedFigure> figures, PluginHost& host, SearchJournal& journal)
      : request_(request), plan_(std::move(plan)), figures_(figures), host_(host), journal_(journal) {}

  std::vector<std::vector<double>> run(const std::string& stage, std::span<const UnitPoint> points, int replicates) {
    std::vector<std::vector<double>> out;
    for (std::size_t first = 0; first < points.size(); first += kPointsAtOnce) {
      const std::size_t count = std::min(kPointsAtOnce, points.size() - first);
      for (auto& row : some(fmt::format("{}-{}", stage, first), points.subspan(first, count), replicates)) out.push_back(std::move(row));
    }
    return out;
  }
  [[nodiscard]] std::int64_t from_journal() const { return from_journal_; }

 private:
  std::vector<std::vector<double>> some(const std::string& name, std::span<const UnitPoint> points, int replicates) {
    const std::size_t rows = points.size() * static_cast<std::size_t>(replicates);
    const std::int32_t first = next_replicate_;
    next_replicate_ += static_cast<std::int32_t>(rows);
    std::vector<std::vector<double>> out(rows, std::vector<double>(figures_.size(), kUnknown));
    bool known = true;
    for (std::size_t r = 0; r < rows && known; ++r) {
      for (std::size_t f = 0; f < figures_.size() && known; ++f) {
        const Measured* found = journal_.find(name, number_of(r, f));
        known = found != nullptr;
        if (known) out[r][f] = found->value;
      }
    }
    if (known) {
      from_journal_ += static_cast<std::int64_t>(rows);
      return out;
    }
    plan_.cases.clear();
    for (const UnitPoint& point : points) {
      StudyCase one;
      one.number = static_cast<int>(plan_.cases.size());
      for (std::size_t a = 0; a < point.size(); ++a) {
        const VariedParameter& parameter = plan_.parameters[a];
        one.point.values.push_back(parameter.usable(value_at(parameter.axis, std::min(point[a], 1 - 1e-12))));
      }
      plan_.cases.push_back(std::move(one));
    }
    UncertainRequest request = request_.runs;
    request.replicates = replicates;
    request.first_replicate = first;
    const std::vector<Outcome> outcomes = run_points(plan_, host_, request);
    if (outcomes.size() < rows) throw StudyStopped();
    for (std::size_t r = 0; r < rows; ++r) {
      for (std::size_t f = 0; f < figures_.size(); ++f) {
        out[r][f] = outcomes[r].failure.empty() ? figures_[f].value(outcomes[r].headline) : kUnknown;
        journal_.add(name, number_of(r, f), {out[r][f], 0});
      }
    }
    journal_.flush();
    return out;
  }

  [[nodiscard]] std::int32_t number_of(std::size_t row, std::size_t figure) const {
    return static_cast<std::int32_t>(row * figures_.size() + figure);
  }

  const FitRequest& request_;
  StudyPlan plan_;
  std::span<const FittedFigure> figures_;
  PluginHost& host_;
  SearchJournal& journal_;
  std::int32_t next_replicate_ = 0;
  std::int64_t from_journal_ = 0;
};

/// All that the numbers of a fit hang on.
std::string identity_of(const FitRequest& request, const StudyPlan& plan, std::span<const FittedFigure> figures) {
  std::string text = plan.scenario_digest + plan.program_version;
  for (const RuleStamp& rule : plan.rules) text += rule.id + rule.sha256;
  for (const VariedParameter& one : plan.parameters) text += fmt::format("{}={}..{}\n", one.id, one.axis.low, one.axis.high);
  for (const FittedFigure& one : figures) text += fmt::format("{}={}+-{}\n", one.target.name, one.target.value, one.target.error);
  const CalibrateOptions& o = request.options;
  text += fmt::format("{} {} {} {} {} {}", o.wave_points, o.waves, o.replicates, o.particles, o.generations, o.seed);
  return sha256(text);
}

}  // namespace

std::optional<std::vector<FittedFigure>> read_fit_targets(const std::filesystem::path& file, const Description& description,
                                                          Diagnostics& diagnostics) {
  const Place asked{std::make_shared<const SourceText>(file.string(), file, ""), 0, 1, 1};
  const std::optional<std::filesystem::path> path = find_typed(file, kCsvEnding, asked, diagnostics);
  const SourceRef source = path ? read_table_text(*path, file.string(), asked, diagnostics) : nullptr;
  if (!source) return std::nullopt;
  const auto table = CsvTable::parse(source, kFitColumns, diagnostics, std::array<std::string_view, 1>{"note"});
  if (!table || !table->complete()) return std::nullopt;
  const FitTargetReader reader(description);
  std::vector<FittedFigure> out;
  for (std::size_t row = 0; row < table->rows(); ++row) {
    CellReader cells(*table, row, diagnostics);
    if (auto one = reader.read(cells)) out.push_back(std::move(*one));
  }
  if (out.empty() && !diagnostics.has_errors()) diagnostics.add({"scenario.required", table->header(), "the table has no row", {}, ""});
  if (diagnostics.has_errors()) return std::nullopt;
  return out;
}

std::variant<ScenarioFit, StudyMistake> fit_scenario(const FitRequest& request, std::span<const FittedFigure> figures,
                                                     const Scenario& scenario, PluginHost& host) {
  StudyRequest study;
  study.scenario_file = request.runs.scenario_file;
  study.sets = request.runs.sets;
  study.vary = request.runs.vary;
  study.vary_all = request.runs.vary.empty();
  study.points = 2;
  study.shape = request.runs.shape;
  study.replicates = 1;
  study.seed = request.runs.seed;
  auto made = choose_cases(study, scenario, host);
  if (const StudyMistake* mistake = std::get_if<StudyMistake>(&made)) return *mistake;
  const StudyPlan& plan = std::get<StudyPlan>(made);
  ScenarioFit out;
  out.parameters = plan.parameters;
  std::vector<FitTarget> targets;
  for (const FittedFigure& figure : figures) targets.push_back(figure.target);
  out.targets = targets;
  CalibrateOptions options = request.options;
  options.axes = static_cast<int>(plan.parameters.size());
  SearchJournal journal(request.journal, identity_of(request, plan, figures), request.resume);
  FitRunner runner(request, plan, figures, host, journal);
  out.fit = calibrate(targets, options, [&](const std::string& stage, std::span<const UnitPoint> points, int replicates) {
    return runner.run(stage, points, replicates);
  });
  out.from_journal = runner.from_journal();
  return out;
}

}  // namespace eldercast
