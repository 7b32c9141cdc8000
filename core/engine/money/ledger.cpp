#include "engine/money/ledger.hpp"

#include <algorithm>

namespace eldercast {
namespace {

/// As many as a run's rules have, and few enough to be looked through.
constexpr std::size_t kKnownTexts = 32;

}  // namespace

int years_of(const Scenario& scenario) { return scenario.end.year() - scenario.start.year() + 1; }
int year_of(const Scenario& scenario, Month month) { return (scenario.start + month.value).year() - scenario.start.year(); }

Ledger::Ledger(const Scenario& scenario, std::vector<std::string> clauses)
    : scenario_(&scenario),
      clauses_(std::move(clauses)),
      accrued_(scenario.months(), count_of<Payer>(scenario.names), count_of<Purpose>(scenario.names)),
      paid_(scenario.months(), count_of<Payer>(scenario.names), count_of<Purpose>(scenario.names)),
      town_accrued_(years_of(scenario), scenario.towns.size(), count_of<Payer>(scenario.names)),
      town_construction_paid_(scenario.months(), scenario.towns.size()),
      town_paid_(scenario.months(), scenario.towns.size()),
      before_start_(scenario.towns.size()) {
  clauses_.insert(clauses_.begin(), "");
  known_texts_.reserve(kKnownTexts);
  clause_accrued_ = Cube<std::int64_t, 2>(years_of(scenario), clauses_.size());
  clause_paid_ = clause_accrued_;
}

void Ledger::start(bool keep_postings) {
  keep_postings_ = keep_postings;
  postings_.clear();
  for (auto* cube : {&accrued_, &paid_, &town_accrued_}) std::fill(cube->cells().begin(), cube->cells().end(), 0);
  for (auto* cube : {&clause_accrued_, &clause_paid_, &town_construction_paid_, &town_paid_})
    std::fill(cube->cells().begin(), cube->cells().end(), 0);
  std::fill(before_start_.begin(), before_start_.end(), Fen{});
}

bool Ledger::book(const Posting& posting, Month month, RuleId rule) {
  const std::optional<std::uint16_t> clause = clause_index(posting.clause);
  if (!clause) return false;
  BookedPosting entry;
  entry.month_accrued = static_cast<std::int16_t>(month.value);
  entry.month_paid = static_cast<std::int16_t>(month.value + posting.paid_after_months);
  entry.town = posting.town;
  entry.facility = posting.facility;
  entry.service = posting.service;
  entry.rule = rule;
  entry.payer = posting.payer;
  entry.purpose = posting.purpose;
  entry.clause = *clause;
  entry.amount = posting.amount;
  enter(entry, posting.payer == Payer::town_government && posting.purpose == Purpose::construction);
  if (posting.relieves != Relieves::nobody) {
    // The clause's sum is what its payer gives; the other side of it stands under no clause.
    entry.payer = posting.relieves == Relieves::town_government ? Payer::town_government : Payer::operator_;
    entry.clause = 0;
    entry.amount = -posting.amount;
    enter(entry, entry.payer == Payer::town_government && posting.purpose == Purpose::construction);
  }
  return true;
}

std::optional<std::uint16_t> Ledger::clause_index(const char* text) {
  for (const KnownText& known : known_texts_) {
    // The same place may hold another text by now.
    if (known.text == text && clauses_[known.clause] == text) return known.clause;
  }
  const auto found = std::find(clauses_.begin(), clauses_.end(), text);
  if (found == clauses_.end()) return std::nullopt;
  const auto clause = static_cast<std::uint16_t>(found - clauses_.begin());
  if (known_texts_.size() < kKnownTexts) known_texts_.push_back({text, clause});
  return clause;
}

void Ledger::book_before_start(TownId town, Fen amount) { before_start_[town.index()] += amount; }

void Ledger::enter(const BookedPosting& entry, bool town_construction) {
  const Month accrued{entry.month_accrued};
  const Month paid{entry.month_paid};
  accrued_(accrued, entry.payer, entry.purpose) += entry.amount.value;
  clause_accrued_(year_of(*scenario_, accrued), entry.clause) += entry.amount.value;
  if (entry.town.valid()) town_accrued_(year_of(*scenario_, accrued), entry.town, entry.payer) += entry.amount.value;
  if (paid.value < scenario_->months()) {
    paid_(paid, entry.payer, entry.purpose) += entry.amount.value;
    clause_paid_(year_of(*scenario_, paid), entry.clause) += entry.amount.value;
    if (entry.town.valid()) town_paid_(paid, entry.town) += entry.amount.value;
    if (town_construction && entry.town.valid()) town_construction_paid_(paid, entry.town) += entry.amount.value;
  }
  if (keep_postings_) postings_.push_back(entry);
}

Cube<std::int64_t, 2> Ledger::town_prefinancing() const {
  Cube<std::int64_t, 2> out(scenario_->months(), scenario_->towns.size());
  for (std::size_t t = 0; t < scenario_->towns.size(); ++t) {
    std::int64_t balance = before_start_[t].value;
    for (int m = 0; m < scenario_->months(); ++m) out(m, t) = balance += town_construction_paid_(m, t);
  }
  return out;
}

void Ledger::record(Headline& headline) const {
  headline.accrued_fen = accrued_;
  headline.paid_fen = paid_;
  headline.clause_accrued_fen = clause_accrued_;
  headline.clause_paid_fen = clause_paid_;
  headline.town_accrued_fen = town_accrued_;
  headline.prefinancing_fen = Cube<std::int64_t, 1>(scenario_->months());
  headline.town_prefinancing_peak_fen = Cube<std::int64_t, 2>(years_of(*scenario_), scenario_->towns.size());
  headline.town_prefinancing_peak_month = Cube<std::int32_t, 1>(scenario_->towns.size());
  const Cube<std::int64_t, 2> balances = town_prefinancing();
  for (std::size_t t = 0; t < scenario_->towns.size(); ++t) {
    std::int64_t highest = 0;
    std::int32_t peak_month = -1;
    int year_before = -1;
    for (int m = 0; m < scenario_->months(); ++m) {
      const std::int64_t balance = balances(m, t);
      headline.prefinancing_fen(m) += balance;
      const int year = year_of(*scenario_, Month{m});
      std::int64_t& peak = headline.town_prefinancing_peak_fen(year, t);
      peak = year == year_before ? std::max(peak, balance) : balance;
      year_before = year;
      if (balance > highest) {
        highest = balance;
        peak_month = m;
      }
    }
    headline.town_prefinancing_peak_month(t) = peak_month;
  }
}

}  // namespace eldercast
