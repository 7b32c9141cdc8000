#include "engine/simulation/view_tables.hpp"

#include "model/base/keys.hpp"

namespace eldercast {

namespace {

template <class Enum>
std::vector<NamedState> named(const OwnNames& names) {
  std::vector<NamedState> out;
  for (const Enum one : all_of<Enum>(names)) {
    const OwnName* const own = own_name(one, names);
    out.push_back({own == nullptr ? name_of(one).data() : own->id.c_str()});
  }
  return out;
}

}  // namespace

ViewTables::ViewTables(const District& district)
    : district_(&district),
      payers_(named<Payer>(district.scenario().names)),
      purposes_(named<Purpose>(district.scenario().names)),
      roles_(named<Role>(district.scenario().names)) {
  for (const Town& town : district.scenario().towns) {
    TownState state;
    state.key = key_of(town.code);
    state.kind = town.kind;
    towns_.push_back(state);
  }
  for (const Service& service : district.scenario().services) {
    ServiceState state;
    state.id = service.id.c_str();
    state.given_at = service.given_at;
    for (const std::vector<Resource>& takes : service.takes) {
      for (const Resource resource : takes) state.takes[resource] = true;
    }
    state.price = service.price;
    state.units_per_month = service.units_per_month;
    services_.push_back(state);
  }
}

void ViewTables::refresh(const People& people, const ServiceDemand& demand, const Workforce& workforce,
                         std::span<const FacilityState> facilities) {
  refresh_residents(people);
  refresh_staff(workforce, facilities);
  refresh_services(demand.allocation());
}

void ViewTables::set_prices(std::span<const PerMille> prices) {
  for (std::size_t s = 0; s < services_.size(); ++s) {
    services_[s].price = district_->scenario().services[s].price;
    for (Fen& price : services_[s].price) price.value = scaled(price.value, prices[s]);
  }
}

void ViewTables::refresh_residents(const People& people) {
  const Cube<std::int32_t, 2>& residents = people.residents();
  for (TownState& town : towns_) {
    town.residents = 0;
    town.residents_by_need = {};
  }
  for (std::size_t s = 0; s < district_->scenario().settlements.size(); ++s) {
    TownState& town = towns_[district_->town_of(s).index()];
    for (std::size_t n = 0; n < kCount<Need>; ++n) {
      town.residents_by_need.cells[n] += residents(s, n);
      town.residents += residents(s, n);
    }
  }
  for (std::size_t t = 0; t < towns_.size(); ++t) {
    for (std::size_t g = 0; g < kCount<AgeGroup>; ++g) towns_[t].residents_by_age.cells[g] = people.residents_by_age()(t, g);
  }
}

void ViewTables::refresh_staff(const Workforce& workforce, std::span<const FacilityState> facilities) {
  for (std::size_t t = 0; t < towns_.size(); ++t) {
    const TownId id(t);
    for (std::size_t r = 0; r < roles_.size(); ++r) towns_[t].staff.cells[r] = workforce.in_post(id, static_cast<Role>(r));
    towns_[t].certified = workforce.certified(id);
    towns_[t].posts = workforce.posts(id, facilities);
    towns_[t].stayed_a_year = workforce.stayed_a_year(id);
  }
}

void ViewTables::refresh_services(const Allocation& allocation) {
  for (std::size_t s = 0; s < services_.size(); ++s) {
    services_[s].served = {};
    services_[s].waiting = {};
    for (std::size_t t = 0; t < towns_.size(); ++t) {
      for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) {
        const auto group = static_cast<PriorityGroup>(g);
        const std::int32_t served = allocation.served(TownId(t), ServiceId(s), group);
        services_[s].served[group] += served;
        services_[s].waiting[group] += allocation.seeking(TownId(t), ServiceId(s), group) - served;
      }
    }
  }
}

}  // namespace eldercast
