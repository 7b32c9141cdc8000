#include "engine/demand/demand_book.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "engine/assign/min_cost_flow.hpp"
#include "model/prefetch.hpp"
#include "model/require.hpp"

namespace eldercast {
namespace {

/// Cumulative probability of having left by the end of each month of a stay, at a constant monthly share.
std::vector<std::uint32_t> leaving_thresholds(double share_per_month, int months) {
  std::vector<std::uint32_t> thresholds;
  for (int m = 1; m <= months; ++m) thresholds.push_back(to_threshold(1.0 - std::pow(1.0 - share_per_month, m)));
  return thresholds;
}

/// How far ahead among the admitted residents are fetched from memory.
constexpr std::size_t kAhead = 8;

/// The hash that breaks ties in queues, from two words.
std::uint64_t tie_of(std::uint32_t high, std::uint32_t low) { return std::uint64_t{high} << 32U | low; }

}  // namespace

DemandBook::DemandBook(const District& district, DemandBook* old)
    : district_(&district),
      allocation_(district.scenario(), district.network(), old != nullptr ? &old->allocation_ : nullptr),
      shares_(district.scenario(), district.demand()),
      shares_before_(shares_),
      factors_(district.scenario().services.size(), kCount<PriorityGroup>),
      new_seekers_(district.scenario().services.size()),
      wanting_(district.scenario().towns.size(), district.scenario().services.size(), kCount<PriorityGroup>),
      bands_of_block_(kCount<SettlementKind> << kCount<Need>, district.scenario().services.size()),
      keys_(shares_.draws()),
      words_(shares_.draws()),
      bands_(shares_.draws() * kWords),
      found_(shares_.draws()),
      hits_(shares_.draws() * kWords * kLanes),
      rescaled_(shares_.draws() * kWords),
      leaves_of_month_(static_cast<std::size_t>(district.scenario().months())) {
  if (old != nullptr) {
    class_of_ = std::move(old->class_of_);
    first_seeker_ = std::move(old->first_seeker_);
    next_seeker_ = std::move(old->next_seeker_);
    services_used_ = std::move(old->services_used_);
    newcomers_ = std::move(old->newcomers_);
    leaves_ = std::move(old->leaves_);
    returns_ = std::move(old->returns_);
  }
  const AllocationParameters& shares = district.scenario().allocation;
  for (const double share : shares.bed_leaving_per_month)
    leaving_by_month_.push_back(leaving_thresholds(share, district.scenario().months()));
  leaving_by_month_.push_back(leaving_thresholds(shares.bed_leaving_hardship_per_month, district.scenario().months()));
  require(shares_.services() <= kMostServices, "DemandBook: more services than a byte and a draw can tell apart");
  if (shares.method == AllocationMethod::optimal) {
    solver_ = min_cost_flow();
    optimal_ = std::make_unique<OptimalAdmission>(district.scenario(), district.network(), *solver_);
  }
  prepare_bands();
  expected_ = expected_seekers();
}

void DemandBook::start(StreamKey stream, const People& people, std::span<FacilityState> facilities) {
  stream_ = stream;
  people_ = &people;
  allocation_.start(facilities, expected_);
  next_seeker_.reserve(allocation_.room());
  std::fill(new_seekers_.begin(), new_seekers_.end(), 0);
  std::fill(wanting_.cells().begin(), wanting_.cells().end(), 0);
  std::fill(leaves_of_month_.begin(), leaves_of_month_.end(), kNoLink);
  leaves_.clear();
  returns_.clear();
  newcomers_.clear();
  persons_served_ = 0;
  shares_.reset();
  persons_ = district_->classes_at_start();
  class_of_ = district_->classes_of_slots();
  first_seeker_.assign(class_of_.size(), kNoLink);
  services_used_.assign(class_of_.size(), 0);
  std::fill(factors_.cells().begin(), factors_.cells().end(), kNormal);
  place_initial_seekers();
  seat_initial_residents();
}

/// The numbers for all services of the residents whose keys stand in the first set.
void DemandBook::draw_services() {
  for (std::size_t d = 1; d < keys_.size(); ++d) {
    keys_[d] = keys_[0];
    keys_[d].counter.fill(static_cast<std::uint32_t>(d));
  }
  draw_lanes(stream_, keys_, DrawFor::service, words_);
}

void DemandBook::changed(std::span<const StandingChange> changes, Month month) {
  for (std::size_t first = 0; first < changes.size(); first += kLanes) {
    change_lanes(changes.subspan(first, std::min(kLanes, changes.size() - first)), month);
  }
  add_newcomers(month);
}

/// Up to sixteen changes, the numbers of their residents drawn together. Most numbers mean nothing whatever the class.
void DemandBook::change_lanes(std::span<const StandingChange> changes, Month month) {
  for (std::size_t i = 0; i < changes.size(); ++i) {
    keys_[0].set(i, people_->entity_of(changes[i].slot), 0);
    will_read(first_seeker_[changes[i].slot]);
    will_read(class_of_[changes[i].slot]);
  }
  draw_services();
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const auto& [slot, before, after] = changes[i];
    if (const std::uint32_t seeker = first_seeker_[slot]; seeker != kNoLink) {
      will_read(next_seeker_[seeker]);
      allocation_.fetch(SeekerId(seeker));
    }
    classes_[i] = {class_of_[slot], class_of_standing(after)};
    class_of_[slot] = classes_[i].after;
    if (before.counted) --persons_(district_->town_of(before.settlement), classes_[i].before);
    if (after.counted) ++persons_(district_->town_of(after.settlement), classes_[i].after);
  }
  if (district_->bed_service().valid()) make_bed_numbers(changes, numbers_at(shares_.position_of(district_->bed_service())));
  find_lanes(words_, shares_.bands(), found_);
  // Lanes without a change hold numbers of an earlier one.
  constexpr std::uint64_t kOneOfEachWord = 0x0001'0001'0001'0001U;
  for (std::uint64_t& lanes : found_) lanes &= ((std::uint64_t{1} << changes.size()) - 1) * kOneOfEachWord;
  std::size_t hits = 0;
  for_each_found([&](std::size_t position, std::size_t lane, std::uint32_t number) {
    const ClassThresholds& wanting = shares_.wanting(position);
    const bool wanted = number < wanting[row_of(classes_[lane].before)];
    const bool wants = number < wanting[row_of(classes_[lane].after)];
    hits_[hits] = {number, static_cast<std::uint8_t>(position), static_cast<std::uint8_t>(lane), wanted, wants};
    hits += static_cast<std::size_t>(wanted || wants);
  });
  for (const Hit& hit : std::span(hits_).first(hits)) change(changes[hit.lane], classes_[hit.lane], hit, month);
}

