#pragma once
/// The one way in which an HDF5 file of this folder comes to be: written as a part, `status` last, put on the disk, given its name.
/// Internal to core/output.
#include "files/file_error.hpp"
#include "files/part_file.hpp"
#include "output/file/checksum.hpp"
#include "output/file/h5.hpp"

namespace eldercast {

/// Whether a checksum stands behind the last byte (seal.hpp). Batches have theirs in the journals.
enum class Checksummed : unsigned char { no, yes };

/// Makes the file of `part`, lets `write(file)` fill it, adds `status` = "complete", closes and publishes it. What HDF5 refuses is a
/// FileError.
template <class Write>
void write_published(PartFile& part, Checksummed sealed, Write write) {
  try {
    h5::silence();
    h5::Handle file = h5::create_file(part.part_path());
    write(file.id());
    h5::check(H5Fflush(file.id(), H5F_SCOPE_LOCAL), "write the file");
    h5::write_attribute(file.id(), "status", "complete");
    file.close("write the end of the file");
  } catch (const h5::Error& error) {
    h5::give_up();
    throw FileError(part.path(), error.what());
  }
  if (sealed == Checksummed::yes) seal_file(part.part_path());
  part.publish();
}

}  // namespace eldercast
