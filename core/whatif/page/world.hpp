#pragma once
/// What the script of a page knows of the scenario, as JSON. Internal to whatif/page.
#include <string>

#include "whatif/page/whatif_page.hpp"

namespace eldercast {

/// "format": "eldercast-whatif", "version": 1.
[[nodiscard]] std::string world_json(const WhatifContent& content);

}  // namespace eldercast
