#pragma once
/// Vectors whose memory nobody touches before it is written. In a large district whoever touches memory first pays for it: it should be
/// those who work on a zone, not the one who asks for all of it.
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace eldercast {

/// Leaves elements that are made without a value as the memory is.
template <class T>
struct UntouchedAllocator : std::allocator<T> {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

  template <class U, class... Value>
  void construct(U* element, Value&&... value) {
    if constexpr (sizeof...(Value) > 0) ::new (static_cast<void*>(element)) U(std::forward<Value>(value)...);
  }
};

/// resize() leaves new elements unwritten: read none before it has been written.
template <class T>
using UntouchedVector = std::vector<T, UntouchedAllocator<T>>;

}  // namespace eldercast
