#include "output/answer/equity.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "model/places/geography.hpp"
#include "output/figures/sample.hpp"
#include "output/render/words.hpp"

namespace eldercast {

namespace {

double total_of(std::span<const double> values) { return std::accumulate(values.begin(), values.end(), 0.0); }

double mean_rate(std::span<const double> size, std::span<const double> rate) {
  const double people = total_of(size);
  double sum = 0;
  for (std::size_t i = 0; i < size.size(); ++i) sum += size[i] * rate[i];
  return people > 0 ? sum / people : 0;
}

std::vector<std::size_t> order_by(std::span<const double> key) {
  std::vector<std::size_t> order(key.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key[a] < key[b]; });
  return order;
}

/// The numbers of one replicate that rates are made of.
class Towns {
 public:
  Towns(const Description& description, const Headline& headline) : description_(description), h_(headline) {}

  [[nodiscard]] double older(std::size_t town) const {
    double sum = 0;
    for (const Need need : all_of<Need>()) sum += static_cast<double>(h_.town_residents(last(), town, need));
    return sum;
  }
  [[nodiscard]] double rate(SpreadOf what, std::size_t town) const {
    if (what == SpreadOf::coverage) return coverage(town);
    const double people = older(town);
    return people > 0 ? amount(what, town) / people : 0;
  }

 private:
  [[nodiscard]] int last() const { return description_.years() - 1; }

  /// Share of the town's settlements with a facility of their own.
  [[nodiscard]] double coverage(std::size_t town) const {
    double covered = 0;
    for (const SettlementKind kind : all_of<SettlementKind>())
      covered += static_cast<double>(h_.town_settlements_covered(last(), town, kind, CoverageReading::own));
    const auto all = std::count_if(description_.settlements.begin(), description_.settlements.end(),
                                   [&](const SettlementLine& one) { return one.town.index() == town; });
    return all > 0 ? covered / static_cast<double>(all) : 0;
  }

  [[nodiscard]] double amount(SpreadOf what, std::size_t town) const {
    double sum = 0;
    switch (what) {
      case SpreadOf::care:
        for (std::size_t s = 0; s < description_.services.size(); ++s)
          sum += description_.services[s].list ? 0.0 : static_cast<double>(h_.town_demand(last(), town, s, DemandCount::served));
        return sum;
      case SpreadOf::beds:
        return static_cast<double>(h_.town_beds(last(), town, BedCount::occupied));
      case SpreadOf::public_money:
        for (int year = 0; year < description_.years(); ++year) {
          for (const Payer payer : all_of<Payer>(description_.names))
            sum += is_public(payer, description_.names) ? static_cast<double>(h_.town_accrued_fen(year, town, payer)) / kFenPerYuan : 0.0;
        }
        return sum;
      case SpreadOf::coverage:
        break;
    }
    return sum;
  }

  const Description& description_;
  const Headline& h_;
};

TownSpread spread_of(SpreadOf what, const Sample& sample, std::span<const double> distance) {
  const std::size_t towns = sample.description.towns.size();
  TownSpread out;
  out.what = what;
  const auto vectors = [&](const Headline& h) {
    const Towns in(sample.description, h);
    std::pair<std::vector<double>, std::vector<double>> made;
    for (std::size_t t = 0; t < towns; ++t) {
      made.first.push_back(in.older(t));
      made.second.push_back(in.rate(what, t));
    }
    return made;
  };
  out.gini = sample.over([&](const Headline& h) {
    const auto [size, rate] = vectors(h);
    return gini(size, rate);
  });
  out.by_distance = sample.over([&](const Headline& h) {
    const auto [size, rate] = vectors(h);
    return concentration_index(size, rate, distance);
  });
  for (std::size_t t = 0; t < towns; ++t)
    out.by_town.push_back(sample.over([&](const Headline& h) { return Towns(sample.description, h).rate(what, t); }).mean);
  return out;
}

GroupUse use_of(PriorityGroup group, const Sample& sample) {
  const auto count = [&](const Headline& h, DemandCount what) {
    double sum = 0;
    for (std::size_t s = 0; s < sample.description.services.size(); ++s)
      sum += sample.description.services[s].list ? 0.0 : static_cast<double>(h.demand(sample.last_month, s, group, what));
    return sum;
  };
  GroupUse out;
  out.group = group;
  out.wanting = sample.over([&](const Headline& h) { return count(h, DemandCount::wanting); });
  out.served = sample.over([&](const Headline& h) {
    const double wanting = count(h, DemandCount::wanting);
    return wanting > 0 ? count(h, DemandCount::served) / wanting : kUnknown;
  });
  return out;
}

Table indices_table(const EquityReport& report) {
  Table out{"equity", "均衡", "各镇街之间的均衡程度", "How evenly it spreads over towns", {}, {}, {}};
  out.columns = {{"what", "内容", "what", "", CellFormat::text},
                 {"gini", "基尼系数", "Gini", "1", CellFormat::decimal, true},
                 {"by_distance", "按距离的集中指数", "concentration by distance", "1", CellFormat::decimal, true}};
  for (const TownSpread& one : report.spreads) out.rows.push_back({words_of(one.what), one.gini, one.by_distance});
  return out;
}

Table groups_table(const EquityReport& report) {
  Table out{"equity_groups", "群体", "各优先群体得到的照护", "What priority groups get of the care that they want", {}, {}, {}};
  out.columns = {{"group", "群体", "group", "", CellFormat::text},
                 {"wanting", "有意使用（人×项）", "wanting, persons x services", "persons x services", CellFormat::whole, true},
                 {"served", "得到的占比", "share that is served", "1", CellFormat::share, true}};
  for (const GroupUse& one : report.groups) out.rows.push_back({words_of(one.group), one.wanting, one.served});
  return out;
}

Table rates_table(const EquityReport& report, const Description& description) {
  Table out{"equity_towns", "镇街比率", "各镇街每位老年人的比率", "Rates of each town per older person", {}, {}, {}};
  out.columns = {{"town", "镇街", "town", "", CellFormat::text},
                 {"older_people", "60岁及以上", "aged 60+", "persons", CellFormat::whole},
                 {"distance_km", "距最大镇街公里", "km from the largest town", "km", CellFormat::decimal}};
  for (const TownSpread& one : report.spreads) {
    const Text words = words_of(one.what);
    const CellFormat format = one.what == SpreadOf::coverage ? CellFormat::share : CellFormat::decimal;
    out.columns.push_back({std::string(name_of(one.what)), words.zh, words.en, "1", format});
  }
  for (std::size_t t = 0; t < description.towns.size(); ++t) {
    std::vector<Cell> row{Text{description.towns[t].name_zh, description.towns[t].name_en}, report.older_people[t], report.distance_km[t]};
    for (const TownSpread& one : report.spreads) row.push_back(number_cell(one.by_town[t]));
    out.rows.push_back(std::move(row));
  }
  return out;
}

}  // namespace

