#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "output/chinese.hpp"
#include "output/sample.hpp"
#include "output/summary.hpp"
#include "output/text_cells.hpp"
#include "text/characters.hpp"
#include "text/width.hpp"

namespace eldercast {

namespace {

constexpr std::size_t kHalf = 49;
constexpr std::size_t kServicesShown = 10;
constexpr std::size_t kTargetLines = 4;

/// Collects the lines of the screen and knows how to colour them.
class Screen {
 public:
  Screen(const Summary& summary, RenderOptions options)
      : first_year_(summary.start.year()), single_(summary.replicates == 1), colour_(options.colour) {}

  void line(std::string_view text) {
    std::string cut = shorten(text, kColumns);
    cut.erase(cut.find_last_not_of(' ') + 1);
    text_ += cut + "\n";
  }
  /// A line whose first `heading` part, padded to `columns`, is emphasised.
  void section(std::string_view heading, std::string_view rest, std::size_t columns = kYearLabel) {
    const std::string shown = shorten(pad_right(heading, columns) + std::string(rest), kColumns);
    const std::size_t bytes = std::min(heading.size(), shown.size());
    text_ += (colour_ ? "\033[1;36m" : "") + shown.substr(0, bytes) + (colour_ ? "\033[0m" : "");
    text_ += shown.substr(bytes, shown.find_last_not_of(' ') + 1 - bytes) + "\n";
  }
  /// Two label-value pairs a line.
  void pairs(const std::vector<std::pair<std::string, std::string>>& cells) {
    for (std::size_t i = 0; i < cells.size(); i += 2) {
      std::string text = half(cells[i]);
      if (i + 1 < cells.size()) text += "  " + half(cells[i + 1]);
      line(text);
    }
  }
  [[nodiscard]] bool single() const { return single_; }
  [[nodiscard]] int first_year() const { return first_year_; }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  static std::string half(const std::pair<std::string, std::string>& cell) {
    const std::size_t value = display_width(cell.second);
    const std::size_t label = value + 3 < kHalf ? kHalf - value - 3 : 0;
    return "  " + pad_right(shorten(cell.first, label), label) + " " + cell.second;
  }

