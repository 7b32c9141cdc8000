#include "output/file/difference.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <cstring>
#include <map>
#include <set>

#include "output/file/h5.hpp"
#include "output/file/h5_trial.hpp"
#include "output/file/results_reader.hpp"

namespace eldercast {
namespace {

/// A stored value for a message, and for comparing where bytes differ.
double as_number(const unsigned char* cell, H5T_class_t kind, bool is_signed, std::size_t size) {
  if (kind == H5T_FLOAT) {
    double value = 0;
    std::memcpy(&value, cell, sizeof value);
    return value;
  }
  std::int64_t value = 0;
  std::memcpy(&value, cell, size);
  const std::size_t unused = 64 - 8 * size;
  if (is_signed && unused > 0) value = static_cast<std::int64_t>(static_cast<std::uint64_t>(value) << unused) >> unused;
  return static_cast<double>(value);
}

std::string position_text(std::size_t cell, const h5::Sizes& sizes) {
  std::vector<std::size_t> at(sizes.size());
  for (std::size_t d = sizes.size(); d-- > 0;) {
    at[d] = cell % sizes[d];
    cell /= sizes[d];
  }
  return fmt::format("[{}]", fmt::join(at, ", "));
}

std::string excerpt_of(const std::string& text) { return text.size() > 40 ? text.substr(0, 40) + "..." : text; }

/// The reason why two lists of texts differ; empty: they do not.
std::string compare_texts(const std::vector<std::string>& first, const std::vector<std::string>& second) {
  std::size_t differ = 0;
  std::size_t where = 0;
  for (std::size_t i = first.size(); i-- > 0;) {
    if (first[i] == second[i]) continue;
    ++differ;
    where = i;
  }
  if (differ == 0) return "";
  return fmt::format("{} of {} texts differ, first number {}: '{}' and '{}'", differ, first.size(), where, excerpt_of(first[where]),
                     excerpt_of(second[where]));
}

std::string compare_cells(const h5::Handle& first, const h5::Handle& second, const h5::Handle& type, const h5::Sizes& sizes) {
  const H5T_class_t kind = H5Tget_class(type.id());
  const std::size_t size = H5Tget_size(type.id());
  if ((kind != H5T_INTEGER && kind != H5T_FLOAT) || size > sizeof(double) || (kind == H5T_FLOAT && size != sizeof(double))) {
    return "holds neither texts nor numbers of a kind that results have";
  }
  std::size_t cells = 1;
  for (const hsize_t one : sizes) cells *= one;
  std::vector<unsigned char> a(cells * size);
  std::vector<unsigned char> b(cells * size);
  if (cells > 0) {
    h5::check(H5Dread(first.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, a.data()), "read data");
    h5::check(H5Dread(second.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, b.data()), "read data");
  }
  if (a == b) return "";
  const bool is_signed = kind == H5T_INTEGER && H5Tget_sign(type.id()) != H5T_SGN_NONE;
  std::size_t differ = 0;
  std::string where;
  for (std::size_t cell = 0; cell < cells; ++cell) {
    const unsigned char* x = a.data() + cell * size;
    const unsigned char* y = b.data() + cell * size;
    if (std::memcmp(x, y, size) == 0) continue;
    const double left = as_number(x, kind, is_signed, size);
    const double right = as_number(y, kind, is_signed, size);
    if (std::isnan(left) && std::isnan(right)) continue;
    if (differ++ == 0) where = fmt::format("first at {}: {} and {}", position_text(cell, sizes), left, right);
  }
  return differ == 0 ? "" : fmt::format("{} of {} cells differ, {}", differ, cells, where);
}

/// The reason why two datasets differ; empty: they do not.
std::string compare_datasets(const h5::Handle& a_file, const h5::Handle& b_file, const std::string& path) {
  const h5::Handle a = h5::open_dataset(a_file.id(), path);
  const h5::Handle b = h5::open_dataset(b_file.id(), path);
  const h5::Handle a_type(H5Dget_type(a.id()), H5Tclose, "read a type");
  const h5::Handle b_type(H5Dget_type(b.id()), H5Tclose, "read a type");
  if (H5Tequal(a_type.id(), b_type.id()) <= 0) return "types differ";
  const h5::Sizes sizes = h5::sizes_of(a);
  if (sizes != h5::sizes_of(b)) return fmt::format("sizes differ: {} and {}", fmt::join(sizes, " x "), fmt::join(h5::sizes_of(b), " x "));
  if (H5Tis_variable_str(a_type.id()) > 0) return compare_texts(h5::read_texts(a_file.id(), path), h5::read_texts(b_file.id(), path));
  const h5::Handle native(H5Tget_native_type(a_type.id(), H5T_DIR_DEFAULT), H5Tclose, "read a type");
  return compare_cells(a, b, native, sizes);
}

herr_t collect_name(hid_t /*object*/, const char* name, const H5A_info_t* /*info*/, void* names) {
  static_cast<std::set<std::string>*>(names)->insert(name);
  return 0;
}

/// The attributes of an object as texts, but for those that HDF5 keeps for itself.
std::map<std::string, std::string> attributes_of(const h5::Handle& object) {
  std::set<std::string> names;
  hsize_t from = 0;
  h5::check(H5Aiterate2(object.id(), H5_INDEX_NAME, H5_ITER_INC, &from, collect_name, &names), "list attributes");
  std::map<std::string, std::string> out;
  for (const std::string& name : names) {
    const h5::Handle attribute(H5Aopen(object.id(), name.c_str(), H5P_DEFAULT), H5Aclose, "open attribute " + name);
    const h5::Handle type(H5Aget_type(attribute.id()), H5Tclose, "read attribute " + name);
    if (H5Tis_variable_str(type.id()) > 0) {
      out[name] = h5::read_text_attribute(object.id(), name);
    } else if (H5Tget_class(type.id()) == H5T_INTEGER) {
      out[name] = std::to_string(h5::read_attribute<std::int64_t>(object.id(), name));
    } else if (H5Tget_class(type.id()) == H5T_FLOAT) {
      out[name] = fmt::format("{}", h5::read_attribute<double>(object.id(), name));
    }
  }
  return out;
}

void compare_attributes(const h5::Handle& a_file, const h5::Handle& b_file, const std::string& group, std::vector<FileDifference>& out) {
  std::map<std::string, std::string> a = attributes_of(h5::open_group(a_file.id(), group));
  std::map<std::string, std::string> b = attributes_of(h5::open_group(b_file.id(), group));
  for (auto* one : {&a, &b}) one->erase("program_version");
  for (const auto& [name, value] : a) {
    const auto other = b.find(name);
    const std::string found = other == b.end() ? "absent" : "'" + other->second + "'";
    if (other == b.end() || other->second != value)
      out.push_back({fmt::format("{}@{}", group, name), fmt::format("'{}' and {}", value, found)});
  }
  for (const auto& [name, value] : b) {
    if (a.count(name) == 0) out.push_back({fmt::format("{}@{}", group, name), fmt::format("absent and '{}'", value)});
  }
}

std::vector<std::string> data_of(const std::string& path) {
  std::vector<std::string> out;
  for (const DatasetSummary& one : ResultsReader(path).list_datasets()) {
    if (one.group != "/provenance") out.push_back(one.group + "/" + one.name);
  }
  return out;
}

FileDifferences all_differences(const std::string& first, const std::string& second) {
  const std::vector<std::string> paths = data_of(first);
  const std::vector<std::string> others = data_of(second);
  const std::set<std::string> in_second(others.begin(), others.end());
  const std::set<std::string> in_first(paths.begin(), paths.end());
  FileDifferences out;
  try {
    const h5::Handle a = h5::open_file(first);
    const h5::Handle b = h5::open_file(second);
    compare_attributes(a, b, "/", out.found);
    compare_attributes(a, b, "/scenario", out.found);
    for (const std::string& path : paths) {
      if (in_second.count(path) == 0) {
        out.found.push_back({path, "only in the first file"});
        continue;
      }
      ++out.compared;
      if (std::string why = compare_datasets(a, b, path); !why.empty()) out.found.push_back({path, std::move(why)});
    }
    for (const std::string& path : others) {
      if (in_first.count(path) == 0) out.found.push_back({path, "only in the second file"});
    }
  } catch (const h5::Error& error) {
    throw FileError(first, fmt::format("cannot be compared with {}: {}", second, error.what()));
  }
  return out;
}

}  // namespace

FileDifferences differences(const std::string& first, const std::string& second) {
  constexpr const char* kHelp = "the file is damaged or was cut short: copy it again or run the scenario again";
  for (const std::string& one : {first, second}) require_survival(one, kHelp, [&] { static_cast<void>(all_differences(first, second)); });
  return all_differences(first, second);
}

}  // namespace eldercast
