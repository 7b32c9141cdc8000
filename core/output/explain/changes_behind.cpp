#include "output/explain/changes_behind.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace eldercast {
namespace {

/// The cells of a line of a table; quotes hold a separator.
std::vector<std::string> cells_of(std::string_view line, char separator) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == separator && !quoted) {
      out.emplace_back();
    } else if (c != '\r') {
      out.back() += c;
    }
  }
  return out;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

char separator_of(std::string_view header) {
  for (const char one : {'\t', ';'}) {
    if (header.find(one) != std::string_view::npos) return one;
  }
  return ',';
}

/// What is said of shocks on facilities: their names, with what limits them.
class Shocks {
 public:
  explicit Shocks(const std::vector<ResolvedEntry>& entries) : entries_(entries) {}

  /// Those that may hold at a facility in a month.
  [[nodiscard]] std::vector<std::string> at(const FacilityLine& facility, const std::string& town, bool has_moved,
                                            const std::string& month) const {
    std::vector<std::string> out;
    for (const ResolvedEntry& entry : entries_) {
      if (!entry.id.starts_with("shock.") || !entry.id.ends_with(".on") || entry.value != "\"facilities\"") continue;
      const std::string shock = entry.id.substr(0, entry.id.size() - 3);
      const auto given = [&](const char* key) { return value_of(shock + "." + key); };
      if (month < given("from").value_or("") || given("to").value_or("9999") < month) continue;
      if (const auto named = given("facility"); named && *named != facility.id) continue;
      if (const auto kind = given("kind"); kind && *kind != name_of(facility.kind)) continue;
      // Whoever has moved may stand in another town.
      if (const auto towns = given("town"); towns && !has_moved && towns->find(town) == std::string::npos) continue;
      out.push_back(fmt::format("{} ({})", shock, entry.origin));
    }
    return out;
  }

 private:
  /// Without quotes.
  [[nodiscard]] std::optional<std::string> value_of(const std::string& id) const {
    for (const ResolvedEntry& entry : entries_) {
      if (entry.id != id) continue;
      std::string text = entry.value;
      if (text.size() > 1 && text.front() == '"') text = text.substr(1, text.size() - 2);
      return text;
    }
    return std::nullopt;
  }

  const std::vector<ResolvedEntry>& entries_;
};

/// An event in words, the kind of a row of the table of changes where that says it, and whose decision it is where somebody decides.
struct EventWords {
  FacilityEvent event;
  const char* zh;
  const char* en;
  std::string_view kind = "";
  const char* said_zh = "";
  const char* said_en = "";
};

constexpr std::array<EventWords, kCount<FacilityEvent>> kEvents{{
    {FacilityEvent::own_row, "关停", "closed"},
    {FacilityEvent::closed, "关停", "closed", "close"},
    {FacilityEvent::fewer_beds, "减少床位", "fewer beds", "beds"},
    {FacilityEvent::fewer_hours, "缩短开放时间", "fewer hours", "hours"},
    {FacilityEvent::merged, "并入另一设施", "merged into another", "merge"},
    {FacilityEvent::moved, "迁址", "moved", "move"},
    {FacilityEvent::shut, "因冲击关停", "shut by a shock"},
    {FacilityEvent::part_lost, "因冲击失去部分名额", "a part of its places lost to a shock"},
    {FacilityEvent::reopened, "重新开放", "open again", "", "冲击结束", "the shock is over"},
    {FacilityEvent::by_rule, "由规则关停", "closed by a rule", "", "某条规则", "a rule"},
    {FacilityEvent::taken_over, "由社会力量承接", "taken over by an operator", "", "运营方决定", "its operator's decision"},
    {FacilityEvent::left, "运营方退出", "left by its operator", "", "运营方决定", "its operator's decision"},
    {FacilityEvent::given_up, "镇街放弃", "given up by its town", "", "镇街决定", "its town's decision"},
    {FacilityEvent::short_hours, "缩短开放时间", "short hours", "", "运营方决定", "its operator's decision"},
}};

const EventWords& row_of(FacilityEvent event) {
  return *std::find_if(kEvents.begin(), kEvents.end(), [&](const EventWords& row) { return row.event == event; });
}

/// Who says what happens, and where.
class Sources {
 public:
  Sources(const Description& description, const std::vector<ResolvedEntry>& entries) : description_(description), shocks_(entries) {}

  [[nodiscard]] Text said(std::size_t facility, FacilityEvent event, const std::string& month, bool has_moved) const {
    const FacilityLine& line = description_.facilities[facility];
    if (const std::string_view kind = row_of(event).kind; !kind.empty()) {
      const std::string row = in_table("changes", {{"facility", line.id}, {"kind", std::string(kind)}}, month);
      return {row, row};
    }
    switch (event) {
      case FacilityEvent::own_row: {
        const bool project = facility + description_.projects.size() >= description_.facilities.size();
        const std::string row = in_table(project ? "projects" : "existing", {{"id", line.id}}, "");
        return {row + "（closes 列）", row + ", column closes"};
      }
      case FacilityEvent::shut:
      case FacilityEvent::part_lost: {
        const std::string town = description_.towns[description_.settlements[line.settlement.index()].town.index()].code;
        const std::string shocks = fmt::format("{}", fmt::join(shocks_.at(line, town, has_moved, month), ", "));
        return {shocks, shocks};
      }
      default:
        return {row_of(event).said_zh, row_of(event).said_en};
    }
  }

