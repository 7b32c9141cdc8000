#include "whatif/page/gzip.hpp"

#include <zlib.h>

#include "model/base/require.hpp"

namespace eldercast {

std::string gzipped(std::string_view bytes) {
  constexpr int kWindowOfGzip = 15 + 16;
  constexpr int kMemoryLevel = 9;
  z_stream stream{};
  require(deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kWindowOfGzip, kMemoryLevel, Z_DEFAULT_STRATEGY) == Z_OK,
          "gzipped: zlib cannot begin");
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  // zlib does not write through its input pointer, but does not say so in its type.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(stream.total_out);
  deflateEnd(&stream);
  require(done, "gzipped: zlib does not end");
  return out;
}

}  // namespace eldercast
