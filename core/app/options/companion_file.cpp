#include "app/options/companion_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <system_error>

#include "app/terminal/terminal.hpp"
#include "scenario/source/file_text.hpp"
#include "study/stress/pack.hpp"

namespace eldercast {

std::variant<std::filesystem::path, UsageProblem> file_beside(const std::string& typed, const std::filesystem::path& folder,
                                                              const std::string& thing) {
  const std::filesystem::path file = typed;
  if (typed.find('/') != std::string::npos) return file;
  const std::vector<std::string> names = pack_names(folder);
  const std::string name = file.extension() == ".toml" ? file.stem().string() : typed;
  const std::filesystem::path beside = folder / (name + ".toml");
  const bool known = std::find(names.begin(), names.end(), name) != names.end();
  std::error_code error;
  const bool here = file.extension() == ".toml" && std::filesystem::is_regular_file(file, error);
  if (known && here && !std::filesystem::equivalent(file, beside, error)) {
    return UsageProblem{fmt::format("there is a {0} '{1}' in {2} and a file '{1}.toml' here", thing, name, folder.string()),
                        fmt::format("write ./{} for the file, or {} for the {} of the scenario", typed, name, thing)};
  }
  if (known) return beside;
  if (here) return file;
  const std::string help = names.empty() ? fmt::format("there are no {}s in {}; give the path of a file", thing, folder.string())
                                         : suggestion(name, candidates_of(names));
  return UsageProblem{fmt::format("there is no {} '{}' in {}", thing, name, folder.string()), help};
}

std::optional<Exit> refuse_no_scenario(const std::filesystem::path& scenario_file) {
  const Place asked{std::make_shared<const SourceText>(scenario_file.string(), scenario_file, ""), 0, 1, 1};
  Diagnostics diagnostics;
  const std::optional<std::filesystem::path> path = find_typed(scenario_file, kTomlEnding, asked, diagnostics);
  if (path && read_text(*path, scenario_file.string(), asked, diagnostics)) return std::nullopt;
  print_problems(diagnostics);
  return Exit::usage_or_scenario;
}

}  // namespace eldercast
