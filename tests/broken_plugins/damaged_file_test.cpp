#include <algorithm>
#include <fstream>
#include <random>
#include <sstream>

#include "broken_plugins/temporary_folder.hpp"
#include "engine/host/exported_names.hpp"
#include "engine/host/plugin_host.hpp"
#include "support/catch.hpp"

using namespace eldercast;
namespace fs = std::filesystem;

namespace {

std::string bytes_of_sound() {
  std::stringstream text;
  text << std::ifstream(fs::path(ELDERCAST_TEST_BROKEN) / "sound/funding_sound.so", std::ios::binary).rdbuf();
  return text.str();
}

void write(const fs::path& file, std::string_view bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

RuleRefusal refusal_of(const fs::path& folder) {
  PluginHost host({folder});
  const auto found = host.find("funding/sound");
  REQUIRE(std::holds_alternative<RuleRefusal>(found));
  return std::get<RuleRefusal>(found);
}

}  // namespace

TEST_CASE("a text file is no shared library") {
  const test::TemporaryFolder folder("text");
  const auto file = folder.path() / "funding_sound.so";
  write(file, "INPUT(libother.so)\n");
  const auto refusal = refusal_of(folder.path());
  CHECK(refusal.code == "plugin.unreadable");
  CHECK(refusal.message == "'" + file.string() + "' is not a shared library: it has no ELF header");
  CHECK(refusal.help == "build the plugin again");
}

TEST_CASE("an empty file, a folder and a dangling link are no shared libraries") {
  const test::TemporaryFolder folder("nothing");
  const auto file = folder.path() / "funding_sound.so";
  write(file, "");
  CHECK(refusal_of(folder.path()).message == "'" + file.string() + "' is not a shared library: it has no ELF header");
  fs::remove(file);
  fs::create_directory(file);
  CHECK(refusal_of(folder.path()).message == "'" + file.string() + "' is a folder");
  fs::remove(file);
  fs::create_symlink(folder.path() / "gone", file);
  CHECK(refusal_of(folder.path()).code == "plugin.unreadable");
  CHECK(refusal_of(folder.path()).message == "'" + file.string() + "' does not exist");
}

TEST_CASE("a truncated library is refused with its length") {
  const test::TemporaryFolder folder("truncated");
  const auto file = folder.path() / "funding_sound.so";
  write(file, bytes_of_sound().substr(0, 3000));
  const auto refusal = refusal_of(folder.path());
  CHECK(refusal.code == "plugin.unreadable");
  CHECK_THAT(refusal.message, Catch::Matchers::StartsWith("'" + file.string() + "' is cut short or damaged: its "));
  CHECK_THAT(refusal.message, Catch::Matchers::EndsWith(" lies outside the file's 3000 bytes"));
}

TEST_CASE("a library cut at any length is never loaded") {
  const test::TemporaryFolder folder("lengths");
  const auto file = folder.path() / "funding_sound.so";
  const auto bytes = bytes_of_sound();
  REQUIRE(bytes.size() > 4000);
  for (std::size_t length = 0; length < bytes.size(); length += length < 200 ? 1 : 331) {
    write(file, std::string_view(bytes).substr(0, length));
    INFO(length);
    CHECK(std::holds_alternative<UnreadableLibrary>(exported_names(file)));
  }
  write(file, bytes);
  CHECK(std::holds_alternative<std::vector<std::string>>(exported_names(file)));
}

TEST_CASE("a damaged library is read or refused, but never harms the reader") {
  const test::TemporaryFolder folder("damaged");
  const auto file = folder.path() / "funding_sound.so";
  const auto bytes = bytes_of_sound();
  std::mt19937 random(2020);
  std::size_t refused = 0;
  for (int round = 0; round < 400; ++round) {
    auto damaged = bytes;
    // The headers at both ends hold the offsets and sizes that a careless reader would trust.
    const std::size_t section_table = std::min<std::size_t>(bytes.size(), 64 * 40);
    for (int i = 0; i < 8; ++i) {
      const std::size_t at = i % 2 == 0 ? random() % 1000 : bytes.size() - 1 - random() % section_table;
      damaged[at] = static_cast<char>(random() & 0xFFU);
    }
    write(file, damaged);
    if (std::holds_alternative<UnreadableLibrary>(exported_names(file))) ++refused;
  }
  CHECK(refused > 0);
}

TEST_CASE("a library of another machine is refused, naming both") {
  const test::TemporaryFolder folder("machine");
  const auto file = folder.path() / "funding_sound.so";
  auto bytes = bytes_of_sound();
  bytes[18] = static_cast<char>(243);  // e_machine: RISC-V
  bytes[19] = 0;
  write(file, bytes);
  CHECK_THAT(refusal_of(folder.path()).message,
             Catch::Matchers::StartsWith("'" + file.string() + "' is built for another machine (ELF machine 243), this program for "));
}

#ifdef ELDERCAST_TEST_STRIPPED
TEST_CASE("a stripped plugin is as good as any") {
  PluginHost host({ELDERCAST_TEST_STRIPPED});
  CHECK(std::holds_alternative<RuleDescription>(host.find("funding/sound")));
}
#endif
