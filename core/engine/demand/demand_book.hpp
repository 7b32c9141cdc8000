#pragma once
/// Demand of one replicate: who is eligible, wants and seeks each service, kept up to date from residents' changes, and the link from
/// residents to their places in the allocation.
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/demand/share_table.hpp"
#include "engine/population/people.hpp"
#include "engine/random/keyed.hpp"
#include "engine/shock/shocks.hpp"
#include "model/allocation.hpp"
#include "model/district.hpp"
#include "model/optimal_admission.hpp"

namespace eldercast {

class DemandBook final : public StandingListener {
 public:
  /// `old`: takes over its memory; it can only be destroyed afterwards.
  explicit DemandBook(const District& district, DemandBook* old = nullptr);

  /// Everybody's demand at the start: counts, seekers, and the residents of institutions in their beds. `facilities` as for
  /// Allocation::start.
  void start(StreamKey stream, const People& people, std::span<FacilityState> facilities);
  void changed(std::span<const StandingChange> changes, Month month) override;
  /// Before the month's life events: those who left a bed last month seek again.
  void come_back(Month month, const People& people);
  /// Those whose stay in a bed ends this month go home; they do not seek until the next month.
  void leave_beds(Month month);
  /// The month's admission; the length of each new stay in a bed is drawn.
  void admit(Month month);
  /// From now on so many thousandths of those who seek a service by the scenario's shares seek it, never more than want it, by service and
  /// group (kNormal: as in the scenario). Residents whose persistent number lies between the old share and the new one begin or cease to
  /// seek; nobody else is touched. Costs a pass over the residents for every four services of which one changes.
  void rescale(const Cube<PerMille, 2>& factors, Month month);
  /// A care home becomes part of a centre.
  void transfer(FacilityId from, FacilityId to) { allocation_.transfer(from, to); }

  [[nodiscard]] const Allocation& allocation() const { return allocation_; }
  void bed_shortfall(Cube<std::int32_t, 2>& by_town_and_cause) { allocation_.bed_shortfall(by_town_and_cause); }
  [[nodiscard]] std::int32_t priority_violations() { return allocation_.priority_violations(); }

  /// Persons by town, service and group.
  [[nodiscard]] std::int32_t eligible(TownId town, ServiceId service, PriorityGroup group) const;
  [[nodiscard]] std::int32_t wanting(TownId town, ServiceId service, PriorityGroup group) const { return wanting_(town, service, group); }
  /// Persons who began to seek a service this month (not those who came back).
  [[nodiscard]] const std::vector<std::int32_t>& new_seekers() const { return new_seekers_; }
  /// Distinct persons served at least one service.
  [[nodiscard]] std::int32_t persons_served() const { return persons_served_; }

 private:
  /// So many newcomers at least are added in one go, where there are as many.
  static constexpr std::size_t kAddedTogether = 256;
  /// Ends a chain of seekers or of leaves.
  static constexpr std::uint32_t kNoLink = 0xFFFFFFFFU;

  struct Leave {
    std::uint32_t seeker = 0;
    std::uint32_t stay = 0;
    std::uint32_t next = kNoLink;
  };
  struct Return {
    std::uint32_t slot = 0;
    ServiceId service;
  };

  /// Somebody who begins to seek a service.
  struct Newcomer {
    std::uint32_t slot = 0;
    ServiceId service;
    Standing standing;
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
  void prepare_bands();
  [[nodiscard]] Cube<std::int32_t, 3> expected_seekers() const;
  void place_initial_seekers();
  void place_block(std::size_t block);
  void place_hits(std::size_t block, TownId town);
  void place_bed_hits(std::size_t block, std::uint32_t hits, const Lanes& drawn);
  void place_seated();
  void place(std::uint32_t slot, DemandClass at, ServiceId service);
  void seat_initial_residents();
  void draw_services();
  void change_lanes(std::span<const StandingChange> changes, Month month);
  void make_bed_numbers(std::span<const StandingChange> changes, Lanes& numbers) const;
  void change(const StandingChange& change, Classes classes, const Hit& hit, Month month);
  void change_seeker(const StandingChange& change, ServiceId service, bool seeks, Month month);
  void rescale_shares(ServiceId service, std::span<const PerMille, kCount<PriorityGroup>> factors);
  void rescale_draw(std::size_t draw, Month month);
  void rescale_block(std::size_t block, std::size_t draw, const LaneWords& words);
  void rescale_resident(std::uint32_t slot, ServiceId service, std::uint32_t number);
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
  [[nodiscard]] std::uint32_t uniform(std::uint32_t slot, ServiceId service, std::uint32_t drawn) const;
  [[nodiscard]] std::uint32_t drawn(std::uint32_t slot, ServiceId service) const;
  [[nodiscard]] std::uint32_t seeking_of(std::uint32_t slot, ServiceId service) const {
    return shares_.seeking(shares_.position_of(service))[row_of(class_of_[slot])];
  }
  [[nodiscard]] DemandClass class_of_standing(const Standing& standing) const;
  [[nodiscard]] SeekerId find(std::uint32_t slot, ServiceId service) const;
  void add(const Newcomer& newcomer, Month month);
  void add_newcomers(Month month);
  void enter(const Newcomer& newcomer, std::uint64_t tie, Month month);
  void remove(SeekerId seeker);
  void draw_stay(SeekerId seeker, Month month);
  void count_person(std::uint32_t slot, int change);

  const District* district_;
  const People* people_ = nullptr;
  Allocation allocation_;
  std::unique_ptr<TransportSolver> solver_;    ///< null where admission is by priority
  std::unique_ptr<OptimalAdmission> optimal_;  ///< the same
  StreamKey stream_;
  ShareTable shares_;                        ///< that hold now
  ShareTable shares_before_;                 ///< while rescale() runs: that held before
  Cube<PerMille, 2> factors_;                ///< by service and group
  std::vector<DemandClass> class_of_;        ///< by slot
  std::vector<std::uint32_t> first_seeker_;  ///< by slot: where the chain of the resident's seekers begins
  std::vector<std::uint32_t> next_seeker_;   ///< by seeker: the next one of the same resident
  std::vector<std::uint8_t> services_used_;  ///< by slot
  std::int32_t persons_served_ = 0;
  std::vector<std::int32_t> new_seekers_;
  Cube<std::int32_t, 2> persons_;  ///< residents by town and demand class
  Cube<std::int32_t, 3> wanting_;
  Cube<std::int32_t, 3> expected_;       ///< seekers at the start: town, service, group
  Cube<Band, 2> bands_of_block_;         ///< at the start: up to the largest threshold of wanting by (settlement kind, needs), position
  std::vector<LaneKeys> keys_;           ///< scratch: of sixteen residents, for every draw
  std::array<Classes, kLanes> classes_;  ///< scratch: of sixteen changes
  std::vector<LaneWords> words_;         ///< scratch: the draws of sixteen residents
  std::vector<Band> bands_;              ///< scratch: by position, filled up to whole draws
  std::vector<std::uint64_t> found_;     ///< scratch: by draw, lanes of its words in their bands
  std::vector<Hit> hits_;                ///< scratch: as many as can be found
  std::vector<Newcomer> newcomers_;      ///< who seek, but have no place in the books yet
  std::vector<Band> rescaled_;           ///< scratch of rescale: by position, where thresholds change
  std::vector<std::vector<std::uint32_t>> leaving_by_month_;  ///< by need, then special hardship: cumulative thresholds
  std::vector<std::uint32_t> leaves_of_month_;
  std::vector<Leave> leaves_;
  std::vector<Return> returns_;
};

}  // namespace eldercast
