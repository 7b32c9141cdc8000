#include "output/compare/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

#include "output/answer/target_report.hpp"
#include "output/place_names.hpp"

namespace eldercast {

namespace {

constexpr double kMonthsPerYear = 12.0;

void require_comparable(const ComparedRun& a, const ComparedRun& b) {
  const Description& x = a.description;
  const Description& y = b.description;
  if (x.start != y.start || x.end != y.end) {
    throw NotComparable(fmt::format("{} covers {} to {}, {} covers {} to {}", a.label, text_of(x.start), text_of(x.end), b.label,
                                    text_of(y.start), text_of(y.end)));
  }
  const auto same_code = [](const TownLine& one, const TownLine& other) { return one.code == other.code; };
  if (!std::equal(x.towns.begin(), x.towns.end(), y.towns.begin(), y.towns.end(), same_code)) {
    throw NotComparable(fmt::format("{} and {} have other towns", a.label, b.label));
  }
}

/// The headlines that count: of replicates that ended well in both runs where they are paired, else of each run by itself.
struct Sides {
  bool paired = false;
  std::vector<const Headline*> a;
  std::vector<const Headline*> b;

  Sides(const ComparedRun& left, const ComparedRun& right) : paired(left.description.seed == right.description.seed) {
    if (!paired) {
      a = well(left);
      b = well(right);
      return;
    }
    for (const Outcome& one : left.outcomes) {
      const auto other = std::find_if(right.outcomes.begin(), right.outcomes.end(),
                                      [&](const Outcome& candidate) { return candidate.replicate == one.replicate; });
      if (other == right.outcomes.end() || !one.failure.empty() || !other->failure.empty()) continue;
      a.push_back(&one.headline);
      b.push_back(&other->headline);
    }
  }

  template <class ValueA, class ValueB>
  [[nodiscard]] Difference difference(ValueA value_a, ValueB value_b) const {
    const std::vector<double> left = values(a, value_a);
    const std::vector<double> right = values(b, value_b);
    return paired ? paired_difference(left, right) : unpaired_difference(left, right);
  }
  template <class Value>
  [[nodiscard]] static std::vector<double> values(const std::vector<const Headline*>& headlines, Value value) {
    std::vector<double> out;
    for (const Headline* headline : headlines) out.push_back(value(*headline));
    return out;
  }

 private:
  static std::vector<const Headline*> well(const ComparedRun& run) {
    std::vector<const Headline*> out;
    for (const Outcome& outcome : run.outcomes) {
      if (outcome.failure.empty()) out.push_back(&outcome.headline);
    }
    return out;
  }
};

FigureDifference difference_of(const Figure& in_a, const Figure& in_b, const Sides& sides, const Description& description) {
  FigureDifference out{in_a, {}, {}, {}, {}};
  out.run = sides.difference([&](const Headline& h) { return whole_run(in_a, h, description); },
                             [&](const Headline& h) { return whole_run(in_b, h, description); });
  for (int year = 0; year < description.years(); ++year) {
    out.years.push_back(sides.difference([&](const Headline& h) { return in_a.district(h, year); },
                                         [&](const Headline& h) { return in_b.district(h, year); }));
    if (!in_a.town || !in_b.town) continue;
    std::vector<Difference>& towns = out.towns.emplace_back();
    for (std::size_t t = 0; t < description.towns.size(); ++t) {
      towns.push_back(sides.difference([&](const Headline& h) { return in_a.town(h, year, t); },
                                       [&](const Headline& h) { return in_b.town(h, year, t); }));
    }
  }
  for (std::size_t t = 0; !out.towns.empty() && t < description.towns.size(); ++t) {
    out.run_towns.push_back(sides.difference([&](const Headline& h) { return whole_run(in_a, h, description, t); },
                                             [&](const Headline& h) { return whole_run(in_b, h, description, t); }));
  }
  return out;
}

/// Money added for what is gained, pair by pair. `gain` is +1 where more of the figure is a gain, -1 where less is.
CostOfGain cost_of(const std::vector<Figure>& figures, const Sides& sides, const Description& description, std::string_view what,
                   double gain) {
  CostOfGain out;
  if (!sides.paired) return out;
  const auto added = [&](std::string_view id, double scale) {
    const Figure& figure = *find_figure(figures, id);
    std::vector<double> values;
    for (std::size_t i = 0; i < sides.a.size(); ++i) {
      values.push_back(scale * (whole_run(figure, *sides.b[i], description) - whole_run(figure, *sides.a[i], description)));
    }
    return values;
  };
  const std::vector<double> gained = added(what, gain / kMonthsPerYear);
  out.public_money = paired_ratio(added("money.public", 1), gained);
  out.all_money = paired_ratio(added("money.all", 1), gained);
  out.lost_public_money = paired_ratio(added("money.public", -1), added(what, -gain / kMonthsPerYear));
  return out;
}

/// The outcomes of one run that its targets are judged on: where they are paired, those of replicates that ended well in the other one,
/// too.
class Judged {
 public:
  Judged(const ComparedRun& run, const ComparedRun& other, bool paired) : outcomes_(run.outcomes) {
    if (!paired) return;
    std::set<std::int32_t> well;
    for (const Outcome& one : other.outcomes) {
      if (one.failure.empty()) well.insert(one.replicate);
    }
    const auto counts = [&](const Outcome& one) { return well.count(one.replicate) > 0; };
    if (std::all_of(run.outcomes.begin(), run.outcomes.end(), counts)) return;
    std::copy_if(run.outcomes.begin(), run.outcomes.end(), std::back_inserter(shared_), counts);
    outcomes_ = shared_;
  }
  Judged(const Judged&) = delete;
  Judged& operator=(const Judged&) = delete;

