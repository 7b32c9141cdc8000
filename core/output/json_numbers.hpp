#pragma once
/// Shared pieces of the JSON that this folder and core/study write.
#include <cmath>
#include <nlohmann/json.hpp>

#include "output/statistics.hpp"

namespace eldercast {

/// Keeps the order in which keys are written.
using Json = nlohmann::ordered_json;

/// A number, or null if it is not known.
[[nodiscard]] inline Json json_of(double value) { return std::isnan(value) ? Json(nullptr) : Json(value); }
/// {"mean", "median", "low", "high"}: low and high are the 5th and 95th percentile.
[[nodiscard]] inline Json json_of(const Estimate& value) {
  return {{"mean", json_of(value.mean)}, {"median", json_of(value.median)}, {"low", json_of(value.low)}, {"high", json_of(value.high)}};
}

}  // namespace eldercast
