#include "output/explain/clause_chain.hpp"
#include "output/explain/explanation.hpp"
#include "output/explain/picked_cells.hpp"
#include "output/render/json_numbers.hpp"

namespace eldercast {
namespace {

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