double gini(std::span<const double> size, std::span<const double> rate) {
  const double people = total_of(size);
  const double mean = mean_rate(size, rate);
  if (people <= 0 || mean <= 0) return kUnknown;
  double sum = 0;
  for (std::size_t i = 0; i < size.size(); ++i) {
    for (std::size_t j = 0; j < size.size(); ++j) sum += size[i] * size[j] * std::abs(rate[i] - rate[j]);
  }
  return sum / (2 * people * people * mean);
}

double concentration_index(std::span<const double> size, std::span<const double> rate, std::span<const double> rank) {
  const double people = total_of(size);
  const double mean = mean_rate(size, rate);
  if (people <= 0 || mean <= 0) return kUnknown;
  double before = 0;
  double sum = 0;
  for (const std::size_t i : order_by(rank)) {
    const double middle = (before + size[i] / 2) / people;
    sum += size[i] / people * (rate[i] - mean) * (middle - 0.5);
    before += size[i];
  }
  return 2 * sum / mean;
}

std::vector<LorenzPoint> lorenz(std::span<const double> size, std::span<const double> rate) {
  const double people = total_of(size);
  const double all = people * mean_rate(size, rate);
  std::vector<LorenzPoint> out{{0, 0}};
  if (people <= 0 || all <= 0) return out;
  double first = 0;
  double held = 0;
  for (const std::size_t i : order_by(rate)) {
    first += size[i];
    held += size[i] * rate[i];
    out.push_back({first / people, held / all});
  }
  return out;
}

Text words_of(SpreadOf what) {
  switch (what) {
    case SpreadOf::coverage:
      return {"有自有设施的村社占比", "settlements with a facility of their own"};
    case SpreadOf::care:
      return {"每位老年人在用照护服务", "services of care in use per older person"};
    case SpreadOf::beds:
      return {"每位老年人在住床位", "occupied beds per older person"};
    case SpreadOf::public_money:
      return {"每位老年人公共资金（元，全程）", "public money per older person, yuan over the run"};
  }
  return {};
}

EquityReport equity_report(const Description& description, std::span<const Outcome> outcomes) {
  const Sample sample(description, outcomes);
  EquityReport out;
  if (sample.outcomes.empty() || description.towns.empty()) return out;
  for (std::size_t t = 0; t < description.towns.size(); ++t)
    out.older_people.push_back(sample.over([&](const Headline& h) { return Towns(description, h).older(t); }).mean);
  out.seat = static_cast<std::size_t>(std::max_element(out.older_people.begin(), out.older_people.end()) - out.older_people.begin());
  const auto position = [&](std::size_t t) { return Position{description.towns[t].lon, description.towns[t].lat}; };
  constexpr double kMetresPerKm = 1000;
  for (std::size_t t = 0; t < description.towns.size(); ++t)
    out.distance_km.push_back(great_circle_m(position(t), position(out.seat)) / kMetresPerKm);
  for (const SpreadOf what : all_of<SpreadOf>()) out.spreads.push_back(spread_of(what, sample, out.distance_km));
  for (const PriorityGroup group : all_of<PriorityGroup>()) out.groups.push_back(use_of(group, sample));
  return out;
}

Document document_of(const EquityReport& report, const Description& description) {
  Document out;
  if (report.spreads.empty()) return out;
  const TownLine& seat = description.towns[report.seat];
  out.begin("均衡", "Equity");
  out.say("基尼系数：0为人人相同，越近1越集中于少数镇街。按距离的集中指数：负值表示离老年人最多的" + seat.name_zh +
              "越远得到越少。期末值，资金为全程。",
          "Gini: 0 where all have the same, nearer 1 where few towns have it. Concentration by distance: below 0 where those far from " +
              seat.name_en + ", the town with most older people, have less. At the end of the run, money over all of it.",
          2);
  out.add(indices_table(report));
  out.add(groups_table(report));
  Table rates = rates_table(report, description);
  rates.shown = ShownIn::files;
  out.add(std::move(rates));
  return out;
}

}  // namespace eldercast
