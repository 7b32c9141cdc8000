#include "study/rerun/stored_scenario.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include <fmt/format.h>

#include "output/errors.hpp"
#include "scenario/resolved.hpp"
#include "study/plan/whole_file.hpp"

namespace eldercast {
namespace {

std::filesystem::path make_private_folder() {
  const char* asked = std::getenv("TMPDIR");
  const std::filesystem::path place = asked != nullptr && *asked != '\0' ? asked : "/tmp";
  std::string name = (place / "eldercast-rerun-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) {
    throw FileError(place.string(), fmt::format("cannot take temporary files: {}", std::strerror(errno)),
                    "let TMPDIR name a folder that may be written to");
  }
  return name;
}

bool stays_inside(const std::filesystem::path& relative) {
  return !relative.empty() && relative.is_relative() &&
         std::none_of(relative.begin(), relative.end(), [](const auto& part) { return part == ".." || part.empty(); });
}

}  // namespace

StoredScenario::StoredScenario(const std::string& result, const Description& description) {
  if (digest_of(description.resolved_text, description.tables) != description.digest) {
    throw FileError(result, "the scenario inside is not the one that was run: text and tables do not have the digest that the file states",
                    "the file was changed after the run, or cut short; run the scenario again");
  }
  for (const DataTable& table : description.tables) {
    if (!stays_inside(table.path)) throw FileError(result, fmt::format("table '{}' has the path '{}'", table.name, table.path));
  }
  folder_ = make_private_folder();
  try {
    unpack(description);
  } catch (...) {
    remove();
    throw;
  }
}

void StoredScenario::unpack(const Description& description) const {
  for (const DataTable& table : description.tables) {
    const std::filesystem::path path = folder_ / table.path;
    std::filesystem::create_directories(path.parent_path());
    // One file may serve as two tables.
    if (!std::filesystem::exists(path)) write_whole(path, table.text);
  }
  write_whole(file(), description.resolved_text);
}

StoredScenario::~StoredScenario() { remove(); }

void StoredScenario::remove() const {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void restore_identity(const Description& description, Scenario& scenario) {
  scenario.origins = description.origins;
  scenario.resolved_text = description.resolved_text;
  scenario.tables = std::make_shared<const std::vector<DataTable>>(description.tables);
  scenario.digest = description.digest;
}

}  // namespace eldercast
