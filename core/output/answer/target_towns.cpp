#include "output/answer/target_towns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/answer/building_cost.hpp"
#include "output/answer/target_report.hpp"
#include "output/figures/sample.hpp"
#include "output/figures/target_basis.hpp"
#include "output/render/text_cells.hpp"
#include "text/counted.hpp"

namespace eldercast {

namespace {

/// Building and equipment of the smallest facility that covers a settlement of the kind.
std::optional<double> cost_of_one(const Description& description, SettlementKind kind) {
  return building_cost_yuan(description, kind == SettlementKind::community ? FacilityKind::community_station : FacilityKind::village_point);
}

/// Share of replicates in which enough settlements of the district have a facility in `year`, if those without a project had one, too.
double district_meets(const Sample& sample, const SettlementReading& counted, const std::vector<bool>& planned, double threshold, int year,
                      bool mended) {
  const auto& places = sample.description.settlements;
  return sample.share([&](const Headline& h) {
    int all = 0;
    int has = 0;
    for (std::size_t s = 0; s < places.size(); ++s) {
      if (places[s].kind != counted.kind) continue;
      ++all;
      has += h.settlement_covered(year, s, counted.reading) != 0 || (mended && !planned[s]) ? 1 : 0;
    }
    return has >= threshold * all - 1e-9;
  });
}

/// One town and a target that counts settlements.
class SettlementsOfTown {
 public:
  SettlementsOfTown(const Sample& sample, const SettlementReading& counted, const std::vector<bool>& planned, std::size_t town,
                    double threshold, int year)
      : sample_(sample), counted_(counted), planned_(planned), threshold_(threshold), year_(year) {
    const auto& places = sample.description.settlements;
    for (std::size_t s = 0; s < places.size(); ++s) {
      if (places[s].town.index() == town && places[s].kind == counted.kind) settlements_.push_back(s);
    }
  }

  void add_to(TargetTown& out, const std::optional<double>& cost) const {
    if (settlements_.empty()) return;
    out.share_short = sample_.share([&](const Headline& h) { return falls_short(h, false); });
    for (const ShortCause cause : all_of<ShortCause>()) {
      out.settlements[cause] =
          sample_
              .over([&](const Headline& h) {
                return std::count_if(settlements_.begin(), settlements_.end(), [&](std::size_t s) { return why(h, s) == cause; });
              })
              .mean;
    }
    const auto missing = std::count_if(settlements_.begin(), settlements_.end(), [&](std::size_t s) { return !planned_[s]; });
    if (missing == 0) return;
    if (cost) out.mend_yuan = *cost * static_cast<double>(missing);
    out.short_after = sample_.share([&](const Headline& h) { return falls_short(h, true); });
  }

 private:
  [[nodiscard]] bool covered(const Headline& h, int year, std::size_t s) const {
    return h.settlement_covered(year, s, counted_.reading) != 0;
  }

  [[nodiscard]] bool falls_short(const Headline& h, bool mended) const {
    const auto has = std::count_if(settlements_.begin(), settlements_.end(),
                                   [&](std::size_t s) { return covered(h, year_, s) || (mended && !planned_[s]); });
    return static_cast<double>(has) < threshold_ * static_cast<double>(settlements_.size()) - 1e-9;
  }

  [[nodiscard]] std::optional<ShortCause> why(const Headline& h, std::size_t s) const {
    if (covered(h, year_, s)) return std::nullopt;
    if (!planned_[s]) return ShortCause::no_project;
    return covered(h, sample_.description.years() - 1, s) ? ShortCause::late : ShortCause::not_built;
  }

