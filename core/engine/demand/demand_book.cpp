#include "engine/demand/demand_book.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "model/require.hpp"

namespace eldercast {
namespace {

constexpr DemandClass kNotCounted = 0xFF;

/// Cumulative probability of having left by the end of each month of a stay, at a constant monthly share.
std::vector<std::uint32_t> leaving_thresholds(double share_per_month, int months) {
  std::vector<std::uint32_t> thresholds;
  for (int m = 1; m <= months; ++m) thresholds.push_back(to_threshold(1.0 - std::pow(1.0 - share_per_month, m)));
  return thresholds;
}

/// Words in which the services draw: the rank of a service's id.
std::vector<std::size_t> draw_positions(const std::vector<Service>& services) {
  std::vector<std::size_t> order(services.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return services[a].id < services[b].id; });
  std::vector<std::size_t> positions(services.size());
  for (std::size_t rank = 0; rank < order.size(); ++rank) positions[order[rank]] = rank;
  return positions;
}

}  // namespace

DemandBook::DemandBook(const District& district)
    : district_(&district),
      allocation_(district.scenario(), district.network()),
      draw_position_(draw_positions(district.scenario().services)),
      first_link_(district.base().slots()),
      services_used_(district.base().slots()),
      shares_(district.demand()),
      factors_(district.scenario().services.size(), kCount<PriorityGroup>),
      new_seekers_(district.scenario().services.size()),
      eligible_(district.scenario().towns.size(), district.scenario().services.size(), kCount<PriorityGroup>),
      wanting_(district.scenario().towns.size(), district.scenario().services.size(), kCount<PriorityGroup>),
      leaves_of_month_(static_cast<std::size_t>(district.scenario().months())) {
  const AllocationParameters& shares = district.scenario().allocation;
  for (const double share : shares.bed_leaving_per_month)
    leaving_by_month_.push_back(leaving_thresholds(share, district.scenario().months()));
  leaving_by_month_.push_back(leaving_thresholds(shares.bed_leaving_hardship_per_month, district.scenario().months()));
  prepare_start();
}

void DemandBook::start(StreamKey stream, const People& people, std::span<FacilityState> facilities) {
  stream_ = stream;
  people_ = &people;
  allocation_.start(facilities);
  std::fill(first_link_.begin(), first_link_.end(), kNoLink);
  std::fill(services_used_.begin(), services_used_.end(), std::uint8_t{0});
  std::fill(new_seekers_.begin(), new_seekers_.end(), 0);
  std::fill(wanting_.cells().begin(), wanting_.cells().end(), 0);
  std::fill(leaves_of_month_.begin(), leaves_of_month_.end(), kNoLink);
  leaves_.clear();
  returns_.clear();
  persons_served_ = 0;
  shares_ = district_->demand();
  std::fill(factors_.cells().begin(), factors_.cells().end(), kNormal);
  place_initial_seekers(people);
  seat_initial_residents(people);
}

void DemandBook::prepare_start() {
  const BasePopulation& base = district_->base();
  const YearMonth before_start = district_->scenario().start - 1;
  class_at_start_.assign(base.slots(), kNotCounted);
  bed_demand_at_start_.resize(district_->bed_service().valid() ? base.slots() : 0);
  eligible_at_start_ = eligible_;
  for (std::uint32_t slot = 0; slot < base.slots(); ++slot) {
    const Traits traits = base.traits[slot];
    const int age = age_at_end_of(before_start, base.identity[slot].birth());
    if (traits.has(Traits::kPadding) || traits.has(Traits::kArrival) || age < 60) continue;
    const std::uint32_t home = district_->home_of_block(slot / kBlock);
    const PriorityGroup group = district_->groups().of(traits.need(), traits, age >= 80);
    class_at_start_[slot] = demand_class(district_->scenario().settlements[home].kind, traits.need(), group);
    if (district_->bed_service().valid()) bed_demand_at_start_[slot] = district_->bed_demand_at_start(slot);
    for (std::size_t s = 0; s < draw_position_.size(); ++s) {
      eligible_at_start_(district_->town_of(home), s, group) += static_cast<int>(district_->demand().at(s, class_at_start_[slot]).eligible);
    }
  }
}

