#include "rule.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <stdexcept>
#include <utility>

namespace eldercast::formula {
namespace {

__extension__ using Wide = __int128;  // the product of two sums of money does not fit 64 bits

constexpr std::size_t kWhen = 1;
constexpr std::size_t kAmount = 2;
constexpr std::size_t kClause = 5;
constexpr std::size_t kPaid = 6;
constexpr std::size_t kByYear = 1;
constexpr std::size_t kUnit = 2;
constexpr double kMostFen = 1e15;

struct Place {
  std::size_t parameter = 0;
  std::size_t row = 0;
  std::size_t column = 0;
};
using Tell = std::function<void(const Place& place, const Mistake& mistake)>;

NamedNumbers read_numbers(const Parameters& parameters, const Tell& tell) {
  NamedNumbers out;
  for (std::size_t i = 0; i < parameters.numbers.size(); ++i) {
    const auto& [name, number] = parameters.numbers[i];
    const auto unit = parse_unit(number.unit);
    if (!unit) {
      tell({kNumberRow, i, kUnit}, {0, number.unit.size(), "'" + number.unit + "' is no unit",
                                    suggest(number.unit, unit_words()) + "; units are multiplied by none and divided by /: yuan/m2"});
    }
    bool taken = unit_of_word(name).has_value();
    for (const Field* field : fields_for(Each::facility)) taken = taken || name == field->name;
    if (taken) tell({kNumberRow, i, kUnit}, {0, 0, "'" + name + "' is the name of a field or a unit", "give the number another name"});
    if (number.value != 0 && !number.by_year.empty()) {
      tell({kNumberRow, i, kByYear}, {0, 0, "'" + name + "' has a value and one by year", "leave one of them out"});
    }
    out.emplace(name, NamedNumber{unit.value_or(Unit{}), i});
  }
  return out;
}

std::optional<Expression> read(const std::string& text, const Grant& grant, const NamedNumbers& numbers, Wanted wanted, const Place& place,
                               const Tell& tell) {
  auto made = read_expression(text, grant.each, numbers, wanted);
  if (const Mistake* mistake = std::get_if<Mistake>(&made)) {
    tell(place, *mistake);
    return std::nullopt;
  }
  return std::get<Expression>(std::move(made));
}

std::uint64_t key_of(const MonthView& month, Each each, std::size_t row) {
  if (each == Each::town) return month.towns[row].key;
  return each == Each::facility ? month.facilities[row].key : month.projects[row].key;
}

bool in_time(const Grant& grant, const MonthView& month) {
  return grant.first_month <= month.calendar && month.calendar <= grant.last_month;
}

Relieves relieved(const Grant& grant, const FacilityState* facility) {
  if (grant.relieves != Relieved::usual) return static_cast<Relieves>(static_cast<int>(grant.relieves) - 1);
  if (grant.purpose == Purpose::construction) return Relieves::town_government;
  if (grant.purpose != Purpose::running || facility == nullptr) return Relieves::nobody;
  return facility->run_by == RunBy::government ? Relieves::town_government : Relieves::operator_;
}

}  // namespace

void Formula::check(const Parameters& parameters, Problems& problems) {
  const Tell tell = [&](const Place& place, const Mistake& mistake) {
    problems.add(place.parameter, place.row, place.column, mistake.offset, mistake.length, mistake.message, mistake.help);
  };
  const NamedNumbers numbers = read_numbers(parameters, tell);
  for (std::size_t i = 0; i < parameters.grants.size(); ++i) {
    const Grant& grant = parameters.grants[i].row;
    read(grant.when, grant, numbers, Wanted::truth, {kGrantRow, i, kWhen}, tell);
    read(grant.amount, grant, numbers, Wanted::yuan, {kGrantRow, i, kAmount}, tell);
    if (grant.each == Each::project && grant.paid == Paid::each_month) {
      tell({kGrantRow, i, kPaid}, {0, 0, "what is reckoned for a project is paid once, when it starts",
                                   "write paid = \"once\"; or reckon it for each facility, which may be paid each month"});
    }
    if (grant.clause.id.find_first_of(" \t") != std::string::npos) {
      tell({kGrantRow, i, kClause}, {0, grant.clause.id.size(), "a clause is one word", ""});
    }
  }
}

Formula::Formula(const Parameters& parameters) : numbers_(parameters.numbers), values_(parameters.numbers.size()) {
  const Tell tell = [](const Place&, const Mistake& mistake) { throw std::runtime_error(mistake.message); };
  const NamedNumbers numbers = read_numbers(parameters, tell);
  for (const Named<Number>& number : numbers_) units_.push_back(numbers.find(number.name)->second.unit);
  for (const Named<Grant>& grant : parameters.grants) {
    State state;
    state.grant = grant;
    state.when = *read(grant.row.when, grant.row, numbers, Wanted::truth, {}, tell);
    state.amount = *read(grant.row.amount, grant.row, numbers, Wanted::yuan, {}, tell);
    states_.push_back(std::move(state));
  }
}

void Formula::open_month(const MonthView& month) {
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    const Number& number = numbers_[i].row;
    values_[i] = in_fen(number.by_year.empty() ? number.value : number.by_year.in(month.calendar.year()).value_or(0), units_[i]);
  }
  for (State& state : states_) {
    state.settled.resize(std::max(month.facilities.size(), month.towns.size()), false);
    state.offered.resize(month.projects.size());
    if (state.year == month.calendar.year()) continue;
    state.year = month.calendar.year();
    state.spent = {};
  }
  cost_of_.assign(month.facilities.size(), Fen{});
  for (const ProjectState& project : month.projects) cost_of_[project.facility.index()] = project.cost;
}

