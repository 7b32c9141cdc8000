#pragma once
/// Bytes as text (RFC 4648).
#include <string>
#include <string_view>

namespace eldercast {

/// With the padding at the end.
[[nodiscard]] std::string base64(std::string_view bytes);
/// The same of bytes that are written as hexadecimal digits, as digests are.
[[nodiscard]] std::string base64_of_hex(std::string_view hex);

}  // namespace eldercast
