#include "study/backcast/counts.hpp"

#include <charconv>

#include <fmt/format.h>

#include "scenario/source/csv.hpp"
#include "scenario/source/csv_cells.hpp"
#include "scenario/source/file_text.hpp"

namespace eldercast {
namespace {

constexpr std::array<std::string_view, 6> kColumns{"date", "sex", "age_from", "age_to", "population", "source"};
constexpr Limits kAge{0, 130};
constexpr Limits kPeople{0, 1e9};

class CountsReader {
 public:
  CountsReader(const CsvTable& table, Diagnostics& diagnostics) : table_(table), diagnostics_(diagnostics) {}

  PeopleCounts read(int youngest) {
    for (std::size_t row = 0; row < table_.rows(); ++row) read_row(row);
    for (const Sex sex : {Sex::male, Sex::female}) {
      for (int age = youngest; age <= PeopleCounts::kOpenAge; age += 5) {
        if (seen_[sex][static_cast<std::size_t>(age / 5)]) continue;
        diagnostics_.add(
            {"scenario.bands", table_.header(), fmt::format("there is no row for {} aged {}", name_of(sex), group_name(age)), {}, ""});
      }
    }
    return counts_;
  }

 private:
  static std::string group_name(int age) { return age == PeopleCounts::kOpenAge ? "85 and over" : fmt::format("{} to {}", age, age + 4); }

  void read_row(std::size_t row) {
    CellReader cells(table_, row, diagnostics_);
    read_date(cells);
    const Sex sex = cells.choice<Sex>("sex");
    const auto from = static_cast<int>(cells.integer("age_from", kAge));
    const auto to = cells.optional_integer("age_to", kAge);
    const std::int64_t people = cells.integer("population", kPeople);
    if (!cells.ok()) return;
    const bool open = from == PeopleCounts::kOpenAge && !to;
    const bool five = from < PeopleCounts::kOpenAge && from % 5 == 0 && to == from + 4;
    if (!open && !five) {
      cells.report("scenario.bands", "age_from", "the groups are 0-4, 5-9 and so on to 80-84, and 85 with an empty age_to");
      return;
    }
    bool& seen = seen_[sex][static_cast<std::size_t>(from / 5)];
    if (seen)
      cells.report("scenario.duplicate", "age_from", fmt::format("{} aged {} stand here a second time", name_of(sex), group_name(from)));
    seen = true;
    counts_.people[sex][static_cast<std::size_t>(from / 5)] = people;
  }

  void read_date(CellReader& cells) {
    const std::string text = cells.text("date");
    if (!cells.ok()) return;
    int year = 0;
    int month = 0;
    const char* end = text.data() + text.size();
    const auto [dash, no_year] = std::from_chars(text.data(), end, year);
    const bool dashed = no_year == std::errc{} && dash != end && *dash == '-';
    const auto [last, no_month] = std::from_chars(dashed ? dash + 1 : end, end, month);
    if (!dashed || no_month != std::errc{} || last != end || year < 1900 || year > 2200 || month < 1 || month > 12) {
      cells.report("scenario.date", "date", fmt::format("'{}' is not a month between 1900 and 2200", text), "write it as 2010-11");
      return;
    }
    const YearMonth date(year, month);
    if (has_date_ && date != counts_.date) {
      cells.report("scenario.date", "date", "the rows of a table are of one date");
      return;
    }
    counts_.date = date;
    has_date_ = true;
  }

  const CsvTable& table_;
  Diagnostics& diagnostics_;
  PeopleCounts counts_;
  PerEnum<Sex, std::array<bool, PeopleCounts::kGroups>> seen_{};
  bool has_date_ = false;
};

}  // namespace

std::optional<PeopleCounts> read_counts(const std::filesystem::path& file, int youngest, Diagnostics& diagnostics) {
  const Place asked{std::make_shared<const SourceText>(file.string(), file, ""), 0, 1, 1};
  const std::optional<std::filesystem::path> path = find_typed(file, kCsvEnding, asked, diagnostics);
  const SourceRef source = path ? read_table_text(*path, file.string(), asked, diagnostics) : nullptr;
  if (!source) return std::nullopt;
  const std::optional<CsvTable> table = CsvTable::parse(source, kColumns, diagnostics);
  if (!table || !table->complete()) return std::nullopt;
  const PeopleCounts counts = CountsReader(*table, diagnostics).read(youngest);
  if (diagnostics.has_errors()) return std::nullopt;
  return counts;
}

}  // namespace eldercast
