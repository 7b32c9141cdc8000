#include "app/run_watcher.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace eldercast {
namespace {

using Json = nlohmann::ordered_json;

double seconds_of(const std::atomic<std::int64_t>& nanoseconds) { return static_cast<double>(nanoseconds.load()) / 1e9; }

/// Writes flows with the codes and ids of the scenario.
struct FlowWriter {
  const District& district;

  [[nodiscard]] Json of(TownId id) const { return id.valid() ? Json(district.scenario().towns[id.index()].code) : Json(); }
  [[nodiscard]] Json of(ServiceId id) const { return id.valid() ? Json(district.scenario().services[id.index()].id) : Json(); }
  [[nodiscard]] Json of(FacilityId id) const {
    if (!id.valid()) return {};
    const std::size_t existing = district.scenario().existing.size();
    return id.index() < existing ? Json(district.scenario().existing[id.index()].id)
                                 : Json(district.scenario().projects[id.index() - existing].id);
  }
  [[nodiscard]] Json of(ProjectId id) const { return district.scenario().projects[id.index()].id; }

  Json operator()(const Support& f) const {
    return {{"flow", "support"},
            {"project", of(f.project)},
            {"payer", name_of(f.payer, district.scenario().names)},
            {"amount_fen", f.amount.value},
            {"clause", f.clause},
            {"lottery_fund_first", f.lottery_fund_first}};
  }
  Json operator()(const Hold& f) const { return {{"flow", "hold"}, {"project", of(f.project)}, {"reason", f.reason}}; }
  Json operator()(const ProjectChoice& f) const { return {{"flow", "choice"}, {"project", of(f.project)}, {"reason", f.reason}}; }
  Json operator()(const FundIncome& f) const {
    return {
        {"flow", "fund_income"}, {"amount_fen", f.amount.value}, {"elsewhere_fen", f.elsewhere.value}, {"carried_fen", f.carried.value}};
  }
  Json operator()(const Cover& f) const {
    return {{"flow", "cover"},
            {"service", of(f.service)},
            {"group", name_of(f.group)},
            {"payer", name_of(f.payer, district.scenario().names)},
            {"users_share", f.users_share},
            {"per_unit_fen", f.per_unit.value},
            {"needs_arrangement", f.needs_arrangement},
            {"lottery_fund_first", f.lottery_fund_first},
            {"clause", f.clause}};
  }
  Json operator()(const StaffFlow& f) const {
    return {{"flow", "staff"},
            {"town", of(f.town)},
            {"role", name_of(f.role, district.scenario().names)},
            {"hired", f.hired},
            {"left", f.left}};
  }
  Json operator()(const DistrictHires& f) const {
    return {
        {"flow", "district_hires"}, {"role", name_of(f.role, district.scenario().names)}, {"hired", f.hired}, {"certified", f.certified}};
  }
  Json operator()(const TrainingFlow& f) const {
    return {{"flow", "training"},           {"role", name_of(f.role, district.scenario().names)},
            {"entered", f.entered},         {"graduated", f.graduated},
            {"dropped_out", f.dropped_out}, {"certified_in_post", f.certified_in_post}};
  }
  Json operator()(const BedConversion& f) const { return {{"flow", "bed_conversion"}, {"facility", of(f.facility)}, {"beds", f.beds}}; }
  Json operator()(const MedicalArrangement& f) const {
    return {{"flow", "arrangement"}, {"facility", of(f.facility)}, {"kind", name_of(f.kind)}, {"doctor_places", f.doctor_places}};
  }
  Json operator()(const DemandChange& f) const {
    return {{"flow", "demand_change"},   {"service", of(f.service)}, {"per_mille", f.per_mille},
            {"group", name_of(f.group)}, {"town", of(f.town)},       {"need", name_of(f.need)}};
  }
  Json operator()(const HealthChange& f) const {
    return {{"flow", "health_change"},
            {"event", name_of(f.event)},
            {"per_mille", f.per_mille},
            {"town", of(f.town)},
            {"need", name_of(f.need)}};
  }
  Json operator()(const StaffChange& f) const {
    return {{"flow", "staff_change"},
            {"town", of(f.town)},
            {"role", name_of(f.role, district.scenario().names)},
            {"left_per_mille", f.left_per_mille},
            {"hired_per_mille", f.hired_per_mille}};
  }
  Json operator()(const PriceChange& f) const { return {{"flow", "price_change"}, {"service", of(f.service)}, {"per_mille", f.per_mille}}; }
  Json operator()(const Closing& f) const { return {{"flow", "closing"}, {"facility", of(f.facility)}, {"reason", f.reason}}; }
  Json operator()(const CapacityChange& f) const {
    return {{"flow", "capacity_change"}, {"facility", of(f.facility)}, {"resource", name_of(f.resource)}, {"places", f.places}};
  }
  Json operator()(const FigureValue& f) const {
    return {{"flow", "figure"}, {"figure", f.figure}, {"town", of(f.town)}, {"value", f.value}};
  }
  Json operator()(const Posting& f) const {
    static constexpr const char* kRelieves[] = {"nobody", "town_government", "operator"};
    return {{"flow", "posting"},
            {"town", of(f.town)},
            {"facility", of(f.facility)},
            {"service", of(f.service)},
            {"payer", name_of(f.payer, district.scenario().names)},
            {"purpose", name_of(f.purpose, district.scenario().names)},
            {"amount_fen", f.amount.value},
            {"paid_after_months", f.paid_after_months},
            {"relieves", kRelieves[static_cast<std::size_t>(f.relieves)]},
            {"clause", f.clause},
            {"lottery_fund_first", f.lottery_fund_first}};
  }
  Json operator()(const Evaluation& f) const { return {{"flow", "evaluation"}, {"facility", of(f.facility)}, {"grade", name_of(f.grade)}}; }
};

}  // namespace

