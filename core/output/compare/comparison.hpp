#pragma once
/// What one run changes against another: every figure, by year and town, who pays more, which target is met more surely, and what an
/// additional person served costs.
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "engine/outcome.hpp"
#include "model/targets.hpp"
#include "output/compare/waterfall.hpp"
#include "output/description.hpp"
#include "output/figures/figures.hpp"
#include "output/figures/paired.hpp"
#include "output/file/array_file.hpp"
#include "output/render/language.hpp"
#include "output/render/table.hpp"

namespace eldercast {

/// A run as a comparison takes it.
struct ComparedRun {
  std::string label;  ///< how it was named on the command line
  Description description;
  std::vector<Outcome> outcomes;
};

/// One figure in both runs.
struct FigureDifference {
  Figure figure;                               ///< of A
  Difference run;                              ///< over the whole run (Figure::over)
  std::vector<Difference> years;               ///< one a calendar year
  std::vector<std::vector<Difference>> towns;  ///< year, town; empty where it is not kept by town
  std::vector<Difference> run_towns;           ///< by town over the whole run; the same
  /// True if no replicate differs anywhere, neither in a year nor in a town.
  [[nodiscard]] bool zero() const;
};

/// How often a target is met when it is due. Shares of the replicates; absent where it is not judged.
struct TargetDifference {
  JudgedTarget about;  ///< as run A has it
  std::optional<double> met_a;
  std::optional<double> met_b;
  std::optional<YearMonth> due;  ///< where it lies within the run and is the same in both
  Difference when_due;           ///< of the target's value in that month
  int gained = 0;                ///< pairs in which B meets it and A does not
  int lost = 0;                  ///< the other way round
  /// Whether the chance changes for certain: flip_probability() of pairs is at most kFlipsByChance. Runs that are not paired tell nothing.
  [[nodiscard]] bool chance_changes() const { return flip_probability(gained, lost) <= kFlipsByChance; }
};

/// Additional money over the whole run for what is gained over the whole run, in yuan. Known only where the gain, or the loss, is certain
/// as direction_of() says.
struct CostOfGain {
  PairedRatio public_money;  ///< of governments, lottery fund and insurances
  PairedRatio all_money;
  PairedRatio lost_public_money;  ///< where less is got for certain: what each unit less saves
};

struct Comparison {
  std::string label_a;
  std::string label_b;
  std::string name_a_zh;
  std::string name_b_zh;
  std::string name_a_en;
  std::string name_b_en;
  YearMonth start;
  YearMonth end;
  std::vector<std::string> town_codes;
  std::vector<std::string> town_names_zh;
  std::vector<std::string> town_names_en;  ///< Chinese where there is none
  std::string digest_a;                    ///< of the scenarios
  std::string digest_b;
  bool paired = true;  ///< both have one seed
  int replicates = 0;  ///< replicates in which both ended well
  std::vector<FigureDifference> figures;
  std::vector<TargetDifference> targets;
  CostOfGain per_served_year;            ///< per additional person-year in which somebody is served (distinct persons, doctors' lists too)
  CostOfGain per_care_year;              ///< per additional person-year of a service that is care (figure cared_months)
  CostOfGain per_bed_year;               ///< per person-year of bed shortfall removed
  double median_narrowing = 0;           ///< over the figures that differ by chance: how many times wider an unpaired interval would be
  std::optional<Waterfall> waterfall;    ///< what each of several changes brought, where it was asked for
  std::vector<std::string> only_in_one;  ///< figures of services that the other run does not have
};

/// Runs cannot be compared: other months, other towns. The text says what differs.
class NotComparable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Compares B with A. Replicates pair by their number if the seeds are equal; else differences are not paired and said to be so. Throws
/// NotComparable if the calendars or the towns differ.
[[nodiscard]] Comparison compare(const ComparedRun& a, const ComparedRun& b);

struct ComparisonView {
  bool towns = false;                   ///< also towns over the whole run: of each figure those that change for certain, most first
  bool years = false;                   ///< also each calendar year
  bool all = false;                     ///< also figures and towns that do not differ, or in no certain direction
  bool intervals = false;               ///< with several runs B also what 90% of the replicates hold
  std::vector<std::string> figures;     ///< ids, or what stands before the dot of several; these alone, whether they change or not
  std::vector<std::string> town_codes;  ///< these towns alone
};
/// Whether `word` is the id of a figure or what stands before the dot in it.
[[nodiscard]] bool names_figure(std::string_view word, std::string_view id);

/// What a gain for certain costs and a loss for certain saves, in sentences: "a person-year of care more costs 3,194 [..] yuan of public
/// money". Nothing where the gain, or the sign of its price, is not certain.
[[nodiscard]] std::vector<Text> price_sentences(const Comparison& comparison);

/// The figures that a first line names, all told by is_told().
struct MostChanged {
  std::vector<const FigureDifference*> payers;  ///< most money first
  std::vector<const FigureDifference*> unpaid;  ///< if large: earned and not paid at the end, a fund that is emptied, projects that wait
  std::vector<const FigureDifference*> people;  ///< coverage, services, beds, staff: the largest share of A first
};
[[nodiscard]] MostChanged most_changed(const Comparison& comparison);

/// The figure of a comparison, or null.
[[nodiscard]] const FigureDifference* find_difference(const Comparison& comparison, std::string_view id);
inline constexpr std::string_view kComparisonFiletype = "eldercast-comparison";

/// Behind a change that has no interval beside it: "~" where the mean alone is certain, "?" where not even that is.
[[nodiscard]] std::string mark_of(const Difference& one);
/// 'A' for the first run.
[[nodiscard]] char run_letter(std::size_t run);
/// In at most 24 lines of 80 columns: which runs they are, and with `changes` what each changes for people, who pays, and what a gain
/// costs.
[[nodiscard]] std::string first_answer(std::span<const Comparison> comparisons, bool changes, const TextForm& form);
/// All comparisons with one A side by side: the first answer, then a table a subject with A, B, C as columns and the change under each
/// value, and the chances of targets; money in 10,000 yuan. Brackets hold 90% of the replicates.
[[nodiscard]] std::string render_text(std::span<const Comparison> comparisons, ComparisonView view, Language language, std::size_t width);
/// All comparisons with one A: "format" is "eldercast-comparison", "version" 1; money in yuan.
[[nodiscard]] std::string render_json(std::span<const Comparison> comparisons);

/// The same for a spreadsheet: which runs they are, every figure by year and over the run, and by town over the run; money in yuan.
[[nodiscard]] std::vector<Table> comparison_tables(std::span<const Comparison> comparisons);

/// The same as tables: group `district` along comparison, figure, year; `run` along comparison, figure; `towns` along comparison, figure,
/// year, town. Figures that are not in all comparisons are left out.
[[nodiscard]] ArrayFile comparison_file(std::span<const Comparison> comparisons);

}  // namespace eldercast
