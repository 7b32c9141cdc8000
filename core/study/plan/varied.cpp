#include "study/plan/varied.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "api/money.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "scenario/parameters/retired.hpp"
#include "scenario/parameters/sections.hpp"
#include "text/characters.hpp"
#include "text/suggest.hpp"
#include "text/utf8.hpp"

namespace eldercast {
namespace {

SweepableParameter sweepable(std::string id, const ParameterRow& row, double value, std::optional<double> low, std::optional<double> high) {
  SweepableParameter out;
  out.parameter.id = std::move(id);
  out.parameter.unit = row.unit;
  out.parameter.name_zh = row.zh;
  out.parameter.name_en = row.en;
  out.ranged = low && high && *low < *high;
  out.parameter.axis.low = out.ranged ? *low : row.min;
  out.parameter.axis.high = out.ranged ? *high : row.max;
  out.parameter.axis.base = value;
  out.parameter.axis.integer = row.type == ParameterType::integer;
  out.min = row.min;
  out.max = row.max;
  return out;
}

std::optional<double> known(double value) { return std::isnan(value) ? std::nullopt : std::optional(value); }

void add_sections(const Scenario& scenario, std::vector<SweepableParameter>& out) {
  for (const ParameterOrigin& origin : scenario.origins) {
    const auto address = find_parameter(origin.id);
    // How long and how often a scenario is run is no property of the district.
    if (!address || origin.id.rfind("scenario.", 0) == 0) continue;
    out.push_back(sweepable(origin.id, *address->row, origin.value, origin.low, origin.high));
  }
}

/// The numbers of a value that an option can set one by one: itself, those of the years that are named, those of the rows of a table.
void add_numbers(const std::string& id, const ParameterRow& row, const RuleValue& value, std::vector<SweepableParameter>& out) {
  if (numeric(row)) out.push_back(sweepable(id, row, value.number, known(row.low), known(row.high)));
  for (const RuleValue& cell : value.cells) {
    if (row.type == ParameterType::by_year) {
      out.push_back(sweepable(fmt::format("{}.{}", id, cell.year), row, cell.number, known(row.low), known(row.high)));
    } else if (row.type == ParameterType::table) {
      for (std::size_t c = 0; c < cell.cells.size(); ++c) {
        add_numbers(fmt::format("{}.{}.{}", id, cell.text, row.columns[c].path), row.columns[c], cell.cells[c], out);
      }
    }
  }
}

void add_rules(const Scenario& scenario, const RuleCatalog& rules, std::vector<SweepableParameter>& out) {
  for (const RuleSpec& spec : scenario.rules) {
    const auto found = rules.find(spec.id);
    const auto* rule = std::get_if<RuleDescription>(&found);
    if (rule == nullptr) continue;
    std::string table = spec.id;
    std::replace(table.begin(), table.end(), '/', '.');
    for (std::size_t i = 0; i < rule->rows.size(); ++i) {
      add_numbers(fmt::format("{}.{}", table, rule->rows[i].path), rule->rows[i], spec.values[i], out);
    }
  }
}

/// Whether an id is that of a number, or of the value by year or the table that it stands in.
bool names_number(std::string_view id, std::string_view number) {
  return number.starts_with(id) && (number.size() == id.size() || number[id.size()] == '.');
}

StudyMistake no_number(const std::string& request, std::string_view text) {
  return {fmt::format("'{}' in --vary {} is no number", text, request), "write ID, ID=LOW..HIGH or ID=V1,V2,V3"};
}

std::variant<VariedParameter, StudyMistake> with_range(const SweepableParameter& known, const std::string& request, std::string_view low,
                                                       std::string_view high) {
  const auto from = parse_number(low);
  const auto to = parse_number(high);
  if (!from || !to) return no_number(request, from ? high : low);
  if (!(*from < *to)) return StudyMistake{fmt::format("--vary {}: {} is not below {}", request, low, high), ""};
  for (const double end : {*from, *to}) {
    if (auto mistake = refused_value(known, end)) return std::move(*mistake);
  }
  VariedParameter parameter = known.parameter;
  parameter.axis.low = *from;
  parameter.axis.high = *to;
  return parameter;
}

std::variant<VariedParameter, StudyMistake> with_values(const SweepableParameter& known, const std::string& request,
                                                        std::string_view list) {
  VariedParameter parameter = known.parameter;
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t comma = std::min(list.find(',', at), list.size());
    const std::string_view text = list.substr(at, comma - at);
    const auto value = parse_number(text);
    if (!value) return no_number(request, text);
    if (auto mistake = refused_value(known, *value)) return std::move(*mistake);
    parameter.values.push_back(*value);
    at = comma + 1;
  }
  const auto [low, high] = std::minmax_element(parameter.values.begin(), parameter.values.end());
  parameter.axis.low = *low;
  parameter.axis.high = *high;
  return parameter;
}

}  // namespace

