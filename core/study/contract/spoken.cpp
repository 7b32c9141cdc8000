#include "study/contract/spoken.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace eldercast::contract {
namespace {

constexpr std::size_t kRoom = 16'384;

/// Writes flows with keys in place of positions.
class Lines {
 public:
  Lines(const TrialDistrict& district, int month, std::vector<std::string>& out)
      : district_(district), month_(fmt::format("{:04}-{:02}", (kTrialStart + month).year(), (kTrialStart + month).month())), out_(out) {}

  void add(const RuleRunner::Authorised& said) {
    for (const auto& [rule, f] : said.supports) {
      line("support of project {} by {}: {} fen, clause '{}', fund first {}", of(f.project), district_.payers[index_of(f.payer)].id,
           f.amount.value, f.clause, f.lottery_fund_first);
    }
    for (const Hold& f : said.holds) line("hold of project {}: {}", of(f.project), f.reason);
    if (said.fund_income.amount != Fen{} || said.fund_income.elsewhere != Fen{} || said.fund_income.carried != Fen{}) {
      line("income of the lottery fund: {} fen, elsewhere {} fen, carried {} fen", said.fund_income.amount.value,
           said.fund_income.elsewhere.value, said.fund_income.carried.value);
    }
    add(said.covers);
    for (const PriceChange& f : said.prices) line("price of {}: {} per mille", of(f.service), f.per_mille);
    for (const ProjectChoice& f : said.choices) line("choice of project {}: {}", of(f.project), f.reason);
    for (const Closing& f : said.closings) line("closing of facility {}: {}", of(f.facility), f.reason);
    for (const CapacityChange& f : said.capacities) line("places of facility {}: {} {}", of(f.facility), name_of(f.resource), f.places);
  }
  void add(const RuleRunner::StaffFlows& said) {
    for (const StaffChange& f : said.changes) {
      line("staff of town {}: {} leave {} per mille, hired {} per mille", of(f.town), district_.roles[index_of(f.role)].id,
           f.left_per_mille, f.hired_per_mille);
    }
    for (const StaffFlow& f : said.staff)
      line("staff of town {}: {} hired {}, left {}", of(f.town), district_.roles[index_of(f.role)].id, f.hired, f.left);
    for (const DistrictHires& f : said.district_hires)
      line("hires: {} {}, certified {}", district_.roles[index_of(f.role)].id, f.hired, f.certified);
    for (const TrainingFlow& f : said.training) {
      line("training: {} entered {}, graduated {}, dropped out {}, certified {}", district_.roles[index_of(f.role)].id, f.entered,
           f.graduated, f.dropped_out, f.certified_in_post);
    }
  }
  void add(const RuleRunner::Arranged& said) {
    for (const BedConversion& f : said.conversions) line("conversion at facility {}: {} beds", of(f.facility), f.beds);
    for (const MedicalArrangement& f : said.arrangements) {
      line("arrangement at facility {}: {}, {} doctor's places", of(f.facility), name_of(f.kind), f.doctor_places);
    }
    add(said.covers);
    for (const DemandChange& f : said.demand_changes) {
      line("demand for {} of {} in town {}, need {}: {} per mille", of(f.service), name_of(f.group), of(f.town), name_of(f.need),
           f.per_mille);
    }
    for (const HealthChange& f : said.health_changes) {
      line("{} of need {} in town {}: {} per mille", name_of(f.event), name_of(f.need), of(f.town), f.per_mille);
    }
  }
  void add(const RuleRunner::Paid& said) {
    for (const auto& [rule, f] : said.postings) {
      line("posting for town {}, facility {}, service {}: {} {} {} fen after {} months, relieves {}, clause '{}', fund first {}",
           of(f.town), of(f.facility), of(f.service), district_.payers[index_of(f.payer)].id, district_.purposes[index_of(f.purpose)].id,
           f.amount.value, f.paid_after_months, static_cast<int>(f.relieves), f.clause, f.lottery_fund_first);
    }
    for (const RuleRunner::PlacedFigure& f : said.figures) line("figure {} of town {}: {}", f.figure, of(f.town), f.value);
    for (const Evaluation& f : said.evaluations) line("evaluation of facility {}: {}", of(f.facility), name_of(f.grade));
  }

 private:
  void add(const std::vector<RuleCover>& covers) {
    for (const auto& [rule, f] : covers) {
      line("cover of {} for {} by {}: share {}, {} fen, arrangement {}, fund first {}, clause '{}'", of(f.service), name_of(f.group),
           district_.payers[index_of(f.payer)].id, f.users_share, f.per_unit.value, f.needs_arrangement, f.lottery_fund_first, f.clause);
    }
  }
  template <class... Values>
  void line(fmt::format_string<Values...> pattern, Values&&... values) {
    out_.push_back(month_ + ": " + fmt::format(pattern, std::forward<Values>(values)...));
  }

  [[nodiscard]] std::uint64_t of(TownId id) const { return id.valid() ? district_.towns[id.index()].key : 0; }
  [[nodiscard]] std::uint64_t of(FacilityId id) const { return id.valid() ? district_.facilities[id.index()].key : 0; }
  [[nodiscard]] std::uint64_t of(ProjectId id) const { return district_.projects[id.index()].key; }
  [[nodiscard]] std::string of(ServiceId id) const { return id.valid() ? district_.services[id.index()].id : "none"; }

  const TrialDistrict& district_;
  std::string month_;
  std::vector<std::string>& out_;
};

}  // namespace

Trial::Trial(const RuleEntry& rule, Watchdog& watchdog, std::uint64_t seed, TrialDistrict district, Change change)
    : runner_(std::span(&rule, 1), kRoom, watchdog), district_(std::move(district)), change_(std::move(change)) {
  runner_.start(stream_key(seed, 0));
}

const TrialDistrict& Trial::seen(Asked phase) {
  if (!change_) return district_;
  changed_ = district_;
  change_(phase, changed_);
  return changed_;
}

void Trial::next() {
  district_.reach(month_);
  const std::size_t before = lines_.size();
  Lines lines(district_, month_, lines_);
  lines.add(runner_.authorise(seen(Asked::authorise).view(month_)));
  lines.add(runner_.staff(seen(Asked::staff).view(month_)));
  lines.add(runner_.arrange(seen(Asked::arrange).view(month_)));
  lines.add(runner_.pay(seen(Asked::pay).view(month_)));
  std::sort(lines_.begin() + static_cast<std::ptrdiff_t>(before), lines_.end());
  ++month_;
}

Trial& Trial::finish() {
  while (month_ < kTrialMonths) next();
  return *this;
}

std::string first_difference(const std::vector<std::string>& here, const std::vector<std::string>& there) {
  const auto [a, b] = std::mismatch(here.begin(), here.end(), there.begin(), there.end());
  if (a == here.end() && b == there.end()) return {};
  return fmt::format("one says '{}', the other '{}'", a == here.end() ? "nothing more" : *a, b == there.end() ? "nothing more" : *b);
}

}  // namespace eldercast::contract
