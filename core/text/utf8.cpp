#include "text/utf8.hpp"

#include <iconv.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>

namespace eldercast {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

/// Closes a converter of the C library.
class Converter {
 public:
  Converter(const char* to, const char* from) : handle_(iconv_open(to, from)) {}
  ~Converter() {
    if (good()) iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  [[nodiscard]] bool good() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

  /// Appends what can be converted and returns how many bytes that was: all of them, or those before a bad one.
  std::size_t convert(std::string_view bytes, std::string& text) {
    std::array<char, 65536> buffer;
    // iconv does not write through its input pointer, but does not say so in its type.
    char* from = const_cast<char*>(bytes.data());
    std::size_t left = bytes.size();
    for (bool more = true; more;) {
      char* to = buffer.data();
      std::size_t room = buffer.size();
      const bool stopped = iconv(handle_, &from, &left, &to, &room) == static_cast<std::size_t>(-1);
      more = stopped && errno == E2BIG;
      text.append(buffer.data(), buffer.size() - room);
    }
    return bytes.size() - left;
  }

 private:
  iconv_t handle_;
};

}  // namespace

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t first = at;
    bool valid = false;
    static_cast<void>(next_code_point(text, at, valid));
    if (!valid) return first;
  }
  return std::nullopt;
}

int count_code_points(std::string_view text) {
  int count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) static_cast<void>(next_code_point(text, at));
  return count;
}

std::optional<char32_t> control_in(std::string_view text, bool many_lines) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t code_point = next_code_point(text, at);
    const bool layout = code_point == U'\n' || code_point == U'\r' || code_point == U'\t';
    if (is_control(code_point) && !(many_lines && layout)) return code_point;
  }
  return std::nullopt;
}

std::string control_message(std::string_view what, char32_t control) {
  return fmt::format("{} has the control character U+{:04X}", what, static_cast<std::uint32_t>(control));
}

std::optional<FromGb18030> from_gb18030(std::string_view bytes) {
  Converter converter("UTF-8", "GB18030");
  if (!converter.good()) return std::nullopt;
  FromGb18030 result;
  std::size_t at = converter.convert(bytes, result.text);
  if (at == bytes.size()) return result;
  result.invalid = result.text.size();
  result.byte = static_cast<unsigned char>(bytes[at]);
  // The rest of the line is only for the picture of the problem.
  constexpr std::size_t kShownBehind = 200;
  const std::string_view line = bytes.substr(0, std::min({bytes.find('\n', at), bytes.size(), at + kShownBehind}));
  while (at < line.size()) {
    append_code_point(result.text, kReplacement);
    ++at;
    at += converter.convert(line.substr(at), result.text);
  }
  return result;
}

bool is_text_in(const char* encoding, std::string_view bytes) {
  Converter converter("UTF-8", encoding);
  std::string text;
  return converter.good() && converter.convert(bytes, text) == bytes.size();
}

bool is_damaged_utf8(std::string_view text) {
  // In GB18030 a whole line is valid UTF-8 with a character of three bytes less than once in ten thousand lines.
  constexpr std::size_t kByChance = 10;
  std::size_t valid = 0;
  std::size_t invalid = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    if (find_invalid_utf8(line)) {
      ++invalid;
    } else if (std::any_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE0; })) {
      ++valid;
    }
  }
  return invalid > 0 && valid * kByChance > invalid;
}

}  // namespace eldercast
