#pragma once
/// One scenario, changed again and again and run replicate by replicate: what a page does when somebody moves a lever.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/outcome.hpp"

namespace eldercast {

class PluginHost;

/// The cells of one array of an outcome, as they lie in memory.
struct CellView {
  const void* cells = nullptr;
  std::size_t count = 0;
  std::size_t bytes = 0;  ///< of one cell: 1 (uint8), 4 (int32) or 8 (int64)
};

class VariantEngine {
 public:
  /// Reads the files of a scenario; what is wrong with them is said by the first prepare(). The people of the last `keep` variants are kept
  /// for later ones that have the same. `host` outlives the object.
  VariantEngine(const std::string& file, std::size_t keep, PluginHost& host);
  ~VariantEngine();
  VariantEngine(const VariantEngine&) = delete;
  VariantEngine& operator=(const VariantEngine&) = delete;

  /// The scenario with these options, as --set takes them. Returns what is wrong, as text; empty: run() may be called. What was prepared
  /// before stays if something is wrong.
  [[nodiscard]] std::string prepare(const std::vector<std::string>& settings);

  /// Replicate `number` of what was prepared, with the scenario's seed: the numbers that `eldercast run` gives it. Detail is left out.
  /// Outcome::failure says why a replicate ended early. Valid until the next call.
  [[nodiscard]] const Outcome& run(std::int32_t number);

  /// An array of the last outcome by its path in a results file ("/district/beds"); nothing for any other path.
  [[nodiscard]] std::optional<CellView> array(std::string_view path) const;
  /// figure_row() of the last outcome.
  [[nodiscard]] const std::vector<double>& figures() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace eldercast
