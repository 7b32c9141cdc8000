#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/compare/comparison.hpp"
#include "output/render/text_cells.hpp"

namespace eldercast {

namespace {

/// A change of what is left unpaid, or waits, is large from this share: of the largest change of a payer, of what waited before.
constexpr double kLarge = 0.1;

double size_of(const FigureDifference& one) { return std::abs(one.run.mean); }

bool is_payer(const Figure& figure) { return figure.id.starts_with("money.") && figure.id != "money.public" && figure.id != "money.all"; }

/// In the order in which they are told: money that is owed, a fund that is emptied, projects that wait. 0: none of them, or not large.
int unpaid_rank(const FigureDifference& one, double largest_payer) {
  const std::string& id = one.figure.id;
  if (id.starts_with("grants_waiting.")) return size_of(one) >= kLarge * largest_payer ? 1 : 0;
  if (id == "lottery_fund") return one.run.b <= kLarge * one.run.a && size_of(one) >= kLarge * largest_payer ? 2 : 0;
  return id.starts_with("projects_waited.") && size_of(one) >= std::max(1.0, kLarge * one.run.a) ? 3 : 0;
}

/// What is served, given and waited for of one service is one change.
std::string_view service_of(const Figure& figure) {
  const std::string_view id = figure.id;
  const std::size_t dot = id.find('.');
  const bool service = figure.subject == Subject::services && dot != std::string_view::npos;
  return service ? id.substr(dot + 1) : id;
}

/// Without those that say again what stands before them.
void leave_out_repeated(std::vector<const FigureDifference*>& ordered) {
  std::vector<const FigureDifference*> out;
  for (const FigureDifference* one : ordered) {
    const auto same = [&](const FigureDifference* other) { return service_of(other->figure) == service_of(one->figure); };
    if (std::none_of(out.begin(), out.end(), same)) out.push_back(one);
  }
  ordered = std::move(out);
}

std::string yuan_text(const PairedRatio& ratio, double sign) {
  const double low = sign * (sign > 0 ? ratio.low : ratio.high);
  const double high = sign * (sign > 0 ? ratio.high : ratio.low);
  return fmt::format("{} [{}, {}]", grouped_text(sign * ratio.ratio), grouped_text(low), grouped_text(high));
}

void add_price(const CostOfGain& cost, const Text& what, std::vector<Text>& out) {
  const PairedRatio& gain = cost.public_money;
  const PairedRatio& loss = cost.lost_public_money;
  const auto say = [&](const char* zh, const char* en, const std::string& yuan) {
    out.push_back({fmt::format(fmt::runtime(zh), what.zh, yuan), fmt::format(fmt::runtime(en), what.en, yuan)});
  };
  if (gain.known && gain.low > 0) say("每多得{}，公共资金{}元", "{} more costs {} yuan of public money", yuan_text(gain, 1));
  if (gain.known && gain.high < 0)
    say("每多得{}，反而节省公共资金{}元", "{} more goes with {} yuan less of public money", yuan_text(gain, -1));
  if (loss.known && loss.low > 0) say("每少得{}，节省公共资金{}元", "{} less saves {} yuan of public money", yuan_text(loss, 1));
  if (loss.known && loss.high < 0)
    say("每少得{}，反而多用公共资金{}元", "{} less goes with {} yuan more of public money", yuan_text(loss, -1));
}

}  // namespace

bool names_figure(std::string_view word, std::string_view id) {
  return id == word || (id.size() > word.size() && id.starts_with(word) && id[word.size()] == '.');
}

std::vector<Text> price_sentences(const Comparison& comparison) {
  std::vector<Text> out;
  add_price(comparison.per_care_year, {"一人年照护", "a person-year of care"}, out);
  add_price(comparison.per_bed_year, {"一人年床位保障", "a person-year with the bed that is needed"}, out);
  return out;
}

MostChanged most_changed(const Comparison& comparison) {
  MostChanged out;
  double largest = 0;
  for (const FigureDifference& one : comparison.figures) {
    if (!is_told(one.run) || !is_payer(one.figure)) continue;
    out.payers.push_back(&one);
    largest = std::max(largest, size_of(one));
  }
  for (const FigureDifference& one : comparison.figures) {
    if (!is_told(one.run)) continue;
    if (unpaid_rank(one, largest) > 0) out.unpaid.push_back(&one);
    const Subject subject = one.figure.subject;
    if (one.figure.better != Better::neither && subject != Subject::targets && subject != Subject::money) out.people.push_back(&one);
  }
  const auto by_size = [](const auto* a, const auto* b) { return size_of(*a) > size_of(*b); };
  const auto relative = [](const FigureDifference* one) { return size_of(*one) / std::max(1.0, std::abs(one->run.a)); };
  std::stable_sort(out.payers.begin(), out.payers.end(), by_size);
  std::stable_sort(out.people.begin(), out.people.end(), [&](const auto* a, const auto* b) { return relative(a) > relative(b); });
  leave_out_repeated(out.people);
  std::stable_sort(out.unpaid.begin(), out.unpaid.end(), by_size);
  std::stable_sort(out.unpaid.begin(), out.unpaid.end(),
                   [&](const auto* a, const auto* b) { return unpaid_rank(*a, largest) < unpaid_rank(*b, largest); });
  return out;
}

const FigureDifference* find_difference(const Comparison& comparison, std::string_view id) {
  const auto found =
      std::find_if(comparison.figures.begin(), comparison.figures.end(), [&](const FigureDifference& one) { return one.figure.id == id; });
  return found == comparison.figures.end() ? nullptr : &*found;
}

}  // namespace eldercast
