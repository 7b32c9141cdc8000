#include "engine/allocate/transport_problem.hpp"

namespace eldercast {

void TransportProblem::clear() {
  offers.clear();
  turns.clear();
  first_turn.assign(1, 0);
  arcs.clear();
  first_arc.assign(1, 0);
}

}  // namespace eldercast