  std::string text_;
  int first_year_;
  bool single_;
  bool colour_;
};

std::string interval(const Screen& screen, const Estimate& value, double unit = 1.0) {
  if (screen.single() || std::isnan(value.mean)) return "";
  return fmt::format(" [{}, {}]", grouped_text(value.low / unit), grouped_text(value.high / unit));
}

std::string cell(const Screen& screen, const Estimate& value, double unit = 1.0) { return estimate_text(value, screen.single(), unit); }

std::string percent_cell(const Screen& screen, const Estimate& value) { return percent_estimate_text(value, screen.single()); }

std::string label(std::string_view zh, std::string_view en) { return std::string(zh) + " " + std::string(en); }

std::span<const SummaryYear> shown_years(const Summary& summary) {
  const std::size_t skipped = summary.years.size() > kYearsShown ? summary.years.size() - kYearsShown : 0;
  return std::span(summary.years).subspan(skipped);
}

template <class Cell>
std::string year_row(const Summary& summary, std::size_t width, Cell cell_of) {
  std::string out;
  for (const SummaryYear& year : shown_years(summary)) out += pad_left(cell_of(year), width);
  return out;
}

void add_title(Screen& screen, const Summary& summary) {
  screen.section(summary.name_zh, fmt::format("  {}", summary.name_en));
  screen.line(fmt::format("{} to {}, seed {}, {}", text_of(summary.start), text_of(summary.end), summary.seed,
                          screen.single()
                              ? "one replicate: no intervals"
                              : fmt::format("mean of {} replicates [90% interval: 5th to 95th percentile]", summary.replicates)));
  if (summary.uncertain_parameters > 0) {
    screen.line(fmt::format("intervals and shares hold {} uncertain parameters as well as chance", summary.uncertain_parameters));
  }
  if (summary.replicates_failed > 0) {
    screen.line(fmt::format("{} replicate{} FAILED and left out; the first: {}", summary.replicates_failed,
                            summary.replicates_failed == 1 ? "" : "s", plain_line(summary.first_failure)));
  }
}

void add_coverage(Screen& screen, const Summary& summary) {
  screen.section("COVERAGE 覆盖, year end",
                 year_row(summary, kYearCell, [](const SummaryYear& year) { return std::to_string(year.year); }));
  constexpr std::array kNames{"communities", "villages"};
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    const auto kind = static_cast<SettlementKind>(i);
    const auto row = [&](CoverageReading reading) {
      return year_row(summary, kYearCell, [&](const SummaryYear& year) { return cell(screen, year.settlements_covered[kind][reading]); });
    };
    const std::string of = fmt::format("  {} {}, of {}", chinese_of(kind), kNames[i], summary.settlements[kind]);
    screen.line(pad_right(of, kYearLabel) + row(CoverageReading::own));
    screen.line(pad_right("    or a centre stands in it", kYearLabel) + row(CoverageReading::with_centre));
  }
  constexpr std::array kStrengths{"  居民 residents in reach, %", "    with a working hub, %", "    served, %"};
  for (std::size_t i = 0; i < kStrengths.size(); ++i) {
    const auto strength = static_cast<CoverageStrength>(i);
    screen.line(pad_right(kStrengths[i], kYearLabel) + year_row(summary, kYearCell, [&](const SummaryYear& year) {
                  return percent_cell(screen, year.residents_covered[strength]);
                }));
  }
}

/// Covered settlements as shares of all, shortfall against its own peak.
void add_trend(Screen& screen, const Summary& summary) {
  const SummaryTrend& trend = summary.trend;
  // The screen has room for this line, or for those about failures and uncertain parameters.
  if (trend.bed_shortfall.size() < 2 || summary.replicates_failed > 0 || summary.uncertain_parameters > 0) return;
  std::string rest;
  for (const SettlementKind kind : all_of<SettlementKind>()) {
    rest += fmt::format("  {} {}", chinese_of(kind), spark_text(trend.covered[kind], summary.settlements[kind]));
  }
  const double peak = *std::max_element(trend.bed_shortfall.begin(), trend.bed_shortfall.end());
  rest += fmt::format("  缺口 short, at most {} {}", grouped_text(peak), spark_text(trend.bed_shortfall, peak));
  screen.section(fmt::format("EACH {} MONTHS", trend.months_a_point), rest, 0);
}

/// "G4 93.1% yes (88%)". `brief`: without the share of replicates.
std::string packed_target(const Screen& screen, const TargetLine& line, bool brief) {
  const bool certain = *line.met == 0 || *line.met == 1;
  const TargetRow& row = row_of(line.target);
  const int at = std::max(0, line.due.year() - screen.first_year());
  const double value = line.years.at(static_cast<std::size_t>(at)).mean;
  return fmt::format("{} {} {}", name_of(line.target), target_value_text(row.unit, value),
                     verdict_text(*line.met, screen.single() || brief || certain));
}

/// As many of the targets as are judged and are not shown in rows of their own, packed into lines; empty if there are too many.
std::vector<std::string> packed_targets(const Screen& screen, const Summary& summary, bool brief) {
  std::vector<std::string> lines;
  for (const TargetLine& line : summary.targets.lines) {
    if (!line.met || line.strict) continue;
    const std::string text = packed_target(screen, line, brief);
    if (lines.empty() || display_width(lines.back()) + display_width(text) + 2 > kColumns) lines.emplace_back();
    lines.back() += "  " + text;
  }
  return lines;
}

void add_targets(Screen& screen, const Summary& summary) {
  const std::string basically = fmt::format(">= {:.4g}%", 100 * summary.basically);
  screen.section("TARGETS: eldercast targets", pad_left("own: all", kYearCell) + pad_left(basically, kYearCell) +
                                                   pad_left("or centre: all", kYearCell) + pad_left(basically, kYearCell));
  for (const SummaryTarget& target : summary.settlement_targets) {
    std::string row = pad_right(fmt::format("  {} {}, end of {}", target.id, chinese_of(target.kind), target.year), kYearLabel);
    if (!target.assessed) row += "  not assessed: outside the run, or no such settlement";
    for (const SummaryTarget::Met& met : target.met) {
      if (target.assessed)
        row += pad_left(verdict_text(met.strict, screen.single()), kYearCell) +
               pad_left(verdict_text(met.basically, screen.single()), kYearCell);
    }
    screen.line(row);
  }
  std::vector<std::string> lines = packed_targets(screen, summary, false);
  if (lines.size() > kTargetLines) lines = packed_targets(screen, summary, true);
  lines.resize(std::min(lines.size(), kTargetLines));
  for (const std::string& line : lines) screen.line(line);
}

void add_residents(Screen& screen, const Summary& summary) {
  constexpr std::size_t kMean = 12;
  const auto row = [&](auto estimate_of) {
    const Estimate& last = estimate_of(summary.years.back());
    return year_row(summary, kMean, [&](const SummaryYear& year) { return grouped_text(estimate_of(year).mean); }) + interval(screen, last);
  };
  screen.section("RESIDENTS 60+ 居民", row([](const SummaryYear& year) -> const Estimate& { return year.residents; }));
  constexpr std::array kNeeds{"independent", "partial", "full"};
  std::string needs = fmt::format("  end of {}:", text_of(summary.end));
  for (std::size_t i = 0; i < kNeeds.size(); ++i) {
    const auto need = static_cast<Need>(i);
    needs += fmt::format("  {} {}", label(chinese_of(need), kNeeds[i]), grouped_text(summary.years.back().residents_by_need[need].mean));
  }
  screen.line(needs);
}

std::pair<std::string, std::string> demand_cell(const SummaryDemand& line) {
  return {label(line.name_zh, line.id),
          fmt::format("{}/{}  {}", grouped_text(line.counts[DemandCount::served].mean),
                      grouped_text(line.counts[DemandCount::seeking].mean), grouped_text(line.counts[DemandCount::waiting].mean))};
}

/// Three groups a line, by their Chinese and English names.
void add_groups(Screen& screen, const std::vector<SummaryDemand>& groups) {
  constexpr std::size_t kThird = 32;
  std::string line;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const auto& counts = groups[i].counts;
    const std::string numbers =
        fmt::format(" {}/{} {}", grouped_text(counts[DemandCount::served].mean), grouped_text(counts[DemandCount::seeking].mean),
                    grouped_text(counts[DemandCount::waiting].mean));
    line += "  " + pad_right(shorten(label(groups[i].name_zh, groups[i].id), kThird - 2 - display_width(numbers)) + numbers, kThird - 2);
    if (i % 3 < 2 && i + 1 < groups.size()) continue;
    screen.line(line);
    line.clear();
  }
}

