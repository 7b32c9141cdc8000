#include "scenario/shock_reader.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/people/event_tables.hpp"
#include "scenario/parameters/keys_check.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "text/utf8.hpp"

namespace eldercast {
namespace {

constexpr std::string_view kTable = "shock";

/// The names of an enumeration as ParameterRow::choices wants them.
template <class Enum>
constexpr auto joined_names() {
  constexpr std::size_t kLength = [] {
    std::size_t length = 0;
    for (const std::string_view name : Names<Enum>::kText) length += name.size() + 1;
    return length;
  }();
  std::array<char, kLength> text{};
  std::size_t at = 0;
  for (const std::string_view name : Names<Enum>::kText) {
    if (at > 0) text[at++] = '|';
    for (const char c : name) text[at++] = c;
  }
  return text;
}
constexpr auto kOnNames = joined_names<ShockOn>();
constexpr auto kKindNames = joined_names<FacilityKind>();

void assign_kind(void* target, const ParameterValue& value) { static_cast<Shock*>(target)->kind = static_cast<FacilityKind>(value.number); }

constexpr double kFirstMonth = YearMonth(1950, 1).count;
constexpr double kLastMonth = YearMonth(2150, 12).count;

// clang-format off
constexpr auto kShock = parameter_table(std::array{
    parameter<&Shock::on>("on", {.max = kCount<ShockOn> - 1, .choices = kOnNames.data(), .zh = "作用对象", .en = "What the shock acts on"}),
    ParameterRow{"kind", "1", ParameterType::choice, 0, kCount<FacilityKind> - 1, kUnset, kUnset, kUnset, kKindNames.data(), "设施类型", "Kind of facility; without it every kind", "", "", &assign_kind},
    parameter<&Shock::from>("from", {.unit = "month", .min = kFirstMonth, .max = kLastMonth, .zh = "首月", .en = "First month"}),
    parameter<&Shock::to>("to", {.unit = "month", .min = kFirstMonth, .max = kLastMonth, .zh = "末月（含）", .en = "Last month, included"}),
    parameter<&Shock::factor>("factor", {.unit = "ratio", .min = 0, .max = 10, .zh = "相对正常的倍数", .en = "How much of what is normal is left"}),
    parameter<&Shock::beds_lost>("beds_lost", {.unit = "beds", .min = 0, .max = 100000, .zh = "每处设施不能使用的床位（先于倍数扣除）；仅用于 facilities，可不写 factor", .en = "Beds of each facility that cannot be used, taken off before the factor; on facilities only, where it may stand without a factor"}),
    parameter<&Shock::spread>("spread", {.unit = "1", .min = 0, .max = 2, .zh = "偏离正常幅度的对数标准差", .en = "Standard deviation of the logarithm of the distance from normal"}),
    parameter<&Shock::town_correlation>("town_correlation", {.unit = "share", .min = 0, .max = 1, .zh = "同年各镇街共有的方差比例", .en = "Share of the variance that all towns of a year have in common"}),
    parameter<&Shock::year_correlation>("year_correlation", {.unit = "share", .min = 0, .max = 1, .zh = "同一镇街各年共有的方差比例", .en = "Share of the variance that all years of a town have in common"}),
});
// clang-format on

bool is_optional(const ParameterRow& row) {
  const std::string_view path = row.path;
  return row.assign == &assign_kind || path == "beds_lost" || path == "spread" || path == "town_correlation" || path == "year_correlation";
}

bool lower_snake_case(std::string_view name) {
  return !name.empty() && name.front() >= 'a' && name.front() <= 'z' &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

class ShockReader {
 public:
  ShockReader(const TomlValue& table, const Tables& tables, const Scenario& scenario, Diagnostics& diagnostics)
      : table_(table), tables_(tables), scenario_(scenario), diagnostics_(diagnostics) {}

  /// Nothing if the shock has a problem or is not enabled.
  std::optional<std::pair<Shock, ReadShock>> read(const TomlEntry& entry) {
    ok_ = true;
    const std::string path = fmt::format("{}.{}", kTable, entry.key);
    if (!enabled(path, entry)) return std::nullopt;
    if (!lower_snake_case(entry.key)) {
      report("scenario.type", entry.key_place, fmt::format("'{}' is not a name for a shock", piece(entry.key)),
             "begin with a letter a-z and use only a-z, 0-9 and _");
    }
    KeyTree keys = rule_keys(path, kShock);
    keys.add(path + ".town", nullptr);
    keys.add(path + ".facility", nullptr);
    const std::size_t before = diagnostics_.count();
    check_keys(entry.value, path, keys, diagnostics_);
    ok_ = ok_ && diagnostics_.count() == before;

    std::pair<Shock, ReadShock> result;
    result.first.id = entry.key;
    result.second.path = path;
    read_rows(entry, result.first, result.second);
    read_towns(entry, result.first, result.second);
    read_facility(entry, result.first, result.second);
    check_limits(entry, path, result.first);
    check_chance(entry, path, result.first);
    if (!ok_) return std::nullopt;
    return result;
  }

 private:
  void report(const char* code, const Place& place, std::string message, std::string help = "") {
    diagnostics_.add({code, place, std::move(message), {}, std::move(help)});
    ok_ = false;
  }

  bool enabled(const std::string& path, const TomlEntry& entry) {
    if (entry.value.kind != TomlValue::Kind::table) {
      report("scenario.type", entry.value.place, fmt::format("{} must be a table, not {}", path, kind_name(entry.value.kind)),
             fmt::format("a shock is a table of its own: [{}.<name>]", kTable));
      return false;
    }
    const TomlEntry* flag = entry.value.find("enabled");
    if (flag == nullptr) return true;
    if (flag->value.kind == TomlValue::Kind::boolean) return flag->value.boolean;
    report("scenario.type", flag->value.place, fmt::format("{}.enabled must be true or false, not {}", path, kind_name(flag->value.kind)));
    return false;
  }

  /// Beds that are lost say how much is left.
  static bool stands_for(const TomlEntry& entry, const ParameterRow& row) {
    return std::string_view(row.path) == "factor" && entry.value.find("beds_lost") != nullptr;
  }

  void read_rows(const TomlEntry& entry, Shock& shock, ReadShock& read) {
    for (const ParameterRow& row : kShock) {
      const TomlEntry* given = entry.value.find(row.path);
      const std::string id = fmt::format("{}.{}", read.path, row.path);
      if (given == nullptr) {
        if (!is_optional(row) && !stands_for(entry, row))
          report("scenario.required", entry.value.place, fmt::format("{} is required", id), help_for(entry, row));
        continue;
      }
      const auto value = checked_value(row, id, given->value, diagnostics_);
      ok_ = ok_ && value.has_value();
      if (!value) continue;
      row.assign(&shock, *value);
      const bool option = given->value.place.source->option();
      read.values.push_back({&row, *value, option ? ReadValue::From::option : ReadValue::From::text, given->value.place});
    }
  }

  /// Keys that say nothing of what the shock acts on.
  void check_limits(const TomlEntry& entry, const std::string& path, const Shock& shock) {
    const TomlEntry* on = entry.value.find("on");
    if (on == nullptr || on->value.text != name_of(shock.on)) return;
    const ShockLimits limits = limits_of(shock.on);
    const auto without_meaning = [&](std::string_view key, bool allowed) {
      const TomlEntry* given = entry.value.find(key);
      if (given == nullptr || allowed) return;
      // A name that is none has been reported already.
      if ((key == "town" && !shock.town) || (key == "kind" && !shock.kind)) return;
      report("scenario.shock", given->value.place, fmt::format("{}.{} has no meaning for '{}'", path, key, name_of(shock.on)),
             fmt::format("leave it out: {}", limits.why));
    };
    without_meaning("town", limits.town);
    without_meaning("kind", limits.kind);
    without_meaning("facility", limits.kind);
    without_meaning("spread", limits.chance);
    check_part(entry, path, shock);
    const TomlEntry* facility = entry.value.find("facility");
    if (facility == nullptr || !limits.kind) return;
    for (const std::string_view key : {"town", "kind"}) {
      const TomlEntry* given = entry.value.find(key);
      if (given == nullptr) continue;
      diagnostics_.add({"scenario.shock",
                        given->value.place,
                        fmt::format("{}.{} stands beside {}.facility", path, key, path),
                        {{"the facility is named", facility->value.place}},
                        "leave it out: a facility has its town and kind"});
      ok_ = false;
    }
    const bool of_building = shock.on == ShockOn::building || shock.on == ShockOn::building_cost;
    if (of_building && shock.facility && shock.facility->index() < scenario_.existing.size()) {
      report("scenario.shock", facility->value.place, fmt::format("'{}' stands already and is not built", facility->value.text),
             "name a project of the table of projects");
    }
  }

  void check_part(const TomlEntry& entry, const std::string& path, const Shock& shock) {
    const TomlEntry* beds = entry.value.find("beds_lost");
    const TomlEntry* factor = entry.value.find("factor");
    if (shock.on != ShockOn::facilities) {
      if (beds == nullptr) return;
      report("scenario.shock", beds->value.place, fmt::format("{}.beds_lost has no meaning for '{}'", path, name_of(shock.on)),
             "leave it out: it says how many beds a shock on 'facilities' takes away");
      return;
    }
    if (factor != nullptr && shock.factor > 1) {
      report("scenario.shock", factor->value.place, fmt::format("{}.factor is more than 1: no facility grows by a shock", path),
             "write the part that can be used, from 0 (closed) to 1");
    }
    if (beds == nullptr) return;
    const std::optional<FacilityKind> kind = shock.facility ? kind_of(*shock.facility) : shock.kind;
    if (kind && is_spoke(*kind)) {
      report("scenario.shock", beds->value.place, fmt::format("{}.beds_lost: a {} has no beds", path, name_of(*kind)),
             "write a factor: the part of its places that can be used");
    }
  }

  [[nodiscard]] FacilityKind kind_of(FacilityId id) const {
    const std::vector<ExistingFacility>& standing = scenario_.existing;
    return id.index() < standing.size() ? standing[id.index()].kind : scenario_.projects[id.index() - standing.size()].kind;
  }

  void check_chance(const TomlEntry& entry, const std::string& path, const Shock& shock) {
    const TomlEntry* town = entry.value.find("town_correlation");
    const TomlEntry* year = entry.value.find("year_correlation");
    if (entry.value.find("spread") == nullptr) {
      for (const TomlEntry* given : {town, year}) {
        if (given == nullptr) continue;
        report("scenario.shock", given->value.place, fmt::format("{}.{} has no meaning without {}.spread", path, given->key, path),
               "add the spread, or leave it out");
      }
      return;
    }
    if (town == nullptr || year == nullptr || shock.town_correlation + shock.year_correlation <= 1) return;
    diagnostics_.add({"scenario.shock",
                      year->value.place,
                      fmt::format("{}.town_correlation and .year_correlation are shares of one variance and add up to {}, more than 1",
                                  path, number_text(shock.town_correlation + shock.year_correlation)),
                      {{"town_correlation is set", town->value.place}},
                      ""});
    ok_ = false;
  }

  void read_facility(const TomlEntry& entry, Shock& shock, ReadShock& read) {
    const TomlEntry* given = entry.value.find("facility");
    if (given == nullptr) return;
    if (given->value.kind != TomlValue::Kind::text) {
      report("scenario.type", given->value.place, fmt::format("{}.facility must be text, not {}", read.path, kind_name(given->value.kind)),
             "write the id of a project or of an existing facility in quotes");
      return;
    }
    // Where no facility belongs its name does not matter.
    if (!limits_of(shock.on).kind) return;
    std::vector<Candidate> ids;
    for (const ExistingFacility& facility : scenario_.existing) ids.push_back({facility.id, "standing"});
    for (const Project& project : scenario_.projects) ids.push_back({project.id, "project"});
    const auto found = std::find_if(ids.begin(), ids.end(), [&](const Candidate& one) { return one.name == given->value.text; });
    if (found != ids.end()) {
      shock.facility = FacilityId(static_cast<std::size_t>(found - ids.begin()));
      read.facility = given;
      return;
    }
    ok_ = false;
    // The id may be that of a row that could not be read.
    if (!tables_.existing.usable() || !tables_.projects.usable()) return;
    report("scenario.unknown-facility", given->value.place,
           fmt::format("'{}' is neither a project nor an existing facility", piece(given->value.text)), suggestion(given->value.text, ids));
  }

  /// What a missing key takes. A shock that only options name is more likely a mistaken name.
  std::string help_for(const TomlEntry& entry, const ParameterRow& row) const {
    std::vector<Candidate> written;
    for (const TomlEntry& other : table_.entries) {
      if (!other.key_place.source->option()) written.push_back({other.key, ""});
    }
    if (entry.key_place.source->option() && !nearest(entry.key, written).empty()) return suggestion(entry.key, written);
    return fmt::format("{}: {}", row.en, accepted(row));
  }

  /// A town, or a list of them, by code or name.
  void read_towns(const TomlEntry& entry, Shock& shock, ReadShock& read) {
    const TomlEntry* given = entry.value.find("town");
    if (given == nullptr) return;
    const TomlValue& value = given->value;
    const bool list = value.kind == TomlValue::Kind::array;
    if (list && value.items.empty()) report("scenario.shock", value.place, fmt::format("{}.town names no town", read.path), "leave it out");
    for (const TomlValue& one : list ? std::span(value.items) : std::span(&value, 1)) {
      const std::optional<TownId> town = town_of(one, read.path);
      if (!town) continue;
      if (std::find(read.towns.begin(), read.towns.end(), *town) != read.towns.end()) {
        report("scenario.shock", one.place, fmt::format("{}.town names '{}' twice", read.path, printable(one.text)), "name it once");
      }
      read.towns.push_back(*town);
    }
    if (read.towns.empty()) return;
    shock.town = read.towns.front();
    read.town = given;
  }

  std::optional<TownId> town_of(const TomlValue& value, const std::string& path) {
    // A shell takes the quotes off that would make a number of an option the text that it stands for.
    const bool digits = value.kind == TomlValue::Kind::integer && value.place.source->option();
    if (value.kind != TomlValue::Kind::text && !digits) {
      report("scenario.type", value.place, fmt::format("{}.town must be text, not {}", path, kind_name(value.kind)),
             "write the code of the town in quotes");
      return std::nullopt;
    }
    const std::string typed = digits ? std::to_string(value.integer) : value.text;
    const std::vector<std::size_t> found = towns_called(typed);
    if (found.size() == 1) return TownId(found.front());
    ok_ = false;
    // The name may be that of a row that could not be read.
    if (!tables_.towns.usable()) return std::nullopt;
    std::vector<Candidate> codes;
    for (const Town& other : scenario_.towns) codes.push_back({other.code, other.name_zh});
    if (found.empty()) {
      report("scenario.unknown-town", value.place,
             fmt::format("'{}' is not a town of {}", piece(typed), tables_.towns.table->source()->name()), suggestion(typed, codes));
      return std::nullopt;
    }
    std::vector<std::string> meant;
    for (const std::size_t town : found) meant.push_back(codes[town].name);
    report("scenario.unknown-town", value.place, fmt::format("{} towns are called '{}'", found.size(), printable(typed)),
           fmt::format("say which by its code: {}", fmt::join(meant, ", ")));
    return std::nullopt;
  }

  /// The town of a code, else those of a name; one that several bear is followed by the code in the scenario.
  std::vector<std::size_t> towns_called(const std::string& typed) const {
    std::vector<std::size_t> out;
    const std::vector<Town>& towns = scenario_.towns;
    for (std::size_t t = 0; t < towns.size(); ++t) {
      if (towns[t].code == typed) return {t};
      const std::string marked = fmt::format("{} ({})", typed, towns[t].code);
      for (const std::string& name : {towns[t].name_zh, towns[t].name_en}) {
        if ((name == typed || name == marked) && (out.empty() || out.back() != t)) out.push_back(t);
      }
    }
    return out;
  }

  const TomlValue& table_;
  const Tables& tables_;
  const Scenario& scenario_;
  Diagnostics& diagnostics_;
  bool ok_ = true;
};

/// The place of a value that every shock has.
Place place_of(const ReadShock& read, std::string_view path) {
  return std::find_if(read.values.begin(), read.values.end(), [&](const ReadValue& value) { return value.row->path == path; })->place;
}

}  // namespace

ShockLimits limits_of(ShockOn on) {
  switch (on) {
    case ShockOn::building:
    case ShockOn::bed_admission:
    case ShockOn::community_services:
    case ShockOn::home_services:
    case ShockOn::building_cost:
    case ShockOn::facilities:
      return {};
    case ShockOn::carers_hired:
    case ShockOn::carers_leaving:
      return {.kind = false, .why = "carers belong to towns, not to facilities"};
    case ShockOn::city_grants:
      return {.kind = false, .why = "the city's money shrinks by town, not by facility"};
    case ShockOn::town_money:
      return {.kind = false, .why = "money of a town does not belong to a facility"};
    case ShockOn::lottery_income:
      return {.town = false, .kind = false, .why = "there is one lottery welfare fund for the whole district"};
    case ShockOn::deaths:
    case ShockOn::worsening:
    case ShockOn::arrivals:
    case ShockOn::departures:
      return {.town = false, .kind = false, .chance = false, .why = "it acts on the residents of the whole district, before replicates"};
  }
  return {};
}

std::span<const ParameterRow> shock_rows() { return kShock; }

bool is_shock_table(std::string_view name) { return name == kTable; }

std::vector<ReadShock> read_shocks(const TomlValue& text, const Tables& tables, Scenario& scenario, Diagnostics& diagnostics) {
  const TomlEntry* table = text.find(kTable);
  if (table == nullptr) return {};
  if (table->value.kind != TomlValue::Kind::table) {
    diagnostics.add({"scenario.type",
                     table->value.place,
                     fmt::format("{} must be a table, not {}", kTable, kind_name(table->value.kind)),
                     {},
                     fmt::format("a shock is a table of its own: [{}.<name>]", kTable)});
    return {};
  }
  std::vector<std::pair<Shock, ReadShock>> found;
  ShockReader reader(table->value, tables, scenario, diagnostics);
  for (const TomlEntry& entry : table->value.entries) {
    if (auto shock = reader.read(entry)) found.push_back(std::move(*shock));
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first.id < b.first.id; });
  // Each town of a list is a shock of its own; they share the name, and with it what they draw in common.
  std::vector<ReadShock> shocks;
  std::vector<std::size_t> first;
  for (auto& [shock, read] : found) {
    first.push_back(scenario.shocks.size());
    scenario.shocks.push_back(shock);
    for (std::size_t t = 1; t < read.towns.size(); ++t) {
      shock.town = read.towns[t];
      scenario.shocks.push_back(shock);
    }
    shocks.push_back(std::move(read));
  }
  for (std::size_t i = 0; i < shocks.size(); ++i) shocks[i].shock = &scenario.shocks[first[i]];
  return shocks;
}

namespace {

/// Arrivals beyond the candidates that the base population keeps ready.
void check_arrivals(const std::vector<ReadShock>& shocks, const Scenario& scenario, const ValueIndex& values, Diagnostics& diagnostics) {
  const auto last = std::find_if(shocks.rbegin(), shocks.rend(), [](const ReadShock& read) { return read.shock->on == ShockOn::arrivals; });
  if (last == shocks.rend() || !values.all({"scenario.start", "scenario.end", "population.arrival_headroom"})) return;
  if (scenario.end < scenario.start) return;
  const double mean = mean_arrivals(scenario);
  const double headroom = scenario.population.arrival_headroom;
  if (mean <= headroom) return;
  diagnostics.add(
      {"scenario.shock",
       place_of(*last, "factor"),
       fmt::format("shocks bring {:.2f} times the normal arrivals over the run; there are candidates for {}", mean, number_text(headroom)),
       {{"population.arrival_headroom is set", values.place("population.arrival_headroom")}},
       fmt::format("raise population.arrival_headroom to {:.1f}", std::ceil(mean * 10) / 10)});
}

}  // namespace

void check_shocks(const std::vector<ReadShock>& shocks, const Scenario& scenario, const ValueIndex& values, Diagnostics& diagnostics) {
  check_arrivals(shocks, scenario, values, diagnostics);
  for (const ReadShock& read : shocks) {
    const Shock& shock = *read.shock;
    if (shock.to < shock.from) {
      diagnostics.add(
          {"scenario.range-order",
           place_of(read, "to"),
           fmt::format("{}.to = {} is before {}.from = {}", read.path, year_month_text(shock.to), read.path, year_month_text(shock.from)),
           {{"from is set", place_of(read, "from")}},
           ""});
      continue;
    }
    if (!values.all({"scenario.start", "scenario.end"}) || scenario.end < scenario.start) continue;
    const bool early = shock.to < scenario.start;
    if (!early && shock.from <= scenario.end) continue;
    diagnostics.add(
        {"scenario.date",
         place_of(read, early ? "to" : "from"),
         fmt::format("{}, {} to {}, is {} the run, {} to {}", read.path, year_month_text(shock.from), year_month_text(shock.to),
                     early ? "before" : "after", year_month_text(scenario.start), year_month_text(scenario.end)),
         {{fmt::format("the {} of the run is set", early ? "start" : "end"), values.place(early ? "scenario.start" : "scenario.end")}},
         fmt::format("a shock is switched off with {}.enabled = false", read.path)});
  }
}

}  // namespace eldercast
