#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "output/explain/clause_chain.hpp"
#include "output/explain/explanation.hpp"
#include "output/explain/picked_cells.hpp"
#include "output/render/json_numbers.hpp"
#include "text/counted.hpp"

namespace eldercast {
namespace {

constexpr std::size_t kCellsOnTerminals = 40;
constexpr std::size_t kBehindOnTerminals = 8;
constexpr std::size_t kGroupsOnTerminals = 12;
constexpr std::size_t kChangesOnTerminals = 20;

std::string number_text(double value, bool money) { return money ? fmt::format("{:.2f}", value) : fmt::format("{:.6g}", value); }

Text interval_text(const Estimate& value, bool money) {
  if (std::isnan(value.mean)) return {"无可衡量", "nothing to measure"};
  std::string text = number_text(value.mean, money);
  if (value.low != value.high) text += fmt::format(" [{}, {}]", number_text(value.low, money), number_text(value.high, money));
  return {text, text};
}

/// The coordinates that were picked, "town 白沙镇, year 2021".
Text where(const std::vector<PickedDim>& dims) {
  std::vector<std::string> zh;
  std::vector<std::string> en;
  for (const PickedDim& dim : dims) {
    if (!dim.at) continue;
    const std::string& name = dim.names[*dim.at];
    zh.push_back(fmt::format("{} {}{}", dimension(dim.dim).long_name_zh, name, dim.by_default ? "（最后）" : ""));
    en.push_back(fmt::format("{} {}{}", dimension(dim.dim).name, name, dim.by_default ? " (the last)" : ""));
  }
  return {fmt::format("{}", fmt::join(zh, "，")), fmt::format("{}", fmt::join(en, ", "))};
}

Text title_of(const DatasetRow& row) {
  return {fmt::format("{}  {}（{}）", row.path(), row.long_name_zh, row.units),
          fmt::format("{}  {} ({})", row.path(), row.long_name, row.units)};
}

void add_cells(Document& out, const PickedCells& picked, std::size_t most, const Text& title) {
  if (picked.cells.empty()) {
    out.say(title.zh, title.en);
    out.say("文件中没有：没有模拟保留明细", "not in this file: no replicate was kept in detail", 2);
    return;
  }
  Table table{"cells", "数值", title.zh, title.en};
  table.rows_on_terminals = most;
  for (const PickedDim& dim : picked.dims) {
    if (dim.at) continue;
    const DimensionRow& about = dimension(dim.dim);
    table.columns.push_back({std::string(about.name), std::string(about.long_name_zh), std::string(about.name), "", CellFormat::text});
  }
  table.columns.push_back({"value", "均值 [90%区间]", "mean [90%]", "", CellFormat::whole});
  for (const PickedCell& cell : picked.cells) {
    std::vector<Cell> row(cell.at.begin(), cell.at.end());
    row.emplace_back(interval_text(cell.over_replicates, picked.row->money));
    table.rows.push_back(std::move(row));
  }
  out.add(std::move(table));
}

void add_postings(Document& out, const PostingsBehind& behind) {
  std::size_t count = 0;
  for (const PostingGroup& group : behind.groups) count += group.count;
  const double sum = static_cast<double>(behind.fen) * kYuanPerFen;
  const double stored = static_cast<double>(behind.stored_fen) * kYuanPerFen;
  const bool equal = behind.fen == behind.stored_fen;
  Table table{"postings", "记账", "", ""};
  table.title_zh = fmt::format("第{}次模拟的记账：{}笔，{:.2f}元；{}", behind.replicate, count, sum,
                               equal ? "与该次模拟的数值分毫不差" : fmt::format("与所存{:.2f}不符", stored));
  table.title_en = fmt::format(
      "Postings of replicate {}: {}, {:.2f} CNY; {}", behind.replicate, count, sum,
      equal ? "they add up to the number of this replicate exactly" : fmt::format("they do NOT add up to the stored {:.2f}", stored));
  table.rows_on_terminals = kGroupsOnTerminals;
  table.columns = {{"rule", "规则", "rule", "", CellFormat::text},     {"clause", "条款", "clause", "", CellFormat::text},
                   {"payer", "承担方", "payer", "", CellFormat::text}, {"purpose", "用途", "purpose", "", CellFormat::text},
                   {"count", "笔数", "count", "", CellFormat::whole},  {"yuan", "元", "yuan", "CNY", CellFormat::whole}};
  for (const PostingGroup& group : behind.groups) {
    table.rows.push_back({group.rule.empty() ? Cell{Text{"引擎", "engine"}} : Cell{group.rule},
                          group.clause.empty() ? Cell{Text{"无条款", "no clause"}} : Cell{group.clause}, group.payer, group.purpose,
                          static_cast<double>(group.count), fmt::format("{:.2f}", static_cast<double>(group.fen) * kYuanPerFen)});
  }
  out.add(std::move(table));
}

void add_changes(Document& out, const std::vector<ChangeBehind>& changes) {
  Table table{"changes", "设施变动", "保留明细的模拟中的设施变动", "What happened to facilities, in the replicates kept in detail"};
  table.rows_on_terminals = kChangesOnTerminals;
  table.columns = {{"replicate", "模拟", "replicate", "", CellFormat::whole},        {"month", "月份", "month", "", CellFormat::text},
                   {"facility", "设施", "facility", "", CellFormat::text},           {"what", "变动", "what", "", CellFormat::text},
                   {"displaced", "失去名额", "lost a place", "", CellFormat::whole}, {"said", "依据", "said by", "", CellFormat::text}};
  for (const ChangeBehind& one : changes) {
    table.rows.push_back(
        {static_cast<double>(one.replicate), one.month, one.facility, words_for(one.event), static_cast<double>(one.displaced), one.said});
  }
  out.add(std::move(table));
}

void say_parameter(Document& out, const ParameterBehind& one, std::size_t margin) {
  std::string about = one.place;
  for (const std::string* part : {&one.quality, &one.range, &one.source}) {
    if (!part->empty()) about += "; " + *part;
  }
  const std::string text = fmt::format("{} = {}  ({})", one.id, one.value, about);
  out.say(text, text, margin);
}

/// The drawn parameters that go with the number, with what the scenario says of each where it is behind it.
void add_moved_by(Document& out, const Explanation& explanation) {
  if (explanation.moved_by.empty()) return;
  out.begin("哪些抽取的参数与它一起变动（各次模拟间的秩相关，只列明显高于偶然的）",
            "Which drawn parameters go with it (rank correlation over replicates, those clearly beyond chance)");
  for (const MovedBy& one : explanation.moved_by) {
    const std::string text = fmt::format("{}  {:+.2f}", one.id, one.correlation);
    out.say(text, text, 2);
  }
}

Json json_of(const PickedCells& picked) {
  Json picks = Json::object();
  std::vector<std::string_view> free;
  for (const PickedDim& dim : picked.dims) {
    if (dim.at) {
      picks[std::string(dimension(dim.dim).name)] = dim.names[*dim.at];
    } else {
      free.push_back(dimension(dim.dim).name);
    }
  }
  Json cells = Json::array();
  for (const PickedCell& cell : picked.cells) cells.push_back({{"at", cell.at}, {"value", json_of(cell.over_replicates)}});
  return {{"path", picked.row->path()}, {"units", picked.row->units}, {"picked", picks}, {"along", free}, {"cells", cells}};
}

Json json_of(const ParameterBehind& one) {
  return {{"id", one.id},           {"value", one.value}, {"place", one.place},
          {"quality", one.quality}, {"range", one.range}, {"source", one.source}};
}

Json json_of(const PostingsBehind& behind) {
  Json groups = Json::array();
  for (const PostingGroup& group : behind.groups) {
    groups.push_back({{"rule", group.rule},
                      {"clause", group.clause},
                      {"payer", group.payer},
                      {"purpose", group.purpose},
                      {"count", group.count},
                      {"fen", group.fen}});
  }
  return {{"replicate", behind.replicate}, {"fen", behind.fen}, {"stored_fen", behind.stored_fen}, {"groups", groups}};
}

}  // namespace

Document document_of(const Explanation& explanation, bool full) {
  const DatasetRow& row = *explanation.row;
  Document out;
  // What is stored of a target is a whole number of small parts; it is told in the target's unit.
  const bool of_target = !explanation.target.empty();
  out.title = of_target ? Text{row.path(), row.path()} : title_of(row);
  out.say(worded("情景 {}，摘要 {:.12}", "scenario {}, digest {:.12}", explanation.scenario, explanation.digest));
  const Text place = where(explanation.cells.dims);
  const std::size_t replicates = explanation.cells.replicates.size();
  out.begin(fmt::format("数值：{}{}次模拟的均值 [90%区间]", place.zh.empty() ? "" : place.zh + "，", replicates),
            fmt::format("Value{}: mean [90% interval] of {}", place.en.empty() ? "" : " at " + place.en, counted(replicates, "replicate")));
  if (of_target) {
    out.say(explanation.target_zh, explanation.target, 2);
  } else {
    add_cells(out, explanation.cells, kCellsOnTerminals, {});
  }
  out.begin(fmt::format("由来：{}", explanation.story->made_zh), fmt::format("Made: {}", explanation.story->made));
  out.say(worded("方法文档：docs/explanation/{}", "docs/explanation/{}", explanation.story->page), 2);
  for (const PostingsBehind& behind : explanation.postings) add_postings(out, behind);
  if (!explanation.changes.empty()) add_changes(out, explanation.changes);
  if (!explanation.behind.empty()) out.begin("背后的数值", "Behind it");
  for (const PickedCells& behind : explanation.behind) {
    const Text at = where(behind.dims);
    const Text title = title_of(*behind.row);
    add_cells(out, behind, kBehindOnTerminals,
              {title.zh + (at.zh.empty() ? "" : "，" + at.zh), title.en + (at.en.empty() ? "" : ", " + at.en)});
  }
  add_moved_by(out, explanation);
  // Where it is known what moves the number, the rest says little.
  const bool all = full || explanation.moved_by.empty() || !explanation.postings.empty();
  if (all && !explanation.parameters.empty()) out.begin("参数", "Parameters");
  for (const ParameterBehind& one : explanation.parameters) {
    if (all) say_parameter(out, one, 2);
  }
  if (!explanation.tables.empty()) out.begin("数据表，每行都有来源", "Tables, each row with its source");
  for (const DataTable& table : explanation.tables) {
    const auto lines = std::count(table.text.begin(), table.text.end(), '\n');
    out.say(worded("{}，{}行", "{}, {} lines", table.path, lines), 2);
  }
  if (!explanation.rules.empty()) out.begin("规则", "Rules");
  for (const RuleBehind& rule : explanation.rules) {
    out.say(fmt::format("{}：{}（条款 {}）", rule.id, rule.zh.empty() ? "此处找不到" : rule.zh, rule.clauses.empty() ? "无" : rule.clauses),
            fmt::format("{}: {} (clauses {})", rule.id, rule.en.empty() ? "not found here" : rule.en,
                        rule.clauses.empty() ? "none" : rule.clauses),
            2);
    for (const auto& [clause, yuan] : rule.money) {
      const Text sum = interval_text(yuan, true);
      out.say(fmt::format("当年按条款 {} 应计 {} 元", clause, sum.zh),
              fmt::format("accrued under clause {} in the year: {} CNY", clause, sum.en), 4);
    }
    for (const ParameterBehind& one : rule.parameters) {
      if (all) say_parameter(out, one, 4);
    }
  }
  if (!all) out.say("所有参数：加 --full", "Every parameter: --full");
  return out;
}

Document document_of(const ClauseExplanation& explanation) {
  const ClauseChain& chain = *explanation.chain;
  Document out;
  out.title = worded("条款 {}：从资金到服务", "Clause {}: from money to what people get", chain.clause);
  out.say(worded("情景 {}，摘要 {:.12}", "scenario {}, digest {:.12}", explanation.scenario, explanation.digest));
  out.say(std::string(chain.how_zh), std::string(chain.how));
  out.begin(worded("条款和资金：规则 {}", "Clause and money: rule {}", chain.rule));
  if (!explanation.has_rule)
    out.say("本次运行未列该规则：该条款不起作用。", "This run does not list the rule: nothing comes of the clause.", 2);
  for (const ParameterBehind& one : explanation.parameters) say_parameter(out, one, 2);
  const auto add = [&](const std::vector<PickedCells>& all) {
    for (const PickedCells& cells : all) {
      const Text at = where(cells.dims);
      const Text title = title_of(*cells.row);
      add_cells(out, cells, kCellsOnTerminals,
                {title.zh + (at.zh.empty() ? "" : "，" + at.zh), title.en + (at.en.empty() ? "" : ", " + at.en)});
    }
  };
  add(explanation.money);
  out.begin("决定", "Decision");
  add(explanation.decides);
  out.begin("老年人得到的服务", "What people get");
  add(explanation.gets);
  out.say("与没有该条款资金的情景成对比较：eldercast compare",
          "To see what the money moves, compare with a run without it: eldercast compare");
  return out;
}

std::string render_json(const Explanation& explanation) {
  Json json = {{"format", "eldercast-explanation"}, {"version", 1}, {"scenario", explanation.scenario}, {"digest", explanation.digest}};
  json["number"] = json_of(explanation.cells);
  json["made"] = explanation.story->made;
  json["section"] = explanation.story->page;
  json["postings"] = Json::array();
  for (const PostingsBehind& one : explanation.postings) json["postings"].push_back(json_of(one));
  json["behind"] = Json::array();
  for (const PickedCells& one : explanation.behind) json["behind"].push_back(json_of(one));
  json["changes"] = Json::array();
  for (const ChangeBehind& one : explanation.changes) {
    json["changes"].push_back({{"replicate", one.replicate},
                               {"month", one.month},
                               {"facility", one.facility},
                               {"event", name_of(one.event)},
                               {"displaced", one.displaced},
                               {"said", one.said.en}});
  }
  json["moved_by"] = Json::array();
  for (const MovedBy& one : explanation.moved_by) json["moved_by"].push_back({{"id", one.id}, {"rank_correlation", one.correlation}});
  json["parameters"] = Json::array();
  for (const ParameterBehind& one : explanation.parameters) json["parameters"].push_back(json_of(one));
  json["tables"] = Json::array();
  for (const DataTable& one : explanation.tables) json["tables"].push_back(one.path);
  json["rules"] = Json::array();
  for (const RuleBehind& rule : explanation.rules) {
    Json parameters = Json::array();
    for (const ParameterBehind& one : rule.parameters) parameters.push_back(json_of(one));
    Json money = Json::object();
    for (const auto& [clause, yuan] : rule.money) money[clause] = json_of(yuan);
    json["rules"].push_back({{"id", rule.id}, {"clauses", rule.clauses}, {"accrued_in_year", money}, {"parameters", parameters}});
  }
  return json_text(json);
}

std::string render_json(const ClauseExplanation& explanation) {
  Json json = {{"format", "eldercast-clause"}, {"version", 1}, {"scenario", explanation.scenario}, {"digest", explanation.digest}};
  json["clause"] = explanation.chain->clause;
  json["rule"] = explanation.chain->rule;
  json["has_rule"] = explanation.has_rule;
  json["how"] = explanation.chain->how;
  json["parameters"] = Json::array();
  for (const ParameterBehind& one : explanation.parameters) json["parameters"].push_back(json_of(one));
  for (const auto& [key, cells] :
       {std::pair{"money", &explanation.money}, {"decides", &explanation.decides}, {"gets", &explanation.gets}}) {
    json[key] = Json::array();
    for (const PickedCells& one : *cells) json[key].push_back(json_of(one));
  }
  return json_text(json);
}

}  // namespace eldercast
