#include "files/file_error.hpp"

#include <utility>

namespace eldercast {

namespace {
std::string whole_text(const std::string& path, const std::string& reason, const std::string& help) {
  std::string text = path + ": " + reason;
  if (!help.empty()) text += "\n  help: " + help;
  return text;
}
}  // namespace

FileError::FileError(std::string path, std::string reason, std::string help)
    : std::runtime_error(whole_text(path, reason, help)), path_(std::move(path)), reason_(std::move(reason)), help_(std::move(help)) {}

}  // namespace eldercast
