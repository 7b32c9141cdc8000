#include "output/file/description_reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>
#include <type_traits>
#include <unordered_map>

#include "output/file/dimension.hpp"
#include "output/file/scenario_attributes.hpp"
#include "output/statistics.hpp"
#include "text/characters.hpp"

namespace eldercast {

namespace {

template <class Enum>
Enum enum_of(const std::string& text) {
  const auto& names = Names<Enum>::kText;
  const auto at = std::find(names.begin(), names.end(), text);
  if (at == names.end()) throw h5::Error("'" + piece(text) + "' is not a known name");
  return static_cast<Enum>(at - names.begin());
}

/// The labels and coordinates in /scenario. A table without rows has no datasets.
class Tables {
 public:
  explicit Tables(hid_t group) : group_(group) {}

  [[nodiscard]] std::vector<std::string> texts(const std::string& name) const {
    std::vector<std::string> out;
    if (h5::exists(group_, name)) out = h5::read_texts(group_, name);
    for (std::string& text : out) text = plain_line(text);
    return out;
  }
  /// The same as they stand: tables have lines, and their digest is of every byte.
  [[nodiscard]] std::vector<std::string> whole_texts(const std::string& name) const {
    return h5::exists(group_, name) ? h5::read_raw_texts(group_, name) : std::vector<std::string>{};
  }
  template <class T>
  [[nodiscard]] std::vector<T> numbers(const std::string& name) const {
    return h5::exists(group_, name) ? h5::read_numbers<T>(group_, name) : std::vector<T>{};
  }

 private:
  hid_t group_;
};

/// How many rows of a table are the same as its first one until another comes.
std::int32_t first_rows_alike(const std::vector<double>& cells, std::size_t columns) {
  if (columns == 0 || cells.size() < columns) return 1;
  std::size_t rows = 1;
  const auto row = [&](std::size_t r) { return cells.begin() + static_cast<std::ptrdiff_t>(r * columns); };
  while ((rows + 1) * columns <= cells.size() && std::equal(row(0), row(1), row(rows))) ++rows;
  return static_cast<std::int32_t>(rows);
}

/// Positions in a table by code.
class Positions {
 public:
  explicit Positions(const std::vector<std::string>& codes) {
    for (std::size_t i = 0; i < codes.size(); ++i) at_.emplace(codes[i], i);
  }
  [[nodiscard]] std::size_t find(const std::string& code) const {
    const auto found = at_.find(code);
    if (found == at_.end()) throw h5::Error("'" + piece(code) + "' is not in the table that it points at");
    return found->second;
  }

