/// A rule in a project of its own: a yearly gift of the city to every town.
#include <api/plugin.hpp>

namespace {

using namespace eldercast;

class YearlyGift final : public FundingRule {
 public:
  struct Parameters {
    Fen gift;
  };
  static constexpr auto kRows = parameter_table<1>({{
      parameter<&Parameters::gift>("gift_yuan",
                                   {.unit = "CNY", .max = 1'000'000, .fallback = 10'000, .zh = "每年赠款", .en = "Gift a year"}),
  }});

  explicit YearlyGift(const Parameters& parameters) : parameters_(parameters) {}

  void pay(const MonthView& month, PaySlots out) override {
    if (month.calendar.month() != 12) return;
    for (std::size_t i = 0; i < month.towns.size(); ++i) {
      out.postings.push(
          {.town = TownId(i), .facility = {}, .service = {}, .payer = Payer::city, .purpose = Purpose::award, .amount = parameters_.gift});
    }
  }

 private:
  Parameters parameters_;
};

}  // namespace

ELDERCAST_PLUGIN(funding, outside_rule, YearlyGift, (eldercast::PluginText{"0.1.0", "每年赠款", "A yearly gift", ""}))
