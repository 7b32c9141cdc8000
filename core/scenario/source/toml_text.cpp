#include "scenario/source/toml_text.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "text/utf8.hpp"

namespace eldercast {
namespace {

Place place_of(const SourceRef& source, const toml::source_region& region) {
  const auto line = static_cast<int>(region.begin.line);
  const auto column = static_cast<int>(region.begin.column);
  const int end = region.end.line == region.begin.line ? static_cast<int>(region.end.column) : count_code_points(source->line(line)) + 1;
  return {source, line, column, std::max(1, end - column)};
}

TomlValue convert(const toml::node& node, const SourceRef& source, int file) {
  TomlValue value;
  value.place = place_of(source, node.source());
  if (const auto* table = node.as_table()) {
    value.kind = TomlValue::Kind::table;
    for (auto&& [key, child] : *table) {
      const Place place = place_of(source, key.source());
      value.entries.push_back({std::string(key.str()), place, {file, place.line, place.column}, convert(child, source, file)});
    }
    std::stable_sort(value.entries.begin(), value.entries.end(), [](const TomlEntry& a, const TomlEntry& b) { return a.order < b.order; });
  } else if (const auto* array = node.as_array()) {
    value.kind = TomlValue::Kind::array;
    for (const toml::node& child : *array) value.items.push_back(convert(child, source, file));
  } else if (const auto* boolean = node.as_boolean()) {
    value.kind = TomlValue::Kind::boolean;
    value.boolean = boolean->get();
  } else if (const auto* integer = node.as_integer()) {
    value.kind = TomlValue::Kind::integer;
    value.integer = integer->get();
  } else if (const auto* number = node.as_floating_point()) {
    value.kind = TomlValue::Kind::number;
    value.number = number->get();
  } else if (const auto* text = node.as_string()) {
    value.kind = TomlValue::Kind::text;
    value.text = text->get();
  } else {
    value.kind = TomlValue::Kind::date;
  }
  return value;
}

/// Finds what a parser could not survive before it begins, without recursion: brackets by depth, dotted keys by their dots, and counts what
/// becomes a node of the tree.
class TomlScan {
 public:
  explicit TomlScan(std::string_view text) : text_(text) {}

  /// Byte offset of the first part that is too deep.
  std::optional<std::size_t> too_deep() {
    while (at_ < text_.size()) {
      step();
      if (depth_ > kDeepestNesting || dots_ >= kDeepestNesting) return at_ - 1;
    }
    return std::nullopt;
  }
  std::size_t count() {
    while (at_ < text_.size()) step();
    return values_;
  }

