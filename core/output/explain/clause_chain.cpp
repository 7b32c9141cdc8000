#include "output/explain/clause_chain.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace eldercast {
namespace {

// clang-format off
constexpr auto kChains = std::to_array<ClauseChain>({
    {"F1", "funding/lottery_fund", "yearly_income elderly_care",
     "The fund's income pays what is granted before the district's budget does. Where fund and budget do not reach, what is earned waits, towns get their advances back later, and their next projects wait for that money.",
     "福彩公益金先于区级财政支付补助。两者不足时已获补助延后支付，镇街垫资收回更晚，后续项目因此等待。",
     "/district/lottery_fund /district/grants_waiting?payer=district_budget /district/projects_waiting",
     "/district/facilities_open /district/settlements_covered /district/residents_covered"},
    {"F2", "funding/construction_grants", "street_centre station_city town_package city",
     "The city's grant covers a part of a building's cost. A project starts when support, own money and credit of its town cover it; what a grant repays pays for the next one.",
     "市级补助承担部分建设费用。补助、镇街自有资金和垫资额度合计够用时项目开工；补助到账后用于下一个项目。",
     "/district/projects_waiting /district/prefinancing",
     "/district/facilities_open /district/settlements_covered /district/residents_covered /district/service_volume?volume=delivered"},
    {"F3", "funding/construction_grants", "station_district district",
     "The district's grant covers a part of a station's cost. A project starts when support, own money and credit of its town cover it; what a grant repays pays for the next one.",
     "区级补助承担社区养老服务站部分建设费用。补助、镇街自有资金和垫资额度合计够用时项目开工；补助到账后用于下一个项目。",
     "/district/projects_waiting /district/prefinancing",
     "/district/facilities_open /district/settlements_covered /district/residents_covered /district/service_volume?volume=delivered"},
    {"F4", "funding/running_incentives", "",
     "The incentive is income of whoever runs the facility. An operator who loses no more than it bears takes what is tendered, keeps its hours and stays; a town that runs the facility saves own money, with which projects start.",
     "运营奖补是运营者的收入。亏损可承受时，运营方承接招标、保持开放时间并留任；镇街自办的，节省的自有资金用于项目开工。",
     "/district/facility_flows /district/facilities_social /district/projects_waiting",
     "/district/facilities_open /district/residents_covered /district/service_volume?volume=delivered"},
    {"F5", "funding/performance_awards", "excellent_award good_award centre_factor point_factor",
     "The award is income of the operator beside what runs the facility, and of the town where the town runs it. An operator who loses no more than it bears takes what is tendered, keeps its hours and stays; a town has more own money, with which projects start.",
     "奖补是运营方在运营收入之外的收入，镇街自办的归镇街。亏损可承受时，运营方承接招标、保持开放时间并留任；镇街自有资金增加，用于项目开工。",
     "/district/facility_flows /district/facilities_social /district/projects_waiting",
     "/district/facilities_open /district/residents_covered /district/service_volume?volume=delivered"},
    {"F6", "funding/tax_and_utility_relief", "",
     "Reliefs of rent, utilities, taxes and insurance make running cheaper. An operator who loses no more than it bears takes what is tendered, keeps its hours and stays.",
     "房租、水电气、税费和保险优惠降低运营成本。亏损可承受时，运营方承接招标、保持开放时间并留任。",
     "/district/facility_flows /district/facilities_social /district/projects_waiting",
     "/district/facilities_open /district/residents_covered /district/service_volume?volume=delivered"},
    {"F7", "funding/service_purchase", "",
     "What the district buys lowers the price that people see. More of those who want a service seek it, and who finds a place is served.",
     "区级购买服务降低老年人自付价格，有意者中更多人求助，获得名额者得到服务。",
     "/district/new_seekers /district/demand?demand_count=seeking&priority_group=others",
     "/district/residents_covered /district/service_volume?volume=delivered"},
    {"M3", "medical/care_insurance", "",
     "What insurance pays lowers the price that people see. More of those who want a service seek it, and who finds a place is served.",
     "保险支付降低老年人自付价格，有意者中更多人求助，获得名额者得到服务。",
     "/district/new_seekers /district/demand?demand_count=seeking&priority_group=full",
     "/district/residents_covered /district/service_volume?volume=delivered"},
    {"W2", "staffing/care_workforce", "allowance turnover market_hires",
     "The allowance raises pay: fewer carers leave and more are hired. Carers in post open places that stand empty for want of them.",
     "岗位津贴提高收入，护理员离职减少、招录增多；有了护理员，因缺人而空置的名额得以开放。",
     "/district/staff?role=carer",
     "/district/beds /district/residents_covered /district/service_volume?volume=delivered"},
});
// clang-format on

constexpr std::string_view kMoneyByYear = "/district/clause_accrued /district/clause_paid";

/// Reads the datasets of a list, each with what its word picks and `picks` where it has the dimension.
std::vector<PickedCells> read_all(std::string_view list, const std::vector<Pick>& picks, const ResultsReader& reader) {
  std::vector<PickedCells> out;
  for (const std::string& word : words_in(list)) {
    const std::size_t mark = std::min(word.find('?'), word.size());
    std::vector<Pick> own = picks;
    for (const std::string& one : words_in(std::string_view(word).substr(std::min(mark + 1, word.size())), '&')) {
      const std::size_t equals = one.find('=');
      own.emplace_back(one.substr(0, equals), one.substr(equals + 1));
    }
    add_cells_of(std::string_view(word).substr(0, mark), own, reader, out);
  }
  return out;
}

/// Money under a clause, of every year.
std::vector<PickedCells> money_of(const ClauseChain& chain, const ResultsReader& reader) {
  std::vector<PickedCells> out;
  const std::vector<std::string>& clauses = reader.description().clauses;
  if (std::find(clauses.begin(), clauses.end(), chain.clause) == clauses.end()) return out;
  for (const std::string& path : words_in(kMoneyByYear))
    add_cells_of(path, {{"clause", std::string(chain.clause)}}, reader, out, [](const PickedDim& dim) { return dim.by_default; });
  return out;
}

}  // namespace

