#include "output/figures/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "api/money.hpp"
#include "model/targets.hpp"
#include "output/figures/sample.hpp"
#include "output/render/words.hpp"
#include "output/statistics.hpp"

namespace eldercast {

namespace {

constexpr double kPerMille = 1000;

/// Which months belong to a year, so that months can be summed into it.
struct Calendar {
  int start_month_of_year = 0;  ///< months of the first calendar year that lie before the run
  int months = 0;

  explicit Calendar(const Description& description) : start_month_of_year(description.start.month() - 1), months(description.months()) {}
  [[nodiscard]] int first(int year) const { return std::max(0, 12 * year - start_month_of_year); }
  [[nodiscard]] int last(int year) const { return std::min(months, 12 * (year + 1) - start_month_of_year) - 1; }
  /// The sum of `value(month)` over the months of a year.
  template <class Value>
  [[nodiscard]] double sum(int year, Value value) const {
    double out = 0;
    for (int month = first(year); month <= last(year); ++month) out += static_cast<double>(value(month));
    return out;
  }
};

/// Sums `value(enumerator)` over all enumerators.
template <class Enum, class Value>
[[nodiscard]] double sum_over(Value value) {
  double out = 0;
  for (const Enum one : all_of<Enum>()) out += static_cast<double>(value(one));
  return out;
}

/// Yuan that accrue in a town and year for these payers.
double of_town(const Headline& h, int year, std::size_t town, const std::vector<Payer>& payers) {
  double fen = 0;
  for (const Payer payer : payers) fen += static_cast<double>(h.town_accrued_fen(year, town, payer));
  return fen / kFenPerYuan;
}

std::string lower_name(std::string_view name) {
  std::string out(name);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

/// Collects the figures, one function a heading.
class Catalogue {
 public:
  explicit Catalogue(const Description& description) : description_(description), calendar_(description) {}

  std::vector<Figure> all() && {
    coverage();
    services();
    travel();
    beds();
    staff();
    money();
    waiting();
    targets();
    people();
    return std::move(out_);
  }

 private:
  using District = std::function<double(const Headline&, int)>;
  using Town = std::function<double(const Headline&, int, std::size_t)>;

  Figure& add(std::string id, std::string zh, std::string en, std::string unit, Better better, District district, Town town = {}) {
    out_.push_back(
        {std::move(id), std::move(zh), std::move(en), std::move(unit), subject_, better, Over::end, std::move(district), std::move(town)});
    return out_.back();
  }
  Figure& add_flow(std::string id, std::string zh, std::string en, std::string unit, Better better, District district, Town town = {}) {
    Figure& figure = add(std::move(id), std::move(zh), std::move(en), std::move(unit), better, std::move(district), std::move(town));
    figure.over = Over::sum;
    return figure;
  }

  void coverage() {
    for (const SettlementKind kind : all_of<SettlementKind>()) {
      for (const CoverageReading reading : all_of<CoverageReading>()) {
        add(
            fmt::format("covered.{}.{}", name_of(kind), name_of(reading)),
            fmt::format("{}覆盖（{}）", chinese_of(kind), chinese_of(reading)),
            fmt::format("{} covered, {}", kind == SettlementKind::community ? "communities" : "villages", lower_name(name_of(reading))),
            "settlements", Better::more,
            [kind, reading, at = calendar_](const Headline& h, int year) {
              return static_cast<double>(h.settlements_covered(at.last(year), kind, reading));
            },
            [kind, reading](const Headline& h, int year, std::size_t town) {
              return static_cast<double>(h.town_settlements_covered(year, town, kind, reading));
            });
      }
    }
    for (const CoverageStrength strength : all_of<CoverageStrength>()) {
      add(fmt::format("residents_covered.{}", name_of(strength)), fmt::format("{}老年人", chinese_of(strength)),
          fmt::format("residents covered, {}", name_of(strength)), "persons", Better::more,
          [strength, at = calendar_](const Headline& h, int year) {
            return static_cast<double>(h.residents_covered(at.last(year), strength));
          });
    }
    add_flow("served_months", "获服务人月", "served person-months (distinct persons)", "person-months", Better::more,
             [at = calendar_](const Headline& h, int year) {
               return at.sum(year, [&](int month) { return h.residents_covered(month, CoverageStrength::used); });
             });
    add_flow("cared_months", "照护人月（不含家庭医生签约）", "person-months of care, without places on family doctors' lists",
             "person-months", Better::more, [at = calendar_](const Headline& h, int year) {
               return at.sum(year, [&](int month) { return h.residents_covered(month, CoverageStrength::cared); });
             });
    add(
        "facilities_open", "开放设施", "facilities of the plan open", "facilities", Better::more,
        [at = calendar_](const Headline& h, int year) {
          return sum_over<FacilityKind>(
              [&](FacilityKind kind) { return kind == FacilityKind::care_home ? 0 : h.facilities_open(at.last(year), kind); });
        },
        [](const Headline& h, int year, std::size_t town) {
          return sum_over<FacilityKind>(
              [&](FacilityKind kind) { return kind == FacilityKind::care_home ? 0 : h.town_facilities_open(year, town, kind); });
        });
  }

  void services() {
    subject_ = Subject::services;
    for (std::size_t s = 0; s < description_.services.size(); ++s) {
      const ServiceLine& service = description_.services[s];
      for (const DemandCount count : {DemandCount::seeking, DemandCount::served, DemandCount::waiting}) {
        const Better better = count == DemandCount::served ? Better::more : count == DemandCount::waiting ? Better::less : Better::neither;
        add(
            fmt::format("{}.{}", name_of(count), service.id), fmt::format("{}：{}", service.name_zh, chinese_of(count)),
            fmt::format("{}: {}", service.name_en, name_of(count)), "persons", better,
            [s, count, at = calendar_](const Headline& h, int year) {
              return sum_over<PriorityGroup>([&](PriorityGroup group) { return h.demand(at.last(year), s, group, count); });
            },
            [s, count](const Headline& h, int year, std::size_t town) { return static_cast<double>(h.town_demand(year, town, s, count)); });
      }
      delivered(s, service);
    }
  }

  /// What was given in the year, in the units of the service.
  void delivered(std::size_t s, const ServiceLine& service) {
    add_flow(fmt::format("delivered.{}", service.id), fmt::format("{}：提供量", service.name_zh),
             fmt::format("{}: delivered", service.name_en), service.unit, Better::more, [s, at = calendar_](const Headline& h, int year) {
               return at.sum(year, [&](int month) { return h.volume(month, s, Volume::delivered); });
             });
  }

  /// Projects that are due and find no money, and grants that are due and find no money of the year.
  void waiting() {
    subject_ = Subject::money;
    for (const WaitFor what : all_of<WaitFor>()) {
      add_flow(
          fmt::format("projects_waited.{}", name_of(what)), fmt::format("项目等待月数：{}", chinese_of(what)),
          fmt::format("months that projects waited: {}",
                      what == WaitFor::rule ? "held by a rule" : fmt::format("money of the {}", name_of(what))),
          "project-months", Better::less,
          [what, at = calendar_](const Headline& h, int year) {
            return at.sum(year, [&](int month) { return h.projects_waiting(month, what); });
          },
          [what](const Headline& h, int year, std::size_t town) { return static_cast<double>(h.town_projects_waited(year, town, what)); });
    }
    add("building_pace", "建设延误倍数", "delays of building, as a multiple of the scenario's", "1", Better::less,
        [](const Headline& h, int year) { return h.building_pace_per_mille(year) / kPerMille; });
    for (const Payer payer : {Payer::city, Payer::district_budget}) {
      add(fmt::format("grants_waiting.{}", name_of(payer)), fmt::format("超额待付：{}", chinese_of(payer)),
          fmt::format("earned and due, beyond the year's money of: {}", lower_name(name_of(payer))), "CNY", Better::less,
          [payer](const Headline& h, int year) { return static_cast<double>(h.grants_waiting_fen(year, payer)) / kFenPerYuan; });
    }
  }

  /// Minutes one way of those who are served one of the services from `from` to before `to`.
  [[nodiscard]] static double mean_way(const Headline& h, int year, int month, std::size_t from, std::size_t to) {
    double minutes = 0;
    double served = 0;
    for (std::size_t s = from; s < to; ++s) {
      minutes += h.travel_minutes(year, s);
      served += sum_over<PriorityGroup>([&](PriorityGroup group) {
        return h.demand(month, s, group, DemandCount::served) + h.demand(month, s, group, DemandCount::holding);
      });
    }
    return served > 0 ? minutes / served : kUnknown;
  }

  void travel() {
    const std::size_t services = description_.services.size();
    add("waiting", "等待人次（各项服务合计）", "waiting for a service, all services", "persons x services", Better::less,
        [services, at = calendar_](const Headline& h, int year) {
          double waiting = 0;
          for (std::size_t s = 0; s < services; ++s) {
            waiting +=
                sum_over<PriorityGroup>([&](PriorityGroup group) { return h.demand(at.last(year), s, group, DemandCount::waiting); });
          }
          return waiting;
        });
    add("travel", "单程路程合计", "way between home and place, all who are served", "minutes one way", Better::less,
        [services](const Headline& h, int year) {
          double minutes = 0;
          for (std::size_t s = 0; s < services; ++s) minutes += h.travel_minutes(year, s);
          return minutes;
        });
    add("way", "平均单程路程", "mean way between home and place", "minutes one way", Better::less,
        [services, at = calendar_](const Headline& h, int year) { return mean_way(h, year, at.last(year), 0, services); });
    for (std::size_t s = 0; s < services; ++s) {
      const ServiceLine& service = description_.services[s];
      add(fmt::format("way.{}", service.id), fmt::format("{}：平均单程路程", service.name_zh), fmt::format("{}: mean way", service.name_en),
          "minutes one way", Better::less,
          [s, at = calendar_](const Headline& h, int year) { return mean_way(h, year, at.last(year), s, s + 1); });
    }
  }

  void beds() {
    subject_ = Subject::beds;
    for (const BedCount count : all_of<BedCount>()) {
      add(
          fmt::format("beds.{}", name_of(count)), std::string(chinese_of(count)), fmt::format("beds {}", name_of(count)), "beds",
          Better::neither,
          [count, at = calendar_](const Headline& h, int year) {
            return sum_over<BedType>([&](BedType type) { return h.beds(at.last(year), type, count); });
          },
          [count](const Headline& h, int year, std::size_t town) { return static_cast<double>(h.town_beds(year, town, count)); });
    }
    add(
        "bed_shortfall", "床位缺口", "bed shortfall", "persons", Better::less,
        [at = calendar_](const Headline& h, int year) {
          return sum_over<ShortfallCause>([&](ShortfallCause cause) { return h.bed_shortfall(at.last(year), cause); });
        },
        [](const Headline& h, int year, std::size_t town) {
          return sum_over<ShortfallCause>([&](ShortfallCause cause) { return h.town_bed_shortfall(year, town, cause); });
        });
    add_flow("bed_shortfall_months", "缺床人月", "person-months of bed shortfall", "person-months", Better::less,
             [at = calendar_](const Headline& h, int year) {
               return at.sum(year, [&](int month) {
                 return sum_over<ShortfallCause>([&](ShortfallCause cause) { return h.bed_shortfall(month, cause); });
               });
             });
  }

  void staff() {
    subject_ = Subject::staff;
    for (const Role role : all_of<Role>(description_.names)) {
      const OwnName* const own = own_name(role, description_.names);
      add(
          fmt::format("staff.{}", name_of(role, description_.names)), fmt::format("在岗{}", words_of(role, description_.names).zh),
          own == nullptr ? fmt::format("{}s in post", lower_name(name_of(role))) : fmt::format("{}, in post", own->en), "persons",
          Better::more,
          [role, at = calendar_](const Headline& h, int year) {
            return static_cast<double>(h.staff(at.last(year), role, StaffCount::in_post));
          },
          role == Role::carer
              ? Town([](const Headline& h, int year, std::size_t town) { return static_cast<double>(h.town_carers(year, town)); })
              : Town());
    }
    add("staff.posts", "护理员岗位", "posts of carers", "persons", Better::neither, [at = calendar_](const Headline& h, int year) {
      return static_cast<double>(h.staff(at.last(year), Role::carer, StaffCount::posts));
    });
  }

  void money() {
    subject_ = Subject::money;
    const OwnNames& names = description_.names;
    const std::vector<Payer> payers = all_of<Payer>(names);
    const std::vector<Purpose> purposes = all_of<Purpose>(names);
    const auto accrued = [at = calendar_](const Headline& h, int year, const auto& of_payers, const auto& for_purposes) {
      return at.sum(year, [&](int month) {
        double fen = 0;
        for (const Payer payer : of_payers) {
          for (const Purpose purpose : for_purposes) fen += static_cast<double>(h.accrued_fen(month, payer, purpose));
        }
        return fen / kFenPerYuan;
      });
    };
    std::vector<Payer> governments;
    for (const Payer payer : payers) {
      if (is_public(payer, names)) governments.push_back(payer);
    }
    add_flow(
        "money.all", "全部费用", "money accrued, all payers", "CNY", Better::neither,
        [accrued, payers, purposes](const Headline& h, int year) { return accrued(h, year, payers, purposes); },
        [payers](const Headline& h, int year, std::size_t town) { return of_town(h, year, town, payers); });
    add_flow(
        "money.public", "公共资金", "money accrued by governments, the lottery fund and insurances", "CNY", Better::neither,
        [accrued, governments, purposes](const Headline& h, int year) { return accrued(h, year, governments, purposes); },
        [governments](const Headline& h, int year, std::size_t town) { return of_town(h, year, town, governments); });
    for (const Payer payer : payers) {
      const OwnName* const own = own_name(payer, names);
      add_flow(
          fmt::format("money.{}", name_of(payer, names)), fmt::format("{}承担", words_of(payer, names).zh),
          fmt::format("money accrued, {}", own == nullptr ? lower_name(name_of(payer)) : own->en), "CNY", Better::neither,
          [accrued, payer, purposes](const Headline& h, int year) { return accrued(h, year, std::array{payer}, purposes); },
          [payer](const Headline& h, int year, std::size_t town) {
            return static_cast<double>(h.town_accrued_fen(year, town, payer)) / kFenPerYuan;
          });
    }
    for (const Purpose purpose : purposes) {
      const OwnName* const own = own_name(purpose, names);
      add_flow(fmt::format("purpose.{}", name_of(purpose, names)), fmt::format("{}支出", words_of(purpose, names).zh),
               fmt::format("money accrued for {}", own == nullptr ? lower_name(name_of(purpose)) : own->en), "CNY", Better::neither,
               [accrued, purpose, payers](const Headline& h, int year) { return accrued(h, year, payers, std::array{purpose}); });
    }
    for (std::size_t c = 0; c < description_.clauses.size(); ++c) {
      const std::string& clause = description_.clauses[c];
      if (clause.empty()) continue;
      add_flow("clause." + clause, clause + "条款资金", "money accrued under clause " + clause, "CNY", Better::neither,
               [c](const Headline& h, int year) { return static_cast<double>(h.clause_accrued_fen(year, c)) / kFenPerYuan; });
    }
    for (std::size_t f = 0; f < description_.rule_figures.size(); ++f) {
      const RuleFigureLine& line = description_.rule_figures[f];
      const bool state = line.kind == FigureKind::state;
      Figure& own = add(
          "rule." + line.id, line.name_zh, line.name_en, line.unit, Better::neither,
          [at = calendar_, f, state](const Headline& h, int year) {
            std::int64_t sum = 0;
            for (int month = state ? at.last(year) : at.first(year); month <= at.last(year); ++month) sum += h.rule_figures(month, f);
            return static_cast<double>(sum);
          },
          [f](const Headline& h, int year, std::size_t town) { return static_cast<double>(h.town_rule_figures(year, town, f)); });
      own.over = state ? Over::end : Over::sum;
    }
    add("break_even", "中心保本入住率（中位）", "occupancy at which a centre breaks even, median", "1", Better::less,
        [](const Headline& h, int) {
          std::vector<double> shares;
          for (const std::int32_t per_mille : h.hub_break_even_per_mille.cells()) {
            if (per_mille >= 0) shares.push_back(per_mille / kPerMille);
          }
          std::sort(shares.begin(), shares.end());
          return percentile(shares, 0.5);
        });
    add("never_break_even", "仅靠床位永不保本的中心", "centres that beds alone never pay for", "facilities", Better::less,
        [](const Headline& h, int) {
          double count = 0;
          for (const std::int32_t per_mille : h.hub_break_even_per_mille.cells()) count += per_mille > 1000 ? 1 : 0;
          return count;
        });
    Figure& advanced = add(
        "prefinancing_peak", "镇街垫资和自筹峰值", "highest month-end balance that towns have paid and nobody repaid", "CNY", Better::less,
        [at = calendar_](const Headline& h, int year) {
          std::int64_t peak = 0;
          for (int month = at.first(year); month <= at.last(year); ++month) peak = std::max(peak, h.prefinancing_fen(month));
          return static_cast<double>(peak) / kFenPerYuan;
        },
        [](const Headline& h, int year, std::size_t town) {
          return static_cast<double>(h.town_prefinancing_peak_fen(year, town)) / kFenPerYuan;
        });
    advanced.over = Over::peak;
    add("lottery_fund", "福彩公益金结余", "balance of the lottery fund", "CNY", Better::neither,
        [at = calendar_](const Headline& h, int year) {
          return static_cast<double>(h.lottery_fund_fen(at.last(year), FundCount::balance)) / kFenPerYuan;
        });
  }

  void targets() {
    subject_ = Subject::targets;
    for (const JudgedTarget& row : judged_targets(description_)) {
      const auto value = [scale = scale_of(row.unit)](std::int32_t stored) {
        return stored < 0 ? kUnknown : static_cast<double>(stored) / scale;
      };
      const bool share = row.unit == TargetUnit::share;
      add(
          fmt::format("target.{}", row.id), row.zh, row.en,
          share                                     ? "1"
          : row.unit == TargetUnit::m2_per_resident ? "m2 per resident"
          : row.figure.empty()                      ? "1 each"
                                                    : row.figure_unit,
          row.at_most ? Better::less : Better::more,
          [value, target = row.target, at = calendar_](const Headline& h, int year) { return value(h.targets(at.last(year), target)); },
          [value, target = row.target](const Headline& h, int year, std::size_t town) {
            return value(h.town_targets(year, town, target));
          });
    }
  }

  void people() {
    subject_ = Subject::people;
    add(
        "residents", "60岁及以上老年人", "residents aged 60 and over", "persons", Better::neither,
        [at = calendar_](const Headline& h, int year) {
          return sum_over<Need>([&](Need need) { return h.residents(at.last(year), need); });
        },
        [](const Headline& h, int year, std::size_t town) {
          return sum_over<Need>([&](Need need) { return h.town_residents(year, town, need); });
        });
    add(
        "residents.in_need", "失能半失能老年人", "residents in partial or full need", "persons", Better::neither,
        [at = calendar_](const Headline& h, int year) {
          return static_cast<double>(h.residents(at.last(year), Need::partial) + h.residents(at.last(year), Need::full));
        },
        [](const Headline& h, int year, std::size_t town) {
          return static_cast<double>(h.town_residents(year, town, Need::partial) + h.town_residents(year, town, Need::full));
        });
    for (const LifeFlow flow : {LifeFlow::died, LifeFlow::arrived, LifeFlow::departed}) {
      add_flow(fmt::format("people.{}", name_of(flow)), fmt::format("老年人{}", chinese_of(flow)),
               fmt::format("residents who {}", flow == LifeFlow::died ? "died" : name_of(flow)), "persons", Better::neither,
               [flow, at = calendar_](const Headline& h, int year) {
                 return at.sum(year, [&](int month) { return h.life_flows(month, flow); });
               });
    }
  }

  const Description& description_;
  Calendar calendar_;
  Subject subject_ = Subject::coverage;
  std::vector<Figure> out_;
};

}  // namespace

std::vector<Figure> figures_of(const Description& description) { return Catalogue(description).all(); }

const Figure* find_figure(const std::vector<Figure>& figures, std::string_view id) {
  const auto found = std::find_if(figures.begin(), figures.end(), [&](const Figure& figure) { return figure.id == id; });
  return found == figures.end() ? nullptr : &*found;
}

double whole_run(const Figure& figure, std::span<const double> by_year) {
  switch (figure.over) {
    case Over::end:
      return by_year.back();
    case Over::sum:
      return std::accumulate(by_year.begin(), by_year.end(), 0.0);
    case Over::peak:
      return *std::max_element(by_year.begin(), by_year.end());
  }
  return by_year.back();
}

double whole_run(const Figure& figure, const Headline& headline, const Description& description) {
  if (figure.over == Over::end) return figure.district(headline, description.years() - 1);
  std::vector<double> by_year;
  for (int year = 0; year < description.years(); ++year) by_year.push_back(figure.district(headline, year));
  return whole_run(figure, by_year);
}

double whole_run(const Figure& figure, const Headline& headline, const Description& description, std::size_t town) {
  std::vector<double> by_year;
  for (int year = 0; year < description.years(); ++year) by_year.push_back(figure.town(headline, year, town));
  return whole_run(figure, by_year);
}

}  // namespace eldercast
