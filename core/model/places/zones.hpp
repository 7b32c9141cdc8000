#pragma once
/// The district cut into zones, which may be worked on at the same time.
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "api/ids.hpp"
#include "model/scenario.hpp"

namespace eldercast {

/// Does work(0) to work(jobs - 1), each once, in any order and perhaps at the same time; returns when all are done.
using Executor = std::function<void(std::size_t jobs, const std::function<void(std::size_t)>& work)>;
/// One after the other, on the calling thread.
void run_serially(std::size_t jobs, const std::function<void(std::size_t)>& work);

/// Towns that follow each other in the table, with their settlements.
struct Zone {
  std::size_t number = 0;
  std::size_t first_town = 0;
  std::size_t end_town = 0;
  std::size_t first_settlement = 0;
  std::size_t end_settlement = 0;

  [[nodiscard]] bool has(TownId town) const { return town.index() >= first_town && town.index() < end_town; }
  [[nodiscard]] bool has(SettlementId settlement) const {
    return settlement.index() >= first_settlement && settlement.index() < end_settlement;
  }
};

/// All zones of a district. How it is cut, and who works on what, changes no result.
class Zones {
 public:
  /// The whole district in one zone.
  explicit Zones(const Scenario& scenario);
  /// Zones of at least `residents` individuals, the last one of fewer perhaps; a town is never cut. `first_slot` is that of the base
  /// population, `together` does the work of each().
  Zones(const Scenario& scenario, std::span<const std::uint32_t> first_slot, std::size_t residents, Executor together = run_serially);

  [[nodiscard]] std::size_t size() const { return zones_.size(); }
  [[nodiscard]] const Zone& operator[](std::size_t number) const { return zones_[number]; }
  [[nodiscard]] std::size_t of(TownId town) const { return of_town_[town.index()]; }
  /// Calls work(number) for every zone, perhaps at the same time. One thread asks for no memory.
  template <class Work>
  void each(const Work& work) const {
    together_(zones_.size(), std::cref(work));
  }

 private:
  std::vector<Zone> zones_;
  std::vector<std::uint32_t> of_town_;
  Executor together_;
};

}  // namespace eldercast
