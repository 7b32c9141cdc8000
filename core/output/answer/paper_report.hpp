#pragma once
/// Coverage on paper: facilities that are open at the run's end but without staff, hub or users, and the cheapest way to mend each.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "output/answer/summary.hpp"
#include "output/render/json_numbers.hpp"
#include "output/render/table.hpp"

namespace eldercast {

/// One more helper (at a point) or carer (elsewhere); visits and management by the working centre of its town; a centre for its town, where
/// none is open; a full station in place of a point.
enum class Mend : std::uint8_t { helper, carer, hub, centre, station };
template <>
struct Names<Mend> {
  static constexpr std::array<std::string_view, 5> kText{"helper", "carer", "hub", "centre", "station"};
};

[[nodiscard]] Text mend_words(Mend mend);

/// `persons`: who waits in the facility's settlement for the services that the mend would unlock, as the mean over replicates; a person who
/// waits for two services counts twice.
struct MendOption {
  Mend mend = Mend::helper;
  PaperReason reason = PaperReason::no_staff;
  double yuan_per_year = 0;
  double persons = 0;
  std::optional<double> yuan_per_person;  ///< absent: nobody waits
};

/// A facility that is on paper at the run's end in more than half of the replicates.
struct PaperLine {
  std::string facility;
  FacilityKind kind = FacilityKind::village_point;
  std::string town;
  Text town_name;
  Text settlement;
  bool siting_assumed = false;
  double share = 0;                        ///< of the replicates, whatever the reason
  PerEnum<PaperReason, double> by_reason;  ///< of the replicates
  double centre_closed = 0;                ///< of the replicates: it has no working hub because its town has no open centre
  std::vector<MendOption> mends;           ///< cheapest a person first, those that would serve nobody last
};

/// A town whose centre would have to open before its points and stations can lean on it.
struct PaperCentre {
  std::string town;
  Text town_name;
  int facilities = 0;                ///< lines that this would mend
  int shared_by = 0;                 ///< points and stations of the town, in stock and plan
  std::optional<double> build_yuan;  ///< building and equipment, once; absent where the scenario has no standard
};

struct PaperReport {
  std::string name_zh;
  std::string name_en;
  YearMonth end;
  int replicates = 0;
  SummaryPaper count;
  std::vector<PaperLine> lines;      ///< by town in the scenario's order, worst first
  std::vector<PaperCentre> centres;  ///< in the scenario's order
};

/// How many facilities are on paper at the run's end.
[[nodiscard]] SummaryPaper paper_count(const Description& description, std::span<const Outcome> outcomes);
/// Failed replicates are left out.
[[nodiscard]] PaperReport paper_report(const Description& description, std::span<const Outcome> outcomes);
/// How many lean on a centre that is not open, and what it takes to open those; empty where there are none.
[[nodiscard]] Text words_of_centres(const PaperReport& report);
/// One row a facility.
[[nodiscard]] Table paper_table(const PaperReport& report);
[[nodiscard]] std::string render_text(const PaperReport& report, Language language, std::size_t width);
/// "format" is "eldercast-paper", "version" 1.
[[nodiscard]] std::string render_json(const PaperReport& report);
/// The count as JSON.
[[nodiscard]] Json paper_json(const SummaryPaper& count);

}  // namespace eldercast
