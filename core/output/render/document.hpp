#pragma once
/// What is told of a result, as data: a title, then headings, paragraphs and tables in the order in which they are read. Screens are made
/// from all of it, workbooks and CSV files from its tables.
#include <string>
#include <variant>
#include <vector>

#include "output/render/language.hpp"
#include "output/render/table.hpp"

namespace eldercast {

/// Begins a part.
struct Heading {
  Text text;
};

struct Paragraph {
  Text text;
  std::size_t margin = 0;  ///< columns before each line
};

struct Document {
  Text title;
  std::vector<std::variant<Heading, Paragraph, Table>> blocks;

  void begin(Text text) { blocks.emplace_back(Heading{std::move(text)}); }
  void begin(std::string zh, std::string en) { begin(Text{std::move(zh), std::move(en)}); }
  void say(Text text, std::size_t margin = 0) { blocks.emplace_back(Paragraph{std::move(text), margin}); }
  void say(std::string zh, std::string en, std::size_t margin = 0) { say(Text{std::move(zh), std::move(en)}, margin); }
  void add(Table table) { blocks.emplace_back(std::move(table)); }
};

/// How a text is to be.
struct TextForm {
  Language language = Language::en;
  std::size_t width = 80;  ///< columns; no word is cut to keep it
  bool whole = true;       ///< every row; else as many as Table::rows_on_terminals says, and how many more there are
};

/// The document as lines: titles of tables stand above them after an empty line, tables without rows and those for files alone are left
/// out.
[[nodiscard]] std::string document_text(const Document& document, const TextForm& form);

/// Its tables, those for screens alone left out. Tables of one key become one table: the columns that tell their rows apart are those for
/// files alone.
[[nodiscard]] std::vector<Table> tables_of(const Document& document);

}  // namespace eldercast
