#include "whatif/page/whatif_page.hpp"

#include <fmt/format.h>

#include "output/page/base64.hpp"
#include "output/page/html.hpp"
#include "output/page/page.hpp"
#include "scenario/source/sha256.hpp"
#include "whatif/page/gzip.hpp"
#include "whatif/page/page_parts.hpp"
#include "whatif/page/world.hpp"

namespace eldercast {
namespace {

/// The source of a policy that allows this very text.
std::string allowed(std::string_view text) { return "'sha256-" + base64_of_hex(sha256(text)) + "'"; }

/// A block of data that no browser takes for code. Base64 has no character of markup.
std::string data_block(std::string_view id, std::string_view bytes) {
  return fmt::format("<script type=\"application/gzip\" id=\"{}\">{}</script>\n", id, base64(gzipped(bytes)));
}

}  // namespace

std::string whatif_page(const WhatifContent& content, const EngineFiles& engine) {
  const PageParts parts = page_parts();
  const Text title{content.scenario.name_zh, content.scenario.name_en};
  std::string out = fmt::format(
      "{0}<html lang=\"{1}\" class=\"show-{1}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {2}; script-src {3} 'wasm-unsafe-eval'; "
      "worker-src blob:; img-src data:; connect-src 'none'; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<link rel=\"icon\" href=\"data:,\">\n<title>{4}</title>\n<style>{5}</style>\n</head>\n",
      kPageBegin, name_of(content.language), allowed(parts.style), allowed(parts.script), one_line(title), parts.style);
  out += parts.body;
  out += data_block("world", world_json(content));
  out += data_block("worker", engine.glue + "\n" + parts.worker);
  out += data_block("machine", engine.machine);
  out += "<script>" + parts.script + "</script>\n</body>\n</html>\n";
  return out;
}

}  // namespace eldercast
