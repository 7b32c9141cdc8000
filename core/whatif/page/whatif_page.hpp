#pragma once
/// The page that answers while a lever moves: one HTML file with the engine, the scenario and the baseline inside.
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/outcome.hpp"
#include "model/rule_catalog.hpp"
#include "model/scenario.hpp"
#include "output/render/language.hpp"
#include "whatif/page/engine_files.hpp"
#include "whatif/page/levers.hpp"

namespace eldercast {

/// What a page is made of.
struct WhatifContent {
  const Scenario& scenario;  ///< as it was read, with its resolved text
  std::string file_name;     ///< what a saved scenario extends: "baseline.toml"
  std::span<const WhatifLever> levers;
  std::vector<std::vector<std::string>> draws;  ///< of each point its values as --set takes them; empty: nothing is drawn
  std::int32_t uncertain = 0;                   ///< parameters that are drawn
  std::int32_t replicates_a_draw = 1;
  std::span<const Outcome> baseline;  ///< replicates from 0 on; one that failed counts as missing
  std::string program_version;
  Language language = Language::zh;
};

/// The whole file. Its policy allows the code that is in it and nothing else, and no network.
[[nodiscard]] std::string whatif_page(const WhatifContent& content, const EngineFiles& engine);

}  // namespace eldercast
