#pragma once
/// Payers, purposes and roles: those of the program and those that a scenario names ([names] in its text). The scenario's follow the
/// program's in the order in which it names them, so that a Payer, a Purpose and a Role are positions in one list.
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "api/ids.hpp"

namespace eldercast {

/// A word of the scenario's own.
struct OwnName {
  std::string id;
  std::string zh;
  std::string en;
  bool is_public = false;  ///< of a payer: its money counts as public money

  friend bool operator==(const OwnName&, const OwnName&) = default;
};

struct OwnNames {
  std::vector<OwnName> payers;
  std::vector<OwnName> purposes;
  std::vector<OwnName> roles;

  friend bool operator==(const OwnNames&, const OwnNames&) = default;

  template <class Enum>
  [[nodiscard]] const std::vector<OwnName>& of() const {
    if constexpr (std::is_same_v<Enum, Payer>) {
      return payers;
    } else if constexpr (std::is_same_v<Enum, Purpose>) {
      return purposes;
    } else {
      static_assert(std::is_same_v<Enum, Role>, "payers, purposes and roles can be named");
      return roles;
    }
  }
};

/// How many there are.
template <class Enum>
[[nodiscard]] std::size_t count_of(const OwnNames& names) {
  return kCount<Enum> + names.of<Enum>().size();
}
/// How many a scenario may name: what arrays have room for.
template <class Enum>
inline constexpr std::size_t kMostOwn = kRoom<Enum> - kCount<Enum>;

/// All of them, in their order.
template <class Enum>
[[nodiscard]] std::vector<Enum> all_of(const OwnNames& names) {
  std::vector<Enum> out;
  for (std::size_t i = 0; i < count_of<Enum>(names); ++i) out.push_back(static_cast<Enum>(i));
  return out;
}

/// The scenario's own word; null for one of the program.
template <class Enum>
[[nodiscard]] const OwnName* own_name(Enum value, const OwnNames& names) {
  return index_of(value) < kCount<Enum> ? nullptr : &names.of<Enum>().at(index_of(value) - kCount<Enum>);
}

/// The text as scenarios and results spell it.
template <class Enum>
[[nodiscard]] std::string_view name_of(Enum value, const OwnNames& names) {
  const OwnName* const own = own_name(value, names);
  return own == nullptr ? name_of(value) : std::string_view(own->id);
}

/// Every spelling, in their order.
template <class Enum>
[[nodiscard]] std::vector<std::string> spellings_of(const OwnNames& names) {
  std::vector<std::string> out;
  for (const Enum one : all_of<Enum>(names)) out.emplace_back(name_of(one, names));
  return out;
}

}  // namespace eldercast
