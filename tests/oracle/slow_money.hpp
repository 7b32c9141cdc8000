#pragma once
/// The money of the slow engine: which projects may start, who pays what, and what operators and towns do about it.
#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "engine/simulation/recorder.hpp"
#include "oracle/slow_allocation.hpp"
#include "oracle/slow_builds.hpp"
#include "oracle/slow_delivery.hpp"
#include "oracle/slow_operators.hpp"
#include "oracle/slow_payments.hpp"

namespace eldercast::test {

struct SlowMoney {
  SlowMoney(const District& district, StreamKey stream, bool grants)
      : district_(district),
        scenario_(district.scenario()),
        stream_(stream),
        queue_(scenario_),
        projects_(slow_projects(district, stream)),
        grants_(grants),
        operators_(district, stream),
        payments_(district),
        town_pays_(scenario_.towns.size(), false),
        own_(scenario_.towns.size(), 0),
        credit_(scenario_.towns.size(), 0),
        headline_(empty_headline(scenario_)) {
    const auto months = static_cast<std::size_t>(scenario_.months());
    headline_.accrued_fen = Cube<std::int64_t, 3>(months, count_of<Payer>(scenario_.names), count_of<Purpose>(scenario_.names));
    headline_.paid_fen = headline_.accrued_fen;
    headline_.prefinancing_fen = Cube<std::int64_t, 1>(months);
    headline_.town_accrued_fen = Cube<std::int64_t, 3>(years(), scenario_.towns.size(), count_of<Payer>(scenario_.names));
    for (const SlowProject& project : projects_) advanced_ += slow_cost_until(project, -1);
  }

  [[nodiscard]] std::size_t years() const { return static_cast<std::size_t>(scenario_.end.year() - scenario_.start.year() + 1); }
  [[nodiscard]] int year_of_month(int month) const { return (scenario_.start + month).year() - scenario_.start.year(); }
  [[nodiscard]] std::size_t town_of(std::size_t settlement) const { return scenario_.settlements[settlement].town.index(); }

  [[nodiscard]] bool limited() const { return scenario_.finance.own_funds == OwnFunds::limited; }
  [[nodiscard]] std::int64_t by_operator(std::int64_t cost) const {
    return limited() ? static_cast<std::int64_t>(static_cast<double>(cost) * scenario_.finance.operator_share) : 0;
  }
  void authorise(int m) {
    for (std::size_t t = 0; t < own_.size(); ++t) {
      if (m != 0 && (scenario_.start + m).month() != 1) continue;
      if (own_[t] > 0) own_[t] = std::llround(static_cast<double>(own_[t]) * scenario_.finance.carry_over);
      own_[t] += slow_town_money(district_, stream_, t, year_of_month(m));
    }
    for (const Owed& owed : owed_) {
      if (owed.month != m) continue;
      const std::int64_t to_credit = std::min(owed.fen, credit_[owed.town]);
      credit_[owed.town] -= to_credit;
      own_[owed.town] += owed.fen - to_credit;
    }
    std::erase_if(owed_, [&](const Owed& owed) { return owed.month <= m; });
    for (std::size_t p = 0; p < projects_.size(); ++p) {
      SlowProject& project = projects_[p];
      if (project.started || project.asks_from > m) continue;
      const std::size_t town = town_of(scenario_.projects[p].settlement.index());
      const std::int64_t needed = project.cost_fen - by_operator(project.cost_fen);
      const std::int64_t credit_left =
          std::max<std::int64_t>(0, std::llround(slow_programme(district_, town) * scenario_.finance.credit_share) - credit_[town]);
      if (limited() && own_[town] + credit_left < needed) {
        const WaitFor whom = waits_for(town, needed - own_[town] - credit_left);
        ++headline_.projects_waiting(m, whom);
        ++headline_.town_projects_waited(year_of_month(m), town, whom);
        continue;
      }
      project.started = true;
      project.start = m;
      if (project.cancelled || !limited()) continue;
      const std::int64_t from_own = std::clamp<std::int64_t>(needed, 0, std::max<std::int64_t>(own_[town], 0));
      own_[town] -= from_own;
      credit_[town] += needed - from_own;
    }
  }

  /// Whose money a town lacks: what it has earned and not got would do, or it would not.
  [[nodiscard]] WaitFor waits_for(std::size_t town, std::int64_t missing) const {
    std::int64_t city = 0;
    std::int64_t district = 0;
    for (const Owed& owed : owed_) {
      // Nobody waits for the money of a payer that the scenario names.
      if (owed.town == town && index_of(owed.of) < kCount<Payer>) (owed.of == Payer::city ? city : district) += owed.fen;
    }
    if (missing > city + district) return WaitFor::town;
    if (missing <= city) return WaitFor::city;
    return missing <= district || district > city ? WaitFor::district : WaitFor::city;
  }

  void enter(int m, int paid, std::size_t town, Payer payer, Purpose purpose, std::int64_t fen) {
    headline_.accrued_fen(m, payer, purpose) += fen;
    headline_.town_accrued_fen(year_of_month(m), town, payer) += fen;
    if (paid < scenario_.months()) headline_.paid_fen(paid, payer, purpose) += fen;
  }
  void post(int m, std::size_t town, Payer payer, Purpose purpose, std::int64_t fen) {
    enter(m, m, town, payer, purpose, fen);
    const bool of_own = limited() && scenario_.finance.running_from_own;
    if (of_own && payer == Payer::town_government && purpose != Purpose::construction) own_[town] -= fen;
  }

