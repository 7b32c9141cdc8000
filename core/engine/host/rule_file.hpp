#pragma once
/// A rule that can be used, whatever it is written in. There are three sources of rules: shared libraries (loaded_rule), scripts
/// (script_rule) and what was linked into the program (built_in).
#include <filesystem>
#include <memory>
#include <span>
#include <variant>

#include "api/rules.hpp"
#include "model/rule_catalog.hpp"

namespace eldercast {

/// Gives a rule back to who made it.
struct RuleDeleter {
  void (*destroy)(Rule*) = nullptr;
  void operator()(Rule* rule) const { destroy(rule); }
};
using RulePtr = std::unique_ptr<Rule, RuleDeleter>;

class RuleFile {
 public:
  RuleFile() = default;
  RuleFile(const RuleFile&) = delete;
  RuleFile& operator=(const RuleFile&) = delete;
  virtual ~RuleFile() = default;

  [[nodiscard]] virtual const RuleDescription& description() const = 0;
  /// A rule object from as many values as the description has rows, null if the file gives none. Throws whatever the rule throws.
  /// Thread-safe.
  [[nodiscard]] virtual RulePtr make(std::span<const RuleValue> values) const = 0;
};

/// The outcome of reading a file of a rule.
using Loading = std::variant<std::shared_ptr<const RuleFile>, RuleRefusal>;

/// A path between quotation marks, as messages have it.
[[nodiscard]] std::string quoted(const std::filesystem::path& file);

}  // namespace eldercast
