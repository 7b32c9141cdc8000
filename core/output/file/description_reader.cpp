#include "output/file/description_reader.hpp"

#include <algorithm>
#include <charconv>
#include <type_traits>

#include "output/file/scenario_attributes.hpp"
#include "output/file/schema.hpp"
#include "output/statistics.hpp"
#include "text/characters.hpp"

namespace eldercast {
namespace {

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

/// A column as the file has it; `like` has its type.
Column stored_column(const Tables& tables, const std::string& name, Column like) {
  std::visit(
      [&]<class Cell>(std::vector<Cell>& cells) {
        if constexpr (std::is_same_v<Cell, std::string>) {
          cells = name == "data_table_text" ? tables.whole_texts(name) : tables.texts(name);
        } else {
          cells = tables.numbers<Cell>(name);
        }
      },
      like);
  return like;
}

/// All tables of the scenario: the lines first, then what is known of each.
void read_tables(const Tables& tables, Description& out) {
  const auto read = [&](const ColumnSource& source, const std::string& name) {
    if (source.take != nullptr) source.take(stored_column(tables, name, source(Description{})), out);
  };
  for (const Dim dim : scenario_tables()) read(dimension(dim).coordinates, std::string(dimension(dim).name));
  for (const LabelRow& label : label_table()) read(label.values, label_name(label));
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

void read_plugins(const h5::Handle& group, RunInfo& info) {
  if (!h5::exists(group.id(), "plugin")) return;
  const auto ids = h5::read_texts(group.id(), "plugin");
  const auto versions = h5::read_texts(group.id(), "plugin_version");
  const auto files = h5::read_texts(group.id(), "plugin_file");
  const auto hashes = h5::read_texts(group.id(), "plugin_sha256");
  for (std::size_t i = 0; i < ids.size(); ++i) info.plugins.push_back({ids[i], versions.at(i), files.at(i), hashes.at(i)});
}

void read_uncertain(const h5::Handle& file, RunInfo& info) {
  if (!h5::exists(file.id(), "uncertainty")) return;
  const h5::Handle group = h5::open_group(file.id(), "uncertainty");
  const auto ids = h5::read_texts(group.id(), "uncertain_parameter");
  const auto names = h5::read_texts(group.id(), "uncertain_parameter_name_zh");
  const auto units = h5::read_texts(group.id(), "uncertain_parameter_unit");
  const auto low = h5::read_numbers<double>(group.id(), "uncertain_parameter_low");
  const auto base = h5::read_numbers<double>(group.id(), "uncertain_parameter_base");
  const auto high = h5::read_numbers<double>(group.id(), "uncertain_parameter_high");
  const auto values = h5::read_numbers<double>(group.id(), "value");
  if (!ids.empty() && values.size() % ids.size() != 0) throw h5::Error("/uncertainty/value does not fit the table of parameters");
  for (std::size_t i = 0; i < ids.size(); ++i) {
    UncertainParameter one{ids[i], names.at(i), units.at(i), low.at(i), base.at(i), high.at(i), {}};
    for (std::size_t cell = i; cell < values.size(); cell += ids.size()) one.values.push_back(values[cell]);
    info.uncertain.push_back(std::move(one));
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
  read_tables(tables, out);
  read_own_targets(tables, out);
  const h5::Handle district = h5::open_group(file.id(), "district");
  const Tables named(district.id());
  out.names.payers = read_own_names<Payer>(named, "payer");
  out.names.purposes = read_own_names<Purpose>(named, "purpose");
  out.names.roles = read_own_names<Role>(named, "role");
  out.clauses = tables.texts("clause");
  std::replace(out.clauses.begin(), out.clauses.end(), std::string(kNoClause), std::string{});
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
  return out;
}

RunInfo read_run_info(const h5::Handle& file) {
  RunInfo info;
  const h5::Handle group = h5::open_group(file.id(), "provenance");
  info.compiler = h5::read_text_attribute(group.id(), "compiler");
  info.build_tag = h5::read_text_attribute(group.id(), "build_tag");
  info.threads = h5::read_attribute<std::int32_t>(group.id(), "threads");
  const auto names = h5::read_texts(group.id(), "library");
  const auto built = h5::read_texts(group.id(), "library_built");
  const auto running = h5::read_texts(group.id(), "library_running");
  for (std::size_t i = 0; i < names.size(); ++i) info.libraries.push_back({names[i], built.at(i), running.at(i)});
  read_plugins(group, info);
  read_uncertain(file, info);
  return info;
}

}  // namespace eldercast
