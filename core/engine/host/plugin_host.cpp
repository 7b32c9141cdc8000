#include "engine/host/plugin_host.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <stdexcept>
#include <system_error>
#include <tuple>
#include <utility>

#include "engine/host/card_check.hpp"
#include "engine/host/exported_names.hpp"
#include "engine/host/loaded_rule.hpp"
#include "engine/host/loading_trial.hpp"
#include "engine/host/script_rule.hpp"
#include "engine/host/who_writes.hpp"
#include "files/named_file.hpp"
#include "text/suggest.hpp"

namespace eldercast {
namespace {

namespace fs = std::filesystem;

bool is_name(std::string_view name) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !name.empty() && std::all_of(name.begin(), name.end(), fits);
}

/// "funding/grants" -> {"funding", "grants"}; nothing when it is not "<kind>/<name>". Anything else, "../x" above all, must never
/// become part of a file name.
std::optional<std::pair<std::string, std::string>> parts_of_id(std::string_view id) {
  const auto slash = id.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto kind = id.substr(0, slash);
  const auto name = id.substr(slash + 1);
  if (std::find(std::begin(kRuleKinds), std::end(kRuleKinds), kind) == std::end(kRuleKinds) || !is_name(name)) return std::nullopt;
  return std::pair{std::string(kind), std::string(name)};
}

/// Endings of libraries and scripts; the first is found first.
constexpr std::array<std::string_view, 2> kEndings{".so", ".lua"};

bool is_script(const fs::path& file) { return file.extension() == kEndings[1]; }

/// "funding_grants.so" -> "funding/grants".
std::optional<std::string> id_of_file(const fs::path& file) {
  const auto stem = file.stem().string();
  for (const auto kind : kRuleKinds) {
    if (stem.starts_with(std::string(kind) + "_") && is_name(stem.substr(kind.size() + 1))) {
      return std::string(kind) + "/" + stem.substr(kind.size() + 1);
    }
  }
  return std::nullopt;
}

/// Appends `file` unless it is there under another name.
void add_distinct(std::vector<fs::path>& files, const fs::path& file) {
  const auto canonical = canonical_or_same(file);
  const auto same = [&](const fs::path& other) { return canonical_or_same(other) == canonical; };
  if (std::none_of(files.begin(), files.end(), same)) files.push_back(file);
}

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

/// The rule of a file whose name says `id`. A library is loaded only after it is known that it ends nobody.
Loading load(const fs::path& file, const std::string& id) {
  if (is_script(file)) return load_script(file, id);
  auto name = fitting_name(file, id);
  if (auto* refusal = std::get_if<RuleRefusal>(&name)) return std::move(*refusal);
  auto tried = try_loading(file, std::get<CardName>(name));
  if (auto* refusal = std::get_if<RuleRefusal>(&tried)) return std::move(*refusal);
  return load_card(file, std::get<CardName>(name));
}

/// Why a file is refused whose name is not that of a rule.
std::optional<RuleRefusal> refusal_of_nameless(const fs::path& file) {
  if (is_script(file)) return nameless_script(file);
  auto name = fitting_name(file, std::nullopt);
  auto* refusal = std::get_if<RuleRefusal>(&name);
  return refusal == nullptr ? std::nullopt : std::optional(std::move(*refusal));
}

/// What the card of a file says, of a library from a process of its own.
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

std::string state_text(const std::optional<RuleRefusal>& refusal) {
  return refusal ? fmt::format("refused [{}]: {}", refusal->code, refusal->message) : "usable";
}

}  // namespace

struct PluginHost::State {
  std::vector<fs::path> folders;
  mutable std::mutex mutex;
  struct Tried {
    fs::path file;
    Loading loading;
  };
  std::map<std::string, Tried, std::less<>> tried;  ///< by id; everything that was tried, except ids without a file

  [[nodiscard]] std::vector<fs::path> rule_files() const;
  [[nodiscard]] std::vector<std::string> known_ids() const;
  /// The entry of a rule that can be used; null for any other id. Entries stay where they are.
  [[nodiscard]] const Tried* usable(std::string_view id) const;
  [[nodiscard]] RuleRefusal not_found(std::string_view id) const;
  [[nodiscard]] std::variant<fs::path, RuleRefusal> find_file(std::string_view id) const;
  [[nodiscard]] std::variant<RuleDescription, RuleRefusal> find(std::string_view id);
  [[nodiscard]] Listing listing(const fs::path& file);
};

