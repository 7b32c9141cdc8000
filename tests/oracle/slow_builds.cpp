#include "oracle/slow_builds.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

#include "model/base/keys.hpp"
#include "oracle/random_district.hpp"

namespace eldercast::test {
namespace {

std::uint32_t threshold(double share) {
  const double scaled = std::floor(share * 4294967296.0 + 0.5);
  return scaled >= 4294967296.0 ? 0xFFFFFFFFU : static_cast<std::uint32_t>(scaled);
}

/// Month of the plan in which a project should open: those of a kind and year are spread over the building season by their keys.
int planned_month(const Scenario& scenario, std::size_t p) {
  const Project& project = scenario.projects[p];
  int before = 0;
  int all = 0;
  for (std::size_t q = 0; q < scenario.projects.size(); ++q) {
    const Project& other = scenario.projects[q];
    if (other.kind != project.kind || other.planned_year != project.planned_year) continue;
    ++all;
    if (key_of(other.id) < key_of(project.id)) ++before;
  }
  const int season = scenario.schedule.last_month - scenario.schedule.first_month + 1;
  int month = scenario.schedule.first_month + (2 * before + 1) * season / (2 * all);
  // The k-th of n opens when the share (k + 1/2) / n of the year's openings is reached: x to the power `skew` of them by the part x.
  if (const double skew = scenario.schedule.opening_skew; skew != 1) {
    const double part = std::pow((2.0 * before + 1) / (2.0 * all), 1 / skew);
    month = scenario.schedule.first_month + std::min(season - 1, static_cast<int>(season * part));
  }
  return YearMonth(project.planned_year, month) - scenario.start;
}

/// Of which a carer's number is drawn: the rule's own mix of town and number.
std::uint64_t carer_key(std::uint64_t town, std::uint64_t number) {
  std::uint64_t key = town + 0x9E3779B97F4A7C15ULL * (number + 1);
  for (const std::uint64_t factor : {0xBF58476D1CE4E5B9ULL, 0x94D049BB133111EBULL}) {
    key ^= key >> (factor == 0xBF58476D1CE4E5B9ULL ? 30U : 27U);
    key *= factor;
  }
  return key ^ (key >> 31U);
}

bool carers_give(Resource resource) {
  return resource == Resource::nursing_bed || resource == Resource::other_bed || resource == Resource::day_place ||
         resource == Resource::visit_minutes || resource == Resource::bath || resource == Resource::short_stay_day;
}

std::vector<std::size_t> facilities_of(const std::vector<FacilityState>& facilities, std::size_t town) {
  std::vector<std::size_t> out;
  for (std::size_t f = 0; f < facilities.size(); ++f) {
    if (facilities[f].town == TownId(town) && facilities[f].status == FacilityStatus::open) out.push_back(f);
  }
  return out;
}

void mark_hubs(const District& district, int month, std::size_t town, std::int64_t carers, std::vector<FacilityState>& facilities) {
  const Scenario& scenario = district.scenario();
  const FacilityId hub = district.network().hub(TownId(town));
  const bool works = hub.valid() && facilities[hub.index()].status == FacilityStatus::open && carers > 0;
  if (hub.valid()) facilities[hub.index()].hub_working = works;
  int taken_on = 0;
  for (const Site& site : district.network().spokes(TownId(town))) {
    FacilityState& facility = facilities[site.facility.index()];
    if (facility.settlement != site.settlement) continue;
    facility.hub_working = works && facility.status == FacilityStatus::open;
    const bool limited = scenario.towns[town].kind == TownKind::street && facility.kind == FacilityKind::community_station;
    if (!facility.hub_working || !limited) continue;
    const int months_open = month - facilities[hub.index()].opened.value + 1;
    const int most = std::min(scenario.network.street_spokes_max, months_open * scenario.network.street_spokes_per_month);
    facility.hub_working = taken_on < most;
    ++taken_on;
  }
}

void staff_points(const District& district, std::int64_t helpers, const std::vector<std::size_t>& open,
                  std::vector<FacilityState>& facilities) {
  const StaffParameters& staff = district.scenario().staff;
  std::vector<std::size_t> points;
  for (const std::size_t f : open) {
    if (facilities[f].kind == FacilityKind::village_point) points.push_back(f);
  }
  std::sort(points.begin(), points.end(), [&](std::size_t a, std::size_t b) {
    return std::tuple(facilities[a].opened.value, facilities[a].key) < std::tuple(facilities[b].opened.value, facilities[b].key);
  });
  std::int64_t hours = helpers * staff.helper_hours_per_month;
  for (const std::size_t f : points) {
    const std::int64_t given = std::min<std::int64_t>(hours, staff.point_hours_per_month);
    hours -= given;
    for (std::int32_t& places : facilities[f].staffed) places = static_cast<std::int32_t>(places * given / staff.point_hours_per_month);
  }
}

}  // namespace

std::vector<SlowProject> slow_projects(const District& district, StreamKey stream) {
  const Scenario& scenario = district.scenario();
  const ScheduleParameters& schedule = scenario.schedule;
  std::vector<SlowProject> out;
  for (std::size_t p = 0; p < scenario.projects.size(); ++p) {
    const Project& project = scenario.projects[p];
    const Spread& prepare = schedule.prepare_months[project.kind];
    const Spread& build = schedule.build_months[project.kind];
    const FacilityStandard& standard = scenario.standards[project.kind];
    const auto words = draw(stream, entity(key_of(project.id)), DrawFor::project, 0);
    const int normal = static_cast<int>(std::lround(prepare.median + build.median));
    SlowProject made;
    made.asks_from = planned_month(scenario, p) - normal;
    made.build_after = std::min(static_cast<int>(std::lround(prepare.median)), std::max(normal - 1, 0));
    made.open_after = normal;
    const std::int64_t area = project.floor_area_m2 > 0 ? project.floor_area_m2 : standard.floor_area_m2;
    made.cost_fen = standard.building_per_m2.value * area + standard.equipment.value;
    if (!project.built) {
      const double overrun = district.spreads().at(schedule.cost_ratio, draw(stream, entity(key_of(project.id)), DrawFor::project, 1)[0]);
      made.cost_fen = std::llround(static_cast<double>(made.cost_fen) * overrun);
      made.cancelled = (words[0] + 0.5) / 4294967296.0 < schedule.never_built_share;
    }
    if (!project.built && schedule.timing == Timing::durations) {
      const double slip = district.spreads().at(schedule.slip_ratio, words[3]);
      const double preparing = district.spreads().at(prepare, words[1]) * slip;
      const double building = district.spreads().at(build, words[2]) * slip;
      made.open_after = std::max(1, static_cast<int>(std::ceil(preparing + building)));
      made.build_after = std::min(static_cast<int>(std::floor(preparing)), made.open_after - 1);
    }
    made.started = made.asks_from < 0;
    made.start = made.asks_from;
    out.push_back(made);
  }
  return out;
}

std::int64_t slow_cost_until(const SlowProject& project, int month) {
  if (!project.started || project.cancelled) return 0;
  const int whole = std::max(project.open_after - project.build_after, 1);
  const int passed = std::clamp(month - project.start - project.build_after + 1, 0, whole);
  return project.cost_fen * passed / whole;
}

bool slow_closes(const Scenario& scenario, std::size_t facility, int month) {
  const std::size_t existing = scenario.existing.size();
  const std::optional<YearMonth> closes =
      facility < existing ? scenario.existing[facility].closes : scenario.projects[facility - existing].closes;
  return closes && *closes - scenario.start <= month;
}

bool slow_social_at_start(const District& district, StreamKey stream, const FacilityState& facility) {
  const OperationParameters& operation = district.scenario().operation;
  const bool urban = facility.kind == FacilityKind::street_centre || facility.kind == FacilityKind::community_station;
  const double share = facility.kind == FacilityKind::care_home ? operation.social_at_start_homes
                       : facility.from_project                  ? (urban ? operation.social_new_urban : operation.social_new_rural)
                                               : (urban ? operation.social_at_start_urban : operation.social_at_start_rural);
  return draw(stream, entity(facility.key), DrawFor::operation, 0)[0] < threshold(share);
}

std::int64_t slow_minutes(const District& district, std::size_t facility, Resource resource, std::int64_t units) {
  const StaffParameters& staff = district.scenario().staff;
  const auto minutes = static_cast<double>(units * staff.minutes_per_month);
  if (resource == Resource::nursing_bed) return std::llround(minutes / staff.residents_per_carer_nursing);
  if (resource == Resource::other_bed) return std::llround(minutes / staff.residents_per_carer_other);
  const NetworkFacility& network = district.network().facilities()[facility];
  return network.capacity[resource] == 0 ? 0 : network.carer_minutes[resource] * units / network.capacity[resource];
}

int slow_posts(const District& district, const std::vector<FacilityState>& facilities, std::size_t town) {
  std::int64_t minutes = 0;
  for (const std::size_t f : facilities_of(facilities, town)) {
    for (std::size_t r = 0; r < kCount<Resource>; ++r) {
      minutes += slow_minutes(district, f, static_cast<Resource>(r), facilities[f].capacity.cells[r]);
    }
  }
  const std::int64_t month = district.scenario().staff.minutes_per_month;
  return static_cast<int>(minutes / month + (minutes % month > 0 ? 1 : 0));
}

std::vector<std::int64_t> slow_split(const std::vector<std::int64_t>& weights, std::int64_t total) {
  const std::int64_t sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  std::vector<std::int64_t> parts;
  std::vector<std::pair<std::int64_t, std::size_t>> remainders;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    parts.push_back(sum == 0 ? 0 : weights[i] * total / sum);
    remainders.emplace_back(sum == 0 ? 0 : -(weights[i] * total % sum), i);
  }
  std::sort(remainders.begin(), remainders.end());
  std::int64_t missing = total - std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
  for (std::size_t i = 0; missing > 0; ++i, --missing) ++parts[remainders[i].second];
  return parts;
}

