#include "output/render/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/render/chinese.hpp"
#include "output/render/text_cells.hpp"
#include "text/characters.hpp"
#include "text/width.hpp"

namespace eldercast {
namespace {

constexpr std::size_t kBetween = 2;     ///< spaces between columns
constexpr std::size_t kNarrowest = 12;  ///< of a column of texts that is broken into lines
constexpr std::string_view kCloses = "，。；：、！？）》”’…,.;:!?)%";
constexpr std::string_view kOpens = "（《“‘";

std::string number_text(double value, CellFormat format) {
  if (std::isnan(value)) return "-";
  switch (format) {
    case CellFormat::decimal:
      return decimal_text(value);
    case CellFormat::share:
      return percent_text(value) + "%";
    case CellFormat::money:
      return grouped_text(value / kYuanPer10000);
    case CellFormat::year:
      return fmt::format("{:.0f}", value);
    case CellFormat::text:
    case CellFormat::whole:
    case CellFormat::month:
      break;
  }
  return grouped_text(value);
}

std::string estimate_cell(const Estimate& value, CellFormat format) {
  const std::string mean = number_text(value.mean, format);
  const std::string low = number_text(value.low, format);
  const std::string high = number_text(value.high, format);
  if (std::isnan(value.mean) || (low == mean && high == mean) || std::isnan(value.low)) return mean;
  return fmt::format("{} [{}, {}]", mean, low, high);
}

bool on_screen(const TableColumn& column) { return column.shown != ShownIn::files; }

/// A table as texts: which columns, how wide, and which are of texts.
struct Grid {
  std::vector<std::vector<std::string>> rows;  ///< the head first
  std::vector<std::size_t> widths;
  std::vector<bool> left;
  std::vector<bool> breaks;  ///< may be broken into lines

  Grid(const Table& table, Language language) {
    rows.emplace_back();
    for (const TableColumn& column : table.columns) {
      if (!on_screen(column)) continue;
      rows.front().push_back(head_text(column, language));
      left.push_back(column.format == CellFormat::text);
      breaks.push_back(column.format == CellFormat::text && column.shown != ShownIn::screens);
    }
    for (const std::vector<Cell>& cells : table.rows) {
      std::vector<std::string>& row = rows.emplace_back();
      for (std::size_t c = 0; c < table.columns.size(); ++c) {
        if (on_screen(table.columns[c])) row.push_back(cell_text(cells.at(c), table.columns[c], language));
      }
    }
    widths.assign(rows.front().size(), 0);
    for (const auto& row : rows) {
      for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], display_width(row[c]));
    }
  }

  [[nodiscard]] std::size_t width() const {
    std::size_t sum = widths.empty() ? 0 : kBetween * (widths.size() - 1);
    for (const std::size_t one : widths) sum += one;
    return sum;
  }

  /// Makes columns of texts narrower, the widest first, until the lines fit or none can give more. Then heads are broken, too.
  void fit(std::size_t wanted) {
    while (width() > wanted) {
      std::size_t widest = widths.size();
      for (std::size_t c = 0; c < widths.size(); ++c) {
        if (breaks[c] && widths[c] > kNarrowest && (widest == widths.size() || widths[c] > widths[widest])) widest = c;
      }
      if (widest == widths.size()) break;
      widths[widest] -= std::min(width() - wanted, widths[widest] - kNarrowest);
    }
    for (std::size_t c = 0; c < widths.size() && width() > wanted; ++c) {
      std::size_t body = 0;
      for (std::size_t r = 1; r < rows.size(); ++r) body = std::max(body, display_width(rows[r][c]));
      body = std::max(body, longest_word(rows.front()[c]));
      widths[c] = std::max(std::min(body, widths[c]), widths[c] - std::min(widths[c], width() - wanted));
    }
  }

  /// Columns of the longest word between spaces; a Chinese character is a word.
  [[nodiscard]] static std::size_t longest_word(std::string_view text) {
    std::size_t longest = 0;
    std::size_t word = 0;
    for (std::size_t at = 0; at < text.size();) {
      const char32_t character = next_code_point(text, at);
      const int columns = display_width(character);
      word = character == U' ' || columns == 2 ? 0 : word + static_cast<std::size_t>(columns);
      longest = std::max({longest, word, static_cast<std::size_t>(columns)});
    }
    return longest;
  }

  [[nodiscard]] static std::vector<std::string> lines_of(const std::string& text, std::size_t columns) {
    std::vector<std::string> out;
    const std::string wrapped = wrapped_text(text, columns);
    for (std::size_t at = 0; at < wrapped.size();) {
      const std::size_t end = wrapped.find('\n', at);
      out.push_back(wrapped.substr(at, end - at));
      at = end == std::string::npos ? wrapped.size() : end + 1;
    }
    if (out.empty()) out.emplace_back();
    return out;
  }

  [[nodiscard]] std::string text() const {
    std::string out;
    for (const auto& row : rows) {
      std::vector<std::vector<std::string>> cells;
      std::size_t height = 1;
      for (std::size_t c = 0; c < row.size(); ++c) {
        cells.push_back(lines_of(row[c], widths[c]));
        height = std::max(height, cells.back().size());
      }
      for (std::size_t l = 0; l < height; ++l) out += line(cells, l) + "\n";
    }
    return out;
  }

