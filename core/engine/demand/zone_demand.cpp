#include "engine/demand/zone_demand.hpp"

#include <algorithm>
#include <utility>

#include "model/base/prefetch.hpp"

namespace eldercast {
namespace {

/// How far ahead among the admitted residents are fetched from memory.
constexpr std::size_t kAhead = 8;

/// The hash that breaks ties in queues, from two words.
std::uint64_t tie_of(std::uint32_t high, std::uint32_t low) { return std::uint64_t{high} << 32U | low; }

}  // namespace

ZoneDemand::ZoneDemand(DemandTables& tables, ZoneAllocation& books, const Zone& zone, Memory memory)
    : tables_(&tables),
      books_(&books),
      zone_(zone),
      next_seeker_(std::move(memory.next_seeker_)),
      new_seekers_(tables.shares.services()),
      newcomers_(std::move(memory.newcomers_)),
      leaves_of_month_(static_cast<std::size_t>(tables.district->scenario().months())),
      leaves_(std::move(memory.leaves_)),
      away_(std::move(memory.away_)),
      keys_(tables.shares.draws()),
      words_(tables.shares.draws()),
      bands_(tables.shares.draws() * kWords),
      found_(tables.shares.draws()),
      hits_(tables.shares.draws() * kWords * kLanes) {}

ZoneDemand::Memory ZoneDemand::release() && {
  Memory memory;
  memory.next_seeker_ = std::move(next_seeker_);
  memory.newcomers_ = std::move(newcomers_);
  memory.leaves_ = std::move(leaves_);
  memory.away_ = std::move(away_);
  return memory;
}

/// The numbers for all services of the residents whose keys stand in the first set.
void ZoneDemand::draw_services() {
  for (std::size_t d = 1; d < keys_.size(); ++d) {
    keys_[d] = keys_[0];
    keys_[d].counter.fill(static_cast<std::uint32_t>(d));
  }
  draw_lanes(tables_->stream, keys_, DrawFor::service, words_);
}

void ZoneDemand::change(std::span<const StandingChange> changes, Month month, ZoneDemand& before) {
  for (std::size_t first = 0; first < changes.size(); first += kLanes) {
    change_lanes(changes.subspan(first, std::min(kLanes, changes.size() - first)), month, before);
  }
  for (const auto& [seeker, tie, since] : moved_in_) enter(seeker, tie, since);
  moved_in_.clear();
  add_newcomers(month);
}

/// Up to sixteen changes, the numbers of their residents drawn together. Most numbers mean nothing whatever the class.
void ZoneDemand::change_lanes(std::span<const StandingChange> changes, Month month, ZoneDemand& before) {
  for (std::size_t i = 0; i < changes.size(); ++i) {
    keys_[0].set(i, tables_->people->entity_of(changes[i].slot), 0);
    will_read(tables_->first_seeker[changes[i].slot]);
    will_read(tables_->class_of[changes[i].slot]);
  }
  draw_services();
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const StandingChange& change = changes[i];
    if (const std::uint32_t seeker = tables_->first_seeker[change.slot]; seeker != kNoLink) {
      will_read(before.next_seeker_[seeker]);
      before.books_->fetch(SeekerNumber(seeker));
    }
    classes_[i] = {tables_->class_of[change.slot], tables_->class_of_standing(change.after)};
    tables_->class_of[change.slot] = classes_[i].after;
    if (change.before.counted) --tables_->persons(town_of(change.before.settlement), classes_[i].before);
    if (change.after.counted) ++tables_->persons(town_of(change.after.settlement), classes_[i].after);
  }
  if (const ServiceId bed = district().bed_service(); bed.valid()) {
    make_bed_numbers(changes, numbers_at(tables_->shares.position_of(bed)));
  }
  find_lanes(words_, tables_->shares.bands(), found_);
  // Lanes without a change hold numbers of an earlier one.
  constexpr std::uint64_t kOneOfEachWord = 0x0001'0001'0001'0001U;
  for (std::uint64_t& lanes : found_) lanes &= ((std::uint64_t{1} << changes.size()) - 1) * kOneOfEachWord;
  std::size_t hits = 0;
  for_each_found([&](std::size_t position, std::size_t lane, std::uint32_t number) {
    const ClassThresholds& wanting = tables_->shares.wanting(position);
    const bool wanted = number < wanting[row_of(classes_[lane].before)];
    const bool wants = number < wanting[row_of(classes_[lane].after)];
    hits_[hits] = {number, static_cast<std::uint8_t>(position), static_cast<std::uint8_t>(lane), wanted, wants};
    hits += static_cast<std::size_t>(wanted || wants);
  });
  for (const Hit& hit : std::span(hits_).first(hits)) change_hit(changes[hit.lane], classes_[hit.lane], hit, month, before);
}

