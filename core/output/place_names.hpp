#pragma once
/// What towns and settlements are called.
#include "output/description.hpp"
#include "text/bilingual.hpp"

namespace eldercast {

[[nodiscard]] inline Text place_name(const TownLine& town) { return {town.name_zh, town.name_en.empty() ? town.name_zh : town.name_en}; }
[[nodiscard]] inline Text place_name(const SettlementLine& settlement) { return {settlement.name_zh, settlement.name_en}; }

/// "白沙镇宝珠村委会", "Baozhu Village, Baisha"; the place alone where no town is given.
[[nodiscard]] inline Text place_in_town(const Text& town, const Text& place) {
  return {town.zh + place.zh, town.en.empty() ? place.en : place.en + ", " + town.en};
}

}  // namespace eldercast
