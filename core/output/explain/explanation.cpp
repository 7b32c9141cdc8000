#include "output/explain/explanation.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <span>
#include <tuple>

#include "model/targets.hpp"
#include "output/answer/target_report.hpp"
#include "output/file/resolved_entries.hpp"
#include "output/rank_correlation.hpp"
#include "output/statistics.hpp"

namespace eldercast {
namespace {

/// "F2, F3" in words of their own.
std::string spaced(std::string text) {
  std::replace(text.begin(), text.end(), ',', ' ');
  return text;
}

bool starts_with_any(const std::string& text, const std::vector<std::string>& starts) {
  return std::any_of(starts.begin(), starts.end(), [&](const std::string& start) { return text.starts_with(start); });
}

/// A target by its name; nothing where it is none. A clause that has several is a mistake.
std::optional<Target> target_of(const std::string& name) {
  std::vector<std::string> of_clause;
  for (const TargetRow& row : target_table()) {
    if (name == name_of(row.target)) return row.target;
    if (name == row.clause) of_clause.emplace_back(name_of(row.target));
  }
  if (of_clause.empty()) return std::nullopt;
  throw PickMistake{fmt::format("clause {} has several targets", name), fmt::format("say one of: {}", fmt::join(of_clause, ", "))};
}

constexpr const char* kTargetValue = "/targets/value";

/// A request for a target asks for its value when it is due, or at the end of a run that ends before.
ExplainRequest request_for(Target target, ExplainRequest request, const Description& description) {
  request.path = kTargetValue;
  request.picks.emplace_back("target", std::string(name_of(target)));
  const bool month = std::any_of(request.picks.begin(), request.picks.end(), [](const Pick& pick) { return pick.first == "month"; });
  const YearMonth due = row_of(target).due(description.targets);
  if (!month && due >= description.start && due <= description.end) request.picks.emplace_back("month", text_of(due));
  return request;
}

/// What the plan asks, and what the number is in its unit.
void say_target(Explanation& out, const Description& description) {
  if (out.row->path() != kTargetValue || out.cells.cells.size() != 1) return;
  for (const PickedDim& dim : out.cells.dims) {
    if (dim.dim != Dim::target || !dim.at || *dim.at >= kCount<Target>) continue;
    const TargetRow& row = target_table()[*dim.at];
    const Estimate& value = out.cells.cells.front().over_replicates;
    const auto shown = [&](double stored) { return target_value_text(row.unit, stored / scale_of(row.unit)); };
    const std::string mean = fmt::format("{} [{}, {}]", shown(value.mean), shown(value.low), shown(value.high));
    const std::optional<double> threshold = row.threshold(description.targets);
    const std::string asked = threshold ? (row.at_most ? "≤" : "≥") + target_value_text(row.unit, *threshold) : "-";
    const int due = row.due(description.targets).year();
    out.target_zh = fmt::format("{} {}：均值{}，要求{}，期限{}年底；各镇街见 eldercast targets 结果文件 {}", name_of(row.target), row.zh,
                                mean, asked, due, name_of(row.target));
    out.target = fmt::format("{} {}: mean {}, asked {}, due at the end of {}; by town: eldercast targets RESULT {}", name_of(row.target),
                             row.en, mean, asked, due, name_of(row.target));
  }
}

/// Replicates that share a draw tell of it once, by their mean.
std::vector<double> means_of_draws(const std::vector<double>& values, std::size_t of_a_draw) {
  std::vector<double> out;
  for (std::size_t i = 0; i + of_a_draw <= values.size(); i += of_a_draw) out.push_back(mean(std::span(values).subspan(i, of_a_draw)));
  return out;
}

/// Parameters whose ranks go with those of the number more than the largest of all would by chance.
std::vector<MovedBy> moved_by(const PickedCells& cells, const ResultsReader& reader) {
  constexpr std::size_t kFewest = 20;
  constexpr std::size_t kMost = 8;
  if (cells.cells.size() != 1 || cells.replicates.size() < kFewest) return {};
  const auto of_a_draw = static_cast<std::size_t>(std::max(1, reader.description().replicates_a_draw));
  const PickedCell& cell = cells.cells.front();
  const std::vector<double> ranks = ranks_of(means_of_draws(std::vector<double>(cell.raw.begin(), cell.raw.end()), of_a_draw));
  const std::vector<UncertainParameter> uncertain = reader.read_run_info().uncertain;
  const double least = largest_by_chance(ranks.size(), uncertain.size());
  std::vector<MovedBy> out;
  for (const UncertainParameter& one : uncertain) {
    std::vector<double> values;
    for (const std::int32_t replicate : cells.replicates) values.push_back(one.values.at(static_cast<std::size_t>(replicate)));
    const double found = correlation(ranks_of(means_of_draws(values, of_a_draw)), ranks);
    if (std::abs(found) > least) out.push_back({one.id, found});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const MovedBy& a, const MovedBy& b) { return std::abs(a.correlation) > std::abs(b.correlation); });
  if (out.size() > kMost) out.resize(kMost);
  return out;
}

const DatasetRow& find_row(const std::string& path) {
  std::vector<const DatasetRow*> fits;
  std::vector<std::string> all;
  for (const DatasetRow& row : dataset_table()) {
    all.push_back(row.path());
    if (row.path() == path || row.path() == "/" + path) return row;
    if (row.name == path) fits.push_back(&row);
  }
  if (fits.size() == 1) return *fits.front();
  if (fits.empty())
    throw PickMistake{fmt::format("there is no dataset '{}'", path),
                      fmt::format("a target (G2.own), or a dataset: {}", fmt::join(all, ", "))};
  std::vector<std::string> paths;
  for (const DatasetRow* row : fits) paths.push_back(row->path());
  throw PickMistake{fmt::format("'{}' is the name of several datasets", path), fmt::format("say one of: {}", fmt::join(paths, ", "))};
}

ParameterBehind parameter_of(const ResolvedEntry& entry, const std::vector<ParameterOrigin>& origins) {
  ParameterBehind out{entry.id, entry.value, entry.origin, "", "", ""};
  const auto origin = std::find_if(origins.begin(), origins.end(), [&](const ParameterOrigin& one) { return one.id == entry.id; });
  // An origin speaks of the value of the table: it says nothing of one that the scenario or an option has replaced.
  if (origin == origins.end() || entry.origin.find(".csv:") == std::string::npos) return out;
  out.quality = origin->quality;
  if (origin->low && origin->high) out.range = fmt::format("{:g} to {:g}", *origin->low, *origin->high);
  out.source = origin->source;
  return out;
}

/// Reads a dataset of a story's list: "/district/demand?bed".
void add_behind(const std::string& word, std::vector<Pick> picks, const ResultsReader& reader, std::vector<PickedCells>& out) {
  const std::string path = word.substr(0, word.find('?'));
  if (path.size() < word.size()) {
    for (const ServiceLine& service : reader.description().services) {
      if (!service.bed) continue;
      picks.emplace_back("service", service.id);
      break;
    }
  }
  add_cells_of(path, picks, reader, out);
}

/// What was accrued under the clauses of rules, in the year that was picked.
void add_money(std::vector<RuleBehind>& rules, const std::vector<Pick>& picks, const ResultsReader& reader) {
  const std::vector<std::string>& booked = reader.description().clauses;
  std::vector<PickedCells> accrued;
  add_cells_of("/district/clause_accrued", picks, reader, accrued, [](const PickedDim& dim) { return dim.dim == Dim::clause; });
  for (const PickedCells& cells : accrued) {
    for (RuleBehind& rule : rules) {
      for (const PickedCell& cell : cells.cells) {
        const std::string& clause = cell.at.front();
        const std::vector<std::string> of_rule = words_in(spaced(rule.clauses));
        if (std::find(of_rule.begin(), of_rule.end(), clause) == of_rule.end()) continue;
        if (std::find(booked.begin(), booked.end(), clause) != booked.end()) rule.money.emplace_back(clause, cell.over_replicates);
      }
    }
  }
}

/// The rules that booked money behind the number: where there is any, only they are shown.
std::vector<std::string> booking_rules(const std::vector<PostingsBehind>& postings) {
  std::vector<std::string> out;
  for (const PostingsBehind& replicate : postings) {
    for (const PostingGroup& group : replicate.groups) {
      if (!group.rule.empty()) out.push_back(group.rule);
    }
  }
  return out;
}

/// The target of a rule that is picked; null: none is, or one of the plan.
const OwnTargetLine* own_target_of(const PickedCells& cells, const Description& description) {
  for (const PickedDim& dim : cells.dims) {
    if (dim.dim == Dim::target && dim.at && *dim.at >= kCount<Target>) return &description.own_targets[*dim.at - kCount<Target>];
  }
  return nullptr;
}

/// Position of a posting along a dimension of a money dataset, or -1.
std::int64_t position_along(Dim dim, const BookedPosting& posting, PostedBy posted, const Description& description) {
  const int month = posted == PostedBy::accrued ? posting.month_accrued : posting.month_paid;
  switch (dim) {
    case Dim::month:
      return month;
    case Dim::year:
      return month < 0 || month >= description.months() ? -1 : (description.start + month).year() - description.start.year();
    case Dim::payer:
      return static_cast<std::int64_t>(posting.payer);
    case Dim::purpose:
      return static_cast<std::int64_t>(posting.purpose);
    case Dim::clause:
      return posting.clause;
    case Dim::town:
      return posting.town.valid() ? static_cast<std::int64_t>(posting.town.index()) : -1;
    default:
      return -1;
  }
}

bool is_behind(const PickedCells& picked, const BookedPosting& posting, PostedBy posted, const Description& description) {
  return std::all_of(picked.dims.begin(), picked.dims.end(), [&](const PickedDim& dim) {
    const std::int64_t at = position_along(dim.dim, posting, posted, description);
    return dim.at ? at == static_cast<std::int64_t>(*dim.at) : at >= 0;
  });
}

std::vector<PostingGroup> grouped(const std::vector<const BookedPosting*>& postings, const Description& description) {
  std::map<std::tuple<std::string, std::string, std::string, std::string>, PostingGroup> groups;
  for (const BookedPosting* posting : postings) {
    PostingGroup one{posting->rule.valid() ? description.rules.at(posting->rule.index()) : "",
                     description.clauses.at(posting->clause),
                     std::string(name_of(posting->payer, description.names)),
                     std::string(name_of(posting->purpose, description.names)),
                     0,
                     0};
    PostingGroup& group = groups.try_emplace({one.rule, one.clause, one.payer, one.purpose}, one).first->second;
    ++group.count;
    group.fen += posting->amount.value;
  }
  std::vector<PostingGroup> out;
  for (auto& [key, group] : groups) out.push_back(std::move(group));
  std::stable_sort(out.begin(), out.end(), [](const PostingGroup& a, const PostingGroup& b) { return std::abs(a.fen) > std::abs(b.fen); });
  return out;
}

}  // namespace

