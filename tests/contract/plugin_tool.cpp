/// A program for the tests of plugins:
///   plugin_tool list FOLDER...             one line a file: id, version, state
///   plugin_tool write-pages FOLDER PAGES   writes the parameter table of every rule of FOLDER into PAGES/<kind>_<name>/README.md
#include <algorithm>
#include <fstream>
#include <iostream>
#include <sstream>

#include "engine/host/describe.hpp"
#include "engine/host/plugin_host.hpp"

namespace {

using namespace eldercast;

int list(std::vector<std::filesystem::path> folders) {
  PluginHost host(std::move(folders));
  for (const auto& row : host.list()) std::cout << row.id << ' ' << row.version << ' ' << row.state << '\n';
  return 0;
}

int write_page(const std::filesystem::path& page, const std::string& table) {
  constexpr std::string_view begin = "<!-- parameters -->\n";
  constexpr std::string_view end = "<!-- /parameters -->";
  std::stringstream text;
  text << std::ifstream(page).rdbuf();
  auto content = text.str();
  const auto from = content.find(begin);
  const auto to = content.find(end);
  if (from == std::string::npos || to == std::string::npos || to < from) {
    std::cerr << page << " lacks the marker lines " << begin << "and " << end << '\n';
    return 1;
  }
  content.replace(from + begin.size(), to - from - begin.size(), table);
  std::ofstream(page) << content;
  return 0;
}

int write_pages(const std::filesystem::path& folder, const std::filesystem::path& pages) {
  PluginHost host({folder});
  for (const auto& id : host.known_ids()) {
    const auto found = host.find(id);
    if (const auto* refusal = std::get_if<RuleRefusal>(&found)) {
      std::cerr << refusal->message << '\n';
      return 1;
    }
    auto name = id;
    std::replace(name.begin(), name.end(), '/', '_');
    if (const int failed = write_page(pages / name / "README.md", rule_page_markdown(std::get<RuleDescription>(found)))) return failed;
  }
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> words(arguments + 1, arguments + count);
  if (words.size() >= 2 && words[0] == "list") return list({words.begin() + 1, words.end()});
  if (words.size() == 3 && words[0] == "write-pages") return write_pages(words[1], words[2]);
  std::cerr << "usage: plugin_tool list FOLDER... | write-pages FOLDER PAGES\n";
  return 2;
}
