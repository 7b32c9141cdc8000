#pragma once
/// The border between the program and a rule's library: C structs that only grow. Nothing of the C++ library crosses it, no exception and
/// no virtual function. Rules are written against the C++ face of it (rules.hpp, plugin.hpp), which is compiled into the library.
///
/// What may change within one ELDERCAST_ABI, each time with the next ELDERCAST_ABI_MINOR: fields at the end of the card, of the month and
/// of every row that is handed over with its size (rows of parameters, of views, of flows; a new field begins where the old struct ended,
/// never in its padding), phases, slots, enumerators as far as kRoom has cells for them. A library that was built against an older minor
/// number works in a newer program; one that was built against a newer one is refused.
#include <cstddef>
#include <cstdint>

/// Number of the plugin interface: a program takes libraries of its own number only.
#define ELDERCAST_ABI 4
/// What has been added to it since.
#define ELDERCAST_ABI_MINOR 3

extern "C" {

/// Rows that lie `row_size` bytes apart. A library that knows shorter rows reads their beginning.
struct EldercastTable {
  const void* rows;
  std::uint32_t count;
  std::uint32_t row_size;
};

/// What a rule may see in one month; `views.hpp` says what the rows are.
struct EldercastMonth {
  std::int32_t month;
  std::int32_t calendar;
  std::int32_t last;
  std::int32_t unused;
  EldercastTable towns;
  EldercastTable facilities;
  EldercastTable projects;
  EldercastTable services;
  EldercastTable training;      ///< one row
  EldercastTable lottery_fund;  ///< one row
  std::uint32_t (*draw)(const void* host, std::uint64_t entity, std::uint32_t counter);
  const void* host;
  // Since 4.3.
  EldercastTable payers;
  EldercastTable purposes;
  EldercastTable roles;
};

/// Room for flows of one kind, `row_size` bytes apart, each of which has the values of a flow that says nothing.
struct EldercastSlot {
  void* rows;
  std::uint32_t row_size;
  std::uint32_t room;
  std::uint32_t used;
  std::uint32_t overflowed;  ///< 1: more was written than there is room for
};

/// The word for what went wrong in a library; exceptions end before the border.
struct EldercastFailure {
  std::uint32_t failed;  ///< 0: nothing; 1: `text` says what; 2: something was thrown that is no std::exception
  char text[1020];
};

/// One call of a rule in a phase of a month.
struct EldercastCall {
  std::uint32_t phase;
  std::uint32_t slot_count;
  const EldercastMonth* month;
  EldercastSlot* const* slots;  ///< by eldercast::SlotNumber; null where the phase has none
  EldercastFailure* failure;
};

/// A value of a parameter (values.hpp).
struct EldercastValue {
  double number;
  const char* text;
  const EldercastValue* cells;
  std::uint32_t count;
  std::int32_t year;
};

/// A figure of a rule's own (since 4.1).
struct EldercastFigure {
  const char* id;
  const char* unit;
  const char* zh;
  const char* en;
  std::uint32_t kind;  ///< eldercast::FigureKind
  std::uint32_t unused;
};

/// A target of a rule's own: a number that one of its figures is to reach, or to stay below, at the end of a year (since 4.3).
struct EldercastTarget {
  const char* id;
  const char* figure;  ///< id of the figure of the same card that is judged
  const char* zh;
  const char* en;
  const char* clause;  ///< one of the card's, or ""
  const char* value;   ///< path of the parameter that says the number, in the figure's unit
  const char* due;     ///< path of the integer parameter that says the year; "": `due_year`
  std::int32_t due_year;
  std::uint32_t at_most;  ///< 1: met where the figure is not above the number; 0: where it is not below
};

/// What is wrong with a text among the values of a rule.
struct EldercastProblem {
  std::uint32_t parameter;  ///< position among the rows of the card
  std::uint32_t row;        ///< of a table, else 0
  std::uint32_t column;     ///< of a table, else 0
  std::uint32_t offset;     ///< bytes from the beginning of the text
  std::uint32_t length;     ///< bytes; 0: the whole text
  const char* message;
  const char* help;
};
struct EldercastProblems {
  void* host;
  void (*add)(void* host, const EldercastProblem* problem);
};
}

namespace eldercast {

/// The phases in which rules are asked.
enum class RulePhase : std::uint32_t { authorise, staff, arrange, pay };

/// Places of the kinds of flows among the slots of a call.
enum class SlotNumber : std::uint32_t {
  support,
  hold,
  fund_income,
  cover,
  staff,
  district_hires,
  training,
  bed_conversion,
  arrangement,
  demand_change,
  posting,
  evaluation,
  // Since 4.1.
  staff_change,
  price_change,
  closing,
  capacity_change,
  figure,
  // Since 4.2.
  health_change,
  choice
};
inline constexpr std::size_t kSlotNumbers = static_cast<std::size_t>(SlotNumber::choice) + 1;

}  // namespace eldercast
