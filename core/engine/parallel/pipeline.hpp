#pragma once
/// Products made by several threads and handed on one at a time.
#include <oneapi/tbb/parallel_pipeline.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <optional>
#include <utility>

#include "engine/parallel/arena.hpp"

namespace eldercast {

namespace detail {

/// What travels between two steps. Never taken for plain bytes, as oneTBB would a small number.
template <class T>
struct Token {
  std::optional<T> value;

  Token() = default;
  explicit Token(std::optional<T> held) : value(std::move(held)) {}
  Token(Token&& other) noexcept : value(std::move(other.value)) {}
  Token& operator=(Token&& other) noexcept {
    value = std::move(other.value);
    return *this;
  }
  ~Token() = default;
};

/// Items as `next` gives them until it gives none, each worked on by any thread, and what comes of it handed to `sink`: one at a time, from
/// any thread. Never more than `most` are under way. Threads that wait inside of `make` for others are the business of Arena::each().
template <class Item, class Product, class Next, class Make, class Sink>
void pipeline(const Arena& arena, std::size_t most, tbb::filter_mode order, const Next& next, const Make& make, const Sink& sink) {
  const auto source = [&](tbb::flow_control& control) {
    Token<Item> item(next());
    if (!item.value) control.stop();
    return item;
  };
  const auto work = [&](Token<Item> item) { return Token<Product>(make(std::move(*item.value))); };
  const auto end = [&](Token<Product> product) { sink(std::move(*product.value)); };
  arena.run([&] {
    tbb::parallel_pipeline(most, tbb::make_filter<void, Token<Item>>(tbb::filter_mode::serial_in_order, source) &
                                     tbb::make_filter<Token<Item>, Token<Product>>(tbb::filter_mode::parallel, work) &
                                     tbb::make_filter<Token<Product>, void>(order, end));
  });
}

}  // namespace detail

/// Makes products 0 to `products` - 1 with make(number), on several threads at once, and hands each to sink(number, product) in order, one
/// at a time. Products that are started and not yet handed over never exceed threads + 1, so that a slow sink bounds memory. `stop`, when
/// given, is looked at before each product; those already started are handed over. Returns how many were. What `make` or `sink` throws
/// first ends the work and comes out here.
template <class Product, class Make, class Sink>
std::size_t in_order(const Arena& arena, std::size_t products, const std::atomic<bool>* stop, const Make& make, const Sink& sink) {
  std::size_t started = 0;
  std::size_t handed_over = 0;
  const auto next = [&]() -> std::optional<std::size_t> {
    if (started == products || (stop != nullptr && stop->load())) return std::nullopt;
    return started++;
  };
  detail::pipeline<std::size_t, Product>(arena, static_cast<std::size_t>(arena.threads()) + 1, tbb::filter_mode::serial_in_order, next,
                                         make, [&](Product&& product) {
                                           sink(handed_over, std::move(product));
                                           ++handed_over;
                                         });
  return handed_over;
}

/// Works through the items that `next` gives until it gives none: next() by one thread at a time, make(item) on several threads at once,
/// sink(product) by one at a time in the order in which they are done. No more items are under way than there are threads. Exceptions as
/// above.
template <class Item, class Product, class Next, class Make, class Sink>
void as_done(const Arena& arena, const Next& next, const Make& make, const Sink& sink) {
  detail::pipeline<Item, Product>(arena, static_cast<std::size_t>(arena.threads()), tbb::filter_mode::serial_out_of_order, next, make,
                                  sink);
}

}  // namespace eldercast
