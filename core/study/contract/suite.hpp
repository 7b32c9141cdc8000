#pragma once
/// The contract of a rule as questions with answers.
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/host/plugin_host.hpp"
#include "engine/replicate_runner.hpp"
#include "study/contract/looks.hpp"
#include "text/bilingual.hpp"

namespace eldercast::contract {

struct Answer {
  std::string question;  ///< "order of tables"
  Text asks;             ///< what is asked, as a sentence
  std::string broken;    ///< what is wrong, with the month; "" if the contract is kept
  bool asked = true;     ///< false where an earlier answer leaves nothing to ask
};

struct Report {
  std::vector<Answer> answers;
  std::vector<Look> looks;          ///< empty where a rule fails
  std::size_t flows = 0;            ///< said in the trial
  double microseconds_a_month = 0;  ///< of the rule alone, on the facilities of the trial

  [[nodiscard]] bool kept() const;
};

struct CheckOptions {
  std::optional<std::filesystem::path> scenario;  ///< for whole runs; without: they are not asked for
  RuleWatch watch{std::chrono::seconds(60), true};
};

/// Asks everything of a rule that `host` has found. A rule that crashes or hangs ends the program with its name and month, as in a run.
[[nodiscard]] Report check_contract(PluginHost& host, const RuleDescription& rule, const CheckOptions& options);

}  // namespace eldercast::contract
