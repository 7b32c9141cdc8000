#pragma once
/// The problem that optimal admission poses for each service and month: who of those who wait goes where.
#include <cstdint>
#include <vector>

namespace eldercast {

/// Cells of people who wait, alike in where they live and in what they would take, and offers of free places. The people of a cell stand in
/// turns: those of a lower turn go first, over all cells. A plan serves as many people of turn 0 as can be served, then as many of turn 1
/// with them, and so on; of all such plans it is one of least cost.
struct TransportProblem {
  struct Turn {
    std::uint32_t turn = 0;
    std::int32_t persons = 0;
  };
  struct Arc {
    std::uint32_t offer = 0;
    std::int32_t cost = 0;  ///< of one person, not negative
  };

  std::vector<std::int32_t> offers;        ///< free places of each
  std::vector<Turn> turns;                 ///< cell by cell, each cell's by rising turn
  std::vector<std::size_t> first_turn{0};  ///< of each cell, and the end
  std::vector<Arc> arcs;                   ///< cell by cell, each cell's by rising cost
  std::vector<std::size_t> first_arc{0};   ///< of each cell, and the end

  [[nodiscard]] std::size_t cells() const { return first_arc.size() - 1; }
  void clear();
};

}  // namespace eldercast