/// Numbers for beds from the drawn ones. That of somebody who was not seated at the start is never below the drawn one, so that one that
/// means nothing may stay as it is.
void ZoneDemand::make_bed_numbers(std::span<const StandingChange> changes, Lanes& numbers) const {
  const ClassThresholds& wanting = tables_->shares.wanting(tables_->shares.position_of(district().bed_service()));
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const std::uint32_t slot = changes[i].slot;
    const std::uint32_t bound = std::max(wanting[row_of(classes_[i].before)], wanting[row_of(classes_[i].after)]);
    if (numbers[i] < bound || district().initial_state().is_seated(slot)) numbers[i] = district().bed_uniform(slot, numbers[i]);
  }
}

/// One resident and one service that is wanted before or after: compares the number with the shares of the old class and of the new one.
void ZoneDemand::change_hit(const StandingChange& change, Classes classes, const Hit& hit, Month month, ZoneDemand& before) {
  const ServiceId service = tables_->shares.service_at(hit.position);
  if (hit.before) --tables_->wanting(town_of(change.before.settlement), service, change.before.group);
  if (hit.after) ++tables_->wanting(town_of(change.after.settlement), service, change.after.group);
  const ShareTable& shares = tables_->shares;
  const bool seeks = hit.number < shares.seeking(hit.position, town_of(change.after.settlement))[row_of(classes.after)];
  if (hit.number < shares.seeking(hit.position, town_of(change.before.settlement))[row_of(classes.before)]) {
    change_seeker(change, service, seeks, month, before);
  } else if (seeks) {
    newcomers_.push_back({change.slot, service, change.after});
    ++new_seekers_[service.index()];
  }
}

void ZoneDemand::change_seeker(const StandingChange& change, ServiceId service, bool seeks, Month month, ZoneDemand& before) {
  SeekerNumber seeker = before.find(change.slot, service);
  if (!seeker.valid()) {
    // Perhaps of a newcomer: the second change of one resident.
    before.add_newcomers(month);
    seeker = before.find(change.slot, service);
  }
  // Somebody who sought before and has no place in the books is away from a bed for a month and comes back by come_back().
  if (!seeker.valid()) return;
  if (!seeks) return before.remove(seeker);
  if (&before != this) return take_in(change, service, seeker, month, before);
  const bool was_served = books_->seeker(seeker).at.valid();
  books_->change(seeker, change.after.need, change.after.group, SettlementId(std::size_t{change.after.settlement}), month);
  if (was_served && !books_->seeker(seeker).at.valid()) count_person(change.slot, service, -1);
}

/// Somebody who has moved here and goes on seeking.
void ZoneDemand::take_in(const StandingChange& change, ServiceId service, SeekerNumber seeker, Month month, ZoneDemand& before) {
  const Month since = before.books_->waits_since(seeker, month);
  const std::uint64_t tie = before.books_->seeker(seeker).key;
  before.remove(seeker);
  moved_in_.push_back({{change.slot, service, change.after}, tie, since});
}

void ZoneDemand::come_back(Month month) {
  std::fill(new_seekers_.begin(), new_seekers_.end(), 0);
  for (const Away& away : away_) {
    const Standing standing = tables_->people->standing(away.slot);
    if (zone_.has(SettlementId(std::size_t{standing.settlement}))) {
      come_back(away, standing, month);
    } else {
      away_elsewhere_.push_back(away);
    }
  }
  away_.clear();
}