void slow_staff_month(const District& district, StreamKey stream, int month, const std::vector<FacilityState>& facilities,
                      std::vector<std::int64_t>& carers, std::vector<std::int64_t>& visitors, std::vector<std::int64_t>& carried,
                      std::int64_t& hires_carried) {
  const StaffParameters& staff = district.scenario().staff;
  const std::string rule = "staffing/care_workforce";
  const double leave = 1.0 - std::exp(-rule_value(district.scenario(), rule, "turnover_per_year") / 12.0);
  std::vector<std::int64_t> open_posts;
  for (std::size_t t = 0; t < carers.size(); ++t) {
    std::int64_t stay = 0;
    for (std::int64_t c = 0; c < carers[t]; ++c) {
      const std::uint64_t key = combine(key_of(rule), carer_key(key_of(district.scenario().towns[t].code), static_cast<std::uint64_t>(c)));
      if (draw(stream, entity(key), DrawFor::rule, static_cast<std::uint32_t>(month))[0] >= threshold(leave)) ++stay;
    }
    const std::int64_t before = carers[t];
    if (before > 0) carried[t] += visitors[t] * (before - stay) * 1000 / before;
    visitors[t] -= carried[t] / 1000;
    carried[t] %= 1000;
    carers[t] = stay;
    open_posts.push_back(std::max<std::int64_t>(0, slow_posts(district, facilities, t) - stay));
  }
  const std::int64_t wanted = std::accumulate(open_posts.begin(), open_posts.end(), std::int64_t{0});
  hires_carried += std::llround(rule_value(district.scenario(), rule, "market_hires_per_month") * 1000);
  const std::vector<std::int64_t> hired = slow_split(open_posts, std::min(hires_carried / 1000, wanted));
  hires_carried %= 1000;
  for (std::size_t t = 0; t < carers.size(); ++t) {
    std::int64_t visits = 0;
    std::int64_t others = 0;
    for (const std::size_t f : facilities_of(facilities, t)) {
      for (std::size_t r = 0; r < kCount<Resource>; ++r) {
        const auto resource = static_cast<Resource>(r);
        (resource == Resource::visit_minutes ? visits : others) += slow_minutes(district, f, resource, facilities[f].capacity[resource]);
      }
    }
    for (std::int64_t k = 0; k < hired[t]; ++k) {
      const std::int64_t others_now = carers[t] + k - visitors[t];
      const std::int64_t empty_visits = std::max<std::int64_t>(0, visits - visitors[t] * staff.minutes_per_month);
      const std::int64_t empty_others = std::max<std::int64_t>(0, others - others_now * staff.minutes_per_month);
      if (staff.visitors_apart && empty_visits * std::max<std::int64_t>(others, 1) > empty_others * std::max<std::int64_t>(visits, 1)) {
        ++visitors[t];
      }
    }
    carers[t] += hired[t];
  }
}

