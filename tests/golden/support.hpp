#pragma once
/// What the tests of whole runs share: cached outcomes, sums, and which datasets of two runs differ.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "output/file/schema.hpp"
#include "support/scenarios.hpp"

namespace eldercast::test {

inline const std::string kBaseline = "scenarios/jiangjin/baseline.toml";
/// The baseline without any link from money and operators to what people get.
inline const std::string kLinksOff = "scenarios/jiangjin/links_off.toml";

/// Outcomes of a scenario, run once a program.
inline const std::vector<Outcome>& cached(const std::string& file, const std::vector<std::string>& sets = {}, std::int32_t replicates = 2,
                                          std::int32_t with_detail = 0) {
  static std::map<std::tuple<std::string, std::vector<std::string>, std::int32_t, std::int32_t>, std::vector<Outcome>> runs;
  auto [entry, fresh] = runs.try_emplace({file, sets, replicates, with_detail});
  if (fresh) entry->second = run(scenario(file, sets), replicates, 1, 7, with_detail);
  return entry->second;
}

/// Mean over replicates of a number made from the headline.
template <class Value>
double mean(const std::vector<Outcome>& outcomes, Value value) {
  double sum = 0;
  for (const Outcome& outcome : outcomes) sum += static_cast<double>(value(outcome.headline));
  return sum / static_cast<double>(outcomes.size());
}

/// Fen accrued over the run by one payer.
inline std::int64_t accrued(const Headline& h, Payer payer) {
  std::int64_t sum = 0;
  for (std::size_t m = 0; m < h.accrued_fen.sizes()[0]; ++m) {
    for (std::size_t p = 0; p < kCount<Purpose>; ++p) sum += h.accrued_fen(m, payer, p);
  }
  return sum;
}

/// Paths of the headline datasets that differ between two runs, in any replicate.
inline std::set<std::string> changed(const std::vector<Outcome>& a, const std::vector<Outcome>& b) {
  std::set<std::string> paths;
  for (const DatasetRow& row : dataset_table()) {
    if (row.level() != Level::headline) continue;
    for (std::size_t r = 0; r < a.size(); ++r) {
      const bool same = std::visit(
          [&](auto member) {
            if constexpr (requires { a[r].headline.*member; }) {
              return a[r].headline.*member == b[r].headline.*member;
            } else {
              return true;
            }
          },
          row.source);
      if (!same) paths.insert(row.path());
    }
  }
  return paths;
}

/// Targets whose number differs in some month.
inline std::set<std::string> changed_targets(const std::vector<Outcome>& a, const std::vector<Outcome>& b) {
  std::set<std::string> names;
  for (std::size_t r = 0; r < a.size(); ++r) {
    for (std::size_t m = 0; m < a[r].headline.targets.sizes()[0]; ++m) {
      for (std::size_t t = 0; t < kCount<Target>; ++t) {
        if (a[r].headline.targets(m, t) != b[r].headline.targets(m, t)) names.insert(std::string(Names<Target>::kText[t]));
      }
    }
  }
  return names;
}

}  // namespace eldercast::test
