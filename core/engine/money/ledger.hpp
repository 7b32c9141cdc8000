#pragma once
/// The book of one replicate: every flow of money as a posting, and the sums that are kept of them.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/slots.hpp"
#include "engine/outcome.hpp"
#include "model/scenario.hpp"

namespace eldercast {

class Ledger {
 public:
  /// `clauses` are the ids that postings may name; "" is added in front.
  Ledger(const Scenario& scenario, std::vector<std::string> clauses);

  /// Empties the book; single postings are kept only with `keep_postings`.
  void start(bool keep_postings);

  /// Books a flow that accrues in `month`. A flow that relieves somebody is booked a second time with the opposite sign for that payer, so
  /// that the total of a purpose stays what was spent. Returns false if the posting's clause is not among those declared.
  bool book(const Posting& posting, Month month, RuleId rule);
  /// Construction money that a town had paid before the run: part of its pre-financing, not of the run's budget.
  void book_before_start(TownId town, Fen amount);

  /// Month, town: construction money that the town has paid by the month's end, net of what grants repaid.
  [[nodiscard]] Cube<std::int64_t, 2> town_prefinancing() const;
  /// Copies the sums of the whole run into the outcome.
  void record(Headline& headline) const;
  /// Money paid in a month for a town, by everybody.
  [[nodiscard]] Fen paid(TownId town, Month month) const { return Fen{town_paid_(month, town)}; }
  [[nodiscard]] std::vector<BookedPosting>& postings() { return postings_; }
  [[nodiscard]] const std::vector<std::string>& clauses() const { return clauses_; }

 private:
  void enter(const BookedPosting& entry, bool town_construction);
  [[nodiscard]] std::optional<std::uint16_t> clause_index(const char* text);

  const Scenario* scenario_;
  std::vector<std::string> clauses_;
  /// Where a text was found the last time: rules name their clauses by the same few constants again and again.
  struct KnownText {
    const char* text = nullptr;
    std::uint16_t clause = 0;
  };
  std::vector<KnownText> known_texts_;
  bool keep_postings_ = false;
  std::vector<BookedPosting> postings_;
  Cube<std::int64_t, 3> accrued_;
  Cube<std::int64_t, 3> paid_;
  Cube<std::int64_t, 2> clause_accrued_;
  Cube<std::int64_t, 2> clause_paid_;
  Cube<std::int64_t, 3> town_accrued_;
  Cube<std::int64_t, 2> town_construction_paid_;  ///< month, town: net of repayments
  Cube<std::int64_t, 2> town_paid_;               ///< month, town: by everybody
  std::vector<Fen> before_start_;                 ///< by town
};

/// Calendar years that a run touches.
[[nodiscard]] int years_of(const Scenario& scenario);
/// Position of a month's calendar year.
[[nodiscard]] int year_of(const Scenario& scenario, Month month);

}  // namespace eldercast
