#include "output/render/fitted_text.hpp"

#include <algorithm>
#include <utility>

namespace eldercast {

namespace {

std::string text_with(std::span<const SpareParagraph> paragraphs, const std::vector<std::vector<bool>>& taken, const TextForm& form,
                      std::size_t indent) {
  std::string out;
  for (std::size_t p = 0; p < paragraphs.size(); ++p) {
    std::string text;
    for (std::size_t i = 0; i < paragraphs[p].size(); ++i) text += taken[p][i] ? in(form.language, paragraphs[p][i].text) : "";
    text.resize(text.find_last_not_of(' ') + 1);
    if (text.empty()) continue;
    if (!text.ends_with('.') && !text.ends_with("。")) text += form.language == Language::zh ? "。" : ".";
    out += wrapped_text(text, form.width, indent) + "\n";
  }
  return out;
}

}  // namespace

std::size_t lines_in(std::string_view text) { return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')); }

std::string fitted_text(std::span<const SpareParagraph> paragraphs, const TextForm& form, std::size_t lines, std::size_t indent) {
  std::vector<std::vector<bool>> taken;
  std::vector<std::pair<std::size_t, std::size_t>> spare;
  for (std::size_t p = 0; p < paragraphs.size(); ++p) {
    taken.emplace_back(paragraphs[p].size(), form.whole);
    for (std::size_t i = 0; i < paragraphs[p].size(); ++i) {
      if (paragraphs[p][i].spare == 0) taken[p][i] = true;
      if (!taken[p][i]) spare.emplace_back(p, i);
    }
  }
  const auto rank = [&](const auto& at) { return paragraphs[at.first][at.second].spare; };
  std::stable_sort(spare.begin(), spare.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  for (const auto& [p, i] : spare) {
    taken[p][i] = true;
    if (lines_in(text_with(paragraphs, taken, form, indent)) > lines) taken[p][i] = false;
  }
  return text_with(paragraphs, taken, form, indent);
}

}  // namespace eldercast
