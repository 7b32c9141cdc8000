#include "engine/host/card_rule.hpp"

#include <span>
#include <string>
#include <utility>

#include "engine/host/card_check.hpp"

namespace eldercast {
namespace {

class CardRule final : public RuleFile {
 public:
  CardRule(const EldercastCard& card, std::shared_ptr<const void> owner)
      : owner_(std::move(owner)),
        card_(card),
        description_{std::string(card.kind) + "/" + card.id, card.version,          card.zh, card.en, card.clauses,
                     std::span(card.rows, card.row_count),   *stocks_of(card.keeps)} {}

  [[nodiscard]] const RuleDescription& description() const override { return description_; }
  [[nodiscard]] RulePtr make(std::span<const double> values) const override {
    return {card_.create(values.data(), card_.row_count), RuleDeleter{card_.destroy}};
  }

 private:
  std::shared_ptr<const void> owner_;
  const EldercastCard& card_;
  RuleDescription description_;
};

}  // namespace

std::shared_ptr<const RuleFile> rule_of_card(const EldercastCard& card, std::shared_ptr<const void> owner) {
  return std::make_shared<const CardRule>(card, std::move(owner));
}

}  // namespace eldercast
