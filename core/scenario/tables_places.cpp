#include <algorithm>
#include <numeric>

#include "scenario/tables.hpp"

namespace eldercast {
namespace {

constexpr Limits kPeople{1, 100'000'000};
constexpr Limits kLongitude{-180, 180};
constexpr Limits kLatitude{-90, 90};

Town read_town(CellReader& cells, CodeIndex& codes) {
  Town town;
  town.code = cells.text("code");
  town.name_zh = cells.name("name_zh");
  town.name_en = cells.name("name_en");
  town.kind = cells.choice<TownKind>("kind");
  town.population_2010 = cells.number("population_2010", kPeople);
  town.population_2020 = cells.number("population_2020", kPeople);
  town.area_km2 = cells.number("area_km2", {0.01, 1e6});
  town.lon = cells.number("lon", kLongitude);
  town.lat = cells.number("lat", kLatitude);
  codes.add(cells, "code", town.code, town.name_zh);
  return town;
}

Settlement read_settlement(CellReader& cells, Tables& tables) {
  Settlement settlement;
  settlement.code = cells.text("code");
  settlement.name_zh = cells.name("name_zh");
  const auto town = tables.town_codes.resolve(cells, "town", cells.text("town"), "scenario.unknown-town", "town");
  if (town) settlement.town = TownId(*town);
  settlement.kind = cells.choice<SettlementKind>("kind");
  settlement.weight = cells.number("weight", {1e-6, 1e6});
  settlement.lon = cells.optional_number("lon", kLongitude);
  settlement.lat = cells.optional_number("lat", kLatitude);
  if (settlement.lon.has_value() != settlement.lat.has_value()) {
    cells.report("scenario.required", settlement.lon ? "lat" : "lon", "lon and lat are given together or not at all");
  }
  tables.settlement_codes.add(cells, "code", settlement.code, settlement.name_zh);
  return settlement;
}

/// Settlements in the order of their towns; inside a town as in the file.
void sort_by_town(std::vector<Settlement>& settlements, std::vector<std::size_t>& rows) {
  std::vector<std::size_t> order(settlements.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return settlements[a].town < settlements[b].town; });
  std::vector<Settlement> sorted;
  std::vector<std::size_t> sorted_rows;
  for (const std::size_t i : order) {
    sorted.push_back(std::move(settlements[i]));
    sorted_rows.push_back(rows[i]);
  }
  settlements = std::move(sorted);
  rows = std::move(sorted_rows);
}

}  // namespace

void read_places(Tables& tables, Scenario& scenario, Diagnostics& diagnostics) {
  read_rows(tables, "towns", tables.towns, scenario.towns, diagnostics,
            [&](CellReader& cells) { return read_town(cells, tables.town_codes); });
  for (std::size_t i = 0; i < scenario.towns.size(); ++i) tables.town_codes.set_item(scenario.towns[i].code, i);
  tables.town_codes.close(tables.towns.table);

  read_rows(tables, "settlements", tables.settlements, scenario.settlements, diagnostics,
            [&](CellReader& cells) { return read_settlement(cells, tables); });
  sort_by_town(scenario.settlements, tables.settlements.rows);
  for (std::size_t i = 0; i < scenario.settlements.size(); ++i) tables.settlement_codes.set_item(scenario.settlements[i].code, i);
  tables.settlement_codes.close(tables.settlements.table);
}

}  // namespace eldercast
