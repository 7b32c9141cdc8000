#pragma once
/// Demand of the residents of one zone: who of them seeks each service, and the link from residents to their places in the books of
/// allocation. Those of different zones may be used at the same time.
#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "engine/allocate/delivery.hpp"
#include "engine/allocate/zone_allocation.hpp"
#include "engine/demand/demand_tables.hpp"
#include "engine/population/people.hpp"
#include "engine/random/lanes.hpp"
#include "model/district.hpp"
#include "model/places/zones.hpp"

namespace eldercast {

/// Persons who hold places at which nothing is given in a month.
struct Undelivered {
  Cube<std::int32_t, 3> holding;  ///< town, service, group
  std::int32_t persons = 0;       ///< distinct ones who get nothing at all
  std::int32_t cared = 0;         ///< who get no more than a place on a family doctor's list, though they hold others
};

class ZoneDemand {
 public:
  class Memory;

  /// All that is given outlives the object.
  ZoneDemand(DemandTables& tables, ZoneAllocation& books, const Zone& zone, Memory memory);
  [[nodiscard]] Memory release() &&;

  /// Those who seek something at the start, on the books; residents of institutions in their beds.
  void start();
  /// Changes of residents who live in the zone from now on, and lived in that of `before` until now: mostly the same one.
  void change(std::span<const StandingChange> changes, Month month, ZoneDemand& before);
  /// Those who left a bed last month seek again. Those who have moved away meanwhile are put aside.
  void come_back(Month month);
  /// Those whose stay in a bed ends this month go home.
  void leave_beds(Month month);
  /// Those of the zone who hold a place at a facility lose it and wait from this month on; adds them to `displaced` by service.
  void evict(FacilityId facility, Month month, std::span<std::int32_t> displaced);
  /// Of one of them alone.
  void evict(SeekerNumber seeker, Month month, std::span<std::int32_t> displaced);
  /// After admission: counts those who were admitted and draws the length of stays in beds.
  void note_admitted(Month month);
  /// The residents of the zone at the start, whose number for a service of draw `draw` lies between the old thresholds and the new ones,
  /// begin or cease to seek. Those who live elsewhere are put aside.
  void rescale(std::size_t draw, Month month);

  /// Somebody who left a bed, for what.
  struct Away {
    std::uint32_t slot = 0;
    ServiceId service;
  };
  /// Somebody who begins or ceases to seek a service, and the number.
  struct Rescaled {
    std::uint32_t slot = 0;
    ServiceId service;
    std::uint32_t number = 0;
  };
  // What was put aside, for the zones where the people live now.
  [[nodiscard]] std::vector<Away>& away_elsewhere() { return away_elsewhere_; }
  [[nodiscard]] std::vector<Rescaled>& rescaled_elsewhere() { return rescaled_elsewhere_; }
  void come_back(const Away& away, const Standing& standing, Month month);
  void rescale(const Rescaled& resident, const Standing& standing);
  /// On the books with everybody who seeks and has no place there yet.
  void add_newcomers(Month month);

  /// Persons who began to seek a service this month (not those who came back).
  [[nodiscard]] std::int32_t new_seekers(ServiceId service) const { return new_seekers_[service.index()]; }
  /// Distinct persons who hold a place of at least one service, and of one that is more than a place on a family doctor's list.
  [[nodiscard]] std::int32_t persons_served() const { return persons_served_; }
  [[nodiscard]] std::int32_t persons_cared() const { return persons_cared_; }
  /// Adds those of the zone who hold a place at which nothing is given this month.
  void add_undelivered(const Delivery& delivery, Undelivered& sum);

 private:
  /// So many newcomers at least are added in one go, where there are as many.
  static constexpr std::size_t kAddedTogether = 256;

  struct Leave {
    SeekerNumber seeker;
    std::uint32_t stay = 0;
    std::uint32_t next = kNoLink;
  };
  /// Somebody who begins to seek a service.
  struct Newcomer {
    std::uint32_t slot = 0;
    ServiceId service;
    Standing standing;
  };
  /// Somebody who goes on seeking a service here.
  struct MovedIn {
    Newcomer seeker;
    std::uint64_t tie = 0;
    Month since;
  };
  /// Demand classes of a change.
  struct Classes {
    DemandClass before = kNotCounted;
    DemandClass after = kNotCounted;
  };
  /// One of sixteen residents whose number for a service, by position, may mean something; whether it is wanted before and after a change.
  struct Hit {
    std::uint32_t number = 0;
    std::uint8_t position = 0;
    std::uint8_t lane = 0;
    bool before = false;
    bool after = false;
  };

