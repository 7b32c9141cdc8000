#pragma once
/// The kinds of charts of a report. Each becomes a block of the page: heading, legend, drawing, and the numbers behind it as a table that
/// opens on demand. Blocks are not split between printed pages.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "output/page/html.hpp"
#include "output/statistics.hpp"

namespace eldercast {

/// How values are written; shares are drawn in per cent.
enum class Show : unsigned char { number, share };

/// "1,234" or "95.0%"; "-" if it is not known.
[[nodiscard]] std::string shown(double value, Show show);
/// The same with the 90% interval in brackets, where replicates differ.
[[nodiscard]] std::string shown(const Estimate& value, Show show);

/// The same as HTML, the interval in a line of its own where there is no room beside the number.
[[nodiscard]] std::string shown_cell(const std::string& text);

/// Whether a chart runs over months ("2019-01"), of which only Januaries are named.
[[nodiscard]] bool are_months(const std::vector<std::string>& over);

/// What all charts say about themselves.
struct ChartText {
  Text title;
  Text unit;   ///< "张床", "beds"
  Text about;  ///< one sentence on what the chart shows, for screen readers
  Show show = Show::number;
  Text rows{"镇街", "town"};  ///< what the rows of the table are, where they are no months or years
  bool wide = false;          ///< as wide as the page; of lines and columns
};

/// A name with its colour.
struct LegendEntry {
  Text name;
  std::string colour;
  bool dashed = false;
};

/// Lines over months or years, with the 90% band of those that have `band`.
struct LineChart {
  struct Series {
    LegendEntry name;
    std::vector<Estimate> values;  ///< as many as `over`
    bool band = true;
  };
  /// A level to be reached.
  struct Level {
    Text name;
    double value = 0;
  };
  ChartText text;
  std::vector<std::string> over;  ///< "2019-01", or other names
  std::vector<Series> series;
  std::vector<Level> levels;
};
[[nodiscard]] std::string block(const LineChart& chart);

/// Columns of parts that add up. Negative parts are in the table and not drawn.
struct StackedColumns {
  struct Part {
    LegendEntry name;
    std::vector<Estimate> values;  ///< as many as `over`; means are stacked
  };
  ChartText text;
  std::vector<std::string> over;
  std::vector<Part> parts;
};
[[nodiscard]] std::string block(const StackedColumns& chart);

/// A cell for each row and column, coloured by its value.
struct HeatMap {
  struct Row {
    Text name;
    std::vector<Estimate> values;  ///< as many as `over`; NaN: nothing to show
  };
  ChartText text;
  std::vector<std::string> over;
  std::vector<Row> rows;
  std::string colour;
  std::optional<double> full;  ///< value of the full colour; absent: the largest value
};
[[nodiscard]] std::string block(const HeatMap& chart);

/// One horizontal bar a row, or a dot, with its 90% interval as a thin line, and a note beside it. Values may be negative.
struct Bars {
  struct Row {
    Text name;
    Estimate value;
    std::string note;  ///< "2020-10"
  };
  ChartText text;
  Text note;  ///< header of the notes in the table; empty: there are none
  std::vector<Row> rows;
  std::string colour;
  std::vector<LineChart::Level> levels;
  bool dots = false;  ///< differences: what counts is which side of 0 the interval lies on
};
[[nodiscard]] std::string block(const Bars& chart);

/// Points in a plane, the first `named` of them with their names.
struct Scatter {
  struct Point {
    Text name;
    double x = 0;
    double y = 0;
  };
  ChartText text;
  Text x;  ///< what the axes measure
  Text y;
  std::vector<Point> points;  ///< in the order of the table; not negative
  std::size_t named = 0;
  std::string colour;
};
[[nodiscard]] std::string block(const Scatter& chart);

/// What a block is made of, beside its texts. All but the drawing may be empty.
struct ChartParts {
  std::vector<LegendEntry> legend;
  std::string svg;
  std::string table;
  std::string_view css;
  std::string interactive;  ///< what the script draws again, see interactive.hpp
};
[[nodiscard]] std::string chart_block(const ChartText& text, const ChartParts& parts);

}  // namespace eldercast
