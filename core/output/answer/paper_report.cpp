#include "output/answer/paper_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/answer/building_cost.hpp"
#include "output/figures/sample.hpp"
#include "output/place_names.hpp"
#include "output/render/json_numbers.hpp"
#include "output/render/text_cells.hpp"
#include "output/render/words.hpp"

namespace eldercast {

namespace {

/// Over which building and equipment of a centre are spread, as those of a station are in mend.station_yuan_per_year.
constexpr double kYearsOfBuilding = 10;

bool has(std::uint8_t bits, PaperReason reason) { return (bits & bit_of(reason)) != 0; }

bool centre_open(const Headline& h, int year, std::size_t town) {
  return h.town_facilities_open(year, town, FacilityKind::street_centre) + h.town_facilities_open(year, town, FacilityKind::town_centre) >
         0;
}

std::size_t town_of(const Description& description, std::size_t facility) {
  return description.settlements[description.facilities[facility].settlement.index()].town.index();
}

/// Whether it leans on a centre that is not open.
bool without_centre(const Headline& h, const Description& description, int year, std::size_t facility) {
  return has(h.facility_paper(year, facility), PaperReason::no_hub) && !centre_open(h, year, town_of(description, facility));
}

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
  const bool known = persons > 0 && !std::isnan(yuan_per_year);
  return {mend, reason, yuan_per_year, persons, known ? std::optional(yuan_per_year / persons) : std::nullopt};
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
    // Nothing links a point to a centre that is not there.
    const bool closed = 2 * line.centre_closed >= line.by_reason[PaperReason::no_hub];
    out.push_back(option(closed ? Mend::centre : Mend::hub, PaperReason::no_hub, closed ? 0 : costs.hub_yuan_year, leaning));
  }
  if (point && matters(PaperReason::no_users)) out.push_back(option(Mend::station, PaperReason::no_users, costs.station_yuan_year, all));
  return out;
}

void sort_cheapest_first(std::vector<MendOption>& mends) {
  std::stable_sort(mends.begin(), mends.end(), [](const MendOption& a, const MendOption& b) {
    if (a.yuan_per_person.has_value() != b.yuan_per_person.has_value()) return a.yuan_per_person.has_value();
    return a.yuan_per_person && *a.yuan_per_person < *b.yuan_per_person;
  });
}

int spokes_of(const Description& description, const std::string& town) {
  return static_cast<int>(std::count_if(description.facilities.begin(), description.facilities.end(), [&](const FacilityLine& one) {
    const bool spoke = one.kind == FacilityKind::community_station || one.kind == FacilityKind::village_point;
    return spoke && description.towns[description.settlements[one.settlement.index()].town.index()].code == town;
  }));
}

/// The centres that are missing, each shared by all points and stations of its town. One without a standard leaves the cost unknown.
void add_centres(const Description& description, PaperReport& out) {
  const auto is_centre = [](const MendOption& mend) { return mend.mend == Mend::centre; };
  for (const TownLine& town : description.towns) {
    PaperCentre centre{town.code, place_name(town), 0, spokes_of(description, town.code), {}};
    for (const PaperLine& line : out.lines)
      centre.facilities += line.town == town.code && std::any_of(line.mends.begin(), line.mends.end(), is_centre) ? 1 : 0;
    if (centre.facilities == 0) continue;
    centre.build_yuan =
        building_cost_yuan(description, town.kind == TownKind::street ? FacilityKind::street_centre : FacilityKind::town_centre);
    for (PaperLine& line : out.lines) {
      if (line.town != town.code) continue;
      for (MendOption& mend : line.mends) {
        if (!is_centre(mend)) continue;
        const double yuan = centre.build_yuan ? *centre.build_yuan / kYearsOfBuilding / centre.shared_by : kUnknown;
        mend = option(Mend::centre, mend.reason, yuan, mend.persons);
      }
    }
    out.centres.push_back(std::move(centre));
  }
  for (PaperLine& line : out.lines) sort_cheapest_first(line.mends);
}

PaperLine line_of(const Sample& sample, std::size_t at, int year) {
  const Description& description = sample.description;
  const FacilityLine& facility = description.facilities[at];
  const SettlementLine& place = description.settlements[facility.settlement.index()];
  const TownLine& town = description.towns[place.town.index()];
  PaperLine line{facility.id, facility.kind, town.code, place_name(town), place_name(place), facility.siting_assumed, 0, {}, 0, {}};
  line.share = sample.share([&](const Headline& h) { return h.facility_paper(year, at) != 0; });
  if (!(line.share > 0.5)) return line;
  for (const PaperReason reason : all_of<PaperReason>()) {
    line.by_reason[reason] = sample.share([&](const Headline& h) { return has(h.facility_paper(year, at), reason); });
  }
  line.centre_closed = sample.share([&](const Headline& h) { return without_centre(h, description, year, at); });
  line.mends = mends_of(sample, facility, line);
  return line;
}

}  // namespace

