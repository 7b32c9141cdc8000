#include "engine/rules/view_guard.hpp"

#include <algorithm>
#include <cstring>
#include <span>
#include <string_view>

namespace eldercast {
namespace {

/// One step of a sum in which every bit of `word` matters: a bijection of both.
std::uint64_t mixed(std::uint64_t sum, std::uint64_t word) {
  sum = (sum ^ word) * 0x9E3779B97F4A7C15ULL;
  return sum ^ (sum >> 29);
}

template <class Row>
std::span<const std::byte> bytes_of(const ViewRows<Row>& rows) {
  return {static_cast<const std::byte*>(rows.across().rows), rows.size() * sizeof(Row)};
}

std::uint64_t sum_of(std::span<const std::byte> bytes) {
  std::uint64_t sum = bytes.size();
  while (!bytes.empty()) {
    std::uint64_t word = 0;
    const std::size_t part = std::min(bytes.size(), sizeof word);
    std::memcpy(&word, bytes.data(), part);
    sum = mixed(sum, word);
    bytes = bytes.subspan(part);
  }
  return sum;
}

}  // namespace

ViewGuard::ViewGuard(const MonthView& view) : before_(sums_of(view)) {}

std::array<std::uint64_t, ViewGuard::kTables> ViewGuard::sums_of(const MonthView& view) {
  std::uint64_t services = sum_of(bytes_of(view.services));
  for (const ServiceState& service : view.services) {
    services = mixed(services, sum_of(std::as_bytes(std::span(std::string_view(service.id)))));
  }
  return {sum_of(bytes_of(view.towns)), sum_of(bytes_of(view.facilities)), sum_of(bytes_of(view.projects)), services};
}

const char* ViewGuard::written(const MonthView& view) const {
  static constexpr std::array<const char*, kTables> kNames{"towns", "facilities", "projects", "services"};
  const auto now = sums_of(view);
  const auto different = std::mismatch(now.begin(), now.end(), before_.begin()).first;
  return different == now.end() ? nullptr : kNames[static_cast<std::size_t>(different - now.begin())];
}

}  // namespace eldercast
