#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "output/errors.hpp"
#include "scenario/parameter_value.hpp"
#include "scenario/sha256.hpp"
#include "scenario/utf8.hpp"
#include "study/plan/plan.hpp"
#include "study/plan/plan_lock.hpp"
#include "study/plan/whole_file.hpp"

namespace eldercast {

namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

constexpr const char* kFormat = "eldercast-study-plan";
constexpr int kFormatVersion = 1;

template <class Enum>
Enum enum_of(const std::string& text) {
  for (std::size_t i = 0; i < kCount<Enum>; ++i) {
    if (Names<Enum>::kText[i] == text) return static_cast<Enum>(i);
  }
  throw std::out_of_range("unknown word " + text);
}

fs::path part_path(const fs::path& folder, int part) { return folder / fmt::format("plan-{}.json", part); }
fs::path points_path(const fs::path& folder, int part) { return folder / fmt::format("points-{}.csv", part); }
/// Where an expansion puts its points before it knows whether it is the first: two of them have other digests.
fs::path own_points_path(const fs::path& folder, int part, const std::string& digest) {
  return folder / fmt::format("points-{}-{:.16}.csv", part, digest);
}

// The points of a part as a table: what was planned can be read without the program.

std::string points_text(const StudyPlan& plan, const PlanPart& part) {
  std::string out = "case,block,step,axis";
  for (const VariedParameter& parameter : plan.parameters) out += "," + parameter.id;
  out += "\n";
  if (part.blocks == 0) return out;
  for (int i = part.first_case; i < part.first_case + part.cases; ++i) {
    const DesignPoint& point = plan.cases[static_cast<std::size_t>(i)].point;
    out += fmt::format("{},{},{},{}", i, point.block, point.step, point.axis);
    for (const double value : point.values) out += "," + number_text(value);
    out += "\n";
  }
  return out;
}

void read_points(const std::string& text, StudyPlan& plan) {
  std::istringstream lines(text);
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::istringstream cells(line);
    std::vector<double> row;
    for (std::string cell; std::getline(cells, cell, ',');) row.push_back(parse_number(cell).value());
    StudyCase one{static_cast<int>(row.at(0)), {static_cast<int>(row.at(1)), static_cast<int>(row.at(2)), static_cast<int>(row.at(3)), {}}};
    one.point.values.assign(row.begin() + 4, row.end());
    plan.cases.push_back(std::move(one));
  }
}

Json json_of(const VariedParameter& one) {
  Json followers = Json::array();
  for (const Follower& follower : one.followers) followers.push_back({{"id", follower.id}, {"base", follower.base}});
  return {{"id", one.id},
          {"unit", one.unit},
          {"name_zh", one.name_zh},
          {"name_en", one.name_en},
          {"low", one.axis.low},
          {"high", one.axis.high},
          {"base", one.axis.base},
          {"integer", one.axis.integer},
          {"levels", one.axis.levels},
          {"shape", std::string(name_of(one.axis.shape))},
          {"values", one.values},
          {"followers", std::move(followers)}};
}

VariedParameter parameter_of(const Json& json) {
  VariedParameter out;
  out.id = json.at("id");
  out.unit = json.at("unit");
  out.name_zh = json.at("name_zh");
  out.name_en = json.at("name_en");
  out.axis.low = json.at("low");
  out.axis.high = json.at("high");
  out.axis.base = json.at("base");
  out.axis.integer = json.at("integer");
  out.axis.levels = json.at("levels");
  out.axis.shape = enum_of<Shape>(json.at("shape"));
  out.values = json.at("values").get<std::vector<double>>();
  for (const Json& follower : json.at("followers")) out.followers.push_back({follower.at("id"), follower.at("base")});
  return out;
}

Json study_json(const StudyPlan& plan) {
  Json rules = Json::array();
  for (const RuleStamp& rule : plan.rules) rules.push_back({{"id", rule.id}, {"version", rule.version}, {"sha256", rule.sha256}});
  Json parameters = Json::array();
  for (const VariedParameter& one : plan.parameters) parameters.push_back(json_of(one));
  return {{"scenario", {{"sets", plan.sets}, {"id", plan.scenario_id}, {"digest", plan.scenario_digest}}},
          {"program_version", plan.program_version},
          {"seed", plan.seed},
          {"rules", std::move(rules)},
          {"design",
           {{"kind", std::string(name_of(plan.design.kind))},
            {"seed", plan.design.seed},
            {"block_points", plan.design.block_points},
            {"morris_levels", plan.design.morris_levels},
            {"list", plan.design.list}}},
          {"parameters", std::move(parameters)}};
}

