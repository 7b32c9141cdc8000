#include "tokens.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

namespace eldercast::formula {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

std::size_t end_of_number(std::string_view text, std::size_t at) {
  while (at < text.size() && (is_digit(text[at]) || text[at] == '_' || text[at] == '.')) ++at;
  return at < text.size() && text[at] == '%' ? at + 1 : at;
}

// With at most 15 digits both the digits and the power of ten are exact, and their quotient is the nearest double: the same bits
// with every compiler, also where the library has no std::from_chars for doubles.
constexpr std::int64_t kLargest = 999'999'999'999'999;

std::optional<double> number_of(std::string_view text) {
  const bool percent = text.ends_with('%');
  std::int64_t digits = 0;
  double scale = 1;
  bool dotted = false;
  bool any = false;
  for (const char c : text.substr(0, text.size() - (percent ? 1 : 0))) {
    if (c == '_') continue;
    if (c == '.') {
      if (dotted) return std::nullopt;
      dotted = true;
      continue;
    }
    digits = digits * 10 + (c - '0');
    if (digits > kLargest || scale > 1e14) return std::nullopt;
    if (dotted) scale *= 10;
    any = true;
  }
  if (!any) return std::nullopt;
  const double value = static_cast<double>(digits) / scale;
  return percent ? value / 100 : value;
}

std::size_t length_of_sign(std::string_view rest) {
  for (const std::string_view sign : {"==", "!=", "<=", ">="}) {
    if (rest.starts_with(sign)) return 2;
  }
  return std::string_view("+-*/()<>,").find(rest.front()) == std::string_view::npos ? 0 : 1;
}

}  // namespace

std::variant<std::vector<Token>, Mistake> tokens_of(std::string_view text) {
  std::vector<Token> out;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ' || text[at] == '\t' || text[at] == '\n') {
      ++at;
      continue;
    }
    Token token;
    token.offset = at;
    std::size_t end = at;
    if (is_digit(text[at])) {
      end = end_of_number(text, at);
      const auto number = number_of(text.substr(at, end - at));
      if (!number) return Mistake{at, end - at, "'" + std::string(text.substr(at, end - at)) + "' is no number", ""};
      token.kind = Token::Kind::number;
      token.number = *number;
    } else if (is_letter(text[at])) {
      while (end < text.size() && (is_letter(text[end]) || is_digit(text[end]))) ++end;
      token.kind = Token::Kind::name;
    } else {
      end = at + length_of_sign(text.substr(at));
      token.kind = Token::Kind::sign;
      if (end == at) {
        // A whole character, not a part of it.
        ++end;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
        const std::string shown(text.substr(at, end - at));
        return Mistake{at, end - at, "'" + shown + "' means nothing in a formula",
                       text[at] == '=' ? "write == to compare" : "there are + - * / ( ) , == != < <= > >= and or not"};
      }
    }
    token.text = text.substr(at, end - at);
    out.push_back(token);
    at = end;
  }
  out.push_back({Token::Kind::end, "", text.size(), 0});
  return out;
}

}  // namespace eldercast::formula
