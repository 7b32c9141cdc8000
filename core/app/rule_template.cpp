#include "app/rule_template.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace eldercast {
namespace {

/// What stands in the texts for the rule's own words.
using Words = std::vector<std::pair<std::string_view, std::string>>;

std::string filled(std::string_view file, const Words& words) {
  std::string text(template_text(file));
  for (const auto& [mark, word] : words) {
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + word.size()))
      text.replace(at, mark.size(), word);
  }
  return text;
}

std::string camel(std::string_view name) {
  std::string out;
  bool upper = true;
  for (const char c : name) {
    if (c != '_') out += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    upper = c == '_';
  }
  return out;
}

/// "my rule" of my_rule.
std::string in_words(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

/// What differs from kind to kind: the class that a rule is derived from, what the example does, and its one parameter.
constexpr std::array<std::string_view, 14> kMarks{"@BASE@", "@ZH@",  "@EN@",      "@PATH@", "@FIELD@", "@FIELD_TYPE@", "@TYPE@",
                                                  "@UNIT@", "@MAX@", "@DEFAULT@", "@LOW@",  "@HIGH@",  "@ZH_ROW@",     "@EN_ROW@"};

std::array<const char*, kMarks.size()> example_of(std::string_view kind) {
  if (kind == "funding")
    return {"FundingRule",
            "规划设施开业时获得一笔补助",
            "an amount for every facility of the plan that opens",
            "amount_yuan",
            "amount",
            "Fen",
            "money",
            "CNY",
            "10000000",
            "100000",
            "50000",
            "200000",
            "每个设施的金额",
            "What a facility gets"};
  if (kind == "staffing")
    return {"StaffingRule",
            "每年十二月向在岗护理员发放一笔金额",
            "an amount for every carer in post each December",
            "amount_yuan",
            "amount",
            "Fen",
            "money",
            "CNY",
            "100000",
            "1000",
            "500",
            "2000",
            "每名护理员每年金额",
            "What a carer gets, a year"};
  return {"MedicalRule",
          "更多人寻求助餐",
          "more people seek meals",
          "more_per_mille",
          "more",
          "std::int32_t",
          "integer",
          "1/1000",
          "1000",
          "100",
          "50",
          "200",
          "寻求助餐的增加",
          "More of those who want meals seek them"};
}

}  // namespace

std::vector<TemplateFile> rule_template(const std::string& kind, const std::string& name, bool lua, Language language) {
  Words words{{"@CPP_BODY@", std::string(template_text(kind + ".cpp"))},
              {"@KIND@", kind},
              {"@NAME@", name},
              {"@CLASS@", camel(name)},
              {"@WORDS@", in_words(name)}};
  const auto example = example_of(kind);
  for (std::size_t i = 0; i < kMarks.size(); ++i) words.emplace_back(kMarks[i], example[i]);
  const std::string page = fmt::format("README.{}.{}", lua ? "lua" : "cpp", name_of(language));
  const TemplateFile readme{"README.md", filled(page, words)};
  if (lua) return {{kind + "_" + name + ".lua", filled("rule.lua", words) + "\n" + filled(kind + ".lua", words)}, readme};
  return {{"plugin.cpp", filled("plugin.cpp", words)}, {"CMakeLists.txt", filled("CMakeLists.txt", words)}, readme};
}

}  // namespace eldercast
