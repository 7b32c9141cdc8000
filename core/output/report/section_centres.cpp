#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "output/page/svg.hpp"
#include "output/place_names.hpp"
#include "output/render/text_cells.hpp"
#include "output/report/report_sections.hpp"
#include "text/counted.hpp"

namespace eldercast {

namespace {

std::string break_even_chart(const RunData& data) {
  Bars chart;
  chart.text = {{"中心的保本入住率", "Occupancy at which a centre covers its cost"},
                {"占床位", "share of its beds"},
                {"超过100%的中心仅靠床位收入无法保本。", "Above 100% a centre never pays by beds alone."},
                Show::share};
  chart.colour = part_colour(1);
  chart.levels.push_back({{"全部床位住满", "every bed occupied"}, 1.0});
  for (std::size_t t = 0; t < data.towns.rows.size(); ++t) {
    if (!std::isnan(data.towns.rows[t].break_even.mean))
      chart.rows.push_back({data.town_name(TownId(t)), data.towns.rows[t].break_even, ""});
  }
  std::stable_sort(chart.rows.begin(), chart.rows.end(),
                   [](const Bars::Row& a, const Bars::Row& b) { return a.value.mean > b.value.mean; });
  return block(chart);
}

constexpr double kHardlyUsed = 0.3;  // occupied / open beds

/// Occupancy of the town's centre at a year's end; NaN without an open centre with beds.
double hub_occupancy(const Headline& h, int year, std::size_t town) {
  const std::int32_t per_mille = h.hub_occupied_per_mille(year, town);
  return per_mille < 0 ? std::numeric_limits<double>::quiet_NaN() : per_mille / 1000.0;
}

std::string occupancy_chart(const RunData& data) {
  HeatMap chart;
  chart.text = {{"中心床位入住率", "Occupancy of centres"},
                {"在住/开放，年末", "occupied / open, at year's end"},
                {"各镇街中心各年末的入住率；空白：没有开放的中心床位。",
                 "Share of the open beds of each town's centre that are occupied; blank: no open bed."},
                Show::share};
  chart.over = data.years;
  chart.colour = kAccent;
  chart.full = 1.0;
  for (std::size_t t = 0; t < data.description.towns.size(); ++t) {
    auto values = data.by_year([t](const Headline& h, int year) { return hub_occupancy(h, year, t); });
    const bool known = std::any_of(values.begin(), values.end(), [](const Estimate& value) { return !std::isnan(value.mean); });
    if (known) chart.rows.push_back({data.town_name(TownId(t)), std::move(values)});
  }
  std::stable_sort(chart.rows.begin(), chart.rows.end(),
                   [](const auto& a, const auto& b) { return a.values.back().mean < b.values.back().mean; });
  return chart.rows.empty() ? "" : block(chart);
}

/// The towns whose centre is hardly used, as the chart beside shows it: by its mean over the replicates in which it is open.
Text hardly_used_text(const RunData& data) {
  const int last = data.description.years() - 1;
  std::vector<Text> names;
  for (std::size_t t = 0; t < data.description.towns.size(); ++t) {
    if (data.sample.over([&](const Headline& h) { return hub_occupancy(h, last, t); }).mean < kHardlyUsed)
      names.push_back(data.town_name(TownId(t)));
  }
  if (names.empty()) {
    return {fmt::format("{}年底，各镇街中心的平均入住率都不低于30%。", data.years.back()),
            fmt::format("At the end of {} the centre of every town has 30% of its beds occupied or more, on average.", data.years.back())};
  }
  return Text{fmt::format("{}年底，平均入住率不到30%的镇街中心{}个：", data.years.back(), names.size()),
              fmt::format("At the end of {} the centres of {} have fewer than 30% of their beds occupied, on average: ", data.years.back(),
                          counted(static_cast<std::int64_t>(names.size()), "town"))} +
         joined(names, names.size()) + Text{"。", "."};
}

/// The towns of the chart beside whose bar ends beyond 100%.
Text never_pays_text(const RunData& data) {
  std::vector<Text> names;
  for (std::size_t t = 0; t < data.towns.rows.size(); ++t) {
    if (data.towns.rows[t].break_even.mean > 1) names.push_back(data.town_name(TownId(t)));
  }
  if (names.empty()) return {};
  return Text{fmt::format("平均保本入住率超过100%的镇街{}个：", names.size()),
              fmt::format(" The mean lies above 100% in {}: ", counted(static_cast<std::int64_t>(names.size()), "town"))} +
         joined(names, names.size()) + Text{"。", "."};
}

std::string reasons(const PaperLine& line) {
  Text out;
  for (const PaperReason reason : all_of<PaperReason>()) {
    if (line.by_reason[reason] == 0) continue;
    out = out + (out.zh.empty() ? Text{} : Text{"、", ", "}) + name_text(reason) +
          same(fmt::format(" {:.0f}%", 100 * line.by_reason[reason]));
  }
  if (line.centre_closed > 0) {
    const std::string share = fmt::format("{:.0f}%", 100 * line.centre_closed);
    out = out + Text{"（镇街中心未开放 " + share + "）", " (the town's centre is not open " + share + ")"};
  }
  return both(out);
}

HtmlTable paper_table(std::span<const PaperLine> lines) {
  HtmlTable table({{"设施", "facility"},
                   {"镇街与村社", "place"},
                   {"原因（重复模拟比例）", "why (share of replicates)"},
                   {"最省的补救", "cheapest mend"},
                   {"每年元", "CNY a year"},
                   {"受益人数", "persons served"},
                   {"每人元", "CNY for each"}},
                  4);
  for (const PaperLine& line : lines) {
    std::vector<std::string> cells{both(name_text(line.kind)), both(place_in_town(line.town_name, line.settlement)), reasons(line)};
    if (line.mends.empty()) {
      cells.insert(cells.end(), {"–", "–", "–", "–"});
    } else {
      const MendOption& best = line.mends.front();
      cells.insert(cells.end(), {both(mend_words(best.mend)), grouped_text(best.yuan_per_year), grouped_text(best.persons),
                                 best.yuan_per_person ? grouped_text(*best.yuan_per_person) : "–"});
    }
    table.add(cells);
  }
  return table;
}

/// What the cheapest mend costs for each whom it serves; without a mend more than any.
double yuan_per_person(const PaperLine& line) {
  if (line.mends.empty()) return std::numeric_limits<double>::infinity();
  return line.mends.front().yuan_per_person.value_or(std::numeric_limits<double>::infinity());
}

/// Those that are mended most cheaply, and folded all.
std::string on_paper(const RunData& data) {
  constexpr std::size_t kShown = 10;
  std::vector<PaperLine> lines = data.paper.lines;
  if (lines.empty()) return paragraph({"没有设施在多数重复模拟中只停留在纸面上。", "No facility is on paper only in most replicates."});
  const Text title{"纸面覆盖的设施", "Facilities on paper only"};
  if (lines.size() <= kShown) return paper_table(lines).html(title);
  const std::string all = paper_table(lines).html(title);
  std::stable_sort(lines.begin(), lines.end(),
                   [](const PaperLine& a, const PaperLine& b) { return yuan_per_person(a) < yuan_per_person(b); });
  return paragraph(
             {fmt::format("每人补救费用最低的{}个：", kShown), fmt::format("The {} that cost least to mend for each person:", kShown)}) +
         paper_table(std::span(lines).first(kShown)).html(title) +
         folded({fmt::format("全部{}个设施", lines.size()), fmt::format("All {} facilities", lines.size())}, all);
}

}  // namespace

std::string centres_section(const RunData& data) {
  const SummaryBreakEven& even = data.summary.break_even;
  const SummaryPaper& paper = data.summary.paper;
  const Text pays{fmt::format("每次模拟中，{}个开放的中心里有{}个仅靠床位收入无法保本；保本入住率的中位数为{}。",
                              shown(even.centres, Show::number), shown(even.never, Show::number), shown(even.median, Show::share)),
                  fmt::format("In a replicate {} of {} open centres never pay by beds alone; the median break-even occupancy is {}.",
                              shown(even.centres, Show::number), shown(even.never, Show::number), shown(even.median, Show::share))};
  const Text advice{
      "保本入住率是床位收费覆盖中心全部成本所需的入住比例，按期末的收费、补助和人员计算；横线为90%区间。",
      "Break-even is the share of beds that must be occupied for fees to cover the cost of the centre, with the fees, subsidies and "
      "staff of the run's end; thin lines are 90% intervals."};
  const Text hollow{
      fmt::format("{}个开放设施里，{}个只停留在纸面上：无人员{}，无运转的中心依托{}，无人使用{}。", shown(paper.open, Show::number),
                  shown(paper.facilities, Show::number), shown(paper.by_reason[PaperReason::no_staff], Show::number),
                  shown(paper.by_reason[PaperReason::no_hub], Show::number), shown(paper.by_reason[PaperReason::no_users], Show::number)),
      fmt::format("Of {} open facilities {} are covered on paper only: without staff {}, without a working hub {}, without users {}.",
                  shown(paper.open, Show::number), shown(paper.facilities, Show::number),
                  shown(paper.by_reason[PaperReason::no_staff], Show::number), shown(paper.by_reason[PaperReason::no_hub], Show::number),
                  shown(paper.by_reason[PaperReason::no_users], Show::number))};
  const std::string even_html =
      even.centres.mean > 0
          ? paragraph(pays + never_pays_text(data)) + paragraph(hardly_used_text(data)) + paragraph(advice, "note") +
                "<div class=\"charts\">" + break_even_chart(data) + occupancy_chart(data) + "</div>"
          : paragraph({"没有中心可以计算保本入住率。", "There is no centre whose break-even occupancy could be computed."});
  return even_html + "<h3>" + both({"纸面覆盖", "Covered on paper"}) + "</h3>" + paragraph(hollow) +
         (data.paper.centres.empty() ? "" : paragraph(words_of_centres(data.paper))) + on_paper(data);
}

}  // namespace eldercast
