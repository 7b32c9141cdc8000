#include "output/file/h5.hpp"

#include <memory>

#include "files/file_error.hpp"
#include "files/regular_file.hpp"
#include "output/file/h5_contained.hpp"
#include "text/characters.hpp"

namespace eldercast::h5 {

namespace {

constexpr unsigned kGzipLevel = 7;
constexpr hsize_t kCompressFrom = 512;  ///< cells; below it a chunk index costs more than gzip saves
constexpr unsigned kCreationOrder = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;

/// Keeps the entry nearest to the system call, which is the first one walked, or the text after "error message =" if there is one.
herr_t keep_reason(unsigned /*n*/, const H5E_error2_t* entry, void* out) {
  auto& reason = *static_cast<std::string*>(out);
  if (!reason.empty() || entry->desc == nullptr) return 0;
  const std::string_view text = entry->desc;
  constexpr std::string_view kMark = "error message = '";
  const std::size_t mark = text.find(kMark);
  if (mark == std::string_view::npos) {
    reason = text;
    return 0;
  }
  const std::string_view rest = text.substr(mark + kMark.size());
  reason = rest.substr(0, rest.find('\''));
  return 0;
}

/// The library's own clean-up at exit flushes files once more that could not be flushed before, and crashes on them (1.10.8). So it is
/// told not to, before its first use, and is cleaned up here unless a file had to be given up.
struct Library {
  bool usable = true;

  Library() {
    static_cast<void>(H5dont_atexit());
    // A file may name filters and links that the library would load code for; files of this program need none.
    static_cast<void>(H5PLset_loading_state(0));
  }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  ~Library() {
    if (usable) H5close();
  }
};

Library& library() {
  // The library is one for the whole program, and so is what is known about it.
  static Library one;
  return one;
}

[[noreturn]] void fail(std::string_view action) {
  std::string reason;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_reason, &reason);
  H5Eclear2(H5E_DEFAULT);
  std::string text = "cannot " + std::string(action);
  if (!reason.empty()) text += ": " + reason;
  throw Error(text);
}

Handle ordered_properties(hid_t kind, bool holds_links) {
  Handle list(H5Pcreate(kind), H5Pclose, "make a property list");
  check(H5Pset_attr_creation_order(list.id(), kCreationOrder), "order attributes");
  if (holds_links) check(H5Pset_link_creation_order(list.id(), kCreationOrder), "order links");
  check(H5Pset_obj_track_times(list.id(), false), "leave out times");
  return list;
}

Handle access_without_locks() {
  Handle list(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "make a property list");
  // Locks of the library fail on some network file systems. Writers hold a lock of their own; finished files are never changed in place.
  check(H5Pset_file_locking(list.id(), false, true), "set file locking");
  check(H5Pset_libver_bounds(list.id(), H5F_LIBVER_V18, H5F_LIBVER_V18), "set the file format");  // every library since 2008 reads it
  return list;
}

void set_chunks(const Handle& list, const Sizes& chunk, Packing packing) {
  check(H5Pset_chunk(list.id(), static_cast<int>(chunk.size()), chunk.data()), "set chunks");
  if (packing == Packing::none) return;
  check(H5Pset_shuffle(list.id()), "set shuffle");
  check(H5Pset_deflate(list.id(), kGzipLevel), "set gzip");
}

/// For moving text: by default the library clears two megabytes for every call.
Handle text_transfer() {
  constexpr std::size_t kBufferBytes = 16384;
  Handle list(H5Pcreate(H5P_DATASET_XFER), H5Pclose, "make a property list");
  check(H5Pset_buffer(list.id(), kBufferBytes, nullptr, nullptr), "set the buffer");
  return list;
}

/// The memory of the texts of one dataset. It is given back as a whole.
class TextRoom {
 public:
  static void* take(std::size_t bytes, void* self) {
    TextRoom& room = *static_cast<TextRoom*>(self);
    if (bytes > kMostTextBytes - room.taken_) return nullptr;
    room.taken_ += bytes;
    return room.pieces_.emplace_back(std::make_unique<char[]>(bytes)).get();
  }
  static void leave(void* /*piece*/, void* /*self*/) {}

 private:
  std::vector<std::unique_ptr<char[]>> pieces_;
  std::size_t taken_ = 0;
};

void require_label(std::string_view text, const std::string& name) {
  if (text.size() > kLongestLabel) throw Error(name + " has a text of " + std::to_string(text.size()) + " bytes");
}

/// Selects rows of the first dimension in the file and makes the matching space in memory.
std::pair<Handle, Handle> select_rows(const Handle& dataset, hsize_t first, hsize_t count) {
  Handle space(H5Dget_space(dataset.id()), H5Sclose, "read sizes");
  Sizes block = sizes_of(dataset);
  Sizes start(block.size(), 0);
  start.front() = first;
  block.front() = count;
  check(H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, start.data(), nullptr, block.data(), nullptr), "select rows");
  Handle memory(H5Screate_simple(static_cast<int>(block.size()), block.data(), nullptr), H5Sclose, "make a space");
  return {std::move(space), std::move(memory)};
}

}  // namespace

