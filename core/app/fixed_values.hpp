#pragma once
/// What stress, meet and schedule say of their numbers where a plain run has others.
#include "model/scenario.hpp"
#include "output/render/document.hpp"

namespace eldercast {

/// Adds that all parameters stood at their values, if a run of the scenario draws them. Packs and levers change numbers from the values
/// that the scenario has: what a draw would make of them is not asked.
void say_fixed_values(Document& document, const Scenario& scenario);

}  // namespace eldercast
