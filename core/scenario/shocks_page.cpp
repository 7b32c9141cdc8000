#include <array>

#include <fmt/format.h>

#include "scenario/parameters/parameter_value.hpp"
#include "scenario/shock_reader.hpp"

namespace eldercast {
namespace {

struct Multiplied {
  std::string_view en;
  std::string_view zh;
};

// In the order of ShockOn.
// clang-format off
constexpr std::array<Multiplied, kCount<ShockOn>> kMultiplied{{
    {"Progress of preparing and building in the month", "当月筹建和施工进度"},
    {"Free staffed beds, short-stay beds too, that may be filled; nobody loses a bed", "可新收住的有人员床位（含短期托养）；不影响在住者"},
    {"Free staffed places of activities, health management, day care, baths, meals and family doctors, and the part of them that reaches those who have a place", "活动、健康管理、日间照料、助浴、助餐、家庭医生的空余名额，以及在册者实际得到的部分"},
    {"Free staffed visit minutes and call lines, and the part that reaches users", "上门服务和紧急呼叫的空余能力，以及在册者实际得到的部分"},
    {"Carers hired; hires of the whole district follow shocks without a town only", "招用护理员数；全区统招只受不限镇街的冲击影响"},
    {"Carers who leave", "护理员离职数"},
    {"Money that accrues for building in the month. The total of the project rises by as much; where towns' money is limited the town sets the rise aside, on credit beyond its limit if need be", "当月建设费用，项目总价随之变动；镇街资金受限时由镇街预留，必要时超额度垫资"},
    {"All money that rules say the city pays and that accrues in the month: grants and supports of building, awards, covers of prices (those follow shocks without a town only). The payer whom the money would have relieved pays the missing part", "当月应由市级支付的全部资金；缺口由原应减负的一方承担"},
    {"Own money of a town in the month in which it comes in, and in every month its limit of credit; credit in use stays. With `finance.own_funds = \"limited\"` only", "镇街自有资金入账额及垫资额度；仅在 own_funds = \"limited\" 时有效"},
    {"Income of the lottery welfare fund, the part for elderly care and the rest alike (F1)", "福彩公益金收入"},
    {"Hazard of death", "死亡率"},
    {"Hazards of changes to a higher need", "能力下降的发生率"},
    {"Probability that somebody who may arrive does arrive in the month", "迁入概率"},
    {"Hazard of leaving the district", "迁出率"},
    {"The part of a facility that can be used, from 0 to 1: 0 closes it while the shock holds; else so many of its beds and places are left, rounded down (lists of doctors stay). Who has none any more waits and is placed again by priority; afterwards all is there again", "设施可用部分（0 至 1）：0 为关停；其余为剩余床位和名额的比例（向下取整，家庭医生签约不受影响）。失去者按优先次序重新安置，冲击结束后恢复"},
}};
// clang-format on

std::string limits_text(const ShockLimits& limits) {
  if (limits.kind) return "town, kind, facility";
  return limits.town ? "town" : "";
}

}  // namespace

std::string shocks_page() {
  std::string page =
      "# Shocks\n\n"
      "Made by the program (`eldercast docs shocks`); do not edit. A shock makes something more or less than normal for some months. It is "
      "a table `[shock.NAME]` of a scenario or a pack,\n"
      "or options: `--set shock.late.on=building --set shock.late.from=2021-01 --set shock.late.to=2021-12 --set shock.late.factor=0.5`.\n"
      "Shocks that hold together multiply, in whole thousandths. How sizes are drawn, and how shocks act on hazards: "
      "[shocks and stress](../explanation/shocks.md).\n\n"
      "## What a shock may act on\n\n"
      "| `on` | what the factor multiplies | 倍数作用于 | may be limited to | size may be drawn |\n|---|---|---|---|---|\n";
  for (std::size_t i = 0; i < kMultiplied.size(); ++i) {
    const auto on = static_cast<ShockOn>(i);
    const ShockLimits limits = limits_of(on);
    page += fmt::format("| `{}` | {} | {} | {} | {} |\n", name_of(on), kMultiplied[i].en, kMultiplied[i].zh, limits_text(limits),
                        limits.chance ? "yes" : "");
  }
  page += "\n## Keys of a shock\n\n| key | meaning | 含义 | accepts |\n|---|---|---|---|\n";
  for (const ParameterRow& row : shock_rows()) {
    std::string accepts;
    for (const char c : accepted(row)) accepts += c == '|' ? std::string("\\|") : std::string(1, c);
    page += fmt::format("| `{}` | {} | {} | {} |\n", row.path, row.en, row.zh, accepts);
  }
  return page +
         "| `town` | Town, by code or name, or a list of them; without it all | 镇街（代码、名称或列表）；缺省为全区 | text |\n"
         "| `facility` | One facility: the id of a project or of one that stands | 单个设施或项目的标识 | text |\n"
         "| `enabled` | `false` switches a shock off that a scenario inherits | false 表示停用继承的冲击 | `true` \\| `false` |\n";
}

}  // namespace eldercast
