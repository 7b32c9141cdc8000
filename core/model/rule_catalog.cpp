#include "model/rule_catalog.hpp"

#include <algorithm>
#include <sstream>

namespace eldercast {

std::vector<std::string> clauses_of(const RuleDescription& rule, std::span<const RuleValue> values) {
  std::vector<std::string> out;
  const auto add = [&](std::string clause) {
    if (std::find(out.begin(), out.end(), clause) == out.end()) out.push_back(std::move(clause));
  };
  std::istringstream words(rule.clauses);
  for (std::string word; words >> word;) add(std::move(word));
  for (std::string& clause : clauses_in(rule.rows, values)) add(std::move(clause));
  return out;
}

}  // namespace eldercast
