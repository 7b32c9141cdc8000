#pragma once
/// A thin layer over the HDF5 C library: handles that close themselves and calls that throw. Internal to core/output. The library's own
/// error printing is silenced; its reason travels in the exception. HDF5 as packaged is not thread-safe: one thread at a time.
#include <hdf5.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "output/file/h5_error.hpp"

namespace eldercast::h5 {

/// Stops the library from printing its error stack. To be called before the first use; may be repeated.
void silence();
/// To be called when a file could not be written: the library is not asked to clean up at exit, because it crashes on such files.
void give_up();

/// Throws Error if `status` is negative; `action` completes the sentence "cannot ...". Returns `status`.
hid_t check(hid_t status, std::string_view action);
herr_t check(herr_t status, std::string_view action);

/// Owns one identifier of the library.
class Handle {
 public:
  using Close = herr_t (*)(hid_t);

  Handle() = default;
  /// Takes `opened`, throwing Error if it is negative.
  Handle(hid_t opened, Close closer, std::string_view action) : id_(check(opened, action)), close_(closer) {}
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
    return *this;
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() {
    if (id_ >= 0) close_(id_);
  }
  [[nodiscard]] hid_t id() const { return id_; }
  /// Closes and throws Error on failure, for handles whose closing writes data.
  void close(std::string_view action) {
    if (id_ >= 0) check(close_(std::exchange(id_, -1)), action);
  }

