#pragma once
/// Chinese names of the closed vocabularies, in enumerator order. They are labels in results and on the screen, never keys.
#include <array>
#include <map>
#include <string>
#include <string_view>

#include "api/ids.hpp"
#include "engine/outcome.hpp"

namespace eldercast {

/// A text for each enumerator.
template <class Enum>
using Vocabulary = std::array<std::string_view, kCount<Enum>>;

// The Chinese names of a vocabulary, by any of its enumerators.
constexpr Vocabulary<Sex> zh_names(Sex) { return {"男", "女"}; }
constexpr Vocabulary<Need> zh_names(Need) { return {"自理", "半失能", "失能"}; }
constexpr Vocabulary<TownKind> zh_names(TownKind) { return {"街道", "镇"}; }
constexpr Vocabulary<SettlementKind> zh_names(SettlementKind) { return {"社区", "村"}; }
constexpr Vocabulary<FacilityKind> zh_names(FacilityKind) {
  return {"街道养老服务中心", "社区养老服务站", "镇养老服务中心", "村级互助养老点", "养老机构"};
}
constexpr Vocabulary<PriorityGroup> zh_names(PriorityGroup) { return {"特困", "失能", "半失能", "80岁及以上", "独居", "其他"}; }
constexpr Vocabulary<BedType> zh_names(BedType) { return {"护理型床位", "其他床位"}; }
constexpr Vocabulary<Resource> zh_names(Resource) {
  return {"护理型床位", "其他床位", "日间照料名额", "上门服务分钟", "活动名额",        "健康管理人数",
          "助浴次数",   "助餐份数", "紧急呼叫终端", "短期托养床日", "家庭医生签约名额"};
}
constexpr Vocabulary<Role> zh_names(Role) { return {"养老护理员", "养老护理主管", "养老管理院长", "助老员", "志愿者", "家庭照护者"}; }
constexpr Vocabulary<Payer> zh_names(Payer) {
  return {"市级补助", "福彩公益金", "区级财政", "镇街", "医疗保险", "长期护理保险", "运营机构", "老年人"};
}
constexpr Vocabulary<Purpose> zh_names(Purpose) { return {"建设", "运营", "服务", "培训", "奖励", "津贴", "利息"}; }
constexpr Vocabulary<ShortfallCause> zh_names(ShortfallCause) { return {"无床位", "无人员", "距离过远"}; }
constexpr Vocabulary<DemandCount> zh_names(DemandCount) { return {"符合条件", "有意愿", "实际寻求", "已获服务", "等待", "有名额未服务"}; }
constexpr Vocabulary<WaitFor> zh_names(WaitFor) { return {"规则暂缓", "市级资金", "区级资金", "镇街自筹"}; }
constexpr Vocabulary<FacilityFlow> zh_names(FacilityFlow) { return {"社会运营方接手", "运营方退出", "关停", "重新开放"}; }
constexpr Vocabulary<TownMoney> zh_names(TownMoney) {
  return {"当年收入", "补助回款", "建设占用", "其他支出", "结余收回", "年末结余", "年末垫资"};
}
constexpr Vocabulary<LifeFlow> zh_names(LifeFlow) { return {"满60岁", "死亡", "迁入", "迁出", "区内迁移", "能力下降", "能力好转"}; }
constexpr Vocabulary<AgeGroup> zh_names(AgeGroup) { return {"60-64岁", "65-69岁", "70-74岁", "75-79岁", "80-84岁", "85岁及以上"}; }
constexpr Vocabulary<CoverageReading> zh_names(CoverageReading) { return {"自有设施", "含中心所在地"}; }
constexpr Vocabulary<CoverageStrength> zh_names(CoverageStrength) {
  return {"名义覆盖", "有效覆盖", "实际使用", "实际照护（不含家庭医生签约）"};
}
constexpr Vocabulary<BedCount> zh_names(BedCount) { return {"开放床位", "有人员床位", "在住"}; }
constexpr Vocabulary<StaffCount> zh_names(StaffCount) { return {"在岗", "所需岗位", "培训中", "累计结业", "持证"}; }

constexpr Vocabulary<Volume> zh_names(Volume) { return {"所需量", "提供量"}; }
constexpr Vocabulary<FundCount> zh_names(FundCount) { return {"收入", "支出承诺", "结余"}; }
constexpr Vocabulary<Progress> zh_names(Progress) {
  return {"计划设施", "已开放设施", "累计支付（元）", "在岗护理员", "受训在岗人员", "在用名额"};
}
constexpr Vocabulary<PaperReason> zh_names(PaperReason) { return {"无人员", "无中心依托", "无人使用"}; }
constexpr Vocabulary<RunBy> zh_names(RunBy) { return {"政府运营", "社会化运营"}; }
constexpr Vocabulary<Arrangement> zh_names(Arrangement) { return {"无", "签约合作", "邻近设置", "内设医务室"}; }
constexpr Vocabulary<Grade> zh_names(Grade) { return {"未评价", "不合格", "合格", "良好", "优秀"}; }

/// The Chinese name of an enumerator.
template <class Enum>
[[nodiscard]] constexpr std::string_view chinese_of(Enum value) {
  static_assert(!zh_names(Enum{}).back().empty());
  return zh_names(value)[static_cast<std::size_t>(value)];
}

/// The Chinese name of a unit of figures and parameters ("persons": 人, "CNY/month": 元/月); the unit itself where it has none.
[[nodiscard]] inline std::string chinese_unit(std::string_view unit) {
  static const std::map<std::string_view, std::string_view> kUnits{{"persons", "人"},
                                                                   {"residents", "人"},
                                                                   {"beds", "张床"},
                                                                   {"settlements", "个"},
                                                                   {"facilities", "个"},
                                                                   {"person-months", "人月"},
                                                                   {"CNY", "元"},
                                                                   {"1 each", ""},
                                                                   {"1", ""},
                                                                   {"m2 per resident", "平方米/人"},
                                                                   {"hours", "小时"},
                                                                   {"person", "人次"},
                                                                   {"persons x services", "人次"},
                                                                   {"minutes one way", "单程分钟"},
                                                                   {"project-months", "项目月"},
                                                                   {"CNY a person-year", "元/人年"},
                                                                   {"places", "个"},
                                                                   {"place-day", "人天"},
                                                                   {"bed-day", "床天"},
                                                                   {"half-hour", "半小时"},
                                                                   {"visit", "次"},
                                                                   {"visits", "次"},
                                                                   {"bath", "次"},
                                                                   {"baths", "次"},
                                                                   {"meal", "份"},
                                                                   {"meals", "份"},
                                                                   {"line", "台"},
                                                                   {"lines", "台"},
                                                                   {"bed", "床月"},
                                                                   {"yuan", "元"},
                                                                   {"months", "个月"},
                                                                   {"days", "天"},
                                                                   {"minutes", "分钟"},
                                                                   {"stations", "个"},
                                                                   {"projects", "个"},
                                                                   {"year-month", "年月"},
                                                                   {"calendar month", "月份"},
                                                                   {"month of the year", "月份"},
                                                                   {"ratio", "倍"},
                                                                   {"rows", "行"},
                                                                   {"power", "指数"},
                                                                   {"formula", "公式"},
                                                                   {"its unit", "同其单位"},
                                                                   {"unit", "单位"},
                                                                   {"month", "月"},
                                                                   {"year", "年"},
                                                                   {"log standard deviation", "对数标准差"},
                                                                   {"beds per 1,000 people 60+", "张床/千名老年人"},
                                                                   {"beds/1000 persons", "张床/千人"},
                                                                   {"m2", "平方米"}};
  static const std::map<std::string_view, std::string_view> kParts{
      {"month", "月"},     {"year", "年"}, {"day", "天"}, {"quarter", "季度"}, {"bed", "床"}, {"m2", "平方米"},
      {"point", "互助点"}, {"h", "小时"},  {"s", "秒"},   {"km", "公里"},      {"m", "米"},   {"per", ""}};
  if (const auto found = kUnits.find(unit); found != kUnits.end()) return std::string(found->second);
  if (unit.starts_with("share")) return "比例";
  for (const std::string_view between : {"/", " a ", "per "}) {
    const std::size_t at = unit.rfind(between);
    const auto per = at == std::string_view::npos ? kParts.end() : kParts.find(unit.substr(at + between.size()));
    if (per == kParts.end()) continue;
    const std::string_view of = unit.substr(0, at);
    if (of.empty() || of == "1") return "每" + std::string(per->second);
    const auto part = kParts.find(of);
    return (part == kParts.end() ? chinese_unit(of) : std::string(part->second)) + "/" + std::string(per->second);
  }
  return std::string(unit);
}

}  // namespace eldercast
