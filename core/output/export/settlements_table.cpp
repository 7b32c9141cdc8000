#include "output/export/settlements_table.hpp"

#include <algorithm>

#include "output/figures/target_basis.hpp"
#include "output/place_names.hpp"
#include "output/render/words.hpp"

namespace eldercast {

namespace {

/// Facilities of the plan that a settlement may call its own, those that stand already first.
std::vector<std::size_t> own_facilities(const Description& description, std::size_t settlement) {
  std::vector<std::size_t> out;
  for (std::size_t f = 0; f < description.facilities.size(); ++f) {
    const FacilityLine& facility = description.facilities[f];
    const bool own = facility.kind == FacilityKind::community_station || facility.kind == FacilityKind::village_point;
    if (own && facility.settlement.index() == settlement) out.push_back(f);
  }
  return out;
}

/// Year of the first project there; nothing where something stands already or nothing is planned.
Cell planned_year(const Description& description, const std::vector<std::size_t>& own) {
  const std::size_t existing = description.facilities.size() - description.projects.size();
  if (own.empty() || own.front() < existing) return {};
  int first = description.projects[own.front() - existing].planned_year;
  for (const std::size_t f : own) first = std::min(first, static_cast<int>(description.projects[f - existing].planned_year));
  return static_cast<double>(first);
}

Text why_none(const Description& description, const std::vector<std::size_t>& own, double share) {
  if (share >= 1) return {};
  if (own.empty()) return {"未列项目", "no project in the plan"};
  const bool gone = std::all_of(own.begin(), own.end(), [&](std::size_t f) {
    return description.facilities[f].gone && *description.facilities[f].gone <= description.end;
  });
  if (gone) return {"按计划撤销", "closed by the plan"};
  return {"已列项目，期末未必开放", "planned, and not always open by the end"};
}

/// Mean of what the replicates with detail have at the end.
template <class Cube>
Cell of_detail(const Sample& sample, Cube Detail::*cube, std::size_t settlement) {
  double sum = 0;
  int count = 0;
  for (const Outcome* outcome : sample.outcomes) {
    const auto& cells = outcome->detail.*cube;
    if (cells.cells().empty()) continue;
    sum += cells(sample.last_month, settlement);
    ++count;
  }
  return count == 0 ? Cell{} : Cell{sum / count};
}

}  // namespace

Table settlements_table(const Sample& sample) {
  const Description& description = sample.description;
  Table out{"settlements", "村社", "各社区和村", "Communities and villages", {}, {}, {}};
  out.columns = {{"code", "代码", "code", "", CellFormat::text},
                 {"name_zh", "村社", "settlement", "", CellFormat::text},
                 {"name_en", "英文名", "English name", "", CellFormat::text},
                 {"town_zh", "镇街", "town", "", CellFormat::text},
                 {"town_en", "镇街英文名", "English name of the town", "", CellFormat::text},
                 {"kind", "类型", "kind", "", CellFormat::text},
                 {"people", "60岁以上老年人", "people aged 60 and over", "persons", CellFormat::decimal}};
  for (int year = 0; year < description.years(); ++year) {
    const std::string name = std::to_string(description.start.year() + year);
    out.columns.push_back({"own_" + name, name + "年末有自有设施", "a facility of its own, end of " + name, "1", CellFormat::share});
  }
  out.columns.insert(out.columns.end(),
                     {{"with_centre", "期末有设施或中心", "a facility or a centre in it, at the end", "1", CellFormat::share},
                      {"used", "期末自有设施有效", "a facility of its own that works, at the end", "1", CellFormat::share},
                      {"in_reach", "期末可及基本活动", "basic activities in reach, at the end", "1", CellFormat::share},
                      {"waiting", "期末等待人次", "waiting at the end, all services", "persons", CellFormat::decimal},
                      {"planned", "计划年份", "planned for", "", CellFormat::year},
                      {"why_zh", "无自有设施的原因", "why it may have none, Chinese", "", CellFormat::text},
                      {"why_en", "原因（英文）", "why it may have none of its own", "", CellFormat::text}});
  const int last = description.years() - 1;
  for (std::size_t s = 0; s < description.settlements.size(); ++s) {
    const SettlementLine& place = description.settlements[s];
    const TownLine& town = description.towns[place.town.index()];
    const std::vector<std::size_t> own = own_facilities(description, s);
    const auto share = [&](int year, CoverageReading reading) {
      return sample.share([&](const Headline& h) { return h.settlement_covered(year, s, reading) != 0; });
    };
    std::vector<Cell> row{place.code,
                          place.name_zh,
                          place.name_en,
                          town.name_zh,
                          town.name_en,
                          std::string(chinese_of(place.kind)),
                          of_detail(sample, &Detail::settlement_residents, s)};
    for (int year = 0; year <= last; ++year) row.emplace_back(share(year, CoverageReading::own));
    const Text why = why_none(description, own, share(last, CoverageReading::own));
    const double used = sample.share([&](const Headline& h) {
      return h.settlement_covered(last, s, CoverageReading::own) != 0 &&
             std::all_of(own.begin(), own.end(), [&](std::size_t f) { return h.facility_paper(last, f) == 0; });
    });
    const double waiting = sample
                               .over([&](const Headline& h) {
                                 std::int64_t persons = 0;
                                 for (std::size_t service = 0; service < description.services.size(); ++service)
                                   persons += h.settlement_unserved(s, service);
                                 return persons;
                               })
                               .mean;
    row.insert(row.end(), {share(last, CoverageReading::with_centre), used, of_detail(sample, &Detail::settlement_in_reach, s),
                           number_cell(waiting), planned_year(description, own), why.zh, why.en});
    out.rows.push_back(std::move(row));
  }
  return out;
}

}  // namespace eldercast
