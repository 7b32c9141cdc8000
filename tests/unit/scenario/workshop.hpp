#pragma once
/// A copy of the good scenario of tests/errors in a folder of its own, to be changed and read.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "scenario/reader.hpp"
#include "unit/scenario/fake_rules.hpp"

namespace eldercast::test {

class Workshop {
 public:
  Workshop() : folder_(std::filesystem::temp_directory_path() / ("eldercast-scenario-" + std::to_string(std::random_device{}()))) {
    std::filesystem::copy("tests/errors/good", folder_, std::filesystem::copy_options::recursive);
  }
  ~Workshop() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

  /// Writes a file of the folder.
  void write(const std::filesystem::path& name, const std::string& text) const {
    std::filesystem::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  [[nodiscard]] std::string text(const std::filesystem::path& name) const {
    std::ifstream stream(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  }
  /// Replaces the first `old` of a file.
  void change(const std::filesystem::path& name, const std::string& old, const std::string& fresh) const {
    std::string content = text(name);
    content.replace(content.find(old), old.size(), fresh);
    write(name, content);
  }

  [[nodiscard]] ReadResult read(const std::filesystem::path& name = "base.toml", std::vector<std::string> sets = {}) const {
    const RuleCatalog rules = fake_rules();
    return read_scenario(folder_ / name, {std::move(sets), &rules});
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace eldercast::test
