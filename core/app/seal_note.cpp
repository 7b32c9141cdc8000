#include "app/seal_note.hpp"

#include <fmt/format.h>

#include "app/terminal.hpp"
#include "model/characters.hpp"
#include "output/seal.hpp"

namespace eldercast {

void note_missing_seal(const std::string& path) {
  if (check_seal(path) != Seal::absent) return;
  print_talk(fmt::format(
      "warning[file.checksum]: {} has lost its checksum: another program opened it for writing, and may have changed its numbers\n"
      "  help: `eldercast rerun` tells whether they are still those of the run; h5py leaves files alone in mode 'r'\n",
      printable(path)));
}

}  // namespace eldercast
