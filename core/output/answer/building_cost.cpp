#include "output/answer/building_cost.hpp"

#include <string>

#include "output/file/resolved_entries.hpp"

namespace eldercast {

std::optional<double> building_cost_yuan(const Description& description, FacilityKind kind) {
  const ResolvedNumbers numbers(description.resolved_text);
  const std::string of = "standards." + std::string(name_of(kind));
  const auto area = numbers.find(of + ".floor_area_m2");
  const auto building = numbers.find(of + ".building_yuan_per_m2");
  const auto equipment = numbers.find(of + ".equipment_yuan");
  if (!area || !building || !equipment) return std::nullopt;
  return *area * *building + *equipment;
}

}  // namespace eldercast
