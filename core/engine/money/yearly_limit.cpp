#include "engine/money/yearly_limit.hpp"

#include <algorithm>
#include <cmath>

namespace eldercast {
namespace {

constexpr int kYearsAhead = 100;

}  // namespace

YearlyLimit::YearlyLimit(const Scenario& scenario, Fen per_year, double growth)
    : start_(scenario.start), limits_(per_year < kNoLimit), waiting_(static_cast<std::size_t>(scenario.months())) {
  if (!limits_) return;
  double amount = static_cast<double>(per_year.value);
  for (int year = start_.year(); year <= scenario.end.year() + kYearsAhead; ++year, amount *= 1 + growth) {
    yearly_.push_back(std::min(Fen{std::llround(std::min(amount, static_cast<double>(kNoLimit.value)))}, kNoLimit));
  }
  left_ = yearly_;
}

void YearlyLimit::start() {
  left_ = yearly_;
  std::fill(waiting_.begin(), waiting_.end(), 0);
}

std::size_t YearlyLimit::year_of(Month month) const {
  return static_cast<std::size_t>(std::max(0, (start_ + month.value).year() - start_.year()));
}

Month YearlyLimit::january(std::size_t year) const { return Month{YearMonth(start_.year() + static_cast<int>(year), 1) - start_}; }

Fen YearlyLimit::left(Month month) const { return limits_ ? left_[year_of(month)] : kNoLimit; }

std::span<const YearlyLimit::Part> YearlyLimit::pay(Fen amount, Month due) {
  parts_.clear();
  Month month = due;
  for (std::size_t year = limits_ ? year_of(due) : 0; amount.value > 0; ++year) {
    const bool last = !limits_ || year + 1 >= left_.size();
    const Fen part = last ? amount : std::min(amount, left_[year]);
    if (part.value > 0) {
      if (limits_) left_[year] -= part;
      parts_.push_back({month, part});
      const auto end = std::min(static_cast<std::size_t>(month.value), waiting_.size());
      for (auto m = static_cast<std::size_t>(due.value); m < end; ++m) waiting_[m] += part.value;
      amount -= part;
    }
    if (amount.value > 0) month = january(year + 1);
  }
  return parts_;
}

}  // namespace eldercast