  void pay(int m) {
    for (std::size_t p = 0; p < projects_.size(); ++p) {
      const SlowProject& project = projects_[p];
      // What was built before the run was paid before it.
      const std::int64_t before = project.started && project.start == m ? 0 : slow_cost_until(project, m - 1);
      const std::int64_t cost = slow_cost_until(project, m) - before;
      const std::size_t town = town_of(scenario_.projects[p].settlement.index());
      post(m, town, Payer::operator_, Purpose::construction, by_operator(cost));
      post(m, town, Payer::town_government, Purpose::construction, cost - by_operator(cost));
      advanced_ += cost - by_operator(cost);
    }
    bill(m);
    for (const FacilityState& facility : facilities_) run_cost(m, facility);
    for (std::size_t t = 0; t < credit_.size() && limited(); ++t) {
      const auto interest = static_cast<std::int64_t>(static_cast<double>(credit_[t]) * (scenario_.finance.credit_interest / 12));
      post(m, t, Payer::town_government, Purpose::interest, interest);
    }
    give_grants(m);
    advanced_ -= repaid_[m];
    headline_.prefinancing_fen(m) = advanced_;
    for (const Payer payer : {Payer::city, Payer::district_budget}) {
      headline_.grants_waiting_fen(year_of_month(m), payer) = payments_.waiting(payer, m);
    }
    if (scenario_.operation.operators_decide) operators_look(m);
  }

  /// All users alike of a town are billed together.
  void bill(int m) {
    std::map<std::tuple<std::size_t, int, Need, PriorityGroup, bool>, std::int64_t> users;
    for (const auto& [id, entry] : queue_.people) {
      if (entry.facility)
        ++users[{town_of(static_cast<std::size_t>(entry.settlement)), entry.service, entry.need, entry.group, entry.hardship}];
    }
    for (const auto& [who, persons] : users) {
      const auto& [town, number, need, group, hardship] = who;
      const Service& service = scenario_.services[static_cast<std::size_t>(number)];
      const std::int64_t whole = service.price[need].value * service.units_per_month * persons;
      post(m, town, hardship ? service.payer_hardship : service.payer, Purpose::service, whole * delivery_.in(town, number) / 1000);
    }
  }

  void run_cost(int m, const FacilityState& facility) {
    if (facility.status != FacilityStatus::open || slow_fixed(district_, facility) == 0) return;
    post(m, facility.town.index(), facility.run_by == RunBy::social ? Payer::operator_ : Payer::town_government, Purpose::running,
         slow_uncovered(district_, facility));
  }

  /// What the rule of the oracle gives: accrued now, paid when it is due and the year's money lets it, and then back with the town that
  /// has advanced it.
  void give_grants(int m) {
    given_.assign(facilities_.size(), 0);
    if (!grants_) return;
    for (const SlowPart& part : payments_.pay(m, oracle_grants(Month{m}, facilities_))) {
      const Posting& posting = part.posting;
      const std::int64_t fen = posting.amount.value;
      const std::size_t town = posting.town.index();
      if (posting.purpose == Purpose::running || posting.purpose == Purpose::award) given_[posting.facility.index()] += fen;
      enter(m, part.paid, town, posting.payer, posting.purpose, fen);
      if (posting.relieves == Relieves::nobody) continue;
      const bool of_town = posting.relieves == Relieves::town_government;
      enter(m, part.paid, town, of_town ? Payer::town_government : Payer::operator_, posting.purpose, -fen);
      if (!of_town) continue;
      const bool construction = posting.purpose == Purpose::construction;
      if (construction && part.paid < scenario_.months()) repaid_[part.paid] += fen;
      if (construction || scenario_.finance.running_from_own) owed_.push_back({town, posting.payer, part.paid + 1, fen});
    }
  }

  void operators_look(int m) {
    operators_.account(m, facilities_, given_);
    for (std::size_t t = 0; t < own_.size(); ++t) town_pays_[t] = !limited() || own_[t] > 0;
    for (std::size_t f = 0; f < facilities_.size(); ++f) {
      const std::optional<std::int64_t> asked = operators_.asks(static_cast<int>(f), facilities_[f]);
      const std::size_t town = facilities_[f].town.index();
      const bool paid = asked && (!limited() || own_[town] >= *asked);
      operators_.answer(static_cast<int>(f), paid);
      if (!paid) continue;
      post(m, town, Payer::town_government, Purpose::running, *asked);
      post(m, town, Payer::operator_, Purpose::running, -*asked);
    }
  }

  const District& district_;
  const Scenario& scenario_;
  StreamKey stream_;
  SlowAllocation queue_;
  std::vector<SlowProject> projects_;
  std::vector<FacilityState> facilities_;
  bool grants_;
  SlowOperators operators_;
  SlowPayments payments_;
  std::vector<bool> town_pays_;
  std::vector<std::int64_t> given_;  ///< by facility: what the rule gave this month for running it or as an award
  /// What a town has earned and will get.
  struct Owed {
    std::size_t town;
    Payer of;
    int month;
    std::int64_t fen;
  };
  std::vector<Owed> owed_;
  std::map<int, std::int64_t> repaid_;  ///< by month: grants for what towns have advanced for building
  std::vector<std::int64_t> own_;
  std::vector<std::int64_t> credit_;
  SlowDelivery delivery_;
  std::int64_t advanced_ = 0;  ///< by towns for building, fen
  Headline headline_;
};

}  // namespace eldercast::test
