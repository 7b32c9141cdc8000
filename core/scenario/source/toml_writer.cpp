#include "scenario/source/toml_writer.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "scenario/parameters/parameter_value.hpp"

namespace eldercast {
namespace {

using Kind = TomlValue::Kind;

std::string literal_of(const TomlValue& value) {
  switch (value.kind) {
    case Kind::boolean:
      return value.boolean ? "true" : "false";
    case Kind::integer:
      return std::to_string(value.integer);
    case Kind::number:
      return number_text(value.number);
    case Kind::array: {
      std::string out;
      for (const TomlValue& item : value.items) out += (out.empty() ? "" : ", ") + literal_of(item);
      return "[" + out + "]";
    }
    case Kind::text:
    case Kind::date:
    case Kind::table:
      break;
  }
  return toml_string(value.text);
}

bool is_table(const TomlEntry& entry) { return entry.value.kind == Kind::table; }
std::string below(const std::string& path, const std::string& key) { return path.empty() ? key : path + "." + key; }

void add_settings(const TomlValue& table, const std::string& path, std::vector<std::string>& out) {
  for (const TomlEntry& entry : table.entries) {
    const std::string at = below(path, entry.key);
    if (is_table(entry)) {
      add_settings(entry.value, at, out);
    } else {
      out.push_back(at + "=" + literal_of(entry.value));
    }
  }
}

void add_table(const TomlValue& table, const std::string& path, std::string& out) {
  const bool has_values = !std::all_of(table.entries.begin(), table.entries.end(), is_table);
  if (has_values && !path.empty()) out += fmt::format("{}[{}]\n", out.empty() ? "" : "\n", path);
  for (const TomlEntry& entry : table.entries) {
    if (!is_table(entry)) out += entry.key + " = " + literal_of(entry.value) + "\n";
  }
  for (const TomlEntry& entry : table.entries) {
    if (is_table(entry)) add_table(entry.value, below(path, entry.key), out);
  }
}

}  // namespace

std::vector<std::string> settings_of(const TomlValue& tree) {
  std::vector<std::string> out;
  add_settings(tree, "", out);
  return out;
}

std::string toml_of(const TomlValue& tree) {
  std::string out;
  add_table(tree, "", out);
  return out;
}

}  // namespace eldercast
