#pragma once
/// What one payer can pay in a calendar year. Amounts beyond it wait for a later year: first earned, first paid.
#include <cstdint>
#include <span>
#include <vector>

#include "api/calendar.hpp"
#include "api/money.hpp"
#include "model/scenario.hpp"

namespace eldercast {

class YearlyLimit {
 public:
  /// `per_year` in the run's first calendar year, from then on growing by `growth` a year. kNoLimit: all is paid when it is due.
  YearlyLimit(const Scenario& scenario, Fen per_year, double growth);

  /// Nothing paid yet.
  void start();
  [[nodiscard]] bool limits() const { return limits_; }
  /// What is left of the money of a month's calendar year.
  [[nodiscard]] Fen left(Month month) const;

  /// So much of an amount in one month.
  struct Part {
    Month month;
    Fen amount;
  };
  /// Sets an amount that is due in `due` aside: what is left of that year then, the rest in January of the years that follow. Nobody who
  /// asks later is paid from what was set aside, so that the order is that of the calls. What no year within a hundred can pay is put into
  /// the last one. The span holds until the next call.
  [[nodiscard]] std::span<const Part> pay(Fen amount, Month due);

  /// Due and not yet paid at the end of each month of the run, fen.
  [[nodiscard]] std::span<const std::int64_t> waiting() const { return waiting_; }

 private:
  [[nodiscard]] std::size_t year_of(Month month) const;
  [[nodiscard]] Month january(std::size_t year) const;

  YearMonth start_;
  bool limits_;
  std::vector<Fen> yearly_;
  std::vector<Fen> left_;
  std::vector<std::int64_t> waiting_;
  std::vector<Part> parts_;
};

}  // namespace eldercast
