#pragma once
/// Whether two results files hold the same data, and where they do not.
#include <cstddef>
#include <string>
#include <vector>

#include "files/file_error.hpp"

namespace eldercast {

/// One dataset or attribute that differs: "/district/residents", "12 of 144 cells differ, first at [0, 3, 2]: 5 and 6".
struct FileDifference {
  std::string path;
  std::string what;
};

struct FileDifferences {
  std::size_t compared = 0;  ///< datasets that both files have
  std::vector<FileDifference> found;
};

/// Compares everything but /provenance: which datasets there are, their types, sizes and every cell, and the attributes of the root and of
/// /scenario but for `program_version`. Two NaN are equal. Throws FileError for a file that is not a finished results file.
[[nodiscard]] FileDifferences differences(const std::string& first, const std::string& second);

}  // namespace eldercast
