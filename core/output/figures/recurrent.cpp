#include "output/figures/recurrent.hpp"

#include <algorithm>

#include "output/figures/sample.hpp"

namespace eldercast {

namespace {

/// Months of the end of the run that stand for a year to come: what is paid every month as in the last one, awards and courses, which come
/// once a year or by class, as in the last twelve; construction does not come back.
int months_that_recur(Purpose purpose) {
  // Of a purpose that the scenario names nobody knows whether it comes by month or by year.
  if (index_of(purpose) >= kCount<Purpose>) return 12;
  switch (purpose) {
    case Purpose::construction:
      return 0;
    case Purpose::award:
    case Purpose::training:
      return 12;
    case Purpose::running:
    case Purpose::service:
    case Purpose::allowance:
    case Purpose::interest:
      return 1;
  }
  return 0;
}

}  // namespace

double recurrent_fen(const Headline& headline, int last_month, Payer payer) {
  double sum = 0;
  for (std::size_t p = 0; p < headline.accrued_fen.sizes()[2]; ++p) {
    const auto purpose = static_cast<Purpose>(p);
    const int months = std::min(months_that_recur(purpose), last_month + 1);
    for (int m = last_month - months + 1; m <= last_month; ++m)
      sum += 12.0 / months * static_cast<double>(headline.accrued_fen(m, payer, purpose));
  }
  return sum;
}

}  // namespace eldercast
