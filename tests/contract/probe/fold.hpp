#pragma once
/// Folds everything that a rule can see into one number, so that two runs in which anything at all was seen otherwise differ.
#include <array>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "api/plugin.hpp"

namespace probe {

/// The sum so far. Every binding below names all fields of its table: a field that is added does not compile before it is folded in.
class Fold {
 public:
  template <class T>
  requires(std::is_integral_v<T> || std::is_enum_v<T>) void add(T value) {
    sum_ = (sum_ ^ static_cast<std::uint64_t>(value)) * 0x9E3779B97F4A7C15ULL;
    sum_ ^= sum_ >> 31;
  }
  void add(const char* text) {
    for (const char c : std::string_view(text)) add(c);
  }
  void add(eldercast::Month month) { add(month.value); }
  void add(eldercast::YearMonth month) { add(month.count); }
  void add(eldercast::Fen fen) { add(fen.value); }
  template <class Tag>
  void add(eldercast::Id<Tag> id) {
    add(id.value);
  }
  template <class Enum, class T>
  void add(const eldercast::PerEnum<Enum, T>& cells) {
    for (const T& cell : cells) add(cell);
  }
  void add(const eldercast::TownState& town) {
    const auto& [key, kind, residents, by_need, staff, certified, posts, by_age, stayed] = town;
    add_all(key, kind, residents, by_need, staff, certified, posts, by_age, stayed);
  }
  void add(const eldercast::FacilityState& facility) {
    const auto& [key, kind, town, settlement, status, from_project, hub_working, opened, area, run_by, arrangement, grade, evaluated,
                 platform, capacity, staffed, used] = facility;
    add_all(key, kind, town, settlement, status, from_project, hub_working, opened, area, run_by, arrangement, grade, evaluated, platform,
            capacity, staffed, used);
  }
  void add(const eldercast::ProjectState& project) {
    const auto& [key, facility, kind, town, status, year, start, cost, offered] = project;
    add_all(key, facility, kind, town, status, year, start, cost, offered);
  }
  void add(const eldercast::ServiceState& service) {
    const auto& [id, given_at, takes, price, units, served, waiting] = service;
    add_all(id, given_at, takes, price, units, served, waiting);
  }
  void add(const eldercast::NamedState& named) { add(named.id); }
  void add(const eldercast::TrainingState& training) {
    const auto& [in_training, graduates] = training;
    add_all(in_training, graduates);
  }
  void add(const eldercast::LotteryFundState& fund) {
    const auto& [balance, income, elsewhere, drawn] = fund;
    add_all(balance, income, elsewhere, drawn);
  }
  void add(const eldercast::Draws& draws) { add_all(draws(1, 1), draws(7, 3)); }
  template <class Row>
  void add(const eldercast::ViewRows<Row>& table) {
    add(table.size());
    for (const Row& row : table) add(row);
  }
  void add(const eldercast::MonthView& view) {
    const auto& [month, calendar, last, towns, facilities, projects, services, training, fund, draws, payers, purposes, roles] = view;
    add_all(month, calendar, last, towns, facilities, projects, services, training, fund, draws, payers, purposes, roles);
  }

  /// What was folded since the last call, as an amount that may be posted.
  [[nodiscard]] eldercast::Fen take() {
    const eldercast::Fen amount{static_cast<std::int64_t>(sum_ % 1'000'000'000)};
    sum_ = 0;
    return amount;
  }

 private:
  template <class... T>
  void add_all(const T&... values) {
    (add(values), ...);
  }

  std::uint64_t sum_ = 0;
};

struct Parameters {};
inline constexpr std::array<eldercast::ParameterRow, 0> kRows{};

/// One posting with what the phases of a month showed, the first of two purposes for the kind's own phase, the second for `pay`.
inline void post(Fold& own, const eldercast::MonthView& view, eldercast::PaySlots out) {
  Fold now;
  now.add(view);
  for (const auto& [purpose, amount] : {std::pair{eldercast::Purpose::award, own.take()}, {eldercast::Purpose::training, now.take()}}) {
    eldercast::Posting posting;
    posting.purpose = purpose;
    posting.amount = amount;
    out.postings.push(posting);
  }
}

}  // namespace probe
