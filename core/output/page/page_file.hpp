#pragma once
/// Puts a page on the disk.
#include <string>

namespace eldercast {

/// Throws as write_page would, before there is a page.
void expect_page_place(const std::string& path, bool overwrite);

/// Writes the file whole or not at all. Throws FileTaken if it is there and `overwrite` is false, FileError if it is there and no page of
/// eldercast, or cannot be written.
void write_page(const std::string& path, const std::string& html, bool overwrite);

}  // namespace eldercast
