#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "output/render/json_numbers.hpp"
#include "study/backcast/backcast.hpp"

namespace eldercast {
namespace {

constexpr std::array kSexesShown{Sex::male, Sex::female};

/// Net moves per thousand persons and year of those who are in an age group at the end: the youngest cohort of an open group stands for it.
double net_of_group(const Backcast& backcast, Sex sex, std::size_t group) {
  const int years = (backcast.end - backcast.start) / 12;
  const int group_at_start = (60 + 5 * static_cast<int>(group) - years - 50) / 5;
  return group_at_start < 0 ? 0.0 : 1000 * backcast.net[sex][static_cast<std::size_t>(group_at_start)];
}

double ratio(double people, double counted) { return counted > 0 ? people / counted : std::nan(""); }

std::string month_text(YearMonth month) { return fmt::format("{:04}-{:02}", month.year(), month.month()); }

std::string group_line(const Backcast& backcast, Sex sex, std::size_t group) {
  const double counted = backcast.counted[sex][group];
  const double closed = backcast.closed.people[sex][group];
  const double moving = backcast.moving.people[sex][group];
  return fmt::format("  {:<7} {:<6} {:>10.0f} {:>10.0f} {:>7.3f} {:>10.0f} {:>7.3f} {:>+10.1f}\n", name_of(sex),
                     Names<AgeGroup>::kText[group], counted, closed, ratio(closed, counted), moving, ratio(moving, counted),
                     net_of_group(backcast, sex, group));
}

std::string need_lines(const Backcast& backcast) {
  std::string out = "\n  share of     partial need        full need\n  age          run    table        run    table\n";
  for (std::size_t g = 0; g < kCount<AgeGroup>; ++g) {
    const NeedShares& need = backcast.closed.need[g];
    out += fmt::format("  {:<6}    {:>6.1f}%  {:>6.1f}%    {:>6.1f}%  {:>6.1f}%\n", Names<AgeGroup>::kText[g], 100 * need.simulated[0],
                       100 * need.table[0], 100 * need.simulated[1], 100 * need.table[1]);
  }
  return out;
}

std::string causes(const Backcast& backcast) {
  const double counted = total(backcast.counted);
  const double closed = total(backcast.closed.people);
  std::string out = fmt::format("\n  The closed run is {:.0f} people ({:+.1f}%) {} the count.\n", std::abs(closed - counted),
                                100 * (closed - counted) / counted, closed < counted ? "below" : "above");
  if (!std::isnan(backcast.mortality_factor)) {
    out += fmt::format("  If it were deaths alone: the rates of both sexes times {:.3f}.\n", backcast.mortality_factor);
  }
  out += fmt::format("  If it were moves alone: {:.0f} net {} in {} years.\n", std::abs(total(backcast.moving.people) - closed),
                     closed < counted ? "arrivals" : "departures", (backcast.end - backcast.start) / 12);
  return out;
}

}  // namespace

std::string render_text(const Backcast& backcast) {
  const double counted = total(backcast.counted);
  std::string out = fmt::format(
      "From {} to {}: {} replicates of {} individuals; death rates of the scenario times {} (male), {} (female)\n\n"
      "  people         counted     closed  ratio  with moves  ratio  moves/1000\n",
      month_text(backcast.start), month_text(backcast.end), backcast.replicates, backcast.persons, backcast.multiplier_male,
      backcast.multiplier_female);
  for (const Sex sex : kSexesShown) {
    for (std::size_t g = 0; g < kCount<AgeGroup>; ++g) out += group_line(backcast, sex, g);
  }
  const double closed = total(backcast.closed.people);
  const double moving = total(backcast.moving.people);
  out += fmt::format("  {:<14} {:>10.0f} {:>10.0f} {:>7.3f} {:>10.0f} {:>7.3f}\n", "all 60+", counted, closed, ratio(closed, counted),
                     moving, ratio(moving, counted));
  out += fmt::format("  90% interval over replicates: closed {:.4f} to {:.4f}, with moves {:.4f} to {:.4f} of the count\n",
                     ratio(backcast.closed.low, counted), ratio(backcast.closed.high, counted), ratio(backcast.moving.low, counted),
                     ratio(backcast.moving.high, counted));
  out += "  Moves are a yearly rate of each cohort, fitted to the count itself.\n";
  return out + causes(backcast) + need_lines(backcast);
}

std::string render_json(const Backcast& backcast) {
  nlohmann::ordered_json groups = nlohmann::ordered_json::array();
  for (const Sex sex : kSexesShown) {
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
                                 {"start", month_text(backcast.start)},
                                 {"end", month_text(backcast.end)},
                                 {"replicates", backcast.replicates},
                                 {"counted", counted},
                                 {"closed", total(backcast.closed.people)},
                                 {"closed_ratio", ratio(total(backcast.closed.people), counted)},
                                 {"with_moves", total(backcast.moving.people)},
                                 {"with_moves_ratio", ratio(total(backcast.moving.people), counted)},
                                 {"mortality_factor", json_of(backcast.mortality_factor)},
                                 {"groups", groups},
                                 {"need", needs}};
  return json_text(json);
}

}  // namespace eldercast