/// All libraries and scripts of the folders, in the order in which they are found.
std::vector<fs::path> PluginHost::State::rule_files() const {
  std::vector<fs::path> files;
  for (const auto& folder : folders) {
    std::error_code error;
    std::vector<fs::path> here;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
      if (std::find(kEndings.begin(), kEndings.end(), entry->path().extension()) != kEndings.end()) here.push_back(entry->path());
    }
    std::sort(here.begin(), here.end(),
              [](const fs::path& a, const fs::path& b) { return std::pair(a.stem(), is_script(a)) < std::pair(b.stem(), is_script(b)); });
    for (const auto& file : here) add_distinct(files, file);
  }
  return files;
}

std::vector<std::string> PluginHost::State::known_ids() const {
  std::vector<std::string> ids;
  for (const auto& file : rule_files()) {
    if (auto id = id_of_file(file)) ids.push_back(std::move(*id));
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

const PluginHost::State::Tried* PluginHost::State::usable(std::string_view id) const {
  const std::lock_guard lock(mutex);
  const auto entry = tried.find(id);
  return entry == tried.end() || std::holds_alternative<RuleRefusal>(entry->second.loading) ? nullptr : &entry->second;
}

RuleRefusal PluginHost::State::not_found(std::string_view id) const {
  const auto known = known_ids();
  const auto near = nearest_ids(id, known);
  RuleRefusal refusal{"plugin.not-found", {}, {}};
  if (!parts_of_id(id)) {
    refusal.message =
        fmt::format("'{}' is not the id of a rule: an id is <kind>/<name> with the kinds {}", id, fmt::join(kRuleKinds, ", "));
  } else {
    std::vector<std::string> searched;
    for (const auto& folder : folders) {
      std::error_code error;
      searched.push_back(quoted(folder) + (fs::is_directory(folder, error) ? "" : " (no such folder)"));
    }
    refusal.message = searched.empty() ? fmt::format("there is no rule '{}': no plugin folder is searched", id)
                                       : fmt::format("there is no rule '{}' in the plugin folders {}", id, fmt::join(searched, ", "));
  }
  if (!near.empty()) {
    refusal.help = fmt::format("did you mean '{}'?", fmt::join(near, "' or '"));
  } else if (!known.empty()) {
    refusal.help = fmt::format("the rules found are {}", fmt::join(known, ", "));
  } else {
    refusal.help = "no rule was found at all; name a folder with --plugin-dir or in ELDERCAST_PLUGIN_PATH";
  }
  return refusal;
}

std::variant<fs::path, RuleRefusal> PluginHost::State::find_file(std::string_view id) const {
  const auto parts = parts_of_id(id);
  if (!parts) return not_found(id);
  for (const auto& folder : folders) {
    for (const std::string_view ending : kEndings) {
      auto file = folder / fmt::format("{}_{}{}", parts->first, parts->second, ending);
      std::error_code error;
      // A dangling link is a file that cannot be read, not a rule that does not exist.
      if (fs::exists(fs::symlink_status(file, error))) return file;
    }
  }
  return not_found(id);
}

std::variant<RuleDescription, RuleRefusal> PluginHost::State::find(std::string_view id) {
  const std::lock_guard lock(mutex);
  auto entry = tried.find(id);
  if (entry == tried.end()) {
    auto file = find_file(id);
    if (auto* refusal = std::get_if<RuleRefusal>(&file)) return std::move(*refusal);
    const auto& path = std::get<fs::path>(file);
    entry = tried.emplace(std::string(id), Tried{path, load(path, std::string(id))}).first;
  }
  const Loading& loading = entry->second.loading;
  if (const auto* refusal = std::get_if<RuleRefusal>(&loading)) return *refusal;
  return std::get<std::shared_ptr<const RuleFile>>(loading)->description();
}

PluginHost::Listing PluginHost::State::listing(const fs::path& file) {
  Listing listing;
  listing.file = file;
  const auto id = id_of_file(file);
  listing.id = id.value_or(file.filename().string());
  if (id) {
    listing.kind = id->substr(0, id->find('/'));
    const auto first = find_file(*id);
    const auto* used = std::get_if<fs::path>(&first);
    if (used != nullptr && canonical_or_same(*used) != canonical_or_same(file)) {
      listing.state = fmt::format("not used: {} is found first", quoted(*used));
      return listing;
    }
    auto found = find(*id);
    if (auto* refusal = std::get_if<RuleRefusal>(&found)) {
      listing.refusal = std::move(*refusal);
    } else {
      const auto& rule = std::get<RuleDescription>(found);
      listing.version = rule.version;
      listing.zh = rule.zh;
      listing.en = rule.en;
    }
  } else {
    listing.refusal = refusal_of_nameless(file);
  }
  listing.state = state_text(listing.refusal);
  return listing;
}

PluginHost::PluginHost(const std::vector<std::filesystem::path>& folders) : state_(std::make_unique<State>()) {
  for (const auto& folder : folders) add_distinct(state_->folders, folder);
}

PluginHost::~PluginHost() = default;

std::variant<RuleDescription, RuleRefusal> PluginHost::find(std::string_view id) { return state_->find(id); }

std::variant<RuleDescription, RuleRefusal> PluginHost::use(const fs::path& file) {
  const auto id = id_of_file(file);
  if (!id) return *refusal_of_nameless(file);
  {
    const std::lock_guard lock(state_->mutex);
    state_->tried.insert_or_assign(*id, State::Tried{file, load(file, *id)});
  }
  return state_->find(*id);
}

std::vector<std::string> PluginHost::known_ids() const { return state_->known_ids(); }

RuleCatalog PluginHost::catalog() {
  return {[this](std::string_view id) { return find(id); }, [this] { return known_ids(); }};
}

std::optional<std::filesystem::path> PluginHost::file_of(std::string_view id) const {
  const State::Tried* rule = state_->usable(id);
  return rule == nullptr ? std::nullopt : std::optional(rule->file);
}

RulePtr PluginHost::make(std::string_view id, std::span<const RuleValue> values) const {
  const State::Tried* const usable = state_->usable(id);
  if (usable == nullptr) throw std::runtime_error(fmt::format("rule '{}' cannot be made: it is not loaded", id));
  const RuleFile& rule_file = *std::get<std::shared_ptr<const RuleFile>>(usable->loading);
  const std::size_t rows = rule_file.description().rows.size();
  if (values.size() != rows) {
    throw std::runtime_error(fmt::format("rule '{}' cannot be made: it has {} parameters, {} values were given", id, rows, values.size()));
  }
  RulePtr rule;
  try {
    rule = rule_file.make(values);
  } catch (const std::exception& problem) {
    throw std::runtime_error(fmt::format("rule '{}' cannot be made: {}", id, problem.what()));
  } catch (...) {
    throw std::runtime_error(fmt::format("rule '{}' cannot be made: it threw something that is not a std::exception", id));
  }
  if (rule == nullptr) throw std::runtime_error(fmt::format("rule '{}' cannot be made: its plugin returned no rule", id));
  return rule;
}

std::vector<PluginHost::Listing> PluginHost::list() {
  std::vector<Listing> rows;
  for (const auto& file : state_->rule_files()) rows.push_back(state_->listing(file));
  const auto before = [](const Listing& a, const Listing& b) { return std::tie(a.id, a.file) < std::tie(b.id, b.file); };
  std::sort(rows.begin(), rows.end(), before);
  return rows;
}

std::vector<std::string> PluginHost::doubts() const {
  std::vector<std::string> lines;
  const auto look = [&](const fs::path& path) {
    if (const auto who = who_else_writes(path)) lines.push_back(fmt::format("{} {}", quoted(path), *who));
  };
  for (const auto& folder : state_->folders) look(folder);
  for (const auto& file : state_->rule_files()) look(file);
  return lines;
}

PluginHost::Listing check_plugin(const std::filesystem::path& file) {
  PluginHost::Listing listing;
  listing.file = file;
  const auto id = id_of_file(file);
  listing.id = id.value_or(file.filename().string());
  if (id) listing.kind = id->substr(0, id->find('/'));
  auto words = id ? words_of_file(file, *id) : std::variant<CardWords, RuleRefusal>(*refusal_of_nameless(file));
  if (auto* refusal = std::get_if<RuleRefusal>(&words)) {
    listing.refusal = std::move(*refusal);
  } else {
    auto& card = std::get<CardWords>(words);
    listing.version = std::move(card.version);
    listing.zh = std::move(card.zh);
    listing.en = std::move(card.en);
  }
  listing.state = state_text(listing.refusal);
  return listing;
}

}  // namespace eldercast
