#include "scenario/text_chain.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "files/named_file.hpp"
#include "scenario/source/file_text.hpp"
#include "text/utf8.hpp"

namespace eldercast {
namespace {

/// A file of the chain that is being read.
struct Link {
  std::filesystem::path path;  ///< canonical
  std::string name;
};

bool check_schema(const TomlValue& root, Diagnostics& diagnostics) {
  const TomlEntry* schema = root.find("schema");
  const std::string help = fmt::format("begin the file with: schema = {}", kSchema);
  if (schema == nullptr) {
    diagnostics.add({"scenario.schema", root.place, "the file does not say which schema it is written in", {}, help});
    return false;
  }
  if (schema->value.kind != TomlValue::Kind::integer || schema->value.integer != kSchema) {
    diagnostics.add({"scenario.schema",
                     schema->value.place,
                     fmt::format("schema {} is not supported; this program reads schema {}", excerpt(schema->value.place), kSchema),
                     {},
                     ""});
    return false;
  }
  if (&root.entries.front() != schema) {
    diagnostics.add({"scenario.schema",
                     schema->key_place,
                     "'schema' must be the first key of the file",
                     {{"the first key stands", root.entries.front().key_place}},
                     help});
    return false;
  }
  return true;
}

class ChainLoader {
 public:
  explicit ChainLoader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  /// Reads the file at a canonical path and what it extends.
  std::optional<TomlValue> load(const std::filesystem::path& path, const std::string& name, const Place& asked) {
    if (refuse_chain(path, name, asked)) return std::nullopt;
    const SourceRef source = read_text(path, name, asked, diagnostics_);
    if (!source) return std::nullopt;
    bytes_ += source->text().size();
    values_ += count_toml_values(source->text());
    if (!check_toml_size({source, 0, 1, 1}, bytes_, values_, diagnostics_)) return std::nullopt;
    // The number of a file counts from the base, which is read last: later links get lower numbers.
    std::optional<TomlValue> own = parse_toml(source, kLongestChain - static_cast<int>(chain_.size()), diagnostics_);
    if (!own || !is_scenario(*own, name, asked)) return std::nullopt;
    const TomlEntry* extends = own->find("extends");
    if (extends == nullptr) {
      first_ = source;
      return own;
    }
    if (extends->value.kind != TomlValue::Kind::text || extends->value.text.empty()) {
      diagnostics_.add({"scenario.type",
                        extends->value.place,
                        fmt::format("'extends' must be text, the path of a file, not {}", kind_name(extends->value.kind)),
                        {},
                        ""});
      return std::nullopt;
    }
    chain_.push_back({path, name});
    const std::optional<std::filesystem::path> found = find_base(path.parent_path(), extends->value);
    if (!found) return std::nullopt;
    std::optional<TomlValue> base =
        load(*found, (std::filesystem::path(name).parent_path() / extends->value.text).lexically_normal().string(), extends->value.place);
    chain_.pop_back();
    if (base) merge(*base, *own);
    return base;
  }

  /// The file that extends no other, once the chain is read.
  [[nodiscard]] const SourceRef& first() const { return first_; }

 private:
  /// Of a file that is extended and is no scenario no line is shown: it may be the user's own and have nothing to do with this one.
  bool is_scenario(const TomlValue& root, const std::string& name, const Place& asked) {
    if (chain_.empty() || root.find("schema") != nullptr) return check_schema(root, diagnostics_);
    diagnostics_.add({"scenario.schema",
                      asked,
                      fmt::format("'{}' does not say which schema it is written in", printable(name)),
                      {},
                      fmt::format("begin that file with: schema = {}", kSchema)});
    return false;
  }

  /// The file that a text in `folder` extends: a TOML file of the folder of the scenario or of a folder beside it.
  std::optional<std::filesystem::path> find_base(const std::filesystem::path& folder, const TomlValue& value) {
    const auto found = resolve_named(value.text, {folder, tree_of(chain_.front().path.parent_path()), kTomlEnding});
    if (const auto* path = std::get_if<std::filesystem::path>(&found)) return *path;
    const std::string name = printable(value.text);
    switch (std::get<Misplaced>(found)) {
      case Misplaced::outside:
        refuse(value, fmt::format("'{}' lies outside the folder of the scenario and the folders beside it", name),
               "copy the file that is extended into a folder beside this one");
        break;
      case Misplaced::hidden:
        refuse(value, fmt::format("'{}' is hidden: a part of its path begins with a dot", name), "give it a name that everybody sees");
        break;
      case Misplaced::ending:
        refuse(value, fmt::format("'{}' is not a TOML file by its name", name), "name a file that ends in .toml");
        break;
    }
    return std::nullopt;
  }

  void refuse(const TomlValue& value, std::string message, std::string help) {
    diagnostics_.add({"scenario.path", value.place, std::move(message), {}, std::move(help)});
  }

  bool refuse_chain(const std::filesystem::path& canonical, const std::string& name, const Place& asked) {
    const bool cyclic = std::any_of(chain_.begin(), chain_.end(), [&](const Link& link) { return link.path == canonical; });
    if (cyclic) {
      std::string shown;
      for (const Link& link : chain_) shown += link.name + " -> ";
      diagnostics_.add({"scenario.extends", asked, fmt::format("files extend each other in a circle: {}{}", shown, name), {}, ""});
      return true;
    }
    if (chain_.size() >= static_cast<std::size_t>(kLongestChain)) {
      diagnostics_.add({"scenario.limit", asked, fmt::format("more than {} files extend each other", kLongestChain), {}, ""});
      return true;
    }
    return false;
  }

  Diagnostics& diagnostics_;
  std::vector<Link> chain_;
  SourceRef first_;
  std::size_t bytes_ = 0;   ///< of all files of the chain
  std::size_t values_ = 0;  ///< of them
};

}  // namespace

void merge(TomlValue& base, const TomlValue& over, bool keep_headers) {
  for (const TomlEntry& entry : over.entries) {
    TomlEntry* known = base.find(entry.key);
    if (known == nullptr) {
      base.entries.push_back(entry);
      continue;
    }
    const bool tables = known->value.kind == TomlValue::Kind::table && entry.value.kind == TomlValue::Kind::table;
    if (tables) {
      merge(known->value, entry.value, keep_headers);
    } else {
      known->value = entry.value;
    }
    if (!tables || !keep_headers) {
      known->key_place = entry.key_place;
      known->value.place = entry.value.place;
    }
  }
  if (!keep_headers) base.place = over.place;
}

std::optional<TextChain> load_chain(const std::filesystem::path& file, Diagnostics& diagnostics) {
  const Place asked{std::make_shared<const SourceText>(file.string(), file, ""), 0, 1, 1};
  const std::optional<std::filesystem::path> path = find_typed(file, kTomlEnding, asked, diagnostics);
  if (!path) return std::nullopt;
  ChainLoader loader(diagnostics);
  std::optional<TomlValue> text = loader.load(*path, file.string(), asked);
  if (!text) return std::nullopt;
  return TextChain{std::move(*text), loader.first()};
}

}  // namespace eldercast
