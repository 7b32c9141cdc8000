#include "scenario/reader.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "files/named_file.hpp"
#include "scenario/checks/checks.hpp"
#include "scenario/names_reader.hpp"
#include "scenario/parameters/keys_check.hpp"
#include "scenario/parameters/parameter_reader.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "scenario/resolved.hpp"
#include "scenario/shock_reader.hpp"
#include "scenario/source/file_text.hpp"
#include "scenario/tables/tables.hpp"
#include "scenario/text_chain.hpp"
#include "text/utf8.hpp"

namespace eldercast {
namespace {

/// The table of a key if the text has it, else the first line.
Place table_place(const TomlValue& text, std::string_view table) {
  const TomlEntry* entry = text.at(table);
  return entry != nullptr && entry->value.kind == TomlValue::Kind::table ? entry->value.place : text.place;
}

/// Entries that are no rows: names, seed, gaps, priority, paths.
class SpecialReader {
 public:
  SpecialReader(const TomlValue& text, Diagnostics& diagnostics) : text_(text), diagnostics_(diagnostics) {}

  void read(Scenario& scenario) {
    read_id(scenario);
    scenario.name_zh = read_name("name_zh");
    scenario.name_en = read_name("name_en");
    read_seed(scenario);
    read_as_of(scenario);
    read_gaps(scenario);
    read_decided(scenario);
    read_priority(scenario);
  }

  std::vector<DataFile> read_data() {
    std::vector<DataFile> files;
    std::uintmax_t bytes = 0;
    std::vector<std::string_view> names = data_tables();
    for (const std::string_view name : optional_data_tables()) {
      if (text_.at(fmt::format("data.{}", name)) != nullptr) names.push_back(name);
    }
    for (const std::string_view name : names) {
      const TomlEntry* entry = wanted("data", name, TomlValue::Kind::text);
      if (entry == nullptr) continue;
      const std::optional<std::filesystem::path> path = inside(entry->value, name);
      if (!path) continue;
      const std::filesystem::path& text_path = entry->value.place.source->path();
      const std::string text_name = entry->value.place.source->option() ? text_.place.source->name() : entry->value.place.source->name();
      const std::string shown = (std::filesystem::path(text_name).parent_path() / entry->value.text).lexically_normal().string();
      files.push_back({name, text_path.parent_path(), *path, read_table_text(*path, shown, entry->value.place, diagnostics_)});
      if (const SourceRef& source = files.back().source) bytes += source->text().size();
      if (bytes > kLargestTables) {
        report("scenario.limit", entry->value.place, fmt::format("the tables have more than {} bytes together", kLargestTables));
        files.clear();
        return files;
      }
    }
    return files;
  }

 private:
  void report(const char* code, const Place& place, std::string message, std::string help = "", std::vector<Note> notes = {}) {
    diagnostics_.add({code, place, std::move(message), std::move(notes), std::move(help)});
  }

  bool has_kind(const TomlEntry& entry, std::string_view id, TomlValue::Kind kind) {
    if (entry.value.kind == kind) return true;
    report("scenario.type", entry.value.place, fmt::format("{} must be {}, not {}", id, kind_name(kind), kind_name(entry.value.kind)));
    return false;
  }

  /// A required entry of a kind, or null after a problem. Text must not be empty.
  const TomlEntry* wanted(std::string_view table, std::string_view key, TomlValue::Kind kind) {
    const std::string id = fmt::format("{}.{}", table, key);
    const TomlEntry* entry = text_.at(id);
    if (entry == nullptr) {
      report("scenario.required", table_place(text_, table), fmt::format("{} is required", id));
      return nullptr;
    }
    if (!has_kind(*entry, id, kind)) return nullptr;
    if (kind == TomlValue::Kind::text && entry->value.text.empty()) {
      report("scenario.required", entry->value.place, fmt::format("{} must not be empty", id));
      return nullptr;
    }
    return entry;
  }

  std::string read_name(std::string_view key) {
    const TomlEntry* entry = wanted("scenario", key, TomlValue::Kind::text);
    if (entry == nullptr) return {};
    const auto found = control_in(entry->value.text);
    // parse_toml has reported the others.
    if (found && !control_in(entry->value.text, true)) {
      report("scenario.text", entry->value.place, control_message(fmt::format("scenario.{}", key), *found), kNameHelp);
    }
    return plain_line(entry->value.text);
  }

