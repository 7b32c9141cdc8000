#include "output/compare/comparison.hpp"

namespace eldercast {

namespace {

std::vector<TableColumn> difference_columns() {
  return {{"a", "A", "A", kUnitOfFigure, CellFormat::decimal},
          {"b", "B", "B", kUnitOfFigure, CellFormat::decimal},
          {"difference", "差值", "B - A, mean", kUnitOfFigure, CellFormat::decimal},
          {"mean_low", "均值差 5%", "its 90% interval, low", kUnitOfFigure, CellFormat::decimal},
          {"mean_high", "均值差 95%", "its 90% interval, high", kUnitOfFigure, CellFormat::decimal},
          {"low", "差值 5%", "5th percentile of replicates", kUnitOfFigure, CellFormat::decimal},
          {"high", "差值 95%", "95th percentile of replicates", kUnitOfFigure, CellFormat::decimal}};
}

void add_numbers(const Difference& one, std::vector<Cell>& row) {
  for (const double number : {one.a, one.b, one.mean, one.mean_low, one.mean_high, one.low, one.high}) row.push_back(number_cell(number));
}

std::vector<TableColumn> joined(std::vector<TableColumn> first, const std::vector<TableColumn>& more) {
  first.insert(first.end(), more.begin(), more.end());
  return first;
}

/// A, and each run B with its letter.
Table runs(std::span<const Comparison> comparisons) {
  Table out{"runs", "方案", "所比较的情景", "The scenarios compared", {}, {}, {}};
  out.columns = {{"letter", "记号", "letter", "", CellFormat::text},
                 {"run", "方案", "run", "", CellFormat::text},
                 {"name_zh", "情景", "Chinese name", "", CellFormat::text},
                 {"name_en", "英文名称", "English name", "", CellFormat::text},
                 {"digest", "情景校验", "digest", "", CellFormat::text}};
  const Comparison& first = comparisons.front();
  out.rows.push_back({std::string("A"), first.label_a, first.name_a_zh, first.name_a_en, first.digest_a});
  char letter = 'A';
  for (const Comparison& one : comparisons)
    out.rows.push_back({std::string(1, ++letter), one.label_b, one.name_b_zh, one.name_b_en, one.digest_b});
  return out;
}

Table by_year(std::span<const Comparison> comparisons) {
  Table out{"comparison", "比较", "与A的比较（年份空白为全程）", "Against A; no year: the whole run", {}, {}, {}};
  out.columns = joined({{"run", "方案", "run B", "", CellFormat::text},
                        {"figure", "指标编号", "figure", "", CellFormat::text},
                        {"name_zh", "指标", "Chinese name", "", CellFormat::text},
                        {"name_en", "英文名称", "English name", "", CellFormat::text},
                        {"unit", "单位", "unit", "", CellFormat::text},
                        {"year", "年份", "year", "", CellFormat::year}},
                       difference_columns());
  for (const Comparison& comparison : comparisons) {
    for (const FigureDifference& one : comparison.figures) {
      const Figure& figure = one.figure;
      const auto row = [&](Cell year, const Difference& difference) {
        std::vector<Cell> cells{comparison.label_b, figure.id, figure.name_zh, figure.name_en, figure.unit, std::move(year)};
        add_numbers(difference, cells);
        out.rows.push_back(std::move(cells));
      };
      row({}, one.run);
      for (std::size_t y = 0; y < one.years.size(); ++y)
        row(static_cast<double>(comparison.start.year()) + static_cast<double>(y), one.years[y]);
    }
  }
  return out;
}

Table by_town(std::span<const Comparison> comparisons) {
  Table out{"comparison_towns", "比较（镇街）", "各镇街与A的比较（全程）", "Against A by town, over the whole run", {}, {}, {}};
  out.columns = joined({{"run", "方案", "run B", "", CellFormat::text},
                        {"town", "代码", "code", "", CellFormat::text},
                        {"town_zh", "镇街", "town", "", CellFormat::text},
                        {"figure", "指标编号", "figure", "", CellFormat::text},
                        {"name_zh", "指标", "Chinese name", "", CellFormat::text},
                        {"unit", "单位", "unit", "", CellFormat::text}},
                       difference_columns());
  for (const Comparison& comparison : comparisons) {
    for (const FigureDifference& one : comparison.figures) {
      for (std::size_t t = 0; t < one.run_towns.size(); ++t) {
        std::vector<Cell> cells{comparison.label_b, comparison.town_codes[t], comparison.town_names_zh[t],
                                one.figure.id,      one.figure.name_zh,       one.figure.unit};
        add_numbers(one.run_towns[t], cells);
        out.rows.push_back(std::move(cells));
      }
    }
  }
  return out;
}

}  // namespace

std::vector<Table> comparison_tables(std::span<const Comparison> comparisons) {
  Document document;
  document.add(runs(comparisons));
  document.add(by_year(comparisons));
  document.add(by_town(comparisons));
  for (const Comparison& one : comparisons) {
    if (!one.waterfall) continue;
    const Document shares = document_of(*one.waterfall);
    document.blocks.insert(document.blocks.end(), shares.blocks.begin(), shares.blocks.end());
  }
  return tables_of(document);
}

}  // namespace eldercast