double VariedParameter::usable(double value) const {
  return axis.integer ? std::round(value) : unit == "CNY" ? std::round(value * kFenPerYuan) / kFenPerYuan : value;
}

std::vector<std::string> VariedParameter::settings(double value) const {
  std::vector<std::string> out{fmt::format("{}={}", id, number_text(value))};
  for (const Follower& one : followers) out.push_back(fmt::format("{}={}", one.id, number_text(one.base * (value / axis.base))));
  return out;
}

std::optional<StudyMistake> refused_value(const SweepableParameter& parameter, double value) {
  const VariedParameter& one = parameter.parameter;
  if (value < parameter.min || value > parameter.max) {
    return StudyMistake{fmt::format("{} = {} is outside what it may be", one.id, number_text(value)),
                        fmt::format("from {} to {}", number_text(parameter.min), number_text(parameter.max))};
  }
  if (one.axis.integer && value != std::floor(value))
    return StudyMistake{fmt::format("{} = {} must be a whole number", one.id, number_text(value)), ""};
  return std::nullopt;
}

std::vector<SweepableParameter> sweepable_parameters(const Scenario& scenario, const RuleCatalog& rules) {
  std::vector<SweepableParameter> out;
  add_sections(scenario, out);
  add_rules(scenario, rules, out);
  for (SweepableParameter& one : out) {
    one.decided = std::any_of(scenario.decided.begin(), scenario.decided.end(),
                              [&](const std::string& id) { return names_number(id, one.parameter.id); });
  }
  return out;
}

std::variant<SweepableParameter, StudyMistake> find_sweepable(const std::string& id, const std::vector<SweepableParameter>& known) {
  const auto found = std::find_if(known.begin(), known.end(), [&](const SweepableParameter& one) { return one.parameter.id == id; });
  if (found != known.end()) return *found;
  if (auto instead = instead_of_retired(id)) {
    return StudyMistake{fmt::format("'{}' is no longer a parameter", id), std::move(*instead)};
  }
  std::vector<Candidate> candidates;
  for (const SweepableParameter& one : known) candidates.push_back({one.parameter.id, one.parameter.name_en});
  return StudyMistake{fmt::format("there is no numeric parameter '{}' in this scenario", piece(id)), suggestion(id, candidates)};
}

std::variant<VariedParameter, StudyMistake> read_request(const std::string& request, const std::vector<SweepableParameter>& known) {
  const std::size_t equals = std::min(request.find('='), request.size());
  const std::string id = request.substr(0, equals);
  const auto looked_up = find_sweepable(id, known);
  if (const StudyMistake* mistake = std::get_if<StudyMistake>(&looked_up)) return *mistake;
  const SweepableParameter* found = std::get_if<SweepableParameter>(&looked_up);
  const VariedParameter& parameter = found->parameter;
  if (equals == request.size()) {
    if (found->ranged) return parameter;
    return StudyMistake{fmt::format("{} has no range in the data", id),
                        fmt::format("give one: --vary {}=LOW..HIGH, within {} to {}", id, number_text(parameter.axis.low),
                                    number_text(parameter.axis.high))};
  }
  const std::string_view range = std::string_view(request).substr(equals + 1);
  const std::size_t dots = range.find("..");
  return dots != std::string_view::npos ? with_range(*found, request, range.substr(0, dots), range.substr(dots + 2))
                                        : with_values(*found, request, range);
}

void add_followers(std::vector<VariedParameter>& parameters, const std::vector<SweepableParameter>& known) {
  constexpr std::string_view kMedian = ".median";
  const auto varied = [&](const std::string& id) {
    return std::any_of(parameters.begin(), parameters.end(), [&](const VariedParameter& one) { return one.id == id; });
  };
  for (VariedParameter& one : parameters) {
    if (!one.id.ends_with(kMedian) || one.axis.base == 0) continue;
    const std::string stem = one.id.substr(0, one.id.size() - kMedian.size());
    for (const char* end : {".low", ".high"}) {
      const auto found =
          std::find_if(known.begin(), known.end(), [&](const SweepableParameter& other) { return other.parameter.id == stem + end; });
      if (found != known.end() && !varied(found->parameter.id)) one.followers.push_back({found->parameter.id, found->parameter.axis.base});
    }
  }
}

std::vector<Axis> design_axes(const std::vector<VariedParameter>& parameters) {
  std::vector<Axis> out;
  for (const VariedParameter& one : parameters) {
    const auto count = static_cast<int>(one.values.size());
    out.push_back(count == 0 ? one.axis : Axis{0, count - 1.0, 0, true, count, Shape::uniform});
  }
  return out;
}

bool follows_median(const std::string& id, const std::vector<SweepableParameter>& known) {
  if (!id.ends_with(".low") && !id.ends_with(".high")) return false;
  const std::string median = id.substr(0, id.rfind('.')) + ".median";
  return std::any_of(known.begin(), known.end(), [&](const SweepableParameter& one) { return one.parameter.id == median; });
}

}  // namespace eldercast
