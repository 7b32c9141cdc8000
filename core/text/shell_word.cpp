#include "text/shell_word.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/characters.hpp"

namespace eldercast {

namespace {

/// Whether a shell takes the character for itself. What is not ASCII never means anything to one.
bool is_plain(char c) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=:,./@%";
  return static_cast<unsigned char>(c) >= 0x80U || kPlain.find(c) != std::string_view::npos;
}

std::string numbered(std::string_view text) {
  std::string out = "$'";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    bool valid = true;
    const char32_t character = next_code_point(text, at, valid);
    const std::string_view bytes = text.substr(begin, at - begin);
    if (!valid || acts_on_terminal(character)) {
      for (const char byte : bytes) out += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
    } else {
      out += (character == U'\'' || character == U'\\' ? "\\" : "") + std::string(bytes);
    }
  }
  return out + "'";
}

}  // namespace

std::string shell_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string shell_word(std::string_view text) {
  if (printable(text) != text) return numbered(text);
  // zsh looks for a program behind a "=" that begins a word.
  const bool plain = !text.empty() && text.front() != '=' && std::all_of(text.begin(), text.end(), is_plain);
  return plain ? std::string(text) : shell_quoted(text);
}

std::string shell_path(std::string_view path) { return shell_word(path.starts_with('-') ? "./" + std::string(path) : std::string(path)); }

}  // namespace eldercast
