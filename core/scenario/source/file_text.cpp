#include "scenario/source/file_text.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "files/named_file.hpp"
#include "files/regular_file.hpp"
#include "scenario/source/encodings.hpp"
#include "text/suggest.hpp"
#include "text/utf8.hpp"

namespace eldercast {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

SourceRef refuse(Diagnostics& diagnostics, const char* code, const Place& place, std::string message, std::string help) {
  diagnostics.add({code, place, std::move(message), {}, std::move(help)});
  return nullptr;
}

/// Suggests files of the same folder with a similar name.
std::string neighbours(const std::filesystem::path& path) {
  std::vector<std::string> names;
  std::error_code error;
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (entry->is_regular_file(error)) names.push_back(entry->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  const std::string typed = path.filename().string();
  const std::vector<Candidate> candidates = candidates_of(names);
  return nearest(typed, candidates).empty() ? "" : suggestion(typed, candidates);
}

/// The content of a file, or nothing after a problem.
std::optional<std::string> read_bytes(const std::filesystem::path& path, const std::string& name, const Place& asked,
                                      Diagnostics& diagnostics) {
  const auto nothing = [&](const char* code, std::string message, std::string help) {
    refuse(diagnostics, code, asked, std::move(message), std::move(help));
    return std::nullopt;
  };
  auto read = read_regular(path, Links::refuse, kLargestFile);
  if (std::string* text = std::get_if<std::string>(&read)) {
    if (std::count(text->begin(), text->end(), '\n') <= kMostLines) return std::move(*text);
    return nothing("scenario.limit", fmt::format("'{}' has more than {} lines", name, kMostLines), "");
  }
  const FileRefusal& refusal = std::get<FileRefusal>(read);
  switch (refusal.kind) {
    case FileRefusal::Kind::missing:
      return nothing("scenario.file", fmt::format("the file '{}' does not exist", name), neighbours(path));
    case FileRefusal::Kind::folder:
      return nothing("scenario.file", fmt::format("'{}' is not a file", name), "name the file inside the folder");
    case FileRefusal::Kind::no_file:
      return nothing("scenario.file", fmt::format("'{}' is not a file", name), "");
    case FileRefusal::Kind::too_large:
      return nothing("scenario.limit", fmt::format("'{}' {}", name, refusal.reason), "");
    case FileRefusal::Kind::link:
    case FileRefusal::Kind::unreadable:
      break;
  }
  return nothing("scenario.file", fmt::format("'{}' {}", name, refusal.reason), "");
}

/// The source if it is UTF-8, else null and a problem.
SourceRef checked_utf8(SourceRef source, const char* help, Diagnostics& diagnostics) {
  const auto invalid = find_invalid_utf8(source->text());
  if (!invalid) return source;
  const auto byte = static_cast<unsigned char>(source->text()[*invalid]);
  return refuse(diagnostics, "scenario.encoding", place_at(source, *invalid), fmt::format("byte 0x{:02X} is not UTF-8 text", byte), help);
}

/// Only called for a text that is not UTF-8.
SourceRef from_chinese(const std::string& name, const std::filesystem::path& path, std::string bytes, Diagnostics& diagnostics) {
  std::optional<FromGb18030> converted = from_gb18030(bytes);
  if (!converted) {
    const auto source = std::make_shared<const SourceText>(name, path, std::move(bytes));
    return checked_utf8(source, "save the table as UTF-8; this system's C library cannot convert GB18030", diagnostics);
  }
  const std::size_t mark = converted->text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  const auto source = std::make_shared<const SourceText>(name, path, std::move(converted->text), false, std::move(bytes));
  if (!converted->invalid) {
    const auto other = other_encoding(source->bytes());
    if (!other) return source;
    const auto ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    const auto first = std::find_if_not(source->text().begin(), source->text().end(), ascii);
    return refuse(diagnostics, "scenario.encoding", place_at(source, static_cast<std::size_t>(first - source->text().begin())),
                  fmt::format("the table is not UTF-8, and read as GB18030 its names make no sense: it is rather {} text", *other),
                  "save the table anew as UTF-8, in a spreadsheet 'CSV UTF-8 (comma delimited)'");
  }
  return refuse(diagnostics, "scenario.encoding", place_at(source, *converted->invalid - mark),
                fmt::format("byte 0x{:02X} is neither UTF-8 nor GB18030 text", converted->byte),
                "save the table anew as UTF-8, in a spreadsheet 'CSV UTF-8 (comma delimited)'");
}

std::string quoted_name(const std::string& name) { return fmt::format("'{}'", printable(name)); }

}  // namespace

std::optional<std::filesystem::path> find_typed(const std::filesystem::path& typed, std::string_view ending, const Place& asked,
                                                Diagnostics& diagnostics) {
  const auto found = resolve_typed(typed, ending);
  if (const auto* path = std::get_if<std::filesystem::path>(&found)) return *path;
  const std::string name = quoted_name(typed.string());
  const std::string file = ending == kTomlEnding ? "TOML" : "CSV";
  switch (std::get<Misplaced>(found)) {
    case Misplaced::outside:
      refuse(diagnostics, "scenario.path", asked, name + " is a link to a file outside its folder and the folders beside it",
             "name that file itself");
      break;
    case Misplaced::hidden:
      refuse(diagnostics, "scenario.path", asked, name + " is a link to a hidden file", "name that file itself");
      break;
    case Misplaced::ending:
      refuse(diagnostics, "scenario.path", asked, fmt::format("{} is a link to what is not a {} file by its name", name, file),
             "name that file itself");
      break;
  }
  return std::nullopt;
}

SourceRef read_text(const std::filesystem::path& path, const std::string& name, const Place& asked, Diagnostics& diagnostics) {
  std::optional<std::string> text = read_bytes(path, name, asked, diagnostics);
  if (!text) return nullptr;
  return checked_utf8(std::make_shared<const SourceText>(name, path, std::move(*text)),
                      "save the file as UTF-8; text saved as GBK or GB18030, the default of some programs in China, gives this error",
                      diagnostics);
}

SourceRef read_table_text(const std::filesystem::path& path, const std::string& name, const Place& asked, Diagnostics& diagnostics) {
  std::optional<std::string> bytes = read_bytes(path, name, asked, diagnostics);
  if (!bytes) return nullptr;
  if (bytes->starts_with("\xFF\xFE") || bytes->starts_with("\xFE\xFF")) {
    const auto source = std::make_shared<const SourceText>(name, path, std::move(*bytes));
    return refuse(diagnostics, "scenario.encoding", {source, 0, 1, 1}, "the table is UTF-16 text, which is not read",
                  "save it in the spreadsheet as 'CSV UTF-8 (comma delimited)', not as 'Unicode text'");
  }
  // A byte order mark says UTF-8, whatever follows.
  const bool utf8 = bytes->starts_with(kByteOrderMark) || is_damaged_utf8(*bytes) || !find_invalid_utf8(*bytes);
  if (!utf8) return from_chinese(name, path, std::move(*bytes), diagnostics);
  return checked_utf8(std::make_shared<const SourceText>(name, path, std::move(*bytes)),
                      "other lines are UTF-8; save the whole table as UTF-8, or the whole of it as GB18030", diagnostics);
}

}  // namespace eldercast