void ZoneDemand::come_back(const Away& away, const Standing& standing, Month month) {
  if (!standing.counted || find(away.slot, away.service).valid()) return;
  const std::uint32_t number = tables_->uniform(away.slot, away.service, drawn(away.slot, away.service));
  const ClassThresholds& seeking = tables_->shares.seeking(tables_->shares.position_of(away.service), town_of(standing.settlement));
  if (number < seeking[row_of(tables_->class_of[away.slot])]) add({away.slot, away.service, standing}, month);
}

void ZoneDemand::leave_beds(Month month) {
  for (std::uint32_t at = leaves_of_month_[static_cast<std::size_t>(month.value)]; at != kNoLink; at = leaves_[at].next) {
    const SeekerNumber number = leaves_[at].seeker;
    const Seeker& seeker = books_->seeker(number);
    // The stay may have ended otherwise, and the seeker's place in the books may be somebody else's by now.
    if (seeker.stay != leaves_[at].stay || !seeker.at.valid()) continue;
    away_.push_back({seeker.facts.slot, seeker.facts.service});
    remove(number);
  }
}

void ZoneDemand::note_admitted(Month month) {
  const std::span<const SeekerNumber> admitted = books_->admitted();
  for (std::size_t i = 0; i < admitted.size(); ++i) {
    if (i + kAhead < admitted.size()) will_read(tables_->services_used[books_->seeker(admitted[i + kAhead]).facts.slot]);
    const Seeker& seeker = books_->seeker(admitted[i]);
    count_person(seeker.facts.slot, seeker.facts.service, 1);
    if (books_->is_bed(seeker)) draw_stay(admitted[i], month);
  }
}

/// Puts the end of a stay that begins in `month` into the calendar, if it lies within the run.
void ZoneDemand::draw_stay(SeekerNumber number, Month month) {
  const Seeker& seeker = books_->seeker(number);
  const std::vector<std::uint32_t>& thresholds = tables_->leaving(seeker.facts.need, seeker.facts.hardship);
  // Nobody is admitted to the same service twice in a month, so that month and service make the draw unique.
  const auto counter = static_cast<std::uint32_t>(month.value + 1) * std::uint32_t{kMostServices} +
                       static_cast<std::uint32_t>(tables_->shares.position_of(seeker.facts.service));
  const std::uint32_t u = draw(tables_->stream, tables_->people->entity_of(seeker.facts.slot), DrawFor::bed_leave, counter)[0];
  std::size_t stayed = 0;
  while (stayed < thresholds.size() && thresholds[stayed] <= u) ++stayed;
  const std::size_t end = static_cast<std::size_t>(month.value + 1) + stayed;
  if (end >= leaves_of_month_.size()) return;
  leaves_.push_back({number, seeker.stay, leaves_of_month_[end]});
  leaves_of_month_[end] = static_cast<std::uint32_t>(leaves_.size() - 1);
}

std::uint32_t ZoneDemand::drawn(std::uint32_t slot, ServiceId service) const {
  const std::size_t position = tables_->shares.position_of(service);
  const auto counter = static_cast<std::uint32_t>(position / kWords);
  return draw(tables_->stream, tables_->people->entity_of(slot), DrawFor::service, counter)[position % kWords];
}

SeekerNumber ZoneDemand::find(std::uint32_t slot, ServiceId service) const {
  for (std::uint32_t at = tables_->first_seeker[slot]; at != kNoLink; at = next_seeker_[at]) {
    if (books_->seeker(SeekerNumber(at)).facts.service == service) return SeekerNumber(at);
  }
  return {};
}

void ZoneDemand::add(const Newcomer& newcomer, Month month) {
  const auto counter = static_cast<std::uint32_t>(tables_->shares.position_of(newcomer.service));
  const std::array<std::uint32_t, 4> words = draw(tables_->stream, tables_->people->entity_of(newcomer.slot), DrawFor::queue_tie, counter);
  enter(newcomer, tie_of(words[0], words[1]), month);
}

