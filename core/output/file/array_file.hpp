#pragma once
/// Tables of numbers along named axes as an HDF5 file that xarray, netCDF, R and h5py open with names: what comparisons, stress tests,
/// studies and sensitivity analyses leave behind. Written and published like a results file.
#include <string>
#include <utility>
#include <vector>

#include "files/part_file.hpp"
#include "output/file/dimension.hpp"

namespace eldercast {

/// A named text or number beside the coordinates of an axis.
struct AxisLabel {
  std::string name;  ///< "town_name_zh"
  std::string units;
  std::string long_name;
  std::string long_name_zh;
  Column values;
};

struct ArrayAxis {
  std::string name;
  std::string long_name;
  std::string long_name_zh;
  Column coordinates;
  std::vector<AxisLabel> labels;
};

/// A dense array, the last axis runs fastest; NaN: not known.
struct ArrayData {
  std::string name;
  std::vector<std::string> axes;  ///< names of axes of the group, slowest first; empty: one number
  std::string units;
  std::string long_name;
  std::string long_name_zh;
  std::vector<double> cells;
};

struct ArrayGroup {
  std::string name;
  std::string long_name;
  std::string long_name_zh;
  std::vector<ArrayAxis> axes;
  std::vector<ArrayData> arrays;
};

struct ArrayFile {
  std::string filetype;  ///< "eldercast-comparison"
  std::string format_version;
  std::vector<std::pair<std::string, std::string>> attributes;  ///< more attributes of the root
  std::vector<ArrayGroup> groups;
};

/// Writes and publishes the file; the attribute `status` = "complete" comes last. Throws FileError for what the disk refuses,
/// std::logic_error if cells and axes do not fit.
void write_array_file(const std::string& path, const ArrayFile& content, Existing existing = Existing::refuse);

}  // namespace eldercast
