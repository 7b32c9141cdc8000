#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "output/explain/explanation.hpp"
#include "output/explain/picked_cells.hpp"
#include "output/render/json_numbers.hpp"

namespace eldercast {
namespace {

constexpr std::size_t kCellsShown = 40;
constexpr std::size_t kBehindShown = 8;
constexpr std::size_t kGroupsShown = 12;

std::string number(double value, bool money) { return money ? fmt::format("{:.2f}", value) : fmt::format("{:.6g}", value); }

std::string interval(const Estimate& value, bool money) {
  if (std::isnan(value.mean)) return "nothing to measure";
  if (value.low == value.high) return number(value.mean, money);
  return fmt::format("{} [{}, {}]", number(value.mean, money), number(value.low, money), number(value.high, money));
}

std::string where(const std::vector<PickedDim>& dims) {
  std::vector<std::string> out;
  for (const PickedDim& dim : dims) {
    if (dim.at) out.push_back(fmt::format("{} {}{}", dimension(dim.dim).name, dim.names[*dim.at], dim.by_default ? " (the last)" : ""));
  }
  return fmt::format("{}", fmt::join(out, ", "));
}

std::string cell_lines(const PickedCells& picked, std::size_t most, const char* indent) {
  std::string out;
  for (std::size_t i = 0; i < picked.cells.size() && i < most; ++i) {
    const PickedCell& cell = picked.cells[i];
    out += fmt::format("{}{}{}{}\n", indent, fmt::join(cell.at, " / "), cell.at.empty() ? "" : "  ",
                       interval(cell.over_replicates, picked.row->money));
  }
  if (picked.cells.size() > most) out += fmt::format("{}and {} more\n", indent, picked.cells.size() - most);
  if (picked.cells.empty()) out += fmt::format("{}not in this file: no replicate was kept in detail\n", indent);
  return out;
}

std::string posting_lines(const PostingsBehind& behind) {
  std::size_t count = 0;
  for (const PostingGroup& group : behind.groups) count += group.count;
  std::string out = fmt::format(
      "\nPOSTINGS of replicate {}: {} postings, {:.2f} CNY; {}\n", behind.replicate, count, static_cast<double>(behind.fen) * kYuanPerFen,
      behind.fen == behind.stored_fen
          ? "they add up to the number of this replicate exactly"
          : fmt::format("they do NOT add up to the stored {:.2f}", static_cast<double>(behind.stored_fen) * kYuanPerFen));
  for (std::size_t i = 0; i < behind.groups.size() && i < kGroupsShown; ++i) {
    const PostingGroup& group = behind.groups[i];
    out += fmt::format("  {:>16.2f}  {:>5} x  {}, {}, {}, {}\n", static_cast<double>(group.fen) * kYuanPerFen, group.count,
                       group.rule.empty() ? "engine" : group.rule, group.clause.empty() ? "no clause" : "clause " + group.clause,
                       group.payer, group.purpose);
  }
  if (behind.groups.size() > kGroupsShown) out += fmt::format("  and {} more kinds\n", behind.groups.size() - kGroupsShown);
  return out;
}

std::string parameter_line(const ParameterBehind& one) {
  std::string out = fmt::format("  {} = {}  ({}", one.id, one.value, one.place);
  for (const std::string* part : {&one.quality, &one.range, &one.source}) {
    if (!part->empty()) out += "; " + *part;
  }
  return out + ")\n";
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

std::string render_text(const Explanation& explanation) {
  const DatasetRow& row = *explanation.row;
  const std::string place = where(explanation.cells.dims);
  std::string out = fmt::format("{}  {} ({})\n{}\n", row.path(), row.long_name, row.units, row.long_name_zh);
  out += fmt::format("scenario {}, digest {:.12}\n", explanation.scenario, explanation.digest);
  out += fmt::format("\nVALUE{}{}: mean [90% interval] of {} replicates\n", place.empty() ? "" : " at ", place,
                     explanation.cells.replicates.size());
  out += cell_lines(explanation.cells, kCellsShown, "  ");
  out += fmt::format("\nMADE  {}\n  docs/explanation/{}\n", explanation.story->made, explanation.story->page);
  for (const PostingsBehind& behind : explanation.postings) out += posting_lines(behind);
  if (!explanation.behind.empty()) out += "\nBEHIND IT\n";
  for (const PickedCells& behind : explanation.behind) {
    out += fmt::format("  {}  {} ({})\n{}", behind.row->path(), where(behind.dims), behind.row->units,
                       cell_lines(behind, kBehindShown, "    "));
  }
  if (!explanation.parameters.empty()) out += "\nPARAMETERS\n";
  for (const ParameterBehind& one : explanation.parameters) out += parameter_line(one);
  if (!explanation.tables.empty()) out += "\nTABLES, each row with its source\n";
  for (const DataTable& table : explanation.tables) {
    out += fmt::format("  {}  {} lines\n", table.path, std::count(table.text.begin(), table.text.end(), '\n'));
  }
  if (!explanation.rules.empty()) out += "\nRULES\n";
  for (const RuleBehind& rule : explanation.rules) {
    out += fmt::format("  {}: {} (clauses {})\n", rule.id, rule.en.empty() ? "not found here" : rule.en,
                       rule.clauses.empty() ? "none" : rule.clauses);
    for (const ParameterBehind& one : rule.parameters) out += "  " + parameter_line(one);
  }
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
  json["parameters"] = Json::array();
  for (const ParameterBehind& one : explanation.parameters) json["parameters"].push_back(json_of(one));
  json["tables"] = Json::array();
  for (const DataTable& one : explanation.tables) json["tables"].push_back(one.path);
  json["rules"] = Json::array();
  for (const RuleBehind& rule : explanation.rules) {
    Json parameters = Json::array();
    for (const ParameterBehind& one : rule.parameters) parameters.push_back(json_of(one));
    json["rules"].push_back({{"id", rule.id}, {"clauses", rule.clauses}, {"parameters", parameters}});
  }
  return json_text(json);
}

}  // namespace eldercast
