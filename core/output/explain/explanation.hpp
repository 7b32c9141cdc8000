#pragma once
/// Everything that a results file knows about one of its numbers.
#include <cstdint>
#include <string>
#include <vector>

#include "model/rule_catalog.hpp"
#include "output/explain/changes_behind.hpp"
#include "output/explain/derivation.hpp"
#include "output/explain/picked_cells.hpp"
#include "output/render/document.hpp"

namespace eldercast {

/// Postings that agree in all of this.
struct PostingGroup {
  std::string rule;  ///< empty: booked by the engine itself
  std::string clause;
  std::string payer;
  std::string purpose;
  std::size_t count = 0;
  std::int64_t fen = 0;
};

/// The postings of one replicate behind the picked cells.
struct PostingsBehind {
  std::int32_t replicate = 0;
  std::vector<PostingGroup> groups;  ///< largest amount first
  std::int64_t fen = 0;              ///< their sum
  std::int64_t stored_fen = 0;       ///< the sum of the cells as stored
};

/// Of every replicate that is kept in detail; empty if none is, or if the dataset is no sum of postings. `outcomes` carries the postings.
[[nodiscard]] std::vector<PostingsBehind> postings_behind(const PickedCells& picked, PostedBy posted, const std::vector<Outcome>& outcomes,
                                                          const Description& description);

struct ExplainRequest {
  std::string path;         ///< "/district/bed_shortfall", or its last part where that is unique; or a target, "G2.own"
  std::vector<Pick> picks;  ///< of its dimensions
};

/// A value of the scenario behind the number.
struct ParameterBehind {
  std::string id;
  std::string value;
  std::string place;    ///< "data/parameters.csv:37", "--set"
  std::string quality;  ///< empty where the scenario itself says the value
  std::string range;    ///< "4 to 13", or empty
  std::string source;
};

/// A rule of the run that can move the number.
struct RuleBehind {
  std::string id;
  std::string zh;
  std::string en;  ///< empty where the rule cannot be loaded any more
  std::string clauses;
  std::vector<ParameterBehind> parameters;
  /// What was accrued under each of its clauses in the year of the number, yuan; only clauses under which the run booked any.
  std::vector<std::pair<std::string, Estimate>> money;
};

/// A parameter that was drawn, and how its rank goes with that of the number over the replicates: Spearman's correlation, -1 to 1.
struct MovedBy {
  std::string id;
  double correlation = 0;
};

struct Explanation {
  const DatasetRow* row = nullptr;
  const Derivation* story = nullptr;
  PickedCells cells;
  std::vector<PostingsBehind> postings;
  std::vector<PickedCells> behind;  ///< the same picks as far as those datasets have the dimension
  std::vector<MovedBy> moved_by;    ///< of one number over replicates: what goes with it more than by chance, the most first, at most eight
  std::vector<ChangeBehind> changes;  ///< of facilities, where the number counts them or whom they displaced
  std::vector<ParameterBehind> parameters;
  std::vector<DataTable> tables;
  std::vector<RuleBehind> rules;
  std::string target;  ///< what is asked of it, in both languages, if the number is of one target
  std::string target_zh;
  std::string scenario;
  std::string digest;
};

/// The rules of a run whose ids begin so, and of them those of `only` if it names any, with their parameters.
[[nodiscard]] std::vector<RuleBehind> rules_behind(const std::vector<std::string>& starts, const std::vector<std::string>& only,
                                                   const std::vector<ResolvedEntry>& entries, const Description& description,
                                                   const RuleCatalog& rules);

/// Explains one number of `reader`. `rules` gives what is known of the rules today. Throws PickMistake.
[[nodiscard]] Explanation explain(const ResultsReader& reader, const ExplainRequest& request, const RuleCatalog& rules);

/// Value, how it is made, the postings and numbers behind it, what moves it, tables and rules; with `full` every parameter of the scenario
/// and of the rules, else where it is known what moves a number that is no sum of postings, that alone.
[[nodiscard]] Document document_of(const Explanation& explanation, bool full);
/// "format": "eldercast-explanation", "version": 1.
[[nodiscard]] std::string render_json(const Explanation& explanation);

}  // namespace eldercast
