#pragma once
/// What the sections of a report are made from, computed once.
#include <span>
#include <string>
#include <vector>

#include "output/answer/paper_report.hpp"
#include "output/answer/summary.hpp"
#include "output/answer/town_report.hpp"
#include "output/figures/sample.hpp"
#include "output/page/charts.hpp"
#include "output/page/html.hpp"
#include "output/render/chinese.hpp"
#include "output/report/report.hpp"

namespace eldercast {

inline constexpr double kFenPer10000Yuan = 1e6;

struct RunData {
  const Description& description;
  std::span<const Outcome> outcomes;  ///< failed ones too
  const ReportOptions& options;
  Sample sample;
  Summary summary;
  TownReport towns;
  PaperReport paper;
  std::vector<std::string> months;  ///< "2019-01"
  std::vector<std::string> years;   ///< "2019"

  RunData(const Description& about, std::span<const Outcome> all, const ReportOptions& chosen);

  /// `value(headline, month)` in every month.
  template <class Value>
  [[nodiscard]] std::vector<Estimate> by_month(Value value) const {
    std::vector<Estimate> out;
    for (int month = 0; month < description.months(); ++month)
      out.push_back(sample.over([&](const Headline& h) { return static_cast<double>(value(h, month)); }));
    return out;
  }
  /// `value(headline, year)` in every calendar year, counted from the first.
  template <class Value>
  [[nodiscard]] std::vector<Estimate> by_year(Value value) const {
    std::vector<Estimate> out;
    for (int year = 0; year < description.years(); ++year)
      out.push_back(sample.over([&](const Headline& h) { return static_cast<double>(value(h, year)); }));
    return out;
  }
  [[nodiscard]] Text town_name(TownId town) const;
};

/// The sum of `value(enumerator)`.
template <class Enum, class Value>
[[nodiscard]] double sum_over(Value value) {
  double out = 0;
  for (const Enum one : all_of<Enum>()) out += static_cast<double>(value(one));
  return out;
}

/// True where some value is not 0.
[[nodiscard]] bool anything(const std::vector<Estimate>& values);
/// Both names of an enumerator; the English one is its text name with spaces.
template <class Enum>
[[nodiscard]] Text name_text(Enum value) {
  std::string en(name_of(value));
  for (char& c : en) c = c == '_' ? ' ' : c;
  return {std::string(chinese_of(value)), en};
}
/// The same of a payer, a purpose or a role, which a scenario may name.
template <class Enum>
[[nodiscard]] Text name_text(Enum value, const OwnNames& names) {
  const OwnName* const own = own_name(value, names);
  return own == nullptr ? name_text(value) : Text{own->zh, own->en};
}
/// Public money that accrues over the whole run.
[[nodiscard]] double public_fen(const RunData& data, const Headline& headline);
/// 12,345 万元 with the interval, from yuan.
[[nodiscard]] std::string ten_thousands(const Estimate& yuan);
/// Estimates of yuan in 万元.
[[nodiscard]] Estimate in_ten_thousands(const Estimate& yuan);
/// Names of towns joined as a list of their language; those beyond `most` are counted.
[[nodiscard]] Text joined(const std::vector<Text>& names, std::size_t most);

inline const Text kTenThousandYuan{"万元", "10,000 CNY"};
inline const Text kPersons{"人", "persons"};
inline const Text kBeds{"张床", "beds"};

}  // namespace eldercast
