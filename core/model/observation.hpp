#pragma once
/// What is told of the past of a scenario: the rows of its table `observed`.
#include <array>
#include <cstdint>
#include <string_view>

#include "api/calendar.hpp"
#include "api/ids.hpp"

namespace eldercast {

/// What is told of the past (table `observed`): what became of projects; state and sums of towns or the district.
enum class ObservedWhat : std::uint8_t {
  begun,            ///< of a project: works began in the month
  opened,           ///< of a project: it opened in the month
  cancelled,        ///< of a project: it was given up in the month
  carers_in_post,   ///< at the end of the month, as all below
  staff_trained,    ///< in post: carers with a certificate, supervisors, directors, helpers
  money_paid_yuan,  ///< since the start of the run
  places_used,
  residents,
  carers_trained,  ///< graduates since the start of the run
  supervisors_trained,
  directors_trained
};
template <>
struct Names<ObservedWhat> {
  static constexpr std::array<std::string_view, 11> kText{
      "begun",       "opened",    "cancelled",      "carers_in_post",      "staff_trained",    "money_paid_yuan",
      "places_used", "residents", "carers_trained", "supervisors_trained", "directors_trained"};
};
/// True of what is told of a project.
[[nodiscard]] constexpr bool of_project(ObservedWhat what) { return what <= ObservedWhat::cancelled; }

/// One row of the table `observed`.
struct Observation {
  ObservedWhat what = ObservedWhat::opened;
  YearMonth month;
  ProjectId project;  ///< not valid: of a town or the district
  TownId town;        ///< not valid: of the district
  double value = 0;   ///< 1 for a project
};

}  // namespace eldercast
