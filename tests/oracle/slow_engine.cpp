#include "oracle/slow_engine.hpp"

#include <algorithm>
#include <cmath>

#include "oracle/slow_places.hpp"

namespace eldercast::test {
namespace {

class SlowRun : SlowPlaces {
 public:
  SlowRun(const District& district, StreamKey stream, bool grants) : SlowPlaces(district, stream, grants), people_(district, stream) {
    open_stock();
    first_staff();
    visitors_ = carried_ = std::vector<std::int64_t>(scenario_.towns.size(), 0);
    for (std::size_t i = 0; i < people_.all.size(); ++i) first_wants(i);
    seat_first_residents();
    if (scenario_.allocation.settled_start) settle();
  }

  Headline run() {
    for (int m = 0; m < scenario_.months(); ++m) month(m);
    return std::move(headline_);
  }

 private:
  [[nodiscard]] static int key(std::size_t person, std::size_t service) {
    return static_cast<int>(person) * kMostServices + static_cast<int>(service);
  }
  void open_stock() {
    for (const NetworkFacility& network : district_.network().facilities()) {
      FacilityState state;
      state.key = network.key;
      state.kind = network.kind;
      state.town = network.town;
      state.settlement = network.settlement;
      state.from_project = network.project.valid();
      state.floor_area_m2 = network.floor_area_m2;
      if (!state.from_project) {
        state.status = FacilityStatus::open;
        state.opened = Month{-1};
        state.capacity = network.capacity;
      }
      facilities_.push_back(state);
    }
    for (FacilityState& facility : facilities_) {
      facility.run_by = slow_social_at_start(district_, stream_, facility) ? RunBy::social : RunBy::government;
    }
  }

  void first_staff() {
    std::vector<std::int64_t> seated(scenario_.towns.size(), 0);
    std::vector<std::int64_t> points(scenario_.towns.size(), 0);
    for (const InstitutionResident& resident : district_.seated()) ++seated[facilities_[resident.facility.index()].town.index()];
    for (const FacilityState& facility : facilities_) {
      if (facility.kind == FacilityKind::village_point && facility.status == FacilityStatus::open) ++points[facility.town.index()];
    }
    if (district_.seated().empty()) std::fill(seated.begin(), seated.end(), 1);
    carers_ = slow_split(seated, scenario_.staff.carers_at_start);
    for (const std::int64_t n : points) {
      helpers_.push_back(std::llround(static_cast<double>(n) * scenario_.staff.helpers_per_point_at_start));
    }
  }

  /// Position of a service's number among those that a resident draws: services in the order of their ids.
  [[nodiscard]] std::size_t draw_position(std::size_t service) const {
    std::size_t before = 0;
    for (const Service& other : scenario_.services) before += other.id < scenario_.services[service].id ? 1 : 0;
    return before;
  }

  [[nodiscard]] const DemandRow* demand_of(std::size_t service, const SlowStanding& standing) const {
    if (!standing.counted || !scenario_.services[service].eligible[standing.need]) return nullptr;
    return matching_row(scenario_.demand, ServiceId(service), scenario_.settlements[standing.settlement].kind, standing.need,
                        standing.group);
  }
  [[nodiscard]] bool wants(std::size_t person, std::size_t service, const SlowStanding& standing) const {
    const DemandRow* row = demand_of(service, standing);
    return row != nullptr && wants_.at(key(person, service)).u < to_threshold(row->want);
  }
  [[nodiscard]] bool seeks(std::size_t person, std::size_t service, const SlowStanding& standing) const {
    const DemandRow* row = demand_of(service, standing);
    return row != nullptr &&
           wants_.at(key(person, service)).u < std::min(to_threshold(row->want), to_threshold(row->want * row->realised_use));
  }

  void first_wants(std::size_t person) {
    const SlowResident& resident = people_.all[person];
    for (std::size_t s = 0; s < scenario_.services.size(); ++s) {
      const std::size_t position = draw_position(s);
      const auto words = draw(stream_, people_.entity_of(resident), DrawFor::service, static_cast<std::uint32_t>(position / 4));
      Want& want = wants_[key(person, s)];
      want.u = words[position % 4];
      if (ServiceId(s) == district_.bed_service()) want.u = district_.bed_uniform(resident.slot, want.u);
      const SlowStanding standing = people_.standing(resident, -1);
      if (seeks(person, s, standing)) enter(person, s, standing, -1);
    }
  }

