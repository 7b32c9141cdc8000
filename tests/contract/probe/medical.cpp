#include "fold.hpp"

namespace {

struct Probe : eldercast::MedicalRule {
  using Parameters = probe::Parameters;
  static constexpr auto kRows = probe::kRows;
  explicit Probe(const Parameters& /*parameters*/) {}
  void arrange(const eldercast::MonthView& view, eldercast::ArrangeSlots /*out*/) override { fold_.add(view); }
  void pay(const eldercast::MonthView& view, eldercast::PaySlots out) override { probe::post(fold_, view, out); }

 private:
  probe::Fold fold_;
};

}  // namespace

ELDERCAST_PLUGIN(medical, probe, Probe, (eldercast::PluginText{"1.0.0", "探针", "Folds all that it sees into its postings", ""}))
