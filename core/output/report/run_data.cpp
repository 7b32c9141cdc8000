#include "output/report/run_data.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "output/place_names.hpp"
#include "output/render/text_cells.hpp"

namespace eldercast {

RunData::RunData(const Description& about, std::span<const Outcome> all, const ReportOptions& chosen)
    : description(about), outcomes(all), options(chosen), sample(about, all), summary(summarise(about, all)) {
  for (int month = 0; month < about.months(); ++month) months.push_back(text_of(about.start + month));
  for (int year = 0; year < about.years(); ++year) years.push_back(std::to_string(about.start.year() + year));
  if (sample.outcomes.empty()) return;
  towns = town_report(about, all);
  paper = paper_report(about, all);
}

Text RunData::town_name(TownId town) const { return place_name(description.towns[town.index()]); }

bool anything(const std::vector<Estimate>& values) {
  return std::any_of(values.begin(), values.end(), [](const Estimate& value) { return value.low != 0 || value.high != 0; });
}

std::string ten_thousands(const Estimate& yuan) { return estimate_text(yuan, false, kYuanPer10000); }

Estimate in_ten_thousands(const Estimate& yuan) {
  return {yuan.mean / kYuanPer10000, yuan.median / kYuanPer10000, yuan.low / kYuanPer10000, yuan.high / kYuanPer10000};
}

Text joined(const std::vector<Text>& names, std::size_t most) {
  Text out;
  for (std::size_t i = 0; i < std::min(most, names.size()); ++i) {
    out.zh += (i == 0 ? "" : "、") + names[i].zh;
    out.en += (i == 0 ? "" : ", ") + names[i].en;
  }
  if (names.size() > most) {
    out.zh += fmt::format(" 等{}个镇街", names.size());
    out.en += fmt::format(" and {} more", names.size() - most);
  }
  return out;
}

double public_fen(const RunData& data, const Headline& headline) {
  const OwnNames& names = data.description.names;
  double fen = 0;
  for (int month = 0; month <= data.sample.last_month; ++month) {
    for (const Payer payer : all_of<Payer>(names)) {
      if (!is_public(payer, names)) continue;
      for (const Purpose purpose : all_of<Purpose>(names)) fen += static_cast<double>(headline.accrued_fen(month, payer, purpose));
    }
  }
  return fen;
}

}  // namespace eldercast
