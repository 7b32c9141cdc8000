#pragma once
/// The answer of a run as people read it: first in sentences, then coverage by year, then what to do next. The whole of it in tables.
#include <span>
#include <string>
#include <vector>

#include "output/answer/summary.hpp"
#include "output/render/fitted_text.hpp"
#include "output/render/table.hpp"

namespace eldercast {

struct AnswerOptions {
  Language language = Language::en;
  bool colour = false;       ///< ANSI colours for headings
  std::size_t width = 80;    ///< columns; no word is cut to keep it
  std::string results = {};  ///< results file, for the next commands; empty: none was written
};

/// What was asked first: is the plan met, how surely, what stands in the way, who waits beside empty beds, what it costs whom, what is not
/// known. Each a paragraph.
[[nodiscard]] std::vector<SpareParagraph> answer_parts(const Summary& summary);
/// The texts of all of them.
[[nodiscard]] std::vector<std::vector<Text>> answer_sentences(const Summary& summary);

/// Staffed beds that nobody uses: of which kind they are, and how many stand where nobody is short of one. No full stop.
[[nodiscard]] Text empty_beds(const SummaryBeds& beds);

/// At most 24 lines of 80 columns: title, sentences, coverage by year, the next commands.
[[nodiscard]] std::string render_answer(const Summary& summary, const AnswerOptions& options);

/// Every number of the summary: targets, coverage, residents, services, beds, money, staff, what is left out, gaps of the data.
[[nodiscard]] std::vector<Table> answer_tables(const Summary& summary);
/// The answer without the next commands, then the tables under their titles.
[[nodiscard]] std::string render_whole_answer(const Summary& summary, const AnswerOptions& options);

/// The years that a screen shows: the last four.
[[nodiscard]] std::span<const SummaryYear> shown_years(const Summary& summary);
/// Coverage, care and waiting at the end of each year.
[[nodiscard]] Table coverage_by_year(const Summary& summary);
/// "448 million yuan", "44,767万元".
[[nodiscard]] Text money_text(double yuan);

}  // namespace eldercast