/// One pass over the blocks for every four services.
void DemandBook::place_initial_seekers(const People& people) {
  const BasePopulation& base = district_->base();
  const std::size_t services = draw_position_.size();
  const std::size_t bed = district_->bed_service().index();
  const Month before{-1};
  LaneWords words;
  eligible_ = eligible_at_start_;
  for (std::size_t block = 0; block < base.slots() / kBlock; ++block) {
    const std::uint32_t home = district_->home_of_block(block);
    const TownId town = district_->town_of(home);
    for (std::size_t first = 0; first < services; first += kPerDraw) {
      draw_lanes(stream_, &base.identity[block * kBlock].bits, district_->key_of_settlement(home), DrawFor::service,
                 static_cast<std::uint32_t>(first / kPerDraw), words);
      for (std::size_t s = 0; s < services; ++s) {
        if (draw_position_[s] / kPerDraw != first / kPerDraw) continue;
        const std::array<std::uint32_t, kLanes>& drawn = words[draw_position_[s] % kPerDraw];
        for (std::size_t lane = 0; lane < kBlock; ++lane) {
          const auto slot = static_cast<std::uint32_t>(block * kBlock + lane);
          const DemandClass at = class_at_start_[slot];
          if (at == kNotCounted) continue;
          const DemandCell& shares = s == bed ? bed_demand_at_start_[slot] : district_->demand().at(s, at);
          if (drawn[lane] >= shares.wanting) continue;
          ++wanting_(town, s, group_of(at));
          if (drawn[lane] < shares.seeking) add(slot, s, people.standing(slot), before);
        }
      }
    }
  }
}

void DemandBook::seat_initial_residents(const People& people) {
  for (const SeatedResident& resident : district_->seated()) {
    const SeekerId seeker = find(resident.slot, district_->bed_service().index());
    require(seeker.valid() && people.standing(resident.slot).counted, "seat_initial_residents: a seated resident does not seek a bed");
    allocation_.seat(seeker, resident.facility, resident.resource);
    count_person(resident.slot, 1);
    draw_stay(seeker, Month{-1});
  }
}

void DemandBook::changed(std::uint32_t slot, const Standing& before, const Standing& after, Month month) {
  const DemandClass old_class = class_of_standing(before);
  const DemandClass new_class = class_of_standing(after);
  std::array<std::uint32_t, kPerDraw> words{};
  std::size_t words_of = draw_position_.size();
  for (std::size_t s = 0; s < draw_position_.size(); ++s) {
    const DemandCell& old_shares = shares_.at(s, old_class);
    const DemandCell& new_shares = shares_.at(s, new_class);
    const std::size_t position = draw_position_[s];
    if (position / kPerDraw != words_of) {
      words_of = position / kPerDraw;
      words = draw(stream_, people_->entity_of(slot), DrawFor::service, static_cast<std::uint32_t>(words_of));
    }
    const std::uint32_t u = uniform(slot, s, words[position % kPerDraw]);
    if (before.counted) {
      const TownId town = district_->town_of(before.settlement);
      eligible_(town, s, before.group) -= static_cast<int>(old_shares.eligible);
      wanting_(town, s, before.group) -= static_cast<int>(u < old_shares.wanting);
    }
    if (after.counted) {
      const TownId town = district_->town_of(after.settlement);
      eligible_(town, s, after.group) += static_cast<int>(new_shares.eligible);
      wanting_(town, s, after.group) += static_cast<int>(u < new_shares.wanting);
    }
    const bool sought = before.counted && u < old_shares.seeking;
    const bool seeks = after.counted && u < new_shares.seeking;
    const SeekerId seeker = sought ? find(slot, s) : SeekerId{};
    if (seeker.valid() && seeks) {
      const bool was_served = allocation_.seeker(seeker).at.valid();
      allocation_.change(seeker, after.need, after.group, SettlementId(after.settlement), month);
      if (was_served && !allocation_.seeker(seeker).at.valid()) count_person(slot, -1);
    } else if (seeker.valid()) {
      remove(seeker);
    } else if (seeks && !sought) {
      // Somebody who sought before and has no place in the books is away from a bed for a month and comes back by come_back().
      add(slot, s, after, month);
      ++new_seekers_[s];
    }
  }
}

