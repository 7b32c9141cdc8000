#pragma once
/// The HDF5 files that this program writes, known from all others.
#include <string_view>

#include "files/own_file.hpp"

namespace eldercast {

/// HDF5 files with this root attribute `filetype`, for instance "eldercast-results".
[[nodiscard]] OwnKind own_hdf5(std::string_view filetype);

}  // namespace eldercast
