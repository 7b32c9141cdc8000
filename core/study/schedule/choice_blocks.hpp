#pragma once
/// What the greedy choice takes at a time: single projects, village points of a town together, and whole programmes of towns.
#include <cstddef>
#include <span>
#include <vector>

#include "study/schedule/choices.hpp"

namespace eldercast {

/// Positions of choices, ascending.
using Block = std::vector<std::size_t>;

/// Each choice by itself.
[[nodiscard]] std::vector<Block> single_blocks(const Choices& choices);
/// The village points of each town that has more than one.
[[nodiscard]] std::vector<Block> point_blocks(const Choices& choices);
/// The centre of each town with all other choices of the town: a spoke without a working hub gives little, and a hub without spokes too, so
/// that neither may look worth its cost alone.
[[nodiscard]] std::vector<Block> town_blocks(const Choices& choices);

/// What there is to choose from: `grouped`, each choice that is in none of them, and the programmes of towns.
[[nodiscard]] std::vector<Block> with_groups(const Choices& choices, std::span<const Block> grouped);

/// A block in one year.
struct BlockInYear {
  Block block;
  Openings openings;       ///< of its choices
  std::size_t instead_of;  ///< the same block a year earlier, or GreedyProblem::kFirst
  double cost = 0;         ///< yuan
};
/// Every block in every year in which all its choices can open, earliest year first.
[[nodiscard]] std::vector<BlockInYear> in_years(const Choices& choices, std::span<const Block> blocks);
/// Every block as it stands in `openings`, as far as anything of it is built.
[[nodiscard]] std::vector<BlockInYear> as_in(const Choices& choices, std::span<const Block> blocks, const Openings& openings);

/// The blocks built, in order; nothing if two of them share a choice.
[[nodiscard]] bool put(Openings& openings, const BlockInYear& block);

/// Whether building `taken` may raise what `other` gains: they share a town, and one of them has its centre.
[[nodiscard]] bool complement(const Choices& choices, const Block& taken, const Block& other);

}  // namespace eldercast