void slow_staffed(const District& district, int month, const std::vector<std::int64_t>& carers, const std::vector<std::int64_t>& visitors,
                  const std::vector<std::int64_t>& helpers, std::vector<FacilityState>& facilities) {
  const Scenario& scenario = district.scenario();
  for (FacilityState& facility : facilities) facility.staffed = {};
  for (std::size_t t = 0; t < carers.size(); ++t) {
    mark_hubs(district, month, t, carers[t], facilities);
    const std::vector<std::size_t> open = facilities_of(facilities, t);
    // Of one kind unless visitors are apart: kind 1 visits homes.
    const auto kind = [&](std::size_t r) {
      return scenario.staff.visitors_apart && static_cast<Resource>(r) == Resource::visit_minutes ? std::size_t{1} : std::size_t{0};
    };
    std::array<std::int64_t, 2> in_use{};
    std::array<std::int64_t, 2> free{};
    for (const std::size_t f : open) {
      for (std::size_t r = 0; r < kCount<Resource>; ++r) {
        const std::int64_t used = facilities[f].used.cells[r];
        in_use[kind(r)] += slow_minutes(district, f, static_cast<Resource>(r), used);
        free[kind(r)] +=
            slow_minutes(district, f, static_cast<Resource>(r), std::max<std::int64_t>(0, facilities[f].capacity.cells[r] - used));
      }
    }
    const std::array<std::int64_t, 2> have{(carers[t] - visitors[t]) * scenario.staff.minutes_per_month,
                                           visitors[t] * scenario.staff.minutes_per_month};
    std::array<std::int64_t, 2> for_used{};
    std::array<std::int64_t, 2> for_free{};
    for (std::size_t k = 0; k < 2; ++k) {
      for_used[k] = std::min(have[k], in_use[k]);
      for_free[k] = std::min(have[k] - for_used[k], free[k]);
    }
    for (const std::size_t f : open) {
      FacilityState& facility = facilities[f];
      for (std::size_t r = 0; r < kCount<Resource>; ++r) {
        std::int64_t size = facility.capacity.cells[r];
        const int age = month - facility.opened.value + 1;
        const int ramp = scenario.schedule.ramp_up_months;
        if (facility.from_project && age <= ramp) size = size * age / (ramp + 1);
        const std::int64_t used = facility.used.cells[r];
        size = std::max(size, used);
        if (carers_give(static_cast<Resource>(r))) {
          const std::size_t k = kind(r);
          size = (in_use[k] == 0 ? 0 : used * for_used[k] / in_use[k]) + (free[k] == 0 ? 0 : (size - used) * for_free[k] / free[k]);
        }
        facility.staffed.cells[r] = static_cast<std::int32_t>(size);
      }
    }
    if (scenario.staff.points_need_helpers) staff_points(district, helpers[t], open, facilities);
  }
}

}  // namespace eldercast::test
