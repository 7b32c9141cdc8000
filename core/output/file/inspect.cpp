#include "output/file/inspect.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "output/file/results_reader.hpp"
#include "output/render/json_numbers.hpp"
#include "text/characters.hpp"
#include "text/shell_word.hpp"
#include "text/width.hpp"

namespace eldercast {

namespace {

Summary summary_of(const ResultsReader& reader) { return summarise(reader.description(), reader.read_outcomes()); }

std::string sizes_text(const DatasetSummary& dataset) {
  return dataset.sizes.empty() ? "scalar" : fmt::format("{}", fmt::join(dataset.sizes, " x "));
}

}  // namespace

std::string inspect_text(const std::string& path) {
  const ResultsReader reader(path);
  const ResultAttributes& about = reader.attributes();
  std::string out = fmt::format(
      "file        {}\nschema      {}\nprogram     eldercast {}\nscenario    {} ({} {})\ndigest      {}\nseed        {}\nreplicates  {}, "
      "{} "
      "failed\n",
      plain_line(path), about.schema_version, about.program_version, about.scenario, reader.description().name_zh,
      reader.description().name_en, about.scenario_digest, about.seed, about.replicates, about.replicates_failed);
  std::string group;
  for (const DatasetSummary& dataset : reader.list_datasets()) {
    if (dataset.coordinate) continue;
    if (dataset.group != group) out += "\n" + dataset.group + "\n";
    group = dataset.group;
    out += "  " + pad_right(dataset.name, 22) + " " + pad_right(sizes_text(dataset), 22) + " " + pad_right(dataset.units, 22) + " " +
           dataset.long_name + "\n";
  }
  return out + "\nThe answer: eldercast summary " + shell_path(path) + "\n";
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
