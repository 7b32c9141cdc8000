/// A library with everything that interface 4.3 brought: names of the scenario, a role of its own, targets of its own.
#include "api/plugin.hpp"

namespace {

using namespace eldercast;

struct NurseRule final : StaffingRule {
  struct Parameters {
    std::string who;
    Payer payer = Payer::city;
    std::int32_t wanted = 0;
    std::int32_t year = 0;
  };
  static constexpr auto kRows = parameter_table(std::array{
      parameter<&Parameters::who>("who", {.max = 100, .fallback = 0, .zh = "谁", .en = "Who pays, looked up", .fallback_text = "charity"}),
      parameter<&Parameters::payer>("payer", {.fallback = 0, .zh = "出资方", .en = "Who pays the other half"}),
      parameter<&Parameters::wanted>("wanted", {.min = 1, .max = 1000, .fallback = 20, .zh = "目标", .en = "How many nurses"}),
      parameter<&Parameters::year>("year", {.min = 2019, .max = 2030, .fallback = 2021, .zh = "年份", .en = "By when"}),
  });
  static constexpr std::array kFigures{figure_row("nurses", "persons", FigureKind::state, "护士", "nurses"),
                                       figure_row("hired", "persons", FigureKind::sum, "录用", "hired")};
  static constexpr std::array kTargets{
      target_row(
          {.id = "enough", .figure = "nurses", .zh = "护士足够", .en = "enough nurses", .clause = "N1", .value = "wanted", .due = "year"}),
      target_row(
          {.id = "few", .figure = "hired", .zh = "录用不多", .en = "few hired", .value = "wanted", .due_year = 2022, .at_most = true})};

  explicit NurseRule(const Parameters& parameters) : parameters_(parameters) {}

  void staff(const MonthView& month, StaffSlots out) override {
    const Role nurse = month.role("nurse");
    out.district_hires.push({.role = nurse, .hired = 2});
    for (std::size_t t = 0; t < month.towns.size(); ++t) {
      if (month.towns[t].staff[nurse] > 8) out.staff.push({.town = TownId(t), .role = nurse, .left = 1});
    }
    out.training.push({.role = nurse, .entered = 3, .graduated = 2});
  }

  void pay(const MonthView& month, PaySlots out) override {
    const Role nurse = month.role("nurse");
    std::int32_t nurses = 0;
    for (std::size_t t = 0; t < month.towns.size(); ++t) {
      nurses += month.towns[t].staff[nurse];
      for (const Payer payer : {month.payer(parameters_.who), parameters_.payer}) {
        Posting posting;
        posting.town = TownId(t);
        posting.payer = payer;
        posting.purpose = month.purpose("respite");
        posting.amount = Fen{100} * month.towns[t].staff[nurse];
        posting.clause = "N1";
        out.postings.push(posting);
      }
    }
    out.figures.push({.figure = "nurses", .town = {}, .value = nurses});
    out.figures.push({.figure = "hired", .town = {}, .value = 2});
  }

 private:
  Parameters parameters_;
};

}  // namespace

ELDERCAST_PLUGIN(staffing, named, NurseRule,
                 (eldercast::PluginText{.version = "1.0.0",
                                        .zh = "命名",
                                        .en = "Uses what the scenario names",
                                        .clauses = "N1",
                                        .keeps = "nurse",
                                        .names = "role.nurse payer.charity purpose.respite"}))
