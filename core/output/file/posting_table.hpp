#pragma once
/// The table of postings as columns of the group /postings. Internal to core/output.
#include <vector>

#include "output/file/scales.hpp"
#include "output/file/schema.hpp"

namespace eldercast {

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
