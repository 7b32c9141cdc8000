#include "study/forecast/city_world.hpp"

#include <algorithm>
#include <cmath>

#include "study/design/draws.hpp"

namespace eldercast {
namespace {

constexpr int kFirstYear = 2018;  ///< of the worlds' calendar: before the first plan's year
constexpr int kYears = 8;
constexpr int kOpeningStrata = 12;
/// The epidemic of early 2020 held building up from February to April (scenarios/jiangjin/outbreak_2020.toml).
constexpr double kOutbreakFrom = 2020 * 12 + 1;
constexpr double kOutbreakMonths = 3;

/// End of a month on an axis of months.
double end_of(YearMonth month) { return month.count + 1.0; }

/// Numbers of one world: words of an item of a pool, or of all pools (item groups of their own).
class WorldDraws {
 public:
  WorldDraws(std::uint64_t seed, std::uint32_t world, const SplitLognormal& spreads)
      : stream_(seed, StudyDraw::forecast_world), world_(world), spreads_(spreads) {}

  [[nodiscard]] std::uint32_t word(std::uint32_t item, std::uint32_t pool) const { return stream_.words(world_, item, pool)[0]; }
  [[nodiscard]] double unit(std::uint32_t item, std::uint32_t pool) const { return open_unit(word(item, pool)); }
  [[nodiscard]] double of(const Spread& spread, std::uint32_t item, std::uint32_t pool) const {
    return spread.high > spread.low ? spreads_.at(spread, word(item, pool)) : spread.median;
  }

 private:
  StudyStream stream_;
  std::uint32_t world_;
  const SplitLognormal& spreads_;
};

/// Items of a world's numbers. Values are part of the forecasts: never renumber.
enum Item : std::uint32_t {
  kCommonSlip = 1,
  kKindSlip,
  kYearEnd,
  kPull,
  kCampaignShare,
  kNever,
  kWait,
  kSkew,
  kOutbreak,
  kGrowth,
  kGrowthRate,
  kClosed,
  kAim,
  kVariant,
  kCampaign = 100,   ///< and the year
  kWave = 200,       ///< and the year
  kWaveSize = 300,   ///< and the year
  kReference = 400,  ///< and the number of the count
  kStock = 500,      ///< and the number of the row
};

/// Pools of the same deadlines share campaigns: the urban kinds, the rural kinds.
constexpr std::uint32_t kAllPools = 99;
std::uint32_t deadline_group(std::size_t pool) { return pool < 2 ? 90 : 91; }

/// Projects that share a clock.
struct Group {
  double projects = 0;
  YearMonth due;
  Stage stage = Stage::unsited;
  std::vector<double> starts;  ///< of equal parts of the projects
  bool staged = false;         ///< counted from the date of the stages on
};

class PoolWorld {
 public:
  PoolWorld(const CitySetting& setting, std::size_t pool, const WorldDraws& draws) : setting_(setting), k_(pool), draws_(draws) {
    const ForecastParameters& p = setting.tables().parameters;
    const auto number = static_cast<std::uint32_t>(pool);
    slip_ = draws.of(p.common_slip[pool], kCommonSlip, kAllPools) * draws.of(p.kind_slip[pool], kKindSlip, number);
    year_end_ = std::min(draws.of(p.year_end_share[pool], kYearEnd, kAllPools), 1.0);
    pull_ = draws.of(p.pull_months[pool], kPull, number);
    campaign_share_ = std::min(draws.of(p.campaign_share[pool], kCampaignShare, number), 1.0);
    never_ = std::min(draws.of(p.never_built_share[pool], kNever, number), 1.0);
    wait_ = draws.of(p.unsited_wait_months[pool], kWait, number);
    skew_ = draws.of(p.opening_skew[pool], kSkew, kAllPools);
    outbreak_ = std::min(draws.of(p.outbreak_months[pool], kOutbreak, kAllPools), kOutbreakMonths);
    for (int y = 0; y < kYears; ++y) {
      const auto year = static_cast<std::uint32_t>(y);
      const bool wave =
          kFirstYear + y > setting.tables().as_of.year() && draws.unit(kWave + year, kAllPools) < p.wave_probability[pool].median;
      lost_[static_cast<std::size_t>(y)] = wave ? std::min(draws.of(p.wave_months[pool], kWaveSize + year, kAllPools), 11.0) : 0.0;
    }
    choose_variant();
    make_groups();
  }

