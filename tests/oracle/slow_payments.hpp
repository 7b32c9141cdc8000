#pragma once
/// What the rule of the oracle gives, and when payers with a yearly limit can pay it, of the slow engine.
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "api/slots.hpp"
#include "api/views.hpp"
#include "model/district.hpp"

namespace eldercast::test {

/// The rule of the oracle, which both engines run: for a project that opens a grant of the city and one of the district, due later; for
/// every open facility of the plan running money of the district and an award of the city; and of the payer that the scenario names a grant
/// for a project that opens, and money for the purpose that it names for every open facility. Its only clause is "T1".
[[nodiscard]] std::vector<Posting> oracle_grants(Month month, const std::vector<FacilityState>& facilities);

/// A part of a posting, in the month in which it is paid.
struct SlowPart {
  Posting posting;
  int paid = 0;
};

/// The year's money of city and district: what is due beyond it waits for a later year, in the order in which it was earned.
class SlowPayments {
 public:
  explicit SlowPayments(const District& district) : district_(district) {}

  /// The parts of what is earned in a month: of each payer what is due first, then by the keys of facilities, purpose and sum.
  [[nodiscard]] std::vector<SlowPart> pay(int month, std::vector<Posting> earned);
  /// Due and unpaid of a payer at the end of a month.
  [[nodiscard]] std::int64_t waiting(Payer payer, int month) const;

 private:
  [[nodiscard]] bool limited(Payer payer) const;
  [[nodiscard]] std::int64_t money_of(Payer payer, int year) const;

  const District& district_;
  std::map<std::pair<Payer, int>, std::int64_t> spent_;  ///< by calendar year
  struct Wait {
    Payer payer;
    int due;
    int paid;
    std::int64_t fen;
  };
  std::vector<Wait> waits_;
};

}  // namespace eldercast::test