/// A path as text, or as its bytes where they are not UTF-8 and no text of JSON can hold them.
Json json_of_path(const fs::path& path) {
  const std::string text = path.string();
  if (!find_invalid_utf8(text)) return text;
  std::vector<unsigned> bytes;
  for (const char byte : text) bytes.push_back(static_cast<unsigned char>(byte));
  return bytes;
}

fs::path path_of(const Json& json) {
  if (json.is_string()) return json.get<std::string>();
  std::string text;
  for (const unsigned byte : json.get<std::vector<unsigned>>()) text += static_cast<char>(byte);
  return text;
}

/// What depends on place and moment, and is no part of the plan's identity: two plans of the same study have one digest.
Json here_json(const StudyPlan& plan, const PlanPart& part) {
  const fs::path from = fs::weakly_canonical(plan.folder);
  return {{"scenario_file", json_of_path(fs::weakly_canonical(plan.scenario_file).lexically_relative(from))},
          {"cases_a_batch", part.cases_a_batch},
          {"seconds_a_case", plan.cost.seconds_a_case},
          {"seconds_a_replicate", plan.cost.seconds_a_replicate},
          {"bytes_a_replicate", plan.cost.bytes_a_replicate},
          {"memory_shared", plan.cost.memory_shared},
          {"memory_thread", plan.cost.memory_thread}};
}

void read_here(const Json& json, StudyPlan& plan) {
  if (plan.scenario_file.empty()) plan.scenario_file = (plan.folder / path_of(json.at("scenario_file"))).lexically_normal();
  plan.cost = {json.at("seconds_a_case"), json.at("seconds_a_replicate"), json.at("bytes_a_replicate"),
               json.value("memory_shared", std::int64_t{0}), json.value("memory_thread", std::int64_t{0})};
}

void read_study(const Json& json, StudyPlan& plan) {
  const Json& scenario = json.at("scenario");
  plan.sets = scenario.at("sets").get<std::vector<std::string>>();
  plan.scenario_id = scenario.at("id");
  plan.scenario_digest = scenario.at("digest");
  plan.program_version = json.at("program_version");
  plan.seed = json.at("seed");
  for (const Json& rule : json.at("rules")) plan.rules.push_back({rule.at("id"), rule.at("version"), rule.at("sha256")});
  for (const Json& one : json.at("parameters")) plan.parameters.push_back(parameter_of(one));
  const Json& design = json.at("design");
  plan.design.kind = enum_of<DesignKind>(design.at("kind"));
  plan.design.seed = design.at("seed");
  plan.design.block_points = design.at("block_points");
  plan.design.morris_levels = design.at("morris_levels");
  plan.design.list = design.at("list").get<std::vector<std::vector<double>>>();
  plan.design.axes = design_axes(plan.parameters);
}

/// A part as its digest sees it.
Json part_json(const StudyPlan& plan, const PlanPart& part, const std::string& points) {
  Json out{{"format", kFormat},
           {"version", kFormatVersion},
           {"part", part.number},
           {"after", part.number == 0 ? std::string{} : plan.parts[static_cast<std::size_t>(part.number - 1)].digest},
           {"first_case", part.first_case},
           {"cases", part.cases},
           {"first_block", part.first_block},
           {"blocks", part.blocks},
           {"first_replicate", part.first_replicate},
           {"replicates", part.replicates},
           {"points_sha256", sha256(points)}};
  if (part.number == 0) out["study"] = study_json(plan);
  return out;
}

/// The points under their name; those of an expansion that was killed, or is not over yet, under its own.
std::string read_points_text(const fs::path& folder, int number, const std::string& digest) {
  const fs::path path = points_path(folder, number);
  const fs::path own = own_points_path(folder, number, digest);
  // A rename may come in between.
  for (const fs::path& one : {path, own, path}) {
    std::error_code error;
    if (!fs::exists(one, error)) continue;
    std::string points = read_whole(one);
    if (sha256(points) == digest) return points;
  }
  if (!fs::exists(path)) throw FileError(path.string(), "is missing", "a plan is never edited: plan a new study");
  throw FileError(path.string(), "was changed after the plan was made", "a plan is never edited: plan a new study");
}

