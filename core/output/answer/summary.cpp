#include "output/answer/summary.hpp"

#include <algorithm>
#include <limits>

#include "api/money.hpp"
#include "output/answer/paper_report.hpp"
#include "output/figures/figures.hpp"
#include "output/figures/recurrent.hpp"
#include "output/figures/sample.hpp"
#include "output/figures/variance_split.hpp"
#include "output/place_names.hpp"
#include "output/render/words.hpp"

namespace eldercast {

namespace {

std::int64_t residents_at(const Headline& h, int month) {
  std::int64_t sum = 0;
  for (const Need need : all_of<Need>()) sum += h.residents(month, need);
  return sum;
}

SummaryYear year_of(const Sample& sample, int index) {
  SummaryYear out;
  out.year = sample.description.start.year() + index;
  const int month = sample.description.last_month_of_year(index);
  for (const SettlementKind kind : all_of<SettlementKind>()) {
    for (const CoverageReading reading : all_of<CoverageReading>()) {
      out.settlements_covered[kind][reading] = sample.over([&](const Headline& h) { return h.settlements_covered(month, kind, reading); });
    }
  }
  for (const CoverageStrength strength : all_of<CoverageStrength>()) {
    out.residents_covered[strength] = sample.over([&](const Headline& h) {
      return static_cast<double>(h.residents_covered(month, strength)) / static_cast<double>(residents_at(h, month));
    });
  }
  out.residents = sample.over([&](const Headline& h) { return residents_at(h, month); });
  for (const Need need : all_of<Need>())
    out.residents_by_need[need] = sample.over([&](const Headline& h) { return h.residents(month, need); });
  return out;
}

SummaryTarget target_of(const Sample& sample, const char* id, SettlementKind kind, int year, int total) {
  SummaryTarget out;
  out.id = id;
  out.kind = kind;
  out.year = year;
  const YearMonth due(year, 12);
  const Description& description = sample.description;
  out.assessed = due >= description.start && due <= description.end && total > 0 && !sample.outcomes.empty();
  if (!out.assessed) return out;
  const int month = due - description.start;
  const double enough = description.targets.basically * total;
  for (const CoverageReading reading : all_of<CoverageReading>()) {
    const auto covered = [&](const Headline& h) { return h.settlements_covered(month, kind, reading); };
    out.met[reading].strict = sample.share([&](const Headline& h) { return covered(h) >= total; });
    // A share such as 0.95 is not exact in binary: 95 of 100 must pass.
    out.met[reading].basically = sample.share([&](const Headline& h) { return covered(h) >= enough - 1e-9; });
  }
  return out;
}

std::int64_t beds_at(const Headline& h, int month, BedCount count) {
  std::int64_t sum = 0;
  for (const BedType type : all_of<BedType>()) sum += h.beds(month, type, count);
  return sum;
}

/// New seekers of a service a month, over the last twelve months.
double seekers_a_month(const Headline& h, std::size_t service, int last_month) {
  const int first = std::max(0, last_month - 11);
  std::int64_t sum = 0;
  for (int month = first; month <= last_month; ++month) sum += h.new_seekers(month, service);
  return static_cast<double>(sum) / (last_month - first + 1);
}

/// Minutes one way at the run's end.
double mean_way(const Headline& h, std::size_t service, int last_month) {
  std::int64_t served = 0;
  for (const PriorityGroup group : all_of<PriorityGroup>()) {
    served += h.demand(last_month, service, group, DemandCount::served) + h.demand(last_month, service, group, DemandCount::holding);
  }
  const std::size_t last_year = h.travel_minutes.sizes()[0] - 1;
  return served > 0 ? h.travel_minutes(last_year, service) / static_cast<double>(served) : std::numeric_limits<double>::quiet_NaN();
}

void add_demand(const Sample& sample, Summary& out) {
  const auto& services = sample.description.services;
  const int month = sample.last_month;
  for (std::size_t s = 0; s < services.size(); ++s) {
    SummaryDemand line{services[s].id, services[s].name_zh, services[s].name_en, services[s].list, {}, {}};
    for (const DemandCount count : all_of<DemandCount>()) {
      line.counts[count] = sample.over([&](const Headline& h) {
        std::int64_t sum = 0;
        for (const PriorityGroup group : all_of<PriorityGroup>()) sum += h.demand(month, s, group, count);
        return sum;
      });
    }
    line.way_minutes = sample.over([&](const Headline& h) { return mean_way(h, s, month); });
    out.demand_by_service.push_back(line);
  }
  const auto bed = std::min_element(services.begin(), services.end(),
                                    [](const ServiceLine& a, const ServiceLine& b) { return a.bed != b.bed ? a.bed : a.id < b.id; });
  if (bed == services.end() || !bed->bed) return;
  out.bed_service = bed->id;
  const auto service = static_cast<std::size_t>(bed - services.begin());
  for (const PriorityGroup group : all_of<PriorityGroup>()) {
    const Text words = words_of(group);
    SummaryDemand line{std::string(name_of(group)), words.zh, words.en, false, {}, {}};
    for (const DemandCount count : all_of<DemandCount>()) {
      line.counts[count] = sample.over([&](const Headline& h) { return h.demand(month, service, group, count); });
    }
    out.bed_demand_by_group.push_back(line);
  }
  const auto average_flow = [&](const Headline& h) { return seekers_a_month(h, service, month); };
  out.beds.new_seekers_per_month = sample.over(average_flow);
  out.beds.average_flow_gap = sample.over([&](const Headline& h) {
    return average_flow(h) * sample.description.bed_stay_months - static_cast<double>(beds_at(h, month, BedCount::open));
  });
}

void add_beds(const Sample& sample, Summary& out) {
  const int month = sample.last_month;
  SummaryBeds& beds = out.beds;
  beds.beds_per_1000 = sample.description.targets.beds_per_1000;
  beds.stay_months = sample.description.bed_stay_months;
  beds.open = sample.over([&](const Headline& h) { return beds_at(h, month, BedCount::open); });
  beds.staffed = sample.over([&](const Headline& h) { return beds_at(h, month, BedCount::staffed); });
  beds.occupied = sample.over([&](const Headline& h) { return beds_at(h, month, BedCount::occupied); });
  beds.vacant =
      sample.over([&](const Headline& h) { return beds_at(h, month, BedCount::staffed) - beds_at(h, month, BedCount::occupied); });
  for (const BedType type : all_of<BedType>()) {
    for (const BedCount count : all_of<BedCount>())
      beds.by_type[type][count] = sample.over([&](const Headline& h) { return h.beds(month, type, count); });
    beds.vacant_by_type[type] =
        sample.over([&](const Headline& h) { return h.beds(month, type, BedCount::staffed) - h.beds(month, type, BedCount::occupied); });
  }
  beds.vacant_elsewhere = sample.over([&](const Headline& h) { return vacant_elsewhere(h, sample.description); });
  beds.occupancy = sample.over([&](const Headline& h) {
    return static_cast<double>(beds_at(h, month, BedCount::occupied)) / static_cast<double>(beds_at(h, month, BedCount::open));
  });
  for (const ShortfallCause cause : all_of<ShortfallCause>()) {
    beds.shortfall_by_cause[cause] = sample.over([&](const Headline& h) { return h.bed_shortfall(month, cause); });
  }
  beds.shortfall = sample.over([&](const Headline& h) {
    std::int64_t sum = 0;
    for (const ShortfallCause cause : all_of<ShortfallCause>()) sum += h.bed_shortfall(month, cause);
    return sum;
  });
  beds.fixed_ratio_gap = sample.over([&](const Headline& h) {
    return beds.beds_per_1000 * static_cast<double>(residents_at(h, month)) / 1000.0 -
           static_cast<double>(beds_at(h, month, BedCount::open));
  });
}

/// Yuan over the whole run of the payers that `wanted` takes.
template <class Wanted>
Estimate total_of(const Sample& sample, const Cube<std::int64_t, 3> Headline::*cube, Wanted wanted) {
  const std::vector<Payer> payers = all_of<Payer>(sample.description.names);
  const std::vector<Purpose> purposes = all_of<Purpose>(sample.description.names);
  return sample.over([&](const Headline& h) {
    std::int64_t sum = 0;
    for (int month = 0; month <= sample.last_month; ++month) {
      for (const Payer payer : payers) {
        if (!wanted(payer)) continue;
        for (const Purpose purpose : purposes) sum += (h.*cube)(month, payer, purpose);
      }
    }
    return static_cast<double>(sum) / kFenPerYuan;
  });
}

void add_advances(const Sample& sample, Summary& out) {
  out.grants_waiting_peak = sample.over([&](const Headline& h) {
    double most = 0;
    for (int month = 0; month <= sample.last_month; ++month) most = std::max(most, grants_waiting_yuan(h, month));
    return most;
  });
  out.towns_for_good = sample.over([&](const Headline& h) {
    const double balance = static_cast<double>(h.prefinancing_fen(sample.last_month)) / kFenPerYuan;
    return std::max(0.0, balance - std::max(0.0, grants_waiting_yuan(h, sample.last_month)));
  });
}

void add_money(const Sample& sample, Summary& out) {
  out.names = sample.description.names;
  const auto everyone = [](Payer) { return true; };
  out.money = {total_of(sample, &Headline::accrued_fen, everyone), total_of(sample, &Headline::paid_fen, everyone)};
  for (const Payer payer : all_of<Payer>(sample.description.names)) {
    const auto only = [payer](Payer other) { return other == payer; };
    out.by_payer[payer] = {total_of(sample, &Headline::accrued_fen, only), total_of(sample, &Headline::paid_fen, only)};
  }
  for (const WaitFor what : all_of<WaitFor>()) {
    out.projects_waited[what] = sample.over([&](const Headline& h) {
      std::int64_t months = 0;
      for (std::size_t month = 0; month < h.projects_waiting.sizes()[0]; ++month) months += h.projects_waiting(month, what);
      return months;
    });
  }
  out.prefinancing_peak = sample.over([](const Headline& h) {
    std::int64_t peak = 0;
    for (const std::int64_t balance : h.prefinancing_fen.cells()) peak = std::max(peak, balance);
    return static_cast<double>(peak) / kFenPerYuan;
  });
  for (std::size_t town = 0; town < sample.description.towns.size(); ++town) {
    const Estimate peak = sample.over([&](const Headline& h) {
      std::int64_t highest = 0;
      for (int year = 0; year < sample.description.years(); ++year) {
        highest = std::max(highest, h.town_prefinancing_peak_fen(year, town));
      }
      return static_cast<double>(highest) / kFenPerYuan;
    });
    const double largest = out.largest_town.zh.empty() ? 0.0 : out.largest_town_peak.mean;
    if (peak.mean > largest) {
      out.largest_town = place_name(sample.description.towns[town]);
      out.largest_town_peak = peak;
    }
  }
}

void add_rule_figures(const Sample& sample, Summary& out) {
  const std::vector<RuleFigureLine>& lines = sample.description.rule_figures;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const int first = lines[i].kind == FigureKind::state ? sample.last_month : 0;
    out.rule_figures.push_back({lines[i], sample.over([&](const Headline& h) {
                                  std::int64_t sum = 0;
                                  for (int month = first; month <= sample.last_month; ++month) sum += h.rule_figures(month, i);
                                  return static_cast<double>(sum);
                                })});
  }
}

void add_clauses(const Sample& sample, Summary& out) {
  const auto total = [&](const Cube<std::int64_t, 2> Headline::*cube, std::size_t clause) {
    return sample.over([&](const Headline& h) {
      std::int64_t sum = 0;
      for (int year = 0; year < sample.description.years(); ++year) sum += (h.*cube)(year, clause);
      return static_cast<double>(sum) / kFenPerYuan;
    });
  };
  const std::vector<std::string>& clauses = sample.description.clauses;
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    out.by_clause.push_back({clauses[i], {total(&Headline::clause_accrued_fen, i), total(&Headline::clause_paid_fen, i)}});
  }
}

