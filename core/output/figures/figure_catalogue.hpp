#pragma once
/// Collects the figures of a run. Internal to core/output/figures.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "output/figures/figures.hpp"
#include "output/figures/sample.hpp"

namespace eldercast {

/// Which months belong to a year, so that months can be summed into it.
struct FigureCalendar {
  int start_month_of_year = 0;  ///< months of the first calendar year that lie before the run
  int months = 0;

  explicit FigureCalendar(const Description& description)
      : start_month_of_year(description.start.month() - 1), months(description.months()) {}
  [[nodiscard]] int first(int year) const { return std::max(0, 12 * year - start_month_of_year); }
  [[nodiscard]] int last(int year) const { return std::min(months, 12 * (year + 1) - start_month_of_year) - 1; }
  /// The sum of `value(month)` over the months of a year.
  template <class Value>
  [[nodiscard]] double sum(int year, Value value) const {
    double out = 0;
    for (int month = first(year); month <= last(year); ++month) out += static_cast<double>(value(month));
    return out;
  }
};

/// Sums `value(enumerator)` over all enumerators.
template <class Enum, class Value>
[[nodiscard]] double sum_over(Value value) {
  double out = 0;
  for (const Enum one : all_of<Enum>()) out += static_cast<double>(value(one));
  return out;
}

/// One function a heading, in the order in which figures are shown.
class FigureCatalogue {
 public:
  explicit FigureCatalogue(const Description& description) : description_(description), calendar_(description) {}

  std::vector<Figure> all() &&;

 private:
  using District = std::function<double(const Headline&, int)>;
  using Town = std::function<double(const Headline&, int, std::size_t)>;

  Figure& add(std::string id, std::string zh, std::string en, std::string unit, Better better, District district, Town town = {}) {
    out_.push_back(
        {std::move(id), std::move(zh), std::move(en), std::move(unit), subject_, better, Over::end, std::move(district), std::move(town)});
    return out_.back();
  }
  Figure& add_flow(std::string id, std::string zh, std::string en, std::string unit, Better better, District district, Town town = {}) {
    Figure& figure = add(std::move(id), std::move(zh), std::move(en), std::move(unit), better, std::move(district), std::move(town));
    figure.over = Over::sum;
    return figure;
  }

  void coverage();
  void services();
  /// What was given in the year, in the units of the service.
  void delivered(std::size_t s, const ServiceLine& service);
  void travel();
  void beds();
  void staff();
  void money();
  /// A year like the last months of each year, by payer.
  void recurrent();
  /// From the start to the end of each year, so that the value at the end is that of the run.
  void cost_of_care();
  /// Projects that are due and find no money, and grants that are due and find no money of the year.
  void waiting();
  void targets();
  void people();

  const Description& description_;
  FigureCalendar calendar_;
  Subject subject_ = Subject::coverage;
  std::vector<Figure> out_;
};

}  // namespace eldercast
