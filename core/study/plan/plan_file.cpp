#include <fmt/format.h>

#include <sys/file.h>
#include <nlohmann/json.hpp>

#include <cerrno>

#include "files/file_error.hpp"
#include "files/named_file.hpp"
#include "files/regular_file.hpp"
#include "files/whole_file.hpp"
#include "output/render/foreign_json.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "scenario/source/file_text.hpp"
#include "scenario/source/sha256.hpp"
#include "study/plan/plan.hpp"
#include "study/plan/plan_checks.hpp"
#include "study/plan/plan_fields.hpp"
#include "text/utf8.hpp"

namespace eldercast {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

constexpr const char* kFormat = "eldercast-study-plan";
constexpr int kFormatVersion = 1;
/// A table of points has some twenty bytes a value at most.
constexpr std::int64_t kMostBytes = std::int64_t{1} << 50;
constexpr std::uintmax_t kLargestPoints = std::uintmax_t{25} * kMostPointValues;
constexpr double kLargest = 1e300;  ///< of a number of which nothing else is known

fs::path part_path(const fs::path& folder, int part) { return folder / fmt::format("plan-{}.json", part); }
fs::path points_path(const fs::path& folder, int part) { return folder / fmt::format("points-{}.csv", part); }
/// Where an expansion puts its points before it knows whether it is the first: two of them have other digests.
fs::path own_points_path(const fs::path& folder, int part, const std::string& digest) {
  return folder / fmt::format("points-{}-{:.16}.csv", part, digest);
}

// The points of a part as a table: what was planned can be read without the program.

std::string points_text(const StudyPlan& plan, const PlanPart& part) {
  std::string out = points_header(plan) + "\n";
  if (part.blocks == 0) return out;
  for (int i = part.first_case; i < part.first_case + part.cases; ++i) {
    const DesignPoint& point = plan.cases[static_cast<std::size_t>(i)].point;
    out += fmt::format("{},{},{},{}", i, point.block, point.step, point.axis);
    for (const double value : point.values) out += "," + number_text(value);
    out += "\n";
  }
  return out;
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

VariedParameter parameter_of(const PlanFields& json) {
  VariedParameter out;
  out.id = json.text("id");
  out.unit = json.text("unit");
  out.name_zh = json.text("name_zh");
  out.name_en = json.text("name_en");
  out.axis.low = json.number("low", -kLargest, kLargest);
  out.axis.high = json.number("high", -kLargest, kLargest);
  out.axis.base = json.number("base", -kLargest, kLargest);
  out.axis.integer = json.flag("integer");
  out.axis.levels = json.count("levels", 1, kMostPointsABlock);
  out.axis.shape = json.word<Shape>("shape", Names<Shape>::kText);
  out.values = json.numbers("values");
  for (const PlanFields& follower : json.objects("followers"))
    out.followers.push_back({follower.text("id"), follower.number("base", -kLargest, kLargest)});
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

fs::path path_in(const PlanFields& json, const char* key) {
  if (json.field(key).is_string()) return json.text(key);
  std::string text;
  for (const double byte : json.numbers(key)) {
    constexpr double kMostByte = 255;
    if (byte < 0 || byte > kMostByte) json.refuse(key, "a path");
    text += static_cast<char>(static_cast<unsigned char>(byte));
  }
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

void read_here(const PlanFields& here, StudyPlan& plan) {
  if (plan.scenario_file.empty()) {
    const fs::path named = path_in(here, "scenario_file");
    const fs::path folder = canonical_or_same(fs::absolute(plan.folder));
    plan.scenario_file = (plan.folder / named).lexically_normal();
    plan.scenario_elsewhere = std::holds_alternative<Misplaced>(resolve_named(named, {folder, tree_of(folder), kTomlEnding}));
    if (plan.scenario_elsewhere && canonical_or_same(plan.scenario_file).extension() != kTomlEnding) {
      throw FileError(plan.folder.string(), "names as its scenario what is no TOML file by its name",
                      "if it is the right one, name it yourself: --scenario FILE");
    }
  }
  plan.cost = {here.number("seconds_a_case", 0, kLargest), here.number("seconds_a_replicate", 0, kLargest),
               here.number("bytes_a_replicate", 0, kLargest), here.whole("memory_shared", 0, kMostBytes),
               here.whole("memory_thread", 0, kMostBytes)};
}

void read_study(const PlanFields& json, StudyPlan& plan) {
  const PlanFields scenario = json.object("scenario");
  plan.sets = scenario.texts("sets");
  plan.scenario_id = scenario.text("id");
  plan.scenario_digest = scenario.text("digest");
  plan.program_version = json.text("program_version");
  plan.seed = json.seed("seed");
  for (const PlanFields& rule : json.objects("rules")) plan.rules.push_back({rule.text("id"), rule.text("version"), rule.text("sha256")});
  for (const PlanFields& one : json.objects("parameters")) plan.parameters.push_back(parameter_of(one));
  const PlanFields design = json.object("design");
  plan.design.kind = design.word<DesignKind>("kind", Names<DesignKind>::kText);
  plan.design.seed = design.seed("seed");
  plan.design.block_points = design.count("block_points", 1, kMostPointsABlock);
  plan.design.morris_levels = design.count("morris_levels", 1, kMostMorrisLevels);
  plan.design.list = design.rows("list");
  plan.design.axes = design_axes(plan.parameters);
}

PlanPart part_of(const PlanFields& json, const PlanFields& here, int number, std::string digest) {
  return {number,
          json.count("first_case", 0, kMostCases),
          json.count("cases", 1, kMostCases),
          json.count("first_block", 0, kMostCases),
          json.count("blocks", 0, kMostCases),
          json.count("first_replicate", 0, kMostReplicates),
          json.count("replicates", 1, kMostReplicates),
          here.count("cases_a_batch", 1, kMostCases),
          std::move(digest)};
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

/// The document of a part, with its digest and what that is not of.
Json read_document_of_part(const fs::path& path) {
  const std::string text = read_document(path, kLargestDocument, Links::refuse);
  Json json = parse_foreign_json<Json>(text);
  if (json.is_object()) return json;
  throw FileError(path.string(), "cannot be read as a plan: " + json_excess(text).value_or("it is no JSON"), kNewStudy);
}

void require_ours(const PlanFields& json, const std::string& before, const std::string& file) {
  if (json.text("format") != kFormat || json.field("version") != Json(kFormatVersion))
    throw FileError(file, "is no plan that this version of eldercast reads");
  if (json.text("after") != before) throw FileError(file, "does not follow the part before it", "it belongs to another study");
}

/// The points under their name; those of an expansion that was killed, or is not over yet, under its own.
std::string read_points_text(const fs::path& folder, int number, const std::string& digest) {
  const fs::path path = points_path(folder, number);
  const fs::path own = own_points_path(folder, number, digest);
  // A rename may come in between.
  for (const fs::path& one : {path, own, path}) {
    std::error_code error;
    if (!fs::exists(fs::symlink_status(one, error))) continue;
    std::string points = read_document(one, kLargestPoints, Links::refuse);
    if (sha256(points) == digest) return points;
  }
  if (!fs::exists(path)) throw FileError(path.string(), "is missing", kNewStudy);
  throw FileError(path.string(), "was changed after the plan was made", kNewStudy);
}

void read_part(const fs::path& path, StudyPlan& plan) {
  const auto number = static_cast<int>(plan.parts.size());
  const std::string file = path.string();
  Json said = read_document_of_part(path);
  const std::string digest = PlanFields(said, file).text("digest");
  const Json beside = PlanFields(said, file).field("here");
  said.erase("digest");
  said.erase("here");
  if (sha256(said.dump(1)) != digest) throw FileError(file, "was changed after the plan was made", kNewStudy);
  const PlanFields all(said, file);
  const PlanFields here(beside, file, "here");
  require_ours(all, plan.parts.empty() ? std::string{} : plan.digest(), file);
  const std::string points_file = points_path(plan.folder, number).string();
  const std::string points = read_points_text(plan.folder, number, all.text("points_sha256"));
  if (number == 0) {
    read_study(all.object("study"), plan);
    check_study(plan, file);
    read_here(here, plan);
  }
  PlanPart part = part_of(all, here, number, digest);
  check_part(plan, part, file);
  read_points(points, part, points_file, plan);
  plan.parts.push_back(std::move(part));
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
    const std::string file = part_path(folder, part).string();
    if (PlanFields(read_document_of_part(file), file).text("points_sha256") != digest) fs::remove(own);
    throw;
  }
  std::error_code stays;
  fs::rename(own, points_path(folder, part), stays);
}

/// The plan's first file with its lock, which one expansion at a time may have; a file system without locks is taken at its word.
RegularFile locked(const fs::path& plan) {
  auto opened = RegularFile::open(plan, Links::refuse);
  if (const FileRefusal* refusal = std::get_if<FileRefusal>(&opened)) throw FileError(plan.string(), refusal->reason);
  RegularFile file = std::get<RegularFile>(std::move(opened));
  if (::flock(file.descriptor(), LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return file;
  throw FileError(plan.string(), "is being expanded by somebody else", "wait for it, then expand again");
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
  require_own_folders(folder);
  std::optional<RegularFile> lock;
  if (part.number > 0) lock = locked(part_path(folder, 0));
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
  } catch (const FileError&) {
    // A study that could not be written leaves nothing in the way of the next try.
    if (part.number == 0) fs::remove_all(folder, error);
    throw;
  }
}

void require_own_folders(const fs::path& folder) {
  for (const char* inner : {"batches", "journal"}) {
    std::error_code error;
    const fs::file_type found = fs::symlink_status(folder / inner, error).type();
    // Archives and repositories leave out folders that are empty.
    if (found == fs::file_type::directory || (found == fs::file_type::not_found && fs::create_directory(folder / inner, error))) continue;
    throw FileError((folder / inner).string(), "is no folder of the study itself, and nothing is written elsewhere",
                    "make it a folder; the study's whole folder may lie wherever there is room");
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
    read_part(part_path(folder, part), plan);
  }
  return plan;
}

}  // namespace eldercast
