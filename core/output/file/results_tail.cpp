#include "output/file/results_tail.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>

#include "output/file/scales.hpp"
#include "output/file/scenario_attributes.hpp"
#include "output/file/schema.hpp"

namespace eldercast {
namespace {

std::string utc_text(std::chrono::system_clock::time_point moment) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(moment);
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(seconds));
}

LibraryVersion hdf5_version() {
  unsigned major = 0;
  unsigned minor = 0;
  unsigned release = 0;
  h5::check(H5get_libversion(&major, &minor, &release), "ask HDF5 for its version");
  return {"HDF5", fmt::format("{}.{}.{}", H5_VERS_MAJOR, H5_VERS_MINOR, H5_VERS_RELEASE), fmt::format("{}.{}.{}", major, minor, release)};
}

void write_libraries(ScaledGroup& group, std::vector<LibraryVersion> libraries) {
  libraries.push_back(hdf5_version());
  group.add_scale("library", "library", "程序库", column_of<&LibraryVersion::name>(libraries));
  group.add_label("library", "library_built", "1", "version compiled against", "编译时版本", column_of<&LibraryVersion::built>(libraries));
  group.add_label("library", "library_running", "1", "version loaded", "运行时版本", column_of<&LibraryVersion::running>(libraries));
}

void write_plugins(ScaledGroup& group, const std::vector<LoadedPlugin>& plugins) {
  if (plugins.empty()) return;
  group.add_scale("plugin", "plugin id", "插件", column_of<&LoadedPlugin::id>(plugins));
  group.add_label("plugin", "plugin_version", "1", "version of the plugin", "插件版本", column_of<&LoadedPlugin::version>(plugins));
  group.add_label("plugin", "plugin_file", "1", "file name", "文件名", column_of<&LoadedPlugin::file>(plugins));
  group.add_label("plugin", "plugin_sha256", "1", "SHA-256 of the file", "文件校验值", column_of<&LoadedPlugin::sha256>(plugins));
}

void write_timing(ScaledGroup& group, std::span<const TimedPart> timing) {
  if (timing.empty()) return;
  group.add_scale("timed_part", "part of the run that was timed", "计时部分", column_of<&TimedPart::name>(timing));
  group.add_label("timed_part", "timed_part_seconds", "s", "time of the part over all replicates and threads", "用时",
                  column_of<&TimedPart::seconds>(timing));
}

}  // namespace

void write_root(hid_t file, const Description& description, const RunInfo& info, std::string_view filetype) {
  h5::write_attribute(file, "filetype", filetype);
  h5::write_attribute(file, "schema_version", fmt::format("{}.{}", kSchemaMajor, kSchemaMinor));
  h5::write_attribute(file, "program", "eldercast");
  h5::write_attribute(file, "program_version", info.program_version);
  h5::write_attribute(file, "scenario", description.id);
  h5::write_attribute(file, "title", description.name_en);
  h5::write_attribute(file, "title_zh", description.name_zh);
  h5::write_attribute(file, "scenario_digest", description.digest);
  h5::write_attribute(file, "start", text_of(description.start));
  h5::write_attribute(file, "end", text_of(description.end));
  h5::write_attribute(file, "seed", description.seed);
  h5::write_attribute(file, "replicates", info.replicates);
}

void write_scenario(hid_t file, const Description& description) {
  ScaledGroup group(file, "scenario", "the scenario that was run", "所模拟的情景");
  each_scenario_number(description, [&](const char* name, auto value) { h5::write_attribute(group.id(), name, value); });
  for (const Dim dim : scenario_tables()) {
    if (size_of(dim, description) > 0) group.add_dimension(dim, description);
  }
  describe_dataset(h5::write_text(group.id(), "resolved_text", description.resolved_text), "1",
                   "TOML that reproduces the scenario, every value written out", "可重现该情景的完整配置");
  group.finish_labels();
}

void write_uncertainty(hid_t file, const RunInfo& info) {
  if (info.uncertain.empty()) return;
  const std::size_t replicates = info.uncertain.front().values.size();
  ScaledGroup group(file, "uncertainty", "parameters with another value in every replicate", "各次模拟的参数取值");
  group.add_coordinates(Dim::replicate, counting(replicates));
  const std::string dim = "uncertain_parameter";
  const auto& all = info.uncertain;
  group.add_scale(dim, "parameter, as --set takes it", "参数", column_of<&UncertainParameter::id>(all));
  const auto label = [&](const char* suffix, const char* unit, const char* long_name, const char* long_name_zh, const Column& values) {
    group.add_label(dim, dim + suffix, unit, long_name, long_name_zh, values);
  };
  label("_name_zh", "1", "Chinese name", "中文名称", column_of<&UncertainParameter::name_zh>(all));
  label("_unit", "1", "unit", "单位", column_of<&UncertainParameter::unit>(all));
  label("_low", "units of the parameter", "low end", "取值下限", column_of<&UncertainParameter::low>(all));
  label("_base", "units of the parameter", "value of the scenario", "基准值", column_of<&UncertainParameter::base>(all));
  label("_high", "units of the parameter", "high end", "取值上限", column_of<&UncertainParameter::high>(all));
  std::vector<double> cells;
  for (std::size_t r = 0; r < replicates; ++r) {
    for (const UncertainParameter& one : all) cells.push_back(one.values[r]);
  }
  const h5::Handle dataset = h5::write_cells<double>(group.id(), "value", {replicates, all.size()}, cells);
  describe_dataset(dataset, "units of the parameter", "value of the parameter in the replicate", "参数取值");
  group.attach(dataset, Dim::replicate, 0);
  group.attach(dataset, dim, 1);
  group.finish_labels();
}

void write_provenance(hid_t file, const RunInfo& info, std::span<const TimedPart> timing, std::chrono::system_clock::time_point started) {
  ScaledGroup group(file, "provenance", "what depends on the build and the moment; leave it out of comparisons", "构建与运行信息");
  const auto finished = std::chrono::system_clock::now();
  h5::write_attribute(group.id(), "started_utc", utc_text(started));
  h5::write_attribute(group.id(), "finished_utc", utc_text(finished));
  h5::write_attribute(group.id(), "elapsed_seconds", std::chrono::duration<double>(finished - started).count());
  h5::write_attribute(group.id(), "threads", std::int32_t{info.threads});
  h5::write_attribute(group.id(), "compiler", info.compiler);
  h5::write_attribute(group.id(), "build_tag", info.build_tag);
  write_libraries(group, info.libraries);
  write_plugins(group, info.plugins);
  write_timing(group, timing);
  group.finish_labels();
}

}  // namespace eldercast
