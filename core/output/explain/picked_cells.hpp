#pragma once
/// Cells of one dataset, picked by the names of coordinates.
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "output/file/results_reader.hpp"
#include "output/file/schema.hpp"
#include "output/statistics.hpp"

namespace eldercast {

/// Stored money, as it is shown.
inline constexpr double kYuanPerFen = 0.01;

/// "month" and "2022-12", "payer" and "city": a dimension and one of its coordinates.
using Pick = std::pair<std::string, std::string>;

/// A dimension of a dataset with what was picked of it.
struct PickedDim {
  Dim dim;
  std::vector<std::string> names;  ///< its coordinates
  std::optional<std::size_t> at;   ///< position picked; absent: all of them
  bool by_default = false;         ///< picked because nothing was said: the last month, year or period
};

/// One cell over the replicates that have it.
struct PickedCell {
  std::vector<std::string> at;    ///< coordinates of the dimensions that were left free, in their order
  Estimate over_replicates;       ///< in the units of the dataset; money in yuan
  std::vector<std::int64_t> raw;  ///< as stored, one a replicate; money in fen
};

struct PickedCells {
  const DatasetRow* row = nullptr;
  std::vector<PickedDim> dims;
  std::vector<std::int32_t> replicates;  ///< numbers of the replicates that `raw` holds: those that did not fail
  std::vector<PickedCell> cells;
};

/// Thrown where nothing can be picked; `help` may be empty.
struct PickMistake {
  std::string message;
  std::string help;
};

/// All coordinates of a dimension that a name as users may type it stands for: towns by code or Chinese or English name, settlements by
/// code or Chinese name, months as 2022-12. A code stands for its own alone.
[[nodiscard]] std::vector<std::size_t> positions_of(Dim dim, const std::string& name, const Description& description);
/// What to say when a name stands for several.
[[nodiscard]] PickMistake ambiguous(Dim dim, const std::string& name, const std::vector<std::size_t>& positions,
                                    const Description& description);

/// The dimensions of a dataset with `picks` applied; a month picks its year and period where the dataset has those. Months, years and
/// periods that are not picked are the last ones. Throws PickMistake, for picks of dimensions that the dataset does not have, too.
[[nodiscard]] std::vector<PickedDim> pick_dims(const DatasetRow& row, const std::vector<Pick>& picks, const Description& description);

/// Reads the cells. A dataset that the file does not have (no replicate was kept in detail) gives no cells.
[[nodiscard]] PickedCells read_cells(const ResultsReader& reader, const DatasetRow& row, std::vector<PickedDim> dims);

/// Adds the cells of the dataset with a path, as far as it has the dimensions of `picks` and what is picked of them. Dimensions of which
/// `all` holds are left free.
void add_cells_of(std::string_view path, const std::vector<Pick>& picks, const ResultsReader& reader, std::vector<PickedCells>& out,
                  const std::function<bool(const PickedDim&)>& all = {});

}  // namespace eldercast
