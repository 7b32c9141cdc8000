#include "output/file/inspect.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "output/file/results_reader.hpp"
#include "output/file/schema.hpp"
#include "output/render/json_numbers.hpp"
#include "text/characters.hpp"
#include "text/counted.hpp"
#include "text/shell_word.hpp"

namespace eldercast {
namespace {

Summary summary_of(const ResultsReader& reader) { return summarise(reader.description(), reader.read_outcomes()); }

std::string sizes_text(const DatasetSummary& dataset) {
  return dataset.sizes.empty() ? "scalar" : fmt::format("{}", fmt::join(dataset.sizes, " x "));
}

/// The Chinese name of a dataset of the schema, or of its mean; else the one that the file has.
std::string chinese_name_of(std::string path, const std::string& other) {
  constexpr std::string_view kMean = "/mean";
  const bool mean = path.starts_with(std::string(kMean) + "/");
  if (mean) path.erase(0, kMean.size());
  for (const DatasetRow& row : dataset_table()) {
    if (row.path() == path) return std::string(row.long_name_zh) + (mean ? "（均值）" : "");
  }
  return other;
}

/// A group with its datasets, one a line; their sizes and units are in the JSON and in the schema.
void add_datasets(const ResultsReader& reader, Document& out) {
  std::string group;
  for (const DatasetSummary& dataset : reader.list_datasets()) {
    if (dataset.coordinate) continue;
    if (dataset.group != group) {
      group = dataset.group;
      out.begin(group, group);
    }
    const std::string zh = chinese_name_of(group + "/" + dataset.name, dataset.long_name);
    out.say(fmt::format("{}  {}（{}，{}）", dataset.name, zh, sizes_text(dataset), dataset.units),
            fmt::format("{}  {} ({}, {})", dataset.name, dataset.long_name, sizes_text(dataset), dataset.units), 2);
  }
}

}  // namespace

Document inspect_document(const std::string& path) {
  const ResultsReader reader(path);
  const ResultAttributes& about = reader.attributes();
  const Description& description = reader.description();
  Document out;
  out.title = {"结果文件 " + plain_line(path), "Results file " + plain_line(path)};
  out.say(worded("格式 {}，程序 eldercast {}", "schema {}, program eldercast {}", about.schema_version, about.program_version), 2);
  out.say(fmt::format("情景 {}（{}），摘要 {}", about.scenario, description.name_zh, about.scenario_digest),
          fmt::format("scenario {} ({}), digest {}", about.scenario, description.name_en, about.scenario_digest), 2);
  out.say(fmt::format("种子 {}，{}次模拟，失败{}次", about.seed, about.replicates, about.replicates_failed),
          fmt::format("seed {}, {}, {} failed", about.seed, counted(about.replicates, "replicate"), about.replicates_failed), 2);
  add_datasets(reader, out);
  const std::string command = "eldercast summary " + shell_path(path);
  out.begin("结论见：" + command, "The answer: " + command);
  return out;
}

std::string inspect_json(const std::string& path) {
  const ResultsReader reader(path);
  const ResultAttributes& about = reader.attributes();
  Json datasets = Json::array();
  for (const DatasetSummary& dataset : reader.list_datasets()) {
    datasets.push_back({{"path", dataset.group + "/" + dataset.name},
                        {"sizes", dataset.sizes},
                        {"units", dataset.units},
                        {"long_name", dataset.long_name},
                        {"coordinate", dataset.coordinate}});
  }
  const Json out{{"format", "eldercast-inspect"},
                 {"version", 1},
                 {"schema_version", about.schema_version},
                 {"program_version", about.program_version},
                 {"scenario", about.scenario},
                 {"scenario_digest", about.scenario_digest},
                 {"seed", json_of_large(about.seed)},
                 {"replicates", about.replicates},
                 {"replicates_failed", about.replicates_failed},
                 {"datasets", datasets},
                 {"summary", Json::parse(render_json(summary_of(reader)))}};
  return json_text(out);
}

}  // namespace eldercast
