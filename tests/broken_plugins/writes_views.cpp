/// A rule that casts the constness of a view away and writes into a table of the engine. Into which is a parameter.
#include "small_rule.hpp"

namespace {

enum class Where : std::uint8_t { towns, facilities, projects, services };

template <class Row>
Row& first_of(const eldercast::ViewRows<Row>& table) {
  return const_cast<Row&>(table.front());
}

struct WritesViews : eldercast::FundingRule {
  struct Parameters {
    Where where;
  };
  static constexpr auto kRows = eldercast::parameter_table<1>({{
      eldercast::parameter<&Parameters::where>(
          "where", {.max = 3, .fallback = 1, .choices = "towns|facilities|projects|services", .zh = "表", .en = "Which table"}),
  }});
  explicit WritesViews(const Parameters& parameters) : where_(parameters.where) {}

  void pay(const eldercast::MonthView& month, eldercast::PaySlots /*out*/) override {
    if (month.month.value != 1) return;
    if (where_ == Where::towns) first_of(month.towns).posts += 1;
    if (where_ == Where::facilities) first_of(month.facilities).capacity[eldercast::Resource::nursing_bed] += 5000;
    if (where_ == Where::projects) first_of(month.projects).cost.value += 1;
    if (where_ == Where::services) first_of(month.services).price[eldercast::Need::full].value += 1;
  }

 private:
  Where where_;
};

}  // namespace

ELDERCAST_PLUGIN(funding, writes_views, WritesViews, (eldercast::PluginText{"1.0.0", "改写视图", "Writes into views", ""}))