Text mend_words(Mend mend) {
  static const std::array<Text, kCount<Mend>> kWords{Text{"增配助老员", "one more helper"}, Text{"增配护理员", "one more carer"},
                                                     Text{"接入中心", "visits by the centre"},
                                                     Text{"开放镇街中心", "a centre for the town"}, Text{"改建为站", "a full station"}};
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
  out.centre_closed = sample.over([&](const Headline& h) {
    int sum = 0;
    for (std::size_t f = 0; f < description.facilities.size(); ++f) sum += without_centre(h, description, year, f) ? 1 : 0;
    return sum;
  });
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
  PaperReport out{description.name_zh, description.name_en, description.end, static_cast<int>(sample.outcomes.size()), {}, {}, {}};
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
  add_centres(description, out);
  return out;
}

Text words_of_centres(const PaperReport& report) {
  if (report.centres.empty()) return {};
  int facilities = 0;
  double yuan = 0;
  for (const PaperCentre& centre : report.centres) {
    facilities += centre.facilities;
    yuan += centre.build_yuan.value_or(kUnknown);
  }
  const std::string closed = grouped_text(report.count.centre_closed.mean);
  const std::string towns = std::to_string(report.centres.size());
  Text out{fmt::format("无运转中心的设施中，{}处是因为本镇街的中心尚未开放：接入无济于事。{}个镇街的中心开放后可补救所列的{}处", closed,
                       towns, facilities),
           fmt::format("Of those without a working hub {} lie in towns whose centre is not open: no link mends them. Centres for {} towns "
                       "would mend {} of those listed",
                       closed, towns, facilities)};
  if (!std::isnan(yuan)) {
    out.zh += fmt::format("，建设和设备按标准共{}万元（按十年和本镇街的站点分摊），人员和运行费另计", grouped_text(yuan / kYuanPer10000));
    out.en += fmt::format(
        "; building and equipment by the standards take {:.3g} million yuan (below spread over ten years and the points and stations of "
        "the town), staff and running on top",
        yuan / 1e6);
  }
  return {out.zh + "。", out.en + "."};
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
  out.columns.push_back({"centre_closed", "本镇街中心未开放", "no open centre in its town", "1", CellFormat::share, false, ShownIn::files});
  out.columns.push_back({"mend", "最省措施", "cheapest mend", "", CellFormat::text});
  out.columns.push_back({"mend_cost", "年费用，元", "yuan a year", "CNY", CellFormat::decimal});
  out.columns.push_back({"persons", "受益人数", "who wait", "persons", CellFormat::whole});
  for (const PaperLine& line : report.lines) {
    std::vector<Cell> row{line.facility, words_of(line.kind), line.town_name, line.settlement, number_cell(line.share)};
    for (const PaperReason reason : all_of<PaperReason>()) row.push_back(number_cell(line.by_reason[reason]));
    row.push_back(number_cell(line.centre_closed));
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
  const std::string centres = in(language, words_of_centres(report));
  if (!centres.empty()) out += wrapped_text(centres, width) + "\n";
  return report.lines.empty() ? out : out + table_text(paper_table(report), language, width);
}

Json paper_json(const SummaryPaper& count) {
  Json by_reason = Json::object();
  for (const PaperReason reason : all_of<PaperReason>()) by_reason[std::string(name_of(reason))] = json_of(count.by_reason[reason]);
  return {{"facilities", json_of(count.facilities)},
          {"open", json_of(count.open)},
          {"by_reason", by_reason},
          {"no_open_centre", json_of(count.centre_closed)}};
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
                       {"yuan_per_year", json_of(mend.yuan_per_year)},
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
                     {"no_open_centre", line.centre_closed},
                     {"mends", mends}});
  }
  Json centres = Json::array();
  for (const PaperCentre& centre : report.centres) {
    centres.push_back({{"town", centre.town},
                       {"town_zh", centre.town_name.zh},
                       {"town_en", centre.town_name.en},
                       {"facilities", centre.facilities},
                       {"shared_by", centre.shared_by},
                       {"build_yuan", centre.build_yuan ? Json(*centre.build_yuan) : Json(nullptr)}});
  }
  const Json out{{"format", "eldercast-paper"},
                 {"version", 1},
                 {"scenario", {{"name_zh", report.name_zh}, {"name_en", report.name_en}, {"end", text_of(report.end)}}},
                 {"replicates", report.replicates},
                 {"count", paper_json(report.count)},
                 {"facilities", lines},
                 {"centres_to_open", centres}};
  return json_text(out);
}

}  // namespace eldercast
