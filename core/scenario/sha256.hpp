#pragma once
/// SHA-256 (FIPS 180-4), to name a scenario by its content.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace eldercast {

class Sha256 {
 public:
  /// Adds bytes to the message.
  void update(std::string_view bytes);
  /// The digest as 64 lower-case hexadecimal digits. Ends the message: call once.
  [[nodiscard]] std::string finish();

 private:
  void compress();

  std::array<std::uint32_t, 8> state_{0x6a09e667U, 0xbb67ae85U, 0x3c6ef372U, 0xa54ff53aU,
                                      0x510e527fU, 0x9b05688cU, 0x1f83d9abU, 0x5be0cd19U};
  std::array<std::uint8_t, 64> block_{};
  std::size_t filled_ = 0;
  std::uint64_t bytes_ = 0;
};

/// Digest of one text.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace eldercast
