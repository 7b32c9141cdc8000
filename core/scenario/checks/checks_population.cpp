#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "model/people/town_people.hpp"
#include "scenario/checks/checks.hpp"
#include "scenario/checks/people_text.hpp"

namespace eldercast {
namespace {

constexpr int kOldestAge = 100;        ///< oldest single year that the tables must cover
constexpr int kYoungestDeathAge = 50;  ///< youngest age that is followed
constexpr int kYoungestNeedAge = 60;   ///< youngest age that has needs and moves
constexpr int kOpenGroupAge = 85;      ///< the model's last census group

template <class Band>
Sex key_of(const Band& band) {
  return band.sex;
}
TownKind key_of(const MoveBand& band) { return band.kind; }

template <class Band>
std::string ages_of(const Band& band) {
  return band.age_to ? fmt::format("{}-{}", band.age_from, *band.age_to) : fmt::format("{} and over", band.age_from);
}

/// Items of one sex or kind in rising order of age.
template <class Band, class Key>
std::vector<std::size_t> rising(const std::vector<Band>& bands, Key key) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    if (key_of(bands[i]) == key) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return bands[a].age_from < bands[b].age_from; });
  return order;
}

/// The bands of one key touch each other and cover the ages `from` to `to`.
template <class Band, class Key>
void check_cover(const std::vector<Band>& bands, const RowsOf& rows, Key key, int from, int to, Diagnostics& diagnostics) {
  const auto missing = [&](int age, const Place& place, std::vector<Note> notes) {
    diagnostics.add({"scenario.bands", place, fmt::format("no row covers age {} of '{}'", age, name_of(key)), std::move(notes),
                     fmt::format("every age from {} to {} needs exactly one row", from, to)});
  };
  int next = from;  // youngest age that no row covers yet
  bool open = false;
  const std::size_t* before = nullptr;
  const std::vector<std::size_t> order = rising(bands, key);
  for (const std::size_t& item : order) {
    const Band& band = bands[item];
    const Place place = rows.place(item, "age_from");
    const std::vector<Note> notes =
        before == nullptr ? std::vector<Note>{} : std::vector<Note>{{"the row before it in age is given", rows.place(*before, "age_from")}};
    if (before != nullptr && (open || band.age_from <= *bands[*before].age_to)) {
      diagnostics.add({"scenario.bands", place,
                       fmt::format("ages {} of '{}' overlap ages {}", ages_of(band), name_of(key), ages_of(bands[*before])), notes, ""});
    } else if (band.age_from > next && next <= to) {
      missing(next, place, notes);
    }
    open = open || !band.age_to.has_value();
    next = std::max(next, band.age_to.value_or(to) + 1);
    before = &item;
  }
  if (next <= to) missing(next, before == nullptr ? rows.table->header() : rows.place(*before, "age_to"), {});
}

void check_census_group(const Scenario& scenario, const RowsOf& rows, std::size_t item, Diagnostics& diagnostics) {
  const CensusGroup& group = scenario.census[item];
  const bool five_years = group.age_to && group.age_from % kGroupYears == 0 && *group.age_to == group.age_from + kGroupYears - 1;
  const bool last = !group.age_to && group.age_from == kOpenGroupAge;
  if (last || (five_years && group.age_from < kOpenGroupAge)) return;
  diagnostics.add({"scenario.bands",
                   rows.place(item, "age_from"),
                   fmt::format("{} is not a census group: groups are 0-4, 5-9... 80-84, and {} and over", ages_of(group), kOpenGroupAge),
                   {},
                   "leave age_to of the last group empty"});
}

void check_age_shape(const Scenario& scenario, const Tables& tables, Sex sex, Diagnostics& diagnostics) {
  std::vector<std::optional<std::size_t>> first(kOldestAge + 1);
  for (std::size_t i = 0; i < scenario.age_shape.size(); ++i) {
    const AgeShape& shape = scenario.age_shape[i];
    if (shape.sex != sex) continue;
    auto& known = first[static_cast<std::size_t>(shape.age)];
    if (known) {
      diagnostics.add({"scenario.duplicate",
                       tables.age_shape.place(i, "age"),
                       fmt::format("age {} of '{}' is given twice", shape.age, name_of(sex)),
                       {{"it is first given", tables.age_shape.place(*known, "age")}},
                       ""});
    } else {
      known = i;
    }
  }
  for (int age = kYoungestDeathAge; age <= kOldestAge; ++age) {
    if (first[static_cast<std::size_t>(age)]) continue;
    diagnostics.add({"scenario.bands",
                     tables.age_shape.table->header(),
                     fmt::format("no row covers age {} of '{}'", age, name_of(sex)),
                     {},
                     fmt::format("every age from {} to {} needs exactly one row", kYoungestDeathAge, kOldestAge)});
    return;
  }
}

constexpr std::string_view kOwn60plus = "residents_60_plus";

