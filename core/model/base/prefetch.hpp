#pragma once
/// A hint that memory will be read soon, so that the reads of several people wait together instead of one after the other. It changes no
/// result.

namespace eldercast {

template <class T>
inline void will_read(const T& object) {
  __builtin_prefetch(&object);
}

}  // namespace eldercast
