#pragma once
/// Paragraphs that say as much as there is room for.
#include <span>
#include <string>
#include <vector>

#include "output/render/document.hpp"

namespace eldercast {

/// A part of a paragraph. One with `spare` 0 always stands there, the others only while there is room: the lowest numbers first.
struct SparePart {
  Text text;
  int spare = 0;
};
using SpareParagraph = std::vector<SparePart>;

/// The paragraphs in as few lines as the parts that must stand there need, and in at most `lines` with others; all parts where the form is
/// whole. Each paragraph ends in a full stop; its second and later lines stand behind `indent` spaces.
[[nodiscard]] std::string fitted_text(std::span<const SpareParagraph> paragraphs, const TextForm& form, std::size_t lines,
                                      std::size_t indent = 0);

/// Lines of a text that ends in a line break.
[[nodiscard]] std::size_t lines_in(std::string_view text);

}  // namespace eldercast