void DemandBook::rescale(const Cube<PerMille, 2>& factors, Month month) {
  if (factors == factors_) return;
  for (std::size_t s = 0; s < draw_position_.size(); ++s) {
    bool changes = false;
    for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) changes |= factors(s, g) != factors_(s, g);
    if (changes) rescale_service(s, factors, month);
  }
  factors_ = factors;
}

void DemandBook::rescale_service(std::size_t service, const Cube<PerMille, 2>& factors, Month month) {
  const BasePopulation& base = district_->base();
  const std::array<DemandCell, kDemandClasses> before = shares_.cells(service);
  shares_.scale(service, district_->demand(), [&](PriorityGroup group) { return factors(service, group); });
  const std::size_t position = draw_position_[service];
  LaneWords words;
  for (std::size_t block = 0; block < base.slots() / kBlock; ++block) {
    draw_lanes(stream_, &base.identity[block * kBlock].bits, district_->key_of_settlement(district_->home_of_block(block)),
               DrawFor::service, static_cast<std::uint32_t>(position / kPerDraw), words);
    const std::array<std::uint32_t, kLanes>& drawn = words[position % kPerDraw];
    for (std::size_t lane = 0; lane < kBlock; ++lane) {
      const auto slot = static_cast<std::uint32_t>(block * kBlock + lane);
      if (base.traits[slot].has(Traits::kPadding)) continue;
      const Standing standing = people_->standing(slot);
      if (!standing.counted) continue;
      const DemandClass at = class_of_standing(standing);
      const std::uint32_t u = uniform(slot, service, drawn[lane]);
      const bool sought = u < before[at].seeking;
      const bool seeks = u < shares_.at(service, at).seeking;
      if (sought == seeks) continue;
      const SeekerId seeker = find(slot, service);
      if (seeker.valid() && !seeks) remove(seeker);
      // A step of the level, not a flow: those who come with it are not counted as new seekers.
      if (!seeker.valid() && seeks) add(slot, service, standing, month);
    }
  }
}

void DemandBook::come_back(Month month, const People& people) {
  std::fill(new_seekers_.begin(), new_seekers_.end(), 0);
  for (const Return& away : returns_) {
    const Standing standing = people.standing(away.slot);
    const std::size_t s = away.service.index();
    if (!standing.counted || find(away.slot, s).valid()) continue;
    if (uniform(away.slot, s, drawn(away.slot, s)) < shares_.at(s, class_of_standing(standing)).seeking) add(away.slot, s, standing, month);
  }
  returns_.clear();
}

void DemandBook::leave_beds(Month month) {
  for (std::uint32_t at = leaves_of_month_[static_cast<std::size_t>(month.value)]; at != kNoLink; at = leaves_[at].next) {
    const SeekerId id(leaves_[at].seeker);
    const Seeker& seeker = allocation_.seeker(id);
    // The stay may have ended otherwise, and the seeker's place in the books may be somebody else's by now.
    if (seeker.stay != leaves_[at].stay || !seeker.at.valid()) continue;
    returns_.push_back({seeker.facts.slot, seeker.facts.service});
    remove(id);
  }
}

void DemandBook::admit(Month month) {
  allocation_.admit();
  for (const SeekerId id : allocation_.admitted()) {
    count_person(allocation_.seeker(id).facts.slot, 1);
    if (district_->scenario().services[allocation_.seeker(id).facts.service.index()].given_at == GivenAt::bed) draw_stay(id, month);
  }
}

