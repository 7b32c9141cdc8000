#pragma once
/// The catalogue of figures as a list for people: what each is, in one sentence, in which unit and at which levels.
#include <string>
#include <string_view>
#include <vector>

#include "output/figures/figures.hpp"
#include "output/render/table.hpp"

namespace eldercast {

/// One sentence that says what a figure counts, without a full stop; by the longest beginning of its id that is known, so that figures of
/// one service, payer or clause share theirs. Empty for an id that is no figure's.
[[nodiscard]] Text definition_of(std::string_view id);

/// Figures whose id, name or definition holds `word`, in any case; all with an empty word.
[[nodiscard]] std::vector<Figure> figures_with(const Description& description, std::string_view word);
/// Two paragraphs a figure: its id, unit and kind, then its name and what it counts.
[[nodiscard]] std::string figures_text(const std::vector<Figure>& figures, Language language, std::size_t width);

/// A district with one service and one clause, whose figures stand for those of every service and clause.
[[nodiscard]] Description any_district();

/// docs/reference/figures.md.
[[nodiscard]] std::string figures_page();

}  // namespace eldercast
