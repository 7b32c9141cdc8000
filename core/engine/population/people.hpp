#pragma once
/// The living population of one replicate. Event-driven: one random number finds a resident's next life event, which waits in the calendar
/// of its month; nobody else is touched. Equal in distribution to a month-by-month scan, and event by event to a plain version of itself
/// (tests/oracle keeps both).
#include <cstdint>
#include <span>
#include <vector>

#include "engine/outcome.hpp"
#include "engine/random/lanes.hpp"
#include "model/cube.hpp"
#include "model/district.hpp"

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

/// Told about every change of a resident's standing, many at a time; those of one resident in the order in which they happened.
class StandingListener {
 public:
  StandingListener() = default;
  StandingListener(const StandingListener&) = delete;
  StandingListener& operator=(const StandingListener&) = delete;
  virtual ~StandingListener() = default;
  virtual void changed(std::span<const StandingChange> changes, Month month) = 0;
};

class People {
 public:
  /// `old`: takes over its memory; it can only be destroyed afterwards.
  explicit People(const District& district, People* old = nullptr);

  /// Everybody back to the start, first events drawn, room made for the later ones.
  void start(StreamKey stream);
  /// The birthdays and life events of a month.
  void live(Month month, StandingListener& listener);

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
  /// What happened in the last month lived.
  [[nodiscard]] const PerEnum<LifeFlow, std::int32_t>& flows() const { return flows_; }
  /// Life events handled since the start, for the benchmarks.
  [[nodiscard]] std::int64_t events() const { return events_; }

 private:
  /// What changes of a resident; the rest stands in the base population.
  struct Person {
    std::uint32_t settlement = 0;
    Traits traits;  ///< with the current need
    Status status;
    std::uint8_t spell = 0;  ///< events so far: the counter of the next draw
  };
  static_assert(sizeof(Person) <= 8);

  [[nodiscard]] std::size_t class_of_person(const Person& person, Sex sex) const;
  void schedule(std::uint32_t slot, int month);
  void draw_first_events(StreamKey stream);
  void schedule_block(std::size_t block, const Lanes& drawn);
  void birthdays(Month month, StandingListener& listener);
  void handle_together(std::span<const std::uint32_t> slots, Month month, StandingListener& listener);
  void handle(std::uint32_t slot, Month month, std::uint32_t cause_draw, std::uint32_t destination_draw, StandingListener& listener);
  void fetch(std::uint32_t slot) const;
  void apply(Person& person, LifeEvent event, std::uint32_t destination_draw);
  void count(const Person& person, Identity identity, std::int32_t change);
  void tell(const StandingChange& change, Month month, StandingListener& listener);
  void tell_rest(Month month, StandingListener& listener);

  const District* district_;
  StreamKey stream_;
  std::vector<Person> people_;
  std::vector<std::vector<std::uint32_t>> calendar_;  ///< by month: slots whose next event falls into it
  std::vector<StandingChange> changes_;               ///< not told yet
  Cube<std::int32_t, 2> residents_;
  Cube<std::int32_t, 2> by_birth_;  ///< sex, birth month: present, of any age
  PerEnum<LifeFlow, std::int32_t> flows_;
  std::int64_t events_ = 0;
};

}  // namespace eldercast