 private:
  hid_t id_ = -1;
  Close close_ = nullptr;
};

/// Little-endian type in the file of a C++ type.
template <class T>
[[nodiscard]] hid_t file_type() {
  if constexpr (std::is_same_v<T, std::int8_t>) return H5T_STD_I8LE;
  if constexpr (std::is_same_v<T, std::int16_t>) return H5T_STD_I16LE;
  if constexpr (std::is_same_v<T, std::int32_t>) return H5T_STD_I32LE;
  if constexpr (std::is_same_v<T, std::int64_t>) return H5T_STD_I64LE;
  if constexpr (std::is_same_v<T, std::uint8_t>) return H5T_STD_U8LE;
  if constexpr (std::is_same_v<T, std::uint64_t>) return H5T_STD_U64LE;
  if constexpr (std::is_same_v<T, double>) return H5T_IEEE_F64LE;
}
/// Type in memory of a C++ type.
template <class T>
[[nodiscard]] hid_t memory_type() {
  if constexpr (std::is_same_v<T, std::int8_t>) return H5T_NATIVE_INT8;
  if constexpr (std::is_same_v<T, std::int16_t>) return H5T_NATIVE_INT16;
  if constexpr (std::is_same_v<T, std::int32_t>) return H5T_NATIVE_INT32;
  if constexpr (std::is_same_v<T, std::int64_t>) return H5T_NATIVE_INT64;
  if constexpr (std::is_same_v<T, std::uint8_t>) return H5T_NATIVE_UINT8;
  if constexpr (std::is_same_v<T, std::uint64_t>) return H5T_NATIVE_UINT64;
  if constexpr (std::is_same_v<T, double>) return H5T_NATIVE_DOUBLE;
}
/// Variable-length UTF-8 text: the only kind that h5py, xarray and the netCDF library all show as text.
[[nodiscard]] Handle text_type();

using Sizes = std::vector<hsize_t>;

/// A new, empty file that keeps the order of creation of groups, datasets and attributes and no times; truncates an existing one.
[[nodiscard]] Handle create_file(const std::string& path);
/// An existing file, read-only. Throws Error, and FileError for what is no regular file or reads other files (h5_contained.hpp).
[[nodiscard]] Handle open_file(const std::string& path);
[[nodiscard]] Handle create_group(hid_t parent, const std::string& name);
[[nodiscard]] Handle open_group(hid_t parent, const std::string& name);
[[nodiscard]] Handle open_dataset(hid_t parent, const std::string& name);
/// True if every part of the path exists.
[[nodiscard]] bool exists(hid_t parent, const std::string& path);

/// Whether chunks are shuffled and compressed: those of files that stay are, those of files that are soon read again and thrown away are
/// not.
enum class Packing { gzip, none };

/// A dataset whose first dimension starts at 0 and grows, in chunks of `chunk` cells. `fill` points at one value
/// of `memory` type.
[[nodiscard]] Handle create_growing(hid_t parent, const std::string& name, hid_t type, const Sizes& sizes_after_first, const Sizes& chunk,
                                    hid_t memory, const void* fill, Packing packing);
template <class T>
[[nodiscard]] Handle create_growing(hid_t parent, std::string_view name, const Sizes& sizes_after_first, const Sizes& chunk, const T& fill,
                                    Packing packing = Packing::gzip) {
  return create_growing(parent, std::string(name), file_type<T>(), sizes_after_first, chunk, memory_type<T>(), &fill, packing);
}
/// A dataset of fixed size, compressed if it has more than a few hundred cells and `compress`.
[[nodiscard]] Handle create_fixed(hid_t parent, const std::string& name, hid_t type, const Sizes& sizes, bool compress);
/// Makes the first dimension `count` long.
void grow(const Handle& dataset, hsize_t count);
/// Writes the block of rows [first, first + count) of the first dimension.
void write_rows(const Handle& dataset, hsize_t first, hsize_t count, hid_t memory, const void* cells);
/// Reads the same block.
void read_rows(const Handle& dataset, hsize_t first, hsize_t count, hid_t memory, void* cells);
[[nodiscard]] Sizes sizes_of(const Handle& dataset);

[[nodiscard]] Handle write_texts(hid_t parent, const std::string& name, std::span<const std::string> texts);
[[nodiscard]] Handle write_text(hid_t parent, const std::string& name, const std::string& text);
/// All cells of a new dataset.
template <class T>
[[nodiscard]] Handle write_cells(hid_t parent, const std::string& name, const Sizes& sizes, std::span<const T> cells) {
  Handle out = create_fixed(parent, name, file_type<T>(), sizes, true);
  if (!cells.empty()) check(H5Dwrite(out.id(), memory_type<T>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, cells.data()), "write " + name);
  return out;
}
template <class T>
[[nodiscard]] Handle write_numbers(hid_t parent, const std::string& name, std::span<const T> values) {
  return write_cells(parent, name, {values.size()}, values);
}
/// Throws Error if a dataset whose cells take `bytes` each in memory has more of them than can have been written: gzip packs at most to a
/// thousandth, and sizes alone cost a file nothing.
void require_stored(const Handle& dataset, const std::string& name, std::size_t bytes);

/// Most bytes of one text that is shown, and of all texts of a dataset.
inline constexpr std::size_t kLongestLabel = 131'072;
inline constexpr std::size_t kMostTextBytes = std::size_t{256} * 1024 * 1024;

/// Texts come as screens may show them: whoever wrote the file, nothing in them acts on a terminal. Throws
/// Error if one is longer than kLongestLabel, or all are longer than kMostTextBytes.
[[nodiscard]] std::vector<std::string> read_texts(hid_t parent, const std::string& name);
/// The same byte for byte, for texts whose digest counts. Not to be shown as they are.
[[nodiscard]] std::vector<std::string> read_raw_texts(hid_t parent, const std::string& name);
template <class T>
[[nodiscard]] std::vector<T> read_numbers(hid_t parent, const std::string& name) {
  const Handle dataset = open_dataset(parent, name);
  require_stored(dataset, name, sizeof(T));
  std::size_t cells = 1;
  for (const hsize_t size : sizes_of(dataset)) cells *= size;
  std::vector<T> out(cells);
  if (cells > 0) check(H5Dread(dataset.id(), memory_type<T>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, out.data()), "read " + name);
  return out;
}

void write_attribute(hid_t object, const std::string& name, std::string_view text);
/// `as_list`: a list of one value, as netCDF wants `_FillValue`; else a scalar.
template <class T>
requires std::is_arithmetic_v<T>
void write_attribute(hid_t object, const std::string& name, T value, bool as_list = false) {
  const hsize_t one = 1;
  const Handle space(as_list ? H5Screate_simple(1, &one, nullptr) : H5Screate(H5S_SCALAR), H5Sclose, "make an attribute");
  const Handle attribute(H5Acreate2(object, name.c_str(), file_type<T>(), space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                         "make attribute " + name);
  check(H5Awrite(attribute.id(), memory_type<T>(), &value), "write attribute " + name);
}
[[nodiscard]] bool has_attribute(hid_t object, const std::string& name);
/// As read_texts(). Throws Error if it is absent, not text, or longer than kLongestLabel.
[[nodiscard]] std::string read_text_attribute(hid_t object, const std::string& name);
template <class T>
[[nodiscard]] T read_attribute(hid_t object, const std::string& name) {
  const Handle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose, "open attribute " + name);
  const Handle space(H5Aget_space(attribute.id()), H5Sclose, "read attribute " + name);
  if (H5Sget_simple_extent_npoints(space.id()) != 1) throw Error("attribute " + name + " does not hold one value");
  T value{};
  check(H5Aread(attribute.id(), memory_type<T>(), &value), "read attribute " + name);
  return value;
}

}  // namespace eldercast::h5