  const Sample& sample_;
  SettlementReading counted_;
  const std::vector<bool>& planned_;
  double threshold_;
  int year_;
  std::vector<std::size_t> settlements_;
};

/// What all that is missing costs, and how likely the district meets the target then.
Text all_mended(const TargetTowns& towns, double yuan) {
  if (!(yuan > 0) || !towns.district_met || !towns.district_after) return {};
  const std::string cost = grouped_text(yuan / kYuanPer10000);
  const auto chance = [](double share) { return fmt::format("{:.0f}%", 100 * share); };
  return {fmt::format("全部补建约{}万元，人员和运行费另计；此后全区在{}的模拟中达标（现为{}）。", cost, chance(*towns.district_after),
                      chance(*towns.district_met)),
          fmt::format(" All of them would take {} (10k CNY), staff and running on top; the district then meets the target in {} of the "
                      "replicates, now in {}.",
                      cost, chance(*towns.district_after), chance(*towns.district_met))};
}

Table table_of(const TargetTowns& towns, bool settlements) {
  Table out{"target_towns", "目标镇街", "各镇街的目标", "A target by town", {}, {}, {}};
  out.columns = {{"town", "镇街", "town", "", CellFormat::text},
                 {"short", "不达标概率", "falls short", "1", CellFormat::share},
                 {"value", "届时", "then", "", CellFormat::whole}};
  if (settlements) {
    out.columns.push_back({"no_project", "未列项目", "no project", "settlements", CellFormat::decimal});
    if (towns.late_possible) out.columns.push_back({"late", "晚于期限", "late", "settlements", CellFormat::decimal});
    out.columns.push_back({"not_built", "期末未开", "never open", "settlements", CellFormat::decimal});
    out.columns.push_back({"mend", "补建，万元", "to mend, 10k CNY", "CNY", CellFormat::money, false, ShownIn::screens});
    out.columns.push_back({"after", "补建后", "short then", "1", CellFormat::share});
  }
  const JudgedTarget& row = towns.about;
  for (const TargetTown& town : towns.towns) {
    std::vector<Cell> cells{Text{town.name_zh, town.name_en}, number_cell(town.share_short), target_value_text(row.unit, town.value)};
    if (settlements) {
      for (const ShortCause cause : all_of<ShortCause>()) {
        if (cause != ShortCause::late || towns.late_possible) cells.push_back(number_cell(town.settlements[cause]));
      }
      cells.push_back(town.mend_yuan ? Cell{*town.mend_yuan} : Cell{});
      cells.push_back(town.short_after ? Cell{*town.short_after} : Cell{});
    }
    out.rows.push_back(std::move(cells));
  }
  return out;
}

}  // namespace

std::string by_town_mistake(const Description& description, Target target) {
  const JudgedTarget row = judged_targets(description).at(index_of(target));
  const YearMonth due = row.due;
  if (!row.threshold) return "the plan prints no number for it";
  if (due < description.start || due > description.end) return "it is not due within the run";
  if (!row.figure.empty() || (row.unit == TargetUnit::count && !row.at_most)) return "it counts for the district as a whole";
  return "";
}

TargetTowns target_towns(const Description& description, std::span<const Outcome> outcomes, Target target) {
  const Sample sample(description, outcomes);
  const JudgedTarget row = judged_targets(description).at(index_of(target));
  const double threshold = *row.threshold;
  const int year = row.due.year() - description.start.year();
  const std::optional<SettlementReading> counted = settlement_reading(target);
  const std::vector<bool> planned = within_plan(description, counted ? counted->reading : CoverageReading::own, description.end);
  const std::optional<double> cost = counted ? cost_of_one(description, counted->kind) : std::nullopt;
  TargetTowns out{description.name_zh, description.name_en, row, static_cast<int>(sample.outcomes.size()), {}, {}, {}, {}};
  if (out.replicates == 0) return out;
  out.late_possible = year < description.years() - 1;
  if (counted) {
    out.district_met = district_meets(sample, *counted, planned, threshold, year, false);
    out.district_after = district_meets(sample, *counted, planned, threshold, year, true);
  }
  for (std::size_t t = 0; t < description.towns.size(); ++t) {
    TargetTown town{description.towns[t].name_zh, description.towns[t].name_en, 0, kUnknown, {}, {}, {}};
    const auto value = [&](const Headline& h) {
      const std::int32_t stored = h.town_targets(year, t, target);
      return stored < 0 ? kUnknown : static_cast<double>(stored) / scale_of(row.unit);
    };
    town.value = sample.over(value).mean;
    if (counted) {
      SettlementsOfTown(sample, *counted, planned, t, threshold, year).add_to(town, cost);
    } else {
      town.share_short = sample.share([&](const Headline& h) {
        const double found = value(h);
        return !std::isnan(found) && (row.at_most ? found > threshold + 1e-9 : found < threshold - 1e-9);
      });
    }
    if (town.share_short > 0) out.towns.push_back(std::move(town));
  }
  std::stable_sort(out.towns.begin(), out.towns.end(),
                   [](const TargetTown& a, const TargetTown& b) { return a.share_short > b.share_short; });
  return out;
}

std::string render_text(const TargetTowns& towns, Language language, std::size_t width) {
  const bool zh = language == Language::zh;
  const JudgedTarget& row = towns.about;
  std::string out = wrapped_text(fmt::format("{} {}: {}", row.id, zh ? row.zh : row.en, zh ? towns.name_zh : towns.name_en), width) + "\n";
  if (towns.replicates == 0) return out + (zh ? "没有一次模拟正常结束：没有结果\n" : "no replicate ended well: there are no results\n");
  const bool settlements = settlement_reading(row.target).has_value();
  double expected = 0;
  double yuan = 0;
  for (const TargetTown& town : towns.towns) {
    expected += town.share_short;
    yuan += town.mend_yuan.value_or(0);
  }
  std::string about = zh ? fmt::format("{}次模拟，平均{:.1f}个镇街不达标。", towns.replicates, expected)
                         : fmt::format("{}; {:.1f} towns fall short on average.", counted(towns.replicates, "replicate"), expected);
  if (settlements) {
    about +=
        zh ? "村社数为均值；补建：为未列项目的村社各建一处的建设和设备费；补建后不达标概率以按期开放为前提。"
           : " Settlements are means; to mend: building and equipment of a facility for each settlement without a project; short then: the "
             "chance if those are open in time.";
    about += in(language, all_mended(towns, yuan));
  }
  out += wrapped_text(about, width) + "\n\n";
  if (towns.towns.empty()) return out + (zh ? "各镇街在所有模拟中均达标\n" : "every town meets it in every replicate\n");
  return out + table_text(table_of(towns, settlements), language, width);
}

}  // namespace eldercast
