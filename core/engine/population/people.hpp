#pragma once
/// The living population of one replicate. Event-driven: one random number finds a resident's next life event, which waits in the calendar
/// of its month; nobody else is touched. Equal in distribution to a month-by-month scan (tests/oracle keeps one).
#include <cstdint>
#include <span>
#include <vector>

#include "engine/outcome.hpp"
#include "engine/random/keyed.hpp"
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

/// Told about every change of a resident's standing, in no particular order within a month.
class StandingListener {
 public:
  StandingListener() = default;
  StandingListener(const StandingListener&) = delete;
  StandingListener& operator=(const StandingListener&) = delete;
  virtual ~StandingListener() = default;
  virtual void changed(std::uint32_t slot, const Standing& before, const Standing& after, Month month) = 0;
};

class People {
 public:
  explicit People(const District& district);

  /// Everybody back to the start, first events drawn.
  void start(StreamKey stream);
  /// The life events and birthdays of a month. Allocates nothing.
  void live(Month month, StandingListener& listener);

  [[nodiscard]] Standing standing(std::uint32_t slot) const;
  [[nodiscard]] Identity identity(std::uint32_t slot) const { return people_[slot].identity; }
  /// The resident's key for random numbers.
  [[nodiscard]] Entity entity_of(std::uint32_t slot) const {
    return {people_[slot].identity.bits, district_->key_of_settlement(district_->home_of_block(slot / kBlock))};
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
  enum : std::uint8_t { kPresent = 1, kSixty = 2, kEighty = 4, kGone = 8 };

  struct Person {
    Identity identity;
    std::uint32_t next = kNobody;  ///< next in the calendar's month
    std::uint32_t settlement = 0;
    Traits traits;  ///< with the current need
    std::uint8_t status = 0;
    std::uint8_t spell = 0;  ///< events so far: the counter of the next draw
  };
  static_assert(sizeof(Person) <= 16);
  static constexpr std::uint32_t kNobody = 0xFFFFFFFFU;

  [[nodiscard]] std::size_t class_of_person(const Person& person) const;
  void schedule(std::uint32_t slot, int month);
  void draw_first_events(StreamKey stream);
  void birthdays(Month month, StandingListener& listener);
  void handle(std::uint32_t slot, Month month, StandingListener& listener);
  void apply(Person& person, LifeEvent event, std::uint32_t destination_draw);
  void count(const Person& person, const Standing& standing, std::int32_t change);

  const District* district_;
  StreamKey stream_;
  std::vector<Person> initial_;
  std::vector<Person> people_;
  std::vector<std::uint32_t> calendar_;  ///< first resident of each month
  Cube<std::int32_t, 2> initial_residents_;
  Cube<std::int32_t, 2> residents_;
  Cube<std::int32_t, 2> initial_by_birth_;
  Cube<std::int32_t, 2> by_birth_;  ///< sex, birth month: present, of any age
  PerEnum<LifeFlow, std::int32_t> flows_;
  std::int64_t events_ = 0;
};

}  // namespace eldercast