  void read_id(Scenario& scenario) {
    const TomlEntry* id = wanted("scenario", "id", TomlValue::Kind::text);
    if (id == nullptr) return;
    scenario.id = id->value.text;
    const bool plain = scenario.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
    if (!plain) report("scenario.type", id->value.place, "scenario.id may only have the characters a-z, 0-9 and -");
  }

  void read_seed(Scenario& scenario) {
    const TomlEntry* seed = text_.at("scenario.seed");
    if (seed == nullptr) return;
    const std::string& word = seed->value.text;
    if (seed->value.kind == TomlValue::Kind::text && !word.empty() && word.find_first_not_of("0123456789") == std::string::npos) {
      report("scenario.range", seed->value.place, fmt::format("scenario.seed = {} is no whole number from 0 to {}", word, INT64_MAX));
      return;
    }
    if (!has_kind(*seed, "scenario.seed", TomlValue::Kind::integer)) return;
    if (seed->value.integer < 0) {
      report("scenario.range", seed->value.place, fmt::format("scenario.seed = {} must not be negative", seed->value.integer));
      return;
    }
    scenario.seed = static_cast<std::uint64_t>(seed->value.integer);
  }

  void read_as_of(Scenario& scenario) {
    const TomlEntry* as_of = text_.at("scenario.as_of");
    if (as_of == nullptr || !has_kind(*as_of, "scenario.as_of", TomlValue::Kind::text)) return;
    scenario.as_of = parse_year_month(as_of->value.text);
    if (!scenario.as_of) {
      report("scenario.type", as_of->value.place, fmt::format("'{}' is not a year and month", piece(as_of->value.text)),
             "write it as 2021-06");
    } else if (text_.at("data.observed") == nullptr) {
      report("scenario.required", as_of->value.place, "scenario.as_of needs a table of what was observed",
             "name it: data.observed = \"observed.csv\"; a table with no row says that nothing has opened");
    }
  }

  void read_gaps(Scenario& scenario) {
    scenario.data_gaps = read_lines("scenario.gaps");
    scenario.data_gaps_zh = read_lines("scenario.gaps_zh");
    if (scenario.data_gaps_zh.empty()) scenario.data_gaps_zh = scenario.data_gaps;
    if (scenario.data_gaps_zh.size() == scenario.data_gaps.size()) return;
    report("scenario.length", text_.at("scenario.gaps_zh")->value.place,
           fmt::format("scenario.gaps_zh has {} items and scenario.gaps has {}", scenario.data_gaps_zh.size(), scenario.data_gaps.size()),
           "say every gap in both languages, in the same order");
    scenario.data_gaps_zh = scenario.data_gaps;
  }

  /// The texts of a list; none if it is not there.
  std::vector<std::string> read_lines(const char* path) {
    const TomlEntry* entry = text_.at(path);
    std::vector<std::string> out;
    if (entry == nullptr || !has_kind(*entry, path, TomlValue::Kind::array)) return out;
    for (const TomlValue& item : entry->value.items) {
      if (item.kind == TomlValue::Kind::text) {
        out.push_back(plain_line(item.text));
      } else {
        report("scenario.type", item.place, fmt::format("an item of {} must be text, not {}", path, kind_name(item.kind)));
      }
    }
    return out;
  }

  void read_decided(Scenario& scenario) {
    const TomlEntry* decided = text_.at("scenario.decided");
    if (decided == nullptr || !has_kind(*decided, "scenario.decided", TomlValue::Kind::array)) return;
    for (const TomlValue& item : decided->value.items) {
      if (item.kind == TomlValue::Kind::text) {
        scenario.decided.push_back(item.text);
      } else {
        report("scenario.type", item.place, fmt::format("an item of scenario.decided must be text, not {}", kind_name(item.kind)));
      }
    }
  }

