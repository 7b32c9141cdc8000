#include "engine/host/loaded_rule.hpp"

#include <dlfcn.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <exception>
#include <span>
#include <system_error>
#include <vector>

namespace eldercast {
namespace {

/// The loader's own words, without the file's name that they begin with.
std::string loader_reason(const std::filesystem::path& file) {
  const char* text = ::dlerror();
  std::string reason = text != nullptr ? text : "the loader gives no reason";
  if (reason.starts_with(file.string() + ": ")) reason.erase(0, file.string().size() + 2);
  return reason;
}

RuleRefusal cannot_load(const std::filesystem::path& file, const std::string& reason) {
  return {"plugin.load", fmt::format("{} cannot be loaded: {}", quoted(file), reason),
          "build it again on this machine, with every library that it needs"};
}

}  // namespace

std::string quoted(const std::filesystem::path& file) { return "'" + file.string() + "'"; }

Loading load_card(const std::filesystem::path& file, const CardName& name) {
  // rtld_now: a missing function is an error here and not in the middle of a run. nodelete: rows and rules outlive every handle.
  const auto mode =
      boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local | static_cast<boost::dll::load_mode::type>(RTLD_NODELETE);
  LoadedRule loaded;
  loaded.file = file;
  std::error_code error;
  loaded.library.load(file, error, mode);
  if (error) return cannot_load(file, loader_reason(file));
  using CardFunction = const EldercastCard*();
  // The loader looks names up in another table than the one that was read from the file.
  if (!loaded.library.has(name.symbol)) return cannot_load(file, "the loader does not find " + name.symbol);
  loaded.card = loaded.library.get<CardFunction>(name.symbol)();
  const auto problems = loaded.card == nullptr ? std::vector<std::string>{"it gives no card"} : card_problems(*loaded.card, name);
  if (!problems.empty()) {
    return RuleRefusal{"plugin.card", fmt::format("{} describes its rule wrongly: {}", quoted(file), fmt::join(problems, "; ")),
                       "correct the table of parameters and build the plugin again"};
  }
  const auto& card = *loaded.card;
  loaded.description = {name.rule(),           card.version, card.zh, card.en, card.clauses, std::span(card.rows, card.row_count),
                        *stocks_of(card.keeps)};
  return loaded;
}

}  // namespace eldercast