 private:
  std::unordered_map<std::string_view, std::size_t> at_;
};

constexpr int kFirstYear = 1900;  // as a scenario may have them
constexpr int kLastYear = 2200;

YearMonth month_of(const std::string& text) {
  int year = 0;
  int month = 0;
  const char* end = text.data() + text.size();
  const auto [dash, year_error] = std::from_chars(text.data(), end, year);
  if (year_error != std::errc{} || dash == end || *dash != '-') throw h5::Error("'" + piece(text) + "' is not a year and month");
  const auto [last, month_error] = std::from_chars(dash + 1, end, month);
  if (month_error != std::errc{} || last != end || month < 1 || month > 12 || year < kFirstYear || year > kLastYear)
    throw h5::Error("'" + piece(text) + "' is not a year and month");
  return {year, month};
}

std::optional<double> absent_if_nan(double value) { return std::isnan(value) ? std::nullopt : std::optional(value); }

void read_places(const Tables& tables, Description& out) {
  const auto town_codes = tables.texts("town");
  const Positions town_positions(town_codes);
  const auto town_zh = tables.texts("town_name_zh");
  const auto town_en = tables.texts("town_name_en");
  const auto town_kinds = tables.texts("town_kind");
  const auto lon = tables.numbers<double>("town_lon");
  const auto lat = tables.numbers<double>("town_lat");
  for (std::size_t i = 0; i < town_codes.size(); ++i) {
    out.towns.push_back({town_codes[i], town_zh.at(i), town_en.at(i), enum_of<TownKind>(town_kinds.at(i)), lon.at(i), lat.at(i)});
  }
  const auto codes = tables.texts("settlement");
  const auto names = tables.texts("settlement_name_zh");
  const auto names_en = tables.texts("settlement_name_en");
  const auto kinds = tables.texts("settlement_kind");
  const auto towns = tables.texts("settlement_town");
  for (std::size_t i = 0; i < codes.size(); ++i) {
    out.settlements.push_back(
        {codes[i], names.at(i), names_en.at(i), TownId(town_positions.find(towns.at(i))), enum_of<SettlementKind>(kinds.at(i))});
  }
}

void read_facilities(const Tables& tables, Description& out) {
  const auto settlement_codes = tables.texts("settlement");
  const Positions settlements(settlement_codes);
  const auto ids = tables.texts("facility");
  const auto kinds = tables.texts("facility_kind");
  const auto places = tables.texts("facility_settlement");
  const auto assumed = tables.numbers<std::uint8_t>("facility_siting_assumed");
  const auto gone = tables.numbers<std::int32_t>("facility_gone");
  for (std::size_t i = 0; i < ids.size(); ++i) {
    out.facilities.push_back({ids[i], enum_of<FacilityKind>(kinds.at(i)), SettlementId(settlements.find(places.at(i))), assumed.at(i) != 0,
                              gone.at(i) < 0 || gone.at(i) >= out.months() ? std::nullopt : std::optional(out.start + gone.at(i))});
  }
  const auto project_ids = tables.texts("project");
  const auto project_kinds = tables.texts("project_kind");
  const auto project_places = tables.texts("project_settlement");
  const auto years = tables.numbers<std::int32_t>("project_planned_year");
  const auto built = tables.numbers<std::uint8_t>("project_built");
  const auto confidence = tables.numbers<double>("project_confidence");
  for (std::size_t i = 0; i < project_ids.size(); ++i) {
    out.projects.push_back({project_ids[i], enum_of<FacilityKind>(project_kinds.at(i)),
                            SettlementId(settlements.find(project_places.at(i))), years.at(i), built.at(i) != 0, confidence.at(i)});
  }
}

void read_services(const Tables& tables, Description& out) {
  const auto ids = tables.texts("service");
  const auto zh = tables.texts("service_name_zh");
  const auto en = tables.texts("service_name_en");
  const auto units = tables.texts("service_unit");
  const auto in_bed = tables.numbers<std::uint8_t>("service_in_bed");
  const auto needs_hub = tables.numbers<std::uint8_t>("service_needs_hub");
  const auto lists = tables.numbers<std::uint8_t>("service_is_list");
  const auto independent = tables.numbers<double>("service_fee_independent");
  const auto partial = tables.numbers<double>("service_fee_partial");
  const auto full = tables.numbers<double>("service_fee_full");
  for (std::size_t i = 0; i < ids.size(); ++i) {
    out.services.push_back({ids[i],
                            zh.at(i),
                            en.at(i),
                            units.at(i),
                            in_bed.at(i) != 0,
                            needs_hub.at(i) != 0,
                            lists.at(i) != 0,
                            {{independent.at(i), partial.at(i), full.at(i)}}});
  }
}

void read_origins(const Tables& tables, Description& out) {
  const auto ids = tables.texts("parameter");
  const auto values = tables.numbers<double>("parameter_value");
  const auto low = tables.numbers<double>("parameter_low");
  const auto high = tables.numbers<double>("parameter_high");
  const auto units = tables.texts("parameter_unit");
  const auto quality = tables.texts("parameter_quality");
  const auto sources = tables.texts("parameter_source");
  for (std::size_t i = 0; i < ids.size(); ++i) {
    out.origins.push_back(
        {ids[i], values.at(i), absent_if_nan(low.at(i)), absent_if_nan(high.at(i)), units.at(i), quality.at(i), sources.at(i)});
  }
}

/// What stands behind the program's own; files of older programs have nothing there.
template <class Enum>
std::vector<OwnName> read_own_names(const Tables& tables, const std::string& dimension) {
  const auto ids = tables.texts(dimension);
  std::vector<OwnName> out;
  if (ids.size() <= kCount<Enum>) return out;
  if (ids.size() > kRoom<Enum>) throw h5::Error("there are more names of a " + dimension + " than a scenario may have");
  const auto zh = tables.texts(dimension + "_name_zh");
  const auto en = tables.texts(dimension + "_name_en");
  const auto is_public = tables.numbers<std::uint8_t>(dimension + "_public");
  for (std::size_t i = kCount<Enum>; i < ids.size(); ++i)
    out.push_back({ids[i], zh.at(i), en.at(i), i < is_public.size() && is_public[i] != 0});
  return out;
}

/// Targets of rules are those that judge a figure.
void read_own_targets(const Tables& tables, Description& out) {
  const auto ids = tables.texts("target");
  const auto figures = tables.texts("target_figure");
  const auto clauses = tables.texts("target_clause");
  const auto zh = tables.texts("target_name_zh");
  const auto en = tables.texts("target_name_en");
  const auto thresholds = tables.numbers<double>("target_threshold");
  const auto at_most = tables.numbers<std::uint8_t>("target_at_most");
  const auto due = tables.texts("target_due");
  for (std::size_t i = 0; i < figures.size(); ++i) {
    if (figures[i].empty()) continue;
    const auto figure =
        std::find_if(out.rule_figures.begin(), out.rule_figures.end(), [&](const RuleFigureLine& one) { return one.id == figures[i]; });
    if (figure == out.rule_figures.end()) throw h5::Error("'" + piece(figures[i]) + "' is not a figure of a rule");
    out.own_targets.push_back({ids.at(i), clauses.at(i), zh.at(i), en.at(i), figures[i], figure->unit, at_most.at(i) != 0, thresholds.at(i),
                               month_of(due.at(i))});
  }
}

}  // namespace

Description read_description(const h5::Handle& file) {
  Description out;
  out.id = plain_line(h5::read_text_attribute(file.id(), "scenario"));
  out.name_en = plain_line(h5::read_text_attribute(file.id(), "title"));
  out.name_zh = plain_line(h5::read_text_attribute(file.id(), "title_zh"));
  out.digest = h5::read_text_attribute(file.id(), "scenario_digest");
  out.start = month_of(h5::read_text_attribute(file.id(), "start"));
  out.end = month_of(h5::read_text_attribute(file.id(), "end"));
  if (out.end < out.start) throw h5::Error("it ends before it starts");
  out.seed = h5::read_attribute<std::uint64_t>(file.id(), "seed");

  const h5::Handle group = h5::open_group(file.id(), "scenario");
  each_scenario_number(
      out, [&](const char* name, auto& value) { value = h5::read_attribute<std::remove_reference_t<decltype(value)>>(group.id(), name); });
  out.resolved_text = h5::read_raw_texts(group.id(), "resolved_text").at(0);

  const Tables tables(group.id());
  read_places(tables, out);
  read_facilities(tables, out);
  read_services(tables, out);
  read_origins(tables, out);
  out.rules = tables.texts("rule");
  const auto figure_ids = tables.texts("rule_figure");
  const auto figure_units = tables.texts("rule_figure_unit");
  const auto figure_zh = tables.texts("rule_figure_name_zh");
  const auto figure_en = tables.texts("rule_figure_name_en");
  const auto figure_kinds = tables.texts("rule_figure_kind");
  for (std::size_t i = 0; i < figure_ids.size(); ++i) {
    out.rule_figures.push_back(
        {figure_ids[i], figure_units.at(i), figure_zh.at(i), figure_en.at(i), enum_of<FigureKind>(figure_kinds.at(i))});
  }
  read_own_targets(tables, out);
  const h5::Handle district = h5::open_group(file.id(), "district");
  const Tables named(district.id());
  out.names.payers = read_own_names<Payer>(named, "payer");
  out.names.purposes = read_own_names<Purpose>(named, "purpose");
  out.names.roles = read_own_names<Role>(named, "role");
  out.clauses = tables.texts("clause");
  std::replace(out.clauses.begin(), out.clauses.end(), std::string(kNoClause), std::string{});
  out.data_gaps = tables.texts("gap");
  out.data_gaps_zh = tables.texts("gap_zh");
  if (out.data_gaps_zh.size() != out.data_gaps.size()) out.data_gaps_zh = out.data_gaps;
  if (h5::exists(file.id(), "uncertainty")) {
    const h5::Handle uncertainty = h5::open_group(file.id(), "uncertainty");
    const auto ids = h5::read_texts(uncertainty.id(), "uncertain_parameter");
    const auto values = h5::read_numbers<double>(uncertainty.id(), "value");
    out.uncertain_parameters = static_cast<std::int32_t>(ids.size());
    out.replicates_a_draw = first_rows_alike(values, ids.size());
    const auto low = h5::read_numbers<double>(uncertainty.id(), "uncertain_parameter_low");
    const auto high = h5::read_numbers<double>(uncertainty.id(), "uncertain_parameter_high");
    for (std::size_t i = 0; i < ids.size(); ++i) {
      std::vector<double> of_replicates;
      for (std::size_t cell = i; cell < values.size(); cell += ids.size()) of_replicates.push_back(values[cell]);
      out.drawn.push_back({ids[i], low.at(i), high.at(i), mean(of_replicates)});
    }
  }
  const auto names = tables.texts("data_table");
  const auto paths = tables.texts("data_table_path");
  const auto texts = tables.whole_texts("data_table_text");
  for (std::size_t i = 0; i < names.size(); ++i) out.tables.push_back({names[i], paths.at(i), texts.at(i)});
  return out;
}

}  // namespace eldercast
