#include "study/schedule/local_search.hpp"

#include <algorithm>
#include <numeric>

namespace eldercast {
namespace {

PerMille first_size(const LocalProblem& problem, std::size_t item) { return problem.sizes.empty() ? kNormal : problem.sizes[item].front(); }

void add_single(const LocalProblem& problem, const Openings& openings, std::vector<Move>& out) {
  for (std::size_t i = 0; i < openings.size(); ++i) {
    const PlannedOpening now = openings[i];
    const PerMille size = now.built() ? now.size : first_size(problem, i);
    for (const Month month : problem.openings[i]) {
      if (month != now.month) out.push_back({now.built() ? MoveKind::shift : MoveKind::add, {{i, {month, size}}}});
    }
    if (!now.built()) continue;
    out.push_back({MoveKind::drop, {{i, {}}}});
    if (problem.sizes.empty()) continue;
    for (const PerMille other : problem.sizes[i]) {
      if (other != now.size) out.push_back({MoveKind::resize, {{i, {now.month, other}}}});
    }
  }
}

/// The item in the other's place: its month, in its own size.
PlannedOpening in_place_of(const LocalProblem& problem, const Openings& openings, std::size_t item, std::size_t other) {
  if (!openings[other].built()) return {};
  return {openings[other].month, openings[item].built() ? openings[item].size : first_size(problem, item)};
}

void add_swaps(const LocalProblem& problem, const Openings& openings, std::vector<Move>& out) {
  for (std::size_t i = 0; i < openings.size(); ++i) {
    for (std::size_t j = i + 1; j < openings.size(); ++j) {
      if (openings[i].month == openings[j].month) continue;
      out.push_back({MoveKind::swap, {{i, in_place_of(problem, openings, i, j)}, {j, in_place_of(problem, openings, j, i)}}});
    }
  }
}

/// Every built item of a group one place earlier or later in its own list.
void add_groups(const LocalProblem& problem, const Openings& openings, std::vector<Move>& out) {
  for (const std::vector<std::size_t>& group : problem.groups) {
    for (const int step : {-1, 1}) {
      Move move{MoveKind::shift_group, {}};
      for (const std::size_t i : group) {
        const auto& months = problem.openings[i];
        const auto at = std::find(months.begin(), months.end(), openings[i].month);
        if (at == months.end()) continue;
        const auto to = (at - months.begin()) + step;
        if (to >= 0 && to < std::ssize(months)) move.parts.push_back({i, {months[static_cast<std::size_t>(to)], openings[i].size}});
      }
      if (move.parts.size() > 1) out.push_back(std::move(move));
    }
  }
}

/// A move was made for other openings: of a swap the months must still be those to be exchanged.
bool fits(const Openings& openings, const Move& move) {
  if (move.kind == MoveKind::swap) {
    return openings[move.parts[0].item].month == move.parts[1].to.month && openings[move.parts[1].item].month == move.parts[0].to.month;
  }
  return std::any_of(move.parts.begin(), move.parts.end(), [&](const Move::Part& part) { return openings[part.item] != part.to; });
}

}  // namespace

Openings with(const Openings& openings, const Move& move) {
  Openings out = openings;
  for (const Move::Part& part : move.parts) out[part.item] = part.to;
  return out;
}

std::vector<Move> moves_from(const LocalProblem& problem, const Openings& openings) {
  std::vector<Move> out;
  add_single(problem, openings, out);
  add_groups(problem, openings, out);
  add_swaps(problem, openings, out);
  return out;
}

LocalResult search_locally(const LocalProblem& problem, Openings start) {
  LocalResult out{std::move(start), {}, 0, false};
  for (bool better = true; better;) {
    better = false;
    const std::vector<Move> moves = moves_from(problem, out.openings);
    std::vector<double> promises;
    for (const Move& move : moves) promises.push_back(problem.promise(out.openings, move));
    std::vector<std::size_t> order(moves.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return promises[a] > promises[b]; });
    for (const std::size_t m : order) {
      if (!fits(out.openings, moves[m])) continue;
      const Openings candidate = with(out.openings, moves[m]);
      if (candidate == out.openings || !problem.may(candidate)) continue;
      const std::optional<double> improvement = problem.improvement(out.openings, candidate);
      if (!improvement) return out;
      ++out.tried;
      if (*improvement <= 0) continue;
      out.openings = candidate;
      out.taken.push_back(moves[m]);
      better = true;
    }
  }
  out.finished = true;
  return out;
}

}  // namespace eldercast
