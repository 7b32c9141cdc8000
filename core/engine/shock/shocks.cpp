#include "engine/shock/shocks.hpp"

#include <algorithm>
#include <cmath>

#include "model/base/keys.hpp"

namespace eldercast {
namespace {

constexpr double kLargestFactor = 10;

PerMille per_mille(double factor) { return static_cast<PerMille>(std::lround(factor * kNormal)); }

}  // namespace

Shocks::Shocks(const Scenario& scenario)
    : given_(scenario.shocks), start_(scenario.start), years_(scenario.end.year() - scenario.start.year() + 1) {
  for (const Shock& shock : given_) {
    shocks_.push_back({shock.on,
                       shock.town.value_or(TownId()),
                       !shock.kind.has_value(),
                       shock.kind.value_or(FacilityKind::care_home),
                       shock.facility.value_or(FacilityId()),
                       Month{shock.from - scenario.start},
                       Month{shock.to - scenario.start},
                       per_mille(shock.factor),
                       shock.beds_lost,
                       {}});
  }
  for (const Town& town : scenario.towns) town_keys_.push_back(key_of(town.code));
}

void Shocks::start(StreamKey stream, const SplitLognormal& spreads) {
  for (std::size_t i = 0; i < given_.size(); ++i) {
    if (given_[i].spread > 0) draw_sizes(given_[i], stream, spreads, shocks_[i].drawn);
  }
}

void Shocks::draw_sizes(const Shock& shock, StreamKey stream, const SplitLognormal& spreads, std::vector<PerMille>& sizes) const {
  const std::uint64_t key = key_of(shock.id);
  const auto normal = [&](std::uint64_t what, int year) {
    return spreads.normal(draw(stream, entity(what), DrawFor::shock, static_cast<std::uint32_t>(year))[0]);
  };
  const double of_year = std::sqrt(shock.town_correlation);
  const double of_town = std::sqrt(shock.year_correlation);
  const double of_both = std::sqrt(std::max(0.0, 1 - shock.town_correlation - shock.year_correlation));
  sizes.clear();
  for (std::size_t place = 0; place <= town_keys_.size(); ++place) {
    const std::uint64_t here = combine(key, place == 0 ? key_of("no town") : town_keys_[place - 1]);
    const double town = of_town * normal(here, 0);
    for (int y = 0; y < years_; ++y) {
      const int year = start_.year() + y;
      const double z = of_year * normal(key, year) + town + of_both * normal(here, year);
      sizes.push_back(per_mille(std::clamp(1 + (shock.factor - 1) * std::exp(shock.spread * z), 0.0, kLargestFactor)));
    }
  }
}

PerMille Shocks::size_of(const Dated& shock, Month month, TownId town) const {
  if (shock.drawn.empty()) return shock.factor;
  const auto place = town.valid() ? town.index() + 1 : std::size_t{0};
  const auto year = static_cast<std::size_t>((start_ + month.value).year() - start_.year());
  return shock.drawn[place * static_cast<std::size_t>(years_) + year];
}

bool Shocks::holds(const Dated& shock, ShockOn on, Month month, const ShockPlace& place) {
  if (shock.on != on || month < shock.from || shock.to < month) return false;
  if (shock.town.valid() && shock.town != place.town) return false;
  if (!shock.every_kind && (place.kind == nullptr || *place.kind != shock.kind)) return false;
  return !shock.facility.valid() || shock.facility == place.facility;
}

PerMille Shocks::factor(ShockOn on, Month month, const ShockPlace& place) const {
  PerMille left = kNormal;
  for (const Dated& shock : shocks_) {
    if (holds(shock, on, month, place)) left = static_cast<PerMille>(scaled(left, size_of(shock, month, place.town)));
  }
  return left;
}

std::int32_t Shocks::beds_lost(Month month, const ShockPlace& place) const {
  std::int32_t beds = 0;
  for (const Dated& shock : shocks_) {
    if (shock.beds_lost > 0 && holds(shock, ShockOn::facilities, month, place)) beds += shock.beds_lost;
  }
  return beds;
}

bool Shocks::any(ShockOn on, Month month) const {
  for (const Dated& shock : shocks_) {
    if (shock.on == on && shock.from <= month && month <= shock.to) return true;
  }
  return false;
}

}  // namespace eldercast