  [[nodiscard]] std::span<const Outcome> outcomes() const { return outcomes_; }

 private:
  std::vector<Outcome> shared_;
  std::span<const Outcome> outcomes_;
};

/// A target's value, and whether it meets what is asked, when it is due in both runs.
TargetDifference target_difference(const TargetLine& a, const TargetLine& b, const Sides& sides, const Description& description) {
  TargetDifference out;
  out.about = a.about;
  out.met_a = a.met;
  out.met_b = b.met;
  if (!a.met || !b.met || a.about.due != b.about.due) return out;
  out.due = a.about.due;
  const int month = a.about.due - description.start;
  const JudgedTarget& row = a.about;
  const auto value = [&](const Headline& h) { return target_value(row, h.targets(month, row.target)); };
  out.when_due = sides.difference(value, value);
  for (std::size_t i = 0; sides.paired && i < sides.a.size(); ++i) {
    const double before = value(*sides.a[i]);
    const double after = value(*sides.b[i]);
    if (std::isnan(before) || std::isnan(after)) continue;
    const bool met_before = target_met(row, before, *a.about.threshold);
    const bool met_after = target_met(row, after, *b.about.threshold);
    out.gained += !met_before && met_after ? 1 : 0;
    out.lost += met_before && !met_after ? 1 : 0;
  }
  return out;
}

double median_narrowing(const std::vector<FigureDifference>& figures) {
  std::vector<double> factors;
  for (const FigureDifference& figure : figures) {
    if (std::isfinite(figure.run.narrowing)) factors.push_back(figure.run.narrowing);
  }
  std::sort(factors.begin(), factors.end());
  return percentile(factors, 0.5);
}

}  // namespace

bool FigureDifference::zero() const {
  const auto unchanged = [](const Difference& one) { return one.replicates == 0 || one.zero; };
  return unchanged(run) && std::all_of(years.begin(), years.end(), unchanged) &&
         std::all_of(towns.begin(), towns.end(),
                     [&](const std::vector<Difference>& year) { return std::all_of(year.begin(), year.end(), unchanged); });
}

Comparison compare(const ComparedRun& a, const ComparedRun& b) {
  require_comparable(a, b);
  const Sides sides(a, b);
  const Description& description = a.description;
  Comparison out;
  out.label_a = a.label;
  out.label_b = b.label;
  out.name_a_zh = description.name_zh;
  out.name_b_zh = b.description.name_zh;
  out.name_a_en = description.name_en;
  out.name_b_en = b.description.name_en;
  out.digest_a = description.digest;
  out.digest_b = b.description.digest;
  out.start = description.start;
  out.end = description.end;
  for (const TownLine& town : description.towns) {
    out.town_codes.push_back(town.code);
    out.town_names_zh.push_back(town.name_zh);
    out.town_names_en.push_back(place_name(town).en);
  }
  out.paired = sides.paired;
  out.replicates = static_cast<int>(std::min(sides.a.size(), sides.b.size()));

  const std::vector<Figure> figures_a = figures_of(description);
  const std::vector<Figure> figures_b = figures_of(b.description);
  for (const Figure& figure : figures_a) {
    const Figure* other = find_figure(figures_b, figure.id);
    if (other == nullptr) {
      out.only_in_one.push_back(figure.id);
    } else {
      out.figures.push_back(difference_of(figure, *other, sides, description));
    }
  }
  for (const Figure& figure : figures_b) {
    if (find_figure(figures_a, figure.id) == nullptr) out.only_in_one.push_back(figure.id);
  }
  const TargetReport targets_a = target_report(description, Judged(a, b, sides.paired).outcomes());
  const TargetReport targets_b = target_report(b.description, Judged(b, a, sides.paired).outcomes());
  // Targets of rules stand in the runs that have the rule.
  for (const TargetLine& line : targets_a.lines) {
    const auto other =
        std::find_if(targets_b.lines.begin(), targets_b.lines.end(), [&](const TargetLine& one) { return one.about.id == line.about.id; });
    TargetDifference one;
    one.about = line.about;
    one.met_a = line.met;
    out.targets.push_back(other == targets_b.lines.end() ? one : target_difference(line, *other, sides, description));
  }
  const auto cost = [&](std::string_view what, double gain) {
    const FigureDifference* change = find_difference(out, what);
    const bool certain = change != nullptr && direction_of(change->run) == Direction::certain;
    return certain ? cost_of(figures_a, sides, description, what, gain) : CostOfGain{};
  };
  out.per_served_year = cost("served_months", 1);
  out.per_care_year = cost("cared_months", 1);
  out.per_bed_year = cost("bed_shortfall_months", -1);
  out.median_narrowing = median_narrowing(out.figures);
  return out;
}

}  // namespace eldercast
