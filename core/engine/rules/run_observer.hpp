#pragma once
/// Who looks on while a run goes: how long its parts take, what a rule says and reads. Nothing of it changes a number.
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>

#include "api/slots.hpp"
#include "api/views.hpp"

namespace eldercast {

/// The phases of a month, in their order.
enum class MonthPhase : std::uint8_t { authorise, build, staff, arrange, live, allocate, pay, record };
inline constexpr std::array<std::string_view, 8> kMonthPhaseNames{"authorise", "build",    "staff", "arrange",
                                                                  "live",      "allocate", "pay",   "record"};

/// One thing that a rule says.
using SaidFlow =
    std::variant<Support, Hold, FundIncome, Cover, StaffFlow, DistrictHires, TrainingFlow, BedConversion, MedicalArrangement, DemandChange,
                 Posting, Evaluation, StaffChange, PriceChange, Closing, CapacityChange, FigureValue, HealthChange, ProjectChoice>;

/// Methods are called from any thread; those of a trace by one thread at a time. Rules are positions in the list of the run.
class RunObserver {
 public:
  RunObserver() = default;
  RunObserver(const RunObserver&) = delete;
  RunObserver& operator=(const RunObserver&) = delete;
  virtual ~RunObserver() = default;

  virtual void phase_took(MonthPhase phase, std::chrono::nanoseconds time) = 0;
  virtual void rule_took(std::size_t rule, MonthPhase phase, std::chrono::nanoseconds time) = 0;

  /// Whether the calls of this rule in this replicate are to be told one by one.
  [[nodiscard]] virtual bool traces(std::size_t rule, std::int32_t replicate) const = 0;
  virtual void call_begins(MonthPhase phase, const MonthView& view) = 0;
  /// A rule looked at a field of a row (from 0); of a rule that can tell.
  virtual void read(std::string_view table, std::size_t row, std::string_view field) = 0;
  virtual void said(const SaidFlow& flow) = 0;
  virtual void call_ends(std::chrono::nanoseconds time) = 0;
};

/// A rule that can tell what it looks at: a script.
class TellsReads {
 public:
  TellsReads() = default;
  TellsReads(const TellsReads&) = delete;
  TellsReads& operator=(const TellsReads&) = delete;
  virtual ~TellsReads() = default;
  /// From now on to `observer`, which outlives the object; null: to nobody.
  virtual void tell_reads(RunObserver* observer) = 0;
};

}  // namespace eldercast
