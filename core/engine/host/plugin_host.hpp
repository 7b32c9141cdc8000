#pragma once
/// Finds, checks and loads rules, and makes rule objects. See README.md in this folder for what a plugin file is.
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/host/rule_file.hpp"
#include "model/rule_catalog.hpp"

namespace eldercast {

class PluginHost {
 public:
  /// The folders are searched in this order, and the first file of a rule is the one; a folder that does not exist holds no rules. A folder
  /// that is given twice is searched once.
  explicit PluginHost(const std::vector<std::filesystem::path>& folders);
  ~PluginHost();
  PluginHost(const PluginHost&) = delete;
  PluginHost& operator=(const PluginHost&) = delete;

  /// The rule `id` ("funding/construction_grants"), loaded at the first call, or why it cannot be used. The description stays valid until
  /// the program ends. May be called from any thread.
  [[nodiscard]] std::variant<RuleDescription, RuleRefusal> find(std::string_view id);

  /// The rule of this very file, whatever the folders hold: it stands for its id from now on. As find().
  [[nodiscard]] std::variant<RuleDescription, RuleRefusal> use(const std::filesystem::path& file);

  /// `find` and the known ids for the scenario reader. Must not be used after the host is gone.
  [[nodiscard]] RuleCatalog catalog();

  /// Ids of all files whose name fits, sorted; nothing is loaded.
  [[nodiscard]] std::vector<std::string> known_ids() const;

  /// The file that a found rule was loaded from; nothing for any other id, and for one that is built in. For the record of a run: unlike
  /// `list`, it loads nothing.
  [[nodiscard]] std::optional<std::filesystem::path> file_of(std::string_view id) const;

  /// A new rule object from checked values in the order of the plugin's rows. The rule must have been found before. Thread-safe.
  /// Throws std::runtime_error that names the rule: not found before, a wrong number of values, or whatever the rule threw.
  [[nodiscard]] RulePtr make(std::string_view id, std::span<const RuleValue> values) const;

  /// One file of the folders.
  struct Listing {
    std::string id;  ///< by the file's name; the bare file name when that does not fit
    std::string version;
    std::string kind;
    std::string zh;
    std::string en;
    std::filesystem::path file;
    std::string state;  ///< "usable", "refused [code]: message", or "not used: 'FILE' is found first"
    std::optional<RuleRefusal> refusal;
  };
  /// Every library and script of the folders, sorted by id, then file. Loads all that can be loaded.
  [[nodiscard]] std::vector<Listing> list();

  /// One line for every folder that is searched, and every library and script there, to which others than the user may write.
  [[nodiscard]] std::vector<std::string> doubts() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// What is wrong with one library or script, if anything. Nothing of a library runs in this process.
[[nodiscard]] PluginHost::Listing check_plugin(const std::filesystem::path& file);

/// The folders that a program searches: `plugin_dirs` (the values of --plugin-dir), then those of the environment variable
/// ELDERCAST_PLUGIN_PATH (separated by colons), then the build tree's and the installed folder beside `executable`
/// (<bin>/../plugins, <prefix>/lib/eldercast/plugins). A scenario never adds one: reading a scenario must not run anybody's code.
[[nodiscard]] std::vector<std::filesystem::path> default_plugin_folders(const std::filesystem::path& executable,
                                                                        std::span<const std::filesystem::path> plugin_dirs);

}  // namespace eldercast
