#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "output/render/text_cells.hpp"
#include "study/sensitivity/doubt.hpp"
#include "study/sensitivity/sensitivity_report.hpp"
#include "text/width.hpp"

namespace eldercast {

namespace {

constexpr std::size_t kName = 38;

std::string number(double value) {
  if (std::isnan(value)) return "-";
  const double size = std::abs(value);
  if (size == 0) return "0";
  if (size >= 100) return grouped_text(value);
  if (size >= 10) return fmt::format("{:.1f}", value);
  if (size >= 1) return fmt::format("{:.2f}", value);
  return fmt::format("{:.3f}", value);
}

std::string interval(const Interval& one, double unit = 1) {
  return std::isnan(one.low) ? std::string("-") : fmt::format("[{}, {}]", number(one.low * unit), number(one.high * unit));
}

/// 万元 for money, per cent for shares.
double shown_unit(const FigureSensitivity& figure) { return figure.unit == "CNY" ? 1 / kYuanPer10000 : figure.unit == "1" ? 100.0 : 1.0; }

/// The end of an id says more than its beginning.
std::string name_of_axis(const SensitivityReport& report, int axis) {
  const std::string& id = report.parameters[static_cast<std::size_t>(axis)];
  return id.size() <= kName ? id : "…" + id.substr(id.size() - kName + 1);
}

/// Positions of rows, the largest key first, NaN last.
template <class Rows, class Key>
std::vector<std::size_t> sorted_by(const Rows& rows, Key key, std::size_t most) {
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto value = [&](std::size_t i) { return std::isnan(key(rows[i])) ? -1.0 : key(rows[i]); };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return value(a) > value(b); });
  order.resize(std::min(order.size(), most));
  return order;
}

std::string morris_text(const SensitivityReport& report, const FigureSensitivity& figure, const MorrisIndices& indices, std::size_t most) {
  const double unit = shown_unit(figure);
  std::vector<std::vector<std::string>> rows{{"parameter", "mu*", "90%", "sigma", "mu", "noise", "n"}};
  for (const std::size_t i : sorted_by(
           indices.rows, [](const MorrisRow& row) { return row.mu_star; }, most)) {
    const MorrisRow& row = indices.rows[i];
    rows.push_back({name_of_axis(report, row.axis), number(row.mu_star * unit), interval(row.mu_star_interval, unit),
                    number(row.sigma * unit), number(row.mu * unit), number(row.noise * unit), std::to_string(row.effects)});
  }
  return table_text(rows);
}

/// An estimate of a variance may be negative; what is not known stays so.
double root_of(double variance) { return variance < 0 ? 0.0 : std::sqrt(variance); }

/// How much of the variance is chance; one replicate a case says nothing of it.
std::string chance_text(const SobolIndices& indices, double unit) {
  if (!indices.noise_known) return "by chance unknown: one replicate a case";
  const double share = indices.noise_share;
  return fmt::format("by chance in one replicate {} ({})", number(root_of(indices.noise_variance) * unit),
                     std::isnan(share) ? std::string("-")
                     : share > 1       ? std::string("all of the variance")
                                       : percent_text(share) + "% of the variance");
}

std::string sobol_text(const SensitivityReport& report, const FigureSensitivity& figure, const SobolIndices& indices, std::size_t most) {
  const double unit = shown_unit(figure);
  std::string out = fmt::format("  mean {}, standard deviation by parameters {}, {}\n", number(indices.mean * unit),
                                number(root_of(indices.variance) * unit), chance_text(indices, unit));
  std::vector<std::vector<std::string>> rows{{"parameter", "first", "90%", "total", "90%", "n"}};
  for (const std::size_t i : sorted_by(
           indices.rows, [](const SobolRow& row) { return row.total; }, most)) {
    const SobolRow& row = indices.rows[i];
    rows.push_back({name_of_axis(report, row.axis), number(row.first), interval(row.first_interval), number(row.total),
                    interval(row.total_interval), std::to_string(row.base_points)});
  }
  return out + table_text(rows);
}

std::string tornado_text(const SensitivityReport& report, const FigureSensitivity& figure, const std::vector<TornadoRow>& indices,
                         std::size_t most) {
  const double unit = shown_unit(figure);
  const auto signed_text = [&](const Swing& swing) {
    return std::isnan(swing.mean)
               ? std::string("-")
               : fmt::format("{}{} {}", swing.mean > 0 ? "+" : "", number(swing.mean * unit), interval(swing.interval, unit));
  };
  std::vector<std::vector<std::string>> rows{{"parameter", "at its low", "at its high"}};
  const auto moves = [](const TornadoRow& row) { return row.low.mean != 0 || row.high.mean != 0; };
  for (const TornadoRow& row : indices) {
    if (rows.size() <= most && moves(row)) rows.push_back({name_of_axis(report, row.axis), signed_text(row.low), signed_text(row.high)});
  }
  const auto still = std::count_if(indices.begin(), indices.end(), [&](const TornadoRow& row) { return !moves(row); });
  return table_text(rows) + (still > 0 ? fmt::format("  {} more move nothing\n", still) : "");
}

const char* explanation(const SensitivityReport& report) {
  if (report.design == "morris") return "mu*: mean absolute effect from low to high; sigma: how it depends on others; noise: by chance\n";
  if (report.design == "saltelli") return "shares of the variance of the mean over replicates; first: alone, total: with interactions\n";
  return "change when one parameter goes to its low or high and all others stay [90% interval of the mean]\n";
}

}  // namespace

std::string render_text(const SensitivityReport& report, std::size_t most) {
  std::string out = shorten(fmt::format("SENSITIVITY 敏感性  {}", report.scenario_zh), kColumns) + "\n";
  out += fmt::format("{}: {} cases x {} replicates, {} parameters\n", report.design, report.cases, report.replicates,
                     report.parameters.size());
  out += explanation(report);
  for (const FigureSensitivity& figure : report.figures) {
    const char* unit = figure.unit == "CNY" ? ", 万元" : figure.unit == "1" ? ", %" : "";
    out += fmt::format("{} {}{}{}", figure.id, figure.name_zh, unit, figure.year ? fmt::format(", {}", *figure.year) : "");
    out += figure.rows_failed > 0 ? fmt::format("; {} rows without a value are left out\n", figure.rows_failed) : "\n";
    std::visit(
        [&]<class Indices>(const Indices& indices) {
          if constexpr (std::is_same_v<Indices, MorrisIndices>) {
            out += morris_text(report, figure, indices, most);
          } else if constexpr (std::is_same_v<Indices, SobolIndices>) {
            out += sobol_text(report, figure, indices, most);
          } else {
            out += tornado_text(report, figure, indices, most);
          }
        },
        figure.indices);
    if (const auto doubt = doubt_of(figure)) out += fmt::format("  do not build on these: {}\n", doubt->en);
  }
  return out;
}

}  // namespace eldercast
