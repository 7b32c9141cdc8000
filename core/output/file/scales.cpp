#include "output/file/scales.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace eldercast {
namespace {

/// The unit as UDUNITS writes it: "1" for whatever is counted ("persons", "beds", positions), "1e-3" for per mille. Money stays CNY: no
/// such library knows currencies.
std::string_view udunits_text(std::string_view unit) {
  // Months are told to readers by this unit.
  if (unit.starts_with("days since ")) return unit;
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kMeasures{{{"CNY", "CNY"},
                                                                                            {"per mille", "1e-3"},
                                                                                            {"%", "1e-2"},
                                                                                            {"months", "month"},
                                                                                            {"years", "year"},
                                                                                            {"person-minutes", "min"},
                                                                                            {"minutes", "min"},
                                                                                            {"degrees_east", "degrees_east"},
                                                                                            {"degrees_north", "degrees_north"},
                                                                                            {"km", "km"},
                                                                                            {"m2", "m2"}}};
  const auto found = std::find_if(kMeasures.begin(), kMeasures.end(), [&](const auto& one) { return one.first == unit; });
  return found == kMeasures.end() ? "1" : found->second;
}

h5::Handle write_column(hid_t group, const std::string& name, const Column& values) {
  return std::visit(
      [&](const auto& cells) {
        using Cell = typename std::remove_cvref_t<decltype(cells)>::value_type;
        if constexpr (std::is_same_v<Cell, std::string>) {
          return h5::write_texts(group, name, cells);
        } else {
          return h5::write_numbers<Cell>(group, name, cells);
        }
      },
      values);
}

const ArrayAxis& axis_of(const ArrayGroup& group, const std::string& name) {
  const auto found = std::find_if(group.axes.begin(), group.axes.end(), [&](const ArrayAxis& axis) { return axis.name == name; });
  if (found == group.axes.end()) throw std::logic_error(fmt::format("/{} has no axis {}", group.name, name));
  return *found;
}

void write_array(const ScaledGroup& target, const ArrayGroup& group, const ArrayData& array) {
  h5::Sizes sizes;
  hsize_t cells = 1;
  for (const std::string& name : array.axes) cells *= sizes.emplace_back(length(axis_of(group, name).coordinates));
  if (cells != array.cells.size()) {
    throw std::logic_error(fmt::format("/{}/{} has {} cells, its axes want {}", group.name, array.name, array.cells.size(), cells));
  }
  const h5::Handle dataset = h5::write_cells<double>(target.id(), array.name, sizes, array.cells);
  describe_dataset(dataset, array.units, array.long_name, array.long_name_zh);
  for (std::size_t i = 0; i < array.axes.size(); ++i) target.attach(dataset, array.axes[i], static_cast<unsigned>(i));
}

}  // namespace

void describe_dataset(const h5::Handle& dataset, std::string_view units, std::string_view long_name, std::string_view long_name_zh) {
  const std::string_view measure = udunits_text(units);
  h5::write_attribute(dataset.id(), "units", measure);
  if (measure != units) h5::write_attribute(dataset.id(), "unit_name", units);
  h5::write_attribute(dataset.id(), "long_name", long_name);
  h5::write_attribute(dataset.id(), "long_name_zh", long_name_zh);
}

ScaledGroup::ScaledGroup(hid_t parent, const std::string& name, std::string_view long_name, std::string_view long_name_zh)
    : group_(h5::create_group(parent, name)) {
  h5::write_attribute(group_.id(), "long_name", long_name);
  h5::write_attribute(group_.id(), "long_name_zh", long_name_zh);
}

const ScaledGroup::Scale* ScaledGroup::find(std::string_view name) const {
  for (const Scale& known : scales_) {
    if (known.name == name) return &known;
  }
  return nullptr;
}

const h5::Handle& ScaledGroup::scale(std::string_view name) const {
  const Scale* known = find(name);
  if (known == nullptr) throw std::logic_error(fmt::format("dimension {} has no scale in its group", name));
  return known->dataset;
}

