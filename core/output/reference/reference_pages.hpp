#pragma once
/// Pages of docs/reference that are made from tables of the model and of words.
#include <span>
#include <string>
#include <string_view>

#include "model/scenario.hpp"

namespace eldercast {

/// One word for one thing, in both languages.
struct GlossaryRow {
  std::string_view en;
  std::string_view zh;
  std::string_view means_en;
  std::string_view means_zh;
};
/// The words of screens, reports and documents, in the order in which they are needed.
[[nodiscard]] std::span<const GlossaryRow> glossary();

/// docs/reference/glossary.md.
[[nodiscard]] std::string glossary_page();
/// docs/reference/targets.md: what is measured for each target, against what, by when.
[[nodiscard]] std::string targets_page();
/// docs/reference/services.md: the services of a scenario, and the resources that services take.
[[nodiscard]] std::string services_page(const Scenario& scenario);

}  // namespace eldercast
