#include "scenario/tables/tables.hpp"

#include <array>

#include <fmt/format.h>

#include "model/base/require.hpp"
#include "text/utf8.hpp"

namespace eldercast {
namespace {

using Columns = std::vector<std::string_view>;

const std::map<std::string_view, Columns>& all_columns() {
  static const std::map<std::string_view, Columns> columns{
      {"towns",
       {"code", "name_zh", "name_en", "kind", "population_2010", "population_2020", "area_km2", "lon", "lat", "quality", "source"}},
      {"settlements", {"code", "name_zh", "town", "kind", "weight", "lon", "lat"}},
      {"census", {"sex", "age_from", "age_to", "population_first", "population_second", "source"}},
      {"age_shape", {"sex", "age", "weight", "source"}},
      {"mortality", {"sex", "age_from", "age_to", "rate_per_year", "source"}},
      {"disability",
       {"sex", "age_from", "age_to", "share_partial", "share_full", "independent_to_partial", "independent_to_full",
        "partial_to_independent", "partial_to_full", "full_to_partial", "death_ratio_partial", "death_ratio_full", "quality", "source"}},
      {"moves", {"kind", "age_from", "age_to", "rate_per_year", "low", "high", "quality", "source"}},
      {"existing", {"id", "kind", "settlement", "siting", "beds", "nursing_beds", "occupancy", "hardship_share", "quality", "source"}},
      {"projects", {"id", "kind", "settlement", "siting", "planned_year", "status", "converts", "confidence", "source"}},
      {"candidates", {"id", "kind", "settlement", "siting", "planned_year", "status", "converts", "confidence", "source"}},
      {"build", {"project", "opens"}},
      {"observed", {"month", "what", "place", "value", "source"}},
      {"services",
       {"id",
        "name_zh",
        "name_en",
        "unit",
        "given_at",
        "needs_hub",
        "needs_arrangement",
        "eligible",
        "takes_independent",
        "takes_partial",
        "takes_full",
        "amount_per_month",
        "units_per_month",
        "reach_minutes",
        "overflow",
        "price_yuan",
        "price_partial_yuan",
        "price_full_yuan",
        "payer",
        "payer_hardship",
        "quality",
        "source"}},
      {"demand",
       {"service", "need", "group", "settlement_kind", "want", "want_low", "want_high", "realised_use", "realised_low", "realised_high",
        "quality", "source"}}};
  return columns;
}

constexpr const char* kRoundedHelp =
    "mark the column of codes as text in the spreadsheet, bring the codes back from where they came, and save again";

/// "5.00116E+11", as spreadsheets write codes of many digits.
bool is_rounded_number(std::string_view code) {
  const std::size_t digits = code.find_first_not_of("0123456789.");
  if (digits == 0 || digits + 2 >= code.size() || digits == code.npos || (code[digits] != 'E' && code[digits] != 'e')) return false;
  return code[digits + 1] == '+' && code.find_first_not_of("0123456789", digits + 2) == code.npos;
}

std::string rounded_message(const std::string& code) {
  return fmt::format("'{}' is no code: a spreadsheet has read the codes as numbers and rounded them", code);
}

}  // namespace

std::span<const std::string_view> optional_columns_of(std::string_view table) {
  static constexpr std::array<std::string_view, 1> kTowns{"order"};
  static constexpr std::array<std::string_view, 1> kBuild{"size_percent"};
  static constexpr std::array<std::string_view, 2> kFacilities{"floor_area_m2", "closes"};
  if (table == "towns") return kTowns;
  static constexpr std::array<std::string_view, 1> kObserved{"note"};
  if (table == "build") return kBuild;
  if (table == "observed") return kObserved;
  if (table == "existing" || table == "projects" || table == "candidates") return kFacilities;
  return {};
}

std::span<const std::string_view> columns_of(std::string_view table) {
  const auto found = all_columns().find(table);
  require(found != all_columns().end(), "columns_of: a table without columns");
  return found->second;
}

/// One such row tells the cause of all others.
void CodeIndex::refuse_rounded(CellReader& cells, std::string_view column, const std::string& code) {
  if (rounded_) return cells.refuse();
  cells.report("scenario.code", column, rounded_message(code), kRoundedHelp);
  rounded_ = true;
}

void CodeIndex::add(CellReader& cells, std::string_view column, const std::string& code, std::string label) {
  if (code.empty()) return;
  if (is_rounded_number(code)) return refuse_rounded(cells, column, code);
  if (printable(code) != code) {
    cells.report("scenario.text", column, fmt::format("'{}' has a character that cannot be seen or typed", piece(code)),
                 "people name rows by this text: write it with letters, digits, - and _");
  }
  const auto [entry, fresh] = entries_.try_emplace(code, Entry{cells.place(column), std::nullopt});
  if (fresh) {
    candidates_.push_back({code, std::move(label)});
  } else {
    cells.report("scenario.duplicate", column, fmt::format("'{}' is given twice", piece(code)), "",
                 {{"it is first given", entry->second.place}});
  }
}

void CodeIndex::set_item(const std::string& code, std::size_t item) {
  const auto found = entries_.find(code);
  require(found != entries_.end(), "CodeIndex: an item without a name");
  found->second.item = item;
}

std::optional<std::size_t> CodeIndex::resolve(CellReader& cells, std::string_view column, const std::string& code, const char* problem,
                                              std::string_view what) const {
  if (code.empty()) return std::nullopt;
  const auto found = entries_.find(code);
  if (found != entries_.end()) return found->second.item;
  if (is_rounded_number(code)) {
    cells.report("scenario.code", column, rounded_message(code), kRoundedHelp);
  } else if (table_ != nullptr && table_->complete() && !rounded_) {
    cells.report(problem, column, fmt::format("'{}' is not a {} of {}", piece(code), what, table_->source()->name()),
                 cells.crowded() ? "" : suggestion(code, candidates_));
  }
  return std::nullopt;
}

std::optional<Place> CodeIndex::place(const std::string& code) const {
  const auto found = entries_.find(code);
  return found == entries_.end() ? std::nullopt : std::optional(found->second.place);
}

void read_tables(Tables& tables, Scenario& scenario, Diagnostics& diagnostics) {
  read_places(tables, scenario, diagnostics);
  read_population_tables(tables, scenario, diagnostics);
  read_facilities(tables, scenario, diagnostics);
  read_services(tables, scenario, diagnostics);
  read_observed(tables, scenario, diagnostics);
}

}  // namespace eldercast
