// Every folder beside this file is a scenario with a mistake; NAME.expected is the text that the user must see, byte by byte.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "app/words/chinese_words.hpp"
#include "scenario/reader.hpp"
#include "support/catch.hpp"
#include "unit/scenario/fake_rules.hpp"

namespace {

namespace fs = std::filesystem;
using namespace eldercast;

/// Messages name files as they were typed; the texts expected here were typed in this folder.
const fs::path& folder() {
  static const fs::path path = [] {
    fs::current_path("tests/errors");
    return fs::current_path();
  }();
  return path;
}

std::string contents(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::vector<std::string> lines(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> result;
  for (std::string line; std::getline(stream, line);) result.push_back(line);
  return result;
}

std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder())) {
    const std::string name = entry.path().filename().string();
    if (entry.is_directory() && name != "good") names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

ReadResult read(const std::string& name) {
  const RuleCatalog rules = test::fake_rules();
  const fs::path gbk = fs::path(name) / "scenario.gbk";
  return read_scenario(fs::exists(gbk) ? gbk : fs::path(name) / "scenario.toml", {lines(contents(fs::path(name) / "options")), &rules});
}

/// "-" lines were expected, "+" lines came; equal lines at both ends are left out.
std::string difference(const std::string& expected, const std::string& actual) {
  std::vector<std::string> wanted = lines(expected);
  std::vector<std::string> found = lines(actual);
  while (!wanted.empty() && !found.empty() && wanted.back() == found.back()) {
    wanted.pop_back();
    found.pop_back();
  }
  std::size_t same = 0;
  while (same < wanted.size() && same < found.size() && wanted[same] == found[same]) ++same;
  std::string text;
  for (std::size_t i = same; i < wanted.size(); ++i) text += "- " + wanted[i] + "\n";
  for (std::size_t i = same; i < found.size(); ++i) text += "+ " + found[i] + "\n";
  return text;
}

}  // namespace

TEST_CASE("the scenario that the wrong ones extend is right") {
  folder();
  const RuleCatalog rules = test::fake_rules();
  const ReadResult good = read_scenario("good/base.toml", {{}, &rules});
  INFO(good.diagnostics.render(false));
  REQUIRE(good.scenario.has_value());
}

TEST_CASE("every mistake is told in exactly these words") {
  const bool update = std::getenv("ELDERCAST_UPDATE_EXPECTED") != nullptr;
  for (const std::string& name : cases()) {
    DYNAMIC_SECTION(name) {
      const ReadResult result = read(name);
      const std::string text = result.diagnostics.render(false);
      CHECK_FALSE(result.scenario.has_value());
      const fs::path expected = name + ".expected";
      if (update) std::ofstream(expected, std::ios::binary) << text;
      REQUIRE(fs::exists(expected));
      const std::string wanted = contents(expected);
      INFO(difference(wanted, text));
      CHECK(text == wanted);
    }
  }
}

TEST_CASE("a sample of mistakes is told in Chinese in exactly these words") {
  const bool update = std::getenv("ELDERCAST_UPDATE_EXPECTED") != nullptr;
  std::size_t looked_at = 0;
  for (const std::string& name : cases()) {
    const fs::path expected = name + ".zh";
    if (!fs::exists(expected)) continue;
    ++looked_at;
    const std::string text = read(name).diagnostics.render(false, chinese_problems());
    if (update) std::ofstream(expected, std::ios::binary) << text;
    INFO(name << "\n" << difference(contents(expected), text));
    CHECK(text == contents(expected));
  }
  CHECK(looked_at >= 12);
}

TEST_CASE("at least so many of the expected texts have a full Chinese one, a number that only rises") {
  std::size_t told = 0;
  std::string missing;
  const auto count = [&](const std::string& text) {
    if (text.empty()) return;
    if (chinese(text)) {
      ++told;
    } else {
      missing += text + "\n";
    }
  };
  for (const std::string& name : cases()) {
    for (const Diagnostic& one : read(name).diagnostics.sorted()) {
      count(one.message);
      count(one.help);
      for (const Note& note : one.notes) count(note.text);
    }
  }
  INFO(missing);
  CHECK(told >= 536);
}

TEST_CASE("every expected text has its scenario, and there are enough of them") {
  const std::vector<std::string> names = cases();
  CHECK(names.size() >= 45);
  for (const auto& entry : fs::directory_iterator(folder())) {
    if (entry.path().extension() != ".expected") continue;
    INFO(entry.path());
    CHECK(std::find(names.begin(), names.end(), entry.path().stem().string()) != names.end());
  }
}

TEST_CASE("only problems with rules give the exit code of plugins") {
  folder();
  CHECK(read("unknown_rule").diagnostics.only_plugin_errors() == false);
  const RuleCatalog rules = test::fake_rules();
  const ReadResult refused = read_scenario("good/base.toml", {{"medical.old_clinic.enabled=true"}, &rules});
  CHECK(refused.diagnostics.only_plugin_errors());
}

TEST_CASE("colour changes nothing but colour") {
  folder();
  const Diagnostics diagnostics = read("unknown_key").diagnostics;
  std::string coloured = diagnostics.render(true);
  for (std::size_t at = coloured.find('\x1b'); at != std::string::npos; at = coloured.find('\x1b')) {
    coloured.erase(at, coloured.find('m', at) - at + 1);
  }
  CHECK(coloured == diagnostics.render(false));
  CHECK(diagnostics.render(true) != diagnostics.render(false));
}
