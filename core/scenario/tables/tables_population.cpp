#include <fmt/format.h>

#include "scenario/tables/tables.hpp"

namespace eldercast {
namespace {

constexpr Limits kAge{0, 130};

/// age_from and age_to of a band.
template <class Band>
void read_ages(CellReader& cells, Band& band) {
  band.age_from = static_cast<int>(cells.integer("age_from", kAge));
  const auto age_to = cells.optional_integer("age_to", kAge);
  if (!age_to) return;
  band.age_to = static_cast<int>(*age_to);
  if (cells.ok() && *band.age_to < band.age_from) {
    cells.report("scenario.range-order", "age_to", fmt::format("age_to = {} is below age_from = {}", *band.age_to, band.age_from));
  }
}

CensusGroup read_census(CellReader& cells) {
  constexpr Limits kPeople{0, 1e9};
  CensusGroup group;
  group.sex = cells.choice<Sex>("sex");
  read_ages(cells, group);
  group.population_first = cells.integer("population_first", kPeople);
  group.population_second = cells.integer("population_second", kPeople);
  return group;
}

AgeShape read_age_shape(CellReader& cells) {
  AgeShape shape;
  shape.sex = cells.choice<Sex>("sex");
  shape.age = static_cast<int>(cells.integer("age", {0, 100}));
  shape.weight = cells.number("weight", {1e-9, 1e12});
  return shape;
}

MortalityBand read_mortality(CellReader& cells) {
  MortalityBand band;
  band.sex = cells.choice<Sex>("sex");
  read_ages(cells, band);
  band.rate_per_year = cells.number("rate_per_year", {1e-9, 10});
  return band;
}

/// Two shares of one whole.
void check_sum(CellReader& cells, std::string_view first, double a, std::string_view second, double b) {
  if (cells.ok() && a + b > 1.0)
    cells.report("scenario.range", second, fmt::format("{} + {} = {} must not be above 1", first, second, a + b));
}

DisabilityBand read_disability(CellReader& cells) {
  constexpr Limits kRatio{0.01, 100};
  DisabilityBand band;
  band.sex = cells.choice<Sex>("sex");
  read_ages(cells, band);
  band.share_partial = cells.number("share_partial", kShare);
  band.share_full = cells.number("share_full", kShare);
  band.independent_to_partial = cells.number("independent_to_partial", kShare);
  band.independent_to_full = cells.number("independent_to_full", kShare);
  band.partial_to_independent = cells.number("partial_to_independent", kShare);
  band.partial_to_full = cells.number("partial_to_full", kShare);
  band.full_to_partial = cells.number("full_to_partial", kShare);
  band.death_ratio_partial = cells.number("death_ratio_partial", kRatio);
  band.death_ratio_full = cells.number("death_ratio_full", kRatio);
  check_sum(cells, "share_partial", band.share_partial, "share_full", band.share_full);
  check_sum(cells, "independent_to_partial", band.independent_to_partial, "independent_to_full", band.independent_to_full);
  check_sum(cells, "partial_to_independent", band.partial_to_independent, "partial_to_full", band.partial_to_full);
  return band;
}

MoveBand read_move(CellReader& cells) {
  MoveBand band;
  band.kind = cells.choice<TownKind>("kind");
  read_ages(cells, band);
  band.rate_per_year = cells.number("rate_per_year", kShare);
  static_cast<void>(cells.optional_number("low", kShare));
  static_cast<void>(cells.optional_number("high", kShare));
  return band;
}

}  // namespace

void read_population_tables(Tables& tables, Scenario& scenario, Diagnostics& diagnostics) {
  read_rows(tables, "census", tables.census, scenario.census, diagnostics, read_census);
  read_rows(tables, "age_shape", tables.age_shape, scenario.age_shape, diagnostics, read_age_shape);
  read_rows(tables, "mortality", tables.mortality, scenario.mortality, diagnostics, read_mortality);
  read_rows(tables, "disability", tables.disability, scenario.disability, diagnostics, read_disability);
  read_rows(tables, "moves", tables.moves, scenario.moves, diagnostics, read_move);
}

}  // namespace eldercast