void add_recurrent(const Sample& sample, Summary& out) {
  const auto yearly = [&](auto wanted) {
    return sample.over([&](const Headline& h) {
      double sum = 0;
      for (const Payer payer : all_of<Payer>(sample.description.names))
        sum += wanted(payer) ? recurrent_fen(h, sample.last_month, payer) : 0.0;
      return sum / kFenPerYuan;
    });
  };
  out.recurrent.from_year = sample.description.end.year() + 1;
  out.recurrent.total = yearly([](Payer) { return true; });
  out.recurrent.public_money = yearly([&](Payer payer) { return is_public(payer, sample.description.names); });
  for (const Payer payer : all_of<Payer>(sample.description.names))
    out.recurrent.by_payer[payer] = yearly([payer](Payer other) { return other == payer; });
}

void add_care_cost(const Sample& sample, Summary& out) {
  const std::vector<Figure> figures = figures_of(sample.description);
  const auto of = [&](std::string_view id) {
    return sample.over([&](const Headline& h) { return whole_run(*find_figure(figures, id), h, sample.description); });
  };
  out.care_cost = of("care_cost.all");
  out.care_cost_public = of("care_cost.public");
}

/// Of the centres that are open.
std::vector<double> break_even_shares(const Headline& h) {
  std::vector<double> out;
  for (const std::int32_t per_mille : h.hub_break_even_per_mille.cells()) {
    if (per_mille >= 0) out.push_back(per_mille / 1000.0);
  }
  std::sort(out.begin(), out.end());
  return out;
}