void silence() {
  static_cast<void>(library());
  check(H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr), "silence HDF5");
}

void give_up() { library().usable = false; }

hid_t check(hid_t status, std::string_view action) {
  if (status < 0) fail(action);
  return status;
}

herr_t check(herr_t status, std::string_view action) {
  if (status < 0) fail(action);
  return status;
}

Handle text_type() {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "make a text type");
  check(H5Tset_size(type.id(), H5T_VARIABLE), "make a text type");
  check(H5Tset_cset(type.id(), H5T_CSET_UTF8), "make a text type");
  return type;
}

Handle create_file(const std::string& path) {
  const Handle properties = ordered_properties(H5P_FILE_CREATE, true);
  const Handle access = access_without_locks();
  return {H5Fcreate(path.c_str(), H5F_ACC_TRUNC, properties.id(), access.id()), H5Fclose, "create the file"};
}

Handle open_file(const std::string& path) {
  const auto looked = look_at(path);
  if (const FileRefusal* refusal = std::get_if<FileRefusal>(&looked)) throw FileError(path, refusal->reason);
  const Handle access = access_without_locks();
  Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.id()), H5Fclose, "open the file");
  require_self_contained(file.id(), path);
  return file;
}

Handle create_group(hid_t parent, const std::string& name) {
  const Handle properties = ordered_properties(H5P_GROUP_CREATE, true);
  return {H5Gcreate2(parent, name.c_str(), H5P_DEFAULT, properties.id(), H5P_DEFAULT), H5Gclose, "make group " + name};
}

Handle open_group(hid_t parent, const std::string& name) {
  return {H5Gopen2(parent, name.c_str(), H5P_DEFAULT), H5Gclose, "open group " + name};
}

Handle open_dataset(hid_t parent, const std::string& name) {
  return {H5Dopen2(parent, name.c_str(), H5P_DEFAULT), H5Dclose, "open dataset " + name};
}

bool exists(hid_t parent, const std::string& path) {
  for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
    if (H5Lexists(parent, path.substr(0, end).c_str(), H5P_DEFAULT) <= 0) {
      H5Eclear2(H5E_DEFAULT);
      return false;
    }
    if (end == std::string::npos) return true;
  }
}

Handle create_growing(hid_t parent, const std::string& name, hid_t type, const Sizes& sizes_after_first, const Sizes& chunk, hid_t memory,
                      const void* fill, Packing packing) {
  Sizes now{0};
  now.insert(now.end(), sizes_after_first.begin(), sizes_after_first.end());
  Sizes limit = now;
  limit.front() = H5S_UNLIMITED;
  const Handle space(H5Screate_simple(static_cast<int>(now.size()), now.data(), limit.data()), H5Sclose, "make a space");
  const Handle properties = ordered_properties(H5P_DATASET_CREATE, false);
  set_chunks(properties, chunk, packing);
  check(H5Pset_fill_value(properties.id(), memory, fill), "set the fill value");
  return {H5Dcreate2(parent, name.c_str(), type, space.id(), H5P_DEFAULT, properties.id(), H5P_DEFAULT), H5Dclose, "make dataset " + name};
}

Handle create_fixed(hid_t parent, const std::string& name, hid_t type, const Sizes& sizes, bool compress) {
  const Handle space(H5Screate_simple(static_cast<int>(sizes.size()), sizes.data(), nullptr), H5Sclose, "make a space");
  const Handle properties = ordered_properties(H5P_DATASET_CREATE, false);
  hsize_t cells = 1;
  for (const hsize_t size : sizes) cells *= size;
  if (compress && cells >= kCompressFrom) set_chunks(properties, sizes, Packing::gzip);
  return {H5Dcreate2(parent, name.c_str(), type, space.id(), H5P_DEFAULT, properties.id(), H5P_DEFAULT), H5Dclose, "make dataset " + name};
}

void grow(const Handle& dataset, hsize_t count) {
  Sizes sizes = sizes_of(dataset);
  sizes.front() = count;
  check(H5Dset_extent(dataset.id(), sizes.data()), "lengthen a dataset");
}

void write_rows(const Handle& dataset, hsize_t first, hsize_t count, hid_t memory, const void* cells) {
  if (count == 0) return;
  const auto [space, shape] = select_rows(dataset, first, count);
  check(H5Dwrite(dataset.id(), memory, shape.id(), space.id(), H5P_DEFAULT, cells), "write data");
}

void read_rows(const Handle& dataset, hsize_t first, hsize_t count, hid_t memory, void* cells) {
  if (count == 0) return;
  const auto [space, shape] = select_rows(dataset, first, count);
  check(H5Dread(dataset.id(), memory, shape.id(), space.id(), H5P_DEFAULT, cells), "read data");
}

Sizes sizes_of(const Handle& dataset) {
  const Handle space(H5Dget_space(dataset.id()), H5Sclose, "read sizes");
  const int rank = H5Sget_simple_extent_ndims(space.id());
  Sizes sizes(static_cast<std::size_t>(check(static_cast<herr_t>(rank), "read sizes")));
  check(static_cast<herr_t>(H5Sget_simple_extent_dims(space.id(), sizes.data(), nullptr)), "read sizes");
  return sizes;
}

