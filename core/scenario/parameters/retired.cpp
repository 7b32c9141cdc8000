#include "scenario/parameters/retired.hpp"

#include <algorithm>
#include <array>

namespace eldercast {
namespace {

struct Retired {
  std::string_view id;
  std::string_view instead;
};

constexpr std::array kRetired{
    Retired{
        "staff.carer_turnover_per_year",
        "carers leave by a rule alone: write turnover_per_year in [staffing.care_workforce], staffing.care_workforce.turnover_per_year in "
        "an option, and take its row out of the table of parameters"},
    Retired{"staff.market_hires_per_month",
            "carers are hired by a rule alone: write market_hires_per_month in [staffing.care_workforce], "
            "staffing.care_workforce.market_hires_per_month in an option, and take its row out of the table of parameters"},
    Retired{
        "staff.built_in_carers",
        "the program keeps no stock of carers of its own beside rules: take the line out; carers stay as they are unless a rule such as "
        "[staffing.care_workforce] says who leaves and is hired"},
};

}  // namespace

std::optional<std::string> instead_of_retired(std::string_view id) {
  const auto* const found = std::find_if(kRetired.begin(), kRetired.end(), [&](const Retired& one) { return one.id == id; });
  return found == kRetired.end() ? std::nullopt : std::optional<std::string>(found->instead);
}

}  // namespace eldercast