/// Numbers for beds from the drawn ones. That of somebody who was not seated at the start is never below the drawn one, so that one that
/// means nothing may stay as it is.
void DemandBook::make_bed_numbers(std::span<const StandingChange> changes, Lanes& numbers) const {
  const std::uint32_t bound = shares_.bands()[shares_.position_of(district_->bed_service())].width;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const std::uint32_t slot = changes[i].slot;
    if (numbers[i] < bound || district_->seating().is_seated(slot)) numbers[i] = district_->bed_uniform(slot, numbers[i]);
  }
}

/// One resident and one service that is wanted before or after: compares the number with the shares of the old class and of the new one.
void DemandBook::change(const StandingChange& change, Classes classes, const Hit& hit, Month month) {
  const auto& [slot, before, after] = change;
  const ServiceId service = shares_.service_at(hit.position);
  if (hit.before) --wanting_(district_->town_of(before.settlement), service, before.group);
  if (hit.after) ++wanting_(district_->town_of(after.settlement), service, after.group);
  const ClassThresholds& seeking = shares_.seeking(hit.position);
  const bool seeks = hit.number < seeking[row_of(classes.after)];
  if (hit.number < seeking[row_of(classes.before)]) {
    change_seeker(change, service, seeks, month);
  } else if (seeks) {
    newcomers_.push_back({slot, service, after});
    ++new_seekers_[service.index()];
  }
}

void DemandBook::change_seeker(const StandingChange& change, ServiceId service, bool seeks, Month month) {
  const auto& [slot, before, after] = change;
  SeekerId seeker = find(slot, service);
  if (!seeker.valid()) {
    // Perhaps of a newcomer: the second change of one resident.
    add_newcomers(month);
    seeker = find(slot, service);
  }
  // Somebody who sought before and has no place in the books is away from a bed for a month and comes back by come_back().
  if (!seeker.valid()) return;
  if (!seeks) return remove(seeker);
  const bool was_served = allocation_.seeker(seeker).at.valid();
  allocation_.change(seeker, after.need, after.group, SettlementId(after.settlement), month);
  if (was_served && !allocation_.seeker(seeker).at.valid()) count_person(slot, -1);
}

void DemandBook::rescale(const Cube<PerMille, 2>& factors, Month month) {
  if (factors == factors_) return;
  shares_before_ = shares_;
  std::fill(rescaled_.begin(), rescaled_.end(), Band{});
  for (std::size_t s = 0; s < shares_.services(); ++s) {
    const std::span<const PerMille, kCount<PriorityGroup>> now(&factors(s, 0), kCount<PriorityGroup>);
    if (!std::equal(now.begin(), now.end(), &factors_(s, 0))) rescale_shares(ServiceId(s), now);
  }
  for (std::size_t d = 0; d < shares_.draws(); ++d) {
    const std::span<const Band> bands = std::span(rescaled_).subspan(kWords * d, kWords);
    if (std::any_of(bands.begin(), bands.end(), [](const Band& band) { return band.width > 0; })) rescale_draw(d, month);
  }
  factors_ = factors;
}