 private:
  [[nodiscard]] std::string in_table(std::string_view name, const std::vector<std::pair<std::string, std::string>>& wanted,
                                     const std::string& until) const {
    for (const DataTable& table : description_.tables) {
      if (table.name == name) return row_saying(table, wanted, until);
    }
    return "";
  }

  const Description& description_;
  Shocks shocks_;
};

/// Whether somebody may lose a place by it.
bool displaces(FacilityEvent event) {
  return event != FacilityEvent::taken_over && event != FacilityEvent::left && event != FacilityEvent::reopened;
}

/// Which months, facility and events a number is of.
struct Wanted {
  std::optional<std::size_t> month;
  std::optional<std::size_t> year;
  std::optional<std::size_t> facility;
  std::optional<std::size_t> flow;
};

Wanted wanted_by(const PickedCells& picked) {
  Wanted out;
  for (const PickedDim& dim : picked.dims) {
    if (dim.dim == Dim::month) out.month = dim.at;
    if (dim.dim == Dim::year) out.year = dim.at;
    if (dim.dim == Dim::facility) out.facility = dim.at;
    if (dim.dim == Dim::facility_flow) out.flow = dim.at;
  }
  return out;
}

bool is_of(FacilityEvent event, FacilityFlow flow) {
  switch (flow) {
    case FacilityFlow::taken_over:
      return event == FacilityEvent::taken_over;
    case FacilityFlow::left:
      return event == FacilityEvent::left;
    case FacilityFlow::reopened:
      return event == FacilityEvent::reopened;
    case FacilityFlow::closed:
      return event == FacilityEvent::own_row || event == FacilityEvent::closed || event == FacilityEvent::merged ||
             event == FacilityEvent::shut || event == FacilityEvent::by_rule || event == FacilityEvent::given_up;
  }
  return false;
}

}  // namespace

std::vector<ChangeBehind> changes_behind(const PickedCells& picked, bool only_displaced, const ResultsReader& reader,
                                         const std::vector<ResolvedEntry>& entries) {
  const Description& description = reader.description();
  const StoredCells events = reader.read_cells("/detail/facility_events");
  const StoredCells displaced = reader.read_cells("/detail/facility_displaced");
  std::vector<ChangeBehind> out;
  if (events.sizes.empty() || displaced.sizes != events.sizes) return out;
  const Wanted wanted = wanted_by(picked);
  const Sources sources(description, entries);
  const std::size_t facilities = events.sizes.at(2);
  std::vector<bool> has_moved;
  for (std::size_t i = 0; i < events.cells.size(); ++i) {
    const std::size_t replicate = i / (events.sizes[1] * facilities);
    const std::size_t month = i / facilities % events.sizes[1];
    const std::size_t facility = i % facilities;
    if (month == 0 && facility == 0) has_moved.assign(facilities, false);
    const std::int64_t bits = events.cells[i];
    if (bits <= 0) continue;
    const YearMonth calendar = description.start + static_cast<std::int32_t>(month);
    const bool in_time = (!wanted.month || *wanted.month == month) &&
                         (!wanted.year || static_cast<std::int32_t>(*wanted.year) == calendar.year() - description.start.year());
    for (std::size_t e = 0; e < kCount<FacilityEvent>; ++e) {
      const auto event = static_cast<FacilityEvent>(e);
      if ((bits & bit_of(event)) == 0) continue;
      if (event == FacilityEvent::moved) has_moved[facility] = true;
      if (!in_time || (wanted.facility && *wanted.facility != facility)) continue;
      if (wanted.flow && !is_of(event, static_cast<FacilityFlow>(*wanted.flow))) continue;
      if (only_displaced && (displaced.cells[i] <= 0 || !displaces(event))) continue;
      const std::string when = text_of(calendar);
      out.push_back({events.replicates.at(replicate), when, description.facilities[facility].id, event,
                     static_cast<std::int32_t>(displaced.cells[i]), sources.said(facility, event, when, has_moved[facility])});
    }
  }
  return out;
}

Text words_for(FacilityEvent event) { return {row_of(event).zh, row_of(event).en}; }

std::string row_saying(const DataTable& table, const std::vector<std::pair<std::string, std::string>>& wanted, const std::string& until) {
  const std::vector<std::string_view> lines = lines_of(table.text);
  std::vector<std::string> header;
  char separator = ',';
  std::string found;
  std::string latest;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].empty() || lines[i].front() == '#') continue;
    if (header.empty()) {
      separator = separator_of(lines[i]);
      header = cells_of(lines[i], separator);
      continue;
    }
    const std::vector<std::string> cells = cells_of(lines[i], separator);
    const auto cell = [&](const std::string& column) {
      const auto at = static_cast<std::size_t>(std::find(header.begin(), header.end(), column) - header.begin());
      return at < cells.size() ? cells[at] : std::string();
    };
    if (!std::all_of(wanted.begin(), wanted.end(), [&](const auto& one) { return cell(one.first) == one.second; })) continue;
    const std::string month = until.empty() ? "" : cell("month");
    if (month > until || month < latest) continue;
    latest = month;
    found = fmt::format("{}:{}", table.path, i + 1);
  }
  return found;
}

}  // namespace eldercast
