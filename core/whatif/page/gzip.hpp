#pragma once
#include <string>
#include <string_view>

namespace eldercast {

/// The bytes in gzip's format (RFC 1952), as small as zlib makes them, without a time or a name: the same bytes give the same text.
[[nodiscard]] std::string gzipped(std::string_view bytes);

}  // namespace eldercast
