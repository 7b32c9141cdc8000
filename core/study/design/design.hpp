#pragma once
/// Designs of experiments: which points of a space of parameters a study visits. A design yields its points block by block, and block b
/// depends on the specification and on b alone, never on how many blocks are asked for: a study that is expanded keeps every point that it
/// has run. Random numbers are keyed by the seed; the same specification gives the same points on every machine.
#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "api/ids.hpp"
#include "study/design/axis.hpp"

namespace eldercast {

enum class DesignKind : std::uint8_t { grid, list, latin_hypercube, sobol_sequence, morris, saltelli, one_at_a_time };

template <>
struct Names<DesignKind> {
  static constexpr std::array<std::string_view, 7> kText{"grid",   "list",     "latin_hypercube", "sobol_sequence",
                                                         "morris", "saltelli", "one_at_a_time"};
};

/// Limits of a specification: what the tables of the Sobol sequence and the memory of one block bear.
inline constexpr int kMostAxes = 1000;
inline constexpr int kMostPointsABlock = 1'000'000;
inline constexpr int kMostMorrisLevels = 1000;

struct DesignSpec {
  DesignKind kind = DesignKind::one_at_a_time;
  std::vector<Axis> axes;
  std::uint64_t seed = 1;                 ///< of the random designs; grid, list and one_at_a_time are the same for every seed
  int block_points = 64;                  ///< latin_hypercube: points of one hypercube
  int morris_levels = 4;                  ///< morris: levels an axis, even
  std::vector<std::vector<double>> list;  ///< list: one row a point, one value an axis
};

/// One point of a design: the place in the design, and one value an axis in parameter units.
struct DesignPoint {
  int block = 0;
  int step = 0;   ///< place in the block, from 0
  int axis = -1;  ///< the axis that this step moves; -1: none
  std::vector<double> values;

  friend bool operator==(const DesignPoint&, const DesignPoint&) = default;
};

/// What is wrong with a specification.
struct DesignMistake {
  int axis = -1;  ///< -1: the design as a whole
  std::string text;

  friend bool operator==(const DesignMistake&, const DesignMistake&) = default;
};

/// Everything that keeps a specification from being a design, axes first; empty if all is well. Whoever reads specifications from users
/// asks this first: the functions below abort on a specification with mistakes.
[[nodiscard]] std::vector<DesignMistake> mistakes_of(const DesignSpec& spec);

inline constexpr int kUnlimitedBlocks = std::numeric_limits<int>::max();
/// Blocks that the design has: one for grid and one_at_a_time, one a row for list, kUnlimitedBlocks for the others.
[[nodiscard]] int blocks_at_most(const DesignSpec& spec);

/// Points of every block of the design.
[[nodiscard]] int points_a_block(const DesignSpec& spec);

/// The points of block `block` (0 to blocks_at_most - 1; aborts outside), in the order of their steps:
/// - grid: every combination of levels (level_value), the last axis fastest.
/// - list: row `block`.
/// - latin_hypercube: one hypercube of block_points points: every axis has one point in each of block_points equal strata of the unit
///   interval, strata in random order, uniform inside the stratum (McKay, Beckman and Conover 1979). Each block is a hypercube of its own;
///   the union of two is a sample of twice the size, but no hypercube.
/// - sobol_sequence: point `block` of the Sobol sequence in Gray-code order (Antonov and Saleev 1979) with the direction numbers of Joe and
///   Kuo (2008), from Boost.Random. Every dimension carries a random digital shift keyed by the seed (the same random bits flipped in all
///   points: L'Ecuyer and Lemieux 2002), so that point 0 is as good as any other, and the first 2^m points put one in each of 2^m
///   equal strata of every axis. The point is reached without walking.
/// - morris: one trajectory of k + 1 points on morris_levels = p levels, with steps of p / (2 (p - 1)) of the range (Morris 1991;
/// Campolongo,
///   Cariboni and Saltelli 2007): step 0 the start, step j moves one axis, up from the lower half of the levels and down from the upper.
///   Start and order of axes are random.
/// - saltelli: one base point: step 0 is A, step 1 is B, step 2 + i is A with axis i from B and moves axis i (Saltelli et al. 2010). A and
/// B
///   are the two halves of one point of the Sobol sequence above in 2 k dimensions.
/// - one_at_a_time: step 0 the base, step 1 + 2 i axis i at low, step 2 + 2 i axis i at high, the other axes at base.
[[nodiscard]] std::vector<DesignPoint> make_block(const DesignSpec& spec, int block);

}  // namespace eldercast
