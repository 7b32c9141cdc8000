#pragma once
/// One possible world of a forecast: its judged values drawn, and how many facilities it counts open month by month.
#include <cstdint>
#include <vector>

#include "study/forecast/forecast_tables.hpp"
#include "study/forecast/work_left.hpp"

namespace eldercast {

/// What all worlds of a forecast share.
class CitySetting {
 public:
  explicit CitySetting(const ForecastTables& tables);

  [[nodiscard]] const ForecastTables& tables() const { return *tables_; }
  [[nodiscard]] const SplitLognormal& spreads() const { return spreads_; }
  [[nodiscard]] const WorkLeft& work(std::size_t pool) const { return work_[pool]; }

 private:
  const ForecastTables* tables_;
  SplitLognormal spreads_;
  std::vector<WorkLeft> work_;  ///< by pool
};

/// Facilities counted open at the end of each month from `first` on, by pool, and how well the world agrees with what was counted.
struct CityPath {
  PerPool<std::vector<double>> open;
  double log_weight = 0;
};

/// Months for which a world is worked out; paths are asked for from the first month of the forecast on.
struct CityMonths {
  YearMonth first;
  YearMonth last;
};

/// The world of number `world`: every judged value from its range, one reading of each plan by its weight, the month that each count is of.
/// Paths never fall: a closed facility stays on the list or is made up for by another, and what closes for good lowers the growth.
[[nodiscard]] CityPath draw_city_path(const CitySetting& setting, CityMonths months, std::uint64_t seed, std::uint32_t world);

}  // namespace eldercast
