#include "scenario/names_reader.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include <fmt/format.h>

#include "text/suggest.hpp"
#include "text/utf8.hpp"

namespace eldercast {
namespace {

constexpr std::string_view kNamesTable = "names";
constexpr std::size_t kLongestId = 40;
constexpr std::size_t kLongestText = 120;  // bytes: it heads columns

/// What differs from kind to kind.
struct NamedKind {
  std::string_view id;
  std::string_view several;
  std::span<const std::string_view> of_program;
  /// Words that mean something else where these stand: the figures money.all and staff.posts, the stock lottery_fund.
  std::span<const std::string_view> taken;
  std::size_t most;
  std::vector<OwnName> OwnNames::*names;
};

constexpr std::array<std::string_view, 2> kMoneyWords{"all", "public"};
constexpr std::array<std::string_view, 2> kStaffWords{"posts", "lottery_fund"};
constexpr std::array kKinds{
    NamedKind{"payer", "payers", Names<Payer>::kText, kMoneyWords, kMostOwn<Payer>, &OwnNames::payers},
    NamedKind{"purpose", "purposes", Names<Purpose>::kText, {}, kMostOwn<Purpose>, &OwnNames::purposes},
    NamedKind{"role", "roles", Names<Role>::kText, kStaffWords, kMostOwn<Role>, &OwnNames::roles},
};

bool is_id(std::string_view id) {
  return !id.empty() && id.size() <= kLongestId && id.front() >= 'a' && id.front() <= 'z' &&
         id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

bool contains(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

class NamesReader {
 public:
  explicit NamesReader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  OwnNames read(const TomlValue& table) {
    OwnNames out;
    if (!is_table(table, std::string(kNamesTable), "a name is a table of its own: [names.payer.<id>]")) return out;
    for (const TomlEntry& entry : table.entries) {
      const auto kind = std::find_if(kKinds.begin(), kKinds.end(), [&](const NamedKind& one) { return one.id == entry.key; });
      if (kind == kKinds.end()) {
        std::vector<Candidate> kinds;
        for (const NamedKind& one : kKinds) kinds.push_back({std::string(one.id), ""});
        report("scenario.unknown-key", entry.key_place, fmt::format("'{}' is nothing that a scenario can name", piece(entry.key)),
               suggestion(entry.key, kinds));
        continue;
      }
      read_kind(*kind, entry, out.*(kind->names));
    }
    return out;
  }

 private:
  void report(const char* code, const Place& place, std::string message, std::string help = "", std::vector<Note> notes = {}) {
    diagnostics_.add({code, place, std::move(message), std::move(notes), std::move(help)});
  }
  bool is_table(const TomlValue& value, const std::string& path, std::string help) {
    if (value.kind == TomlValue::Kind::table) return true;
    report("scenario.type", value.place, fmt::format("{} must be a table, not {}", path, kind_name(value.kind)), std::move(help));
    return false;
  }

  void read_kind(const NamedKind& kind, const TomlEntry& table, std::vector<OwnName>& out) {
    const std::string path = fmt::format("{}.{}", kNamesTable, kind.id);
    if (!is_table(table.value, path, fmt::format("a {0} is a table of its own: [{1}.<id>]", kind.id, path))) return;
    std::vector<const TomlEntry*> entries;
    for (const TomlEntry& entry : table.value.entries) entries.push_back(&entry);
    std::stable_sort(entries.begin(), entries.end(), [](const TomlEntry* a, const TomlEntry* b) { return a->order < b->order; });
    if (entries.size() > kind.most) {
      report("scenario.limit", entries[kind.most]->key_place,
             fmt::format("{} {} are named; there is room for {}", entries.size(), kind.several, kind.most));
      entries.resize(kind.most);
    }
    std::vector<const TomlEntry*> read;
    for (const TomlEntry* entry : entries) {
      const std::string own = fmt::format("{}.{}", path, entry->key);
      if (!may_be_called(kind, *entry) ||
          !is_table(entry->value, own, fmt::format(R"(write its texts below a line [{}]: zh = "...", en = "...")", own))) {
        continue;
      }
      out.push_back(read_name(kind, own, *entry));
      read.push_back(entry);
      tell_same_texts(read, out);
    }
  }

  bool may_be_called(const NamedKind& kind, const TomlEntry& entry) {
    if (!is_id(entry.key)) {
      report("scenario.type", entry.key_place, fmt::format("'{}' is not an id for a {}", piece(entry.key), kind.id),
             fmt::format("begin with a letter a-z and use only a-z, 0-9 and _, at most {} of them", kLongestId));
      return false;
    }
    if (contains(kind.of_program, entry.key)) {
      report("scenario.duplicate", entry.key_place, fmt::format("'{}' is one of the {} of the program", entry.key, kind.several),
             "use it without naming it, or choose another id");
      return false;
    }
    if (contains(kind.taken, entry.key)) {
      report("scenario.duplicate", entry.key_place,
             fmt::format("'{}' cannot be a {}: the program means something else by it", entry.key, kind.id), "choose another id");
      return false;
    }
    return true;
  }

  OwnName read_name(const NamedKind& kind, const std::string& path, const TomlEntry& entry) {
    OwnName out;
    out.id = entry.key;
    out.zh = read_text(path, "zh", entry);
    out.en = read_text(path, "en", entry);
    for (const TomlEntry& key : entry.value.entries) {
      if (key.key == "zh" || key.key == "en") continue;
      if (key.key == "public" && kind.id == "payer") {
        if (key.value.kind != TomlValue::Kind::boolean) {
          report("scenario.type", key.value.place, fmt::format("{}.public must be true or false, not {}", path, kind_name(key.value.kind)));
        }
        out.is_public = key.value.boolean;
        continue;
      }
      std::vector<Candidate> keys{{"zh", "text"}, {"en", "text"}};
      if (kind.id == "payer") keys.push_back({"public", "true or false"});
      report("scenario.unknown-key", key.key_place, fmt::format("'{}' is not a key of {}", piece(key.key), path),
             suggestion(key.key, keys));
    }
    return out;
  }

  std::string read_text(const std::string& path, const char* key, const TomlEntry& entry) {
    const TomlEntry* const text = entry.value.find(key);
    if (text == nullptr) {
      report("scenario.required", entry.key_place, fmt::format("{}.{} is required", path, key),
             "results, tables and reports show it: say it in both languages, zh and en");
      return {};
    }
    if (text->value.kind != TomlValue::Kind::text) {
      report("scenario.type", text->value.place, fmt::format("{}.{} must be text, not {}", path, key, kind_name(text->value.kind)));
      return {};
    }
    const std::string& said = text->value.text;
    if (said.find_first_not_of(" \t") == std::string::npos) {
      report("scenario.required", text->value.place, fmt::format("{}.{} must not be empty", path, key));
    } else if (said.size() > kLongestText) {
      report("scenario.limit", text->value.place, fmt::format("{}.{} has {} bytes; {} are possible", path, key, said.size(), kLongestText));
    } else if (const auto found = control_in(said)) {
      report("scenario.text", text->value.place, control_message(fmt::format("{}.{}", path, key), *found), kNameHelp);
    }
    return plain_line(said);
  }

  /// Two that read alike could not be told apart in a table.
  void tell_same_texts(const std::vector<const TomlEntry*>& read, const std::vector<OwnName>& names) {
    for (const char* key : {"zh", "en"}) {
      const auto text_of = [&](const OwnName& one) -> const std::string& { return key[0] == 'z' ? one.zh : one.en; };
      if (text_of(names.back()).empty()) continue;
      for (std::size_t i = 0; i + 1 < names.size(); ++i) {
        if (text_of(names[i]) != text_of(names.back())) continue;
        report("scenario.duplicate", read.back()->value.find(key)->value.place,
               fmt::format("'{}' and '{}' have the same text", names[i].id, names.back().id), "tables could not tell them apart",
               {{"the other one is named", read[i]->key_place}});
      }
    }
  }

  Diagnostics& diagnostics_;
};

}  // namespace

bool is_names_table(std::string_view name) { return name == kNamesTable; }

OwnNames read_names(const TomlValue& text, Diagnostics& diagnostics) {
  const TomlEntry* const table = text.find(kNamesTable);
  return table == nullptr ? OwnNames() : NamesReader(diagnostics).read(table->value);
}

}  // namespace eldercast