Seen Formula::seen(const MonthView& month, Each each, std::size_t row) const {
  Seen out;
  out.month = &month;
  if (each == Each::town) {
    out.town = &month.towns[row];
    return out;
  }
  if (each == Each::project) out.project = &month.projects[row];
  const std::size_t facility = each == Each::project ? out.project->facility.index() : row;
  out.facility = &month.facilities[facility];
  out.town = &month.towns[out.facility->town.index()];
  out.cost = cost_of_[facility];
  return out;
}

/// What is due now, before the cap of the year; nothing where the condition does not hold.
Fen Formula::amount(const State& state, const Seen& seen) const {
  if (!in_time(state.grant.row, *seen.month) || state.when.of(seen, values_) == 0) return {};
  const double fen = state.amount.of(seen, values_);
  // A NaN is not inside either.
  if (!(fen >= 0 && fen <= kMostFen)) {
    throw std::runtime_error("grant '" + state.grant.name + "' is " + (fen < 0 ? "negative" : "no amount of money") + ": " +
                             state.grant.row.amount);
  }
  return std::min(Fen{static_cast<std::int64_t>(std::floor(fen + 0.5))}, state.grant.row.at_most);
}

/// Money of the year that is not spent.
Fen Formula::left(const State& state) {
  const ByYear& most = state.grant.row.year_at_most_yuan;
  if (most.empty()) return Fen{std::numeric_limits<std::int64_t>::max()};
  return std::max(Fen{}, yuan(most.in(state.year).value_or(0)) - state.spent);
}

void Formula::authorise(const MonthView& month, AuthoriseSlots out) {
  open_month(month);
  for (State& state : states_) {
    if (state.grant.row.each == Each::project) offer(month, state, out.supports);
  }
}

/// A project that has started since it was offered money took it.
void Formula::note_starts(const MonthView& month, State& state) const {
  for (std::size_t p = 0; p < month.projects.size(); ++p) {
    const ProjectState& project = month.projects[p];
    if (project.status == ProjectStatus::planned || state.offered[p] == Fen{}) continue;
    if (project.status != ProjectStatus::cancelled) state.spent += state.offered[p];
    state.offered[p] = {};
  }
}