/// Puts the end of a stay that begins in `month` into the calendar, if it lies within the run.
void DemandBook::draw_stay(SeekerId id, Month month) {
  const Seeker& seeker = allocation_.seeker(id);
  const bool hardship = seeker.facts.hardship && seeker.facts.need == Need::independent;
  const std::vector<std::uint32_t>& thresholds = leaving_by_month_[hardship ? kCount<Need> : index_of(seeker.facts.need)];
  // Nobody is admitted to the same service twice in a month, so that month and service make the draw unique.
  const auto counter =
      static_cast<std::uint32_t>((month.value + 1) * 64) + static_cast<std::uint32_t>(draw_position_[seeker.facts.service.index()]);
  const std::uint32_t u = draw(stream_, people_->entity_of(seeker.facts.slot), DrawFor::bed_leave, counter)[0];
  std::size_t stayed = 0;
  while (stayed < thresholds.size() && thresholds[stayed] <= u) ++stayed;
  const std::size_t end = static_cast<std::size_t>(month.value + 1) + stayed;
  if (end >= leaves_of_month_.size()) return;
  leaves_.push_back({id.value, seeker.stay, leaves_of_month_[end]});
  leaves_of_month_[end] = static_cast<std::uint32_t>(leaves_.size() - 1);
}

/// The resident's number for a service, from the number drawn.
std::uint32_t DemandBook::uniform(std::uint32_t slot, std::size_t service, std::uint32_t drawn) const {
  return service == district_->bed_service().index() ? district_->bed_uniform(slot, drawn) : drawn;
}

std::uint32_t DemandBook::drawn(std::uint32_t slot, std::size_t service) const {
  const std::size_t position = draw_position_[service];
  return draw(stream_, people_->entity_of(slot), DrawFor::service, static_cast<std::uint32_t>(position / kPerDraw))[position % kPerDraw];
}

DemandClass DemandBook::class_of_standing(const Standing& standing) const {
  return demand_class(district_->scenario().settlements[standing.settlement].kind, standing.need, standing.group);
}

SeekerId DemandBook::find(std::uint32_t slot, std::size_t service) const {
  for (std::uint32_t at = first_link_[slot]; at != kNoLink; at = next_link_[at]) {
    if (allocation_.seeker(SeekerId(at)).facts.service.index() == service) return SeekerId(at);
  }
  return {};
}

SeekerId DemandBook::add(std::uint32_t slot, std::size_t service, const Standing& standing, Month month) {
  const std::array<std::uint32_t, 4> words =
      draw(stream_, people_->entity_of(slot), DrawFor::queue_tie, static_cast<std::uint32_t>(draw_position_[service]));
  const std::uint64_t tie = std::uint64_t{words[0]} << 32U | words[1];
  const SeekerId id = allocation_.add(
      {slot, SettlementId(standing.settlement), ServiceId(service), standing.need, standing.group, standing.hardship, tie}, month);
  if (next_link_.size() <= id.index()) next_link_.resize(id.index() + 1);
  next_link_[id.index()] = first_link_[slot];
  first_link_[slot] = id.value;
  return id;
}

void DemandBook::remove(SeekerId id) {
  const std::uint32_t slot = allocation_.seeker(id).facts.slot;
  if (allocation_.seeker(id).at.valid()) count_person(slot, -1);
  std::uint32_t* link = &first_link_[slot];
  while (*link != id.value) link = &next_link_[*link];
  *link = next_link_[id.index()];
  allocation_.remove(id);
}

void DemandBook::count_person(std::uint32_t slot, int change) {
  const int before = services_used_[slot];
  services_used_[slot] = static_cast<std::uint8_t>(before + change);
  persons_served_ += static_cast<int>(before + change > 0) - static_cast<int>(before > 0);
}

}  // namespace eldercast
