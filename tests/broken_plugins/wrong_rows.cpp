/// Rows that parameter_table would not compile, made by hand.
#include "small_rule.hpp"

namespace {

using eldercast::kUnset;
using eldercast::ParameterRow;
using eldercast::ParameterType;

void store(void* /*target*/, const eldercast::ParameterValue& /*value*/) {}

constexpr ParameterRow row(const char* path, double min, double max, double fallback, double low, double high) {
  return {path, "1", ParameterType::number, min, max, fallback, low, high, "", "参数", "A parameter", "", "", &store};
}

constexpr ParameterRow no_text() {
  auto made = row("lacking", 0, 1, 0, kUnset, kUnset);
  made.zh = nullptr;
  return made;
}

constexpr ParameterRow few_choices() {
  auto made = row("mode", 0, 5, 0, kUnset, kUnset);
  made.type = ParameterType::choice;
  made.choices = "plain|strict";
  return made;
}

struct WrongRows : eldercast::FundingRule {
  struct Parameters {};
  static constexpr std::array<ParameterRow, 9> kRows{row("empty", 2, 1, kUnset, kUnset, kUnset),
                                                     row("outside", 0, 1, 1.5, kUnset, kUnset),
                                                     row("crossed", 0, 1, 0.5, 0.9, 0.1),
                                                     row("wide", 0, 1, 0.5, 0.1, 2),
                                                     row("half", 0, 1, 0.5, 0.1, kUnset),
                                                     row("Not A Path", 0, 1, 0.5, kUnset, kUnset),
                                                     row("empty", 0, 1, 0.5, kUnset, kUnset),
                                                     no_text(),
                                                     few_choices()};
  explicit WrongRows(const Parameters& /*parameters*/) {}
};

}  // namespace

ELDERCAST_PLUGIN(funding, wrong_rows, WrongRows, broken::kText)