/// Sixteen draws at a time.
void ZoneDemand::add_newcomers(Month month) {
  LaneKeys keys;
  LaneWords words;
  for (std::size_t first = 0; first < newcomers_.size(); first += kLanes) {
    const std::span<const Newcomer> lanes = std::span(newcomers_).subspan(first, std::min(kLanes, newcomers_.size() - first));
    for (std::size_t i = 0; i < lanes.size(); ++i) {
      keys.set(i, tables_->people->entity_of(lanes[i].slot), static_cast<std::uint32_t>(tables_->shares.position_of(lanes[i].service)));
    }
    draw_lanes(tables_->stream, {&keys, 1}, DrawFor::queue_tie, {&words, 1});
    for (std::size_t i = 0; i < lanes.size(); ++i) enter(lanes[i], tie_of(words[0][i], words[1][i]), month);
  }
  newcomers_.clear();
}

void ZoneDemand::enter(const Newcomer& newcomer, std::uint64_t tie, Month since) {
  const auto& [slot, service, standing] = newcomer;
  const SettlementId settlement(std::size_t{standing.settlement});
  const SeekerNumber seeker = books_->add({slot, settlement, service, standing.need, standing.group, standing.hardship}, tie, since);
  if (next_seeker_.size() <= seeker.index()) next_seeker_.resize(seeker.index() + 1);
  next_seeker_[seeker.index()] = tables_->first_seeker[slot];
  tables_->first_seeker[slot] = seeker.value;
}

void ZoneDemand::remove(SeekerNumber seeker) {
  const std::uint32_t slot = books_->seeker(seeker).facts.slot;
  if (books_->seeker(seeker).at.valid()) count_person(slot, books_->seeker(seeker).facts.service, -1);
  std::uint32_t* link = &tables_->first_seeker[slot];
  while (*link != seeker.value) link = &next_seeker_[*link];
  *link = next_seeker_[seeker.index()];
  books_->remove(seeker);
}

void ZoneDemand::count_person(std::uint32_t slot, ServiceId service, int change) {
  const int before = tables_->services_used[slot];
  const int after = before + change * (tables_->is_list[service.index()] != 0 ? kListed : 1);
  tables_->services_used[slot] = static_cast<std::uint16_t>(after);
  persons_served_ += static_cast<int>(after > 0) - static_cast<int>(before > 0);
  persons_cared_ += static_cast<int>(after % kListed > 0) - static_cast<int>(before % kListed > 0);
}

void ZoneDemand::evict(FacilityId facility, Month month, std::span<std::int32_t> displaced) {
  for (std::size_t i = 0; i < books_->seekers().size(); ++i) {
    const Seeker& seeker = books_->seekers()[i];
    if (seeker.at == facility) evict(SeekerNumber(i), month, displaced);
  }
}

void ZoneDemand::evict(SeekerNumber number, Month month, std::span<std::int32_t> displaced) {
  const Seeker& seeker = books_->seeker(number);
  ++displaced[seeker.facts.service.index()];
  count_person(seeker.facts.slot, seeker.facts.service, -1);
  books_->evict(number, month);
}

void ZoneDemand::add_undelivered(const Delivery& delivery, Undelivered& sum) {
  stopped_.clear();
  for (const Seeker& seeker : books_->seekers()) {
    const SeekerFacts& facts = seeker.facts;
    if (!seeker.at.valid() || !delivery.stops(seeker.at, facts.service)) continue;
    ++sum.holding(district().town_of(facts.settlement.index()), ServiceId(facts.service), facts.group);
    stopped_.emplace_back(facts.slot, tables_->is_list[facts.service.index()] != 0 ? kListed : std::uint16_t{1});
  }
  std::sort(stopped_.begin(), stopped_.end());
  for (std::size_t i = 0; i < stopped_.size();) {
    const std::uint32_t slot = stopped_[i].first;
    int left = tables_->services_used[slot];
    const bool cared = left % kListed > 0;
    for (; i < stopped_.size() && stopped_[i].first == slot; ++i) left -= stopped_[i].second;
    sum.persons += static_cast<int>(left == 0);
    sum.cared += static_cast<int>(cared && left % kListed == 0);
  }
}

}  // namespace eldercast
