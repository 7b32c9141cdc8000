#include "study/schedule/schedule_scenario.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "files/file_error.hpp"
#include "files/named_file.hpp"
#include "files/whole_file.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "scenario/source/file_text.hpp"
#include "scenario/source/toml_text.hpp"
#include "text/utf8.hpp"

namespace eldercast {
namespace {

std::filesystem::path folder_of(const std::filesystem::path& file) {
  std::error_code error;
  return std::filesystem::weakly_canonical(std::filesystem::absolute(file).parent_path(), error);
}

/// The option as a line of TOML: a bare word gets its quotes.
std::string line_of(const std::string& option) {
  const std::size_t equals = option.find('=');
  Diagnostics ignored;
  const auto source = std::make_shared<const SourceText>("option", "option", "x = " + option.substr(equals + 1), true);
  if (parse_toml(source, 0, ignored)) return fmt::format("{} = {}\n", option.substr(0, equals), option.substr(equals + 1));
  return fmt::format("{} = {}\n", option.substr(0, equals), toml_string(option.substr(equals + 1)));
}

/// A scenario's id from the name of its file.
std::string id_of(const std::filesystem::path& file) {
  std::string out;
  for (const char c : file.stem().string()) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    out += plain ? c : (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : '-';
  }
  return out;
}

std::string cell(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string comment(const std::string& text) {
  std::string out = "# ";
  for (const char c : text) out += c == '\n' ? std::string("\n# ") : std::string(1, c);
  return out + "\n";
}

}  // namespace

ScheduleFiles schedule_files(const std::filesystem::path& output, const std::filesystem::path& base) {
  if (output.extension() != ".toml") throw FileError(output.string(), "is not the name of a scenario", "let it end in .toml");
  ScheduleFiles out{output, output.parent_path() / (output.stem().string() + "-build.csv")};
  for (const std::filesystem::path& file : {out.scenario, out.build}) {
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::symlink_status(file, error);
    if (status.type() == std::filesystem::file_type::none) throw FileError(file.string(), "cannot be written: " + error.message());
    if (std::filesystem::exists(status)) throw FileTaken(file.string(), "exists already", "name another file by --output");
  }
  if (!std::filesystem::is_directory(folder_of(output))) throw FileError(output.string(), "cannot be written: there is no such folder");
  const std::filesystem::path folder = folder_of(output);
  const std::filesystem::path relative = (folder_of(base) / base.filename()).lexically_relative(folder);
  if (std::holds_alternative<Misplaced>(resolve_named(relative, {folder, tree_of(folder), kTomlEnding}))) {
    throw FileError(output.string(), fmt::format("cannot extend {} from there", base.string()),
                    "a scenario extends files of its own folder or of one beside it: write it beside the base");
  }
  for (const std::string& name : {relative.string(), out.build.filename().string()}) {
    if (!find_invalid_utf8(name)) continue;
    throw FileError(output.string(), "cannot be written: a scenario cannot name files whose names are not UTF-8", "rename them");
  }
  return out;
}

void write_schedule(const ScheduleFiles& files, const std::filesystem::path& base, const Scenario& scenario,
                    const std::vector<std::string>& sets, const Choices& choices, const Openings& openings, const std::string& about) {
  std::string build = comment(
      "Months in which projects open that the plan has in other ones; an empty cell: not built. All others open as the plan says.\n" +
      about);
  build += "project,opens,size_percent\n";
  const std::vector<PlannedOpening> all = choices.all_openings(openings);
  for (std::size_t p = 0; p < all.size(); ++p) {
    const Project& project = scenario.projects[p];
    const bool moved = all[p].month != kAsPlanned;
    if (!moved && !project.opens && !project.left_out) continue;
    const PlannedOpening& opening = moved ? all[p] : choices.plan[p];
    const std::string month = opening.built() ? year_month_text(scenario.start + opening.month.value) : "";
    build += fmt::format("{},{},{}\n", cell(project.id), month, opening.size * 100 / kNormal);
  }
  const std::filesystem::path relative = (folder_of(base) / base.filename()).lexically_relative(folder_of(files.scenario));
  std::string text = fmt::format("schema = 1\nextends = {}\n\n", toml_string(relative.generic_string()));
  text += comment(about) + "\n";
  text += fmt::format("scenario.id = {}\n", toml_string(id_of(files.scenario)));
  text += fmt::format("scenario.name_zh = {}\n", toml_string(scenario.name_zh + "（优化排期）"));
  text += fmt::format("scenario.name_en = {}\n", toml_string(scenario.name_en + ", schedule"));
  text += fmt::format("data.build = {}\n", toml_string(files.build.filename().string()));
  for (const std::string& option : sets) {
    const bool ours = option.starts_with("scenario.id=") || option.starts_with("scenario.name_");
    if (!ours) text += line_of(option);
  }
  write_whole(files.build, build);
  write_whole(files.scenario, text);
}

}  // namespace eldercast
