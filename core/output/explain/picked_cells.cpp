#include "output/explain/picked_cells.hpp"

#include <algorithm>
#include <type_traits>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace eldercast {
namespace {

std::vector<std::string> names_of(Dim dim, const Description& description) {
  return std::visit(
      [](const auto& cells) {
        std::vector<std::string> out;
        for (const auto& cell : cells) {
          if constexpr (std::is_convertible_v<decltype(cell), std::string>) {
            out.push_back(cell);
          } else {
            out.push_back(fmt::format("{}", cell));
          }
        }
        return out;
      },
      dimension(dim).coordinates(description));
}

bool is_time(Dim dim) { return dim == Dim::month || dim == Dim::year || dim == Dim::period; }

/// The coordinate of a time dimension in which a month "2022-12" lies.
std::string time_name(Dim dim, const std::string& month, const Description& description) {
  if (dim == Dim::year && month.size() > 4 && month[4] == '-') return month.substr(0, 4);
  if (dim == Dim::period) {
    for (int i = 0; i < description.months(); ++i) {
      if (text_of(description.start + i) == month) return names_of(dim, description)[static_cast<std::size_t>(i / 2)];
    }
  }
  return month;
}

const Pick* pick_of(Dim dim, const std::vector<Pick>& picks) {
  for (const Pick& pick : picks) {
    if (pick.first == dimension(dim).name || (pick.first == "month" && is_time(dim))) return &pick;
  }
  return nullptr;
}

/// Row-major positions of all cells that the picks leave.
std::vector<std::vector<std::size_t>> combinations(const std::vector<PickedDim>& dims) {
  std::vector<std::vector<std::size_t>> out{{}};
  for (const PickedDim& dim : dims) {
    std::vector<std::vector<std::size_t>> longer;
    for (const std::vector<std::size_t>& start : out) {
      for (std::size_t i = 0; i < dim.names.size(); ++i) {
        if (dim.at && *dim.at != i) continue;
        longer.push_back(start);
        longer.back().push_back(i);
      }
    }
    out = std::move(longer);
  }
  return out;
}

std::int64_t fill_of(const DatasetRow& row) {
  return row.element() == "int32" ? kFillInt32 : row.element() == "int64" ? kFillInt64 : std::int64_t{kFillUint8};
}

}  // namespace

std::vector<std::size_t> positions_of(Dim dim, const std::string& name, const Description& description) {
  const std::vector<std::string> names = names_of(dim, description);
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return {static_cast<std::size_t>(found - names.begin())};
  std::vector<std::size_t> out;
  // A name that several bear is followed by the code.
  const auto called = [&](const std::string& full, const std::string& code) { return full == name || full == name + " (" + code + ")"; };
  if (dim == Dim::town) {
    for (std::size_t t = 0; t < description.towns.size(); ++t) {
      const TownLine& town = description.towns[t];
      if (called(town.name_zh, town.code) || called(town.name_en, town.code)) out.push_back(t);
    }
  }
  if (dim == Dim::settlement) {
    for (std::size_t s = 0; s < description.settlements.size(); ++s) {
      const SettlementLine& place = description.settlements[s];
      if (called(place.name_zh, place.code) || called(place.name_en, place.code)) out.push_back(s);
    }
  }
  return out;
}

PickMistake ambiguous(Dim dim, const std::string& name, const std::vector<std::size_t>& positions, const Description& description) {
  const std::vector<std::string> codes = names_of(dim, description);
  std::vector<std::string> meant;
  for (const std::size_t at : positions) {
    meant.push_back(codes[at]);
    if (dim == Dim::settlement) meant.back() += fmt::format(" ({})", description.towns[description.settlements[at].town.index()].name_zh);
  }
  return {fmt::format("{} {}s are called '{}'", positions.size(), dimension(dim).name, name),
          fmt::format("say which by its code: {}", fmt::join(meant, ", "))};
}

