#pragma once
/// Staff as observed: stocks of the engine are put to what was counted, in the months of which the past is known.
#include <map>
#include <vector>

#include "engine/staff/workforce.hpp"
#include "model/scenario.hpp"

namespace eldercast {

class ObservedStaff {
 public:
  /// Takes carers in post and graduates from the observations until the scenario's as_of; without one nothing is known.
  explicit ObservedStaff(const Scenario& scenario);

  /// Puts the stocks to what was observed at the end of the month. Carers of the district are dealt to towns as they stand there (largest
  /// remainder), unless towns were counted in that month.
  void apply(Month month, Workforce& workforce);

 private:
  void deal_carers(std::int32_t persons, Workforce& workforce);

  std::map<Month, std::vector<Observation>> known_;
  std::size_t towns_;
  LargestRemainder parts_;
};

}  // namespace eldercast
