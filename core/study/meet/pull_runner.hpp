#pragma once
/// Levers pulled on a scenario file: the values that they set, and runs in memory that share all that the levers leave as it was.
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/host/plugin_host.hpp"
#include "engine/replicate_runner.hpp"
#include "model/district.hpp"
#include "scenario/reader.hpp"
#include "study/meet/lever.hpp"
#include "study/meet/trials.hpp"
#include "study/uncertainty/shared_draws.hpp"

namespace eldercast {

struct PullRunnerOptions {
  std::filesystem::path file;
  std::vector<std::string> sets;  ///< "section.parameter=value" over the file
  RunOptions search;              ///< seed, replicates, threads and stop of Chance::search
  RunOptions fresh;
  SharedDraws search_draws = {};  ///< of the parameters, which make up the replicates of `search`
  SharedDraws fresh_draws = {};
  /// Told before a run what it is and how many replicates it has, after each of them that it is done, and in order what came out; may be
  /// empty.
  std::function<void(const std::string& what, std::int32_t replicates)> begin;
  std::function<void()> step;
  std::function<void(const Outcome& outcome)> each;
};

class PullRunner {
 public:
  /// `base` is the file's scenario with the sets. All but the options outlive the object.
  PullRunner(std::shared_ptr<const Scenario> base, const std::vector<Lever>& levers, PluginHost& host, PullRunnerOptions options);

  /// The values that the pulls set, as a layer over the scenario.
  [[nodiscard]] TomlValue layer(const Pulls& pulls) const;
  /// Outcomes without detail. Throws StudyStopped after a stop, std::runtime_error with the diagnostics if a size makes no valid scenario.
  [[nodiscard]] std::vector<Outcome> run(const Pulls& pulls, Chance chance);

 private:
  /// The same with parameters drawn, of which the levers decide what they set.
  [[nodiscard]] std::vector<Outcome> run_drawn(const std::vector<std::string>& settings, const RunOptions& options,
                                               const SharedDraws& draws);

  std::shared_ptr<const Scenario> base_;
  const std::vector<Lever>& levers_;
  PluginHost& host_;
  PullRunnerOptions options_;
  RuleCatalog catalog_;
  ScenarioReader reader_;
  std::unique_ptr<const District> plan_;  ///< of the scenario itself
  std::unique_ptr<const District> last_;  ///< of the last run: the next one may share more with it
};

/// "more_beds 12", "more_beds 12, earlier 3"; "the scenario itself" without pulls.
[[nodiscard]] std::string text_of(const Pulls& pulls, const std::vector<Lever>& levers);

}  // namespace eldercast
