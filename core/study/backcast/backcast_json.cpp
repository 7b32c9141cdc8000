#include <cmath>
#include <nlohmann/json.hpp>

#include "output/description.hpp"
#include "output/render/json_numbers.hpp"
#include "study/backcast/backcast.hpp"

namespace eldercast {
namespace {

double share_of(double people, double counted) { return counted > 0 ? people / counted : std::nan(""); }

}  // namespace

double net_of_group(const Backcast& backcast, Sex sex, std::size_t group) {
  const int years = (backcast.end - backcast.start) / 12;
  const int group_at_start = (60 + 5 * static_cast<int>(group) - years - 50) / 5;
  return group_at_start < 0 ? 0.0 : 1000 * backcast.net[sex][static_cast<std::size_t>(group_at_start)];
}

std::string render_json(const Backcast& backcast) {
  nlohmann::ordered_json groups = nlohmann::ordered_json::array();
  for (const Sex sex : {Sex::male, Sex::female}) {
    for (std::size_t g = 0; g < kCount<AgeGroup>; ++g) {
      groups.push_back({{"sex", name_of(sex)},
                        {"age_group", Names<AgeGroup>::kText[g]},
                        {"counted", backcast.counted[sex][g]},
                        {"closed", backcast.closed.people[sex][g]},
                        {"with_moves", backcast.moving.people[sex][g]},
                        {"net_moves_per_1000_year", net_of_group(backcast, sex, g)}});
    }
  }
  nlohmann::ordered_json needs = nlohmann::ordered_json::array();
  for (std::size_t g = 0; g < kCount<AgeGroup>; ++g) {
    const NeedShares& need = backcast.closed.need[g];
    needs.push_back({{"age_group", Names<AgeGroup>::kText[g]},
                     {"partial", need.simulated[0]},
                     {"partial_table", need.table[0]},
                     {"full", need.simulated[1]},
                     {"full_table", need.table[1]}});
  }
  const double counted = total(backcast.counted);
  nlohmann::ordered_json json = {{"format", "eldercast-backcast"},
                                 {"version", 1},
                                 {"start", text_of(backcast.start)},
                                 {"end", text_of(backcast.end)},
                                 {"replicates", backcast.replicates},
                                 {"counted", counted},
                                 {"closed", total(backcast.closed.people)},
                                 {"closed_ratio", share_of(total(backcast.closed.people), counted)},
                                 {"with_moves", total(backcast.moving.people)},
                                 {"with_moves_ratio", share_of(total(backcast.moving.people), counted)},
                                 {"mortality_factor", json_of(backcast.mortality_factor)},
                                 {"groups", groups},
                                 {"need", needs}};
  return json_text(json);
}

}  // namespace eldercast
