#pragma once
/// Checks that compare several cells, tables or parameters. They run after every field was checked, cite both places, and pass over what
/// already has a problem of its own.
#include <map>
#include <string>
#include <vector>

#include "model/scenario.hpp"
#include "scenario/parameters/parameter_reader.hpp"
#include "scenario/source/diagnostic.hpp"
#include "scenario/tables/tables.hpp"

namespace eldercast {

/// Years of an age group of the census.
inline constexpr int kGroupYears = 5;

/// The values of the sections that were read without a problem, by id.
class ValueIndex {
 public:
  /// `text` gives the place of values that nobody wrote.
  ValueIndex(const std::vector<ReadSection>& sections, const TomlValue& text);
  /// The value, or null if it has a problem.
  [[nodiscard]] const ReadValue* find(const std::string& id) const;
  /// True if all of these have a value.
  [[nodiscard]] bool all(std::initializer_list<const char*> ids) const;
  /// Where the value was written.
  [[nodiscard]] Place place(const std::string& id) const;

 private:
  std::map<std::string, const ReadValue*> values_;
  Place unwritten_;
};

/// Runs the checks of tables and sections below.
void check_scenario(const Scenario& scenario, const Tables& tables, const ValueIndex& values, Diagnostics& diagnostics);

/// No stock is kept by two rules, or by a rule and the program itself (scenario.stock).
void check_stocks(const std::vector<ReadRule>& rules, Diagnostics& diagnostics);
/// What a text decides (scenario.decided) are numbers that it has, or those of a rule that it switches off, each named once.
struct ReadNumbers {
  const std::vector<ReadSection>& sections;
  const std::vector<ReadRule>& rules;
};
void check_decided(const ReadNumbers& read, const TomlValue& text, Diagnostics& diagnostics);
/// Adds what an option, a layer, or a text that extends `first` sets: who writes a number means that number, and not the range that the
/// data have for another. Of a value by year or a table of a rule its name stands for all its numbers.
void decide_what_was_set(const ReadNumbers& read, const SourceText& first, std::vector<std::string>& decided);
/// Start, end, censuses, planned years (scenario.date) and the order of low, median and high (scenario.range-order).
void check_times(const Scenario& scenario, const Tables& tables, const ValueIndex& values, Diagnostics& diagnostics);
/// Towns without settlements (scenario.empty), second centres and conversions (scenario.hub).
void check_network(const Scenario& scenario, const Tables& tables, Diagnostics& diagnostics);
/// Census groups, age shape and bands of rates: no gaps, no overlaps (scenario.bands).
void check_population(const Scenario& scenario, const Tables& tables, Diagnostics& diagnostics);
/// Every resident who may use a service is covered by exactly one most specific row (scenario.demand).
void check_demand(const Scenario& scenario, const Tables& tables, Diagnostics& diagnostics);

/// The month until which the past is known lies within the run.
void check_as_of(const Scenario& scenario, const TomlValue& text, const ValueIndex& values, Diagnostics& diagnostics);

}  // namespace eldercast
