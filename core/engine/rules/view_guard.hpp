#pragma once
/// Finds out whether a rule wrote into a table that it may only read. Views lend the engine's own stocks: a cast or a stray pointer would
/// change a run without a flow that says so.
#include <array>
#include <cstdint>

#include "api/views.hpp"

namespace eldercast {

/// Sums over every byte of the tables of a view, taken before a rule is called.
class ViewGuard {
 public:
  explicit ViewGuard(const MonthView& view);

  /// The name of the first table that is not what it was, null if all are.
  [[nodiscard]] const char* written(const MonthView& view) const;

 private:
  static constexpr std::size_t kTables = 4;
  [[nodiscard]] static std::array<std::uint64_t, kTables> sums_of(const MonthView& view);

  std::array<std::uint64_t, kTables> before_;
};

}  // namespace eldercast
