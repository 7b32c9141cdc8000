#pragma once
/// What the script of a page needs to draw a chart once more so that it answers a pointer: the chart as JSON in an attribute of its figure.
/// Internal to core/output/page.
#include <string>

#include "output/page/charts.hpp"

namespace eldercast {

/// The value of the attribute `data-chart`, escaped. Numbers have six digits; what is not known is null.
[[nodiscard]] std::string script_data(const LineChart& chart);
[[nodiscard]] std::string script_data(const StackedColumns& chart);
[[nodiscard]] std::string script_data(const HeatMap& chart, double full);
[[nodiscard]] std::string script_data(const Bars& chart);
[[nodiscard]] std::string script_data(const Scatter& chart);

}  // namespace eldercast
