#include "engine/host/loaded_card.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <optional>

namespace eldercast {
namespace {

/// Lengths of the structs in the first minor number of this interface.
constexpr std::size_t kFirstCard = offsetof(EldercastCard, check) + sizeof(EldercastCard::check);
constexpr std::size_t kFirstRow = offsetof(ParameterRow, fallback_text) + sizeof(ParameterRow::fallback_text);
constexpr std::uint32_t kMostRows = 10'000;

std::vector<ParameterRow> copy_rows(const ParameterRow* rows, std::uint32_t count, std::uint32_t size) {
  std::vector<ParameterRow> out(rows == nullptr ? 0 : count);
  for (std::size_t i = 0; i < out.size(); ++i) {
    std::memcpy(static_cast<void*>(&out[i]), reinterpret_cast<const char*>(rows) + i * size,
                std::min<std::size_t>(size, sizeof(ParameterRow)));
  }
  return out;
}

/// Nothing, or what is wrong.
std::optional<std::string> copy_targets(LoadedCard& out) {
  const EldercastCard& card = out.card;
  if (card.targets == nullptr || card.target_size < sizeof(EldercastTarget) || card.target_count > kMostRows) return std::nullopt;
  for (std::uint32_t i = 0; i < card.target_count; ++i) {
    const auto* const bytes = reinterpret_cast<const char*>(card.targets) + std::size_t{i} * card.target_size;
    const auto& one = *reinterpret_cast<const EldercastTarget*>(bytes);
    for (const char* text : {one.id, one.figure, one.zh, one.en, one.clause, one.value, one.due}) {
      if (text == nullptr) return fmt::format("target {} lacks a text", i + 1);
    }
    out.targets.push_back({one.id, one.figure, one.zh, one.en, one.clause, one.value, one.due, one.due_year, one.at_most != 0});
  }
  return std::nullopt;
}

}  // namespace

std::variant<LoadedCard, std::string> copy_card(const EldercastCard& theirs) {
  if (theirs.card_size < kFirstCard) {
    return fmt::format("its card has {} bytes, the least of this interface has {}", theirs.card_size, kFirstCard);
  }
  LoadedCard out;
  std::memcpy(&out.card, &theirs, std::min<std::size_t>(theirs.card_size, sizeof(EldercastCard)));
  if (out.card.row_size < kFirstRow) {
    return fmt::format("its parameter rows have {} bytes, the least of this interface have {}", out.card.row_size, kFirstRow);
  }
  if (out.card.row_count > kMostRows || (out.card.row_count > 0 && out.card.rows == nullptr)) {
    return fmt::format("its card promises {} parameter rows and has none", out.card.row_count);
  }
  out.rows = copy_rows(out.card.rows, out.card.row_count, out.card.row_size);
  if (out.card.figures != nullptr && out.card.figure_size >= sizeof(EldercastFigure) && out.card.figure_count <= kMostRows) {
    for (std::uint32_t i = 0; i < out.card.figure_count; ++i) {
      const auto* const bytes = reinterpret_cast<const char*>(out.card.figures) + std::size_t{i} * out.card.figure_size;
      const auto& one = *reinterpret_cast<const EldercastFigure*>(bytes);
      for (const char* text : {one.id, one.unit, one.zh, one.en}) {
        if (text == nullptr) return fmt::format("figure {} lacks a text", i + 1);
      }
      out.figures.push_back({one.id, one.unit, one.zh, one.en, one.kind == 0 ? FigureKind::sum : FigureKind::state});
    }
  }
  if (auto wrong = copy_targets(out)) return std::move(*wrong);
  for (ParameterRow& row : out.rows) {
    if (row.type != ParameterType::table || row.column_count > kMostRows) continue;
    row.columns = out.columns.emplace_back(copy_rows(row.columns, row.column_count, out.card.row_size)).data();
  }
  return out;
}

}  // namespace eldercast