  /// Counted open at the end of each month of the span.
  [[nodiscard]] std::vector<double> path(CityMonths span) const {
    std::vector<double> out(static_cast<std::size_t>(span.last - span.first + 1), stock_);
    for (const Group& group : groups_) add_counted(group, span, out);
    finish(span, out);
    return out;
  }

  /// Of the year's plan: what errors of counts are measured in.
  [[nodiscard]] double year_plan(int year) const {
    double sum = 0;
    for (const Group& group : groups_) sum += group.due.year() == year ? group.projects : 0.0;
    return sum;
  }

 private:
  [[nodiscard]] const Pool& pool() const { return setting_.tables().pools[k_]; }
  [[nodiscard]] std::uint32_t number() const { return static_cast<std::uint32_t>(k_); }

  void choose_variant() {
    double all = 0;
    for (const PlanVariant& variant : pool().variants) all += variant.weight;
    double left = draws_.unit(kVariant, number()) * all;
    variant_ = &pool().variants.back();
    for (const PlanVariant& variant : pool().variants) {
      if (left < variant.weight) {
        variant_ = &variant;
        break;
      }
      left -= variant.weight;
    }
  }

  void make_groups() {
    std::uint32_t row = 0;
    for (const PoolPlan& plan : variant_->rows) {
      const double facilities = draws_.of(plan.facilities, kStock + row++, number());
      if (plan.part == PlannedAs::stock) stock_ += facilities;
      if (plan.part != PlannedAs::add) continue;
      last_due_ = std::max(last_due_, plan.due);
      const bool staged = !pool().stages.empty() && plan.due.year() == pool().stages.front().month.year();
      if (staged) add_stages(plan.due);
      if (!staged) add_cohort(plan.due, facilities);
    }
  }

  void add_stages(YearMonth due) {
    for (const StageCount& count : pool().stages) {
      Group group{count.projects, due, count.stage, {end_of(count.month)}, true};
      if (count.stage == Stage::unsited) group.starts.front() += wait_;
      groups_.push_back(std::move(group));
    }
  }

  /// A year's plan of which nothing else is known: openings are planned towards the end of the year, each started in time.
  void add_cohort(YearMonth due, double facilities) {
    const ForecastParameters& p = setting_.tables().parameters;
    Group group{facilities, due, Stage::unsited, {}, false};
    for (int i = 0; i < kOpeningStrata; ++i) {
      const double planned = end_of(due) - 12 + 12 * std::pow((i + 0.5) / kOpeningStrata, 1 / skew_);
      group.starts.push_back(planned - p.prepare_months[k_].median - p.build_months[k_].median);
    }
    groups_.push_back(std::move(group));
  }

  /// Months of work between two moments: less what the outbreak and later waves took.
  [[nodiscard]] double worked(double from, double to) const {
    if (to <= from) return 0;
    const auto within = [&](double begin, double months) {
      return std::max(0.0, std::min(to, begin + months) - std::max(from, begin)) / months;
    };
    double out = to - from - outbreak_ * within(kOutbreakFrom, kOutbreakMonths);
    for (int y = 0; y < kYears; ++y) {
      if (lost_[static_cast<std::size_t>(y)] > 0) out -= lost_[static_cast<std::size_t>(y)] * within((kFirstYear + y) * 12.0, 12);
    }
    return out;
  }

  [[nodiscard]] double ready(const Group& group, double at) const {
    double sum = 0;
    for (const double start : group.starts) sum += setting_.work(k_).ready(group.stage, worked(start, at) / slip_);
    return sum / static_cast<double>(group.starts.size());
  }

  [[nodiscard]] bool campaign(int year) const {
    const ForecastParameters& p = setting_.tables().parameters;
    const Judged& probability = year >= last_due_.year() ? p.campaign_probability : p.interim_campaign_probability;
    return draws_.unit(kCampaign + static_cast<std::uint32_t>(year - kFirstYear), deadline_group(k_)) < probability[k_].median;
  }

