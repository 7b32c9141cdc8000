#pragma once
/// Local search over openings: shift, drop, add, swap, change of size, and a whole group at once. Knows months and a judge and nothing of
/// districts.
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "study/schedule/choices.hpp"

namespace eldercast {

enum class MoveKind : std::uint8_t { shift, drop, add, swap, shift_group, resize };
template <>
struct Names<MoveKind> {
  static constexpr std::array<std::string_view, 6> kText{"shift", "drop", "add", "swap", "shift_group", "resize"};
};

/// A change of openings. Of a swap the two items exchange their months and keep their sizes; one of them may be not built, and takes the
/// other's place.
struct Move {
  struct Part {
    std::size_t item = 0;
    PlannedOpening to;
  };
  MoveKind kind = MoveKind::shift;
  std::vector<Part> parts;
};

[[nodiscard]] Openings with(const Openings& openings, const Move& move);

struct LocalProblem {
  std::vector<std::vector<Month>> openings;       ///< by item: months that it may be given, ascending
  std::vector<std::vector<PerMille>> sizes = {};  ///< by item: sizes that it may be given, the first where it is added; empty: kNormal
  std::vector<std::vector<std::size_t>> groups;   ///< items that may move together, by as many years
  std::function<bool(const Openings&)> may;       ///< keeps the limits
  std::function<double(const Openings&, const Move&)> promise;  ///< moves that promise most are tried first
  /// How much better `candidate` is than `incumbent`; not positive: no better. Nothing: the search must end.
  std::function<std::optional<double>(const Openings& incumbent, const Openings& candidate)> improvement;
};

struct LocalResult {
  Openings openings;
  std::vector<Move> taken;
  std::size_t tried = 0;
  bool finished = false;  ///< no move is better; else it was ended
};

/// Takes the first better move, in the order of what moves promise, until a round finds none. Never takes a move that is no better.
[[nodiscard]] LocalResult search_locally(const LocalProblem& problem, Openings start);

/// All moves from `openings`, of any promise, without those that change nothing.
[[nodiscard]] std::vector<Move> moves_from(const LocalProblem& problem, const Openings& openings);

}  // namespace eldercast