Handle write_texts(hid_t parent, const std::string& name, std::span<const std::string> texts) {
  const Handle type = text_type();
  Handle dataset = create_fixed(parent, name, type.id(), {texts.size()}, false);
  std::vector<const char*> pointers;
  for (const std::string& text : texts) pointers.push_back(text.c_str());
  if (!pointers.empty()) check(H5Dwrite(dataset.id(), type.id(), H5S_ALL, H5S_ALL, text_transfer().id(), pointers.data()), "write " + name);
  return dataset;
}

Handle write_text(hid_t parent, const std::string& name, const std::string& text) {
  const Handle type = text_type();
  const Handle space(H5Screate(H5S_SCALAR), H5Sclose, "make a space");
  const Handle properties = ordered_properties(H5P_DATASET_CREATE, false);
  Handle dataset(H5Dcreate2(parent, name.c_str(), type.id(), space.id(), H5P_DEFAULT, properties.id(), H5P_DEFAULT), H5Dclose,
                 "make dataset " + name);
  const char* pointer = text.c_str();
  check(H5Dwrite(dataset.id(), type.id(), H5S_ALL, H5S_ALL, text_transfer().id(), &pointer), "write " + name);
  return dataset;
}

void require_stored(const Handle& dataset, const std::string& name, std::size_t bytes) {
  constexpr double kMostPacking = 1100;
  constexpr double kAlways = 65'536;
  double wanted = static_cast<double>(bytes);
  for (const hsize_t size : sizes_of(dataset)) wanted *= static_cast<double>(size);
  if (wanted > kMostPacking * static_cast<double>(H5Dget_storage_size(dataset.id())) + kAlways)
    throw Error(name + " has more cells than the file holds data for");
}

std::vector<std::string> read_raw_texts(hid_t parent, const std::string& name) {
  const Handle dataset = open_dataset(parent, name);
  const Handle stored(H5Dget_type(dataset.id()), H5Tclose, "read " + name);
  if (H5Tis_variable_str(stored.id()) <= 0) throw Error(name + " does not hold text of variable length");
  require_stored(dataset, name, sizeof(char*));
  const Handle type = text_type();
  const Handle space(H5Dget_space(dataset.id()), H5Sclose, "read " + name);
  std::vector<char*> pointers(static_cast<std::size_t>(H5Sget_simple_extent_npoints(space.id())), nullptr);
  if (pointers.empty()) return {};
  // Many cells may point at one long text, so the library takes its memory from here.
  TextRoom room;
  const Handle transfer = text_transfer();
  check(H5Pset_vlen_mem_manager(transfer.id(), &TextRoom::take, &room, &TextRoom::leave, &room), "read " + name);
  check(H5Dread(dataset.id(), type.id(), H5S_ALL, H5S_ALL, transfer.id(), pointers.data()), "read " + name);
  std::vector<std::string> out;
  for (const char* pointer : pointers) out.emplace_back(pointer == nullptr ? "" : pointer);
  return out;
}

std::vector<std::string> read_texts(hid_t parent, const std::string& name) {
  std::vector<std::string> out = read_raw_texts(parent, name);
  for (std::string& text : out) {
    require_label(text, name);
    text = printable_lines(text);
  }
  return out;
}

void write_attribute(hid_t object, const std::string& name, std::string_view text) {
  const Handle type = text_type();
  const Handle space(H5Screate(H5S_SCALAR), H5Sclose, "make an attribute");
  const Handle attribute(H5Acreate2(object, name.c_str(), type.id(), space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                         "make attribute " + name);
  const std::string copy(text);
  const char* pointer = copy.c_str();
  check(H5Awrite(attribute.id(), type.id(), &pointer), "write attribute " + name);
}

bool has_attribute(hid_t object, const std::string& name) { return H5Aexists(object, name.c_str()) > 0; }

std::string read_text_attribute(hid_t object, const std::string& name) {
  const Handle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose, "open attribute " + name);
  const Handle stored(H5Aget_type(attribute.id()), H5Tclose, "read attribute " + name);
  const Handle space(H5Aget_space(attribute.id()), H5Sclose, "read attribute " + name);
  if (H5Tis_variable_str(stored.id()) <= 0 || H5Sget_simple_extent_npoints(space.id()) != 1) {
    throw Error("attribute " + name + " is not a text of variable length");
  }
  // HDF5 does not convert between ASCII and UTF-8 texts, and other programs write either: take it as it is.
  char* pointer = nullptr;
  check(H5Aread(attribute.id(), stored.id(), &pointer), "read attribute " + name);
  const std::string text = pointer == nullptr ? "" : pointer;
  check(H5Dvlen_reclaim(stored.id(), space.id(), H5P_DEFAULT, &pointer), "release attribute " + name);
  require_label(text, "attribute " + name);
  return printable_lines(text);
}

}  // namespace eldercast::h5
