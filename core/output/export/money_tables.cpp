#include "output/export/money_tables.hpp"

#include <algorithm>
#include <numeric>

#include "api/money.hpp"
#include "output/file/dimension.hpp"
#include "output/render/words.hpp"

namespace eldercast {

namespace {

/// Months [first, last] of a calendar year.
std::int64_t district_fen(const Headline& h, const Description& description, int year, Payer payer) {
  std::int64_t fen = 0;
  const int first = year == 0 ? 0 : description.last_month_of_year(year - 1) + 1;
  for (int month = first; month <= description.last_month_of_year(year); ++month) {
    for (const Purpose purpose : all_of<Purpose>(description.names)) fen += h.accrued_fen(month, payer, purpose);
  }
  return fen;
}

std::int64_t not_by_town_fen(const Headline& h, const Description& description, int year, Payer payer) {
  std::int64_t fen = district_fen(h, description, year, payer);
  for (std::size_t town = 0; town < description.towns.size(); ++town) fen -= h.town_accrued_fen(year, town, payer);
  return fen;
}

}  // namespace

Table town_money_table(const Sample& sample) {
  const Description& description = sample.description;
  Table out{"town_money", "镇街资金", "各镇街应计资金（年份×承担方）", "Money accrued by town, year and payer", {}, {}, {}};
  out.columns = {{"town", "代码", "code, empty: not by town", "", CellFormat::text},
                 {"name_zh", "镇街", "town", "", CellFormat::text},
                 {"name_en", "英文名", "English name", "", CellFormat::text},
                 {"year", "年份", "year", "", CellFormat::year},
                 {"payer", "承担方编号", "payer", "", CellFormat::text},
                 {"payer_zh", "承担方", "Chinese name", "", CellFormat::text},
                 {"accrued", "应计", "accrued", "CNY", CellFormat::money, true}};
  const std::size_t towns = description.towns.size();
  for (std::size_t town = 0; town <= towns; ++town) {
    for (int year = 0; year < description.years(); ++year) {
      for (const Payer payer : all_of<Payer>(description.names)) {
        const Estimate value = sample.over([&](const Headline& h) {
          const std::int64_t fen = town < towns ? h.town_accrued_fen(year, town, payer) : not_by_town_fen(h, description, year, payer);
          return static_cast<double>(fen) / kFenPerYuan;
        });
        if (value.low == 0 && value.high == 0) continue;
        out.rows.push_back({town < towns ? description.towns[town].code : std::string(),
                            town < towns ? description.towns[town].name_zh : std::string("不分镇街"),
                            town < towns ? description.towns[town].name_en : std::string("not by town"),
                            static_cast<double>(description.start.year() + year), std::string(name_of(payer, description.names)),
                            words_of(payer, description.names).zh, value});
      }
    }
  }
  return out;
}

Table clauses_table(const Sample& sample) {
  const Description& description = sample.description;
  Table out{"clauses", "条款", "各条款资金（年份）", "Money by clause of the plan and year", {}, {}, {}};
  out.columns = {{"clause", "条款", "clause", "", CellFormat::text},
                 {"year", "年份", "year", "", CellFormat::year},
                 {"accrued", "应计", "accrued", "CNY", CellFormat::money, true},
                 {"paid", "已付", "paid, mean", "CNY", CellFormat::money}};
  const auto value = [&](const Cube<std::int64_t, 2> Headline::*cube, int year, std::size_t clause) {
    return sample.over([&](const Headline& h) { return static_cast<double>((h.*cube)(year, clause)) / kFenPerYuan; });
  };
  std::vector<double> whole(description.clauses.size(), 0);
  for (std::size_t c = 0; c < whole.size(); ++c) {
    for (int year = 0; year < description.years(); ++year) whole[c] += value(&Headline::clause_accrued_fen, year, c).mean;
  }
  std::vector<std::size_t> order(whole.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return whole[a] > whole[b]; });
  for (const std::size_t c : order) {
    if (whole[c] == 0) continue;
    const std::string& clause = description.clauses[c];
    for (int year = 0; year < description.years(); ++year) {
      out.rows.push_back({clause.empty() ? std::string(kNoClause) : clause, static_cast<double>(description.start.year() + year),
                          value(&Headline::clause_accrued_fen, year, c), number_cell(value(&Headline::clause_paid_fen, year, c).mean)});
    }
  }
  return out;
}

}  // namespace eldercast
