#pragma once
/// The rows of four equal grants, a to d.
#include <array>
#include <cstddef>

#include "api/plugin.hpp"
#include "grant.hpp"

namespace eldercast::grant_schedule {

inline constexpr std::size_t kGrants = 4;

struct Parameters {
  std::array<Grant, kGrants> grants;
};

namespace detail {

/// A text that can stand in a template's argument.
template <std::size_t kSize>
struct Text {
  std::array<char, kSize> chars{};
  // NOLINTNEXTLINE(google-explicit-constructor, hicpp-explicit-conversions, *-avoid-c-arrays): made from a literal
  consteval Text(const char (&text)[kSize]) {
    for (std::size_t i = 0; i < kSize; ++i) chars[i] = text[i];
  }
};

/// "a.lump_yuan".
template <std::size_t kGrant, Text kKey>
struct Path {
  static constexpr auto kText = [] {
    std::array<char, kKey.chars.size() + 2> path{};
    path[0] = static_cast<char>('a' + kGrant);
    path[1] = '.';
    for (std::size_t i = 0; i < kKey.chars.size(); ++i) path[i + 2] = kKey.chars[i];
    return path;
  }();
};

template <std::size_t kGrant, auto kMember>
void assign(void* target, double value) {
  eldercast::detail::assign_member<kMember>(&static_cast<Parameters*>(target)->grants[kGrant], value);
}
template <std::size_t kGrant, std::size_t kBand, auto kMember>
void assign_band(void* target, double value) {
  eldercast::detail::assign_member<kMember>(&static_cast<Parameters*>(target)->grants[kGrant].bands[kBand], value);
}

template <std::size_t kGrant, Text kKey, auto kMember>
consteval ParameterRow row(ParameterText text) {
  ParameterRow made = parameter<kMember>(Path<kGrant, kKey>::kText.data(), text);
  made.assign = &assign<kGrant, kMember>;
  return made;
}
template <std::size_t kGrant, std::size_t kBand, Text kKey, auto kMember>
consteval ParameterRow band_row(ParameterText text) {
  ParameterRow made = parameter<kMember>(Path<kGrant, kKey>::kText.data(), text);
  made.assign = &assign_band<kGrant, kBand, kMember>;
  return made;
}

constexpr double kMostYuan = 1e9;
constexpr double kMostM2 = 1e6;
constexpr const char* kOwn = "a question of the scenario, not of the plan; examples elsewhere: finance.csv grant_rule/*";

// A row is one line here.
// clang-format off
template <std::size_t kGrant>
consteval auto rows_of() {
  return std::array{
      row<kGrant, "payer", &Grant::payer>({.max = 1, .fallback = 0, .choices = "city|district", .zh = "出资方", .en = "Who pays; the district's budget draws on the lottery fund first", .source = kOwn}),
      row<kGrant, "kind", &Grant::kind>({.max = 4, .fallback = 0, .choices = "any|street_centre|community_station|town_centre|village_point", .zh = "设施类型", .en = "Kind of facility", .source = kOwn}),
      row<kGrant, "town_kind", &Grant::town_kind>({.max = 2, .fallback = 0, .choices = "any|street|town", .zh = "街道或镇", .en = "Where it stands", .source = kOwn}),
      row<kGrant, "run_by", &Grant::run_by>({.max = 2, .fallback = 0, .choices = "any|government|social", .zh = "运营主体", .en = "Who runs it in the month in which it falls due", .source = kOwn}),
      row<kGrant, "after", &Grant::after>({.max = 2, .fallback = 0, .choices = "opening|evaluation|start", .zh = "兑现条件", .en = "When it falls due: at the opening, after an evaluation of at least pass, or at the start of building", .source = kOwn}),
      row<kGrant, "paid", &Grant::paid>({.max = 1, .fallback = 0, .choices = "once|each_month", .zh = "一次性或按月", .en = "Once for building, or each month for running", .source = kOwn}),
      row<kGrant, "first_month", &Grant::first_month>({.unit = "year-month", .min = YearMonth(2000, 1).count, .max = YearMonth(2099, 12).count, .fallback = YearMonth(2000, 1).count, .zh = "首月", .en = "First month in which it falls due", .source = kOwn}),
      row<kGrant, "last_month", &Grant::last_month>({.unit = "year-month", .min = YearMonth(2000, 1).count, .max = YearMonth(2099, 12).count, .fallback = YearMonth(2099, 12).count, .zh = "末月", .en = "Last month in which it falls due", .source = kOwn}),
      row<kGrant, "lump_yuan", &Grant::lump>({.unit = "CNY", .max = kMostYuan, .fallback = 0, .zh = "定额", .en = "Lump sum", .source = kOwn}),
      band_row<kGrant, 0, "band_1.from_m2", &Band::from_m2>({.unit = "m2", .max = kMostM2, .fallback = 0, .zh = "第一档起始面积", .en = "Least floor area of the first band", .source = kOwn}),
      band_row<kGrant, 0, "band_1.lump_yuan", &Band::lump>({.unit = "CNY", .max = kMostYuan, .fallback = 0, .zh = "第一档定额", .en = "Lump sum of a facility whose area lies in it", .source = kOwn}),
      band_row<kGrant, 0, "band_1.yuan_per_m2", &Band::per_m2>({.unit = "CNY/m2", .max = kMostYuan, .fallback = 0, .zh = "第一档每平方米", .en = "For each square metre in it", .source = kOwn}),
      band_row<kGrant, 1, "band_2.from_m2", &Band::from_m2>({.unit = "m2", .max = kMostM2, .fallback = kMostM2, .zh = "第二档起始面积", .en = "Least floor area of the second band", .source = kOwn}),
      band_row<kGrant, 1, "band_2.lump_yuan", &Band::lump>({.unit = "CNY", .max = kMostYuan, .fallback = 0, .zh = "第二档定额", .en = "Lump sum of a facility whose area lies in it", .source = kOwn}),
      band_row<kGrant, 1, "band_2.yuan_per_m2", &Band::per_m2>({.unit = "CNY/m2", .max = kMostYuan, .fallback = 0, .zh = "第二档每平方米", .en = "For each square metre in it", .source = kOwn}),
      band_row<kGrant, 2, "band_3.from_m2", &Band::from_m2>({.unit = "m2", .max = kMostM2, .fallback = kMostM2, .zh = "第三档起始面积", .en = "Least floor area of the third band", .source = kOwn}),
      band_row<kGrant, 2, "band_3.lump_yuan", &Band::lump>({.unit = "CNY", .max = kMostYuan, .fallback = 0, .zh = "第三档定额", .en = "Lump sum of a facility whose area lies in it", .source = kOwn}),
      band_row<kGrant, 2, "band_3.yuan_per_m2", &Band::per_m2>({.unit = "CNY/m2", .max = kMostYuan, .fallback = 0, .zh = "第三档每平方米", .en = "For each square metre in it", .source = kOwn}),
      row<kGrant, "yuan_per_bed", &Grant::per_bed>({.unit = "CNY", .max = kMostYuan, .fallback = 0, .zh = "每张床位", .en = "For each bed, nursing beds too", .source = kOwn}),
      row<kGrant, "yuan_per_nursing_bed", &Grant::per_nursing_bed>({.unit = "CNY", .max = kMostYuan, .fallback = 0, .zh = "每张护理型床位另加", .en = "For each nursing bed besides", .source = kOwn}),
      row<kGrant, "beds_at_most", &Grant::beds_at_most>({.unit = "beds", .max = 100'000, .fallback = 100'000, .zh = "计补床位上限", .en = "Beds that count at most", .source = kOwn}),
      row<kGrant, "cost_share_at_most", &Grant::cost_share_at_most>({.unit = "share of cost", .max = 10, .fallback = 10, .zh = "造价占比上限", .en = "At most this share of the project's cost", .source = kOwn}),
      row<kGrant, "facility_at_most_yuan", &Grant::facility_at_most>({.unit = "CNY", .max = kMostYuan, .fallback = kMostYuan, .zh = "单个设施上限", .en = "At most so much a facility, and a month where it is paid each month", .source = kOwn}),
      row<kGrant, "year_at_most_yuan", &Grant::year_at_most>({.unit = "CNY", .max = kMostYuan, .fallback = kMostYuan, .zh = "年度总额上限", .en = "At most so much in a calendar year", .source = kOwn}),
      row<kGrant, "beyond", &Grant::beyond>({.max = 1, .fallback = 0, .choices = "queue|pro_rata", .zh = "超出年度上限", .en = "What the year's money does not reach: waits its turn, or is cut in proportion among those of the month", .source = kOwn}),
      row<kGrant, "paid_after_months", &Grant::paid_after_months>({.unit = "months", .max = 60, .fallback = 0, .zh = "到账月数", .en = "From falling due to payment", .source = kOwn}),
  };
}
// clang-format on

consteval auto all_rows() {
  constexpr auto kA = rows_of<0>();
  constexpr auto kB = rows_of<1>();
  constexpr auto kC = rows_of<2>();
  constexpr auto kD = rows_of<3>();
  constexpr std::size_t kEach = kA.size();
  std::array<ParameterRow, kGrants * kEach> rows{};
  for (std::size_t i = 0; i < kEach; ++i) {
    rows[i] = kA[i];
    rows[kEach + i] = kB[i];
    rows[2 * kEach + i] = kC[i];
    rows[3 * kEach + i] = kD[i];
  }
  return rows;
}

}  // namespace detail

inline constexpr auto kRows = parameter_table(detail::all_rows());

}  // namespace eldercast::grant_schedule
