#pragma once
/// Levers: what a district could do more of, in steps, and what of it the books do not know the cost of.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "api/ids.hpp"
#include "model/rule_catalog.hpp"
#include "model/scenario.hpp"
#include "scenario/source/diagnostic.hpp"
#include "scenario/source/toml_text.hpp"

namespace eldercast {

/// What a stated cost is counted by: a unit of the lever's size, or a month that one more carer is in post.
enum class CostPer : std::uint8_t { size, carer_month };
template <>
struct Names<CostPer> {
  static constexpr std::array<std::string_view, 2> kText{"size", "carer_month"};
};

/// A cost that no rule of the scenario books.
struct StatedCost {
  CostPer per = CostPer::size;
  double yuan = 0;
  double low = 0;
  double high = 0;
  std::string quality;  ///< measured, published_estimate or assumption, as in tables of parameters
  std::string source;
};

/// A lever as its file says it: changes of size 1, as a pack's of severity 1. Size 0 is the scenario.
struct Lever {
  std::string id;
  std::string name_zh;
  std::string name_en;
  std::string question;
  std::string question_zh;  ///< the same as `question` where the file does not say it
  std::string unit_zh;      ///< of the size
  std::string unit_en;
  double size_max = 1;
  double step = 1;                   ///< sizes are whole multiples of it
  std::optional<StatedCost> stated;  ///< absent: the books know it all
  TomlValue text;                    ///< the whole file, with places

  [[nodiscard]] int steps() const;
  [[nodiscard]] double size_at(int step_number) const;
};

/// Most steps that a lever may have.
inline constexpr int kMostSteps = 1000;

/// Reads a lever. Codes: scenario.file, .encoding, .syntax and .limit as for scenarios; lever.schema, .required, .type, .range,
/// .unknown-key, .empty. What it changes is judged when the scenario is read with it. `name` is what messages call the file.
[[nodiscard]] std::optional<Lever> read_lever(const std::filesystem::path& file, const std::string& name, Diagnostics& diagnostics);

/// The lever at a size as a layer over the scenario `base`; see change_layer(). Codes: lever.unknown-parameter, lever.type.
[[nodiscard]] TomlValue layer_of(const Lever& lever, double size, const Scenario& base, const RuleCatalog& rules, Diagnostics& diagnostics);

/// The parameters that both levers change, by id: such levers cannot be pulled together.
[[nodiscard]] std::vector<std::string> shared_parameters(const Lever& a, const Lever& b);

/// The folder in which the levers of a scenario stand: "levers" beside its file.
[[nodiscard]] std::filesystem::path lever_folder(const std::filesystem::path& scenario_file);

}  // namespace eldercast
