#pragma once
/// How a shared library offers a rule. The library exports one function whose *name* carries kind, id, ABI number and layout tag, so that
/// the host can refuse a stranger before any of its code runs; the card that the function returns repeats them as text.
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "api/parameter.hpp"
#include "api/rules.hpp"

/// Number of the plugin interface. It grows when anything in core/api changes its layout or meaning.
#define ELDERCAST_ABI 3

// The layout tag says what must agree between a plugin and the program: the standard library, its string ABI and its debug mode.
#if defined(_GLIBCXX_DEBUG)
#define ELDERCAST_LAYOUT_DEBUG debug
#else
#define ELDERCAST_LAYOUT_DEBUG release
#endif
#if defined(__GLIBCXX__) && defined(_GLIBCXX_USE_CXX11_ABI) && _GLIBCXX_USE_CXX11_ABI
#define ELDERCAST_LAYOUT_LIBRARY libstdcxx_cxx11
#elif defined(__GLIBCXX__)
#define ELDERCAST_LAYOUT_LIBRARY libstdcxx_cxx98
#elif defined(_LIBCPP_VERSION)
#define ELDERCAST_LAYOUT_LIBRARY libcxx
#else
#define ELDERCAST_LAYOUT_LIBRARY unknown
#endif

#define ELDERCAST_DETAIL_TEXT2(x) #x
#define ELDERCAST_DETAIL_TEXT(x) ELDERCAST_DETAIL_TEXT2(x)
#define ELDERCAST_DETAIL_NAME2(kind, id, abi, library, debug) eldercast_plugin__##kind##__##id##__abi##abi##__##library##_##debug
#define ELDERCAST_DETAIL_NAME(kind, id, abi, library, debug) ELDERCAST_DETAIL_NAME2(kind, id, abi, library, debug)

/// The layout tag as text.
#define ELDERCAST_LAYOUT_TEXT ELDERCAST_DETAIL_TEXT(ELDERCAST_LAYOUT_LIBRARY) "_" ELDERCAST_DETAIL_TEXT(ELDERCAST_LAYOUT_DEBUG)

extern "C" {
/// C layout, fixed by the interface number: the host reads a card of its own number only, and checks that it is as long as it should be.
struct EldercastCard {
  std::uint32_t card_size;
  std::uint32_t abi;
  const char* layout;
  const char* kind;     ///< "funding", "staffing" or "medical"
  const char* id;       ///< "construction_grants"; the scenario names a rule "<kind>/<id>"
  const char* version;  ///< "1.0.0"
  const char* zh;
  const char* en;
  const char* clauses;  ///< clause ids that the rule carries out, "F2 F3"
  const eldercast::ParameterRow* rows;
  std::uint32_t row_count;
  std::uint32_t row_size;
  /// Makes a rule from checked values in row order; the host deletes it with `destroy`. May throw.
  eldercast::Rule* (*create)(const double* values, std::uint32_t count);
  void (*destroy)(eldercast::Rule* rule);
  const char* keeps;  ///< stocks that the rule keeps, "carer"; names of Stock separated by spaces
};
}

namespace eldercast {

/// The texts of a plugin; the macro adds the rest of the card.
struct PluginText {
  const char* version;
  const char* zh;
  const char* en;
  const char* clauses;
  /// The stocks that this rule keeps (ids.hpp, Stock): it alone lets persons leave them, or gives the lottery fund its income. Two rules
  /// that keep one stock cannot stand in one scenario. Rules that only add to a stock do not keep it.
  const char* keeps = "";
};

template <class RuleType>
constexpr const char* kind_of_rule() {
  if constexpr (std::is_base_of_v<FundingRule, RuleType>) {
    return "funding";
  } else if constexpr (std::is_base_of_v<StaffingRule, RuleType>) {
    return "staffing";
  } else {
    static_assert(std::is_base_of_v<MedicalRule, RuleType>, "a rule is a FundingRule, StaffingRule or MedicalRule");
    return "medical";
  }
}

/// Builds the card of `RuleType`, which has a `Parameters` struct, a constexpr table `kRows` made by parameter_table, and a constructor
/// from `const Parameters&`.
template <class RuleType>
EldercastCard make_card(const char* id, const PluginText& text) {
  EldercastCard card{};
  card.card_size = sizeof(EldercastCard);
  card.abi = ELDERCAST_ABI;
  card.layout = ELDERCAST_LAYOUT_TEXT;
  card.kind = kind_of_rule<RuleType>();
  card.id = id;
  card.version = text.version;
  card.zh = text.zh;
  card.en = text.en;
  card.clauses = text.clauses;
  card.keeps = text.keeps;
  card.rows = RuleType::kRows.data();
  card.row_count = static_cast<std::uint32_t>(RuleType::kRows.size());
  card.row_size = sizeof(ParameterRow);
  card.create = [](const double* values, std::uint32_t count) -> Rule* {
    typename RuleType::Parameters parameters{};
    for (std::uint32_t i = 0; i < count && i < RuleType::kRows.size(); ++i) RuleType::kRows[i].assign(&parameters, values[i]);
    return new RuleType(parameters);
  };
  card.destroy = [](Rule* rule) { delete rule; };
  return card;
}

}  // namespace eldercast

/// The only macro of the interface: `ELDERCAST_PLUGIN(funding, construction_grants, ConstructionGrants, (PluginText{...}))`.
#define ELDERCAST_PLUGIN(kind, id, RuleType, text)                                              \
  extern "C" __attribute__((visibility("default"))) const EldercastCard* ELDERCAST_DETAIL_NAME( \
      kind, id, ELDERCAST_ABI, ELDERCAST_LAYOUT_LIBRARY, ELDERCAST_LAYOUT_DEBUG)() {            \
    static const EldercastCard card = eldercast::make_card<RuleType>(#id, text);                \
    return &card;                                                                               \
  }
