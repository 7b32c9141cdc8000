#pragma once
/// Text on its way into a page: escaped, in two languages. Nothing else in this folder may put a scenario's text into HTML or SVG.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "output/render/language.hpp"

namespace eldercast {

/// The text without control characters (line breaks and tabulators become spaces) and without the marks that change the direction of
/// writing.
[[nodiscard]] std::string plain(std::string_view text);
/// For element content and quoted attributes of HTML and SVG. Control characters are left out, and so are the marks that change the
/// direction of writing: a name must not turn around what follows it.
[[nodiscard]] std::string escape(std::string_view text);
/// Both languages as spans, of which the page shows one; a single escaped text if they are equal.
[[nodiscard]] std::string both(const Text& text);
/// The same inside <text> of an SVG.
[[nodiscard]] std::string both_in_svg(const Text& text);
/// The page without the texts of the other language that both() and both_in_svg() put in.
[[nodiscard]] std::string one_language(const std::string& html, Language language);
/// Both languages one after the other, where a reader cannot choose: titles of charts and of the page.
[[nodiscard]] std::string one_line(const Text& text);
/// The two texts with something between or after them: `text + ": "`.
[[nodiscard]] Text operator+(const Text& a, const Text& b);
/// Parts of a paragraph one after the other.
[[nodiscard]] Text put_together(const std::vector<Text>& parts);
/// The same text in both languages.
[[nodiscard]] Text same(std::string_view text);

/// A table as HTML that scrolls inside its own box. The first `texts` columns are aligned to the left, the others are numbers.
class HtmlTable {
 public:
  explicit HtmlTable(std::vector<Text> header, std::size_t texts = 1) : header_(std::move(header)), texts_(texts) {}
  /// Cells are HTML: pass names through escape() or both().
  void add(const std::vector<std::string>& cells);
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  /// `caption` names the box for screen readers.
  [[nodiscard]] std::string html(const Text& caption) const;

 private:
  std::vector<Text> header_;
  std::size_t texts_;
  std::string rows_;
};

/// Something that opens when it is asked for; paper shows it where it is open.
[[nodiscard]] std::string folded(const Text& heading, const std::string& html);
/// A box that answers a question: the question, the answer in large letters, and more of it as HTML.
[[nodiscard]] std::string card(const Text& question, const Text& answer, const std::string& html);
/// A paragraph; `css` is its class, empty for plain text.
[[nodiscard]] std::string paragraph(const Text& text, std::string_view css = {});

}  // namespace eldercast