std::vector<RuleBehind> rules_behind(const std::vector<std::string>& starts, const std::vector<std::string>& only,
                                     const std::vector<ResolvedEntry>& entries, const Description& description, const RuleCatalog& rules) {
  std::vector<RuleBehind> out;
  for (const std::string& id : description.rules) {
    if (!starts_with_any(id, starts)) continue;
    if (!only.empty() && std::find(only.begin(), only.end(), id) == only.end()) continue;
    RuleBehind one;
    one.id = id;
    const auto found = rules.find(id);
    const auto* known = std::get_if<RuleDescription>(&found);
    if (known != nullptr) {
      one.zh = known->zh;
      one.en = known->en;
      one.clauses = known->clauses;
    }
    std::string table = id + ".";
    std::replace(table.begin(), table.end(), '/', '.');
    for (const ResolvedEntry& entry : entries) {
      if (!entry.id.starts_with(table)) continue;
      ParameterBehind parameter{entry.id, entry.value, entry.origin, "", "", ""};
      if (known != nullptr) {
        for (const ParameterRow& row : known->rows) {
          if (entry.id.substr(table.size()) != row.path) continue;
          const std::string clause = *row.clause == '\0' ? "" : fmt::format("clause {}", row.clause);
          parameter.source = fmt::format("{}{}{}", clause, clause.empty() || *row.source == '\0' ? "" : "; ", row.source);
        }
      }
      one.parameters.push_back(std::move(parameter));
    }
    out.push_back(std::move(one));
  }
  return out;
}

