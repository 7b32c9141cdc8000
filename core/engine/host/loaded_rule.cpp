#include "engine/host/loaded_rule.hpp"

#include <dlfcn.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <boost/dll/shared_library.hpp>
#include <cstddef>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include "engine/host/card_rule.hpp"
#include "engine/host/loaded_card.hpp"

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

RuleRefusal wrong_card(const std::filesystem::path& file, const std::string& problem) {
  return {"plugin.card", fmt::format("{} describes its rule wrongly: {}", quoted(file), problem),
          "correct the table of parameters and build the plugin again"};
}

}  // namespace

Loading load_card(const std::filesystem::path& file, const CardName& name) {
  // rtld_now: a missing function is an error here and not in the middle of a run. nodelete: rows and rules outlive every handle.
  const auto mode =
      boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local | static_cast<boost::dll::load_mode::type>(RTLD_NODELETE);
  boost::dll::shared_library library;
  std::error_code error;
  library.load(file, error, mode);
  if (error) return cannot_load(file, loader_reason(file));
  using CardFunction = const EldercastCard*();
  // The loader looks names up in another table than the one that was read from the file.
  if (!library.has(name.symbol)) return cannot_load(file, "the loader does not find " + name.symbol);
  const EldercastCard* const card = library.get<CardFunction>(name.symbol)();
  if (card == nullptr) return wrong_card(file, "it gives no card");
  if (card->card_size >= offsetof(EldercastCard, row_size) && card->abi_minor > ELDERCAST_ABI_MINOR) {
    return RuleRefusal{"plugin.abi",
                       fmt::format("{} was built for plugin interface {}.{}, this program speaks {}.{}", quoted(file), ELDERCAST_ABI,
                                   card->abi_minor, ELDERCAST_ABI, ELDERCAST_ABI_MINOR),
                       "install the newer program, or build it again with the headers of this one (include/eldercast)"};
  }
  auto copied = copy_card(*card);
  if (const std::string* problem = std::get_if<std::string>(&copied)) return wrong_card(file, *problem);
  LoadedCard& loaded = std::get<LoadedCard>(copied);
  const auto problems = card_problems(loaded, name);
  if (!problems.empty()) return wrong_card(file, fmt::format("{}", fmt::join(problems, "; ")));
  return rule_of_card(std::move(loaded), name, std::make_shared<const boost::dll::shared_library>(std::move(library)));
}

}  // namespace eldercast