void DemandBook::rescale_shares(ServiceId service, std::span<const PerMille, kCount<PriorityGroup>> factors) {
  shares_.scale(service, factors);
  const std::size_t position = shares_.position_of(service);
  std::uint32_t low = 0xFFFFFFFFU;
  std::uint32_t high = 0;
  for (std::size_t at = 0; at < kDemandClasses; ++at) {
    const std::uint32_t before = shares_before_.seeking(position)[at];
    const std::uint32_t after = shares_.seeking(position)[at];
    if (before == after) continue;
    low = std::min({low, before, after});
    high = std::max({high, before, after});
  }
  if (low >= high) return;
  // A resident's number for a bed is made from the drawn one: any may lie between the thresholds.
  rescaled_[position] = service == district_->bed_service() ? Band{0, 0xFFFFFFFFU} : Band{low, high - low};
}

/// One pass over all residents for the services of one draw. Numbers outside of the band between the lowest and the highest threshold that
/// changed are passed without a look at the resident.
void DemandBook::rescale_draw(std::size_t draw, Month month) {
  const BasePopulation& base = district_->base();
  const std::size_t blocks = base.slots() / kBlock;
  std::array<LaneKeys, 2> keys;
  std::array<LaneWords, 2> words;
  for (std::size_t first = 0; first < blocks; first += keys.size()) {
    const std::size_t sets = std::min(keys.size(), blocks - first);
    for (std::size_t k = 0; k < sets; ++k) {
      const std::uint32_t key = district_->key_of_settlement(district_->home_of_block(first + k));
      keys[k] = neighbours(&base.identity[(first + k) * kBlock].bits, key, static_cast<std::uint32_t>(draw));
    }
    draw_lanes(stream_, std::span(keys).first(sets), DrawFor::service, words);
    for (std::size_t k = 0; k < sets; ++k) rescale_block(first + k, draw, words[k]);
    if (newcomers_.size() >= kAddedTogether) add_newcomers(month);
  }
  add_newcomers(month);
}

void DemandBook::rescale_block(std::size_t block, std::size_t draw, const LaneWords& words) {
  std::uint64_t found = 0;
  find_lanes({&words, 1}, std::span(rescaled_).subspan(kWords * draw, kWords), {&found, 1});
  for_each_bit(found, [&](std::size_t bit) {
    const std::size_t word = bit / kLanes;
    const std::size_t lane = bit % kLanes;
    const ServiceId service = shares_.service_at(kWords * draw + word);
    const auto slot = static_cast<std::uint32_t>(block * kBlock + lane);
    rescale_resident(slot, service, uniform(slot, service, words[word][lane]));
  });
}

void DemandBook::rescale_resident(std::uint32_t slot, ServiceId service, std::uint32_t number) {
  const std::size_t row = row_of(class_of_[slot]);
  const std::size_t position = shares_.position_of(service);
  const bool sought = number < shares_before_.seeking(position)[row];
  const bool seeks = number < shares_.seeking(position)[row];
  if (sought == seeks) return;
  const SeekerId seeker = find(slot, service);
  if (seeker.valid() && !seeks) remove(seeker);
  // A step of the level, not a flow: those who come with it are not counted as new seekers.
  if (!seeker.valid() && seeks) newcomers_.push_back({slot, service, people_->standing(slot)});
}

