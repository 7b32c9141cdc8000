#include "expression.hpp"

#include <algorithm>
#include <array>

namespace eldercast::formula {

double Expression::of(const Seen& seen, const std::vector<double>& numbers) const {
  std::array<double, kMostValues> values{};
  std::size_t size = 0;
  for (const Step& step : steps_) {
    const std::size_t first = size - step.arguments;
    double* const v = values.data() + first;
    double out = 0;
    switch (step.what) {
      case Do::constant:
        out = step.constant;
        break;
      case Do::field:
        out = step.field->get(seen);
        break;
      case Do::number:
        out = numbers[step.number];
        break;
      case Do::add:
        out = v[0] + v[1];
        break;
      case Do::subtract:
        out = v[0] - v[1];
        break;
      case Do::multiply:
        out = v[0] * v[1];
        break;
      case Do::divide:
        out = v[0] / v[1];
        break;
      case Do::minus:
        out = -v[0];
        break;
      case Do::smallest:
        out = *std::min_element(v, v + step.arguments);
        break;
      case Do::largest:
        out = *std::max_element(v, v + step.arguments);
        break;
      case Do::between:
        out = std::max(0.0, std::min(v[0], v[2]) - v[1]);
        break;
      case Do::choose:
        out = v[0] != 0 ? v[1] : v[2];
        break;
      case Do::equal:
        out = v[0] == v[1] ? 1 : 0;
        break;
      case Do::unequal:
        out = v[0] != v[1] ? 1 : 0;
        break;
      case Do::less:
        out = v[0] < v[1] ? 1 : 0;
        break;
      case Do::less_equal:
        out = v[0] <= v[1] ? 1 : 0;
        break;
      case Do::both:
        out = v[0] != 0 && v[1] != 0 ? 1 : 0;
        break;
      case Do::either:
        out = v[0] != 0 || v[1] != 0 ? 1 : 0;
        break;
      case Do::opposite:
        out = v[0] != 0 ? 0 : 1;
        break;
    }
    values[first] = out;
    size = first + 1;
  }
  return values[0];
}

}  // namespace eldercast::formula
