#include "engine/host/script_rule.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>
#include <vector>

#include "engine/host/card_check.hpp"
#include "engine/script/script.hpp"
#include "files/regular_file.hpp"
#include "text/suggest.hpp"

namespace eldercast {
namespace {

class ScriptRule final : public RuleFile {
 public:
  ScriptRule(const std::string& id, std::shared_ptr<const script::Script> script) : script_(std::move(script)) {
    const script::Card& card = script_->card();
    description_ = {id, card.version, card.zh, card.en, card.clauses, card.rows, {}, script_};
    description_.needs = *needs_of(card.names);
    Kept kept = *kept_of(card.keeps, description_.needs);
    description_.keeps = std::move(kept.stocks);
    description_.keeps_roles = std::move(kept.roles);
    description_.targets = card.targets;
    for (const auto& [figure, unit, zh, en, kind] : card.figures) description_.figures.push_back({figure, unit, zh, en, kind});
  }

  [[nodiscard]] const RuleDescription& description() const override { return description_; }
  [[nodiscard]] RulePtr make(std::span<const RuleValue> values) const override {
    const LentValues lent(values);
    auto rule = script_->make(lent.all(), clauses_of(description_, values), description_.keeps, description_.keeps_roles);
    return {rule.release(), RuleDeleter{[](Rule* made) { delete made; }}};
  }

 private:
  std::shared_ptr<const script::Script> script_;
  RuleDescription description_;
};

/// A function that is nearly called as a phase would never be called.
std::vector<std::string> slips(const script::Script& script, const std::string& kind) {
  std::vector<std::string> out;
  for (const std::string& function : script.other_functions()) {
    const auto near = nearest_ids(function, script::Script::phases_of(kind));
    if (!near.empty()) out.push_back(fmt::format("it has a function '{}', which nobody calls: did you mean '{}'?", function, near.front()));
  }
  return out;
}

}  // namespace

Loading load_script(const std::filesystem::path& file, const std::string& id) {
  auto text = read_regular(file, Links::follow, script::kLargestScript);
  if (const FileRefusal* refusal = std::get_if<FileRefusal>(&text)) {
    return RuleRefusal{"plugin.unreadable", fmt::format("{} {}", quoted(file), refusal->reason), "give the file its script again"};
  }
  const std::string kind = id.substr(0, id.find('/'));
  try {
    auto script = std::make_shared<const script::Script>(kind, file.filename().string(), std::get<std::string>(std::move(text)));
    const script::Card& card = script->card();
    std::vector<std::string> problems = text_problems(card.version, card.zh, card.en, card.keeps, card.names);
    std::vector<RuleFigure> figures;
    for (const auto& [figure, unit, zh, en, figure_kind] : card.figures) figures.push_back({figure, unit, zh, en, figure_kind});
    for (auto& more : {row_problems(card.rows), target_problems(card.targets, figures, card.rows, card.clauses), slips(*script, kind)})
      problems.insert(problems.end(), more.begin(), more.end());
    if (problems.empty()) return std::make_shared<const ScriptRule>(id, std::move(script));
    return RuleRefusal{"plugin.card", fmt::format("{} describes its rule wrongly: {}", quoted(file), fmt::join(problems, "; ")),
                       "correct rule{...} at its head"};
  } catch (const script::ScriptError& problem) {
    return RuleRefusal{"plugin.script", fmt::format("{} cannot be used: {}", quoted(file), problem.what()),
                       "correct the script at this line"};
  }
}

}  // namespace eldercast
