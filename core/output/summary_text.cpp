#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "output/chinese.hpp"
#include "output/summary.hpp"
#include "output/width.hpp"

namespace eldercast {

namespace {

constexpr std::size_t kColumns = 100;
constexpr std::size_t kLabel = 28;
constexpr std::size_t kYearCell = 18;
constexpr std::size_t kHalf = 49;
constexpr std::size_t kYearsShown = 4;
constexpr std::size_t kServicesShown = 12;
constexpr double kYuanPer10000 = 10000.0;

/// Collects the lines of the screen and knows how to colour them.
class Screen {
 public:
  Screen(const Summary& summary, RenderOptions options) : single_(summary.replicates == 1), colour_(options.colour) {}

  void line(std::string_view text) {
    std::string cut = shorten(text, kColumns);
    cut.erase(cut.find_last_not_of(' ') + 1);
    text_ += cut + "\n";
  }
  /// A line whose first `heading` part, padded to `columns`, is emphasised.
  void section(std::string_view heading, std::string_view rest, std::size_t columns = kLabel) {
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
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  static std::string half(const std::pair<std::string, std::string>& cell) {
    const std::size_t value = display_width(cell.second);
    const std::size_t label = value + 3 < kHalf ? kHalf - value - 3 : 0;
    return "  " + pad_right(shorten(cell.first, label), label) + " " + cell.second;
  }

  std::string text_;
  bool single_;
  bool colour_;
};

/// Whole numbers with separators; one decimal below 10 unless it is whole.
std::string number(double value) {
  if (std::isnan(value)) return "-";
  if (std::abs(value) < 10 && std::abs(value - std::round(value)) > 0.05) return fmt::format("{:.1f}", value);
  std::string digits = fmt::format("{:.0f}", std::abs(value));
  for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return (std::round(value) < 0 ? "-" : "") + digits;
}

std::string interval(const Screen& screen, const Estimate& value, double unit = 1.0) {
  if (screen.single() || std::isnan(value.mean)) return "";
  return fmt::format(" [{}, {}]", number(value.low / unit), number(value.high / unit));
}

std::string cell(const Screen& screen, const Estimate& value, double unit = 1.0) {
  return number(value.mean / unit) + interval(screen, value, unit);
}

/// A share in per cent with one decimal, which 100 does without.
std::string percent(double share) { return share >= 0.9995 ? fmt::format("{:.0f}", 100 * share) : fmt::format("{:.1f}", 100 * share); }

std::string percent_cell(const Screen& screen, const Estimate& value) {
  if (std::isnan(value.mean)) return "-";
  if (screen.single()) return percent(value.mean);
  return fmt::format("{} [{}, {}]", percent(value.mean), percent(value.low), percent(value.high));
}

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
  if (summary.replicates_failed > 0) {
    screen.line(fmt::format("{} replicate{} FAILED and left out; the first: {}", summary.replicates_failed,
                            summary.replicates_failed == 1 ? "" : "s", summary.first_failure));
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
    screen.line(pad_right(of, kLabel) + row(CoverageReading::own));
    screen.line(pad_right("    or a centre stands in it", kLabel) + row(CoverageReading::with_centre));
  }
  constexpr std::array kStrengths{"  居民 residents in reach, %", "    with a working hub, %", "    served, %"};
  for (std::size_t i = 0; i < kStrengths.size(); ++i) {
    const auto strength = static_cast<CoverageStrength>(i);
    screen.line(pad_right(kStrengths[i], kLabel) + year_row(summary, kYearCell, [&](const SummaryYear& year) {
                  return percent_cell(screen, year.residents_covered[strength]);
                }));
  }
}

/// Yes if it is met in at least half of the replicates.
std::string verdict(const Screen& screen, double share) {
  const char* word = share >= 0.5 ? "yes" : "no";
  return screen.single() ? word : fmt::format("{} ({:.0f}%)", word, 100 * share);
}

void add_targets(Screen& screen, const Summary& summary) {
  const std::string basically = fmt::format(">= {:.4g}%", 100 * summary.basically);
  screen.section(screen.single() ? "TARGETS 目标" : "TARGETS 目标 (replicates)",
                 pad_left("own: all", kYearCell) + pad_left(basically, kYearCell) + pad_left("or centre: all", kYearCell) +
                     pad_left(basically, kYearCell));
  for (const SummaryTarget& target : summary.targets) {
    std::string row = pad_right(fmt::format("  {} {}, end of {}", target.id, chinese_of(target.kind), target.year), kLabel);
    if (!target.assessed) row += "  not assessed: outside the run, or no such settlement";
    for (const SummaryTarget::Met& met : target.met) {
      if (target.assessed) row += pad_left(verdict(screen, met.strict), kYearCell) + pad_left(verdict(screen, met.basically), kYearCell);
    }
    screen.line(row);
  }
}

void add_residents(Screen& screen, const Summary& summary) {
  constexpr std::size_t kMean = 12;
  const auto row = [&](auto estimate_of) {
    const Estimate& last = estimate_of(summary.years.back());
    return year_row(summary, kMean, [&](const SummaryYear& year) { return number(estimate_of(year).mean); }) + interval(screen, last);
  };
  screen.section("RESIDENTS 60+ 居民", row([](const SummaryYear& year) -> const Estimate& { return year.residents; }));
  constexpr std::array kNeeds{"independent", "partial", "full"};
  for (std::size_t i = 0; i < kNeeds.size(); ++i) {
    const auto need = static_cast<Need>(i);
    screen.line(pad_right("  " + label(chinese_of(need), kNeeds[i]), kLabel) +
                row([need](const SummaryYear& year) -> const Estimate& { return year.residents_by_need[need]; }));
  }
}

std::pair<std::string, std::string> demand_cell(const Screen& screen, const SummaryDemand& line) {
  return {label(line.name_zh, line.id),
          fmt::format("{}/{}  {}", number(line.counts[DemandCount::served].mean), number(line.counts[DemandCount::seeking].mean),
                      cell(screen, line.counts[DemandCount::waiting]))};
}

void add_demand(Screen& screen, const Summary& summary) {
  std::vector<std::pair<std::string, std::string>> cells;
  if (!summary.bed_service.empty()) {
    screen.section(fmt::format("PLACES 床位, {}: {}", text_of(summary.end), summary.bed_service), "  served/seeking  waiting");
    for (const SummaryDemand& line : summary.bed_demand_by_group) cells.push_back(demand_cell(screen, line));
    screen.pairs(cells);
  }
  std::vector<SummaryDemand> services = summary.demand_by_service;
  std::string extra = "served/seeking  waiting";
  if (services.size() > kServicesShown) {
    std::stable_sort(services.begin(), services.end(), [](const SummaryDemand& a, const SummaryDemand& b) {
      return a.counts[DemandCount::waiting].mean > b.counts[DemandCount::waiting].mean;
    });
    extra += fmt::format("  (the {} of {} with most waiting)", kServicesShown, services.size());
    services.resize(kServicesShown);
  }
  screen.section("SERVICES 服务, " + text_of(summary.end), "  " + extra);
  cells.clear();
  for (const SummaryDemand& line : services) cells.push_back(demand_cell(screen, line));
  screen.pairs(cells);
}

void add_beds(Screen& screen, const Summary& summary) {
  const SummaryBeds& beds = summary.beds;
  const auto gap = [&](const Estimate& value) { return (value.mean > 0 ? "+" : "") + cell(screen, value); };
  screen.section("BEDS 床位",
                 fmt::format("  open 开放 {}, occupied % {}, short 缺口 {}", cell(screen, beds.open), percent_cell(screen, beds.occupancy),
                             cell(screen, beds.shortfall)),
                 0);
  screen.pairs({{"有人员 staffed", cell(screen, beds.staffed)},
                {"缺口 short: 无床位 no bed", cell(screen, beds.shortfall_by_cause[ShortfallCause::no_bed])},
                {"在住 occupied", cell(screen, beds.occupied)},
                {"缺口 short: 无人员 no staff", cell(screen, beds.shortfall_by_cause[ShortfallCause::no_staff])},
                {"空置 staffed and vacant", cell(screen, beds.vacant)},
                {"缺口 short: 距离过远 out of reach", cell(screen, beds.shortfall_by_cause[ShortfallCause::out_of_reach])},
                {fmt::format("{:.4g} beds per 1,000: gap", beds.beds_per_1000), gap(beds.fixed_ratio_gap)},
                {fmt::format("flow x {:.4g} months: gap", beds.stay_months), gap(beds.average_flow_gap)}});
}

void add_budget(Screen& screen, const Summary& summary) {
  screen.section("BUDGET 万元, whole run", fmt::format("  accrued {}   paid {}", cell(screen, summary.money.accrued, kYuanPer10000),
                                                       cell(screen, summary.money.paid, kYuanPer10000)));
  std::vector<std::pair<std::string, std::string>> cells;
  for (std::size_t i = 0; i < kCount<Payer>; ++i) {
    const auto payer = static_cast<Payer>(i);
    const SummaryMoney& money = summary.by_payer[payer];
    if (!(money.accrued.high > 0) && !(money.paid.high > 0) && !(money.accrued.low < 0)) continue;
    cells.emplace_back(label(chinese_of(payer), name_of(payer)),
                       fmt::format("{}, paid {}", cell(screen, money.accrued, kYuanPer10000), number(money.paid.mean / kYuanPer10000)));
  }
  screen.pairs(cells);
  std::string clauses = "  条款 by clause:";
  for (const SummaryClause& line : summary.by_clause) {
    if (!line.clause.empty()) clauses += "  " + line.clause + " " + cell(screen, line.money.accrued, kYuanPer10000);
  }
  screen.line(clauses);
  screen.line(fmt::format("  镇街垫资 pre-financing peak: all {}; largest {} {}", cell(screen, summary.prefinancing_peak, kYuanPer10000),
                          summary.largest_town_zh.empty() ? "none" : summary.largest_town_zh,
                          summary.largest_town_zh.empty() ? "" : cell(screen, summary.largest_town_peak, kYuanPer10000)));
}

void add_staff(Screen& screen, const Summary& summary) {
  const auto& carers = summary.staff[Role::carer];
  const auto graduates = [&](Role role) { return number(summary.staff[role][StaffCount::graduates].mean); };
  screen.section(
      "STAFF 人员",
      fmt::format("  carers {} for {} posts; graduates {}, supervisors {}, directors {}", cell(screen, carers[StaffCount::in_post]),
                  number(carers[StaffCount::posts].mean), graduates(Role::carer), graduates(Role::supervisor), graduates(Role::director)),
      0);
}

void add_uncovered(Screen& screen, const Summary& summary) {
  const auto without_centre =
      static_cast<std::size_t>(std::count_if(summary.uncovered.begin(), summary.uncovered.end(), [](const SummaryUncovered& place) {
        return place.share_without[CoverageReading::with_centre] > 0.5;
      }));
  std::string rest = fmt::format("  {} without own facility, {} also without a centre", summary.uncovered.size(), without_centre);
  if (!summary.uncovered.empty()) rest += summary.siting_assumed ? " (names are assumed):" : ":";
  screen.section("LEFT OUT 未覆盖, at the end", rest, 0);
  if (summary.uncovered.empty()) return;
  std::string names = "  ";
  for (const SummaryUncovered& place : summary.uncovered) {
    const std::string name = place.town_zh + place.settlement_zh;
    if (display_width(names) + display_width(name) + 7 > kColumns) {
      names += "…";
      break;
    }
    names += name + "  ";
  }
  screen.line(names);
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
  add_targets(screen, summary);
  add_residents(screen, summary);
  add_demand(screen, summary);
  add_beds(screen, summary);
  add_budget(screen, summary);
  add_staff(screen, summary);
  add_uncovered(screen, summary);
  if (!summary.data_gaps.empty()) {
    screen.section(fmt::format("DATA GAPS 数据缺口 ({})", summary.data_gaps.size()),
                   fmt::format("  {}", fmt::join(summary.data_gaps, "; ")));
  }
  return screen.take();
}

}  // namespace eldercast
