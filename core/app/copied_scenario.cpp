#include "app/copied_scenario.hpp"

#include <fmt/format.h>

#include <regex>
#include <system_error>

#include "files/whole_file.hpp"

namespace eldercast {
namespace {

namespace fs = std::filesystem;

/// The text with the first line that starts with `key = ` replaced.
void replace_value(std::string& text, const std::string& key, const std::string& value) {
  const std::string start = "\n" + key + " = ";
  const std::size_t at = text.find(start);
  if (at == std::string::npos) return;
  const std::size_t end = text.find('\n', at + 1);
  text.replace(at + start.size(), end - at - start.size(), "\"" + value + "\"");
}

/// Puts `tail` behind the text of the first line that starts with `key = "`.
void extend_value(std::string& text, const std::string& key, const std::string& tail) {
  const std::string start = "\n" + key + " = \"";
  const std::size_t at = text.find(start);
  if (at == std::string::npos) return;
  const std::size_t quote = text.find('"', at + start.size());
  if (quote != std::string::npos) text.insert(quote, tail);
}

/// Links that lead to nothing from where the page stands now become their words.
std::string without_dead_links(const std::string& text, const fs::path& folder) {
  static const std::regex kLink(R"(\[([^\]]*)\]\(([^)#\s]*)[^)]*\))");
  std::string out;
  auto last = text.cbegin();
  for (std::sregex_iterator link(text.begin(), text.end(), kLink); link != std::sregex_iterator(); ++link) {
    out.append(last, (*link)[0].first);
    const std::string target = (*link)[2].str();
    const bool outside = target.find("://") != std::string::npos;
    out += outside || fs::exists(folder / target) ? (*link)[0].str() : (*link)[1].str();
    last = (*link)[0].second;
  }
  return out.append(last, text.cend());
}

void rewrite(const fs::path& file, const std::string& text) {
  fs::remove(file);
  write_whole(file, text);
}

}  // namespace

std::string id_of_folder(const fs::path& folder) {
  std::string out;
  for (const char c : fs::weakly_canonical(folder).filename().string()) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    const bool upper = c >= 'A' && c <= 'Z';
    out += plain ? c : upper ? static_cast<char>(c - 'A' + 'a') : '-';
  }
  const std::size_t first = out.find_first_not_of('-');
  return first == std::string::npos ? "district" : out.substr(first, out.find_last_not_of('-') - first + 1);
}

void copy_scenario(const fs::path& from, const fs::path& folder) {
  const bool there = fs::exists(folder);
  try {
    fs::create_directories(folder);
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(from)) {
      const fs::path to = folder / entry.path().lexically_relative(from);
      if (entry.is_directory()) {
        fs::create_directories(to);
      } else {
        write_whole(to, read_whole(entry.path()));
      }
    }
  } catch (...) {
    std::error_code ignored;
    if (there) {
      for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) fs::remove_all(entry.path(), ignored);
    } else {
      fs::remove_all(folder, ignored);
    }
    throw;
  }
}

void name_new_district(const fs::path& scenarios, const fs::path& folder) {
  const std::string id = id_of_folder(folder);
  std::string text = read_whole(folder / "toy.toml");
  const std::size_t comment = text.find("\n# ");
  const std::size_t section = text.find("\n[scenario]");
  if (comment != std::string::npos && comment < section) {
    text.replace(comment, section - comment,
                 "\n# A district of your own. Every row is invented until you replace it: README.md says which table to fill from which "
                 "statistic.\n"
                 "# Check it with: eldercast validate district.toml\n");
  }
  replace_value(text, "id", id);
  replace_value(text, "name_zh", id);
  replace_value(text, "name_en", id);
  replace_value(text, "replicates", "");
  text.replace(text.find("replicates = \"\""), std::string("replicates = \"\"").size(), "replicates = 100");
  write_whole(folder / "district.toml", text);
  fs::remove(folder / "toy.toml");
  fs::remove(folder / "README.md");
  write_whole(folder / "README.md", read_whole(scenarios / "filling.md"));
}

void name_copy(const fs::path& scenarios, const std::string& from, const fs::path& folder) {
  const std::string id = id_of_folder(folder);
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".toml") continue;
    std::string text = read_whole(entry.path());
    extend_value(text, "id", "-" + id);
    extend_value(text, "name_zh", "〔" + id + "〕");
    extend_value(text, "name_en", " [" + id + "]");
    rewrite(entry.path(), text);
  }
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".md") continue;
    std::string text = without_dead_links(read_whole(entry.path()), entry.path().parent_path());
    if (entry.path() == folder / "README.md") {
      text = fmt::format(
          "> A copy of the shipped scenario `{}`. What begins with `docs/` below is a page of eldercast's documents, not of this folder.\n"
          "> How to replace the tables by your own: FILLING.md.\n\n{}",
          from, text);
    }
    rewrite(entry.path(), text);
  }
  write_whole(folder / "FILLING.md", without_dead_links(read_whole(scenarios / "filling.md"), folder));
}

}  // namespace eldercast
