#include "output/report/page.hpp"

#include <fmt/format.h>

#include "output/report/page_style.hpp"

namespace eldercast {

namespace {

/// Without it the page stands in its first language and shows the last year: it only hides and shows what is there.
constexpr std::string_view kScript = R"js(
(function () {
  "use strict";
  var root = document.documentElement;
  var buttons = document.querySelectorAll(".switch button");
  function show(language) {
    root.className = "show-" + language;
    root.lang = language;
    buttons.forEach(function (button) { button.setAttribute("aria-pressed", String(button.value === language)); });
  }
  buttons.forEach(function (button) { button.addEventListener("click", function () { show(button.value); }); });
  show(root.className.replace("show-", ""));
  document.querySelector(".switch").hidden = false;
  var year = document.getElementById("year");
  if (!year) return;
  document.querySelector(".years").hidden = false;
  year.addEventListener("input", function () {
    document.getElementById("year-shown").textContent = year.value;
    document.querySelectorAll(".of-year").forEach(function (group) {
      group.classList.toggle("off", group.getAttribute("data-year") !== year.value);
    });
  });
})();
)js";

/// SHA-256 of the script in base64: the only script that the policy lets run. A test compares the two.
constexpr std::string_view kScriptHash = "CUUqGgBWhVS9eq5x7AfrHGmwEkT5qjLIS/4V01X6dBc=";

std::string head(const Page& page, Language language) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{0}\" class=\"show-{0}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{1}'; "
      "img-src data:; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<link rel=\"icon\" href=\"data:,\">\n<title>{2}</title>\n<style>{3}</style>\n</head>\n",
      name_of(language), kScriptHash, one_line(page.title), kPageStyle);
}

std::string contents(const Page& page) {
  std::string out = "<nav aria-label=\"目录 contents\"><ol>";
  for (const PageSection& section : page.sections) out += fmt::format("<li><a href=\"#{}\">{}</a></li>", section.id, both(section.heading));
  return out + "</ol></nav>\n";
}

}  // namespace

std::string_view page_script() { return kScript; }

std::string page_html(const Page& page, Language language) {
  std::string out = head(page, language) +
                    "<body>\n<header>\n<div class=\"switch\" role=\"group\" aria-label=\"语言 language\" hidden>"
                    "<button type=\"button\" value=\"zh\">中文</button><button type=\"button\" value=\"en\">English</button></div>\n";
  out += "<h1>" + both(page.title) + "</h1>\n" + paragraph(page.subtitle, "sub") + paragraph(page.about, "about") + contents(page) +
         "</header>\n<main>\n";
  std::size_t number = 0;
  for (const PageSection& section : page.sections) {
    out += fmt::format("<section id=\"{0}\" aria-labelledby=\"h-{0}\">\n<h2 id=\"h-{0}\"><b>{1}</b>{2}</h2>\n", section.id, ++number,
                       both(section.heading));
    out += section.html + "</section>\n";
  }
  out += "</main>\n<footer>" +
         both({"本报告由模拟结果自动生成，不需要网络；数字是模型的结果，不是统计数据。",
               "Made from simulation results; needs no network. Its numbers come from a model, they are not statistics."}) +
         "</footer>\n<script>" + std::string(kScript) + "</script>\n</body>\n</html>\n";
  return out;
}

}  // namespace eldercast