void DemandBook::come_back(Month month, const People& people) {
  std::fill(new_seekers_.begin(), new_seekers_.end(), 0);
  for (const Return& away : returns_) {
    const Standing standing = people.standing(away.slot);
    if (!standing.counted || find(away.slot, away.service).valid()) continue;
    const std::uint32_t number = uniform(away.slot, away.service, drawn(away.slot, away.service));
    if (number < seeking_of(away.slot, away.service)) add({away.slot, away.service, standing}, month);
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
  if (optimal_ != nullptr) {
    const std::int32_t every = district_->scenario().allocation.reseat_months;
    optimal_->admit(allocation_, every > 0 && month.value > 0 && month.value % every == 0);
  } else {
    allocation_.admit();
  }
  const std::span<const SeekerId> admitted = allocation_.admitted();
  for (std::size_t i = 0; i < admitted.size(); ++i) {
    if (i + kAhead < admitted.size()) will_read(services_used_[allocation_.seeker(admitted[i + kAhead]).facts.slot]);
    const SeekerId id = admitted[i];
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
  const auto counter = static_cast<std::uint32_t>(month.value + 1) * std::uint32_t{kMostServices} +
                       static_cast<std::uint32_t>(shares_.position_of(seeker.facts.service));
  const std::uint32_t u = draw(stream_, people_->entity_of(seeker.facts.slot), DrawFor::bed_leave, counter)[0];
  std::size_t stayed = 0;
  while (stayed < thresholds.size() && thresholds[stayed] <= u) ++stayed;
  const std::size_t end = static_cast<std::size_t>(month.value + 1) + stayed;
  if (end >= leaves_of_month_.size()) return;
  leaves_.push_back({id.value, seeker.stay, leaves_of_month_[end]});
  leaves_of_month_[end] = static_cast<std::uint32_t>(leaves_.size() - 1);
}

/// The resident's number for a service, from the number drawn.
std::uint32_t DemandBook::uniform(std::uint32_t slot, ServiceId service, std::uint32_t drawn) const {
  return service == district_->bed_service() ? district_->bed_uniform(slot, drawn) : drawn;
}

std::uint32_t DemandBook::drawn(std::uint32_t slot, ServiceId service) const {
  const std::size_t position = shares_.position_of(service);
  const auto counter = static_cast<std::uint32_t>(position / kWords);
  return draw(stream_, people_->entity_of(slot), DrawFor::service, counter)[position % kWords];
}

DemandClass DemandBook::class_of_standing(const Standing& standing) const {
  if (!standing.counted) return kNotCounted;
  return demand_class(district_->settlement_kind_of(standing.settlement), standing.need, standing.group);
}

std::int32_t DemandBook::eligible(TownId town, ServiceId service, PriorityGroup group) const {
  std::int32_t persons = 0;
  for (std::size_t at = index_of(group); at < kDemandClasses; at += kCount<PriorityGroup>) {
    if (shares_.eligible(service, static_cast<DemandClass>(at))) persons += persons_(town, at);
  }
  return persons;
}

SeekerId DemandBook::find(std::uint32_t slot, ServiceId service) const {
  for (std::uint32_t at = first_seeker_[slot]; at != kNoLink; at = next_seeker_[at]) {
    if (allocation_.seeker(SeekerId(at)).facts.service == service) return SeekerId(at);
  }
  return {};
}

void DemandBook::add(const Newcomer& newcomer, Month month) {
  const auto counter = static_cast<std::uint32_t>(shares_.position_of(newcomer.service));
  const std::array<std::uint32_t, 4> words = draw(stream_, people_->entity_of(newcomer.slot), DrawFor::queue_tie, counter);
  enter(newcomer, tie_of(words[0], words[1]), month);
}

/// The same for all newcomers, sixteen draws at a time.
void DemandBook::add_newcomers(Month month) {
  LaneKeys keys;
  LaneWords words;
  for (std::size_t first = 0; first < newcomers_.size(); first += kLanes) {
    const std::span<const Newcomer> lanes = std::span(newcomers_).subspan(first, std::min(kLanes, newcomers_.size() - first));
    for (std::size_t i = 0; i < lanes.size(); ++i) {
      keys.set(i, people_->entity_of(lanes[i].slot), static_cast<std::uint32_t>(shares_.position_of(lanes[i].service)));
    }
    draw_lanes(stream_, {&keys, 1}, DrawFor::queue_tie, {&words, 1});
    for (std::size_t i = 0; i < lanes.size(); ++i) enter(lanes[i], tie_of(words[0][i], words[1][i]), month);
  }
  newcomers_.clear();
}

void DemandBook::enter(const Newcomer& newcomer, std::uint64_t tie, Month month) {
  const auto& [slot, service, standing] = newcomer;
  const SeekerId id =
      allocation_.add({slot, SettlementId(standing.settlement), service, standing.need, standing.group, standing.hardship}, tie, month);
  if (next_seeker_.size() <= id.index()) next_seeker_.resize(id.index() + 1);
  next_seeker_[id.index()] = first_seeker_[slot];
  first_seeker_[slot] = id.value;
}

void DemandBook::remove(SeekerId id) {
  const std::uint32_t slot = allocation_.seeker(id).facts.slot;
  if (allocation_.seeker(id).at.valid()) count_person(slot, -1);
  std::uint32_t* link = &first_seeker_[slot];
  while (*link != id.value) link = &next_seeker_[*link];
  *link = next_seeker_[id.index()];
  allocation_.remove(id);
}

void DemandBook::count_person(std::uint32_t slot, int change) {
  const int before = services_used_[slot];
  services_used_[slot] = static_cast<std::uint8_t>(before + change);
  persons_served_ += static_cast<int>(before + change > 0) - static_cast<int>(before > 0);
}

}  // namespace eldercast
