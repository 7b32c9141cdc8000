#include "study/meet/lever.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "study/stress/change_file.hpp"
#include "study/stress/toml_number.hpp"
#include "text/suggest.hpp"
#include "text/utf8.hpp"

namespace eldercast {
namespace {

constexpr ChangeWords kWords{"lever", "size", "size_max"};
constexpr double kLargestSize = 1e9;
constexpr double kMostYuan = 1e12;

/// A word of a list, as the key `path` of the text says it; the first one after a problem.
template <std::size_t kWordCount>
std::size_t choice(ChangeFileReader& reader, const TomlValue& text, std::string_view path,
                   const std::array<std::string_view, kWordCount>& words) {
  const std::string word = reader.line(path);
  const auto found = std::find(words.begin(), words.end(), word);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  if (!word.empty()) {
    reader.report("type", text.at(path)->value.place, fmt::format("'{}' is not a choice of {}", piece(word), path),
                  suggestion(word, candidates_of(words)));
  }
  return 0;
}

std::optional<StatedCost> read_cost(ChangeFileReader& reader, const TomlValue& text) {
  static constexpr std::array<std::string_view, 3> kQualities{"measured", "published_estimate", "assumption"};
  const TomlEntry* entry = text.find("cost");
  if (entry == nullptr) return std::nullopt;
  if (entry->value.kind != TomlValue::Kind::table) {
    reader.report("type", entry->value.place, fmt::format("cost must be a table, not {}", kind_name(entry->value.kind)),
                  "write [cost] with per, yuan, low, high, quality and source");
    return std::nullopt;
  }
  reader.keys({"per", "yuan", "low", "high", "quality", "source"}, "cost");
  StatedCost cost;
  cost.per = static_cast<CostPer>(choice(reader, text, "cost.per", Names<CostPer>::kText));
  cost.low = reader.number("cost.low", 0, kMostYuan, "the least that it plausibly costs").value_or(0);
  cost.high = reader.number("cost.high", cost.low, kMostYuan, "the most that it plausibly costs").value_or(cost.low);
  cost.yuan = reader.number("cost.yuan", cost.low, cost.high).value_or(0);
  cost.quality = kQualities[choice(reader, text, "cost.quality", kQualities)];
  cost.source = reader.line("cost.source");
  return cost;
}

void check_steps(ChangeFileReader& reader, const TomlValue& text, const Lever& lever) {
  const double steps = lever.size_max / lever.step;
  const Place& place = text.find("step")->value.place;
  if (std::abs(steps - std::round(steps)) > 1e-6) {
    reader.report("range", place, "size_max must be a whole number of steps");
  } else if (std::round(steps) > kMostSteps) {
    reader.report("range", place, fmt::format("size_max is more than {} steps", kMostSteps), "make the step longer");
  }
}

}  // namespace

int Lever::steps() const { return static_cast<int>(std::lround(size_max / step)); }

double Lever::size_at(int step_number) const {
  // Thirteen digits are enough for every size, and spare the reader 0.30000000000000004.
  const double size = step * step_number;
  return size == 0 ? 0 : std::stod(fmt::format("{:.13g}", size));
}

std::optional<Lever> read_lever(const std::filesystem::path& file, const std::string& name, Diagnostics& diagnostics) {
  std::optional<TomlValue> text = read_change_text(file, name, diagnostics);
  if (!text) return std::nullopt;
  const std::size_t before = diagnostics.count();
  ChangeFileReader reader(*text, kWords, diagnostics);
  if (!reader.schema()) return std::nullopt;
  reader.keys({"schema", "id", "name_zh", "name_en", "question", "question_zh", "unit_zh", "unit_en", "size_max", "step", "cost", "shock",
               "parameter"});
  Lever lever;
  lever.id = reader.id();
  lever.name_zh = reader.line("name_zh");
  lever.name_en = reader.line("name_en");
  lever.question = reader.line("question");
  lever.question_zh = reader.line("question_zh", lever.question);
  lever.unit_zh = reader.line("unit_zh");
  lever.unit_en = reader.line("unit_en");
  const auto largest = reader.number("size_max", 1e-9, kLargestSize, "the largest size that makes sense");
  const auto step = reader.number("step", 1e-9, largest.value_or(kLargestSize), "the smallest difference that makes sense");
  lever.size_max = largest.value_or(1);
  lever.step = step.value_or(lever.size_max);
  if (largest && step) check_steps(reader, *text, lever);
  lever.stated = read_cost(reader, *text);
  reader.changes(lever.size_max);
  if (diagnostics.count() != before) return std::nullopt;
  lever.text = std::move(*text);
  return lever;
}

TomlValue layer_of(const Lever& lever, double size, const Scenario& base, const RuleCatalog& rules, Diagnostics& diagnostics) {
  return change_layer(lever.text, lever.id, size, base, rules, kWords, diagnostics);
}

std::vector<std::string> shared_parameters(const Lever& a, const Lever& b) {
  std::vector<std::string> out;
  const TomlEntry* first = a.text.find("parameter");
  const TomlEntry* second = b.text.find("parameter");
  if (first == nullptr || second == nullptr) return out;
  for (const TomlEntry& entry : first->value.entries) {
    if (second->value.find(entry.key) != nullptr) out.push_back(entry.key);
  }
  return out;
}

std::filesystem::path lever_folder(const std::filesystem::path& scenario_file) { return scenario_file.parent_path() / "levers"; }

}  // namespace eldercast
