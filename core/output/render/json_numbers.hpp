#pragma once
/// Shared pieces of the JSON that this folder and core/study write.
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

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

/// A document for a reader: indented, ending with a line end. Bytes that are not UTF-8, as names of files may have, become U+FFFD; whatever
/// a terminal would act on is written as an escape.
[[nodiscard]] std::string json_text(const Json& json);

/// A whole number that may be larger than 2^53, where many readers of JSON lose digits: from there on as text.
[[nodiscard]] inline Json json_of_large(std::uint64_t value) {
  constexpr std::uint64_t kExact = std::uint64_t{1} << 53U;
  return value <= kExact ? Json(value) : Json(std::to_string(value));
}
/// Reads what json_of_large() gives. Throws nlohmann::json::exception.
[[nodiscard]] inline std::uint64_t large_of(const auto& json) {
  const std::string text = json.is_string() ? json.template get<std::string>() : std::string();
  constexpr std::size_t kMostDigits = 19;
  const bool digits = !text.empty() && text.size() <= kMostDigits && text.find_first_not_of("0123456789") == std::string::npos;
  return digits ? std::stoull(text) : json.template get<std::uint64_t>();
}

}  // namespace eldercast
