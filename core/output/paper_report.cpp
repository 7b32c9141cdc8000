#include "output/paper_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "output/chinese.hpp"
#include "output/json_numbers.hpp"
#include "output/sample.hpp"
#include "output/text_cells.hpp"
#include "text/width.hpp"

namespace eldercast {

namespace {

constexpr std::array<std::string_view, 4> kMendZh{"增配助老员", "增配护理员", "接入中心", "改建为站"};

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
  PaperLine line{facility.id, facility.kind, town.code, town.name_zh, place.name_zh, facility.siting_assumed, 0, {}, {}};
  line.share = sample.share([&](const Headline& h) { return h.facility_paper(year, at) != 0; });
  if (!(line.share > 0.5)) return line;
  for (const PaperReason reason : all_of<PaperReason>()) {
    line.by_reason[reason] = sample.share([&](const Headline& h) { return has(h.facility_paper(year, at), reason); });
  }
  line.mends = mends_of(sample, facility, line);
  return line;
}

std::string reasons_text(const PaperLine& line, bool single) {
  std::string out;
  for (const PaperReason reason : all_of<PaperReason>()) {
    if (line.by_reason[reason] == 0) continue;
    out += (out.empty() ? "" : ", ") + std::string(chinese_of(reason));
    if (!single) out += fmt::format(" {:.0f}%", 100 * line.by_reason[reason]);
  }
  return out;
}

std::string mend_text(const PaperLine& line) {
  if (line.mends.empty()) return "-";
  const MendOption& best = line.mends.front();
  return fmt::format("{} {}", kMendZh[index_of(best.mend)], name_of(best.mend));
}

}  // namespace

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

std::string render_text(const PaperReport& report) {
  const bool single = report.replicates == 1;
  std::string out =
      shorten(fmt::format("ON PAPER 纸面覆盖  {}  {}, end of {}", report.name_zh, report.name_en, text_of(report.end)), kColumns) + "\n";
  if (report.replicates == 0) return out + "no replicate ended well: there are no results\n";
  out += fmt::format(
      "{} of {} open facilities: no staff {}, no working hub {}, no users {}\n"
      "the cheapest mend: yuan a year, persons who wait and would be served, yuan for each of them\n",
      estimate_text(report.count.facilities, single), grouped_text(report.count.open.mean),
      grouped_text(report.count.by_reason[PaperReason::no_staff].mean), grouped_text(report.count.by_reason[PaperReason::no_hub].mean),
      grouped_text(report.count.by_reason[PaperReason::no_users].mean));
  if (report.lines.empty()) return out + "no facility is on paper in more than half of the replicates\n";
  std::vector<std::vector<std::string>> rows{{"镇街 town, facility", "reason 原因", "mend 最省", "yuan", "persons", "each"}};
  for (const PaperLine& line : report.lines) {
    std::vector<std::string> row{shorten(line.town_zh + " " + line.facility, 26), reasons_text(line, single), mend_text(line)};
    if (line.mends.empty()) {
      row.insert(row.end(), {"-", "-", "-"});
    } else {
      const MendOption& best = line.mends.front();
      row.insert(row.end(), {grouped_text(best.yuan_per_year), grouped_text(best.persons),
                             best.yuan_per_person ? grouped_text(*best.yuan_per_person) : "-"});
    }
    row[1] = shorten(row[1], 27);
    rows.push_back(std::move(row));
  }
  return out + table_text(rows);
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
                     {"town_zh", line.town_zh},
                     {"settlement_zh", line.settlement_zh},
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