void add_demand(Screen& screen, const Summary& summary) {
  std::vector<SummaryDemand> services = summary.demand_by_service;
  const auto bed =
      std::find_if(services.begin(), services.end(), [&](const SummaryDemand& line) { return line.id == summary.bed_service; });
  if (bed != services.end()) {
    screen.section("PLACES 床位, " + text_of(summary.end),
                   fmt::format("  {}: {}", bed->id, demand_cell(*bed).second + interval(screen, bed->counts[DemandCount::waiting])));
    add_groups(screen, summary.bed_demand_by_group);
    services.erase(bed);
  }
  std::string extra = "served/seeking  waiting";
  if (services.size() > kServicesShown) {
    std::stable_sort(services.begin(), services.end(), [](const SummaryDemand& a, const SummaryDemand& b) {
      return a.counts[DemandCount::waiting].mean > b.counts[DemandCount::waiting].mean;
    });
    extra += fmt::format("  (the {} of {} with most waiting)", kServicesShown, services.size());
    services.resize(kServicesShown);
  }
  screen.section("SERVICES 服务, " + text_of(summary.end), "  " + extra);
  std::vector<std::pair<std::string, std::string>> cells;
  for (const SummaryDemand& line : services) cells.push_back(demand_cell(line));
  screen.pairs(cells);
}