  void enter(std::size_t person, std::size_t service, const SlowStanding& standing, int month) {
    const SlowResident& resident = people_.all[person];
    const auto words = draw(stream_, people_.entity_of(resident), DrawFor::queue_tie, static_cast<std::uint32_t>(draw_position(service)));
    SlowPerson entry;
    entry.settlement = static_cast<int>(standing.settlement);
    entry.service = static_cast<int>(service);
    entry.need = standing.need;
    entry.group = standing.group;
    entry.hardship = resident.traits.has(Traits::kHardship);
    entry.tie = std::uint64_t{words[0]} << 32U | words[1];
    entry.since = month;
    queue_.people[key(person, service)] = entry;
  }

  void leave_books(std::size_t person, std::size_t service) {
    queue_.people.erase(key(person, service));
    wants_.at(key(person, service)).leaves_in = -1;
  }

  void begin_stay(std::size_t person, std::size_t service, int month) {
    const SlowPerson& entry = queue_.people.at(key(person, service));
    const AllocationParameters& shares = scenario_.allocation;
    const double share = entry.hardship && entry.need == Need::independent ? shares.bed_leaving_hardship_per_month
                                                                           : shares.bed_leaving_per_month[entry.need];
    const auto counter = static_cast<std::uint32_t>((month + 1) * 64) + static_cast<std::uint32_t>(draw_position(service));
    const std::uint32_t u = draw(stream_, people_.entity_of(people_.all[person]), DrawFor::bed_leave, counter)[0];
    Want& want = wants_.at(key(person, service));
    want.leaves_in = -1;
    for (int stayed = 1; month + stayed < scenario_.months() && want.leaves_in < 0; ++stayed) {
      if (u < to_threshold(1.0 - std::pow(1.0 - share, stayed))) want.leaves_in = month + stayed;
    }
  }

  void seat_first_residents() {
    for (const InstitutionResident& seated : district_.seated()) {
      const auto at =
          std::find_if(people_.all.begin(), people_.all.end(), [&](const SlowResident& one) { return one.slot == seated.slot; });
      const auto person = static_cast<std::size_t>(at - people_.all.begin());
      SlowPerson& entry = queue_.people.at(key(person, district_.bed_service().index()));
      entry.facility = static_cast<int>(seated.facility.index());
      entry.holds = seated.resource;
      begin_stay(person, district_.bed_service().index(), -1);
    }
  }

  /// Before the first month what is free and staffed is given, until nobody is given anything.
  void settle() {
    int given = 1;
    while (given > 0) {
      count_used();
      slow_staffed(district_, -1, carers_, visitors_, helpers_, facilities_);
      given = allocate(-1);
    }
    for (FacilityState& facility : facilities_) {
      facility.staffed = {};
      facility.hub_working = false;
    }
  }

  void month(int m) {
    authorise(m);
    build(m);
    count_used();
    slow_staff_month(district_, stream_, m, facilities_, carers_, visitors_, carried_, hires_carried_);
    slow_staffed(district_, m, carers_, visitors_, helpers_, facilities_);
    live(m);
    allocate(m);
    count_used();
    delivery_ = slow_delivery(district_, facilities_);
    pay(m);
    record(m);
  }

  void live(int m) {
    new_seekers_.assign(scenario_.services.size(), 0);
    for (auto& [id, want] : wants_) {
      const auto person = static_cast<std::size_t>(id / kMostServices);
      const auto service = static_cast<std::size_t>(id % kMostServices);
      const SlowStanding standing = people_.standing(people_.all[person], m - 1);
      if (want.away && seeks(person, service, standing)) enter(person, service, standing, m);
      want.away = false;
      if (want.leaves_in != m) continue;
      leave_books(person, service);
      want.away = true;
    }
    for (std::size_t person = 0; person < people_.all.size(); ++person) {
      SlowResident& resident = people_.all[person];
      const SlowStanding before = people_.standing(resident, m - 1);
      const SlowStanding older = people_.standing(resident, m);
      for (std::size_t s = 0; s < scenario_.services.size(); ++s) change(person, s, before, older, m);
      people_.live(resident, m);
      const SlowStanding after = people_.standing(resident, m);
      for (std::size_t s = 0; s < scenario_.services.size(); ++s) change(person, s, older, after, m);
    }
  }

  void change(std::size_t person, std::size_t s, const SlowStanding& before, const SlowStanding& after, int m) {
    const bool sought = seeks(person, s, before);
    const bool now = seeks(person, s, after);
    const bool in_books = queue_.people.count(key(person, s)) > 0;
    if (in_books && !now) leave_books(person, s);
    if (in_books && now) {
      queue_.change(key(person, s), after.need, after.group, static_cast<int>(after.settlement), m);
      if (!queue_.people.at(key(person, s)).facility) wants_.at(key(person, s)).leaves_in = -1;
    }
    if (!in_books && now && !sought) {
      enter(person, s, after, m);
      ++new_seekers_[s];
    }
  }

