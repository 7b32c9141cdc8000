#include "engine/host/rule_files.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>
#include <vector>

#include "engine/host/card_check.hpp"
#include "engine/host/exported_names.hpp"
#include "engine/host/loaded_rule.hpp"
#include "engine/host/loading_trial.hpp"
#include "engine/host/script_rule.hpp"

namespace eldercast {
namespace {

namespace fs = std::filesystem;

/// The name of the one card of a file, or why the file is refused; runs nothing of the file.
std::variant<CardName, RuleRefusal> card_name_of(const fs::path& file) {
  const auto names = exported_names(file);
  if (const auto* problem = std::get_if<UnreadableLibrary>(&names)) {
    return RuleRefusal{"plugin.unreadable", fmt::format("{} {}", quoted(file), problem->reason), "build the plugin again"};
  }
  std::vector<CardName> cards;
  for (const auto& name : std::get<std::vector<std::string>>(names)) {
    if (auto card = parse_card_name(name)) cards.push_back(std::move(*card));
  }
  if (cards.empty()) {
    return RuleRefusal{
        "plugin.no-card",
        fmt::format("{} offers no rule: it exports no function eldercast_plugin__<kind>__<id>__abi<N>__<layout>", quoted(file)),
        "end its source with ELDERCAST_PLUGIN(...) of api/plugin.hpp, or move the file out of the plugin folder"};
  }
  if (cards.size() > 1) {
    return RuleRefusal{"plugin.card",
                       fmt::format("{} offers {} rules ({} and {}), a plugin file offers one", quoted(file), cards.size(), cards[0].rule(),
                                   cards[1].rule()),
                       "build one file a rule"};
  }
  return std::move(cards.front());
}

/// Compares what the name says with what this program is.
std::optional<RuleRefusal> mismatch(const fs::path& file, const CardName& card, const std::optional<std::string>& id) {
  if (card.abi != ELDERCAST_DETAIL_TEXT(ELDERCAST_ABI)) {
    return RuleRefusal{"plugin.abi",
                       fmt::format("{} was built for plugin interface {}, this program speaks {}", quoted(file), card.abi, ELDERCAST_ABI),
                       "build it again with the headers installed beside this program (include/eldercast)"};
  }
  if (card.layout != ELDERCAST_LAYOUT_TEXT) {
    return RuleRefusal{
        "plugin.layout",
        fmt::format("{} was built with the layout {}, this program with {}", quoted(file), card.layout, ELDERCAST_LAYOUT_TEXT),
        "build it again for this kind of machine"};
  }
  if (card.rule() != id) {
    return RuleRefusal{"plugin.id-mismatch",
                       id ? fmt::format("{} offers the rule '{}', its file name says '{}'", quoted(file), card.rule(), *id)
                          : fmt::format("{} offers the rule '{}', its file name is not <kind>_<name>.so", quoted(file), card.rule()),
                       fmt::format("name the file {}_{}.so", card.kind, card.id)};
  }
  return std::nullopt;
}

RuleRefusal nameless_script(const fs::path& file) {
  return {"plugin.id-mismatch", fmt::format("{} is a script whose file name is not <kind>_<name>.lua", quoted(file)),
          fmt::format("begin its name with one of {}, and write the rest in lower case", fmt::join(kRuleKinds, "_, "))};
}

/// What the name of a library's card says, or why nothing of the library may run.
std::variant<CardName, RuleRefusal> fitting_name(const fs::path& file, const std::optional<std::string>& id) {
  auto name = card_name_of(file);
  if (const auto* card = std::get_if<CardName>(&name)) {
    if (auto wrong = mismatch(file, *card, id)) return std::move(*wrong);
  }
  return name;
}

}  // namespace

Loading load_rule_file(const fs::path& file, const std::string& id) {
  if (is_script(file)) return load_script(file, id);
  auto name = fitting_name(file, id);
  if (auto* refusal = std::get_if<RuleRefusal>(&name)) return std::move(*refusal);
  auto tried = try_loading(file, std::get<CardName>(name));
  if (auto* refusal = std::get_if<RuleRefusal>(&tried)) return std::move(*refusal);
  return load_card(file, std::get<CardName>(name));
}

std::optional<RuleRefusal> refusal_of_nameless(const fs::path& file) {
  if (is_script(file)) return nameless_script(file);
  auto name = fitting_name(file, std::nullopt);
  auto* refusal = std::get_if<RuleRefusal>(&name);
  return refusal == nullptr ? std::nullopt : std::optional(std::move(*refusal));
}

std::variant<CardWords, RuleRefusal> words_of_file(const fs::path& file, const std::string& id) {
  if (is_script(file)) {
    auto loading = load_script(file, id);
    if (auto* refusal = std::get_if<RuleRefusal>(&loading)) return std::move(*refusal);
    const RuleDescription& rule = std::get<std::shared_ptr<const RuleFile>>(loading)->description();
    return CardWords{rule.version, rule.zh, rule.en};
  }
  auto name = fitting_name(file, id);
  if (auto* refusal = std::get_if<RuleRefusal>(&name)) return std::move(*refusal);
  return try_loading(file, std::get<CardName>(name));
}

}  // namespace eldercast
