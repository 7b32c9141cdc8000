#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

#include "engine/host/describe.hpp"
#include "engine/host/plugin_host.hpp"
#include "support/catch.hpp"

using namespace eldercast;
namespace fs = std::filesystem;

namespace {

std::vector<RuleDescription> all_rules(PluginHost& host) {
  std::vector<RuleDescription> rules;
  for (const auto& id : host.known_ids()) {
    auto found = host.find(id);
    if (const auto* refusal = std::get_if<RuleRefusal>(&found)) FAIL(refusal->message);
    rules.push_back(std::get<RuleDescription>(found));
  }
  return rules;
}

fs::path folder_of(const RuleDescription& rule) {
  auto name = rule.id;
  std::replace(name.begin(), name.end(), '/', '_');
  return fs::path(ELDERCAST_TEST_PLUGIN_SOURCES) / name;
}

std::string read(const fs::path& file) {
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

bool has_chinese(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE4; });
}

/// The leaves of a table with dotted keys.
void flatten(const toml::table& table, const std::string& before, std::map<std::string, const toml::node*>& leaves) {
  for (const auto& [key, node] : table) {
    const auto path = before + std::string(key.str());
    if (const auto* inner = node.as_table()) {
      flatten(*inner, path + ".", leaves);
    } else {
      leaves[path] = &node;
    }
  }
}

/// A value of example.toml as parameter_value_text writes it.
std::string text_of(const toml::node& node, const ParameterRow& row) {
  if (const auto value = node.value_exact<std::string>()) return *value;
  if (const auto value = node.value_exact<bool>()) return *value ? "true" : "false";
  return parameter_value_text(row, node.value<double>().value_or(kUnset));
}

}  // namespace

TEST_CASE("every folder of plugins/ is built, and everything that is built has a folder") {
  PluginHost host({ELDERCAST_TEST_PLUGINS});
  std::vector<std::string> built;
  for (const auto& rule : all_rules(host)) built.push_back(folder_of(rule).filename().string());
  std::vector<std::string> folders;
  for (const auto& entry : fs::directory_iterator(ELDERCAST_TEST_PLUGIN_SOURCES)) {
    if (entry.is_directory()) folders.push_back(entry.path().filename().string());
  }
  std::sort(folders.begin(), folders.end());
  std::sort(built.begin(), built.end());
  CHECK(built == folders);
  CHECK(built.size() >= 3);
}

TEST_CASE("every file of the plugin folder is usable") {
  PluginHost host({ELDERCAST_TEST_PLUGINS});
  for (const auto& row : host.list()) {
    INFO(row.file);
    CHECK(row.state == "usable");
    CHECK_FALSE(row.refusal.has_value());
    CHECK_FALSE(row.version.empty());
    CHECK(has_chinese(row.zh));
    CHECK_FALSE(row.en.empty());
  }
}

TEST_CASE("every row of every rule is documented in both languages, with unit and source") {
  PluginHost host({ELDERCAST_TEST_PLUGINS});
  for (const auto& rule : all_rules(host)) {
    for (const auto& row : rule.rows) {
      INFO(rule.id << " " << row.path);
      CHECK(std::string_view(row.unit) != "");
      CHECK(has_chinese(row.zh));
      CHECK(std::string_view(row.en) != "");
      CHECK_FALSE(has_chinese(row.en));
      CHECK(std::string_view(row.source) != "");
      // An assumption without a range could not be swept.
      const bool numeric = row.type == ParameterType::number || row.type == ParameterType::integer || row.type == ParameterType::money;
      if (numeric && std::string_view(row.source).starts_with("assumption")) CHECK_FALSE(std::isnan(row.low));
    }
  }
}

TEST_CASE("every rule names clauses of the plan, and no clause is carried out by two rules") {
  PluginHost host({ELDERCAST_TEST_PLUGINS});
  std::map<std::string, std::string> owner;
  for (const auto& rule : all_rules(host)) {
    std::istringstream clauses(rule.clauses);
    std::size_t count = 0;
    for (std::string clause; clauses >> clause; ++count) {
      INFO(rule.id << " and " << owner[clause] << ": " << clause);
      // M2 and M3 are shared by design: agreements and insurance are different rules.
      CHECK((owner[clause].empty() || clause == "M3" || clause == "W2"));
      owner[clause] = rule.id;
    }
    // Grants beside the plan carry out none of its clauses.
    CHECK((count > 0 || rule.id == "funding/formula"));
  }
}

TEST_CASE("the parameter table of every README is the one that the rows give") {
  PluginHost host({ELDERCAST_TEST_PLUGINS});
  for (const auto& rule : all_rules(host)) {
    INFO(rule.id << ": write it with the target update_plugin_pages");
    const auto page = read(folder_of(rule) / "README.md");
    const auto wanted = "<!-- parameters -->\n" + rule_page_markdown(rule) + "<!-- /parameters -->\n";
    CHECK_THAT(page, contains_text(wanted));
  }
}

TEST_CASE("example.toml of every rule holds every parameter with its default, and nothing else") {
  PluginHost host({ELDERCAST_TEST_PLUGINS});
  for (const auto& rule : all_rules(host)) {
    const auto example = toml::parse(read(folder_of(rule) / "example.toml"));
    std::map<std::string, const toml::node*> leaves;
    flatten(example, "", leaves);
    auto table = rule.id;
    std::replace(table.begin(), table.end(), '/', '.');
    for (const auto& row : rule.rows) {
      // Rows of tables are the scenario's own; the example has some.
      if (row.type == ParameterType::table) {
        std::erase_if(leaves, [&](const auto& entry) { return entry.first.starts_with(table + "." + row.path + "."); });
        continue;
      }
      const auto leaf = leaves.find(table + "." + row.path);
      INFO(rule.id << " " << row.path);
      REQUIRE(leaf != leaves.end());
      CHECK(text_of(*leaf->second, row) == parameter_value_text(row, row.fallback));
      leaves.erase(leaf);
    }
    for (const auto& [key, node] : leaves) FAIL_CHECK(rule.id << ": example.toml has the unknown key " << key);
  }
}