void add_break_even(const Sample& sample, Summary& out) {
  out.break_even.centres = sample.over([](const Headline& h) { return break_even_shares(h).size(); });
  out.break_even.median = sample.over([](const Headline& h) { return percentile(break_even_shares(h), 0.5); });
  out.break_even.never = sample.over([](const Headline& h) {
    const std::vector<double> shares = break_even_shares(h);
    return std::count_if(shares.begin(), shares.end(), [](double share) { return share > 1; });
  });
}

void add_staff(const Sample& sample, Summary& out) {
  for (const Role role : all_of<Role>(sample.description.names)) {
    for (const StaffCount count : all_of<StaffCount>()) {
      out.staff[role][count] = sample.over([&](const Headline& h) { return h.staff(sample.last_month, role, count); });
    }
  }
}

void add_trend(const Sample& sample, Summary& out) {
  constexpr int kMostPoints = 16;
  const int months = sample.last_month + 1;
  const int step = std::max(3, (months + kMostPoints - 1) / kMostPoints);
  out.trend.months_a_point = step;
  for (int month = (months - 1) % step; month < months; month += step) {
    for (const SettlementKind kind : all_of<SettlementKind>()) {
      out.trend.covered[kind].push_back(
          sample.over([&](const Headline& h) { return h.settlements_covered(month, kind, CoverageReading::own); }).mean);
    }
    out.trend.bed_shortfall.push_back(sample
                                          .over([&](const Headline& h) {
                                            std::int64_t sum = 0;
                                            for (const ShortfallCause cause : all_of<ShortfallCause>())
                                              sum += h.bed_shortfall(month, cause);
                                            return sum;
                                          })
                                          .mean);
  }
}