RunWatcher::RunWatcher(const District& district, std::span<const RuleEntry> rules, std::string traced)
    : district_(district), rules_(rules), traced_(std::move(traced)), by_rule_(rules.size()) {}

void RunWatcher::phase_took(MonthPhase phase, std::chrono::nanoseconds time) { phases_[static_cast<std::size_t>(phase)] += time.count(); }

void RunWatcher::rule_took(std::size_t rule, MonthPhase phase, std::chrono::nanoseconds time) {
  by_rule_[rule][static_cast<std::size_t>(phase)] += time.count();
}

bool RunWatcher::traces(std::size_t rule, std::int32_t replicate) const { return replicate == 0 && rules_[rule].id == traced_; }

void RunWatcher::call_begins(MonthPhase phase, const MonthView& view) {
  calls_.push_back({fmt::format("{:04}-{:02}", view.calendar.year(), view.calendar.month()), phase, 0, {}, {}});
}

void RunWatcher::read(std::string_view table, std::size_t /*row*/, std::string_view field) {
  tells_reads_ = true;
  if (!calls_.empty()) ++calls_.back().reads[fmt::format("{}.{}", table, field)];
}

void RunWatcher::said(const SaidFlow& flow) {
  if (calls_.empty()) return;
  std::string& said = calls_.back().said;
  said += said.empty() ? "" : ",";
  // Texts of a rule may be anything.
  said += std::visit(FlowWriter{district_}, flow).dump(-1, ' ', false, Json::error_handler_t::replace);
}

void RunWatcher::call_ends(std::chrono::nanoseconds time) { calls_.back().microseconds = static_cast<double>(time.count()) / 1e3; }

std::vector<TimedPart> RunWatcher::timing() const {
  std::vector<TimedPart> parts;
  for (std::size_t p = 0; p < kPhases; ++p) parts.push_back({fmt::format("phase {}", kMonthPhaseNames[p]), seconds_of(phases_[p])});
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    for (std::size_t p = 0; p < kPhases; ++p) {
      const double seconds = seconds_of(by_rule_[r][p]);
      if (seconds > 0) parts.push_back({fmt::format("rule {} {}", rules_[r].id, kMonthPhaseNames[p]), seconds});
    }
  }
  return parts;
}

std::string RunWatcher::timing_text(std::int32_t replicates) const {
  double all = 0;
  for (const auto& phase : phases_) all += seconds_of(phase);
  std::string out = fmt::format("TIME of a replicate, ms{:>42}\n", "share");
  for (const TimedPart& part : timing()) {
    out += fmt::format("  {:<50} {:>9.3f} {:>5.1f}%\n", part.name, 1e3 * part.seconds / std::max(replicates, 1),
                       all > 0 ? 100 * part.seconds / all : 0.0);
  }
  return out;
}

std::string RunWatcher::trace() {
  std::string out;
  for (const Call& call : calls_) {
    const std::string reads = tells_reads_ ? Json(call.reads).dump() : "null";
    out += fmt::format(R"({{"rule":{},"month":"{}","phase":"{}","microseconds":{:.1f},"reads":{},"said":[{}]}})"
                       "\n",
                       Json(traced_).dump(), call.month, kMonthPhaseNames[static_cast<std::size_t>(call.phase)], call.microseconds, reads,
                       call.said);
  }
  return out;
}

}  // namespace eldercast