void read_part(const fs::path& path, StudyPlan& plan) {
  const auto number = static_cast<int>(plan.parts.size());
  Json json = Json::parse(read_whole(path));
  const std::string digest = json.at("digest");
  const Json here = json.at("here");
  json.erase("digest");
  json.erase("here");
  if (sha256(json.dump(1)) != digest)
    throw FileError(path.string(), "was changed after the plan was made", "a plan is never edited: plan a new study");
  if (json.at("format").get<std::string>() != kFormat || json.at("version").get<int>() != kFormatVersion) {
    throw FileError(path.string(), "is no plan that this version of eldercast reads");
  }
  const std::string before = plan.parts.empty() ? std::string{} : plan.digest();
  if (json.at("after").get<std::string>() != before)
    throw FileError(path.string(), "does not follow the part before it", "it belongs to another study");
  const std::string points = read_points_text(plan.folder, number, json.at("points_sha256").get<std::string>());
  if (number == 0) {
    read_study(json.at("study"), plan);
    read_here(here, plan);
  }
  plan.parts.push_back({number, json.at("first_case"), json.at("cases"), json.at("first_block"), json.at("blocks"),
                        json.at("first_replicate"), json.at("replicates"), here.at("cases_a_batch"), digest});
  read_points(points, plan);
}

/// The points and then the plan, whose name one alone can get, with or without locks: FileTaken for the second. Points are found by their
/// digest, so that those of the second are in nobody's way.
void publish(const fs::path& folder, int part, const std::string& points, const std::string& plan) {
  const std::string digest = sha256(points);
  const fs::path own = own_points_path(folder, part, digest);
  if (!fs::exists(own)) write_whole(own, points);
  try {
    write_whole(part_path(folder, part), plan);
  } catch (const FileTaken&) {
    const Json first = Json::parse(read_whole(part_path(folder, part)));
    if (first.at("points_sha256").get<std::string>() != digest) fs::remove(own);
    throw;
  }
  std::error_code stays;
  fs::rename(own, points_path(folder, part), stays);
}

}  // namespace

void write_part(StudyPlan& plan) {
  PlanPart& part = plan.parts.back();
  const fs::path& folder = plan.folder;
  std::error_code error;
  if (part.number == 0 && fs::exists(folder) && !fs::is_empty(folder, error)) {
    throw FileError(folder.string(), "exists and is not empty", "name a new folder for the study");
  }
  fs::create_directories(folder, error);
  if (error) throw FileError(folder.string(), "cannot be made: " + error.message());
  for (const char* inner : {"batches", "journal"}) {
    fs::create_directories(folder / inner, error);
    if (error) throw FileError((folder / inner).string(), "cannot be made: " + error.message());
  }
  const PlanLock lock(part_path(folder, 0), part.number > 0);
  const std::string points = points_text(plan, part);
  Json json = part_json(plan, part, points);
  part.digest = sha256(json.dump(1));
  json["here"] = here_json(plan, part);
  json["digest"] = part.digest;
  try {
    publish(folder, part.number, points, json.dump(1) + "\n");
  } catch (const FileTaken&) {
    throw FileError(folder.string(), "was expanded by somebody else at the same time",
                    "look at `eldercast study status`, then expand again");
  }
}

StudyPlan read_plan(const fs::path& folder, const fs::path& scenario_file) {
  StudyPlan plan;
  plan.folder = folder;
  plan.scenario_file = scenario_file;
  if (!fs::exists(part_path(folder, 0))) {
    throw FileError(folder.string(), "has no plan of a study", "make one: eldercast study plan SCENARIO -o FOLDER --design ... --vary ...");
  }
  for (int part = 0; fs::exists(part_path(folder, part)); ++part) {
    try {
      read_part(part_path(folder, part), plan);
    } catch (const nlohmann::json::exception& problem) {
      throw FileError(part_path(folder, part).string(), fmt::format("cannot be read as a plan: {}", problem.what()));
    }
  }
  return plan;
}

}  // namespace eldercast
