#pragma once
/// The living population of one replicate. Event-driven: one random number finds a resident's next life event, which waits in the calendar
/// of its month; nobody else is touched. Equal in distribution to a month-by-month scan, and event by event to a plain version of itself
/// (tests/oracle keeps both).
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/outcome.hpp"
#include "engine/population/health_factors.hpp"
#include "engine/random/lanes.hpp"
#include "model/base/cube.hpp"
#include "model/base/untouched.hpp"
#include "model/district.hpp"
#include "model/places/zones.hpp"

namespace eldercast {

/// What the rest of the model sees of a resident. `counted` is true for those who live in the district and are 60 or over.
struct Standing {
  bool counted = false;
  std::uint32_t settlement = 0;
  Need need = Need::independent;
  PriorityGroup group = PriorityGroup::others;
  bool hardship = false;

  friend bool operator==(const Standing&, const Standing&) = default;
};

struct StandingChange {
  std::uint32_t slot = 0;
  Standing before;
  Standing after;
};

/// Told about every change of a resident's standing, many at a time; those of one resident in the order in which they happened. Zones
/// may be told of at the same time.
class StandingListener {
 public:
  StandingListener() = default;
  StandingListener(const StandingListener&) = delete;
  StandingListener& operator=(const StandingListener&) = delete;
  virtual ~StandingListener() = default;
  /// Residents who live in a zone, before and after.
  virtual void changed(std::size_t zone, std::span<const StandingChange> changes, Month month) = 0;
  /// Those who go from one zone to another. After all others of the month, and not at the same time as anything else.
  virtual void moved(std::span<const StandingChange> changes, Month month) = 0;
};

class People {
 public:
  /// In one zone.
  explicit People(const District& district);
  /// What the next one uses again: what stands in it means nothing.
  class Memory;
  People(const District& district, Zones zones);
  People(const District& district, Zones zones, Memory memory);
  [[nodiscard]] Memory release() &&;

  /// Everybody back to the start, first events drawn, room made for the later ones.
  void start(StreamKey stream);
  /// The birthdays and life events of a month, zone by zone. `health` is what rules say of their probabilities; null: nothing.
  void live(Month month, StandingListener& listener, const HealthFactors* health = nullptr);

  [[nodiscard]] Standing standing(std::uint32_t slot) const;
  [[nodiscard]] Identity identity(std::uint32_t slot) const { return district_->base().identity[slot]; }
  /// The resident's key for random numbers.
  [[nodiscard]] Entity entity_of(std::uint32_t slot) const {
    return {identity(slot).bits, district_->key_of_settlement(district_->home_of_block(slot / kBlock))};
  }

  /// Persons aged 60 and over by settlement and need.
  [[nodiscard]] const Cube<std::int32_t, 2>& residents() const { return residents_; }
  /// The same by sex and five-year age group at the end of `month`.
  [[nodiscard]] std::int32_t in_age_group(Sex sex, AgeGroup group, Month month) const;
  /// Persons aged 60 and over by town and age group, at the end of the last month lived.
  [[nodiscard]] const Cube<std::int32_t, 2>& residents_by_age() const { return by_age_; }
  /// What happened in the last month lived.
  [[nodiscard]] const PerEnum<LifeFlow, std::int32_t>& flows() const { return flows_; }
  /// Life events handled since the start, for the benchmarks.
  [[nodiscard]] std::int64_t events() const { return events_; }

 private:
  /// What changes of a resident; the rest stands in the base population. Six bytes: a country has three hundred million.
  class Person {
   public:
    Person() = default;
    Person(std::uint32_t settlement, Traits its_traits, Status its_status) : traits(its_traits), status(its_status) { move_to(settlement); }
    [[nodiscard]] std::uint32_t settlement() const { return std::uint32_t{high_} << 16U | low_; }
    void move_to(std::uint32_t settlement) {
      low_ = static_cast<std::uint16_t>(settlement);
      high_ = static_cast<std::uint8_t>(settlement >> 16U);
    }

    Traits traits;  ///< with the current need
    Status status;
    std::uint8_t spell = 0;  ///< events so far: the counter of the next draw

   private:
    std::uint8_t high_ = 0;
    std::uint16_t low_ = 0;
  };
  static_assert(sizeof(Person) == 6);
  static constexpr std::size_t kMostSettlements = std::size_t{1} << 24U;