 private:
  [[nodiscard]] std::string line(const std::vector<std::vector<std::string>>& cells, std::size_t l) const {
    std::string out;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const std::string& shown = l < cells[c].size() ? cells[c][l] : std::string();
      out += (c == 0 ? "" : std::string(kBetween, ' ')) + (left[c] ? pad_right(shown, widths[c]) : pad_left(shown, widths[c]));
    }
    return out.substr(0, out.find_last_not_of(' ') + 1);
  }
};

/// A character that a line may end before and after.
bool wide(char32_t character) { return display_width(character) == 2; }

TableColumn percentile_column(const TableColumn& of, const char* suffix, const char* percent) {
  return {of.key + suffix, of.zh + percent, of.en + percent, of.unit, of.format, false, ShownIn::files};
}

void add_columns(const TableColumn& column, std::vector<TableColumn>& out) {
  TableColumn& one = out.emplace_back(column);
  // Files that have no row of units say it in the key.
  if (one.format == CellFormat::money && one.key.find("yuan") == std::string::npos) one.key += "_yuan";
  if (!one.interval) return;
  one.interval = false;
  const TableColumn mean = one;
  out.push_back(percentile_column(mean, "_low", " 5%"));
  out.push_back(percentile_column(mean, "_high", " 95%"));
}

void add_cells(const Cell& cell, const TableColumn& column, std::vector<Cell>& out) {
  const auto* estimate = std::get_if<Estimate>(&cell);
  const Estimate value = estimate == nullptr ? Estimate() : *estimate;
  if (column.interval) {
    out.insert(out.end(), {number_cell(value.mean), number_cell(value.low), number_cell(value.high)});
  } else if (estimate != nullptr) {
    out.push_back(number_cell(value.mean));
  } else if (const auto* text = std::get_if<Text>(&cell)) {
    out.emplace_back(text->zh);
  } else {
    out.push_back(cell);
  }
}

}  // namespace

Cell number_cell(double value) { return std::isnan(value) ? Cell{} : Cell{value}; }

std::string cell_text(const Cell& cell, const TableColumn& column, Language language) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* both = std::get_if<Text>(&cell)) return in(language, *both);
  if (const auto* number = std::get_if<double>(&cell)) return number_text(*number, column.format);
  if (const auto* estimate = std::get_if<Estimate>(&cell)) return estimate_cell(*estimate, column.format);
  if (const auto* month = std::get_if<YearMonth>(&cell)) return fmt::format("{:04}-{:02}", month->year(), month->month());
  return column.format == CellFormat::text ? "" : "-";
}

std::string head_text(const TableColumn& column, Language language) {
  const std::string& name = language == Language::zh ? column.zh : column.en;
  if (column.format != CellFormat::money || column.shown == ShownIn::screens) return name;
  return name + (language == Language::zh ? "，万元" : ", 10k CNY");
}

std::string table_text(const Table& table, Language language, std::size_t width) {
  Grid grid(table, language);
  grid.fit(width);
  return grid.text();
}

std::string wrapped_text(std::string_view text, std::size_t width, std::size_t indent) {
  std::string out;
  std::string line;
  std::size_t columns = 0;
  const auto end_line = [&] {
    out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    line.assign(indent, ' ');
    columns = indent;
  };
  // Pieces that stay together: a word with its spaces, or a Chinese character with the closing marks behind it; an opening mark stays with
  // what follows it.
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    char32_t character = next_code_point(text, at);
    bool single = wide(character);
    bool opens = kOpens.find(text.substr(begin, at - begin)) != std::string_view::npos;
    while (at < text.size()) {
      std::size_t behind = at;
      const char32_t next = next_code_point(text, behind);
      const bool closes = kCloses.find(text.substr(at, behind - at)) != std::string_view::npos;
      if (!closes && !opens && (character == U' ' ? next != U' ' : single || wide(character) || wide(next))) break;
      if (opens) single = wide(next);
      opens = kOpens.find(text.substr(at, behind - at)) != std::string_view::npos;
      character = next;
      at = behind;
    }
    const std::string_view piece = text.substr(begin, at - begin);
    const std::size_t bare = display_width(piece.substr(0, piece.find_last_not_of(' ') + 1));
    if (columns > indent && columns + bare > width) end_line();
    if (columns + bare > width) {
      for (std::size_t byte = 0; byte < piece.size();) {
        const std::size_t first = byte;
        const auto wide_by = static_cast<std::size_t>(display_width(next_code_point(piece, byte)));
        if (columns > indent && columns + wide_by > width) end_line();
        line += piece.substr(first, byte - first);
        columns += wide_by;
      }
      continue;
    }
    if (!(columns == indent && piece.find_first_not_of(' ') == std::string_view::npos && !out.empty())) {
      line += piece;
      columns += display_width(piece);
    }
  }
  if (columns > indent || out.empty()) end_line();
  out.pop_back();
  return out;
}

Table table_for_files(const Table& table) {
  Table out{table.key, table.name_zh, table.title_zh, table.title_en, {}, {}, table.charts};
  std::vector<std::size_t> moved;
  for (const TableColumn& column : table.columns) {
    moved.push_back(out.columns.size());
    if (column.shown != ShownIn::screens) add_columns(column, out.columns);
  }
  for (const std::vector<Cell>& row : table.rows) {
    std::vector<Cell>& cells = out.rows.emplace_back();
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (table.columns[c].shown != ShownIn::screens) add_cells(row[c], table.columns[c], cells);
    }
  }
  for (TableChart& chart : out.charts) {
    chart.over = moved[chart.over];
    for (std::size_t& column : chart.columns) column = moved[column];
  }
  return out;
}

}  // namespace eldercast
