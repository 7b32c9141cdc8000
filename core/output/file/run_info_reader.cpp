#include "output/file/run_info_reader.hpp"

namespace eldercast {
namespace {

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