  /// A count that changed where another zone counts.
  struct Elsewhere {
    std::uint32_t settlement = 0;
    Need need = Need::independent;
    std::int32_t change = 0;
  };
  /// Somebody came to the district, or left it for good.
  struct Presence {
    Identity identity;
    std::uint32_t settlement = 0;
    std::int32_t change = 0;
  };
  /// Somebody moved within the district.
  struct Move {
    Identity identity;
    std::uint32_t from = 0;
    std::uint32_t to = 0;
  };
  /// Something that happens because rules make it likelier.
  struct Raised {
    std::uint32_t slot = 0;
    LifeEvent event = LifeEvent::death;
  };
  /// Work of one zone: that of the people whose home it is at the start, wherever they live.
  struct Worklist {
    Zone zone;
    std::uint32_t first_slot = 0;
    std::uint32_t end_slot = 0;
    std::vector<std::vector<std::uint32_t>> calendar;  ///< by month: slots whose next event falls into it
    std::vector<StandingChange> changes;               ///< not told yet
    std::vector<StandingChange> away;                  ///< the same: of people who do not live in the zone, before or after
    std::vector<StandingChange> guests;                ///< of people from elsewhere who live in the zone, before and after
    std::vector<StandingChange> movers;                ///< of people of the worklist who go from one zone to another
    std::vector<Elsewhere> elsewhere;
    std::vector<Presence> presences;
    std::vector<Move> moves;
    std::vector<Raised> raised;  ///< scratch of raise()
    PerEnum<LifeFlow, std::int32_t> flows;
    std::int64_t events = 0;
  };

  [[nodiscard]] std::size_t class_of_person(const Person& person, Sex sex) const;
  [[nodiscard]] static std::span<const std::uint32_t> of_worklist(std::span<const std::uint32_t> slots, const Worklist& worklist);
  void start_worklist(Worklist& worklist);
  void draw_first_events(Worklist& worklist);
  void schedule_block(Worklist& worklist, std::size_t block, const Lanes& drawn);
  void live_at(Worklist& worklist, Month month, StandingListener& listener);
  void birthdays(Worklist& worklist, Month month, StandingListener& listener);
  void handle_together(Worklist& worklist, std::span<const std::uint32_t> slots, Month month, StandingListener& listener);
  /// Words of the numbers drawn for a life event.
  struct EventWords {
    std::uint32_t cause = 0;
    std::uint32_t destination = 0;
    std::uint32_t allowed = 0;
  };
  void handle(Worklist& worklist, std::uint32_t slot, Month month, const EventWords& words, StandingListener& listener);
  void arrive(Worklist& worklist, std::uint32_t slot, Month month, StandingListener& listener);
  void happen(Worklist& worklist, std::uint32_t slot, Month month, LifeEvent event, std::uint32_t destination_draw,
              StandingListener& listener);
  [[nodiscard]] bool allowed(const Person& person, LifeEvent event, std::uint32_t u) const;
  void raise(Worklist& worklist, Month month, StandingListener& listener);
  [[nodiscard]] std::uint32_t bound_of_raised(Month month) const;
  [[nodiscard]] std::optional<LifeEvent> raised_event(std::uint32_t slot, Month month, std::uint32_t u) const;
  void forget_next(Worklist& worklist, Month month);
  void mark(std::span<const std::uint32_t> slots, bool marked);
  void fetch(std::uint32_t slot) const;
  void apply(Worklist& worklist, Person& person, LifeEvent event, std::uint32_t destination_draw);
  void count(Worklist& worklist, const Person& person, std::int32_t change);
  static void schedule(Worklist& worklist, std::uint32_t slot, int month);
  static void tell(Worklist& worklist, const StandingChange& change, Month month, StandingListener& listener);
  static void tell_rest(Worklist& worklist, Month month, StandingListener& listener);
  void count_ages(Month month);
  void settle(Worklist& worklist);
  void sort_away(Worklist& worklist);

  const District* district_;
  Zones zones_;
  StreamKey stream_;
  UntouchedVector<Person> people_;
  std::vector<Worklist> worklists_;  ///< by zone
  Cube<std::int32_t, 2> residents_;
  Cube<std::int32_t, 2> by_birth_;         ///< sex, birth month: present, of any age
  Cube<std::int32_t, 2> of_town_;          ///< town, birth month: the same
  Cube<std::int32_t, 2> by_age_;           ///< town, age group
  const HealthFactors* health_ = nullptr;  ///< of the month; null: as the scenario says
  std::uint32_t raised_bound_ = 0;         ///< of the month: from here on nothing happens on top to anybody
  PerEnum<LifeFlow, std::int32_t> flows_;
  std::int64_t events_ = 0;
};

class People::Memory {
  friend class People;
  UntouchedVector<Person> people_;
  std::vector<Worklist> worklists_;
};

}  // namespace eldercast
