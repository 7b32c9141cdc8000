#pragma once
/// What goes wrong with an HDF5 file, for those who know nothing of the library.
#include <stdexcept>

namespace eldercast::h5 {

/// A call of the library failed, or the file holds what it cannot hold; the text says which and why.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace eldercast::h5
