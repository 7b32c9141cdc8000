#include "output/explain/posting_groups.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <tuple>

namespace eldercast {
namespace {

/// Position of a posting along a dimension of a money dataset, or -1.
std::int64_t position_along(Dim dim, const BookedPosting& posting, PostedBy posted, const Description& description) {
  const int month = posted == PostedBy::accrued ? posting.month_accrued : posting.month_paid;
  switch (dim) {
    case Dim::month:
      return month;
    case Dim::year:
      return month < 0 || month >= description.months() ? -1 : (description.start + month).year() - description.start.year();
    case Dim::payer:
      return static_cast<std::int64_t>(posting.payer);
    case Dim::purpose:
      return static_cast<std::int64_t>(posting.purpose);
    case Dim::clause:
      return posting.clause;
    case Dim::town:
      return posting.town.valid() ? static_cast<std::int64_t>(posting.town.index()) : -1;
    default:
      return -1;
  }
}

bool is_behind(const PickedCells& picked, const BookedPosting& posting, PostedBy posted, const Description& description) {
  return std::all_of(picked.dims.begin(), picked.dims.end(), [&](const PickedDim& dim) {
    const std::int64_t at = position_along(dim.dim, posting, posted, description);
    return dim.at ? at == static_cast<std::int64_t>(*dim.at) : at >= 0;
  });
}

std::vector<PostingGroup> grouped(const std::vector<const BookedPosting*>& postings, const Description& description) {
  std::map<std::tuple<std::string, std::string, std::string, std::string>, PostingGroup> groups;
  for (const BookedPosting* posting : postings) {
    PostingGroup one{posting->rule.valid() ? description.rules.at(posting->rule.index()) : "",
                     description.clauses.at(posting->clause),
                     std::string(name_of(posting->payer, description.names)),
                     std::string(name_of(posting->purpose, description.names)),
                     0,
                     0};
    PostingGroup& group = groups.try_emplace({one.rule, one.clause, one.payer, one.purpose}, one).first->second;
    ++group.count;
    group.fen += posting->amount.value;
  }
  std::vector<PostingGroup> out;
  for (auto& [key, group] : groups) out.push_back(std::move(group));
  std::stable_sort(out.begin(), out.end(), [](const PostingGroup& a, const PostingGroup& b) { return std::abs(a.fen) > std::abs(b.fen); });
  return out;
}

}  // namespace

std::vector<PostingsBehind> postings_behind(const PickedCells& picked, PostedBy posted, const std::vector<Outcome>& outcomes,
                                            const Description& description) {
  std::vector<PostingsBehind> out;
  if (posted == PostedBy::nothing) return out;
  for (std::size_t i = 0; i < picked.replicates.size(); ++i) {
    const Outcome& outcome = outcomes.at(static_cast<std::size_t>(picked.replicates[i]));
    if (!outcome.has_detail) continue;
    PostingsBehind one;
    one.replicate = outcome.replicate;
    std::vector<const BookedPosting*> postings;
    for (const BookedPosting& posting : outcome.detail.postings) {
      if (!is_behind(picked, posting, posted, description)) continue;
      postings.push_back(&posting);
      one.fen += posting.amount.value;
    }
    for (const PickedCell& cell : picked.cells) one.stored_fen += cell.raw.at(i);
    one.groups = grouped(postings, description);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace eldercast
