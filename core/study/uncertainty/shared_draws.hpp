#pragma once
/// Which draws of its parameters a scenario is run on: the same for every command that draws, so that what one says of the scenario another
/// says, too. A draw hangs on seed, number of draws and name of the parameter: variants of a scenario share what all of them draw.
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/replicate_runner.hpp"
#include "model/scenario.hpp"
#include "output/render/language.hpp"
#include "study/uncertainty/uncertain_run.hpp"

namespace eldercast {

/// Replicates that share a draw unless somebody says otherwise: two tell chance from parameters.
inline constexpr std::int32_t kReplicatesOfADraw = 2;

struct SharedDraws {
  std::int32_t points = 0;                       ///< draws; 0: parameters stand at their values
  std::int32_t replicates = kReplicatesOfADraw;  ///< of each draw
  std::string posterior = {};                    ///< table of points that they come from; empty: ranges

  [[nodiscard]] bool any() const { return points > 0; }
  /// Of the whole run, of which `asked` were asked for.
  [[nodiscard]] std::int32_t all_replicates(std::int32_t asked) const { return any() ? points * replicates : asked; }
};

/// As the scenario says, unless `chance_only`. So few replicates that they would be less than two draws draw nothing.
[[nodiscard]] SharedDraws shared_draws(const Scenario& scenario, std::int32_t replicates, bool chance_only);
/// From a table of points: as many replicates of each as make the number asked for, at least `least`. Throws FileError.
[[nodiscard]] SharedDraws posterior_draws(const std::string& posterior, std::int32_t replicates, std::int32_t least = kReplicatesOfADraw);

/// All replicates of the run: the scenario of `file` with `sets`. Without `row_done`.
[[nodiscard]] UncertainRequest request_of(const SharedDraws& draws, const std::string& file, const std::vector<std::string>& sets,
                                          const RunOptions& options);

/// Its outcomes in order, of the scenario that its file and options make. Fewer only after a stop. Throws std::runtime_error with the
/// reason if they make none, or nothing of it can be drawn.
[[nodiscard]] std::vector<Outcome> drawn_outcomes(const UncertainRequest& request, PluginHost& host);

/// What numbers that come of so many draws of the parameters hold; 0: none was drawn. With `changed`, where packs or levers change
/// parameters, also what becomes of those.
[[nodiscard]] Text held_words(std::int32_t draws, bool changed = false);

}  // namespace eldercast
