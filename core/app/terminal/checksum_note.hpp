#pragma once
/// A word about files that another program has changed.
#include <string>

namespace eldercast {

/// Says on stderr that a results file or merged study has no checksum: HDF5 drops it when a program opens the file for writing, and nothing
/// vouches for the numbers any more. Throws FileError if the file cannot be read.
void note_missing_checksum(const std::string& path);

}  // namespace eldercast
