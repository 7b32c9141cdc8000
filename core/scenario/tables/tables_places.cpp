#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "scenario/tables/tables.hpp"

namespace eldercast {
namespace {

constexpr Limits kTownPeople{1, 100'000'000};
constexpr Limits kLongitude{-180, 180};
constexpr Limits kLatitude{-90, 90};
constexpr Limits kOrder{1, 10'000'000};

Town read_town(CellReader& cells, CodeIndex& codes) {
  Town town;
  town.code = cells.text("code");
  town.name_zh = cells.name("name_zh");
  town.name_en = cells.name("name_en");
  town.kind = cells.choice<TownKind>("kind");
  town.population_2010 = cells.number("population_2010", kTownPeople);
  town.population_2020 = cells.number("population_2020", kTownPeople);
  town.area_km2 = cells.number("area_km2", {0.01, 1e6});
  town.lon = cells.number("lon", kLongitude);
  town.lat = cells.number("lat", kLatitude);
  town.residents_60_plus = cells.optional_number("residents_60_plus", kTownPeople);
  codes.add(cells, "code", town.code, town.name_zh, town.name_en);
  return town;
}

Settlement read_settlement(CellReader& cells, Tables& tables) {
  Settlement settlement;
  settlement.code = cells.text("code");
  settlement.name_zh = cells.name("name_zh");
  settlement.name_en = cells.empty("name_en") ? settlement.name_zh : cells.name("name_en");
  const auto town = tables.town_codes.resolve(cells, "town", cells.text("town"), "scenario.unknown-town", "town");
  if (town) settlement.town = TownId(*town);
  settlement.kind = cells.choice<SettlementKind>("kind");
  settlement.weight = cells.number("weight", {1e-6, 1e6});
  settlement.lon = cells.optional_number("lon", kLongitude);
  settlement.lat = cells.optional_number("lat", kLatitude);
  if (settlement.lon.has_value() != settlement.lat.has_value()) {
    cells.report("scenario.required", settlement.lon ? "lat" : "lon", "lon and lat are given together or not at all");
  }
  tables.settlement_codes.add(cells, "code", settlement.code, settlement.name_zh,
                              settlement.name_en == settlement.name_zh ? "" : settlement.name_en);
  return settlement;
}

std::size_t digits_at(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of("0123456789", at), text.size()) - at;
}

/// Codes as people count them: "T2" before "T10".
bool code_before(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    const std::size_t in_a = digits_at(a, i);
    const std::size_t in_b = digits_at(b, j);
    if (in_a > 0 && in_b > 0) {
      std::string_view one = a.substr(i, in_a);
      std::string_view other = b.substr(j, in_b);
      one.remove_prefix(std::min(one.find_first_not_of('0'), one.size()));
      other.remove_prefix(std::min(other.find_first_not_of('0'), other.size()));
      if (one != other) return std::tuple(one.size(), one) < std::tuple(other.size(), other);
      i += in_a;
      j += in_b;
      continue;
    }
    if (a[i] != b[j]) return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[j]);
    ++i;
    ++j;
  }
  return std::tuple(a.size() - i, a) < std::tuple(b.size() - j, b);
}

/// Puts items and the rows that they came from in an order.
template <class T, class Before>
void sort_items(std::vector<T>& items, std::vector<std::size_t>& rows, Before before) {
  std::vector<std::size_t> order(items.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), before);
  std::vector<T> sorted;
  std::vector<std::size_t> sorted_rows;
  for (const std::size_t i : order) {
    sorted.push_back(std::move(items[i]));
    sorted_rows.push_back(rows[i]);
  }
  items = std::move(sorted);
  rows = std::move(sorted_rows);
}

/// Towns by the column `order`, those without it behind, by code: places are assumed and people rounded town by town, and the rows of a
/// file may come in any order.
void sort_towns(std::vector<Town>& towns, RowsOf& rows, const std::vector<std::int64_t>& order) {
  sort_items(towns, rows.rows, [&](std::size_t a, std::size_t b) {
    return order[a] != order[b] ? order[a] < order[b] : code_before(towns[a].code, towns[b].code);
  });
}

/// Settlements by town and code, for the same reason.
void sort_settlements(std::vector<Settlement>& settlements, RowsOf& rows) {
  sort_items(settlements, rows.rows, [&](std::size_t a, std::size_t b) {
    const Settlement& one = settlements[a];
    const Settlement& other = settlements[b];
    return one.town != other.town ? one.town < other.town : code_before(one.code, other.code);
  });
}

/// What screens and pages show must tell places apart: a name that several bear, in a town if settlements, is followed by the code.
template <class T, class Key>
void tell_apart(std::vector<T>& items, std::string T::*name, Key key) {
  std::map<decltype(key(items.front())), int> bearers;
  for (const T& item : items) ++bearers[key(item)];
  std::vector<bool> shared;
  for (const T& item : items) shared.push_back(bearers[key(item)] > 1);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (shared[i]) items[i].*name += " (" + items[i].code + ")";
  }
}

}  // namespace

void read_places(Tables& tables, Scenario& scenario, Diagnostics& diagnostics) {
  std::vector<std::int64_t> order;
  read_rows(tables, "towns", tables.towns, scenario.towns, diagnostics, [&](CellReader& cells) {
    const std::int64_t place = cells.optional_integer("order", kOrder).value_or(std::numeric_limits<std::int64_t>::max());
    Town town = read_town(cells, tables.town_codes);
    if (cells.ok()) order.push_back(place);
    return town;
  });
  sort_towns(scenario.towns, tables.towns, order);
  tell_apart(scenario.towns, &Town::name_zh, [](const Town& town) { return town.name_zh; });
  tell_apart(scenario.towns, &Town::name_en, [](const Town& town) { return town.name_en; });
  for (std::size_t i = 0; i < scenario.towns.size(); ++i) tables.town_codes.set_item(scenario.towns[i].code, i);
  tables.town_codes.close(tables.towns.table);

  read_rows(tables, "settlements", tables.settlements, scenario.settlements, diagnostics,
            [&](CellReader& cells) { return read_settlement(cells, tables); });
  sort_settlements(scenario.settlements, tables.settlements);
  tell_apart(scenario.settlements, &Settlement::name_zh, [](const Settlement& one) { return std::pair(one.town, one.name_zh); });
  for (std::size_t i = 0; i < scenario.settlements.size(); ++i) tables.settlement_codes.set_item(scenario.settlements[i].code, i);
  tables.settlement_codes.close(tables.settlements.table);
}

}  // namespace eldercast
