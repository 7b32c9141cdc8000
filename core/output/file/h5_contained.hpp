#pragma once
/// HDF5 files that read nothing but themselves. Internal to core/output.
#include <hdf5.h>

#include <string>

namespace eldercast::h5 {

/// Most links that are followed in a file, and objects that they lead to.
inline constexpr int kMostLinks = 20000;

/// Walks over all links and layouts of an open file without opening what lies behind them. Throws FileError for `path` if a link leads to
/// another file or is of a kind that a plugin follows, if a dataset lies in other files (external or virtual), if groups go round in a
/// circle, or if there are more than kMostLinks links.
void require_self_contained(hid_t file, const std::string& path);

}  // namespace eldercast::h5