void Formula::offer(const MonthView& month, State& state, Slots<Support>& out) const {
  note_starts(month, state);
  std::vector<std::size_t> asking;
  for (std::size_t p = 0; p < month.projects.size(); ++p) {
    state.offered[p] = {};
    if (month.projects[p].status == ProjectStatus::planned && month.projects[p].scheduled_start <= month.month) asking.push_back(p);
  }
  std::sort(asking.begin(), asking.end(), [&](std::size_t a, std::size_t b) { return month.projects[a].key < month.projects[b].key; });
  Fen rest = left(state);
  for (const std::size_t p : asking) {
    const Fen offered = std::min(rest, amount(state, seen(month, Each::project, p)));
    if (offered == Fen{}) continue;
    state.offered[p] = offered;
    rest -= offered;
    const Grant& grant = state.grant.row;
    out.push({.project = ProjectId(p),
              .payer = grant.payer,
              .amount = offered,
              .clause = grant.clause.id.c_str(),
              .lottery_fund_first = grant.lottery_fund_first && grant.payer == Payer::district_budget});
  }
}

void Formula::pay(const MonthView& month, PaySlots out) {
  open_month(month);
  for (State& state : states_) {
    if (state.grant.row.each == Each::project) {
      note_starts(month, state);
      continue;
    }
    collect(month, state);
    state.queue.insert(state.queue.end(), due_.begin(), due_.end());
    pay_out(month, state, out.postings);
  }
}

void Formula::collect(const MonthView& month, State& state) {
  const Grant& grant = state.grant.row;
  due_.clear();
  const std::size_t rows = grant.each == Each::town ? month.towns.size() : month.facilities.size();
  for (std::size_t row = 0; row < rows; ++row) {
    if (grant.paid == Paid::once && state.settled[row]) continue;
    if (grant.each == Each::facility && month.facilities[row].status != FacilityStatus::open) continue;
    const Fen due = amount(state, seen(month, grant.each, row));
    if (due == Fen{}) continue;
    state.settled[row] = true;
    due_.push_back({row, due});
  }
  // By key: the order of a table must not decide who gets the last of the money.
  std::sort(due_.begin(), due_.end(),
            [&](const Due& a, const Due& b) { return key_of(month, grant.each, a.row) < key_of(month, grant.each, b.row); });
}

void Formula::pay_out(const MonthView& month, State& state, Slots<Posting>& out) {
  const Grant& grant = state.grant.row;
  Fen asked;
  for (const Due& one : state.queue) asked += one.amount;
  const Fen given = std::min(left(state), asked);
  Fen rest = given;
  for (Due& one : state.queue) {
    const Fen part =
        grant.beyond == Beyond::pro_rata
            ? Fen{static_cast<std::int64_t>(static_cast<Wide>(one.amount.value) * given.value / std::max<std::int64_t>(asked.value, 1))}
            : std::min(rest, one.amount);
    rest -= part;
    one.amount = grant.beyond == Beyond::queue ? one.amount - part : Fen{};
    if (part == Fen{}) continue;
    state.spent += part;
    const FacilityState* const facility = grant.each == Each::facility ? &month.facilities[one.row] : nullptr;
    out.push({.town = facility != nullptr ? facility->town : TownId(one.row),
              .facility = facility != nullptr ? FacilityId(one.row) : FacilityId{},
              .service = {},
              .payer = grant.payer,
              .purpose = grant.purpose,
              .amount = part,
              .paid_after_months = grant.paid_after_months,
              .relieves = relieved(grant, facility),
              .clause = grant.clause.id.c_str(),
              .lottery_fund_first = grant.lottery_fund_first && grant.payer == Payer::district_budget});
  }
  std::erase_if(state.queue, [](const Due& one) { return one.amount == Fen{}; });
}

}  // namespace eldercast::formula
