#include "study/schedule/choice_blocks.hpp"

#include <algorithm>
#include <map>

#include "api/money.hpp"
#include "study/schedule/greedy.hpp"

namespace eldercast {
namespace {

std::map<TownId, Block> by_town(const Choices& choices, bool (*wanted)(FacilityKind)) {
  std::map<TownId, Block> out;
  for (std::size_t i = 0; i < choices.movable.size(); ++i) {
    if (wanted(choices.movable[i].kind)) out[choices.movable[i].town].push_back(i);
  }
  return out;
}

double cost_of_block(const Choices& choices, const Block& block, const Openings& openings) {
  Fen sum;
  for (std::size_t k = 0; k < block.size(); ++k) sum += choices.movable[block[k]].cost(openings[k]);
  return static_cast<double>(std::max(sum, Fen{1}).value) / kFenPerYuan;
}

}  // namespace

std::vector<Block> single_blocks(const Choices& choices) {
  std::vector<Block> out;
  for (std::size_t i = 0; i < choices.movable.size(); ++i) out.push_back({i});
  return out;
}

std::vector<Block> point_blocks(const Choices& choices) {
  std::vector<Block> out;
  for (auto& [town, block] : by_town(choices, [](FacilityKind kind) { return kind == FacilityKind::village_point; })) {
    if (block.size() > 1) out.push_back(std::move(block));
  }
  return out;
}

std::vector<Block> town_blocks(const Choices& choices) {
  std::vector<Block> out;
  for (auto& [town, block] : by_town(choices, [](FacilityKind) { return true; })) {
    const bool centre = std::any_of(block.begin(), block.end(), [&](std::size_t i) { return is_hub(choices.movable[i].kind); });
    if (centre && block.size() > 1) out.push_back(std::move(block));
  }
  return out;
}

std::vector<Block> with_groups(const Choices& choices, std::span<const Block> grouped) {
  std::vector<Block> out(grouped.begin(), grouped.end());
  for (Block& single : single_blocks(choices)) {
    const bool inside = std::any_of(grouped.begin(), grouped.end(), [&](const Block& group) {
      return std::find(group.begin(), group.end(), single.front()) != group.end();
    });
    if (!inside) out.push_back(std::move(single));
  }
  for (Block& town : town_blocks(choices)) out.push_back(std::move(town));
  return out;
}

std::vector<BlockInYear> in_years(const Choices& choices, std::span<const Block> blocks) {
  std::vector<BlockInYear> out;
  for (const Block& block : blocks) {
    std::size_t before = GreedyProblem::kFirst;
    for (std::size_t year = 0; year < static_cast<std::size_t>(choices.years); ++year) {
      Openings openings;
      for (const std::size_t i : block) {
        for (const Month month : choices.movable[i].openings) {
          if (choices.year_of(month) == year) openings.push_back({month, choices.movable[i].sizes.front()});
        }
      }
      if (openings.size() != block.size()) continue;
      const double cost = cost_of_block(choices, block, openings);
      out.push_back({block, std::move(openings), before, cost});
      before = out.size() - 1;
    }
  }
  return out;
}

std::vector<BlockInYear> as_in(const Choices& choices, std::span<const Block> blocks, const Openings& openings) {
  std::vector<BlockInYear> out;
  for (const Block& block : blocks) {
    BlockInYear one{{}, {}, GreedyProblem::kFirst, 0};
    for (const std::size_t i : block) {
      if (!openings[i].built()) continue;
      one.block.push_back(i);
      one.openings.push_back(openings[i]);
    }
    if (one.block.empty()) continue;
    one.cost = cost_of_block(choices, one.block, one.openings);
    out.push_back(std::move(one));
  }
  return out;
}

bool put(Openings& openings, const BlockInYear& block) {
  for (std::size_t k = 0; k < block.block.size(); ++k) {
    PlannedOpening& opening = openings[block.block[k]];
    if (opening.built()) return false;
    opening = block.openings[k];
  }
  return true;
}

bool complement(const Choices& choices, const Block& taken, const Block& other) {
  for (const std::size_t i : taken) {
    for (const std::size_t j : other) {
      const Choice& a = choices.movable[i];
      const Choice& b = choices.movable[j];
      if (a.town == b.town && is_hub(a.kind) != is_hub(b.kind)) return true;
    }
  }
  return false;
}

}  // namespace eldercast