/// What the own numbers leave to the other towns is no more than the people that these have.
void check_left_60plus(const Scenario& scenario, const Tables& tables, std::size_t last, Diagnostics& diagnostics) {
  double of_towns = 0;
  double census = 0;
  for (const Town& town : scenario.towns) of_towns += town.population_2020;
  for (const CensusGroup& group : scenario.census) census += static_cast<double>(group.population_second);
  const std::vector<double> shared = town_60plus_at_census(scenario);
  for (std::size_t t = 0; t < scenario.towns.size(); ++t) {
    const Town& town = scenario.towns[t];
    const double people = town.population_2020 * census / of_towns;
    if (shared[t] <= people) continue;
    diagnostics.add({"scenario.people",
                     tables.towns.place(last, kOwn60plus),
                     fmt::format("the numbers that towns have leave {} people aged 60 and over to {}, which has {} of all ages",
                                 people_text(shared[t]), town.name_en, people_text(people)),
                     {{"its people are given", tables.towns.place(t, "population_2020")}},
                     "the census is the total of the district: what some towns have less, the others get"});
    return;
  }
}

/// Older people whom towns have by count: no more than the people of the town, and together what the census has.
void check_own_60plus(const Scenario& scenario, const Tables& tables, Diagnostics& diagnostics) {
  double own = 0;
  std::size_t last = scenario.towns.size();
  std::size_t without = 0;
  for (std::size_t t = 0; t < scenario.towns.size(); ++t) {
    const Town& town = scenario.towns[t];
    without += town.residents_60_plus ? 0 : 1;
    if (!town.residents_60_plus) continue;
    own += *town.residents_60_plus;
    last = t;
    if (*town.residents_60_plus <= town.population_2020) continue;
    diagnostics.add({"scenario.people",
                     tables.towns.place(t, kOwn60plus),
                     fmt::format("{} has {} people aged 60 and over, but {} of all ages", town.name_en,
                                 people_text(*town.residents_60_plus), people_text(town.population_2020)),
                     {{"people of all ages are given", tables.towns.place(t, "population_2020")}},
                     "both count people at the second census; leave the cell empty where they are not counted"});
  }
  if (last == scenario.towns.size() || !tables.census.usable()) return;
  const double census = census_60plus(scenario);
  if (own < census) return check_left_60plus(scenario, tables, last, diagnostics);
  if (without == 0 && own == census) return;
  const std::string left = without == 0
                               ? fmt::format("the district {} at the second census", people_text(census))
                               : fmt::format("which leaves nobody of the district's {} to the others ({})", people_text(census), without);
  diagnostics.add({"scenario.people",
                   tables.towns.place(last, kOwn60plus),
                   fmt::format("towns have {} people aged 60 and over by their own numbers, {}", people_text(own), left),
                   {{"the census is given", tables.census.table->header()}},
                   "the census is the total of the district: if a town was added to the towns, add its people to the census, too"});
}

/// Who moves within the district moves to a street.
void check_move_destinations(const Scenario& scenario, const Tables& tables, Diagnostics& diagnostics) {
  const bool street =
      std::any_of(scenario.towns.begin(), scenario.towns.end(), [](const Town& town) { return town.kind == TownKind::street; });
  if (street) return;
  for (std::size_t i = 0; i < scenario.moves.size(); ++i) {
    if (scenario.moves[i].rate_per_year == 0) continue;
    diagnostics.add({"scenario.people",
                     tables.moves.place(i, "rate_per_year"),
                     "people move to a street of the district, and it has none",
                     {{"the towns are given", tables.towns.table->header()}},
                     "set rate_per_year to 0 in every row, or make a town a street"});
    return;
  }
}

}  // namespace

void check_population(const Scenario& scenario, const Tables& tables, Diagnostics& diagnostics) {
  if (tables.census.usable()) {
    const std::size_t before = diagnostics.count();
    for (std::size_t i = 0; i < scenario.census.size(); ++i) check_census_group(scenario, tables.census, i, diagnostics);
    if (diagnostics.count() == before) {
      for (const Sex sex : {Sex::male, Sex::female}) check_cover(scenario.census, tables.census, sex, 0, kOldestAge, diagnostics);
    }
  }
  for (const Sex sex : {Sex::male, Sex::female}) {
    if (tables.age_shape.usable()) check_age_shape(scenario, tables, sex, diagnostics);
    if (tables.mortality.usable()) check_cover(scenario.mortality, tables.mortality, sex, kYoungestDeathAge, kOldestAge, diagnostics);
    if (tables.disability.usable()) check_cover(scenario.disability, tables.disability, sex, kYoungestNeedAge, kOldestAge, diagnostics);
  }
  if (tables.towns.usable()) check_own_60plus(scenario, tables, diagnostics);
  if (tables.towns.usable() && tables.moves.usable()) check_move_destinations(scenario, tables, diagnostics);
  for (const TownKind kind : {TownKind::street, TownKind::town}) {
    if (tables.moves.usable()) check_cover(scenario.moves, tables.moves, kind, kYoungestNeedAge, kOldestAge, diagnostics);
  }
}

}  // namespace eldercast
