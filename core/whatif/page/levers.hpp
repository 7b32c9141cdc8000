#pragma once
/// The levers of a page: which numbers of a scenario a reader may move, how far, and what is known of them.
#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/rule_catalog.hpp"
#include "model/scenario.hpp"
#include "scenario/source/diagnostic.hpp"
#include "text/bilingual.hpp"

namespace eldercast {

/// The groups that levers stand in, in their order on the page.
inline constexpr std::array<std::string_view, 5> kLeverGroups{"funding", "staff", "care", "building", "money"};

struct WhatifLever {
  std::string id;   ///< "courses"
  std::string key;  ///< "staffing.training_pipeline.carer_intake_per_month", as --set takes it
  std::string name_zh;
  std::string name_en;
  std::string group;
  std::string unit_zh;
  std::string unit_en;
  double min = 0;  ///< what the lever reaches, both ends included
  double max = 0;
  double step = 0;
  double shown_per = 1;  ///< the page shows the value divided by this: 10,000 where the unit is 10,000 yuan

  double base = 0;                     ///< the value of the scenario
  std::optional<double> evidence_low;  ///< the range of the data or of the rule; absent where the value is a fact or a choice
  std::optional<double> evidence_high;
  std::string source;         ///< where value and range come from
  std::optional<Text> inert;  ///< why it changes nothing in this scenario; absent: it may
};

/// Fewest and most levers: a page is one screen.
inline constexpr std::size_t kFewestLevers = 1;
inline constexpr std::size_t kMostLevers = 16;

/// The file of the levers of a scenario: "levers/whatif.toml" beside it.
[[nodiscard]] std::filesystem::path whatif_lever_file(const std::filesystem::path& scenario_file);

/// Reads such a file: schema = 1 and tables [lever.<id>] with key, name_zh, name_en, group, unit_zh, unit_en, min, max, step and perhaps
/// shown_per; `name` is what messages call it. Codes: those of read_change_text(), whatif.schema, .required, .type, .range, .unknown-key,
/// .unknown-parameter, .group, .count. Nothing after any problem.
[[nodiscard]] std::optional<std::vector<WhatifLever>> read_whatif_levers(const std::filesystem::path& file, const std::string& name,
                                                                         const Scenario& scenario, const RuleCatalog& rules,
                                                                         Diagnostics& diagnostics);

}  // namespace eldercast