  /// What is counted follows what is ready: a share waits for the review at the year's end, which takes in what is nearly ready, too, and
  /// in a campaign most of what is missing.
  void add_counted(const Group& group, CityMonths span, std::vector<double>& out) const {
    const double projects = group.projects * (group.stage == Stage::accepted ? 1.0 : 1 - never_);
    const YearMonth begin = group.staged ? pool().stages.front().month : YearMonth(group.due.year() - 1, 1);
    double counted = 0;
    double at_last_review = 0;
    for (YearMonth month = begin; month <= span.last; month = month + 1) {
      const bool due = month >= group.due;
      if (group.stage == Stage::accepted) {
        counted = 1;
      } else if (month.month() == 12) {
        double share = ready(group, end_of(month) + (due ? pull_ : 0.0));
        if (due && campaign(month.year())) share += campaign_share_ * (1 - share);
        counted = std::max(counted, share);
        at_last_review = counted;
      } else {
        const double waits = month > group.due ? year_end_ / 2 : year_end_;
        counted = std::max(counted, (1 - waits) * ready(group, end_of(month)) + waits * at_last_review);
      }
      if (month >= span.first) out[static_cast<std::size_t>(month - span.first)] += projects * counted;
    }
  }

  void finish(CityMonths span, std::vector<double>& out) const {
    const ForecastParameters& p = setting_.tables().parameters;
    const bool grows = draws_.unit(kGrowth, number()) < p.growth_probability[k_].median;
    const double growth =
        (grows ? draws_.of(p.growth_per_year[k_], kGrowthRate, number()) : 0.0) - draws_.of(p.closed_per_year[k_], kClosed, number());
    const bool binds = draws_.unit(kAim, number()) < p.aim_binds_probability[k_].median;
    double before = 0;
    for (std::size_t m = 0; m < out.size(); ++m) {
      const YearMonth month = span.first + static_cast<int>(m);
      out[m] *= 1 + growth * std::max(0, month - last_due_) / 12.0;
      for (const PoolPlan& row : variant_->rows) {
        if (row.part == PlannedAs::aim && binds && month <= row.due) out[m] = std::min(out[m], row.facilities.median);
      }
      before = out[m] = std::max(before, std::min(out[m], pool().most));
    }
  }

  const CitySetting& setting_;
  std::size_t k_;
  const WorldDraws& draws_;
  const PlanVariant* variant_ = nullptr;
  std::vector<Group> groups_;
  YearMonth last_due_;
  double stock_ = 0;
  double slip_ = 1, year_end_ = 0, pull_ = 0, campaign_share_ = 0, never_ = 0, wait_ = 0, skew_ = 1, outbreak_ = 0;
  std::array<double, kYears> lost_{};
};

/// Logarithm of the likelihood of what was counted of a pool, up to a constant.
double agreement(const CitySetting& setting, std::size_t k, const PoolWorld& world, const WorldDraws& draws) {
  const Pool& pool = setting.tables().pools[k];
  double out = 0;
  for (std::size_t i = 0; i < pool.counts.size(); ++i) {
    const OpenCount& count = pool.counts[i];
    const auto months = static_cast<std::uint32_t>(count.month - count.earliest + 1);
    const std::uint32_t word = draws.word(kReference + static_cast<std::uint32_t>(i), kAllPools);
    const YearMonth of = count.earliest + static_cast<int>(below(months, word));
    const double open = world.path({of, of}).front();
    const double error = setting.tables().parameters.count_error[k].median * std::max(world.year_plan(of.year()), 1.0);
    const double z = (count.open - open) / error;
    out -= z * z / 2;
  }
  return out;
}

}  // namespace

CitySetting::CitySetting(const ForecastTables& tables) : tables_(&tables) {
  const ForecastParameters& p = tables.parameters;
  for (std::size_t k = 0; k < kForecastKinds.size(); ++k)
    work_.emplace_back(spreads_, p.prepare_months[k], p.build_months[k], p.slip_ratio[k]);
}

CityPath draw_city_path(const CitySetting& setting, CityMonths months, std::uint64_t seed, std::uint32_t world) {
  const WorldDraws draws(seed, world, setting.spreads());
  CityPath out;
  for (std::size_t k = 0; k < kForecastKinds.size(); ++k) {
    const PoolWorld pool(setting, k, draws);
    out.open[k] = pool.path(months);
    out.log_weight += agreement(setting, k, pool, draws);
  }
  return out;
}

}  // namespace eldercast
