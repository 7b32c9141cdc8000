#pragma once
/// The runs that compare looks at: what they are made of, and their outcomes.
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "app/changed_scenario.hpp"
#include "app/terminal/exit_codes.hpp"
#include "engine/replicate_runner.hpp"
#include "output/compare/comparison.hpp"
#include "study/uncertainty/shared_draws.hpp"

namespace eldercast {

/// One run before it is run: a results file, or a scenario that has been read.
struct ComparedInput {
  std::string label;
  std::string results;  ///< path, or empty
  std::shared_ptr<const Scenario> scenario;
  ScenarioOptions options;  ///< of the scenario
  Changes changes;          ///< of the first input that make this one; none of a results file
};

/// Runs scenarios, all on one sequence of random numbers and, where the first of them draws its parameters, each as `run` does: what two of
/// them draw is the same in both, because a draw hangs on the name of its parameter; what one of them sets is decided in it alone.
class ComparedRunner {
 public:
  /// `options` and the host outlive it. Parameters are drawn if every input is a scenario, unless `chance_only`: from their ranges, or,
  /// where `posterior` names a table of points, from it, as many replicates of each as make the number asked for, two at least.
  ComparedRunner(const std::vector<ComparedInput>& inputs, const RunOptions& options, bool chance_only, const std::string& posterior,
                 PluginHost& host);

  /// How many replicates a run has.
  [[nodiscard]] std::int32_t replicates() const;
  /// Whether parameters are drawn.
  [[nodiscard]] bool draws() const { return draws_.any(); }
  /// The outcomes of a scenario that `options` reads; `each` is called after each replicate.
  [[nodiscard]] std::variant<std::vector<Outcome>, Exit> run(const std::shared_ptr<const Scenario>& scenario,
                                                             const ScenarioOptions& options, const std::function<void()>& each) const;

 private:
  const RunOptions& options_;
  PluginHost& host_;
  SharedDraws draws_;
};

/// What each of an input's changes brought, as waterfall() says, or the exit code after a problem was said. `a` and `b` are the runs.
[[nodiscard]] std::variant<Waterfall, Exit> share_out(const ComparedInput& input, const ComparedRun& a, const ComparedRun& b,
                                                      const ComparedRunner& runner, PluginHost& host, const std::function<void()>& each);

}  // namespace eldercast
