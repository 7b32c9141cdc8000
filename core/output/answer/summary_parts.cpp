#include "api/money.hpp"
#include "output/answer/summary.hpp"
#include "output/figures/sample.hpp"

namespace eldercast {

double grants_waiting_yuan(const Headline& h, int month) {
  std::int64_t fen = 0;
  for (int m = 0; m <= month; ++m) {
    for (std::size_t p = 0; p < h.accrued_fen.sizes()[1]; ++p) {
      const auto payer = static_cast<Payer>(p);
      if (payer != Payer::city && payer != Payer::lottery_fund && payer != Payer::district_budget && p < kCount<Payer>) continue;
      fen += h.accrued_fen(m, payer, Purpose::construction) - h.paid_fen(m, payer, Purpose::construction);
    }
  }
  return static_cast<double>(fen) / kFenPerYuan;
}

std::int64_t vacant_elsewhere(const Headline& h, const Description& description) {
  const int year = description.years() - 1;
  std::int64_t out = 0;
  for (std::size_t town = 0; town < description.towns.size(); ++town) {
    std::int64_t persons = 0;
    for (const ShortfallCause cause : all_of<ShortfallCause>()) persons += h.town_bed_shortfall(year, town, cause);
    if (persons == 0) out += h.town_beds(year, town, BedCount::staffed) - h.town_beds(year, town, BedCount::occupied);
  }
  return out;
}

SummaryFund lottery_fund_of(const Description& description, std::span<const Outcome> outcomes) {
  const Sample sample(description, outcomes);
  SummaryFund out;
  const auto sum = [&](const Headline& h, FundCount count) {
    std::int64_t fen = 0;
    for (int month = 0; month <= sample.last_month; ++month) fen += h.lottery_fund_fen(month, count);
    return static_cast<double>(fen) / kFenPerYuan;
  };
  const auto left = [&](const Headline& h) {
    return static_cast<double>(h.lottery_fund_fen(sample.last_month, FundCount::balance)) / kFenPerYuan;
  };
  out.received = sample.over([&](const Headline& h) { return sum(h, FundCount::income); });
  out.committed = sample.over([&](const Headline& h) { return sum(h, FundCount::drawn); });
  out.left = sample.over(left);
  out.part_left = sample.over([&](const Headline& h) {
    const double received = sum(h, FundCount::income);
    return received > 0 ? left(h) / received : kUnknown;
  });
  return out;
}

}  // namespace eldercast