  void read_priority(Scenario& scenario) {
    const TomlEntry* priority = wanted("allocation", "priority", TomlValue::Kind::array);
    if (priority == nullptr) return;
    PerEnum<PriorityGroup, const TomlValue*> seen{};
    const std::vector<Candidate> groups = candidates_of(Names<PriorityGroup>::kText);
    std::int32_t rank = 0;
    bool good = true;
    for (const TomlValue& item : priority->value.items) {
      const auto known = std::find_if(groups.begin(), groups.end(), [&](const Candidate& group) { return group.name == item.text; });
      if (item.kind != TomlValue::Kind::text || known == groups.end()) {
        report("scenario.choice", item.place, fmt::format("{} is not a priority group", excerpt(item.place)),
               suggestion(item.text, groups));
        good = false;
        continue;
      }
      const auto group = static_cast<PriorityGroup>(known - groups.begin());
      if (seen[group] != nullptr) {
        report("scenario.priority", item.place, fmt::format("'{}' stands twice in allocation.priority", item.text), "",
               {{"it stands first", seen[group]->place}});
        good = false;
        continue;
      }
      seen[group] = &item;
      scenario.allocation.rank[group] = rank++;
    }
    std::string missing;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (seen.cells[i] == nullptr) missing += fmt::format("{}'{}'", missing.empty() ? "" : ", ", groups[i].name);
    }
    if (good && !missing.empty()) {
      report("scenario.priority", priority->value.place, fmt::format("allocation.priority does not have {}", missing),
             "every group stands in it exactly once");
    }
  }

  /// The canonical path of a table: a CSV file of the folder of the text that names it.
  std::optional<std::filesystem::path> inside(const TomlValue& value, std::string_view name) {
    const std::filesystem::path relative = value.text;
    const std::filesystem::path folder = value.place.source->path().parent_path();
    const bool climbs = std::any_of(relative.begin(), relative.end(), [](const auto& part) { return part == ".."; });
    using Found = std::variant<std::filesystem::path, Misplaced>;
    const Found found = climbs ? Found(Misplaced::outside) : resolve_named(relative, {folder, folder, kCsvEnding});
    if (const auto* path = std::get_if<std::filesystem::path>(&found)) return *path;
    const std::string entry = fmt::format("data.{} = '{}'", name, piece(value.text));
    switch (std::get<Misplaced>(found)) {
      case Misplaced::outside:
        report("scenario.path", value.place, entry + " leaves the folder of the file that names it",
               "keep the tables of a scenario in its own folder and write paths that start there");
        break;
      case Misplaced::hidden:
        report("scenario.path", value.place, entry + " is hidden: a part of its path begins with a dot",
               "give the table a name that everybody sees");
        break;
      case Misplaced::ending:
        report("scenario.path", value.place, entry + " is not a CSV file by its name", "name a file that ends in .csv");
        break;
    }
    return std::nullopt;
  }

  const TomlValue& text_;
  Diagnostics& diagnostics_;
};

std::optional<CsvTable> parse_table(const DataFile& file, Diagnostics& diagnostics) {
  if (!file.source) return std::nullopt;
  return CsvTable::parse(file.source, columns_of(file.name), diagnostics, optional_columns_of(file.name));
}

/// What stands in files: the text with options and layers, the tables, and the rows of the scenario that come from tables.
struct FromFiles {
  TomlValue text;
  SourceRef first;  ///< of the chain: the file that extends no other
  std::vector<DataFile> data;
  Tables tables;
  std::optional<ParameterDefaults> defaults;
};

/// Reads the text and parses the tables; the rows of the tables are not looked at yet.
bool read_files(const std::filesystem::path& file, const ReadOptions& options, FromFiles& files, Scenario& scenario,
                Diagnostics& diagnostics) {
  std::optional<TextChain> chain = load_chain(file, diagnostics);
  if (!chain) return false;
  files.text = std::move(chain->text);
  files.first = chain->first;
  apply_options(files.text, options.sets, files.text.place.source->path(), diagnostics);
  for (const TomlValue& layer : options.layers) merge(files.text, layer, true);
  check_keys(files.text, "", scenario_keys(), diagnostics);
  SpecialReader special(files.text, diagnostics);
  special.read(scenario);
  files.data = special.read_data();
  std::size_t cells = 0;
  for (const DataFile& data : files.data) {
    const bool parameters = data.name == "parameters";
    std::optional<CsvTable> table = parse_table(data, diagnostics);
    if (!table) continue;
    cells += table->cells();
    if (cells > kMostCells) {
      diagnostics.add({"scenario.limit", table->header(), fmt::format("the tables have more than {} cells together", kMostCells), {}, ""});
      return false;
    }
    if (!parameters) {
      files.tables.csv.emplace(data.name, std::move(*table));
    } else if (const ParameterDefaults read = read_defaults(*table, diagnostics); table->complete()) {
      files.defaults = read;
    }
  }
  return true;
}

/// A table is named by an option: what was kept of the tables does not hold.
bool names_table(const std::string& option) {
  const std::size_t start = option.find_first_not_of(" \t");
  return start != std::string::npos && option.compare(start, 4, "data") == 0;
}

}  // namespace

