#include "scenario/merge.hpp"

#include <algorithm>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "scenario/file_text.hpp"
#include "scenario/utf8.hpp"

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

  std::optional<TomlValue> load(const std::filesystem::path& path, const std::string& name, const Place& asked) {
    std::error_code error;
    const std::filesystem::path canonical = std::filesystem::weakly_canonical(path, error);
    if (refuse_chain(canonical, name, asked)) return std::nullopt;
    const SourceRef source = read_text(path, name, asked, diagnostics_);
    if (!source) return std::nullopt;
    bytes_ += source->text().size();
    values_ += count_toml_values(source->text());
    if (!check_toml_size({source, 0, 1, 1}, bytes_, values_, diagnostics_)) return std::nullopt;
    // The number of a file counts from the base, which is read last: later links get lower numbers.
    std::optional<TomlValue> own = parse_toml(source, kLongestChain - static_cast<int>(chain_.size()), diagnostics_);
    if (!own || !check_schema(*own, diagnostics_)) return std::nullopt;
    const TomlEntry* extends = own->find("extends");
    if (extends == nullptr) return own;
    if (extends->value.kind != TomlValue::Kind::text || extends->value.text.empty()) {
      diagnostics_.add({"scenario.type",
                        extends->value.place,
                        fmt::format("'extends' must be text, the path of a file, not {}", kind_name(extends->value.kind)),
                        {},
                        ""});
      return std::nullopt;
    }
    chain_.push_back({canonical, name});
    const std::filesystem::path relative = extends->value.text;
    if (!may_extend(path.parent_path() / relative, relative, extends->value)) return std::nullopt;
    std::optional<TomlValue> base =
        load(path.parent_path() / relative, (std::filesystem::path(name).parent_path() / relative).lexically_normal().string(),
             extends->value.place);
    chain_.pop_back();
    if (base) merge(*base, *own);
    return base;
  }

 private:
  /// A scenario from a stranger must not read whatever the user can read: files that it extends are TOML files of its own folder or of a
  /// folder beside it, symbolic links followed.
  bool may_extend(const std::filesystem::path& base, const std::filesystem::path& relative, const TomlValue& value) {
    std::error_code error;
    const std::filesystem::path tree = std::filesystem::weakly_canonical(chain_.front().path.parent_path().parent_path(), error);
    const std::filesystem::path within = std::filesystem::weakly_canonical(base, error).lexically_relative(tree);
    const bool inside = !error && relative.is_relative() && !within.empty() && *within.begin() != "..";
    if (inside && relative.extension() == ".toml") return true;
    diagnostics_.add({"scenario.path",
                      value.place,
                      inside ? fmt::format("'{}' is not a TOML file by its name", piece(value.text))
                             : fmt::format("'{}' lies outside the folder of the scenario and the folders beside it", piece(value.text)),
                      {},
                      inside ? "name a file that ends in .toml" : "copy the file that is extended into a folder beside this one"});
    return false;
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

std::optional<TomlValue> load_chain(const std::filesystem::path& file, Diagnostics& diagnostics) {
  const Place asked{std::make_shared<const SourceText>(file.string(), file, ""), 0, 1, 1};
  return ChainLoader(diagnostics).load(file, file.string(), asked);
}

}  // namespace eldercast
