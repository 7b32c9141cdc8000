#pragma once
/// The dimensions of the results file: name, meaning, coordinates and the labels that stand beside them.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "model/targets.hpp"
#include "output/description.hpp"
#include "output/file/column.hpp"

namespace eldercast {

enum class Dim : std::uint8_t {
  replicate,
  detail_replicate,
  month,
  year,
  town,
  settlement,
  facility,
  project,
  posting,
  service,
  rule,
  rule_figure,
  clause,
  priority_group,
  need,
  sex,
  age_group,
  life_flow,
  facility_kind,
  settlement_kind,
  reading,
  strength,
  demand_count,
  bed_type,
  bed_count,
  shortfall_cause,
  role,
  staff_count,
  payer,
  purpose,
  resource,
  target,
  volume,
  fund_count,
  period,
  progress,
  facility_flow,
  wait_for,
  town_money,
  parameter,
  gap,
  data_table
};

/// Coordinate of money that is booked under no clause.
inline constexpr std::string_view kNoClause = "none";

/// How a column is made of a description and, where the reader needs it, put back into one.
struct ColumnSource {
  using Make = Column (*)(const Description&);
  using Take = void (*)(const Column& stored, Description& out);
  Make make = nullptr;  ///< null: the column grows during a run
  Take take = nullptr;  ///< throws h5::Error for a name or code that is not known, std::out_of_range for too few cells

  constexpr ColumnSource(Make makes, Take takes = nullptr) : make(makes), take(takes) {}  // NOLINT: rows name functions
  [[nodiscard]] Column operator()(const Description& description) const { return make(description); }
};

/// A dimension: the name of its scale in every group and what it means.
struct DimensionRow {
  Dim dim;
  std::string_view name;
  std::string_view long_name;
  std::string_view long_name_zh;
  ColumnSource coordinates;
};

/// A label dataset beside a dimension's coordinates, written in every group that has the dimension. Its name is
/// "<dimension>_<suffix>".
struct LabelRow {
  Dim dim;
  std::string_view suffix;
  std::string_view units;
  std::string_view long_name;
  std::string_view long_name_zh;
  ColumnSource values;
};

/// All dimensions, in enumerator order.
[[nodiscard]] std::span<const DimensionRow> dimension_table();
/// The row of one dimension.
[[nodiscard]] const DimensionRow& dimension(Dim dim);
/// All labels.
[[nodiscard]] std::span<const LabelRow> label_table();
/// "town_name_zh".
[[nodiscard]] std::string label_name(const LabelRow& row);
/// "share", "m2_per_resident", "count".
[[nodiscard]] std::string_view unit_text(TargetUnit unit);
/// Number of coordinates of a dimension that does not grow.
[[nodiscard]] std::size_t size_of(Dim dim, const Description& description);

}  // namespace eldercast
