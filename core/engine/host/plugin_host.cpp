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

#include "engine/host/built_in.hpp"
#include "engine/host/card_check.hpp"
#include "engine/host/card_rule.hpp"
#include "engine/host/loaded_card.hpp"
#include "engine/host/rule_files.hpp"
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

/// The rule that was linked into the program under this id, if any.
std::optional<Loading> built_in(std::string_view id) {
  for (const EldercastCard* const card : built_in_cards()) {
    const CardName name{{}, card->kind, card->id, ELDERCAST_DETAIL_TEXT(ELDERCAST_ABI), ELDERCAST_LAYOUT_TEXT};
    if (name.rule() != id) continue;
    auto copied = copy_card(*card);
    std::vector<std::string> problems;
    if (const std::string* problem = std::get_if<std::string>(&copied)) {
      problems.push_back(*problem);
    } else {
      LoadedCard& loaded = std::get<LoadedCard>(copied);
      problems = card_problems(loaded, name);
      if (problems.empty()) return rule_of_card(std::move(loaded), name);
    }
    return RuleRefusal{"plugin.card", fmt::format("the built-in rule '{}' is described wrongly: {}", id, fmt::join(problems, "; ")), {}};
  }
  return std::nullopt;
}

std::string state_text(const std::optional<RuleRefusal>& refusal) {
  return refusal ? fmt::format("refused [{}]: {}", refusal->code, refusal->message) : "usable";
}

}  // namespace

std::string quoted(const fs::path& file) { return "'" + file.string() + "'"; }

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
      if (std::find(kRuleEndings.begin(), kRuleEndings.end(), entry->path().extension()) != kRuleEndings.end())
        here.push_back(entry->path());
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
  for (const EldercastCard* const card : built_in_cards()) ids.push_back(fmt::format("{}/{}", card->kind, card->id));
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
    for (const std::string_view ending : kRuleEndings) {
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
    if (auto loading = built_in(id)) entry = tried.emplace(std::string(id), Tried{{}, std::move(*loading)}).first;
  }
  if (entry == tried.end()) {
    auto file = find_file(id);
    if (auto* refusal = std::get_if<RuleRefusal>(&file)) return std::move(*refusal);
    const auto& path = std::get<fs::path>(file);
    entry = tried.emplace(std::string(id), Tried{path, load_rule_file(path, std::string(id))}).first;
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
    state_->tried.insert_or_assign(*id, State::Tried{file, load_rule_file(file, *id)});
  }
  return state_->find(*id);
}

std::vector<std::string> PluginHost::known_ids() const { return state_->known_ids(); }

RuleCatalog PluginHost::catalog() {
  return {[this](std::string_view id) { return find(id); }, [this] { return known_ids(); }};
}

std::optional<std::filesystem::path> PluginHost::file_of(std::string_view id) const {
  const State::Tried* rule = state_->usable(id);
  return rule == nullptr || rule->file.empty() ? std::nullopt : std::optional(rule->file);
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
