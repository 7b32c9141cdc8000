#include "whatif/engine/figure_row.hpp"

namespace eldercast {

std::vector<double> figure_row(std::span<const Figure> figures, const Headline& headline, const Description& description) {
  std::vector<double> row;
  for (const Figure& figure : figures) row.push_back(whole_run(figure, headline, description));
  for (std::size_t town = 0; town < description.towns.size(); ++town) {
    for (const Figure& figure : figures) {
      if (figure.town) row.push_back(whole_run(figure, headline, description, town));
    }
  }
  return row;
}

}  // namespace eldercast