 private:
  void step() {
    const char c = text_[at_];
    if (c == '#') {
      at_ = std::min(text_.find('\n', at_), text_.size());
      return;
    }
    if (c == '"' || c == '\'') {
      skip_string(c);
      return;
    }
    if (c == '[' || c == '{') ++depth_;
    if (c == ']' || c == '}') depth_ = std::max(0, depth_ - 1);
    if (c == '.') ++dots_;
    if (c == '\n' || c == '=' || c == ',' || c == '[' || c == ']' || c == '{' || c == '}') dots_ = 0;
    if (c == '.' || c == '=' || c == ',' || c == '[' || c == '{') ++values_;
    ++at_;
  }
  void skip_string(char quote) {
    const std::string triple(3, quote);
    const bool many_lines = text_.substr(at_).starts_with(triple);
    at_ += many_lines ? 3 : 1;
    while (at_ < text_.size()) {
      if (quote == '"' && text_[at_] == '\\') {
        at_ += 2;
      } else if (many_lines ? text_.substr(at_).starts_with(triple) : text_[at_] == quote) {
        at_ += many_lines ? 3 : 1;
        return;
      } else if (!many_lines && text_[at_] == '\n') {
        return;
      } else {
        ++at_;
      }
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t values_ = 0;
  int depth_ = 0;
  int dots_ = 0;
};

/// The first entry of a table that has too many, or null.
const TomlEntry* beyond_width(const TomlValue& value) {
  if (value.entries.size() > kMostEntries) return &value.entries[kMostEntries];
  for (const TomlEntry& entry : value.entries) {
    if (const TomlEntry* found = beyond_width(entry.value)) return found;
  }
  for (const TomlValue& item : value.items) {
    if (const TomlEntry* found = beyond_width(item)) return found;
  }
  return nullptr;
}

/// Depth of the tree; `deepest` is the place of the deepest entry. The scan has bounded the recursion.
int depth_of(const TomlValue& value, Place& deepest) {
  int depth = 0;
  const auto visit = [&](const TomlValue& child, const Place& place) {
    Place below = place;
    const int here = depth_of(child, below) + 1;
    if (here > depth) {
      depth = here;
      deepest = below;
    }
  };
  for (const TomlEntry& entry : value.entries) visit(entry.value, entry.key_place);
  for (const TomlValue& item : value.items) visit(item, item.place);
  return depth;
}

void report_depth(const Place& place, Diagnostics& diagnostics) {
  diagnostics.add({"scenario.limit", place, fmt::format("tables and arrays are nested deeper than {} levels", kDeepestNesting), {}, ""});
}

/// TOML keeps control characters out of the text itself, but an escape (\u001B) puts them into the value.
void check_texts(const TomlValue& value, Diagnostics& diagnostics) {
  if (const auto found = control_in(value.text, true)) {
    diagnostics.add(
        {"scenario.text", value.place, control_message("the text", *found), {}, "leave it out: nothing shows it, and terminals act on it"});
  }
  for (const TomlEntry& entry : value.entries) check_texts(entry.value, diagnostics);
  for (const TomlValue& item : value.items) check_texts(item, diagnostics);
}

/// toml++ begins with "Error while parsing key-value pair: "; the place says that already.
std::string shortened(std::string_view description) {
  constexpr std::string_view kPrefix = "Error while parsing ";
  if (description.starts_with(kPrefix)) description.remove_prefix(kPrefix.size());
  std::string text;
  for (const char c : description) text += c == '\n' ? std::string("\\n") : std::string(1, c);
  return text;
}

}  // namespace

const TomlEntry* TomlValue::find(std::string_view key) const {
  const auto found = std::find_if(entries.begin(), entries.end(), [&](const TomlEntry& entry) { return entry.key == key; });
  return found == entries.end() ? nullptr : &*found;
}

TomlEntry* TomlValue::find(std::string_view key) {
  const auto found = std::find_if(entries.begin(), entries.end(), [&](const TomlEntry& entry) { return entry.key == key; });
  return found == entries.end() ? nullptr : &*found;
}

const TomlEntry* TomlValue::at(std::string_view path) const {
  const std::size_t dot = path.find('.');
  const TomlEntry* entry = find(path.substr(0, dot));
  if (entry == nullptr || dot == std::string_view::npos) return entry;
  return entry->value.kind == Kind::table ? entry->value.at(path.substr(dot + 1)) : nullptr;
}

std::size_t count_toml_values(std::string_view text) { return TomlScan(text).count(); }

bool check_toml_size(const Place& place, std::size_t bytes, std::size_t values, Diagnostics& diagnostics) {
  const auto refuse = [&](std::size_t found, const char* what, std::size_t most) {
    diagnostics.add(
        {"scenario.limit",
         place,
         fmt::format("a scenario of {} {} is too large; at most {} are read, with the files that it extends", found, what, most),
         {},
         "long lists belong into tables"});
    return false;
  };
  if (bytes > kLargestToml) return refuse(bytes, "bytes", kLargestToml);
  return values <= kMostTomlValues || refuse(values, "values and parts of keys", kMostTomlValues);
}

std::optional<TomlValue> parse_toml(const SourceRef& source, int file, Diagnostics& diagnostics) {
  if (!check_toml_size({source, 0, 1, 1}, source->text().size(), count_toml_values(source->text()), diagnostics)) return std::nullopt;
  if (const auto offset = TomlScan(source->text()).too_deep()) {
    report_depth(place_at(source, *offset), diagnostics);
    return std::nullopt;
  }
  try {
    TomlValue root = convert(toml::parse(std::string_view(source->text())), source, file);
    root.place = {source, 1, 1, std::max(1, count_code_points(source->line(1)))};
    Place deepest = root.place;
    if (depth_of(root, deepest) > kDeepestNesting) {
      report_depth(deepest, diagnostics);
      return std::nullopt;
    }
    if (const TomlEntry* beyond = beyond_width(root)) {
      diagnostics.add({"scenario.limit", beyond->key_place, fmt::format("the table has more than {} entries", kMostEntries), {}, ""});
      return std::nullopt;
    }
    check_texts(root, diagnostics);
    return root;
  } catch (const toml::parse_error& error) {
    const Place place = place_of(source, error.source());
    const std::string seen = excerpt(place);
    const bool foreign = !seen.empty() && static_cast<unsigned char>(seen.front()) >= 0x80;
    diagnostics.add({"scenario.syntax",
                     place,
                     shortened(error.description()),
                     {},
                     foreign ? "keys have the characters A-Z, a-z, 0-9, _ and -; other text belongs in quotes behind the '='" : ""});
    return std::nullopt;
  }
}

std::string_view kind_name(TomlValue::Kind kind) {
  switch (kind) {
    case TomlValue::Kind::boolean:
      return "true or false";
    case TomlValue::Kind::integer:
      return "a whole number";
    case TomlValue::Kind::number:
      return "a number with a fraction";
    case TomlValue::Kind::text:
      return "text";
    case TomlValue::Kind::date:
      return "a date or time";
    case TomlValue::Kind::array:
      return "an array";
    case TomlValue::Kind::table:
      return "a table";
  }
  return "";
}

std::string toml_string(std::string_view text) {
  std::string literal = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (acts_on_terminal(c)) {
      literal += fmt::format("\\u{:04X}", static_cast<std::uint32_t>(c));
      continue;
    }
    if (c == U'"' || c == U'\\') literal += '\\';
    append_code_point(literal, c);
  }
  return literal + "\"";
}

}  // namespace eldercast
