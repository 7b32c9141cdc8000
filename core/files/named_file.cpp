#include "files/named_file.hpp"

#include <algorithm>
#include <string>
#include <system_error>

namespace eldercast {
namespace {

namespace fs = std::filesystem;

bool ends_in(const fs::path& path, std::string_view ending) {
  const std::string found = path.extension().string();
  const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b; };
  return std::equal(found.begin(), found.end(), ending.begin(), ending.end(), same);
}

bool is_hidden(const fs::path& below) {
  return std::any_of(below.begin(), below.end(), [](const fs::path& part) { return part.string().starts_with('.'); });
}

/// That something is a folder, or is not there, is better said by who opens it.
std::variant<fs::path, Misplaced> judge(fs::path path, const NamedFiles& rule) {
  if (path != rule.tree && !lies_in(path, rule.tree)) return Misplaced::outside;
  // The folder of the scenario itself may be a hidden one.
  const fs::path& from = lies_in(path, rule.folder) ? rule.folder : rule.tree;
  if (path != from && path != rule.folder && is_hidden(path.lexically_relative(from))) return Misplaced::hidden;
  std::error_code error;
  if (fs::is_directory(path, error)) return path;
  if (!ends_in(path, rule.ending)) return Misplaced::ending;
  return path;
}

}  // namespace

fs::path canonical_or_same(const fs::path& path) {
  std::error_code error;
  fs::path canonical = fs::weakly_canonical(path, error);
  return error ? path : canonical;
}

fs::path tree_of(const fs::path& folder) {
  const fs::path above = folder.parent_path();
  return above == above.root_path() ? folder : above;
}

bool lies_in(const fs::path& path, const fs::path& tree) {
  if (tree == tree.root_path()) return path.parent_path() == tree;
  const fs::path below = path.lexically_relative(tree);
  return !below.empty() && below != "." && *below.begin() != "..";
}

std::variant<fs::path, Misplaced> resolve_named(const fs::path& relative, const NamedFiles& rule) {
  if (relative.empty() || relative.is_absolute()) return Misplaced::outside;
  std::error_code error;
  fs::path path = fs::weakly_canonical(rule.folder / relative, error);
  if (error) return Misplaced::outside;
  auto judged = judge(std::move(path), rule);
  const bool named = ends_in(relative, rule.ending) || fs::is_directory(rule.folder / relative, error);
  if (std::holds_alternative<fs::path>(judged) && !named) return Misplaced::ending;
  return judged;
}

std::variant<fs::path, Misplaced> resolve_typed(const fs::path& typed, std::string_view ending) {
  const fs::path path = canonical_or_same(fs::absolute(typed));
  const fs::path folder = canonical_or_same(fs::absolute(typed).parent_path());
  std::error_code error;
  const bool link = path != folder / typed.filename();
  if (!link || !fs::is_regular_file(path, error)) return path;
  return judge(path, {folder, tree_of(folder), ending});
}

}  // namespace eldercast
