#include "output/batches/study_tables.hpp"

#include <cmath>

namespace eldercast {
namespace {

Table parameters_table(const StudyFigures& study) {
  Table out{"parameters", "参数", "变动的参数", "Parameters that vary"};
  out.columns = {{"parameter", "参数", "parameter", "", CellFormat::text},
                 {"name_zh", "名称", "Chinese name", "", CellFormat::text},
                 {"unit", "单位", "unit", "", CellFormat::text},
                 {"low", "低值", "low", kUnitOfInput, CellFormat::decimal},
                 {"base", "情景值", "base", kUnitOfInput, CellFormat::decimal},
                 {"high", "高值", "high", kUnitOfInput, CellFormat::decimal}};
  for (std::size_t i = 0; i < study.parameters.size(); ++i) {
    out.rows.push_back(
        {study.parameters[i], study.parameter_names_zh[i], study.parameter_units[i], study.low[i], study.base[i], study.high[i]});
  }
  return out;
}

Table figures_table(const StudyFigures& study) {
  Table out{"figures", "指标", "指标", "Figures"};
  out.columns = {{"figure", "指标编号", "figure", "", CellFormat::text},
                 {"name_zh", "名称", "Chinese name", "", CellFormat::text},
                 {"name_en", "英文名称", "English name", "", CellFormat::text},
                 {"unit", "单位", "unit", "", CellFormat::text}};
  for (std::size_t f = 0; f < study.figures.size(); ++f) {
    out.rows.push_back({study.figures[f], study.figure_names_zh[f], study.figure_names_en[f], study.figure_units[f]});
  }
  return out;
}

CellFormat format_of(const std::string& unit) {
  return unit == "CNY" ? CellFormat::money : unit == "1" ? CellFormat::share : CellFormat::decimal;
}

Table rows_table(const StudyFigures& study) {
  Table out{"rows", "各行", "各情况各次模拟：参数取值与全程指标", "Each case and replicate: parameters, and figures over the run"};
  out.columns = {{"case", "情况", "case", "1", CellFormat::whole}, {"replicate", "模拟", "replicate", "1", CellFormat::whole}};
  for (std::size_t i = 0; i < study.parameters.size(); ++i)
    out.columns.push_back(
        {study.parameters[i], study.parameter_names_zh[i], study.parameters[i], study.parameter_units[i], CellFormat::decimal});
  for (std::size_t f = 0; f < study.figures.size(); ++f) {
    out.columns.push_back(
        {study.figures[f], study.figure_names_zh[f], study.figure_names_en[f], study.figure_units[f], format_of(study.figure_units[f])});
  }
  const std::size_t parameters = study.parameters.size();
  const std::size_t figures = study.figures.size();
  const auto replicates = static_cast<std::size_t>(study.replicates);
  for (std::size_t row = 0; row < static_cast<std::size_t>(study.cases) * replicates; ++row) {
    const std::size_t at = row / replicates;
    std::vector<Cell>& cells = out.rows.emplace_back();
    cells.emplace_back(static_cast<double>(at));
    cells.emplace_back(static_cast<double>(row % replicates));
    for (std::size_t p = 0; p < parameters; ++p) cells.push_back(number_cell(study.values[at * parameters + p]));
    for (std::size_t f = 0; f < figures; ++f) cells.push_back(number_cell(study.whole_run[row * figures + f]));
  }
  return out;
}

Table years_table(const StudyFigures& study) {
  Table out{"years", "年份", "各年指标：全部行的均值和90%区间", "Figures by year: mean and 90% interval over all rows"};
  out.columns = {{"figure", "指标编号", "figure", "", CellFormat::text},
                 {"unit", "单位", "unit", "", CellFormat::text},
                 {"year", "年份", "year", "", CellFormat::year},
                 {"value", "数值", "value", kUnitOfFigure, CellFormat::decimal, true}};
  const std::size_t figures = study.figures.size();
  const std::size_t years = study.years.size();
  const std::size_t rows = static_cast<std::size_t>(study.cases) * static_cast<std::size_t>(study.replicates);
  for (std::size_t f = 0; f < figures; ++f) {
    for (std::size_t y = 0; y < years; ++y) {
      std::vector<double> values;
      for (std::size_t row = 0; row < rows; ++row) {
        const double value = study.by_year[(row * figures + f) * years + y];
        if (!std::isnan(value)) values.push_back(value);
      }
      out.rows.push_back({study.figures[f], study.figure_units[f], static_cast<double>(study.years[y]), estimate(std::move(values))});
    }
  }
  return out;
}

}  // namespace

std::vector<Table> study_tables(const StudyFigures& study) {
  return {parameters_table(study), figures_table(study), rows_table(study), years_table(study)};
}

}  // namespace eldercast
