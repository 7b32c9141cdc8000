#include <fmt/format.h>
#include <fmt/ranges.h>

#include <type_traits>
#include <vector>

#include "output/file/scenario_attributes.hpp"
#include "output/file/schema.hpp"

namespace eldercast {
namespace {

std::string dims_text(Dim first, const DimList& dims) {
  std::string out(dimension(first).name);
  for (const Dim dim : dims) out += ", " + std::string(dimension(dim).name);
  return out;
}

std::string about() {
  return fmt::format(
      "# Results file, schema {}.{}\n\n"
      "Made by the program from the tables in `core/output` (`eldercast docs schema`); do not edit. One HDF5 file is one run. "
      "Every group carries its own dimension scales, so that `xarray.open_dataset(file, group=\"district\", engine=\"h5netcdf\")` shows "
      "named coordinates.\n\n"
      "- Text is UTF-8 of variable length. Every dataset has `units`, `long_name` and `long_name_zh`. `units` is what UDUNITS reads: 1 for "
      "whatever is counted; then `unit_name` says what. The tables below show the name.\n"
      "- Attributes are called as the CF conventions call them, but CF is not claimed: months are text, money has the unit CNY, and a "
      "group lists its `coordinates` once.\n"
      "- **Money** is stored in whole fen (int64) with `units` CNY and `scale_factor` 0.01: xarray shows yuan; with h5py multiply by 0.01. "
      "Under `/mean` it is in yuan.\n"
      "- **A replicate that failed** holds the `_FillValue` in every cell (int32 {}, int64 {}, uint8 {}), 1 in `/district/failed` and the "
      "reason in `/district/failure`. Readers that know `_FillValue` show it as missing, and integers as floats.\n"
      "- **A cell without a value** (a town without an open centre, a target with nothing to measure) holds the `_FillValue`, too: means "
      "made "
      "by hand leave it out.\n"
      "- A year means the state at its last simulated month; flows and money are sums over the year.\n"
      "- A dataset along a dimension without members is left out. `/detail`, `/projects` and `/postings` are left out when no replicate is "
      "kept in detail.\n"
      "- gzip 7 and shuffle; the chunk is one replicate. The same scenario gives the same data on every machine: "
      "`h5diff --exclude-path /provenance a.h5 b.h5` says nothing.\n"
      "- A new dataset raises the minor number of the schema; a rename or a change of unit or meaning raises the major number. Readers "
      "take files of their own major number whose minor number is not below theirs.\n"
      "- Behind the last byte of HDF5 stands a checksum of all bytes before it (`eldercast-crc64`, CRC-64/XZ). HDF5 passes over it, and "
      "drops it when another program changes the file.\n",
      kSchemaMajor, kSchemaMinor, kFillInt32, kFillInt64, kFillUint8);
}

std::string root_attributes() {
  return "\n## Attributes of the root\n\n"
         "| name | meaning |\n|---|---|\n"
         "| `filetype` | `eldercast-results` |\n"
         "| `schema_version` | major and minor number |\n"
         "| `program`, `program_version` | `eldercast` and its version |\n"
         "| `scenario`, `title`, `title_zh` | id and names of the scenario |\n"
         "| `scenario_digest` | SHA-256 of the resolved scenario and its tables |\n"
         "| `start`, `end` | first and last simulated month |\n"
         "| `seed`, `replicates`, `replicates_failed` | of the run |\n"
         "| `status` | `complete`; written last, so a file without it is not finished |\n";
}

std::string cubes(Level level) {
  const bool headline = level == Level::headline;
  std::string out = headline ? "\n## Of every replicate\n\nDimension `replicate` comes first. The mean over the replicates that ended well "
                               "stands under `/mean` with the same path, without that dimension, as float64; the attribute `n` of each "
                               "group of means counts them. Cells without a value are left out of "
                               "their mean; `/facilities/paper` has none.\n\n"
                             : "\n## Of the replicates kept in detail\n\n";
  out += "| dataset | type | dimensions | units | meaning | 含义 | since |\n|---|---|---|---|---|---|---|\n";
  for (const DatasetRow& row : dataset_table()) {
    if (row.level() != level) continue;
    out += fmt::format("| `{}` | {} | {} | {}{} | {} | {} | {} |\n", row.path(), row.element(),
                       dims_text(headline ? Dim::replicate : Dim::detail_replicate, row.dims), row.units, row.money ? " (fen)" : "",
                       row.long_name, row.long_name_zh, row.since);
  }
  if (headline) {
    out +=
        "| `/district/failed` | uint8 | replicate | 1 | 1: the replicate ended early; its numbers are missing | 该次模拟提前终止 | 1.0 |\n";
    out += "| `/district/failure` | text | replicate | 1 | why the replicate ended early; empty: it did not | 终止原因 | 1.0 |\n";
  }
  return out;
}

std::string postings() {
  std::string out =
      "\n## Postings\n\n`/postings` holds every flow of money of the replicates kept in detail, as columns along `posting`. An index "
      "column "
      "counts from 0 along the dimension that it names, whose coordinates and labels stand in the same group; -1: none. With xarray: "
      "`p.clause[p.clause_index]`.\n\n| column | type | units | meaning | 含义 |\n|---|---|---|---|---|\n";
  for (const PostingColumn& column : posting_columns()) {
    out += fmt::format("| `{}` | {} | {}{} | {} | {} |\n", column.name, element_name(column.element), column.units,
                       column.money ? " (fen)" : "", column.long_name, column.long_name_zh);
  }
  return out;
}

std::string scenario_and_provenance() {
  std::string tables;
  for (const Dim dim : scenario_tables()) tables += fmt::format("{}`{}`", tables.empty() ? "" : ", ", dimension(dim).name);
  std::string numbers;
  const Description any;
  each_scenario_number(any, [&](const char* name, auto) { numbers += fmt::format("{}`{}`", numbers.empty() ? "" : ", ", name); });
  return fmt::format(
      "\n## Scenario and provenance\n\n"
      "`/scenario` holds `resolved_text`, the TOML that reproduces the scenario with every value written out; the tables {} with their "
      "labels; and as attributes {}.\n\n"
      "`/provenance` holds what depends on the build or the moment: attributes `started_utc`, `finished_utc`, `elapsed_seconds`, "
      "`threads`, "
      "`compiler`, `build_tag`; the table `library` with the versions built against and loaded; the table `plugin` with version, file name "
      "and SHA-256; after `run --timing` the table `timed_part` with the seconds of each phase and of each rule. Comparisons of data leave "
      "it "
      "out.\n",
      tables, numbers);
}

/// The element type of a dimension's coordinates, from an empty description.
std::string coordinate_type(const DimensionRow& row) {
  if (row.coordinates.make == nullptr) return "int32";
  const Column column = row.coordinates(Description{});
  return std::visit(
      [](const auto& cells) -> std::string {
        using Cell = typename std::remove_cvref_t<decltype(cells)>::value_type;
        return std::is_same_v<Cell, std::string> ? "text" : "int32";
      },
      column);
}

/// The members of a dimension that is a closed vocabulary: those that it has without any scenario.
std::string vocabulary(const DimensionRow& row) {
  if (row.coordinates.make == nullptr || row.dim == Dim::month || row.dim == Dim::year || row.dim == Dim::period) return "";
  const Column column = row.coordinates(Description{});
  const auto* texts = std::get_if<std::vector<std::string>>(&column);
  return texts == nullptr || texts->empty() ? "" : fmt::format("`{}`", fmt::join(*texts, "`, `"));
}

std::string dimensions() {
  std::string out =
      "\n## Dimensions and their labels\n\nLabels are datasets along the dimension, in every group that has it; xarray lists them with the "
      "coordinates.\n\n| dimension | type | meaning | 含义 | members | labels |\n|---|---|---|---|---|---|\n";
  for (const DimensionRow& row : dimension_table()) {
    std::string labels;
    for (const LabelRow& label : label_table()) {
      if (label.dim == row.dim) labels += fmt::format("{}`{}`", labels.empty() ? "" : ", ", label_name(label));
    }
    out += fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", row.name, coordinate_type(row), row.long_name, row.long_name_zh,
                       vocabulary(row), labels);
  }
  out += "\n| label | units | meaning | 含义 |\n|---|---|---|---|\n";
  for (const LabelRow& label : label_table()) {
    if (label.suffix == "name_zh") continue;
    out += fmt::format("| `{}` | {} | {} | {} |\n", label_name(label), label.units, label.long_name, label.long_name_zh);
  }
  return out;
}

}  // namespace

std::string schema_page() {
  return about() + root_attributes() + cubes(Level::headline) + cubes(Level::detail) + postings() + scenario_and_provenance() +
         dimensions();
}

}  // namespace eldercast
