#include "output/file/posting_table.hpp"

#include <stdexcept>

namespace eldercast {
namespace {

using Element = PostingColumn::Element;
constexpr hsize_t kPostingChunk = 16384;

/// Calls `action` with a zero of the column's element type.
template <class Action>
void with_element(Element element, Action action) {
  switch (element) {
    case Element::int8:
      return action(std::int8_t{});
    case Element::int16:
      return action(std::int16_t{});
    case Element::int32:
      return action(std::int32_t{});
    case Element::int64:
      return action(std::int64_t{});
  }
}

h5::Handle create(const ScaledGroup& group, const PostingColumn& column) {
  h5::Handle dataset;
  with_element(column.element, [&](auto zero) { dataset = h5::create_growing(group.id(), column.name, {}, {kPostingChunk}, zero); });
  describe_dataset(dataset, column.units, column.long_name, column.long_name_zh);
  if (column.money) h5::write_attribute(dataset.id(), "scale_factor", 0.01);
  group.attach(dataset, Dim::posting, 0);
  return dataset;
}

}  // namespace

PostingTable::PostingTable(hid_t file, const Description& description)
    : group_(file, "postings", "every flow of money of the replicates kept in detail", "资金流水明细") {
  group_.add_growing(Dim::posting, kPostingChunk);
  for (const PostingColumn& column : posting_columns()) columns_.push_back(create(group_, column));
  for (const Dim dim : posting_tables()) {
    if (size_of(dim, description) > 0) group_.add_dimension(dim, description);
  }
  group_.finish_labels();
}

void PostingTable::append(const Outcome& outcome) {
  const std::vector<BookedPosting>& postings = outcome.detail.postings;
  for (const BookedPosting& posting : postings) {
    if (posting.clause >= outcome.clauses.size()) throw std::logic_error("a posting points at a clause that is not there");
  }
  const hsize_t added = postings.size();
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const PostingColumn& column = posting_columns()[i];
    with_element(column.element, [&](auto zero) {
      using T = decltype(zero);
      std::vector<T> cells;
      cells.reserve(postings.size());
      for (const BookedPosting& posting : postings)
        cells.push_back(static_cast<T>(column.value == nullptr ? outcome.replicate : column.value(posting)));
      h5::grow(columns_[i], count_ + added);
      h5::write_rows(columns_[i], count_, added, h5::memory_type<T>(), cells.data());
    });
  }
  std::vector<std::int32_t> numbers(postings.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<std::int32_t>(count_ + i);
  group_.append_coordinates(Dim::posting, numbers);
  count_ += added;
}

}  // namespace eldercast
