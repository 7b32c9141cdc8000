#include "output/file/cube_stream.hpp"

#include <algorithm>
#include <limits>

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
  describe_cells<T>(dataset, row);
  return dataset;
}

bool any_empty(const std::vector<std::size_t>& sizes) { return std::find(sizes.begin(), sizes.end(), 0U) != sizes.end(); }

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

}  // namespace eldercast
