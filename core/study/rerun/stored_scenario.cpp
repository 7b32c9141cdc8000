#include "study/rerun/stored_scenario.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include <fmt/format.h>

#include "files/file_error.hpp"
#include "files/named_file.hpp"
#include "files/whole_file.hpp"
#include "scenario/resolved.hpp"
#include "scenario/source/file_text.hpp"

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

constexpr std::size_t kShownPath = 100;

}  // namespace

StoredScenario::StoredScenario(const std::string& result, const Description& description) {
  if (digest_of(description.resolved_text, description.tables) != description.digest) {
    throw FileError(result, "the scenario inside is not the one that was run: text and tables do not have the digest that the file states",
                    "the file was changed after the run, or cut short; run the scenario again");
  }
  folder_ = make_private_folder();
  try {
    unpack(result, description);
  } catch (const std::filesystem::filesystem_error& error) {
    remove();
    throw FileError(result, fmt::format("the scenario inside cannot be unpacked: {}", error.code().message()));
  } catch (...) {
    remove();
    throw;
  }
}

void StoredScenario::unpack(const std::string& result, const Description& description) const {
  const std::filesystem::path place = canonical_or_same(file().parent_path());
  std::filesystem::create_directory(place);
  for (const DataTable& table : description.tables) {
    const auto found = resolve_named(table.path, {place, place, kCsvEnding});
    const auto* path = std::get_if<std::filesystem::path>(&found);
    if (path == nullptr) {
      throw FileError(result, fmt::format("table '{}' has the path '{}'", table.name, table.path.substr(0, kShownPath)),
                      "tables are CSV files of the scenario's own folder; the file was changed after the run");
    }
    std::filesystem::create_directories(path->parent_path());
    // One file may serve as two tables.
    if (!std::filesystem::exists(*path)) write_whole(*path, table.text);
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
