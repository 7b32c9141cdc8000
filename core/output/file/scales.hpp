#pragma once
/// Groups with their own attached dimension scales, so that a group opened alone shows named coordinates. Internal to core/output.
#include <string>
#include <string_view>
#include <vector>

#include "output/file/array_file.hpp"
#include "output/file/dimension.hpp"
#include "output/file/h5.hpp"
#include "output/file/schema.hpp"

namespace eldercast {

/// Writes the three describing attributes of every dataset.
void describe_dataset(const h5::Handle& dataset, std::string_view units, std::string_view long_name, std::string_view long_name_zh);

/// The same of a dataset of replicates, with its fill value and, of money, its factor.
template <class T>
void describe_cells(const h5::Handle& dataset, const DatasetRow& row, T fill) {
  describe_dataset(dataset, row.units, row.long_name, row.long_name_zh);
  if (row.money) h5::write_attribute(dataset.id(), "scale_factor", 0.01);
  h5::write_attribute(dataset.id(), "_FillValue", fill, true);
}

/// A group, its dimension scales and the labels beside them.
class ScaledGroup {
 public:
  /// Makes the group `name` under `parent`.
  ScaledGroup(hid_t parent, const std::string& name, std::string_view long_name, std::string_view long_name_zh);

  /// Writes coordinates and labels of `dim` if they are not there yet.
  void add_dimension(Dim dim, const Description& description);
  /// Adds a growing dimension of numbers in chunks of `chunk`, empty at first.
  void add_growing(Dim dim, std::uint64_t chunk);
  /// Writes coordinates that are known only at run time.
  void add_coordinates(Dim dim, const Column& coordinates);
  /// Writes one label dataset along a dimension that is there.
  void add_label(const std::string& dim_name, const std::string& name, std::string_view units, std::string_view long_name,
                 std::string_view long_name_zh, const Column& values);
  /// Writes coordinates of a dimension that is not in the table of dimensions.
  void add_scale(const std::string& name, std::string_view long_name, std::string_view long_name_zh, const Column& coordinates);
  /// Attaches the scale of `dim` to dimension number `position` of a dataset of this group.
  void attach(const h5::Handle& dataset, Dim dim, unsigned position) const;
  /// The same for a scale of any name.
  void attach(const h5::Handle& dataset, const std::string& name, unsigned position) const;
  /// Appends values to a growing dimension.
  void append_coordinate(Dim dim, std::int32_t value);
  void append_coordinates(Dim dim, const std::vector<std::int32_t>& values);
  /// Writes the group attribute `coordinates`, which makes readers list the labels beside the coordinates. Call when all labels are there.
  void finish_labels();

  [[nodiscard]] hid_t id() const { return group_.id(); }

 private:
  struct Scale {
    std::string name;
    h5::Handle dataset;
  };
  [[nodiscard]] const Scale* find(std::string_view name) const;
  [[nodiscard]] const h5::Handle& scale(std::string_view name) const;
  void keep_as_scale(const std::string& name, h5::Handle dataset);

  h5::Handle group_;
  std::vector<Scale> scales_;
  std::vector<std::string> labels_;
};

/// Writes a group of arrays with its axes. Throws h5::Error, and std::logic_error if cells and axes do not fit.
void write_group(hid_t file, const ArrayGroup& group);

}  // namespace eldercast
