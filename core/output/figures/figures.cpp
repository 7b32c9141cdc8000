#include "output/figures/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "model/targets.hpp"
#include "output/figures/figure_catalogue.hpp"
#include "output/render/chinese.hpp"
#include "output/render/words.hpp"
#include "output/statistics.hpp"

namespace eldercast {

namespace {

std::string lower_name(std::string_view name) {
  std::string out(name);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

/// As the summary calls them.
Text people_reached(CoverageStrength strength) {
  switch (strength) {
    case CoverageStrength::nominal:
      return {"可及开放设施的老年人", "older people in reach of a facility"};
    case CoverageStrength::effective:
      return {"可及运转中心的老年人", "older people in reach of a working centre"};
    case CoverageStrength::used:
      return {"获服务的老年人（含家庭医生签约）", "older people served, doctors' lists too"};
    case CoverageStrength::cared:
      break;
  }
  return {"获照护的老年人", "older people given care"};
}

/// Minutes one way of those who are served one of the services from `from` to before `to`.
double mean_way(const Headline& h, int year, int month, std::size_t from, std::size_t to) {
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

}  // namespace

std::vector<Figure> FigureCatalogue::all() && {
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

void FigureCatalogue::coverage() {
  for (const SettlementKind kind : all_of<SettlementKind>()) {
    for (const CoverageReading reading : all_of<CoverageReading>()) {
      add(
          fmt::format("covered.{}.{}", name_of(kind), name_of(reading)), fmt::format("{}覆盖（{}）", chinese_of(kind), chinese_of(reading)),
          fmt::format("{} with a facility{}", kind == SettlementKind::community ? "communities" : "villages",
                      reading == CoverageReading::own ? "" : " or a centre"),
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
    const Text name = people_reached(strength);
    add(fmt::format("residents_covered.{}", name_of(strength)), name.zh, name.en, "persons", Better::more,
        [strength, at = calendar_](const Headline& h, int year) {
          return static_cast<double>(h.residents_covered(at.last(year), strength));
        });
  }
  add_flow("served_months", "获服务人月（含家庭医生签约）", "person-months served, doctors' lists too", "person-months", Better::more,
           [at = calendar_](const Headline& h, int year) {
             return at.sum(year, [&](int month) { return h.residents_covered(month, CoverageStrength::used); });
           });
  add_flow("cared_months", "照护人月", "person-months of care", "person-months", Better::more,
           [at = calendar_](const Headline& h, int year) {
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

void FigureCatalogue::services() {
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

void FigureCatalogue::delivered(std::size_t s, const ServiceLine& service) {
  add_flow(fmt::format("delivered.{}", service.id), fmt::format("{}：提供量", service.name_zh),
           fmt::format("{}: delivered", service.name_en), service.unit, Better::more, [s, at = calendar_](const Headline& h, int year) {
             return at.sum(year, [&](int month) { return h.volume(month, s, Volume::delivered); });
           });
}

void FigureCatalogue::travel() {
  const std::size_t services = description_.services.size();
  add("waiting", "等待人次（各项服务合计）", "waiting for a service, all services", "persons x services", Better::less,
      [services, at = calendar_](const Headline& h, int year) {
        double waiting = 0;
        for (std::size_t s = 0; s < services; ++s) {
          waiting += sum_over<PriorityGroup>([&](PriorityGroup group) { return h.demand(at.last(year), s, group, DemandCount::waiting); });
        }
        return waiting;
      });
  add("travel", "单程路程合计", "way between home and place, all who are served", "minutes one way", Better::neither,
      [services](const Headline& h, int year) {
        double minutes = 0;
        for (std::size_t s = 0; s < services; ++s) minutes += h.travel_minutes(year, s);
        return minutes;
      });
  add("way", "平均单程路程", "mean way between home and place", "minutes one way", Better::neither,
      [services, at = calendar_](const Headline& h, int year) { return mean_way(h, year, at.last(year), 0, services); });
  for (std::size_t s = 0; s < services; ++s) {
    const ServiceLine& service = description_.services[s];
    add(fmt::format("way.{}", service.id), fmt::format("{}：平均单程路程", service.name_zh), fmt::format("{}: mean way", service.name_en),
        "minutes one way", Better::neither,
        [s, at = calendar_](const Headline& h, int year) { return mean_way(h, year, at.last(year), s, s + 1); });
  }
}

void FigureCatalogue::beds() {
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

void FigureCatalogue::staff() {
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

void FigureCatalogue::targets() {
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
        [value, target = row.target](const Headline& h, int year, std::size_t town) { return value(h.town_targets(year, town, target)); });
  }
}

void FigureCatalogue::people() {
  subject_ = Subject::people;
  add(
      "residents", "60岁及以上老年人", "residents aged 60 and over", "persons", Better::neither,
      [at = calendar_](const Headline& h, int year) { return sum_over<Need>([&](Need need) { return h.residents(at.last(year), need); }); },
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
    add_flow(
        fmt::format("people.{}", name_of(flow)), fmt::format("老年人{}", chinese_of(flow)),
        fmt::format("residents who {}", flow == LifeFlow::died ? "died" : name_of(flow)), "persons", Better::neither,
        [flow, at = calendar_](const Headline& h, int year) { return at.sum(year, [&](int month) { return h.life_flows(month, flow); }); });
  }
}

std::vector<Figure> figures_of(const Description& description) { return FigureCatalogue(description).all(); }

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