ReadResult read_scenario(const std::filesystem::path& file, const ReadOptions& options) {
  ReadResult result;
  Diagnostics& diagnostics = result.diagnostics;
  FromFiles files;
  Scenario scenario;
  if (!read_files(file, options, files, scenario, diagnostics)) return result;
  const std::vector<ReadSection> sections = read_sections(files.text, files.defaults ? &*files.defaults : nullptr, scenario, diagnostics);
  scenario.names = read_names(files.text, diagnostics);
  const std::vector<ReadRule> rules = read_rules(files.text, options.rules, scenario, diagnostics);
  read_tables(files.tables, scenario, diagnostics);
  const std::vector<ReadShock> shocks = read_shocks(files.text, files.tables, scenario, diagnostics);
  const ValueIndex values(sections, files.text);
  check_scenario(scenario, files.tables, values, diagnostics);
  check_as_of(scenario, files.text, values, diagnostics);
  apply_choices(scenario);
  check_stocks(rules, diagnostics);
  check_decided({sections, rules}, files.text, diagnostics);
  check_shocks(shocks, scenario, values, diagnostics);
  if (diagnostics.has_errors()) return result;

  decide_what_was_set({sections, rules}, *files.first, scenario.decided);
  scenario.resolved_text = resolved_text(scenario, files.text, sections, shocks, rules, files.data);
  scenario.tables = std::make_shared<const std::vector<DataTable>>(data_tables_of(files.data));
  scenario.digest = digest_of(scenario.resolved_text, *scenario.tables);
  result.scenario = std::move(scenario);
  return result;
}

struct ScenarioReader::Prepared {
  FromFiles files;
  Scenario rows;  ///< of the tables
  KeyTree keys = scenario_keys();
};

ScenarioReader::ScenarioReader(std::filesystem::path file, std::vector<std::string> sets, const RuleCatalog& rules)
    : file_(std::move(file)), sets_(std::move(sets)), rules_(&rules) {
  auto prepared = std::make_unique<Prepared>();
  Diagnostics diagnostics;
  Scenario specials;
  if (!read_files(file_, {sets_, rules_}, prepared->files, specials, diagnostics) || !prepared->files.defaults) return;
  read_tables(prepared->files.tables, prepared->rows, diagnostics);
  if (!diagnostics.has_errors()) prepared_ = std::move(prepared);
}

ScenarioReader::~ScenarioReader() = default;

ReadResult ScenarioReader::read(const std::vector<std::string>& sets) const {
  if (prepared_ == nullptr || std::any_of(sets.begin(), sets.end(), names_table)) {
    std::vector<std::string> all = sets_;
    all.insert(all.end(), sets.begin(), sets.end());
    return read_scenario(file_, {std::move(all), rules_});
  }
  ReadResult result;
  Diagnostics& diagnostics = result.diagnostics;
  const FromFiles& files = prepared_->files;
  TomlValue text = files.text;
  apply_options(text, sets, text.place.source->path(), diagnostics);
  check_keys(text, "", prepared_->keys, diagnostics);
  Scenario scenario = prepared_->rows;
  SpecialReader(text, diagnostics).read(scenario);
  const std::vector<ReadSection> sections = read_sections(text, &*files.defaults, scenario, diagnostics);
  scenario.names = read_names(text, diagnostics);
  const std::vector<ReadRule> rules = read_rules(text, rules_, scenario, diagnostics);
  const std::vector<ReadShock> shocks = read_shocks(text, files.tables, scenario, diagnostics);
  const ValueIndex values(sections, text);
  check_scenario(scenario, files.tables, values, diagnostics);
  check_as_of(scenario, text, values, diagnostics);
  apply_choices(scenario);
  check_stocks(rules, diagnostics);
  check_decided({sections, rules}, text, diagnostics);
  check_shocks(shocks, scenario, values, diagnostics);
  if (!diagnostics.has_errors()) result.scenario = std::move(scenario);
  return result;
}

}  // namespace eldercast
