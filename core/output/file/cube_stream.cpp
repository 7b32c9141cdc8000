#include "output/file/cube_stream.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "output/file/cube_access.hpp"

namespace eldercast {
namespace {

constexpr std::uint64_t kReplicateChunk = 256;

template <class T>
h5::Handle create(hid_t group, const DatasetRow& row, const std::vector<std::size_t>& sizes) {
  const h5::Sizes rest(sizes.begin(), sizes.end());
  h5::Sizes chunk{1};
  chunk.insert(chunk.end(), rest.begin(), rest.end());
  h5::Handle dataset = h5::create_growing(group, row.name, rest, chunk, fill_value<T>());
  describe_cells(dataset, row, fill_value<T>());
  return dataset;
}

bool any_empty(const std::vector<std::size_t>& sizes) { return std::find(sizes.begin(), sizes.end(), 0U) != sizes.end(); }

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

CubeStream::CubeStream(hid_t file, std::string_view group, std::string_view long_name, std::string_view long_name_zh, Dim first,
                       const Description& description)
    : group_(file, std::string(group), long_name, long_name_zh), first_(first) {
  group_.add_growing(first, kReplicateChunk);
  for (const DatasetRow& row : dataset_table()) {
    if (row.group == group) streams_.push_back(make(row, description));
  }
  group_.finish_labels();
}

CubeStream::Stream CubeStream::make(const DatasetRow& row, const Description& description) {
  Stream stream{&row, sizes_by(row, description), {}};
  if (any_empty(stream.sizes)) return stream;
  for (const Dim dim : row.dims) group_.add_dimension(dim, description);
  std::visit(
      [&]<class T, std::size_t Rank, class Owner>(Cube<T, Rank> Owner::*) { stream.dataset = create<T>(group_.id(), row, stream.sizes); },
      row.source);
  group_.attach(stream.dataset, first_, 0);
  unsigned position = 1;
  for (const Dim dim : row.dims) group_.attach(stream.dataset, dim, position++);
  return stream;
}

void CubeStream::append(const Outcome& outcome) {
  for (const Stream& stream : streams_) {
    std::visit(
        [&]<class T, std::size_t Rank, class Owner>(Cube<T, Rank> Owner::*member) {
          const Cube<T, Rank>& cube = cube_of(outcome, member);
          require_sizes(*stream.row, cube, stream.sizes);
          if (any_empty(stream.sizes)) return;
          h5::grow(stream.dataset, count_ + 1);
          h5::write_rows(stream.dataset, count_, 1, h5::memory_type<T>(), as_stored<T>(*stream.row, cube.cells()).data());
        },
        stream.row->source);
  }
  group_.append_coordinate(first_, outcome.replicate);
  ++count_;
}

void CubeStream::append_failed(std::int32_t replicate) {
  for (const Stream& stream : streams_) {
    if (!any_empty(stream.sizes)) h5::grow(stream.dataset, count_ + 1);
  }
  group_.append_coordinate(first_, replicate);
  ++count_;
}

MeanSums::MeanSums() {
  for (const DatasetRow& row : dataset_table()) {
    if (row.level() == Level::headline && row.mean != MeanOf::none) sums_.push_back({&row, {}, {}});
  }
}

void MeanSums::add(const Outcome& outcome) {
  for (Sum& sum : sums_) {
    std::visit(
        [&](auto member) {
          const auto& cells = cube_of(outcome, member).cells();
          sum.cells.resize(cells.size(), 0);
          if (sum.row->mean == MeanOf::all) {
            for (std::size_t i = 0; i < cells.size(); ++i) sum.cells[i] += static_cast<std::int64_t>(cells[i]);
            return;
          }
          sum.known.resize(cells.size(), 0);
          for (std::size_t i = 0; i < cells.size(); ++i) {
            if (cells[i] == static_cast<std::remove_cvref_t<decltype(cells[i])>>(-1)) continue;
            sum.cells[i] += static_cast<std::int64_t>(cells[i]);
            ++sum.known[i];
          }
        },
        sum.row->source);
  }
  ++count_;
}

void MeanSums::write(hid_t file, const Description& description) const {
  const h5::Handle parent = h5::create_group(file, "mean");
  h5::write_attribute(parent.id(), "long_name", "means over the replicates that ended well");
  h5::write_attribute(parent.id(), "long_name_zh", "各次重复模拟的均值");
  for (const GroupRow& group : group_table()) {
    const auto stands_in = [&](const Sum& sum) { return sum.row->group == group.name; };
    if (std::any_of(sums_.begin(), sums_.end(), stands_in)) write_group(parent.id(), group.name, description);
  }
}

void MeanSums::write_group(hid_t parent, std::string_view name, const Description& description) const {
  ScaledGroup group(parent, std::string(name), "means over replicates", "各次重复模拟的均值");
  h5::write_attribute(group.id(), "n", count_);
  for (const Sum& sum : sums_) {
    const DatasetRow& row = *sum.row;
    const std::vector<std::size_t> sizes = sizes_by(row, description);
    if (row.group != name || any_empty(sizes)) continue;
    for (const Dim dim : row.dims) group.add_dimension(dim, description);
    std::vector<double> means(cells_in(sizes), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t i = 0; i < sum.cells.size(); ++i) {
      const double divisor = static_cast<double>(sum.known.empty() ? count_ : sum.known[i]) * (row.money ? 100.0 : 1.0);
      if (divisor > 0) means[i] = static_cast<double>(sum.cells[i]) / divisor;
    }
    const h5::Handle dataset = h5::write_cells<double>(group.id(), std::string(row.name), {sizes.begin(), sizes.end()}, means);
    describe_dataset(dataset, row.units, row.long_name, row.long_name_zh);
    unsigned position = 0;
    for (const Dim dim : row.dims) group.attach(dataset, dim, position++);
  }
  group.finish_labels();
}

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
