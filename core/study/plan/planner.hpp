#pragma once
/// From what a user asks for to a plan: parameters and ranges checked, the design made, the cost measured.
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "engine/host/plugin_host.hpp"
#include "output/render/document.hpp"
#include "study/plan/plan.hpp"

namespace eldercast {

struct StudyRequest {
  std::filesystem::path folder;
  std::string scenario_file;
  std::vector<std::string> sets;
  DesignKind design = DesignKind::latin_hypercube;
  std::vector<std::string> vary;  ///< requests of parameters (varied.hpp)
  bool vary_all = false;          ///< every parameter that has a range in the data or in its rule
  std::string list_file;          ///< of a list: CSV, header of parameter ids, one row a point
  int points = 0;                 ///< points; of morris trajectories, of saltelli base points
  int levels = 0;                 ///< of grid and morris; 0: default
  Shape shape = Shape::uniform;
  bool keyed_by_id = false;  ///< a parameter's random numbers hang on its id, not on its place: scenarios that vary others share them
  std::int32_t replicates = 0;
  std::uint64_t seed = 0;  ///< of the simulation
  std::uint64_t design_seed = 1;
  int cores = 1;
  std::string program_version;
};

/// Makes part 0 of a plan, measuring its cost by one replicate of the scenario. Nothing is written yet. The scenario is that of the
/// request, already read.
[[nodiscard]] std::variant<StudyPlan, StudyMistake> make_plan(const StudyRequest& request, const Scenario& scenario, PluginHost& host);

/// The same without measuring: parameters, design and cases, for callers that run them at once.
[[nodiscard]] std::variant<StudyPlan, StudyMistake> choose_cases(const StudyRequest& request, const Scenario& scenario, PluginHost& host);

/// A look at some of the cases, spread over the plan: do their values make valid scenarios?
struct PlanLook {
  int looked_at = 0;
  int invalid = 0;
  std::string first_reason;  ///< diagnostics of the first invalid one
};
[[nodiscard]] PlanLook look_at_cases(const StudyPlan& plan, PluginHost& host);

/// What the plan will cost: rows, time on `cores` cores, size.
[[nodiscard]] Document document_of(const StudyPlan& plan, int cores);

}  // namespace eldercast
