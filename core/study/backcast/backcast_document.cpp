#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

#include "output/description.hpp"
#include "output/render/json_numbers.hpp"
#include "output/render/words.hpp"
#include "study/backcast/backcast.hpp"

namespace eldercast {
namespace {

double ratio(double people, double counted) { return counted > 0 ? people / counted : kUnknown; }
Cell ratio_cell(double people, double counted) {
  const double value = ratio(people, counted);
  return std::isnan(value) ? Cell{} : Cell{fmt::format("{:.3f}", value)};
}

Table people_table(const Backcast& backcast) {
  Table out{"people", "人数", "", ""};
  out.columns = {{"sex", "性别", "sex", "", CellFormat::text},
                 {"age", "年龄", "age", "", CellFormat::text},
                 {"counted", "普查", "counted", "persons", CellFormat::whole},
                 {"closed", "无迁移", "closed", "persons", CellFormat::whole},
                 {"closed_ratio", "比值", "ratio", "1", CellFormat::whole},
                 {"moving", "含迁移", "with moves", "persons", CellFormat::whole},
                 {"moving_ratio", "比值", "ratio", "1", CellFormat::whole},
                 {"moves", "净迁移‰", "moves/1000", "1/1000 a year", CellFormat::whole}};
  for (const Sex sex : {Sex::male, Sex::female}) {
    for (std::size_t g = 0; g < kCount<AgeGroup>; ++g) {
      const double counted = backcast.counted[sex][g];
      const double closed = backcast.closed.people[sex][g];
      const double moving = backcast.moving.people[sex][g];
      out.rows.push_back({words_of(sex), std::string(Names<AgeGroup>::kText[g]), counted, closed, ratio_cell(closed, counted), moving,
                          ratio_cell(moving, counted), fmt::format("{:+.1f}", net_of_group(backcast, sex, g))});
    }
  }
  const double counted = total(backcast.counted);
  const double closed = total(backcast.closed.people);
  const double moving = total(backcast.moving.people);
  out.rows.push_back(
      {Text{"合计", "all"}, std::string("60+"), counted, closed, ratio_cell(closed, counted), moving, ratio_cell(moving, counted), Cell{}});
  return out;
}

Table needs_table(const Backcast& backcast) {
  Table out{"needs", "照护需求", "照护需求占比：模拟与输入表", "Shares of need: the run beside the table"};
  out.columns = {{"age", "年龄", "age", "", CellFormat::text},
                 {"partial", "部分失能，模拟", "partial, run", "1", CellFormat::share},
                 {"partial_table", "输入表", "table", "1", CellFormat::share},
                 {"full", "完全失能，模拟", "full, run", "1", CellFormat::share},
                 {"full_table", "输入表", "table", "1", CellFormat::share}};
  for (std::size_t g = 0; g < kCount<AgeGroup>; ++g) {
    const NeedShares& need = backcast.closed.need[g];
    out.rows.push_back({std::string(Names<AgeGroup>::kText[g]), need.simulated[0], need.table[0], need.simulated[1], need.table[1]});
  }
  return out;
}

void say_causes(Document& out, const Backcast& backcast) {
  const double counted = total(backcast.counted);
  const double closed = total(backcast.closed.people);
  const bool below = closed < counted;
  const double percent = 100 * (closed - counted) / counted;
  out.say(fmt::format("无迁移的模拟比普查{}{:.0f}人（{:+.1f}%）。", below ? "少" : "多", std::abs(closed - counted), percent),
          fmt::format("The closed run is {:.0f} people ({:+.1f}%) {} the count.", std::abs(closed - counted), percent,
                      below ? "below" : "above"));
  if (!std::isnan(backcast.mortality_factor)) {
    out.say(worded("若全因死亡：男女死亡率同乘{:.3f}。", "If it were deaths alone: the rates of both sexes times {:.3f}.",
                   backcast.mortality_factor),
            2);
  }
  const double moved = std::abs(total(backcast.moving.people) - closed);
  const int years = (backcast.end - backcast.start) / 12;
  out.say(fmt::format("若全因迁移：{}年净{}{:.0f}人。", years, below ? "迁入" : "迁出", moved),
          fmt::format("If it were moves alone: {:.0f} net {} in {} years.", moved, below ? "arrivals" : "departures", years), 2);
}

double share_of(double people, double counted) { return counted > 0 ? people / counted : std::nan(""); }

}  // namespace

Document document_of(const Backcast& backcast) {
  const double counted = total(backcast.counted);
  Document out;
  out.title = worded("从{}推算到{}", "From {} to {}", text_of(backcast.start), text_of(backcast.end));
  out.say(worded("{}次模拟，每次{}人；情景死亡率乘{}（男）、{}（女）",
                 "{} replicates of {} individuals; death rates of the scenario times {} (male), {} (female)", backcast.replicates,
                 backcast.persons, backcast.multiplier_male, backcast.multiplier_female));
  out.add(people_table(backcast));
  out.say(worded("90%区间，占普查：无迁移{:.4f}至{:.4f}，含迁移{:.4f}至{:.4f}",
                 "90% interval over replicates: closed {:.4f} to {:.4f}, with moves {:.4f} to {:.4f} of the count",
                 ratio(backcast.closed.low, counted), ratio(backcast.closed.high, counted), ratio(backcast.moving.low, counted),
                 ratio(backcast.moving.high, counted)),
          2);
  out.say("迁移为各队列的年率，按普查本身拟合。", "Moves are a yearly rate of each cohort, fitted to the count itself.", 2);
  say_causes(out, backcast);
  out.add(needs_table(backcast));
  return out;
}

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
