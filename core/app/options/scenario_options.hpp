#pragma once
/// Reading a scenario for a command: the host with its folders, the reader, and the diagnostics on stderr.
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/terminal/exit_codes.hpp"
#include "engine/host/plugin_host.hpp"
#include "model/scenario.hpp"
#include "output/render/language.hpp"
#include "scenario/source/diagnostic.hpp"
#include "scenario/source/toml_text.hpp"

namespace CLI {
class App;
}

namespace eldercast {

/// What every command that reads a scenario takes.
struct ScenarioOptions {
  std::string file;
  std::vector<std::string> sets;
  std::vector<std::string> plugin_dirs;
  std::optional<Language> language = {};  ///< in which warnings are told, see language_of
  std::vector<TomlValue> layers = {};     ///< over the text and the options, see ReadOptions::layers
};

/// Declares --plugin-dir, alike in every command.
void add_plugin_dir_option(CLI::App& command, std::vector<std::string>& plugin_dirs);
/// Declares the scenario file, --set and --plugin-dir.
void add_scenario_options(CLI::App& command, ScenarioOptions& options);

/// Says on stderr that others may write to a place of rules (PluginHost::doubts).
void warn_of_writers(const std::string& doubt);

/// The host of this program: --plugin-dir, ELDERCAST_PLUGIN_PATH, the build tree or the installed prefix. Warns of folders and libraries
/// to which others may write.
[[nodiscard]] std::unique_ptr<PluginHost> make_host(const std::vector<std::string>& plugin_dirs);

/// Says on stderr which of the parameters at the head of texts such as "staff.carers_at_start=225" cannot act in the scenario, and why.
void warn_of_inert(const Scenario& scenario, const std::vector<std::string>& texts, Language language);

/// The checked scenario, or the exit code after the diagnostics were printed and given to `refused`.
[[nodiscard]] std::variant<std::shared_ptr<const Scenario>, Exit> load_scenario(
    const ScenarioOptions& options, PluginHost& host, const std::function<void(const Diagnostics&)>& refused = {});

/// Whether a run with so many replicates at the same time, of which so many outcomes are kept until the end, fits into memory. If not, says
/// so on stderr (run.memory) with what it needs and what would fit.
[[nodiscard]] bool fits_into_memory(const Scenario& scenario, int workers, std::int64_t outcomes);

}  // namespace eldercast
