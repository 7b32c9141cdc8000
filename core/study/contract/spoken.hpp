#pragma once
/// What a rule says in a trial, as lines of text.
#include <functional>
#include <string>
#include <vector>

#include "engine/rules/rule_set.hpp"
#include "study/contract/trial_district.hpp"

namespace eldercast::contract {

/// The phases in which a rule is asked, in their order.
enum class Asked : std::uint8_t { authorise, staff, arrange, pay };
inline constexpr std::size_t kAsked = 4;
inline constexpr std::string_view kAskedNames[kAsked] = {"authorise", "staff", "arrange", "pay"};

/// One trial: a rule object that is walked through the months of a district.
class Trial {
 public:
  /// `change` may alter what is seen in a phase. `rule` and `watchdog` outlive the object.
  using Change = std::function<void(Asked, TrialDistrict&)>;
  Trial(const RuleEntry& rule, Watchdog& watchdog, std::uint64_t seed, TrialDistrict district, Change change = {});

  /// Asks for the next month. Throws RuleFailure.
  void next();
  /// Asks for all months that are left. Throws RuleFailure.
  Trial& finish();

  /// Every flow so far in one line, with month, kind and every field; rows by their keys. Of one month in the order of the texts.
  [[nodiscard]] const std::vector<std::string>& lines() const { return lines_; }

 private:
  [[nodiscard]] const TrialDistrict& seen(Asked phase);

  RuleRunner runner_;
  TrialDistrict district_;
  TrialDistrict changed_;
  Change change_;
  int month_ = 0;
  std::vector<std::string> lines_;
};

/// "2019-03: 'posting ...' is said there only", the first line in which two trials differ; "" if they do not.
[[nodiscard]] std::string first_difference(const std::vector<std::string>& here, const std::vector<std::string>& there);

}  // namespace eldercast::contract