std::span<const ClauseChain> clause_chains() { return kChains; }

const ClauseChain* chain_of(std::string_view clause) {
  const auto same = [&](const ClauseChain& chain) {
    return std::equal(chain.clause.begin(), chain.clause.end(), clause.begin(), clause.end(),
                      [](char a, char b) { return a == static_cast<char>(std::toupper(static_cast<unsigned char>(b))); });
  };
  const auto found = std::find_if(kChains.begin(), kChains.end(), same);
  return found == kChains.end() ? nullptr : &*found;
}

ClauseExplanation explain_clause(const ResultsReader& reader, const ClauseChain& chain, const std::vector<Pick>& picks,
                                 const RuleCatalog& rules) {
  const Description& description = reader.description();
  ClauseExplanation out;
  out.chain = &chain;
  out.scenario = description.id;
  out.digest = description.digest;
  out.has_rule = std::find(description.rules.begin(), description.rules.end(), chain.rule) != description.rules.end();
  const std::vector<std::string> starts = words_in(chain.parameters);
  for (RuleBehind& rule : rules_behind({std::string(chain.rule)}, {}, resolved_entries(description.resolved_text), description, rules)) {
    const std::size_t table = rule.id.size() + 1;
    for (ParameterBehind& parameter : rule.parameters) {
      const std::string name = parameter.id.substr(table);
      const bool wanted =
          starts.empty() || std::any_of(starts.begin(), starts.end(), [&](const std::string& start) { return name.starts_with(start); });
      if (wanted) out.parameters.push_back(std::move(parameter));
    }
  }
  out.money = money_of(chain, reader);
  out.decides = read_all(chain.decides, picks, reader);
  out.gets = read_all(chain.gets, picks, reader);
  return out;
}

}  // namespace eldercast