void add_beds(Screen& screen, const Summary& summary) {
  const SummaryBeds& beds = summary.beds;
  const auto gap = [&](const Estimate& value) { return (value.mean > 0 ? "+" : "") + cell(screen, value); };
  screen.section("BEDS 床位",
                 fmt::format("  open 开放 {}, occupied % {}, short 缺口 {}", cell(screen, beds.open), percent_cell(screen, beds.occupancy),
                             cell(screen, beds.shortfall)),
                 0);
  const auto cause = [&](ShortfallCause which) { return grouped_text(beds.shortfall_by_cause[which].mean); };
  screen.line(fmt::format("  有人员 staffed {}, 在住 occupied {}, 空置 vacant {}", cell(screen, beds.staffed), cell(screen, beds.occupied),
                          grouped_text(beds.vacant.mean)));
  screen.line(fmt::format("  缺口 short: 无床位 no bed {}, 无人员 no staff {}, 距离过远 out of reach {}", cause(ShortfallCause::no_bed),
                          cause(ShortfallCause::no_staff), cause(ShortfallCause::out_of_reach)));
  screen.pairs({{fmt::format("{:.4g} beds per 1,000: gap", beds.beds_per_1000), gap(beds.fixed_ratio_gap)},
                {fmt::format("flow x {:.4g} months: gap", beds.stay_months), gap(beds.average_flow_gap)}});
}

std::string largest_text(const Screen& screen, const Summary& summary) {
  if (summary.largest_town_zh.empty()) return "largest none";
  return fmt::format("largest {} {}", summary.largest_town_zh, cell(screen, summary.largest_town_peak, kYuanPer10000));
}

/// For how many months projects that were due waited for money, all together, and whose.
std::string waiting_text(const PerEnum<WaitFor, Estimate>& waited) {
  return fmt::format("等资金 waited {} 镇 town, {} 市 city, {} 区 district", grouped_text(waited[WaitFor::town].mean),
                     grouped_text(waited[WaitFor::city].mean), grouped_text(waited[WaitFor::district].mean));
}

void add_budget(Screen& screen, const Summary& summary) {
  screen.section("BUDGET 万元, whole run", fmt::format("  accrued {}   paid {}", cell(screen, summary.money.accrued, kYuanPer10000),
                                                       cell(screen, summary.money.paid, kYuanPer10000)));
  std::vector<std::pair<std::string, std::string>> cells;
  for (std::size_t i = 0; i < kCount<Payer>; ++i) {
    const auto payer = static_cast<Payer>(i);
    const SummaryMoney& money = summary.by_payer[payer];
    if (!(money.accrued.high > 0) && !(money.paid.high > 0) && !(money.accrued.low < 0)) continue;
    std::string text = cell(screen, money.accrued, kYuanPer10000);
    // Most money is paid in the month in which it is earned; the rest is worth a word.
    const std::string paid = grouped_text(money.paid.mean / kYuanPer10000);
    if (paid != grouped_text(money.accrued.mean / kYuanPer10000)) text += ", paid " + paid;
    cells.emplace_back(label(chinese_of(payer), name_of(payer)), std::move(text));
  }
  screen.pairs(cells);
  std::string clauses = "  条款 by clause:";
  for (const SummaryClause& line : summary.by_clause) {
    if (!line.clause.empty() && line.money.accrued.high > 0)
      clauses += "  " + line.clause + " " + grouped_text(line.money.accrued.mean / kYuanPer10000);
  }
  screen.line(clauses);
  const PerEnum<WaitFor, Estimate>& waited = summary.projects_waited;
  const double for_money = waited[WaitFor::city].mean + waited[WaitFor::district].mean + waited[WaitFor::town].mean;
  screen.line(fmt::format("  镇街垫资 pre-financing peak: all {}; {}", cell(screen, summary.prefinancing_peak, kYuanPer10000),
                          for_money > 0 ? waiting_text(waited) : largest_text(screen, summary)));
}