void ScaledGroup::keep_as_scale(const std::string& name, h5::Handle dataset) {
  h5::check(H5DSset_scale(dataset.id(), name.c_str()), "make " + name + " a dimension scale");
  scales_.push_back({name, std::move(dataset)});
}

void ScaledGroup::add_scale(const std::string& name, std::string_view long_name, std::string_view long_name_zh, const Column& coordinates) {
  h5::Handle dataset = write_column(id(), name, coordinates);
  describe_dataset(dataset, "1", long_name, long_name_zh);
  keep_as_scale(name, std::move(dataset));
}

void ScaledGroup::add_coordinates(Dim dim, const Column& coordinates) {
  const DimensionRow& row = dimension(dim);
  add_scale(std::string(row.name), row.long_name, row.long_name_zh, coordinates);
}

void ScaledGroup::add_dimension(Dim dim, const Description& description) {
  const DimensionRow& row = dimension(dim);
  if (find(row.name) != nullptr) return;
  add_coordinates(dim, row.coordinates(description));
  for (const LabelRow& label : label_table()) {
    if (label.dim != dim) continue;
    add_label(std::string(row.name), label_name(label), label.units, label.long_name, label.long_name_zh, label.values(description));
  }
}

void ScaledGroup::add_label(const std::string& dim_name, const std::string& name, std::string_view units, std::string_view long_name,
                            std::string_view long_name_zh, const Column& values) {
  const h5::Handle dataset = write_column(id(), name, values);
  describe_dataset(dataset, units, long_name, long_name_zh);
  h5::check(H5DSattach_scale(dataset.id(), scale(dim_name).id(), 0), "attach the scale " + dim_name);
  labels_.push_back(name);
}

void ScaledGroup::add_growing(Dim dim, std::uint64_t chunk) {
  const DimensionRow& row = dimension(dim);
  h5::Handle dataset = h5::create_growing(id(), row.name, {}, {chunk}, std::int32_t{-1});
  describe_dataset(dataset, "1", row.long_name, row.long_name_zh);
  keep_as_scale(std::string(row.name), std::move(dataset));
}

void ScaledGroup::attach(const h5::Handle& dataset, Dim dim, unsigned position) const {
  attach(dataset, std::string(dimension(dim).name), position);
}

void ScaledGroup::attach(const h5::Handle& dataset, const std::string& name, unsigned position) const {
  h5::check(H5DSattach_scale(dataset.id(), scale(name).id(), position), "attach the scale " + name);
}

void ScaledGroup::append_coordinate(Dim dim, std::int32_t value) { append_coordinates(dim, {value}); }

void ScaledGroup::append_coordinates(Dim dim, const std::vector<std::int32_t>& values) {
  const h5::Handle& dataset = scale(dimension(dim).name);
  const hsize_t before = h5::sizes_of(dataset).front();
  h5::grow(dataset, before + values.size());
  h5::write_rows(dataset, before, values.size(), h5::memory_type<std::int32_t>(), values.data());
}

void ScaledGroup::finish_labels() {
  if (!labels_.empty()) h5::write_attribute(id(), "coordinates", fmt::format("{}", fmt::join(labels_, " ")));
}

void write_group(hid_t file, const ArrayGroup& group) {
  ScaledGroup target(file, group.name, group.long_name, group.long_name_zh);
  for (const ArrayAxis& axis : group.axes) {
    target.add_scale(axis.name, axis.long_name, axis.long_name_zh, axis.coordinates);
    for (const AxisLabel& label : axis.labels) {
      target.add_label(axis.name, label.name, label.units, label.long_name, label.long_name_zh, label.values);
    }
  }
  for (const ArrayData& array : group.arrays) write_array(target, group, array);
  target.finish_labels();
}

namespace {}  // namespace

}  // namespace eldercast
