#pragma once
/// The figures of a run: every headline number that comparisons, stress tests and studies look at, each as one number a replicate and
/// calendar year. What a figure means stands here once, so that `compare` and `sensitivity` speak of the same thing.
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/outcome.hpp"
#include "output/description.hpp"

namespace eldercast {

/// Which way is good: a verdict of a comparison. Money and counts of people are neither.
enum class Better : std::uint8_t { neither, more, less };

/// What a figure is about; figures of one subject stand together.
enum class Subject : std::uint8_t { coverage, services, beds, staff, money, targets, people };
template <>
struct Names<Subject> {
  static constexpr std::array<std::string_view, 7> kText{"coverage", "services", "beds", "staff", "money", "targets", "people"};
};

/// A figure with its value in a year (counted from the scenario's first) for the district and, where it is kept by town, for a town. Stocks
/// are those of the year's last month; money, person-months and hours are sums over the year. NaN: nothing to measure.
/// What a figure says of a whole run: its value at the end, the sum of its years, or the highest of them.
enum class Over : std::uint8_t { end, sum, peak };

struct Figure {
  std::string id;  ///< "beds.occupied", "money.city", "target.G4", "waiting.residential_bed"
  std::string name_zh;
  std::string name_en;
  std::string unit;  ///< "persons", "places", "CNY", "1" (a share), "settlements", "person-months", ...
  Subject subject = Subject::coverage;
  Better better = Better::neither;
  Over over = Over::end;
  std::function<double(const Headline&, int year)> district;
  std::function<double(const Headline&, int year, std::size_t town)> town;  ///< empty: not kept by town
};

/// All figures of a run, in the order in which they are shown: coverage, people served, beds, staff, money, targets, people. Order and ids
/// depend on the services of the scenario only.
[[nodiscard]] std::vector<Figure> figures_of(const Description& description);

/// Ids of the figures that a reader wants to know of any change, in the order in which they are shown.
[[nodiscard]] std::span<const std::string_view> main_figures();

/// The figure with this id, or null.
[[nodiscard]] const Figure* find_figure(const std::vector<Figure>& figures, std::string_view id);

/// The value over the whole run, as Figure::over says.
[[nodiscard]] double whole_run(const Figure& figure, std::span<const double> by_year);
[[nodiscard]] double whole_run(const Figure& figure, const Headline& headline, const Description& description);
/// The same of a town; the figure is kept by town.
[[nodiscard]] double whole_run(const Figure& figure, const Headline& headline, const Description& description, std::size_t town);

}  // namespace eldercast
