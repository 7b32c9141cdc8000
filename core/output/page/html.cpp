#include "output/page/html.hpp"

#include <fmt/format.h>

#include "text/characters.hpp"

namespace eldercast {

namespace {

/// Bytes of a mark that changes the direction of writing at the start of `text` (UTF-8), or 0: U+061C, U+200E, U+200F, U+202A to U+202E,
/// U+2066 to U+2069.
std::size_t direction_mark(std::string_view text) {
  if (text.starts_with("\xD8\x9C")) return 2;
  if (text.size() < 3 || text[0] != '\xE2') return 0;
  const auto second = static_cast<unsigned char>(text[1]);
  const auto third = static_cast<unsigned char>(text[2]);
  const bool marks = second == 0x80 && (third == 0x8E || third == 0x8F || (third >= 0xAA && third <= 0xAE));
  const bool isolates = second == 0x81 && third >= 0xA6 && third <= 0xA9;
  return marks || isolates ? 3 : 0;
}

std::string_view entity_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

std::string in_two(const Text& text, std::string_view element) {
  if (text.zh == text.en) return escape(text.zh);
  return fmt::format(R"(<{0} class="zh" lang="zh">{1}</{0}><{0} class="en" lang="en">{2}</{0}>)", element, escape(text.zh),
                     escape(text.en));
}

}  // namespace

std::string plain(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t mark = direction_mark(text.substr(at)); mark > 0) {
      at += mark;
      continue;
    }
    const char c = text[at++];
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) out += c;
    if (c == '\n' || c == '\t' || c == '\r') out += ' ';
  }
  return out;
}

std::string escape(std::string_view text) {
  std::string out;
  // A page says that it is UTF-8; names of files may be anything.
  for (const char c : printable_lines(plain(text))) {
    const std::string_view entity = entity_of(c);
    entity.empty() ? out += c : out += entity;
  }
  return out;
}

std::string both(const Text& text) { return in_two(text, "span"); }
std::string both_in_svg(const Text& text) { return in_two(text, "tspan"); }
std::string one_line(const Text& text) { return escape(text.zh == text.en ? text.zh : text.zh + " " + text.en); }

std::string one_language(const std::string& html, Language language) {
  const std::string other = language == Language::zh ? "en" : "zh";
  std::string out;
  std::size_t at = 0;
  while (at < html.size()) {
    std::size_t next = std::string::npos;
    std::string end;
    for (const char* element : {"span", "tspan"}) {
      const std::size_t found = html.find(fmt::format(R"(<{} class="{}" lang="{}">)", element, other, other), at);
      if (found >= next) continue;
      next = found;
      end = fmt::format("</{}>", element);
    }
    if (next == std::string::npos) break;
    out.append(html, at, next - at);
    at = html.find(end, next) + end.size();
  }
  return out.append(html, std::min(at, html.size()), std::string::npos);
}

Text operator+(const Text& a, const Text& b) { return {a.zh + b.zh, a.en + b.en}; }
Text put_together(const std::vector<Text>& parts) {
  Text out;
  for (const Text& part : parts) out = out + part;
  return out;
}
Text same(std::string_view text) { return {std::string(text), std::string(text)}; }

void HtmlTable::add(const std::vector<std::string>& cells) {
  rows_ += "<tr>";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    rows_ += i == 0 ? "<th scope=\"row\">" + cells[i] + "</th>" : "<td>" + cells[i] + "</td>";
  }
  rows_ += "</tr>\n";
}

std::string HtmlTable::html(const Text& caption) const {
  std::string out = fmt::format(R"(<div class="scroll" role="region" tabindex="0" aria-label="{}"><table class="t{}"><thead><tr>)",
                                one_line(caption), texts_);
  for (const Text& name : header_) out += "<th scope=\"col\">" + both(name) + "</th>";
  return out + "</tr></thead><tbody>\n" + rows_ + "</tbody></table></div>\n";
}

std::string folded(const Text& heading, const std::string& html) {
  return "<details><summary>" + both(heading) + "</summary>" + html + "</details>\n";
}

std::string card(const Text& question, const Text& answer, const std::string& html) {
  return "<div class=\"card\"><h3>" + both(question) + "</h3><p class=\"figure\">" + both(answer) + "</p>" + html + "</div>\n";
}

std::string paragraph(const Text& text, std::string_view css) {
  const std::string attribute = css.empty() ? "" : fmt::format(" class=\"{}\"", css);
  return "<p" + attribute + ">" + both(text) + "</p>\n";
}

}  // namespace eldercast
