#include "output/render/document.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace eldercast {
namespace {

std::string with_margin(const std::string& text, std::size_t margin) {
  std::string out;
  std::size_t at = 0;
  while (at <= text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out += std::string(margin, ' ') + text.substr(at, end - at) + "\n";
    at = end + 1;
  }
  return out;
}

std::string text_of_table(const Table& table, const TextForm& form) {
  if (table.rows.empty() || table.shown == ShownIn::files) return {};
  const std::string& title = form.language == Language::zh ? table.title_zh : table.title_en;
  std::string out = "\n";
  if (!title.empty()) out += wrapped_text(title, form.width) + "\n";
  const std::size_t most = form.whole || table.rows_on_terminals == 0 ? table.rows.size() : table.rows_on_terminals;
  if (table.rows.size() <= most) return out + table_text(table, form.language, form.width);
  Table first = table;
  first.rows.resize(most);
  out += table_text(first, form.language, form.width);
  const std::size_t more = table.rows.size() - most;
  return out + (form.language == Language::zh ? fmt::format("  另有{}行\n", more) : fmt::format("  and {} more rows\n", more));
}

}  // namespace

std::string document_text(const Document& document, const TextForm& form) {
  std::string out;
  const std::string& title = in(form.language, document.title);
  if (!title.empty()) out += wrapped_text(title, form.width) + "\n";
  for (const auto& block : document.blocks) {
    if (const auto* heading = std::get_if<Heading>(&block)) {
      out += "\n" + wrapped_text(in(form.language, heading->text), form.width) + "\n";
    } else if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
      const std::string& text = in(form.language, paragraph->text);
      if (!text.empty()) out += with_margin(wrapped_text(text, form.width - paragraph->margin), paragraph->margin);
    } else {
      out += text_of_table(std::get<Table>(block), form);
    }
  }
  return out;
}

std::vector<Table> tables_of(const Document& document) {
  std::vector<Table> out;
  for (const auto& block : document.blocks) {
    const auto* table = std::get_if<Table>(&block);
    if (table == nullptr || table->rows.empty() || table->shown == ShownIn::screens) continue;
    const auto same = std::find_if(out.begin(), out.end(), [&](const Table& one) { return one.key == table->key; });
    if (same == out.end()) {
      out.push_back(*table);
    } else {
      same->rows.insert(same->rows.end(), table->rows.begin(), table->rows.end());
    }
  }
  return out;
}

}  // namespace eldercast
