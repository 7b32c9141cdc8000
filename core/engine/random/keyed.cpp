#include "engine/random/keyed.hpp"

#include <Random123/philox.h>

#include "model/base/keys.hpp"

namespace eldercast {

StreamKey stream_key(std::uint64_t seed, std::uint32_t replicate) {
  const std::uint64_t key = combine(seed, replicate);
  return {static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32U)};
}

std::array<std::uint32_t, 4> draw(StreamKey stream, Entity entity, DrawFor purpose, std::uint32_t counter) {
  const r123::Philox4x32::ctr_type at{{entity.low, entity.high, static_cast<std::uint32_t>(purpose), counter}};
  const r123::Philox4x32::key_type key{{stream.k0, stream.k1}};
  const r123::Philox4x32::ctr_type words = r123::Philox4x32{}(at, key);
  return {words[0], words[1], words[2], words[3]};
}

}  // namespace eldercast
