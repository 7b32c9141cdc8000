#pragma once
/// A run whose intervals hold what is not known of the parameters as well as chance: every point of a Latin hypercube over their ranges is
/// run with a few replicates of its own.
#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "engine/host/plugin_host.hpp"
#include "engine/outcome.hpp"
#include "engine/parallel/arena.hpp"
#include "engine/replicate_runner.hpp"
#include "output/description.hpp"
#include "output/figures/variance_split.hpp"
#include "output/render/document.hpp"
#include "study/plan/plan.hpp"

namespace eldercast {

struct UncertainRequest {
  std::string scenario_file;
  std::vector<std::string> sets;
  std::vector<std::string> vary;  ///< requests as of a study; empty: every parameter that has a range in the data or in its rule
  Shape shape = Shape::triangular;
  int points = 50;
  std::int32_t replicates = 2;       ///< of each point; two are needed to tell chance from parameters
  std::int32_t first_replicate = 0;  ///< number of the first of all
  std::string list_file;             ///< points of a list (CSV, header of parameter ids) in place of a design; empty: a design
  std::int32_t full_detail = 0;      ///< replicates with a number below this carry Outcome::detail
  std::uint64_t seed = 0;
  Arena arena;  ///< the threads that work through the points
  RuleWatch rule_watch;
  const std::atomic<bool>* stop = nullptr;
  std::function<void()> row_done;  ///< called after every row, by one thread at a time
};

/// The rows of an uncertain run, point by point. Row i is replicate i: each has random numbers of its own.
struct UncertainRows {
  std::vector<VariedParameter> parameters;
  std::vector<std::string> held;    ///< parameters that the scenario sets outside their range: they keep its value
  std::int32_t replicates = 0;      ///< of each point
  std::vector<DesignPoint> points;  ///< values of the parameters
  std::vector<Outcome> outcomes;    ///< points x replicates; fewer only after a stop
};

/// Runs the cases of a plan with `request.replicates` each, on `request.arena`; of `request` nothing else but `first_replicate`,
/// `stop` and `row_done` is looked at. Replicates are counted through: case i has those from first_replicate + i x
/// replicates on.
[[nodiscard]] std::vector<Outcome> run_points(const StudyPlan& plan, PluginHost& host, const UncertainRequest& request);

/// The points of a request: what is drawn, and the values that each point sets.
[[nodiscard]] std::variant<StudyPlan, StudyMistake> plan_uncertain(const UncertainRequest& request, const Scenario& scenario,
                                                                   PluginHost& host);

/// Runs it. Invalid points and failed replicates are outcomes with a failure.
[[nodiscard]] std::variant<UncertainRows, StudyMistake> run_uncertain(const UncertainRequest& request, const Scenario& scenario,
                                                                      PluginHost& host);

/// The split of the usual figures over the whole run, and the parameters whose ranks go most with each (Spearman's rank correlation over
/// points); and as JSON ("format": "eldercast-uncertainty", "version": 1).
[[nodiscard]] Document document_of(const UncertainRows& rows, const Description& description);
[[nodiscard]] std::string render_json(const UncertainRows& rows, const Description& description);

}  // namespace eldercast
