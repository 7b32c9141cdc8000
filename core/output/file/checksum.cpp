#include "output/file/checksum.hpp"

#include <fmt/format.h>

#include <boost/crc.hpp>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <variant>
#include <vector>

#include "files/file_error.hpp"
#include "files/regular_file.hpp"

namespace eldercast {
namespace {

using Crc = boost::crc_optimal<64, 0x42F0E1EBA9EA3693ULL, ~0ULL, ~0ULL, true, true>;

constexpr std::string_view kMark = "\neldercast-crc64 ";
constexpr std::size_t kDigits = 16;
constexpr std::size_t kSealBytes = kMark.size() + kDigits + 1;

std::string seal_text(std::uint64_t sum) { return fmt::format("{}{:016x}\n", kMark, sum); }

/// Checksum of the first `bytes` of a stream.
std::uint64_t checksum(std::istream& stream, std::uint64_t bytes) {
  Crc crc;
  std::vector<char> buffer(1U << 20U);
  while (bytes > 0) {
    const auto part = static_cast<std::streamsize>(std::min<std::uint64_t>(bytes, buffer.size()));
    if (!stream.read(buffer.data(), part)) break;
    crc.process_bytes(buffer.data(), static_cast<std::size_t>(part));
    bytes -= static_cast<std::uint64_t>(part);
  }
  return crc.checksum();
}

std::ifstream open(const std::string& path, std::uint64_t& bytes) {
  const auto looked = look_at(path);
  if (const FileRefusal* refusal = std::get_if<FileRefusal>(&looked)) throw FileError(path, refusal->reason);
  std::ifstream stream(path, std::ios::binary | std::ios::ate);
  if (!stream) throw FileError(path, std::string("cannot be read: ") + std::strerror(errno));
  bytes = static_cast<std::uint64_t>(stream.tellg());
  stream.seekg(0);
  return stream;
}

}  // namespace

void seal_file(const std::string& path) {
  std::uint64_t bytes = 0;
  std::ifstream stream = open(path, bytes);
  const std::string text = seal_text(checksum(stream, bytes));
  std::ofstream out(path, std::ios::binary | std::ios::app);
  out << text;
  out.close();
  if (!out) throw FileError(path, std::string("cannot be written: ") + std::strerror(errno));
}

Seal check_seal(const std::string& path) {
  std::uint64_t bytes = 0;
  std::ifstream stream = open(path, bytes);
  if (bytes < kSealBytes) return Seal::absent;
  std::string found(kSealBytes, '\0');
  stream.seekg(static_cast<std::streamoff>(bytes - kSealBytes));
  stream.read(found.data(), static_cast<std::streamsize>(found.size()));
  if (!found.starts_with(kMark)) return Seal::absent;
  stream.clear();
  stream.seekg(0);
  return found == seal_text(checksum(stream, bytes - kSealBytes)) ? Seal::holds : Seal::broken;
}

}  // namespace eldercast
