#pragma once
/// The postings behind a sum of money.
#include <cstdint>
#include <string>
#include <vector>

#include "output/explain/derivation.hpp"
#include "output/explain/picked_cells.hpp"

namespace eldercast {

/// Postings that agree in all of this.
struct PostingGroup {
  std::string rule;  ///< empty: booked by the engine itself
  std::string clause;
  std::string payer;
  std::string purpose;
  std::size_t count = 0;
  std::int64_t fen = 0;
};

/// The postings of one replicate behind the picked cells.
struct PostingsBehind {
  std::int32_t replicate = 0;
  std::vector<PostingGroup> groups;  ///< largest amount first
  std::int64_t fen = 0;              ///< their sum
  std::int64_t stored_fen = 0;       ///< the sum of the cells as stored
};

/// Of every replicate that is kept in detail; empty if none is, or if the dataset is no sum of postings. `outcomes` carries the postings.
[[nodiscard]] std::vector<PostingsBehind> postings_behind(const PickedCells& picked, PostedBy posted, const std::vector<Outcome>& outcomes,
                                                          const Description& description);

}  // namespace eldercast
