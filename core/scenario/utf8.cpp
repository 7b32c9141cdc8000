#include "scenario/utf8.hpp"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace eldercast {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Decoded {
  char32_t code_point = kReplacement;
  std::size_t bytes = 1;
  bool valid = false;
};

Decoded decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || at + bytes > text.size()) return {};
  char32_t code_point = lead & (0x7FU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(at + i) & 0xC0U) != 0x80U) return {};
    code_point = (code_point << 6U) | (byte(at + i) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> kSmallest{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (code_point < kSmallest[bytes] || code_point > 0x10FFFF || surrogate) return {};
  return {code_point, bytes, true};
}

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t N>
bool inside(const std::array<Range, N>& ranges, char32_t code_point) {
  for (const Range& range : ranges) {
    if (code_point >= range.first && code_point <= range.last) return true;
  }
  return false;
}

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
    const Decoded decoded = decode(text, at);
    if (!decoded.valid) return at;
    at += decoded.bytes;
  }
  return std::nullopt;
}

char32_t next_code_point(std::string_view text, std::size_t& at) {
  const Decoded decoded = decode(text, at);
  at += decoded.bytes;
  return decoded.code_point;
}

void append_code_point(std::string& text, char32_t code_point) {
  const auto add = [&](char32_t byte) { text.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
  if (code_point < 0x80) {
    add(code_point);
  } else if (code_point < 0x800) {
    add(0xC0U | (code_point >> 6U));
    add(0x80U | (code_point & 0x3FU));
  } else if (code_point < 0x10000) {
    add(0xE0U | (code_point >> 12U));
    add(0x80U | ((code_point >> 6U) & 0x3FU));
    add(0x80U | (code_point & 0x3FU));
  } else {
    add(0xF0U | (code_point >> 18U));
    add(0x80U | ((code_point >> 12U) & 0x3FU));
    add(0x80U | ((code_point >> 6U) & 0x3FU));
    add(0x80U | (code_point & 0x3FU));
  }
}

int count_code_points(std::string_view text) {
  int count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) static_cast<void>(next_code_point(text, at));
  return count;
}

int display_width(char32_t code_point) {
  // Blocks of Unicode 15 EastAsianWidth W and F that occur in names and prose; the rest of a terminal's table does not matter here.
  static constexpr std::array<Range, 10> kWide{{{0x1100, 0x115F},
                                                {0x2E80, 0x303E},
                                                {0x3041, 0x33FF},
                                                {0x3400, 0x4DBF},
                                                {0x4E00, 0xA4CF},
                                                {0xAC00, 0xD7A3},
                                                {0xF900, 0xFAFF},
                                                {0xFE30, 0xFE6F},
                                                {0xFF00, 0xFF60},
                                                {0xFFE0, 0xFFE6}}};
  static constexpr std::array<Range, 5> kZero{{{0x0300, 0x036F}, {0x200B, 0x200F}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}}};
  if (inside(kZero, code_point)) return 0;
  if (inside(kWide, code_point) || (code_point >= 0x1F300 && code_point <= 0x1FAFF) || (code_point >= 0x20000 && code_point <= 0x3FFFD)) {
    return 2;
  }
  return 1;
}

std::string printable(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t code_point = next_code_point(text, at);
    const bool control = code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0) || (code_point >= 0x202A && code_point <= 0x202E) ||
                         (code_point >= 0x2066 && code_point <= 0x2069);
    append_code_point(result, control ? kReplacement : code_point);
  }
  return result;
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
