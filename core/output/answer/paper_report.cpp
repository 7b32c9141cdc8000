#include "output/answer/paper_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "output/figures/sample.hpp"
#include "output/place_names.hpp"
#include "output/render/json_numbers.hpp"
#include "output/render/text_cells.hpp"
#include "output/render/words.hpp"

namespace eldercast {

namespace {

bool has(std::uint8_t bits, PaperReason reason) { return (bits & bit_of(reason)) != 0; }

/// Mean number of persons who wait in a settlement for the services that `wanted` takes.
template <class Wanted>
double waiting(const Sample& sample, SettlementId place, Wanted wanted) {
  const auto& services = sample.description.services;
  return sample
      .over([&](const Headline& h) {
        std::int64_t sum = 0;
        for (std::size_t s = 0; s < services.size(); ++s) sum += wanted(services[s]) ? h.settlement_unserved(place, s) : 0;
        return sum;
      })
      .mean;
}

MendOption option(Mend mend, PaperReason reason, double yuan_per_year, double persons) {
  return {mend, reason, yuan_per_year, persons, persons > 0 ? std::optional(yuan_per_year / persons) : std::nullopt};
}

/// A mend for every reason that holds at least half as often as the most frequent one.
std::vector<MendOption> mends_of(const Sample& sample, const FacilityLine& facility, const PaperLine& line) {
  const MendCosts& costs = sample.description.mend;
  const bool point = facility.kind == FacilityKind::village_point;
  const double most = *std::max_element(line.by_reason.begin(), line.by_reason.end());
  const auto matters = [&](PaperReason reason) { return line.by_reason[reason] > 0 && 2 * line.by_reason[reason] >= most; };
  const double all = waiting(sample, facility.settlement, [](const ServiceLine&) { return true; });
  std::vector<MendOption> out;
  if (matters(PaperReason::no_staff)) {
    out.push_back(
        option(point ? Mend::helper : Mend::carer, PaperReason::no_staff, point ? costs.helper_yuan_year : costs.carer_yuan_year, all));
  }
  if (matters(PaperReason::no_hub)) {
    const double leaning = waiting(sample, facility.settlement, [](const ServiceLine& service) { return service.needs_hub; });
    out.push_back(option(Mend::hub, PaperReason::no_hub, costs.hub_yuan_year, leaning));
  }
  if (point && matters(PaperReason::no_users)) out.push_back(option(Mend::station, PaperReason::no_users, costs.station_yuan_year, all));
  std::stable_sort(out.begin(), out.end(), [](const MendOption& a, const MendOption& b) {
    if (a.yuan_per_person.has_value() != b.yuan_per_person.has_value()) return a.yuan_per_person.has_value();
    return a.yuan_per_person && *a.yuan_per_person < *b.yuan_per_person;
  });
  return out;
}

PaperLine line_of(const Sample& sample, std::size_t at, int year) {
  const Description& description = sample.description;
  const FacilityLine& facility = description.facilities[at];
  const SettlementLine& place = description.settlements[facility.settlement.index()];
  const TownLine& town = description.towns[place.town.index()];
  PaperLine line{facility.id, facility.kind, town.code, place_name(town), place_name(place), facility.siting_assumed, 0, {}, {}};
  line.share = sample.share([&](const Headline& h) { return h.facility_paper(year, at) != 0; });
  if (!(line.share > 0.5)) return line;
  for (const PaperReason reason : all_of<PaperReason>()) {
    line.by_reason[reason] = sample.share([&](const Headline& h) { return has(h.facility_paper(year, at), reason); });
  }
  line.mends = mends_of(sample, facility, line);
  return line;
}

}  // namespace

Text mend_words(Mend mend) {
  static const std::array<Text, kCount<Mend>> kWords{Text{"增配助老员", "one more helper"}, Text{"增配护理员", "one more carer"},
                                                     Text{"接入中心", "a working hub"}, Text{"改建为站", "a full station"}};
  return kWords[index_of(mend)];
}

SummaryPaper paper_count(const Description& description, std::span<const Outcome> outcomes) {
  const Sample sample(description, outcomes);
  const int year = description.years() - 1;
  SummaryPaper out;
  const auto count = [&](auto wanted) {
    return sample.over([&](const Headline& h) {
      int sum = 0;
      for (std::size_t f = 0; f < description.facilities.size(); ++f) sum += wanted(h.facility_paper(year, f)) ? 1 : 0;
      return sum;
    });
  };
  out.facilities = count([](std::uint8_t bits) { return bits != 0; });
  for (const PaperReason reason : all_of<PaperReason>())
    out.by_reason[reason] = count([reason](std::uint8_t bits) { return has(bits, reason); });
  out.open = sample.over([&](const Headline& h) {
    int sum = 0;
    for (const FacilityKind kind : all_of<FacilityKind>()) {
      if (kind != FacilityKind::care_home) sum += h.facilities_open(sample.last_month, kind);
    }
    return sum;
  });
  return out;
}

PaperReport paper_report(const Description& description, std::span<const Outcome> outcomes) {
  const Sample sample(description, outcomes);
  PaperReport out{description.name_zh, description.name_en, description.end, static_cast<int>(sample.outcomes.size()), {}, {}};
  if (out.replicates == 0) return out;
  out.count = paper_count(description, outcomes);
  for (std::size_t town = 0; town < description.towns.size(); ++town) {
    const auto first = out.lines.size();
    for (std::size_t f = 0; f < description.facilities.size(); ++f) {
      if (description.settlements[description.facilities[f].settlement.index()].town.index() != town) continue;
      PaperLine line = line_of(sample, f, description.years() - 1);
      if (line.share > 0.5) out.lines.push_back(std::move(line));
    }
    std::stable_sort(out.lines.begin() + static_cast<std::ptrdiff_t>(first), out.lines.end(),
                     [](const PaperLine& a, const PaperLine& b) { return a.share > b.share; });
  }
  return out;
}

Table paper_table(const PaperReport& report) {
  Table out{"paper", "纸面覆盖", "期末仅为纸面覆盖的设施", "Facilities covered on paper only at the end", {}, {}, {}};
  out.columns = {{"facility", "设施", "facility", "", CellFormat::text},
                 {"kind", "类型", "kind", "", CellFormat::text, false, ShownIn::files},
                 {"town", "镇街", "town", "", CellFormat::text},
                 {"settlement", "村社", "settlement", "", CellFormat::text, false, ShownIn::files},
                 {"share", "概率", "chance", "1", CellFormat::share}};
  for (const PaperReason reason : all_of<PaperReason>()) {
    const Text words = words_of(reason);
    out.columns.push_back({std::string(name_of(reason)), words.zh, words.en, "1", CellFormat::share});
  }
  out.columns.push_back({"mend", "最省措施", "cheapest mend", "", CellFormat::text});
  out.columns.push_back({"mend_cost", "年费用，元", "yuan a year", "CNY", CellFormat::decimal});
  out.columns.push_back({"persons", "受益人数", "who wait", "persons", CellFormat::whole});
  for (const PaperLine& line : report.lines) {
    std::vector<Cell> row{line.facility, words_of(line.kind), line.town_name, line.settlement, number_cell(line.share)};
    for (const PaperReason reason : all_of<PaperReason>()) row.push_back(number_cell(line.by_reason[reason]));
    if (line.mends.empty()) {
      row.insert(row.end(), 3, Cell{});
    } else {
      const MendOption& mend = line.mends.front();
      row.insert(row.end(), {mend_words(mend.mend), number_cell(mend.yuan_per_year), number_cell(mend.persons)});
    }
    out.rows.push_back(std::move(row));
  }
  return out;
}

std::string render_text(const PaperReport& report, Language language, std::size_t width) {
  const bool zh = language == Language::zh;
  std::string out = wrapped_text((zh ? "纸面覆盖：" : "On paper: ") + (zh ? report.name_zh : report.name_en) + (zh ? "，" : ", end of ") +
                                     text_of(report.end),
                                 width) +
                    "\n";
  if (report.replicates == 0) return out + (zh ? "没有一次模拟正常结束：没有结果\n" : "no replicate ended well: there are no results\n");
  const auto of = [&](PaperReason reason) { return grouped_text(report.count.by_reason[reason].mean); };
  out += wrapped_text(
             zh ? fmt::format("{}处开放设施中{}处仅为纸面覆盖：无人员{}，无运转中心{}，无人使用{}"
                              "。下列为半数以上模拟中如此的设施；列出最省措施、年费用和因此可得到服务的等待人数。",
                              grouped_text(report.count.open.mean), estimate_text(report.count.facilities, false),
                              of(PaperReason::no_staff), of(PaperReason::no_hub), of(PaperReason::no_users))
                : fmt::format(
                      "{} of {} open facilities cover on paper only: no staff {}, no working hub {}, no users {}. Those that do so in more "
                      "than half of the replicates, with the cheapest mend, its yuan a year and who wait and would be served:",
                      estimate_text(report.count.facilities, false), grouped_text(report.count.open.mean), of(PaperReason::no_staff),
                      of(PaperReason::no_hub), of(PaperReason::no_users)),
             width) +
         "\n";
  return report.lines.empty() ? out : out + table_text(paper_table(report), language, width);
}

Json paper_json(const SummaryPaper& count) {
  Json by_reason = Json::object();
  for (const PaperReason reason : all_of<PaperReason>()) by_reason[std::string(name_of(reason))] = json_of(count.by_reason[reason]);
  return {{"facilities", json_of(count.facilities)}, {"open", json_of(count.open)}, {"by_reason", by_reason}};
}

std::string render_json(const PaperReport& report) {
  Json lines = Json::array();
  for (const PaperLine& line : report.lines) {
    Json by_reason = Json::object();
    for (const PaperReason reason : all_of<PaperReason>()) by_reason[std::string(name_of(reason))] = line.by_reason[reason];
    Json mends = Json::array();
    for (const MendOption& mend : line.mends) {
      mends.push_back({{"mend", name_of(mend.mend)},
                       {"reason", name_of(mend.reason)},
                       {"yuan_per_year", mend.yuan_per_year},
                       {"persons", json_of(mend.persons)},
                       {"yuan_per_person", mend.yuan_per_person ? Json(*mend.yuan_per_person) : Json(nullptr)}});
    }
    lines.push_back({{"facility", line.facility},
                     {"kind", name_of(line.kind)},
                     {"town", line.town},
                     {"town_zh", line.town_name.zh},
                     {"town_en", line.town_name.en},
                     {"settlement_zh", line.settlement.zh},
                     {"settlement_en", line.settlement.en},
                     {"siting_assumed", line.siting_assumed},
                     {"share", line.share},
                     {"by_reason", by_reason},
                     {"mends", mends}});
  }
  const Json out{{"format", "eldercast-paper"},
                 {"version", 1},
                 {"scenario", {{"name_zh", report.name_zh}, {"name_en", report.name_en}, {"end", text_of(report.end)}}},
                 {"replicates", report.replicates},
                 {"count", paper_json(report.count)},
                 {"facilities", lines}};
  return json_text(out);
}

}  // namespace eldercast
