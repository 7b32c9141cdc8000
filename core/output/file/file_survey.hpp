#pragma once
/// A look over a results file that somebody else may have made, before anything of it is read into memory. Internal to core/output.
#include <cstdint>

#include "output/file/h5.hpp"

namespace eldercast {

/// Groups of a results file lie at most four in each other, and it has some three hundred objects.
inline constexpr int kDeepestGroup = 8;
inline constexpr hsize_t kMostObjects = 20'000;
/// What the datasets of a file may hold together, as a multiple of its size: files of this program reach ten.
inline constexpr std::uintmax_t kMostUnpacking = 256;
inline constexpr std::uintmax_t kAlwaysRoom = std::uintmax_t{64} * 1024 * 1024;

/// Bytes that the datasets of a file of so many bytes may hold.
[[nodiscard]] constexpr std::uintmax_t room_of(std::uintmax_t file_bytes) { return kMostUnpacking * file_bytes + kAlwaysRoom; }

/// Throws h5::Error if groups stand in a circle or lie too deep in each other, if there are too many objects, if one is a link to another
/// place, or if the datasets hold more than room_of() the file: those along the replicates, of which only what was written is read, are
/// counted where they are read.
void survey(const h5::Handle& file, std::uintmax_t file_bytes);

}  // namespace eldercast