/// What comes every year after the run, by payer, the largest first: what does not fit is the smallest.
void add_recurrent(Screen& screen, const Summary& summary) {
  constexpr std::array<std::string_view, kCount<Payer>> kShort{"市级", "福彩", "区级", "镇街", "医保", "长护", "机构", "老人"};
  const SummaryRecurrent& recurrent = summary.recurrent;
  std::vector<std::pair<double, std::string_view>> payers;
  for (std::size_t i = 0; i < kCount<Payer>; ++i) payers.emplace_back(recurrent.by_payer.cells[i].mean, kShort[i]);
  std::stable_sort(payers.begin(), payers.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string rest = grouped_text(recurrent.total.mean / kYuanPer10000) + ":";
  for (const auto& [mean, name] : payers) {
    if (mean != 0) rest += fmt::format(" {} {}", name, grouped_text(mean / kYuanPer10000));
  }
  screen.section("RECURRENT 每年", fmt::format(" from {} {}", recurrent.from_year, rest), 0);
}

void add_outlook(Screen& screen, const Summary& summary) {
  const SummaryBreakEven& even = summary.break_even;
  const std::string median = std::isnan(even.median.mean) ? "-" : percent_text(even.median.mean) + "%";
  screen.section(
      "BREAK-EVEN 保本",
      fmt::format("  median {} of beds, {} of {} centres never; ON PAPER 纸面 {} of {} open", median, grouped_text(even.never.mean),
                  grouped_text(even.centres.mean), grouped_text(summary.paper.facilities.mean), grouped_text(summary.paper.open.mean)),
      0);
}

void add_staff(Screen& screen, const Summary& summary) {
  const auto& carers = summary.staff[Role::carer];
  const auto graduates = [&](Role role) { return grouped_text(summary.staff[role][StaffCount::graduates].mean); };
  screen.section("STAFF 人员",
                 fmt::format("  carers {} for {} posts; graduates {}, supervisors {}, directors {}",
                             cell(screen, carers[StaffCount::in_post]), grouped_text(carers[StaffCount::posts].mean),
                             graduates(Role::carer), graduates(Role::supervisor), graduates(Role::director)),
                 0);
}

void add_uncovered(Screen& screen, const Summary& summary) {
  const auto without_centre =
      static_cast<std::size_t>(std::count_if(summary.uncovered.begin(), summary.uncovered.end(), [](const SummaryUncovered& place) {
        return place.share_without[CoverageReading::with_centre] > 0.5;
      }));
  std::string rest = fmt::format("  {} without own facility, {} also without a centre", summary.uncovered.size(), without_centre);
  if (!summary.uncovered.empty()) rest += summary.siting_assumed ? " (names are assumed): " : ": ";
  const std::string heading = "LEFT OUT 未覆盖";
  std::vector<std::string> names;
  for (const SummaryUncovered& place : summary.uncovered) names.push_back(place.town_zh + place.settlement_zh);
  const std::size_t used = display_width(heading) + display_width(rest);
  screen.section(heading, rest + (used < kColumns ? list_text(names, kColumns - used) : ""), 0);
}

}  // namespace

std::string render_text(const Summary& summary, RenderOptions options) {
  Screen screen(summary, options);
  add_title(screen, summary);
  if (summary.replicates == 0) {
    screen.line("no replicate ended well: there are no results");
    return screen.take();
  }
  add_coverage(screen, summary);
  add_trend(screen, summary);
  add_targets(screen, summary);
  add_residents(screen, summary);
  add_demand(screen, summary);
  add_beds(screen, summary);
  add_budget(screen, summary);
  add_recurrent(screen, summary);
  add_outlook(screen, summary);
  add_staff(screen, summary);
  add_uncovered(screen, summary);
  if (!summary.data_gaps.empty()) {
    screen.section(fmt::format("DATA GAPS 数据缺口 ({})", summary.data_gaps.size()),
                   fmt::format("  {}", fmt::join(summary.data_gaps, "; ")));
  }
  return screen.take();
}

}  // namespace eldercast