  /// Returns how many were given a place.
  int allocate(int m) {
    std::vector<int> waiting;
    for (const auto& [id, entry] : queue_.people) {
      if (!entry.facility) waiting.push_back(id);
    }
    queue_.admit(facilities_);
    int given = 0;
    for (const int id : waiting) {
      const SlowPerson& entry = queue_.people.at(id);
      given += entry.facility ? 1 : 0;
      if (entry.facility && scenario_.services[static_cast<std::size_t>(entry.service)].given_at == GivenAt::bed) {
        begin_stay(static_cast<std::size_t>(id / kMostServices), static_cast<std::size_t>(id % kMostServices), m);
      }
    }
    return given;
  }

  void record(int m) {
    const bool yearly = (scenario_.start + m).month() == 12 || m == scenario_.months() - 1;
    const int year = year_of_month(m);
    for (std::size_t person = 0; person < people_.all.size(); ++person) {
      const SlowStanding standing = people_.standing(people_.all[person], m);
      if (!standing.counted) continue;
      ++headline_.residents(m, standing.need);
      bool used = false;
      for (std::size_t s = 0; s < scenario_.services.size(); ++s) {
        const auto entry = queue_.people.find(key(person, s));
        const bool in_books = entry != queue_.people.end();
        const bool placed = in_books && entry->second.facility.has_value();
        const bool given = placed && delivery_.at(*entry->second.facility, s) > 0;
        used = used || given;
        const std::array<bool, 6> counts{scenario_.services[s].eligible[standing.need],
                                         wants(person, s, standing),
                                         in_books,
                                         given,
                                         in_books && !placed,
                                         placed && !given};
        for (std::size_t c = 0; c < counts.size(); ++c) {
          headline_.demand(m, s, standing.group, c) += counts[c] ? 1 : 0;
          if (yearly) headline_.town_demand(year, town_of(standing.settlement), s, c) += counts[c] ? 1 : 0;
        }
      }
      headline_.residents_covered(m, CoverageStrength::used) += used ? 1 : 0;
    }
    for (std::size_t s = 0; s < scenario_.services.size(); ++s) headline_.new_seekers(m, s) = new_seekers_[s];
    record_facilities(m, year, yearly);
    const Cube<std::int32_t, 2> shortfall = queue_.bed_shortfall(facilities_);
    for (std::size_t t = 0; t < scenario_.towns.size(); ++t) {
      for (std::size_t c = 0; c < kCount<ShortfallCause>; ++c) headline_.bed_shortfall(m, c) += shortfall(t, c);
      headline_.staff(m, Role::carer, StaffCount::in_post) += static_cast<std::int32_t>(carers_[t]);
      headline_.staff(m, Role::carer, StaffCount::posts) += slow_posts(district_, facilities_, t);
      headline_.staff(m, Role::helper, StaffCount::in_post) += static_cast<std::int32_t>(helpers_[t]);
      if (yearly) headline_.town_carers(year, t) = static_cast<std::int32_t>(carers_[t]);
    }
  }

  void record_facilities(int m, int year, bool yearly) {
    for (const FacilityState& facility : facilities_) {
      if (facility.status != FacilityStatus::open) continue;
      ++headline_.facilities_open(m, facility.kind);
      headline_.facilities_social(m, facility.kind) += facility.run_by == RunBy::social ? 1 : 0;
      for (const auto& [type, bed] : {std::pair{BedType::nursing, Resource::nursing_bed}, {BedType::other, Resource::other_bed}}) {
        const std::array<int, 3> counts{facility.capacity[bed], std::max(facility.staffed[bed], facility.used[bed]), facility.used[bed]};
        for (std::size_t c = 0; c < counts.size(); ++c) {
          headline_.beds(m, type, c) += counts[c];
          if (yearly) headline_.town_beds(year, facility.town, c) += counts[c];
        }
      }
    }
  }

  SlowPeople people_;
  std::vector<std::int64_t> carers_;
  std::vector<std::int64_t> visitors_, carried_;
  std::int64_t hires_carried_ = 0;
  std::vector<std::int64_t> helpers_;
  std::vector<std::int32_t> new_seekers_;
};

}  // namespace

Headline slow_run(const District& district, std::uint64_t seed, std::int32_t replicate, bool grants) {
  return SlowRun(district, stream_key(seed, static_cast<std::uint32_t>(replicate)), grants).run();
}

}  // namespace eldercast::test
