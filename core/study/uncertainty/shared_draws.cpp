#include "study/uncertainty/shared_draws.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "scenario/reader.hpp"
#include "study/uncertainty/posterior.hpp"

namespace eldercast {

SharedDraws shared_draws(const Scenario& scenario, std::int32_t replicates, bool chance_only) {
  const std::int32_t points = replicates / kReplicatesOfADraw;
  return {scenario.draw_parameters && !chance_only && points >= 2 ? points : 0};
}

SharedDraws posterior_draws(const std::string& posterior, std::int32_t replicates, std::int32_t least) {
  const std::int32_t points = points_in(posterior);
  return {points, std::max(least, replicates / std::max(points, 1)), posterior};
}

UncertainRequest request_of(const SharedDraws& draws, const std::string& file, const std::vector<std::string>& sets,
                            const RunOptions& options) {
  UncertainRequest out;
  out.scenario_file = file;
  out.sets = sets;
  out.list_file = draws.posterior;
  out.points = draws.points;
  out.replicates = draws.replicates;
  out.full_detail = options.full_detail_replicates;
  out.seed = options.seed;
  out.arena = options.arena;
  out.rule_watch = options.rule_watch;
  out.stop = options.stop;
  return out;
}

std::vector<Outcome> drawn_outcomes(const UncertainRequest& request, PluginHost& host) {
  const RuleCatalog catalog = host.catalog();
  // Read whole: a plan knows the scenario by its digest, which is that of the options and not of a pack's or lever's file.
  const ReadResult read = read_scenario(request.scenario_file, {request.sets, &catalog});
  if (!read.scenario) throw std::runtime_error(read.diagnostics.render(false));
  auto made = run_uncertain(request, *read.scenario, host);
  if (const StudyMistake* mistake = std::get_if<StudyMistake>(&made)) throw std::runtime_error(mistake->message);
  return std::get<UncertainRows>(std::move(made)).outcomes;
}

Text held_words(std::int32_t draws, bool changed) {
  if (draws == 0)
    return {"各参数取设定值：概率和区间只含偶然性。", "Parameters stand at their values: chances and intervals hold chance alone."};
  Text out;
  out.zh = fmt::format("参数抽取{}次：概率和区间同时包含参数的不确定性和偶然性。", draws);
  out.en = fmt::format("Parameters are drawn {} times: chances and intervals hold what is not known of them as well as chance.", draws);
  if (!changed) return out;
  out.zh += "压力包或措施所改变的参数不再抽取，从设定值起算。";
  out.en += " What a pack or a lever changes is not drawn: it counts from the value that the scenario has.";
  return out;
}

}  // namespace eldercast