void add_uncovered(const Sample& sample, Summary& out) {
  const Description& description = sample.description;
  const int year = description.years() - 1;
  for (std::size_t s = 0; s < description.settlements.size(); ++s) {
    const SettlementLine& place = description.settlements[s];
    SummaryUncovered line{place_name(place), place_name(description.towns[place.town.index()]), place.kind, {}};
    for (const CoverageReading reading : all_of<CoverageReading>()) {
      line.share_without[reading] = sample.share([&](const Headline& h) { return h.settlement_covered(year, s, reading) == 0; });
    }
    if (line.share_without[CoverageReading::own] > 0) out.uncovered.push_back(line);
  }
  out.uncovered_count = sample.over([&](const Headline& h) {
    int count = 0;
    for (std::size_t s = 0; s < description.settlements.size(); ++s)
      count += h.settlement_covered(year, s, CoverageReading::own) == 0 ? 1 : 0;
    return count;
  });
  std::stable_sort(out.uncovered.begin(), out.uncovered.end(), [](const SummaryUncovered& a, const SummaryUncovered& b) {
    const auto likely = [](const SummaryUncovered& place) {
      return std::pair(place.share_without[CoverageReading::own], place.share_without[CoverageReading::with_centre]);
    };
    return likely(a) > likely(b);
  });
}

