#pragma once
/// Streams the cubes and the postings of outcomes, replicate by replicate, into the datasets of a group, and sums cubes for their means.
/// Internal to core/output.
#include <cstdint>
#include <string_view>
#include <vector>

#include "output/file/scales.hpp"
#include "output/file/schema.hpp"

namespace eldercast {

/// The datasets of one group of the schema, growing along its replicate dimension. A dataset over an empty table is left out.
class CubeStream {
 public:
  /// `first`: Dim::replicate or Dim::detail_replicate.
  CubeStream(hid_t file, std::string_view group, std::string_view long_name, std::string_view long_name_zh, Dim first,
             const Description& description);

  /// Adds a replicate. Throws std::logic_error if a cube has the wrong sizes.
  void append(const Outcome& outcome);
  /// Adds a replicate whose cells all hold the fill value.
  void append_failed(std::int32_t replicate);
  [[nodiscard]] ScaledGroup& group() { return group_; }

 private:
  struct Stream {
    const DatasetRow* row = nullptr;
    std::vector<std::size_t> sizes;
    h5::Handle dataset;
  };
  [[nodiscard]] Stream make(const DatasetRow& row, const Description& description);

  ScaledGroup group_;
  Dim first_;
  std::vector<Stream> streams_;
  hsize_t count_ = 0;
};

/// Exact sums of the headline cubes of all replicates that ended well.
class MeanSums {
 public:
  MeanSums();
  void add(const Outcome& outcome);
  /// Writes /mean with one group a headline group. Money is in yuan here.
  void write(hid_t file, const Description& description) const;

 private:
  struct Sum {
    const DatasetRow* row = nullptr;
    std::vector<std::int64_t> cells;
    std::vector<std::int32_t> known;  ///< replicates that a cell is the sum of; only where that is not all of them
  };
  void write_group(hid_t parent, std::string_view group, const Description& description) const;

  std::vector<Sum> sums_;
  std::int64_t count_ = 0;
};

/// The postings of replicates as columns of the group /postings.
class PostingTable {
 public:
  PostingTable(hid_t file, const Description& description);
  /// Adds the postings of a replicate. Throws std::logic_error if one points at a clause that is not there.
  void append(const Outcome& outcome);

 private:
  ScaledGroup group_;
  std::vector<h5::Handle> columns_;
  hsize_t count_ = 0;
};

}  // namespace eldercast
