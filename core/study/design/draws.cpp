#include "study/design/draws.hpp"

#include <numeric>
#include <utility>

namespace eldercast {

std::vector<int> StudyStream::shuffled(int n, std::uint32_t group, std::uint32_t item) const {
  std::vector<int> order(static_cast<std::size_t>(n));
  std::iota(order.begin(), order.end(), 0);
  for (std::uint32_t last = static_cast<std::uint32_t>(n); last > 1; --last) {
    std::swap(order[last - 1], order[below(last, words(group, item, last - 1)[0])]);
  }
  return order;
}

}  // namespace eldercast
