#pragma once
/// A checksum behind the last byte of a results file. HDF5 as packaged crashes on some damaged files, so damage is looked for before the
/// library opens one. Other programs read sealed files as they are: HDF5 passes over what stands behind its end, and drops it when it
/// changes a file.
#include <string>

namespace eldercast {

/// absent: nothing stands there; the file was changed by another program, or written without.
enum class Seal : unsigned char { absent, holds, broken };

/// Appends the seal: CRC-64/XZ (ECMA-182, reflected) of all bytes. Throws FileError.
void seal_file(const std::string& path);
/// Whether the seal holds. Throws FileError if the file cannot be read.
[[nodiscard]] Seal check_seal(const std::string& path);

}  // namespace eldercast
