#include "rule.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <tuple>

namespace eldercast::nursing_beds {
namespace {

/// Shares are whole millionths, so that which beds are asked for does not depend on rounding.
constexpr std::int64_t kPpm = 1'000'000;

struct BedCount {
  std::int64_t nursing = 0;
  std::int64_t all = 0;
};

BedCount open_beds(const MonthView& month) {
  BedCount count;
  for (const auto& facility : month.facilities) {
    if (facility.status != FacilityStatus::open) continue;
    count.nursing += facility.capacity[Resource::nursing_bed];
    count.all += facility.capacity[Resource::nursing_bed] + facility.capacity[Resource::other_bed];
  }
  return count;
}

}  // namespace

NursingBeds::NursingBeds(const Parameters& parameters)
    : first_month_(parameters.first_month),
      last_month_(parameters.last_month),
      target_ppm_(std::llround(parameters.target_share * static_cast<double>(kPpm))),
      conversion_per_bed_(parameters.conversion_per_bed) {
  if (last_month_ < first_month_) throw std::invalid_argument("last_month is before first_month");
}

std::int64_t NursingBeds::line_ppm(YearMonth when) const {
  const std::int64_t length = last_month_ - start_->month;
  const std::int64_t at = when - start_->month;
  return at >= length ? target_ppm_ : start_->share_ppm + (target_ppm_ - start_->share_ppm) * at / length;
}

void NursingBeds::arrange(const MonthView& month, ArrangeSlots out) {
  shares_.clear();
  if (month.calendar < first_month_ || month.calendar > last_month_) return;
  const auto beds = open_beds(month);
  if (beds.all == 0) return;
  if (!start_) start_ = LineStart{month.calendar, beds.nursing * kPpm / beds.all};
  const auto wanted = (beds.all * line_ppm(month.calendar) + kPpm - 1) / kPpm;

  std::int64_t free = 0;
  for (std::size_t i = 0; i < month.facilities.size(); ++i) {
    const auto& facility = month.facilities[i];
    const auto here = facility.capacity[Resource::other_bed] - facility.used[Resource::other_bed];
    if (facility.status != FacilityStatus::open || here <= 0) continue;
    shares_.push_back({.facility = FacilityId(i), .key = facility.key, .free = here});
    free += here;
  }
  spread(std::min(wanted - beds.nursing, free), free);
  for (const auto& share : shares_) {
    if (share.beds > 0) out.conversions.push({.facility = share.facility, .beds = static_cast<std::int32_t>(share.beds)});
  }
}

/// Largest remainder; ties go to the smaller key, which does not depend on the order in which facilities are listed.
void NursingBeds::spread(std::int64_t beds, std::int64_t free) {
  if (beds <= 0) return shares_.clear();
  auto left = beds;
  by_remainder_.clear();
  for (auto& share : shares_) {
    share.beds = beds * share.free / free;
    share.remainder = beds * share.free % free;
    left -= share.beds;
    by_remainder_.push_back(&share);
  }
  std::sort(by_remainder_.begin(), by_remainder_.end(),
            [](const Share* a, const Share* b) { return std::tie(b->remainder, a->key) < std::tie(a->remainder, b->key); });
  for (std::int64_t i = 0; i < left; ++i) ++by_remainder_[static_cast<std::size_t>(i)]->beds;
}

void NursingBeds::pay(const MonthView& month, PaySlots out) {
  for (const auto& share : shares_) {
    const Fen amount = conversion_per_bed_ * share.beds;
    if (amount == Fen{}) continue;
    out.postings.push({.town = month.facilities[share.facility.index()].town,
                       .facility = share.facility,
                       .service = {},
                       .payer = Payer::district_budget,
                       .purpose = Purpose::construction,
                       .amount = amount,
                       .paid_after_months = 0,
                       .clause = "M1"});
  }
}

}  // namespace eldercast::nursing_beds
