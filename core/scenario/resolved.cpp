#include "scenario/resolved.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/base/require.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "scenario/source/sha256.hpp"
#include "scenario/text_chain.hpp"

namespace eldercast {
namespace {

class Writer {
 public:
  explicit Writer(std::filesystem::path root) : root_(std::move(root)) {}

  void line(std::string_view content) { text_ += fmt::format("{}\n", content); }
  void table(std::string_view name) { text_ += fmt::format("\n[{}]\n", name); }
  void entry(std::string_view key, std::string_view value, std::string_view origin) {
    text_ += fmt::format("{} = {}  # {}\n", key, value, origin);
  }
  void entry(const ReadValue& read) { entry(read.row->path, literal(*read.row, read.value), origin_of(read)); }
  void entry(const ValueLine& line) { entry(line.key, line.literal, origin_of(line)); }

  [[nodiscard]] std::string origin_of(const Place& place) const {
    if (place.source->option()) return "--set";
    return fmt::format("{}:{}", relative(place.source->path()), place.line);
  }
  [[nodiscard]] std::string relative(const std::filesystem::path& path) const { return path.lexically_relative(root_).generic_string(); }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  template <class Read>
  [[nodiscard]] std::string origin_of(const Read& read) const {
    return read.from == From::fallback ? "default of the program" : origin_of(read.place);
  }

