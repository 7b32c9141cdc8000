#pragma once
/// What functions of ours work on while a script is called.
#include <set>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "api/ids.hpp"
#include "api/rules.hpp"
#include "engine/rules/run_observer.hpp"

namespace eldercast::script {

/// The slots of the phase that is called.
using Saying = std::variant<std::monostate, AuthoriseSlots, StaffSlots, ArrangeSlots, PaySlots>;

struct Context {
  const MonthView* view = nullptr;  ///< null outside of a phase
  Saying out;
  RunObserver* reads = nullptr;      ///< is told what is looked at; null: nobody
  std::vector<std::string> clauses;  ///< that the card declares; flows point at these texts
  std::vector<Stock> keeps;
  std::vector<std::string> keeps_roles;        ///< of the roles that the scenario names
  std::vector<std::string> figures;            ///< of its own
  std::set<std::string, std::less<>> reasons;  ///< of holds: their texts outlive the call
};

}  // namespace eldercast::script
