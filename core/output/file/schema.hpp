#pragma once
/// The one table of datasets: what the writer writes, the reader reads and SCHEMA.md shows. A member of Headline or Detail that has no row
/// here does not compile.
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "engine/outcome.hpp"
#include "output/file/dimension.hpp"

namespace eldercast {

/// Value of the root attribute `filetype`.
inline constexpr std::string_view kResultsFiletype = "eldercast-results";
/// A new dataset raises the minor number; a rename or a change of unit or meaning raises the major number. Readers take their own
/// major, and of that their own minor or a later one.
inline constexpr int kSchemaMajor = 2;
inline constexpr int kSchemaMinor = 2;

/// What a cell of a replicate that failed holds, and one without a value (MeanOf::known); also the netCDF attribute `_FillValue`.
inline constexpr std::int32_t kFillInt32 = INT32_MIN;
inline constexpr std::int64_t kFillInt64 = INT64_MIN;
inline constexpr std::uint8_t kFillUint8 = UINT8_MAX;

/// headline: of every replicate, along `replicate`, with a mean over replicates. detail: of the first ones, along `detail_replicate`.
enum class Level : std::uint8_t { headline, detail };

template <class T, std::size_t Rank>
using HeadlineCube = Cube<T, Rank> Headline::*;
template <class T, std::size_t Rank>
using DetailCube = Cube<T, Rank> Detail::*;

/// The member of Headline or Detail that a dataset comes from.
using Source =
    std::variant<HeadlineCube<std::int32_t, 1>, HeadlineCube<std::int32_t, 2>, HeadlineCube<std::int32_t, 3>, HeadlineCube<std::int32_t, 4>,
                 HeadlineCube<std::int64_t, 1>, HeadlineCube<std::int64_t, 2>, HeadlineCube<std::int64_t, 3>, HeadlineCube<std::uint8_t, 2>,
                 HeadlineCube<std::uint8_t, 3>, DetailCube<std::int32_t, 1>, DetailCube<std::int32_t, 2>, DetailCube<std::int32_t, 3>,
                 DetailCube<std::uint8_t, 2>, DetailCube<std::int64_t, 1>, DetailCube<std::int64_t, 2>, DetailCube<std::int64_t, 3>>;

/// The level of the class that a member belongs to.
template <class T, std::size_t Rank>
[[nodiscard]] constexpr Level level_of(HeadlineCube<T, Rank> /*member*/) {
  return Level::headline;
}
template <class T, std::size_t Rank>
[[nodiscard]] constexpr Level level_of(DetailCube<T, Rank> /*member*/) {
  return Level::detail;
}

/// What the mean over replicates is made of: every cell; those that have a value (-1 in an outcome: "nothing to measure"), NaN if there is
/// none; or no mean at all, for numbers that are no quantities.
enum class MeanOf : std::uint8_t { all, known, none };

/// The dimensions of a cube, slowest first, without the replicate dimension that every dataset starts with.
struct DimList {
  std::array<Dim, 4> dims{};
  std::size_t count = 0;

  template <class... D>
  explicit constexpr DimList(D... list) : dims{list...}, count(sizeof...(D)) {}
  [[nodiscard]] constexpr const Dim* begin() const { return dims.data(); }
  [[nodiscard]] constexpr const Dim* end() const { return dims.data() + count; }
};

/// One dataset. Money is stored in fen with the attributes `scale_factor` 0.01 and `units` CNY: readers that know the convention show yuan.
struct DatasetRow {
  std::string_view group;  ///< "district"
  std::string_view name;
  DimList dims;
  std::string_view units;
  std::string_view long_name;
  std::string_view long_name_zh;
  bool money;
  std::string_view since;  ///< schema version that brought it
  Source source;
  MeanOf mean = MeanOf::all;

  [[nodiscard]] constexpr Level level() const {
    return std::visit([](auto member) { return level_of(member); }, source);
  }
  /// "int32".
  [[nodiscard]] std::string_view element() const;
  /// "/district/residents".
  [[nodiscard]] std::string path() const;
};

/// The groups of a level, in the order in which they are written, and what they hold.
struct GroupRow {
  std::string_view name;
  Level level;
  std::string_view long_name;
  std::string_view long_name_zh;
};
[[nodiscard]] std::span<const GroupRow> group_table();

/// Every dataset made of a cube, grouped, in the order in which it is written.
[[nodiscard]] std::span<const DatasetRow> dataset_table();

/// Bytes of the arrays of one outcome without detail: what is kept of every replicate until a run is summed up.
[[nodiscard]] std::int64_t headline_bytes(const Description& description);

/// One column of the table of postings.
struct PostingColumn {
  enum class Element : std::uint8_t { int8, int16, int32, int64 };
  std::string_view name;
  Element element;
  std::string_view units;
  std::string_view long_name;
  std::string_view long_name_zh;
  bool money;
  Dim points_at = Dim::posting;  ///< the dimension along which it counts; posting: none
  std::int64_t (*value)(const BookedPosting& posting) = nullptr;
  void (*take)(std::int64_t cell, BookedPosting& posting) = nullptr;
};

/// The columns of /postings, all along the dimension `posting`. Index columns count from 0 along the dimension that they name; -1: none.
/// The first one, without a function, is the number of the replicate.
[[nodiscard]] std::span<const PostingColumn> posting_columns();

/// "int16".
[[nodiscard]] std::string_view element_name(PostingColumn::Element element);

/// Dimensions whose coordinates and labels stand in /postings and /scenario.
[[nodiscard]] std::span<const Dim> posting_tables();
[[nodiscard]] std::span<const Dim> scenario_tables();

/// The text of results/SCHEMA.md, made from these tables. A test compares the two.
[[nodiscard]] std::string schema_page();

}  // namespace eldercast