Explanation explain(const ResultsReader& reader, const ExplainRequest& asked, const RuleCatalog& rules) {
  const Description& description = reader.description();
  const std::optional<Target> target = target_of(asked.path);
  const ExplainRequest request = target ? request_for(*target, asked, description) : asked;
  Explanation out;
  out.row = &find_row(request.path);
  out.story = &derivation_of(out.row->path());
  out.scenario = description.id;
  out.digest = description.digest;
  out.cells = read_cells(reader, *out.row, pick_dims(*out.row, request.picks, description));
  out.moved_by = moved_by(out.cells, reader);
  say_target(out, description);
  if (out.story->postings != PostedBy::nothing) {
    out.postings = postings_behind(out.cells, out.story->postings, reader.read_outcomes(Postings::read), description);
  }
  std::vector<Pick> picks = request.picks;
  std::vector<std::string> only = booking_rules(out.postings);
  if (const OwnTargetLine* own = own_target_of(out.cells, description)) {
    out.story = &derivation_of_own_target();
    picks.emplace_back("rule_figure", own->figure);
    only = {own->figure.substr(0, own->figure.find('.'))};
  }
  for (const std::string& behind : words_in(out.story->behind)) add_behind(behind, picks, reader, out.behind);
  const std::vector<ResolvedEntry> entries = resolved_entries(description.resolved_text);
  const std::vector<std::string> starts = words_in(out.story->parameters);
  for (const ResolvedEntry& entry : entries) {
    if (starts_with_any(entry.id, starts)) out.parameters.push_back(parameter_of(entry, description.origins));
  }
  const std::vector<std::string> tables = words_in(out.story->tables);
  for (const DataTable& table : description.tables) {
    if (std::find(tables.begin(), tables.end(), table.name) != tables.end()) out.tables.push_back(table);
  }
  if (out.story->changes != ChangesTold::none) {
    out.changes = changes_behind(out.cells, out.story->changes == ChangesTold::displacing, reader, entries);
  }
  out.rules = rules_behind(words_in(out.story->rules), only, entries, description, rules);
  add_money(out.rules, request.picks, reader);
  return out;
}

std::vector<PostingsBehind> postings_behind(const PickedCells& picked, PostedBy posted, const std::vector<Outcome>& outcomes,
                                            const Description& description) {
  std::vector<PostingsBehind> out;
  if (posted == PostedBy::nothing) return out;
  for (std::size_t i = 0; i < picked.replicates.size(); ++i) {
    const Outcome& outcome = outcomes.at(static_cast<std::size_t>(picked.replicates[i]));
    if (!outcome.has_detail) continue;
    PostingsBehind one;
    one.replicate = outcome.replicate;
    std::vector<const BookedPosting*> postings;
    for (const BookedPosting& posting : outcome.detail.postings) {
      if (!is_behind(picked, posting, posted, description)) continue;
      postings.push_back(&posting);
      one.fen += posting.amount.value;
    }
    for (const PickedCell& cell : picked.cells) one.stored_fen += cell.raw.at(i);
    one.groups = grouped(postings, description);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace eldercast