  [[nodiscard]] const District& district() const { return *tables_->district; }
  [[nodiscard]] TownId town_of(std::uint32_t settlement) const { return district().town_of(settlement); }
  // At the start.
  void place_seated(std::span<const InstitutionResident> seated);
  void seat(const InstitutionResident& resident);
  void place_block(std::size_t block);
  void place_hits(std::size_t block, TownId town);
  void place_bed_hits(std::size_t block, std::uint32_t hits, const Lanes& drawn);
  void place(std::uint32_t slot, DemandClass at, ServiceId service);
  // Changes.
  void draw_services();
  void change_lanes(std::span<const StandingChange> changes, Month month, ZoneDemand& before);
  void make_bed_numbers(std::span<const StandingChange> changes, Lanes& numbers) const;
  void change_hit(const StandingChange& change, Classes classes, const Hit& hit, Month month, ZoneDemand& before);
  void change_seeker(const StandingChange& change, ServiceId service, bool seeks, Month month, ZoneDemand& before);
  void take_in(const StandingChange& change, ServiceId service, SeekerNumber seeker, Month month, ZoneDemand& before);
  [[nodiscard]] bool sought(const Rescaled& resident) const;
  [[nodiscard]] bool seeks(const Rescaled& resident) const;
  [[nodiscard]] bool seeks(const Rescaled& resident, const ShareTable& shares) const;
  void rescale_block(std::size_t block, std::size_t draw, const LaneWords& words);
  void rescale_seated(std::size_t draw);
  void rescale_found(const Rescaled& resident);
  // The books.
  [[nodiscard]] SeekerNumber find(std::uint32_t slot, ServiceId service) const;
  [[nodiscard]] std::uint32_t drawn(std::uint32_t slot, ServiceId service) const;
  void add(const Newcomer& newcomer, Month month);
  void enter(const Newcomer& newcomer, std::uint64_t tie, Month since);
  void remove(SeekerNumber seeker);
  void draw_stay(SeekerNumber seeker, Month month);
  void count_person(std::uint32_t slot, ServiceId service, int change);

  /// Calls `visit` with position, lane and number of everything found.
  template <class Visit>
  void for_each_found(Visit visit) const {
    for (std::size_t d = 0; d < found_.size(); ++d) {
      for_each_bit(found_[d], [&](std::size_t bit) {
        const std::size_t word = bit / kLanes;
        const std::size_t lane = bit % kLanes;
        visit(kWords * d + word, lane, words_[d][word][lane]);
      });
    }
  }
  /// The number of a position among the draws of sixteen residents.
  [[nodiscard]] Lanes& numbers_at(std::size_t position) { return words_[position / kWords][position % kWords]; }

  DemandTables* tables_;
  ZoneAllocation* books_;
  Zone zone_;
  std::vector<std::uint32_t> next_seeker_;  ///< by seeker: the next one of the same resident
  std::int32_t persons_served_ = 0;
  std::int32_t persons_cared_ = 0;
  std::vector<std::int32_t> new_seekers_;
  std::vector<Newcomer> newcomers_;  ///< who seek, but have no place in the books yet
  std::vector<MovedIn> moved_in_;    ///< the same: a resident's seekers stand in the books of one zone, so that all leave before any enters
  std::vector<std::uint32_t> leaves_of_month_;
  std::vector<Leave> leaves_;
  std::vector<Away> away_;
  std::vector<Away> away_elsewhere_;
  std::vector<Rescaled> rescaled_elsewhere_;
  std::vector<LaneKeys> keys_;                                    ///< scratch: of sixteen residents, for every draw
  std::array<Classes, kLanes> classes_;                           ///< scratch: of sixteen changes
  std::vector<LaneWords> words_;                                  ///< scratch: the draws of sixteen residents
  std::vector<Band> bands_;                                       ///< scratch: by position, filled up to whole draws
  std::vector<std::uint64_t> found_;                              ///< scratch: by draw, lanes of its words in their bands
  std::vector<std::pair<std::uint32_t, std::uint16_t>> stopped_;  ///< scratch: slot, places as in DemandTables::services_used
  std::vector<Hit> hits_;                                         ///< scratch: as many as can be found
};

/// The vectors of one, to be used again by the next: what stands in them means nothing.
class ZoneDemand::Memory {
  friend class ZoneDemand;
  std::vector<std::uint32_t> next_seeker_;
  std::vector<Newcomer> newcomers_;
  std::vector<Leave> leaves_;
  std::vector<Away> away_;
};

}  // namespace eldercast
