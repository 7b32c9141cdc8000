#pragma once
/// People by sex and five-year group at one date.
#include <array>
#include <filesystem>
#include <optional>

#include "api/calendar.hpp"
#include "api/ids.hpp"
#include "scenario/source/diagnostic.hpp"

namespace eldercast {

/// A count on the first day of a month: the state at the end of the month before. Groups 0-4, 5-9... 80-84, then 85 and over.
struct PeopleCounts {
  static constexpr std::size_t kGroups = 18;
  static constexpr int kOpenAge = 85;

  YearMonth date;
  PerEnum<Sex, std::array<std::int64_t, kGroups>> people;

  [[nodiscard]] std::int64_t at(Sex sex, int age_from) const { return people[sex][static_cast<std::size_t>(age_from / 5)]; }
};

/// Reads a table with the columns date, sex, age_from, age_to, population, source: one date (year-month), five-year groups of both sexes,
/// the last one 85 with an empty age_to. Groups below `youngest` may be absent and count as 0. Nothing, with diagnostics, if anything is
/// wrong: two dates (scenario.date), a group that is none (scenario.bands), absent or there twice, and all that stops a table of a
/// scenario.
[[nodiscard]] std::optional<PeopleCounts> read_counts(const std::filesystem::path& file, int youngest, Diagnostics& diagnostics);

}  // namespace eldercast
