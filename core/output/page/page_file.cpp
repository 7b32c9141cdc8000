#include "output/page/page_file.hpp"

#include <cstdio>
#include <filesystem>
#include <system_error>

#include "output/errors.hpp"

namespace eldercast {

void write_page(const std::string& path, const std::string& html, bool overwrite) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) throw FileError(path, "is a folder", "name a file that ends in .html");
  if (!overwrite && std::filesystem::exists(path, error))
    throw FileTaken(path, "exists already", "choose another name, or pass --overwrite");
  const std::string part = path + ".part";
  std::FILE* file = std::fopen(part.c_str(), "wb");
  if (file == nullptr) throw FileError(path, "cannot be written", "check that its folder exists and may be written to");
  const bool written = std::fwrite(html.data(), 1, html.size(), file) == html.size();
  if (std::fclose(file) != 0 || !written) {
    std::remove(part.c_str());
    throw FileError(path, "cannot be written: the disk refuses");
  }
  std::filesystem::rename(part, path, error);
  if (error) throw FileError(path, "cannot get its name: " + error.message());
}

}  // namespace eldercast
