#include "app/beside.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "study/stress/pack.hpp"

namespace eldercast {

std::variant<std::filesystem::path, UsageProblem> file_beside(const std::string& typed, const std::filesystem::path& folder,
                                                              const std::string& thing) {
  const std::filesystem::path file = typed;
  if (typed.find('/') != std::string::npos) return file;
  const std::vector<std::string> names = pack_names(folder);
  const std::string name = file.extension() == ".toml" ? file.stem().string() : typed;
  if (std::find(names.begin(), names.end(), name) != names.end()) return folder / (name + ".toml");
  const std::string help = names.empty() ? fmt::format("there are no {}s in {}; give the path of a file", thing, folder.string())
                                         : suggestion(name, candidates_of(names));
  return UsageProblem{fmt::format("there is no {} '{}' in {}", thing, name, folder.string()), help};
}

}  // namespace eldercast
