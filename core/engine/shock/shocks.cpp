#include "engine/shock/shocks.hpp"

#include <cmath>

namespace eldercast {

Shocks::Shocks(const Scenario& scenario) {
  for (const Shock& shock : scenario.shocks) {
    shocks_.push_back({shock.on, shock.town.value_or(TownId()), !shock.kind.has_value(), shock.kind.value_or(FacilityKind::care_home),
                       Month{shock.from - scenario.start}, Month{shock.to - scenario.start},
                       static_cast<PerMille>(std::lround(shock.factor * kNormal))});
  }
}

PerMille Shocks::factor(ShockOn on, Month month, TownId town, const FacilityKind* kind) const {
  PerMille left = kNormal;
  for (const Dated& shock : shocks_) {
    if (shock.on != on || month < shock.from || shock.to < month) continue;
    if (shock.town.valid() && shock.town != town) continue;
    if (!shock.every_kind && (kind == nullptr || *kind != shock.kind)) continue;
    left = left * shock.factor / kNormal;
  }
  return left;
}

bool Shocks::any(ShockOn on, Month month) const {
  for (const Dated& shock : shocks_) {
    if (shock.on == on && shock.from <= month && month <= shock.to) return true;
  }
  return false;
}

}  // namespace eldercast
