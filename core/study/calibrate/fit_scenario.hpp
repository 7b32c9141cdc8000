#pragma once
/// A scenario's parameters fitted to observed figures: tables in, runs of the study machinery, a posterior sample out.
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/host/plugin_host.hpp"
#include "output/figures/figures.hpp"
#include "output/render/document.hpp"
#include "scenario/source/diagnostic.hpp"
#include "study/calibrate/calibrate.hpp"
#include "study/schedule/search_journal.hpp"
#include "study/uncertainty/uncertain_run.hpp"

namespace eldercast {

/// A figure of a run as a number.
struct FittedFigure {
  FitTarget target;
  std::function<double(const Headline&)> value;
};

/// Reads a table with the columns figure, place, month, value, error, source, and note if there is one. A figure is one of figures_of(), in
/// the calendar year of the month, or "progress.<item>" (facilities_open and so on) in its period of two months; the place is a town, by
/// code or name, or empty for the district. Nothing, with diagnostics, if anything is wrong: an unknown figure or town (scenario.choice), a
/// figure that is not kept by town, a month outside the run (scenario.date), and all that stops a table of a scenario.
[[nodiscard]] std::optional<std::vector<FittedFigure>> read_fit_targets(const std::filesystem::path& file, const Description& description,
                                                                        Diagnostics& diagnostics);

struct FitRequest {
  UncertainRequest runs;  ///< scenario, options, parameters to vary, threads, stop
  CalibrateOptions options;
  std::filesystem::path journal;  ///< what was simulated; a fit that was stopped goes on from it
  bool resume = false;
};

struct ScenarioFit {
  std::vector<VariedParameter> parameters;
  std::vector<FitTarget> targets;
  Fit fit;
  std::int64_t from_journal = 0;  ///< simulations that were known before
};

/// Fits. Throws StudyStopped after a stop: what was simulated stands in the journal. FileError, FileTaken: as SearchJournal does.
[[nodiscard]] std::variant<ScenarioFit, StudyMistake> fit_scenario(const FitRequest& request, std::span<const FittedFigure> figures,
                                                                   const Scenario& scenario, PluginHost& host);

/// The posterior sample as a table of points that `study plan --design list` and `run --posterior` take.
[[nodiscard]] std::string posterior_csv(const ScenarioFit& fit);
/// Prior beside posterior, fit beside observation, what the data cannot tell.
[[nodiscard]] Document document_of(const ScenarioFit& fit);

}  // namespace eldercast
