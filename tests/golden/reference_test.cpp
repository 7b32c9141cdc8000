#include <cstdlib>
#include <fstream>
#include <sstream>

#include "support/catch.hpp"
#include "support/scenarios.hpp"

using namespace eldercast;

namespace {

/// Sums over all replicates of a scenario at each year's end: whole numbers, so that they are equal or not.
std::string reference_table(const std::string& file, std::int32_t replicates, int threads) {
  const auto scenario = test::scenario(file);
  const std::vector<Outcome> outcomes = test::run(scenario, replicates, threads, 1, 0);
  std::ostringstream table;
  table << "quantity,year,sum_over_" << replicates << "_replicates\n";
  const auto row = [&](const std::string& name, int year, std::int64_t value) { table << name << ',' << year << ',' << value << '\n'; };
  for (int year = scenario->start.year(); year <= scenario->end.year(); ++year) {
    const int m = test::month_of(*scenario, year, 12);
    const auto sum = [&](const auto& cell) {
      std::int64_t total = 0;
      for (const Outcome& outcome : outcomes) total += cell(outcome.headline);
      return total;
    };
    for (std::size_t n = 0; n < kCount<Need>; ++n) {
      row("residents/" + std::string(Names<Need>::kText[n]), year, sum([&](const Headline& h) { return h.residents(m, n); }));
    }
    for (std::size_t k = 0; k < kCount<FacilityKind>; ++k) {
      row("open/" + std::string(Names<FacilityKind>::kText[k]), year, sum([&](const Headline& h) { return h.facilities_open(m, k); }));
    }
    for (std::size_t s = 0; s < scenario->services.size(); ++s) {
      for (std::size_t c = 0; c < kCount<DemandCount>; ++c) {
        row(scenario->services[s].id + "/" + std::string(Names<DemandCount>::kText[c]), year, sum([&](const Headline& h) {
              std::int64_t persons = 0;
              for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) persons += h.demand(m, s, g, c);
              return persons;
            }));
      }
    }
    for (std::size_t c = 0; c < kCount<ShortfallCause>; ++c) {
      row("bed_shortfall/" + std::string(Names<ShortfallCause>::kText[c]), year,
          sum([&](const Headline& h) { return h.bed_shortfall(m, c); }));
    }
    row("carers", year, sum([&](const Headline& h) { return h.staff(m, Role::carer, StaffCount::in_post); }));
    for (std::size_t p = 0; p < kCount<Payer>; ++p) {
      row("accrued_fen/" + std::string(Names<Payer>::kText[p]), year, sum([&](const Headline& h) {
            std::int64_t fen = 0;
            for (std::size_t t = 0; t < scenario->towns.size(); ++t) fen += h.town_accrued_fen(year - scenario->start.year(), t, p);
            return fen;
          }));
    }
  }
  return table.str();
}

void check_reference(const std::string& file, const std::string& table) {
  // A change of these numbers needs a reason in its commit: ELDERCAST_UPDATE_GOLDEN=1 writes the file.
  if (const char* update = std::getenv("ELDERCAST_UPDATE_GOLDEN"); update != nullptr && std::string(update) == "1") {
    std::ofstream(file) << table;
  }
  std::ifstream stream(file);
  const std::string reference((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  REQUIRE(!reference.empty());
  std::istringstream old_rows(reference);
  std::istringstream new_rows(table);
  std::string old_row;
  std::string new_row;
  while (std::getline(old_rows, old_row) && std::getline(new_rows, new_row)) CHECK(new_row == old_row);
  CHECK(table.size() == reference.size());
}

}  // namespace

TEST_CASE("the toy's reference numbers are unchanged") {
  check_reference("results/reference/toy.csv", reference_table("scenarios/toy/toy.toml", 10, 2));
}

TEST_CASE("with all links off the reference numbers of Jiangjin are unchanged, whatever the number of threads") {
  const std::string scenario = "scenarios/jiangjin/links_off.toml";
  const std::string table = reference_table(scenario, 2, 1);
  check_reference("results/reference/links_off.csv", table);
  for (const int threads : {2, 5}) CHECK(reference_table(scenario, 2, threads) == table);
}
