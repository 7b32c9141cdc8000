#include "output/export/sheets.hpp"

#include <cmath>

#include "api/money.hpp"
#include "output/answer/paper_report.hpp"
#include "output/answer/progress_report.hpp"
#include "output/answer/target_report.hpp"
#include "output/answer/town_report.hpp"
#include "output/export/money_tables.hpp"
#include "output/export/rule_figures_table.hpp"
#include "output/export/settlements_table.hpp"
#include "output/figures/figures.hpp"
#include "output/figures/sample.hpp"
#include "output/render/words.hpp"

namespace eldercast {

namespace {

Cell cell(double value) { return number_cell(value); }
Cell cell(const std::optional<double>& value) { return value ? cell(*value) : Cell{}; }
Cell text(std::string_view value) { return std::string(value); }

/// Sums in fen are exact, yuan made of them are not: 1027857.1499999992. Six decimals hold every mean that says something.
double without_noise(double value, double steps = 1e6) { return std::round(value * steps) / steps; }

Estimate without_noise(Estimate value) {
  for (double* one : {&value.mean, &value.low, &value.high}) *one = without_noise(*one);
  return value;
}

Table figures_sheet(const Sample& sample) {
  const Description& description = sample.description;
  Table out{"figures", "指标", "全区指标（各年）", "Figures of the district by year", {}, {}, {}};
  out.columns = {{"figure", "指标编号", "figure", "", CellFormat::text},
                 {"name_zh", "指标", "Chinese name", "", CellFormat::text},
                 {"name_en", "英文名称", "English name", "", CellFormat::text},
                 {"unit", "单位", "unit", "", CellFormat::text},
                 {"year", "年份", "year", "", CellFormat::year}};
  out.columns.push_back({"value", "数值", "value", kUnitOfFigure, CellFormat::decimal, true});
  for (const Figure& figure : figures_of(description)) {
    for (int year = 0; year < description.years(); ++year) {
      std::vector<Cell> row{text(figure.id), text(figure.name_zh), text(figure.name_en), text(figure.unit),
                            static_cast<double>(description.start.year() + year)};
      const Estimate value = sample.over([&](const Headline& h) { return figure.district(h, year); });
      row.emplace_back(figure.unit == "CNY" ? without_noise(value) : value);
      out.rows.push_back(std::move(row));
    }
  }
  return out;
}

Table targets_sheet(const Sample& sample, std::span<const Outcome> outcomes) {
  const TargetReport report = target_report(sample.description, outcomes);
  Table out{"targets", "目标", "规划目标", "Targets of the plan", {}, {}, {}};
  out.columns = {{"target", "目标", "target", "", CellFormat::text},
                 {"clause", "条款", "clause", "", CellFormat::text},
                 {"name_zh", "内容", "Chinese name", "", CellFormat::text},
                 {"name_en", "英文名称", "English name", "", CellFormat::text},
                 {"unit", "单位", "unit", "", CellFormat::text},
                 {"threshold", "要求", "threshold", kUnitOfFigure, CellFormat::decimal},
                 {"due", "期限", "due", "", CellFormat::month},
                 {"met", "达标概率", "share of replicates that meet it", "1", CellFormat::share},
                 {"first_met", "首次达标", "month first met, median", "", CellFormat::month},
                 {"verdict", "结论", "verdict", "", CellFormat::text},
                 {"decided_by", "由何决定", "decided by", "", CellFormat::text},
                 {"why", "说明", "why", "", CellFormat::text},
                 {"in_the_way", "平均未达标镇街或村社", "towns or settlements that fall short, on average", "count", CellFormat::decimal}};
  for (int year = sample.description.start.year(); year <= sample.description.end.year(); ++year) {
    out.columns.push_back(
        {"value_" + std::to_string(year), std::to_string(year), std::to_string(year), kUnitOfFigure, CellFormat::decimal});
  }
  const std::vector<Figure> figures = figures_of(sample.description);
  for (const TargetLine& line : report.lines) {
    const JudgedTarget& about = line.about;
    std::vector<Cell> row{text(line.about.id),
                          text(about.clause),
                          text(about.zh),
                          text(about.en),
                          text(find_figure(figures, "target." + line.about.id)->unit),
                          cell(line.about.threshold),
                          line.about.threshold ? Cell{line.about.due} : Cell{},
                          cell(line.met),
                          line.first_met ? Cell{*line.first_met} : Cell{},
                          text(verdict_words(line.verdict()).zh),
                          text(name_of(line.basis.by)),
                          text(line.basis.why.zh),
                          cell(without_noise(short_on_average(line), 1e9))};
    for (const Estimate& year : line.years) row.push_back(cell(without_noise(year.mean, 1e9)));
    out.rows.push_back(std::move(row));
  }
  return out;
}

Table coverage_sheet(const Sample& sample) {
  const Description& description = sample.description;
  Table out{"coverage", "覆盖", "各月覆盖情况", "Coverage by month", {{"month", "月份", "month", "", CellFormat::month}}, {}, {}};
  for (const SettlementKind kind : all_of<SettlementKind>()) {
    out.columns.push_back(
        {std::string(name_of(kind)) + "_covered", std::string(chinese_of(kind)) + "覆盖",
         kind == SettlementKind::community ? "communities with a facility of their own" : "villages with a facility of their own",
         "settlements", CellFormat::decimal, true});
  }
  for (const CoverageStrength strength : all_of<CoverageStrength>()) {
    out.columns.push_back({"residents_" + std::string(name_of(strength)), std::string(chinese_of(strength)) + "人数",
                           "residents covered, " + std::string(name_of(strength)), "persons", CellFormat::whole});
  }
  for (int month = 0; month < description.months(); ++month) {
    std::vector<Cell> row{description.start + month};
    for (const SettlementKind kind : all_of<SettlementKind>()) {
      row.emplace_back(sample.over([&](const Headline& h) { return h.settlements_covered(month, kind, CoverageReading::own); }));
    }
    for (const CoverageStrength strength : all_of<CoverageStrength>()) {
      row.push_back(cell(sample.over([&](const Headline& h) { return h.residents_covered(month, strength); }).mean));
    }
    out.rows.push_back(std::move(row));
  }
  out.charts.push_back({TableChart::Kind::line, "社区和村覆盖数", "Communities and villages covered", 0, {1, 2}});
  return out;
}

Table services_sheet(const Sample& sample) {
  const Description& description = sample.description;
  Table out{"services", "服务", "各项服务（年末）", "Services at year's end", {}, {}, {}};
  out.columns = {{"service", "服务编号", "service", "", CellFormat::text},
                 {"name_zh", "服务", "Chinese name", "", CellFormat::text},
                 {"year", "年份", "year", "", CellFormat::year}};
  for (const DemandCount count : all_of<DemandCount>()) {
    out.columns.push_back(
        {std::string(name_of(count)), std::string(chinese_of(count)), std::string(name_of(count)), "persons", CellFormat::whole});
  }
  for (std::size_t s = 0; s < description.services.size(); ++s) {
    for (int year = 0; year < description.years(); ++year) {
      const int month = description.last_month_of_year(year);
      std::vector<Cell> row{text(description.services[s].id), text(description.services[s].name_zh),
                            static_cast<double>(description.start.year() + year)};
      for (const DemandCount count : all_of<DemandCount>()) {
        row.push_back(cell(sample
                               .over([&](const Headline& h) {
                                 std::int64_t sum = 0;
                                 for (const PriorityGroup group : all_of<PriorityGroup>()) sum += h.demand(month, s, group, count);
                                 return sum;
                               })
                               .mean));
      }
      out.rows.push_back(std::move(row));
    }
  }
  return out;
}

Table beds_sheet(const Sample& sample) {
  const Description& description = sample.description;
  Table out{"beds", "床位", "各月床位", "Beds by month", {{"month", "月份", "month", "", CellFormat::month}}, {}, {}};
  for (const BedCount count : all_of<BedCount>()) {
    out.columns.push_back(
        {std::string(name_of(count)), std::string(chinese_of(count)), "beds " + std::string(name_of(count)), "beds", CellFormat::whole});
  }
  for (const BedType type : all_of<BedType>()) {
    for (const BedCount count : all_of<BedCount>()) {
      out.columns.push_back({std::string(name_of(type)) + "_" + std::string(name_of(count)),
                             std::string(chinese_of(type)) + "：" + std::string(chinese_of(count)),
                             std::string(name_of(type)) + " beds " + std::string(name_of(count)), "beds", CellFormat::whole});
    }
  }
  for (const ShortfallCause cause : all_of<ShortfallCause>()) {
    out.columns.push_back({"short_" + std::string(name_of(cause)), "缺口：" + std::string(chinese_of(cause)),
                           "people without a bed: " + words_of(cause).en, "persons", CellFormat::decimal});
  }
  for (int month = 0; month < description.months(); ++month) {
    std::vector<Cell> row{description.start + month};
    for (const BedCount count : all_of<BedCount>()) {
      row.push_back(cell(sample
                             .over([&](const Headline& h) {
                               std::int64_t sum = 0;
                               for (const BedType type : all_of<BedType>()) sum += h.beds(month, type, count);
                               return sum;
                             })
                             .mean));
    }
    for (const BedType type : all_of<BedType>()) {
      for (const BedCount count : all_of<BedCount>())
        row.push_back(cell(sample.over([&](const Headline& h) { return h.beds(month, type, count); }).mean));
    }
    for (const ShortfallCause cause : all_of<ShortfallCause>()) {
      row.push_back(cell(sample.over([&](const Headline& h) { return h.bed_shortfall(month, cause); }).mean));
    }
    out.rows.push_back(std::move(row));
  }
  out.charts.push_back({TableChart::Kind::line, "床位", "Beds", 0, {1, 2, 3}});
  return out;
}

Table money_sheet(const Sample& sample) {
  const Description& description = sample.description;
  Table out{"money", "资金", "应计资金（年份×承担方×用途）", "Money accrued by year, payer and purpose", {}, {}, {}};
  out.columns = {{"year", "年份", "year", "", CellFormat::year},
                 {"payer", "承担方编号", "payer", "", CellFormat::text},
                 {"payer_zh", "承担方", "Chinese name", "", CellFormat::text},
                 {"purpose", "用途编号", "purpose", "", CellFormat::text},
                 {"purpose_zh", "用途", "Chinese name", "", CellFormat::text},
                 {"accrued", "应计", "accrued, mean", "CNY", CellFormat::money},
                 {"paid", "已付", "paid, mean", "CNY", CellFormat::money}};
  for (int year = 0; year < description.years(); ++year) {
    const int first = year == 0 ? 0 : description.last_month_of_year(year - 1) + 1;
    const int last = description.last_month_of_year(year);
    for (const Payer payer : all_of<Payer>(description.names)) {
      for (const Purpose purpose : all_of<Purpose>(description.names)) {
        const auto sum = [&](Cube<std::int64_t, 3> Headline::*cube) {
          return sample
              .over([&](const Headline& h) {
                std::int64_t fen = 0;
                for (int month = first; month <= last; ++month) fen += (h.*cube)(month, payer, purpose);
                return static_cast<double>(fen) / kFenPerYuan;
              })
              .mean;
        };
        const double accrued = sum(&Headline::accrued_fen);
        const double paid = sum(&Headline::paid_fen);
        if (accrued == 0 && paid == 0) continue;
        out.rows.push_back({static_cast<double>(description.start.year() + year), text(name_of(payer, description.names)),
                            text(words_of(payer, description.names).zh), text(name_of(purpose, description.names)),
                            text(words_of(purpose, description.names).zh), cell(accrued), cell(paid)});
      }
    }
  }
  return out;
}

Table payers_sheet(const Sample& sample) {
  const Description& description = sample.description;
  Table out{"payers", "承担方", "各年各方承担", "Money accrued by payer and year", {{"year", "年份", "year", "", CellFormat::year}},
            {},       {}};
  for (const Payer payer : all_of<Payer>(description.names)) {
    const Text words = words_of(payer, description.names);
    out.columns.push_back({std::string(name_of(payer, description.names)), words.zh, words.en, "CNY", CellFormat::money});
  }
  const std::vector<Figure> figures = figures_of(description);
  for (int year = 0; year < description.years(); ++year) {
    std::vector<Cell> row{static_cast<double>(description.start.year() + year)};
    for (const Payer payer : all_of<Payer>(description.names)) {
      const Figure& figure = *find_figure(figures, "money." + std::string(name_of(payer, description.names)));
      row.push_back(cell(sample.over([&](const Headline& h) { return figure.district(h, year); }).mean));
    }
    out.rows.push_back(std::move(row));
  }
  TableChart chart{TableChart::Kind::column, "各方承担", "Who pays", 0, {}};
  for (std::size_t i = 1; i < out.columns.size(); ++i) chart.columns.push_back(i);
  out.charts.push_back(std::move(chart));
  return out;
}

Table staff_sheet(const Sample& sample) {
  const Description& description = sample.description;
  Table out{"staff", "人员", "各月人员", "Staff by month", {{"month", "月份", "month", "", CellFormat::month}}, {}, {}};
  for (const Role role : all_of<Role>(description.names)) {
    out.columns.push_back({std::string(name_of(role, description.names)), "在岗" + words_of(role, description.names).zh,
                           words_of(role, description.names).en + " in post", "persons", CellFormat::decimal});
  }
  out.columns.push_back({"posts", "护理员岗位", "posts of carers", "persons", CellFormat::decimal});
  for (int month = 0; month < description.months(); ++month) {
    std::vector<Cell> row{description.start + month};
    for (const Role role : all_of<Role>(description.names)) {
      row.push_back(cell(sample.over([&](const Headline& h) { return h.staff(month, role, StaffCount::in_post); }).mean));
    }
    row.push_back(cell(sample.over([&](const Headline& h) { return h.staff(month, Role::carer, StaffCount::posts); }).mean));
    out.rows.push_back(std::move(row));
  }
  out.charts.push_back({TableChart::Kind::line, "护理员", "Carers and posts", 0, {1, out.columns.size() - 1}});
  return out;
}

Table progress_sheet(const Description& description, std::span<const Outcome> outcomes) {
  Table out;
  for (int period = 0; period < description.periods(); ++period) {
    Table one = progress_table(progress_report(description, outcomes, {std::nullopt, period}));
    if (period == 0) {
      out = std::move(one);
    } else {
      out.rows.insert(out.rows.end(), one.rows.begin(), one.rows.end());
    }
  }
  return out;
}

Table parameters_sheet(const Description& description) {
  Table out{"parameters", "参数", "参数取值与来源", "Parameters and their sources", {}, {}, {}};
  out.columns = {{"parameter", "参数", "parameter", "", CellFormat::text},
                 {"unit", "单位", "unit", "", CellFormat::text},
                 {"value", "取值", "value", kUnitOfInput, CellFormat::decimal},
                 {"low", "下限", "low", kUnitOfInput, CellFormat::decimal},
                 {"high", "上限", "high", kUnitOfInput, CellFormat::decimal},
                 {"quality", "质量", "quality", "", CellFormat::text},
                 {"source", "来源", "source", "", CellFormat::text}};
  for (const ParameterOrigin& one : description.origins) {
    out.rows.push_back({text(one.id), text(one.unit), cell(one.value), cell(one.low), cell(one.high), text(one.quality), text(one.source)});
  }
  return out;
}

Table gaps_sheet(const Description& description) {
  Table out{"gaps",
            "数据缺口",
            "数据缺口",
            "Data gaps",
            {{"gap", "英文", "gap", "", CellFormat::text}, {"gap_zh", "缺口", "in Chinese", "", CellFormat::text}},
            {},
            {}};
  for (std::size_t i = 0; i < description.data_gaps.size(); ++i)
    out.rows.push_back({text(description.data_gaps[i]), text(description.data_gaps_zh.at(i))});
  return out;
}

void round_money(Table& table) {
  for (std::vector<Cell>& row : table.rows) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (table.columns[c].format != CellFormat::money) continue;
      if (double* number = std::get_if<double>(&row[c])) *number = without_noise(*number);
      if (Estimate* value = std::get_if<Estimate>(&row[c])) *value = without_noise(*value);
    }
  }
}

}  // namespace

std::vector<Table> sheets_of(const Description& description, std::span<const Outcome> outcomes) {
  const Sample sample(description, outcomes);
  std::vector<Table> out;
  if (!sample.outcomes.empty()) {
    out = {targets_sheet(sample, outcomes),
           coverage_sheet(sample),
           services_sheet(sample),
           beds_sheet(sample),
           payers_sheet(sample),
           money_sheet(sample),
           staff_sheet(sample),
           towns_table(town_report(description, outcomes)),
           settlements_table(sample),
           town_money_table(sample),
           clauses_table(sample),
           progress_sheet(description, outcomes),
           paper_table(paper_report(description, outcomes)),
           figures_sheet(sample)};
    if (!description.rule_figures.empty()) out.push_back(rule_figures_table(sample));
  }
  for (Table& table : out) round_money(table);
  out.push_back(parameters_sheet(description));
  out.push_back(gaps_sheet(description));
  return out;
}

}  // namespace eldercast