namespace {

/// The dimensions with `picks` applied, as far as the dataset has them; those that were are added to `used`.
std::variant<std::vector<PickedDim>, PickMistake> picked_dims(const DatasetRow& row, const std::vector<Pick>& picks,
                                                              const Description& description, std::vector<const Pick*>& used) {
  std::vector<PickedDim> out;
  for (const Dim dim : row.dims) {
    PickedDim picked{dim, names_of(dim, description), std::nullopt, false};
    if (const Pick* pick = pick_of(dim, picks)) {
      used.push_back(pick);
      const std::string name = is_time(dim) ? time_name(dim, pick->second, description) : pick->second;
      const std::vector<std::size_t> found = positions_of(dim, name, description);
      if (found.size() > 1) return ambiguous(dim, name, found, description);
      if (!found.empty()) picked.at = found.front();
      if (!picked.at) {
        const std::size_t shown = std::min<std::size_t>(picked.names.size(), 12);
        return PickMistake{
            fmt::format("'{}' is no {} of this file", pick->second, dimension(dim).name),
            fmt::format("there are: {}{}", fmt::join(picked.names.begin(), picked.names.begin() + static_cast<std::ptrdiff_t>(shown), ", "),
                        shown < picked.names.size() ? ", ..." : "")};
      }
    } else if (is_time(dim) && !picked.names.empty()) {
      picked.at = picked.names.size() - 1;
      picked.by_default = true;
    }
    out.push_back(std::move(picked));
  }
  return out;
}

}  // namespace

std::vector<PickedDim> pick_dims(const DatasetRow& row, const std::vector<Pick>& picks, const Description& description) {
  std::vector<const Pick*> used;
  auto out = picked_dims(row, picks, description, used);
  if (const PickMistake* mistake = std::get_if<PickMistake>(&out)) throw *mistake;
  for (const Pick& pick : picks) {
    if (std::find(used.begin(), used.end(), &pick) != used.end()) continue;
    std::vector<std::string_view> has;
    for (const Dim dim : row.dims) has.push_back(dimension(dim).name);
    throw PickMistake{
        fmt::format("{} is not told apart by {}", row.path(), pick.first),
        fmt::format("it has: {}{}", fmt::join(has, ", "), pick.first == "town" ? "; datasets by town stand under /towns" : "")};
  }
  return std::get<std::vector<PickedDim>>(std::move(out));
}

PickedCells read_cells(const ResultsReader& reader, const DatasetRow& row, std::vector<PickedDim> dims) {
  PickedCells out;
  out.row = &row;
  out.dims = std::move(dims);
  const StoredCells stored = reader.read_cells(row.path());
  if (stored.sizes.empty()) return out;
  const std::vector<std::vector<std::size_t>> wanted = combinations(out.dims);
  for (const std::vector<std::size_t>& at : wanted) {
    PickedCell cell;
    std::size_t position = 0;
    for (std::size_t d = 0; d < at.size(); ++d) {
      position = position * out.dims[d].names.size() + at[d];
      if (!out.dims[d].at) cell.at.push_back(out.dims[d].names[at[d]]);
    }
    std::size_t cells_of_replicate = 1;
    for (std::size_t d = 1; d < stored.sizes.size(); ++d) cells_of_replicate *= stored.sizes[d];
    std::vector<double> values;
    const bool first = out.cells.empty();
    for (std::size_t r = 0; r < stored.sizes.front(); ++r) {
      const std::int64_t value = stored.cells.at(r * cells_of_replicate + position);
      if (value == fill_of(row)) continue;
      if (first) out.replicates.push_back(stored.replicates.at(r));
      cell.raw.push_back(value);
      if (row.mean != MeanOf::known || value != -1) values.push_back(static_cast<double>(value) * (row.money ? kYuanPerFen : 1.0));
    }
    cell.over_replicates = estimate(std::move(values));
    out.cells.push_back(std::move(cell));
  }
  return out;
}

void add_cells_of(std::string_view path, const std::vector<Pick>& picks, const ResultsReader& reader, std::vector<PickedCells>& out,
                  const std::function<bool(const PickedDim&)>& all) {
  for (const DatasetRow& row : dataset_table()) {
    if (row.path() != path) continue;
    std::vector<const Pick*> used;
    auto dims = picked_dims(row, picks, reader.description(), used);
    auto* picked = std::get_if<std::vector<PickedDim>>(&dims);
    if (picked == nullptr) return;
    for (PickedDim& dim : *picked) {
      if (all && all(dim)) dim.at.reset();
    }
    out.push_back(read_cells(reader, row, std::move(*picked)));
  }
}

}  // namespace eldercast
