#include "output/compare/comparison.hpp"
#include "output/render/json_numbers.hpp"

namespace eldercast {

namespace {

const char* direction_word(Direction direction) {
  switch (direction) {
    case Direction::none:
      return "none";
    case Direction::unknown:
      return "unknown";
    case Direction::unsure:
      return "unsure";
    case Direction::on_average:
      return "on_average";
    case Direction::certain:
      break;
  }
  return "certain";
}

Json as_json(const Difference& one) {
  return {{"a", json_of(one.a)},
          {"b", json_of(one.b)},
          {"difference", json_of(one.mean)},
          {"interval", {json_of(one.low), json_of(one.high)}},
          {"mean_interval", {json_of(one.mean_low), json_of(one.mean_high)}},
          {"direction", direction_word(direction_of(one))},
          {"sign_share", json_of(one.sign_share)},
          {"narrowing", json_of(one.narrowing)},
          {"replicates", one.replicates}};
}

Json as_json(const PairedRatio& ratio) {
  if (!ratio.known) return nullptr;
  return {{"yuan", json_of(ratio.ratio)}, {"low", json_of(ratio.low)}, {"high", json_of(ratio.high)}};
}

Json as_json(const CostOfGain& cost) {
  return {{"public_money", as_json(cost.public_money)},
          {"all_payers", as_json(cost.all_money)},
          {"saved_per_unit_less", as_json(cost.lost_public_money)}};
}

Json as_json(const FigureDifference& one, const Comparison& comparison) {
  Json years = Json::array();
  for (std::size_t y = 0; y < one.years.size(); ++y) {
    Json year = as_json(one.years[y]);
    year["year"] = comparison.start.year() + static_cast<int>(y);
    if (y < one.towns.size()) {
      Json& towns = year["towns"] = Json::array();
      for (std::size_t t = 0; t < one.towns[y].size(); ++t) {
        Json town = as_json(one.towns[y][t]);
        town["town"] = comparison.town_codes[t];
        towns.push_back(std::move(town));
      }
    }
    years.push_back(std::move(year));
  }
  return {{"id", one.figure.id},
          {"name_zh", one.figure.name_zh},
          {"name_en", one.figure.name_en},
          {"unit", one.figure.unit},
          {"subject", std::string(name_of(one.figure.subject))},
          {"whole_run", as_json(one.run)},
          {"years", std::move(years)}};
}

Json as_json(const Waterfall& waterfall) {
  Json figures = Json::array();
  for (const WaterfallFigure& one : waterfall.figures) {
    Json steps = Json::array();
    for (std::size_t i = 0; i < one.steps.size(); ++i)
      steps.push_back({{"change", waterfall.changes[i]}, {"alone", as_json(one.steps[i].alone)}, {"share", as_json(one.steps[i].share)}});
    figures.push_back({{"id", one.figure.id},
                       {"unit", one.figure.unit},
                       {"total", as_json(one.total)},
                       {"changes", std::move(steps)},
                       {"remainder", as_json(one.remainder)}});
  }
  return {{"exact", waterfall.exact}, {"orders", waterfall.orders}, {"runs", waterfall.runs}, {"figures", std::move(figures)}};
}

Json as_json(const Comparison& comparison) {
  Json figures = Json::array();
  for (const FigureDifference& one : comparison.figures) figures.push_back(as_json(one, comparison));
  Json targets = Json::array();
  for (const TargetDifference& one : comparison.targets) {
    targets.push_back({{"target", one.about.id},
                       {"met_a", one.met_a ? Json(*one.met_a) : Json(nullptr)},
                       {"met_b", one.met_b ? Json(*one.met_b) : Json(nullptr)},
                       {"due", one.due ? Json(text_of(*one.due)) : Json(nullptr)},
                       {"when_due", one.due ? as_json(one.when_due) : Json(nullptr)},
                       {"gained", one.gained},
                       {"lost", one.lost},
                       {"chance_changes", one.chance_changes()}});
  }
  return {{"a", comparison.label_a},
          {"b", comparison.label_b},
          {"paired", comparison.paired},
          {"replicates", comparison.replicates},
          {"figures", std::move(figures)},
          {"targets", std::move(targets)},
          {"cost_per_served_person_year", as_json(comparison.per_served_year)},
          {"cost_per_care_person_year", as_json(comparison.per_care_year)},
          {"cost_per_bed_shortfall_person_year", as_json(comparison.per_bed_year)},
          {"median_narrowing", json_of(comparison.median_narrowing)},
          {"only_in_one", comparison.only_in_one},
          {"waterfall", comparison.waterfall ? as_json(*comparison.waterfall) : Json(nullptr)}};
}

}  // namespace

std::string render_json(std::span<const Comparison> comparisons) {
  Json list = Json::array();
  for (const Comparison& one : comparisons) list.push_back(as_json(one));
  const Json out{{"format", "eldercast-comparison"}, {"version", 2}, {"comparisons", std::move(list)}};
  return json_text(out);
}

}  // namespace eldercast
