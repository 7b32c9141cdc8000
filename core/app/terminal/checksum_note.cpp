#include "app/terminal/checksum_note.hpp"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <string_view>

#include "app/terminal/terminal.hpp"
#include "output/file/checksum.hpp"
#include "text/characters.hpp"

namespace eldercast {
namespace {

/// Whether a file begins as HDF5 files do ("HDF5 File Format Specification", II.A).
bool looks_like_hdf5(const std::string& path) {
  constexpr std::string_view kSignature("\x89HDF\r\n\x1a\n", 8);
  std::array<char, kSignature.size()> head{};
  std::ifstream stream(path, std::ios::binary);
  stream.read(head.data(), static_cast<std::streamsize>(head.size()));
  return stream && std::string_view(head.data(), head.size()) == kSignature;
}

}  // namespace

void note_missing_checksum(const std::string& path) {
  if (check_seal(path) != Seal::absent || !looks_like_hdf5(path)) return;
  print_warning(
      "file.checksum",
      fmt::format("{} has lost its checksum: another program opened it for writing, and may have changed its numbers", printable(path)),
      "`eldercast rerun` tells whether they are still those of the run; h5py leaves files alone in mode 'r'");
}

}  // namespace eldercast