SummaryDoubt doubt_of(const Description& description, std::span<const Outcome> outcomes) {
  SummaryDoubt out;
  if (description.uncertain_parameters == 0 || description.replicates_a_draw < 2) return out;
  const std::vector<Figure> figures = figures_of(description);
  const auto share = [&](std::string_view id) {
    std::vector<double> values;
    for (const Outcome& outcome : outcomes)
      values.push_back(outcome.failure.empty() ? whole_run(*find_figure(figures, id), outcome.headline, description) : kUnknown);
    return split_variance(values, static_cast<std::size_t>(description.replicates_a_draw)).share;
  };
  out.money = share("money.all");
  out.shortfall = share("bed_shortfall");
  return out;
}

void add_identity(const Description& description, std::span<const Outcome> outcomes, Summary& out) {
  out.scenario_id = description.id;
  out.name_zh = description.name_zh;
  out.name_en = description.name_en;
  out.digest = description.digest;
  out.start = description.start;
  out.end = description.end;
  out.seed = description.seed;
  out.basically = description.targets.basically;
  for (std::size_t i = 0; i < description.data_gaps.size(); ++i)
    out.data_gaps.push_back({description.data_gaps_zh.at(i), description.data_gaps[i]});
  out.uncertain_parameters = description.uncertain_parameters;
  out.doubt = doubt_of(description, outcomes);
  for (const SettlementLine& place : description.settlements) ++out.settlements[place.kind];
  out.siting_assumed = std::any_of(description.facilities.begin(), description.facilities.end(),
                                   [](const FacilityLine& facility) { return facility.siting_assumed; });
  for (const Outcome& outcome : outcomes) {
    if (outcome.failure.empty()) {
      ++out.replicates;
      continue;
    }
    ++out.replicates_failed;
    if (out.first_failure.empty()) out.first_failure = outcome.failure;
  }
}

}  // namespace

Summary summarise(const Description& description, std::span<const Outcome> outcomes) {
  Summary out;
  add_identity(description, outcomes, out);
  const Sample sample(description, outcomes);
  for (int year = 0; year < description.years(); ++year) out.years.push_back(year_of(sample, year));
  out.settlement_targets.push_back(
      target_of(sample, "G1", SettlementKind::community, description.targets.communities_year, out.settlements[SettlementKind::community]));
  out.settlement_targets.push_back(
      target_of(sample, "G2", SettlementKind::village, description.targets.villages_year, out.settlements[SettlementKind::village]));
  add_demand(sample, out);
  add_beds(sample, out);
  add_money(sample, out);
  add_advances(sample, out);
  out.lottery_fund = lottery_fund_of(description, outcomes);
  add_clauses(sample, out);
  add_rule_figures(sample, out);
  add_recurrent(sample, out);
  add_care_cost(sample, out);
  add_break_even(sample, out);
  if (sample.outcomes.empty()) return out;
  out.targets = target_report(description, outcomes);
  out.paper = paper_count(description, outcomes);
  add_staff(sample, out);
  add_trend(sample, out);
  add_uncovered(sample, out);
  return out;
}

Summary summarise(const Scenario& scenario, std::span<const Outcome> outcomes) {
  Description description = describe(scenario);
  const auto ended = std::find_if(outcomes.begin(), outcomes.end(), [](const Outcome& outcome) { return outcome.failure.empty(); });
  if (ended != outcomes.end()) description.clauses = ended->clauses;
  return summarise(description, outcomes);
}

}  // namespace eldercast
