#pragma once
/// The frozen plan of a study: which cases are run, with which replicates, in which batches. A plan is a folder that every worker sees;
/// what is written there is never changed, only added to, so that points and replicates can be added without touching what is done.
///
/// Folder: plan-0.json (the study) and plan-N.json (what expansion N added), each with the SHA-256 of itself and of the one before;
/// points-N.csv (the cases of that part); batches/ and journal/ (core/study/execute).
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "study/design/design.hpp"
#include "study/plan/varied.hpp"

namespace eldercast {

/// Limits of a study: what the memory of one machine bears. A plan beyond them is neither made nor read.
inline constexpr int kMostCases = 1'000'000;
inline constexpr std::int64_t kMostPointValues = 20'000'000;  ///< cases times parameters
inline constexpr std::int64_t kMostListValues = 4'000'000;    ///< the same of a list, which stands in the plan, too
inline constexpr std::int32_t kMostReplicates = 100'000;
inline constexpr std::int64_t kMostBatches = 4'000'000;

/// A rule file as it was when the plan was made.
struct RuleStamp {
  std::string id;
  std::string version;
  std::string sha256;
  friend bool operator==(const RuleStamp&, const RuleStamp&) = default;
};

/// One point of the study.
struct StudyCase {
  int number = 0;  ///< from 0, over all parts
  DesignPoint point;
};

/// What one part adds: cases [first_case, first_case + cases) with replicates [first_replicate, first_replicate + replicates).
struct PlanPart {
  int number = 0;
  int first_case = 0;
  int cases = 0;
  int first_block = 0;
  int blocks = 0;  ///< 0: the part adds replicates to cases that are there
  std::int32_t first_replicate = 0;
  std::int32_t replicates = 0;
  int cases_a_batch = 1;
  std::string digest;  ///< SHA-256 of what the part says, without what depends on place and moment
};

/// A piece of work: some cases of a part, with all of the part's replicates. It is one file when it is done.
struct Batch {
  int part = 0;
  int number = 0;  ///< within the part
  int first_case = 0;
  int cases = 0;
  std::int32_t first_replicate = 0;
  std::int32_t replicates = 0;

  /// "0-00012".
  [[nodiscard]] std::string name() const;
  [[nodiscard]] std::int64_t rows() const { return static_cast<std::int64_t>(cases) * replicates; }
};

/// What a plan said it would cost, measured by one replicate when it was made.
struct PlanCost {
  double seconds_a_case = 0;       ///< reading the scenario and compiling the district
  double seconds_a_replicate = 0;  ///< on one core
  double bytes_a_replicate = 0;    ///< of the merged file
  std::int64_t memory_shared = 0;  ///< bytes that a worker needs; 0 in plans that older versions made
  std::int64_t memory_thread = 0;  ///< and each of its threads, besides
};

struct StudyPlan {
  std::filesystem::path folder;
  std::filesystem::path scenario_file;  ///< as it is found now
  /// The plan's files name it, nobody typed it, and it lies outside the study's folder and the folders beside it: nothing of it is shown.
  bool scenario_elsewhere = false;
  std::vector<std::string> sets;
  std::string scenario_id;
  std::string scenario_digest;
  std::string program_version;
  std::uint64_t seed = 0;
  std::vector<RuleStamp> rules;
  std::vector<VariedParameter> parameters;
  std::vector<std::string> held;  ///< not varied though all are: the scenario sets them outside their range. Known to the planner only
  DesignSpec design;
  PlanCost cost;
  std::vector<PlanPart> parts;
  std::vector<StudyCase> cases;

  /// Replicates of every case.
  [[nodiscard]] std::int32_t replicates() const;
  /// Digest of the newest part: names the plan as a whole.
  [[nodiscard]] const std::string& digest() const { return parts.back().digest; }
  /// All batches, in the order of parts.
  [[nodiscard]] std::vector<Batch> batches() const;
  [[nodiscard]] std::int64_t rows() const;
  [[nodiscard]] std::int64_t batch_count() const;
  /// The values of a case as --set takes them, in the order of the parameters.
  [[nodiscard]] std::vector<std::string> settings_of(const StudyCase& one) const;
  /// All options of a case: those of the plan that it does not set otherwise, then its own.
  [[nodiscard]] std::vector<std::string> options_of(const StudyCase& one) const;
};

/// Why `cases` more cases, or `replicates` replicates of every case altogether, are more than a study may have; nothing if they are not.
[[nodiscard]] std::optional<StudyMistake> limit_mistake(const StudyPlan& plan, std::int64_t cases, std::int64_t replicates);
/// The same for what add_part() would add.
[[nodiscard]] std::optional<StudyMistake> part_mistake(const StudyPlan& plan, int blocks, std::int32_t replicates);

/// Adds part 0, or the next one: `blocks` more blocks of the design (fewer if the design has no more), or `replicates` more replicates of
/// every case; one of the two is 0. `cores` decides how small batches are. Nothing is written.
void add_part(StudyPlan& plan, int blocks, std::int32_t replicates, int cores);

/// Writes the newest part into the plan's folder, which must be new or empty for part 0. The file appears whole or not at all. Throws
/// FileError.
void write_part(StudyPlan& plan);

/// Throws FileError unless batches/ and journal/ are folders that lie in the study's folder itself: a study from a stranger must not lead
/// what is written somewhere else. To be called before a worker writes.
void require_own_folders(const std::filesystem::path& folder);

/// Reads the plan of a folder. `scenario_file`: where the scenario stands now; empty: where the plan says. Throws FileError if there is no
/// plan, a file of it was changed, or it says what no plan says: whoever has a plan may rely on every number of it.
[[nodiscard]] StudyPlan read_plan(const std::filesystem::path& folder, const std::filesystem::path& scenario_file = {});

}  // namespace eldercast