  std::filesystem::path root_;
  std::string text_;
};

template <class Texts>
std::string text_array(const Texts& texts) {
  std::string array;
  for (const auto& text : texts) array += (array.empty() ? "" : ", ") + toml_string(text);
  return "[" + array + "]";
}

/// The entries of a section that are no rows.
void write_special(Writer& writer, const Scenario& scenario, const TomlValue& text, std::string_view section) {
  const auto origin = [&](std::string_view id) {
    const TomlEntry* entry = text.at(id);
    return entry == nullptr ? std::string("default of the program") : writer.origin_of(entry->value.place);
  };
  if (section == "scenario") {
    writer.entry("id", toml_string(scenario.id), origin("scenario.id"));
    writer.entry("name_zh", toml_string(scenario.name_zh), origin("scenario.name_zh"));
    writer.entry("name_en", toml_string(scenario.name_en), origin("scenario.name_en"));
    writer.entry("seed", std::to_string(scenario.seed), origin("scenario.seed"));
    if (scenario.as_of) writer.entry("as_of", toml_string(year_month_text(*scenario.as_of)), origin("scenario.as_of"));
    if (!scenario.decided.empty()) writer.entry("decided", text_array(scenario.decided), origin("scenario.decided"));
    writer.entry("gaps", text_array(scenario.data_gaps), origin("scenario.gaps"));
    if (scenario.data_gaps_zh != scenario.data_gaps) writer.entry("gaps_zh", text_array(scenario.data_gaps_zh), origin("scenario.gaps_zh"));
  } else if (section == "allocation") {
    std::array<std::string_view, kCount<PriorityGroup>> order;
    for (std::size_t group = 0; group < order.size(); ++group) {
      order[static_cast<std::size_t>(scenario.allocation.rank.cells[group])] = Names<PriorityGroup>::kText[group];
    }
    writer.entry("priority", text_array(order), origin("allocation.priority"));
  }
}

template <class Enum>
void write_names(Writer& writer, const Scenario& scenario, const TomlValue& text, std::string_view kind) {
  for (const OwnName& name : scenario.names.of<Enum>()) {
    const std::string path = fmt::format("names.{}.{}", kind, name.id);
    const auto entry = [&](const char* key, const std::string& value) {
      const TomlEntry* const said = text.at(fmt::format("{}.{}", path, key));
      writer.entry(key, value, said == nullptr ? "default of the program" : writer.origin_of(said->value.place));
    };
    writer.table(path);
    entry("zh", toml_string(name.zh));
    entry("en", toml_string(name.en));
    if (kind == "payer") entry("public", name.is_public ? "true" : "false");
  }
}

/// Puts a value into the line of `key` in the first table of a resolved text. The text stays if it has the value already.
void restate(std::string& text, std::string_view key, std::int64_t before, std::int64_t now, std::string_view option) {
  if (before == now) return;
  const std::string start = fmt::format("\n{} = ", key);
  const std::size_t begin = text.find(start, text.find("\n[scenario]\n"));
  if (begin == std::string::npos) return;
  text.replace(begin, text.find('\n', begin + 1) - begin, fmt::format("{}{}  # {}", start, now, option));
}

}  // namespace

std::filesystem::path data_root(const std::vector<DataFile>& files) {
  require(!files.empty(), "data_root: no data files");
  std::filesystem::path root = files.front().folder;
  for (const DataFile& file : files) {
    std::filesystem::path common;
    auto own = file.folder.begin();
    for (auto part = root.begin(); part != root.end() && own != file.folder.end() && *part == *own; ++part, ++own) common /= *part;
    root = common;
  }
  return root;
}

std::string resolved_text(const Scenario& scenario, const TomlValue& text, const std::vector<ReadSection>& sections,
                          const std::vector<ReadShock>& shocks, const std::vector<ReadRule>& rules, const std::vector<DataFile>& files) {
  Writer writer(data_root(files));
  writer.line(fmt::format("schema = {}", kSchema));
  writer.line(
      "# Every value of the scenario and where it came from. The paths start in the folder in which this text must stand to be run.");
  for (const ReadSection& section : sections) {
    writer.table(section.section->id);
    write_special(writer, scenario, text, section.section->id);
    for (const ReadValue& value : section.values) writer.entry(value);
    if (section.section->id != "scenario") continue;
    writer.table("data");
    for (const DataFile& file : files) {
      writer.entry(file.name, toml_string(writer.relative(file.path)),
                   writer.origin_of(text.at(fmt::format("data.{}", file.name))->value.place));
    }
  }
  write_names<Payer>(writer, scenario, text, "payer");
  write_names<Purpose>(writer, scenario, text, "purpose");
  write_names<Role>(writer, scenario, text, "role");
  for (const ReadShock& shock : shocks) {
    writer.table(shock.path);
    if (shock.town != nullptr) {
      std::vector<std::string> codes;
      for (const TownId town : shock.towns) codes.push_back(toml_string(scenario.towns[town.index()].code));
      const std::string towns = codes.size() == 1 ? codes.front() : fmt::format("[{}]", fmt::join(codes, ", "));
      writer.entry("town", towns, writer.origin_of(shock.town->value.place));
    }
    if (shock.facility != nullptr) {
      writer.entry("facility", toml_string(shock.facility->value.text), writer.origin_of(shock.facility->value.place));
    }
    for (const ReadValue& value : shock.values) writer.entry(value);
  }
  for (const ReadRule& rule : rules) {
    writer.table(rule.path);
    bool says_something = false;
    for (const ReadRuleValue& value : rule.values) says_something = says_something || !value.lines.empty();
    if (!says_something) writer.entry("enabled", "true", writer.origin_of(rule.place));
    for (const ReadRuleValue& value : rule.values) {
      for (const ValueLine& line : value.lines) writer.entry(line);
    }
  }
  return writer.take();
}

Scenario restated(const Scenario& scenario, std::uint64_t seed, std::int32_t replicates, std::int32_t full_detail) {
  Scenario out = scenario;
  out.seed = seed;
  out.replicates = replicates;
  out.full_detail_replicates = full_detail;
  restate(out.resolved_text, "seed", static_cast<std::int64_t>(scenario.seed), static_cast<std::int64_t>(seed), "--seed");
  restate(out.resolved_text, "replicates", scenario.replicates, replicates, "--replicates");
  restate(out.resolved_text, "full_detail_replicates", scenario.full_detail_replicates, full_detail, "--full");
  const auto restate_origin = [&](std::string_view id, std::int32_t value, const char* option) {
    for (ParameterOrigin& origin : out.origins) {
      if (origin.id != id || origin.value == value) continue;
      origin.value = value;
      origin.source = option;
    }
  };
  restate_origin("scenario.replicates", replicates, "--replicates");
  restate_origin("scenario.full_detail_replicates", full_detail, "--full");
  if (out.tables && out.resolved_text != scenario.resolved_text) out.digest = digest_of(out.resolved_text, *out.tables);
  return out;
}

std::vector<DataTable> data_tables_of(const std::vector<DataFile>& files) {
  const std::filesystem::path root = data_root(files);
  std::vector<DataTable> tables;
  for (const DataFile& file : files) {
    tables.push_back({std::string(file.name), file.path.lexically_relative(root).generic_string(), file.source->text()});
  }
  return tables;
}

std::string digest_of(const std::string& resolved_text, const std::vector<DataTable>& tables) {
  Sha256 hash;
  const auto add = [&](std::string_view name, std::string_view content) {
    hash.update(fmt::format("{} {}\n", name, content.size()));
    hash.update(content);
  };
  add("resolved", resolved_text);
  for (const DataTable& table : tables) add(table.name, table.text);
  return hash.finish();
}

}  // namespace eldercast
