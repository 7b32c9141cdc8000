#include "output/page/page.hpp"

#include <fmt/format.h>

#include "output/page/base64.hpp"
#include "output/page/web_files.hpp"

namespace eldercast {

namespace {

/// The only scripts that the policy lets run.
std::string allowed_scripts(const Page& page) {
  std::string out = "'sha256-" + base64_of_hex(page_script().sha256) + "'";
  if (page.interactive && can_draw_interactive()) out += " 'sha256-" + base64_of_hex(chart_library().sha256) + "'";
  return out;
}

std::string head(const Page& page, Language language) {
  return fmt::format(
      "{4}<html lang=\"{0}\" class=\"show-{0}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src {1}; "
      "img-src data:; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<link rel=\"icon\" href=\"data:,\">\n<title>{2}</title>\n<style>{3}</style>\n</head>\n",
      name_of(language), allowed_scripts(page), one_line(page.title), page_style().text, kPageBegin);
}

std::string contents(const Page& page) {
  std::string out = "<nav aria-label=\"目录 contents\"><ol>";
  for (const PageSection& section : page.sections) out += fmt::format("<li><a href=\"#{}\">{}</a></li>", section.id, both(section.heading));
  return out + "</ol></nav>\n";
}

}  // namespace

bool can_draw_interactive() { return !chart_library().text.empty(); }

std::string page_html(const Page& page, Language language) {
  const bool brief = page.form == PageForm::brief;
  std::string out =
      head(page, language) +
      (brief ? "<body class=\"brief\">\n<header>\n"
             : "<body>\n<header>\n<div class=\"switch\" role=\"group\" aria-label=\"语言 language\" hidden>"
               "<button type=\"button\" value=\"zh\">中文</button><button type=\"button\" value=\"en\">English</button></div>\n");
  out += "<h1>" + both(page.title) + "</h1>\n" + paragraph(page.subtitle, "sub") + paragraph(page.about, "about") +
         (brief ? "" : contents(page)) + "</header>\n<main>\n";
  std::size_t number = 0;
  for (const PageSection& section : page.sections) {
    out += fmt::format("<section id=\"{0}\" aria-labelledby=\"h-{0}\">\n<h2 id=\"h-{0}\"><b>{1}</b>{2}</h2>\n", section.id, ++number,
                       both(section.heading));
    out += section.html + "</section>\n";
  }
  out += "</main>\n<footer>" +
         both({"本报告由模拟结果自动生成，不需要网络；数字是模型的结果，不是统计数据。",
               "Made from simulation results; needs no network. Its numbers come from a model, they are not statistics."}) +
         page.footer + "</footer>\n";
  if (page.interactive && can_draw_interactive()) out += "<script>" + std::string(chart_library().text) + "</script>\n";
  if (brief) return one_language(out, language) + "</body>\n</html>\n";
  return out + "<script>" + std::string(page_script().text) + "</script>\n</body>\n</html>\n";
}

}  // namespace eldercast
