#include "output/export/sheets.hpp"

#include <cmath>

#include "api/money.hpp"
#include "output/chinese.hpp"
#include "output/compare/figures.hpp"
#include "output/paper_report.hpp"
#include "output/progress_report.hpp"
#include "output/sample.hpp"
#include "output/target_report.hpp"
#include "output/town_report.hpp"

namespace eldercast {

namespace {

Cell cell(double value) { return std::isnan(value) ? Cell{} : Cell{value}; }
Cell cell(const std::optional<double>& value) { return value ? cell(*value) : Cell{}; }
Cell text(std::string_view value) { return std::string(value); }

/// Sums in fen are exact, yuan made of them are not: 1027857.1499999992. Six decimals hold every mean that says something.
double without_noise(double yuan) {
  constexpr double kSteps = 1e6;
  return std::round(yuan * kSteps) / kSteps;
}

/// Mean, 5th and 95th percentile under three columns.
void add_estimate(std::vector<Cell>& row, const Estimate& value) {
  row.push_back(cell(value.mean));
  row.push_back(cell(value.low));
  row.push_back(cell(value.high));
}

Estimate without_noise(Estimate value) {
  for (double* one : {&value.mean, &value.low, &value.high}) *one = without_noise(*one);
  return value;
}

void add_estimate_columns(std::vector<SheetColumn>& columns, const std::string& key, const std::string& zh, const std::string& en,
                          const std::string& unit, CellFormat format) {
  columns.push_back({key, zh, en, unit, format});
  columns.push_back({key + "_low", zh + " 5%", en + " 5%", unit, format});
  columns.push_back({key + "_high", zh + " 95%", en + " 95%", unit, format});
}

Sheet figures_sheet(const Sample& sample) {
  const Description& description = sample.description;
  Sheet out{"figures", "指标", "全区指标（各年）", "Figures of the district by year", {}, {}, {}};
  out.columns = {{"figure", "指标编号", "figure", "", CellFormat::text},
                 {"name_zh", "指标", "Chinese name", "", CellFormat::text},
                 {"name_en", "英文名称", "English name", "", CellFormat::text},
                 {"unit", "单位", "unit", "", CellFormat::text},
                 {"year", "年份", "year", "", CellFormat::year}};
  add_estimate_columns(out.columns, "value", "数值", "value", "see unit", CellFormat::decimal);
  for (const Figure& figure : figures_of(description)) {
    for (int year = 0; year < description.years(); ++year) {
      std::vector<Cell> row{text(figure.id), text(figure.name_zh), text(figure.name_en), text(figure.unit),
                            static_cast<double>(description.start.year() + year)};
      const Estimate value = sample.over([&](const Headline& h) { return figure.district(h, year); });
      add_estimate(row, figure.unit == "CNY" ? without_noise(value) : value);
      out.rows.push_back(std::move(row));
    }
  }
  return out;
}

Sheet targets_sheet(const Sample& sample, std::span<const Outcome> outcomes) {
  const TargetReport report = target_report(sample.description, outcomes);
  Sheet out{"targets", "目标", "规划目标", "Targets of the plan", {}, {}, {}};
  out.columns = {{"target", "目标", "target", "", CellFormat::text},
                 {"clause", "条款", "clause", "", CellFormat::text},
                 {"name_zh", "内容", "Chinese name", "", CellFormat::text},
                 {"name_en", "英文名称", "English name", "", CellFormat::text},
                 {"threshold", "要求", "threshold", "see name", CellFormat::decimal},
                 {"due", "期限", "due", "", CellFormat::month},
                 {"met", "达标概率", "share of replicates that meet it", "1", CellFormat::share},
                 {"first_met", "首次达标", "month first met, median", "", CellFormat::month},
                 {"in_the_way", "未达标镇街或村社", "towns or settlements that fall short", "count", CellFormat::whole}};
  for (int year = sample.description.start.year(); year <= sample.description.end.year(); ++year) {
    out.columns.push_back({"value_" + std::to_string(year), std::to_string(year), std::to_string(year), "see name", CellFormat::decimal});
  }
  for (const TargetLine& line : report.lines) {
    const TargetRow& about = row_of(line.target);
    std::vector<Cell> row{text(name_of(line.target)),
                          text(about.clause),
                          text(about.zh),
                          text(about.en),
                          cell(line.threshold),
                          line.threshold ? Cell{line.due} : Cell{},
                          cell(line.met),
                          line.first_met ? Cell{*line.first_met} : Cell{},
                          static_cast<double>(line.in_the_way.size())};
    for (const Estimate& year : line.years) row.push_back(cell(year.mean));
    out.rows.push_back(std::move(row));
  }
  return out;
}

Sheet coverage_sheet(const Sample& sample) {
  const Description& description = sample.description;
  Sheet out{"coverage", "覆盖", "各月覆盖情况", "Coverage by month", {{"month", "月份", "month", "", CellFormat::month}}, {}, {}};
  for (const SettlementKind kind : all_of<SettlementKind>()) {
    add_estimate_columns(
        out.columns, std::string(name_of(kind)) + "_covered", std::string(chinese_of(kind)) + "覆盖",
        kind == SettlementKind::community ? "communities with a facility of their own" : "villages with a facility of their own",
        "settlements", CellFormat::decimal);
  }
  for (const CoverageStrength strength : all_of<CoverageStrength>()) {
    out.columns.push_back({"residents_" + std::string(name_of(strength)), std::string(chinese_of(strength)) + "人数",
                           "residents covered, " + std::string(name_of(strength)), "persons", CellFormat::whole});
  }
  for (int month = 0; month < description.months(); ++month) {
    std::vector<Cell> row{description.start + month};
    for (const SettlementKind kind : all_of<SettlementKind>()) {
      add_estimate(row, sample.over([&](const Headline& h) { return h.settlements_covered(month, kind, CoverageReading::own); }));
    }
    for (const CoverageStrength strength : all_of<CoverageStrength>()) {
      row.push_back(cell(sample.over([&](const Headline& h) { return h.residents_covered(month, strength); }).mean));
    }
    out.rows.push_back(std::move(row));
  }
  out.charts.push_back({SheetChart::Kind::line, "社区和村覆盖数", "Communities and villages covered", 0, {1, 4}});
  return out;
}

Sheet services_sheet(const Sample& sample) {
  const Description& description = sample.description;
  Sheet out{"services", "服务", "各项服务（年末）", "Services at year's end", {}, {}, {}};
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

Sheet beds_sheet(const Sample& sample) {
  const Description& description = sample.description;
  Sheet out{"beds", "床位", "各月床位", "Beds by month", {{"month", "月份", "month", "", CellFormat::month}}, {}, {}};
  for (const BedCount count : all_of<BedCount>()) {
    out.columns.push_back(
        {std::string(name_of(count)), std::string(chinese_of(count)), "beds " + std::string(name_of(count)), "beds", CellFormat::whole});
  }
  for (const ShortfallCause cause : all_of<ShortfallCause>()) {
    out.columns.push_back({"short_" + std::string(name_of(cause)), "缺口：" + std::string(chinese_of(cause)),
                           "shortfall, " + std::string(name_of(cause)), "persons", CellFormat::decimal});
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
    for (const ShortfallCause cause : all_of<ShortfallCause>()) {
      row.push_back(cell(sample.over([&](const Headline& h) { return h.bed_shortfall(month, cause); }).mean));
    }
    out.rows.push_back(std::move(row));
  }
  out.charts.push_back({SheetChart::Kind::line, "床位", "Beds", 0, {1, 2, 3}});
  return out;
}

Sheet money_sheet(const Sample& sample) {
  const Description& description = sample.description;
  Sheet out{"money", "资金", "应计资金（年份×承担方×用途）", "Money accrued by year, payer and purpose", {}, {}, {}};
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
    for (const Payer payer : all_of<Payer>()) {
      for (const Purpose purpose : all_of<Purpose>()) {
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
        out.rows.push_back({static_cast<double>(description.start.year() + year), text(name_of(payer)), text(chinese_of(payer)),
                            text(name_of(purpose)), text(chinese_of(purpose)), cell(accrued), cell(paid)});
      }
    }
  }
  return out;
}

Sheet payers_sheet(const Sample& sample) {
  const Description& description = sample.description;
  Sheet out{"payers", "承担方", "各年各方承担", "Money accrued by payer and year", {{"year", "年份", "year", "", CellFormat::year}},
            {},       {}};
  for (const Payer payer : all_of<Payer>()) {
    out.columns.push_back(
        {std::string(name_of(payer)), std::string(chinese_of(payer)), std::string(name_of(payer)), "CNY", CellFormat::money});
  }
  const std::vector<Figure> figures = figures_of(description);
  for (int year = 0; year < description.years(); ++year) {
    std::vector<Cell> row{static_cast<double>(description.start.year() + year)};
    for (const Payer payer : all_of<Payer>()) {
      const Figure& figure = *find_figure(figures, "money." + std::string(name_of(payer)));
      row.push_back(cell(sample.over([&](const Headline& h) { return figure.district(h, year); }).mean));
    }
    out.rows.push_back(std::move(row));
  }
  SheetChart chart{SheetChart::Kind::column, "各方承担", "Who pays", 0, {}};
  for (std::size_t i = 1; i < out.columns.size(); ++i) chart.columns.push_back(i);
  out.charts.push_back(std::move(chart));
  return out;
}

Sheet staff_sheet(const Sample& sample) {
  const Description& description = sample.description;
  Sheet out{"staff", "人员", "各月人员", "Staff by month", {{"month", "月份", "month", "", CellFormat::month}}, {}, {}};
  for (const Role role : all_of<Role>()) {
    out.columns.push_back({std::string(name_of(role)), "在岗" + std::string(chinese_of(role)), std::string(name_of(role)) + " in post",
                           "persons", CellFormat::decimal});
  }
  out.columns.push_back({"posts", "护理员岗位", "posts of carers", "persons", CellFormat::decimal});
  for (int month = 0; month < description.months(); ++month) {
    std::vector<Cell> row{description.start + month};
    for (const Role role : all_of<Role>()) {
      row.push_back(cell(sample.over([&](const Headline& h) { return h.staff(month, role, StaffCount::in_post); }).mean));
    }
    row.push_back(cell(sample.over([&](const Headline& h) { return h.staff(month, Role::carer, StaffCount::posts); }).mean));
    out.rows.push_back(std::move(row));
  }
  out.charts.push_back({SheetChart::Kind::line, "护理员", "Carers and posts", 0, {1, out.columns.size() - 1}});
  return out;
}

Sheet towns_sheet(const Description& description, std::span<const Outcome> outcomes) {
  Sheet out{"towns", "镇街", "各镇街（期末）", "Towns at the end", {}, {}, {}};
  out.columns = {{"town", "代码", "code", "", CellFormat::text}, {"name_zh", "镇街", "Chinese name", "", CellFormat::text}};
  add_estimate_columns(out.columns, "residents", "60岁及以上", "residents 60+", "persons", CellFormat::whole);
  out.columns.push_back({"communities", "社区数", "communities", "count", CellFormat::whole});
  out.columns.push_back({"communities_covered", "已覆盖社区", "communities covered", "count", CellFormat::decimal});
  out.columns.push_back({"villages", "村数", "villages", "count", CellFormat::whole});
  out.columns.push_back({"villages_covered", "已覆盖村", "villages covered", "count", CellFormat::decimal});
  out.columns.push_back({"beds_open", "开放床位", "beds open", "beds", CellFormat::decimal});
  out.columns.push_back({"beds_occupied", "在住", "beds occupied", "beds", CellFormat::decimal});
  add_estimate_columns(out.columns, "bed_shortfall", "床位缺口", "bed shortfall", "persons", CellFormat::decimal);
  out.columns.push_back({"carers", "护理员", "carers in post", "persons", CellFormat::decimal});
  add_estimate_columns(out.columns, "prefinancing_peak", "垫资峰值", "money advanced, peak", "CNY", CellFormat::money);
  out.columns.push_back({"prefinancing_peak_month", "峰值月份", "month of the peak", "", CellFormat::month});
  out.columns.push_back({"break_even", "中心保本入住率", "break-even occupancy of the centre", "1", CellFormat::share});
  for (const TownReportRow& town : town_report(description, outcomes).rows) {
    std::vector<Cell> row{text(town.code), text(town.name_zh)};
    add_estimate(row, town.residents);
    row.insert(row.end(), {static_cast<double>(town.communities), cell(town.communities_covered.mean), static_cast<double>(town.villages),
                           cell(town.villages_covered.mean), cell(town.beds_open.mean), cell(town.beds_occupied.mean)});
    add_estimate(row, town.bed_shortfall);
    row.push_back(cell(town.carers.mean));
    add_estimate(row, town.prefinancing_peak);
    row.push_back(town.peak_month ? Cell{*town.peak_month} : Cell{});
    row.push_back(cell(town.break_even.mean));
    out.rows.push_back(std::move(row));
  }
  return out;
}

Sheet progress_sheet(const Description& description, std::span<const Outcome> outcomes) {
  Sheet out{"progress", "进度", "两月进度（镇街，末行为全区）", "Two-monthly progress by town, the district last", {}, {}, {}};
  out.columns = {{"period", "期间", "period", "", CellFormat::text},
                 {"town", "代码", "code, empty: the district", "", CellFormat::text},
                 {"name_zh", "镇街", "Chinese name", "", CellFormat::text}};
  for (const Progress progress : all_of<Progress>()) {
    const bool money = progress == Progress::money_paid_yuan;
    out.columns.push_back({std::string(name_of(progress)), std::string(chinese_of(progress)), std::string(name_of(progress)),
                           money ? "CNY" : "count", money ? CellFormat::money : CellFormat::decimal});
  }
  for (int period = 0; period < description.periods(); ++period) {
    for (const ProgressRow& one : progress_report(description, outcomes, {std::nullopt, period}).rows) {
      std::vector<Cell> row{text(one.period), text(one.town), text(one.name_zh)};
      for (const Progress progress : all_of<Progress>()) row.push_back(cell(one.cells[progress].mean));
      out.rows.push_back(std::move(row));
    }
  }
  return out;
}

Sheet paper_sheet(const Description& description, std::span<const Outcome> outcomes) {
  Sheet out{"paper", "纸面覆盖", "期末仅为纸面覆盖的设施", "Facilities covered on paper only at the end", {}, {}, {}};
  out.columns = {{"facility", "设施", "facility", "", CellFormat::text},
                 {"kind", "类型", "kind", "", CellFormat::text},
                 {"town_zh", "镇街", "town", "", CellFormat::text},
                 {"settlement_zh", "村社", "settlement", "", CellFormat::text},
                 {"share", "概率", "share of replicates", "1", CellFormat::share}};
  for (const PaperReason reason : all_of<PaperReason>()) {
    out.columns.push_back(
        {std::string(name_of(reason)), std::string(chinese_of(reason)), std::string(name_of(reason)), "1", CellFormat::share});
  }
  out.columns.push_back({"mend", "最省措施", "cheapest mend", "", CellFormat::text});
  out.columns.push_back({"mend_cost", "年费用", "yuan a year", "CNY", CellFormat::money});
  out.columns.push_back({"persons", "受益人数", "persons who wait", "persons", CellFormat::decimal});
  for (const PaperLine& line : paper_report(description, outcomes).lines) {
    std::vector<Cell> row{text(line.facility), text(chinese_of(line.kind)), text(line.town_zh), text(line.settlement_zh), cell(line.share)};
    for (const PaperReason reason : all_of<PaperReason>()) row.push_back(cell(line.by_reason[reason]));
    if (line.mends.empty()) {
      row.insert(row.end(), 3, Cell{});
    } else {
      const MendOption& mend = line.mends.front();
      row.insert(row.end(), {text(name_of(mend.mend)), cell(mend.yuan_per_year), cell(mend.persons)});
    }
    out.rows.push_back(std::move(row));
  }
  return out;
}

Sheet parameters_sheet(const Description& description) {
  Sheet out{"parameters", "参数", "参数取值与来源", "Parameters and their sources", {}, {}, {}};
  out.columns = {{"parameter", "参数", "parameter", "", CellFormat::text}, {"value", "取值", "value", "see unit", CellFormat::decimal},
                 {"low", "下限", "low", "see unit", CellFormat::decimal},  {"high", "上限", "high", "see unit", CellFormat::decimal},
                 {"unit", "单位", "unit", "", CellFormat::text},           {"quality", "质量", "quality", "", CellFormat::text},
                 {"source", "来源", "source", "", CellFormat::text}};
  for (const ParameterOrigin& one : description.origins) {
    out.rows.push_back({text(one.id), cell(one.value), cell(one.low), cell(one.high), text(one.unit), text(one.quality), text(one.source)});
  }
  return out;
}

Sheet gaps_sheet(const Description& description) {
  Sheet out{"gaps", "数据缺口", "数据缺口", "Data gaps", {{"gap", "缺口", "gap", "", CellFormat::text}}, {}, {}};
  for (const std::string& gap : description.data_gaps) out.rows.push_back({text(gap)});
  return out;
}

void round_money(Sheet& sheet) {
  for (std::vector<Cell>& row : sheet.rows) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      double* number = std::get_if<double>(&row[c]);
      if (number != nullptr && sheet.columns[c].format == CellFormat::money) *number = without_noise(*number);
    }
  }
}

}  // namespace

std::vector<Sheet> sheets_of(const Description& description, std::span<const Outcome> outcomes) {
  const Sample sample(description, outcomes);
  std::vector<Sheet> out;
  if (!sample.outcomes.empty()) {
    out = {targets_sheet(sample, outcomes),
           coverage_sheet(sample),
           services_sheet(sample),
           beds_sheet(sample),
           payers_sheet(sample),
           money_sheet(sample),
           staff_sheet(sample),
           towns_sheet(description, outcomes),
           progress_sheet(description, outcomes),
           paper_sheet(description, outcomes),
           figures_sheet(sample)};
  }
  for (Sheet& sheet : out) round_money(sheet);
  out.push_back(parameters_sheet(description));
  out.push_back(gaps_sheet(description));
  return out;
}

}  // namespace eldercast
