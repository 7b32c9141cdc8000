#include "app/words/error_codes.hpp"

#include <array>

#include <fmt/format.h>

namespace eldercast {
namespace {

// clang-format off
constexpr std::array kCodes{
    ErrorCode{"usage", "2", "The command line is not one: an unknown command or option, a value that does not fit", "命令行有误：命令、选项或取值不对"},
    ErrorCode{"file", "4", "A results or output file cannot be read or written, or stands there already", "结果或输出文件无法读写，或已存在"},
    ErrorCode{"run", "1", "The run failed for the reason that is said", "运行失败，原因见提示"},
    ErrorCode{"run.memory", "1", "The run needs more memory than there is; fewer --threads need less", "内存不足；减少线程可降低用量"},
    ErrorCode{"run.threads", "1", "The machine allows no more threads", "系统不允许更多线程"},
    ErrorCode{"run.replicate-failed", "3", "A rule said something that cannot be, or failed, in one replicate; rule, month and replicate are named", "某条规则在某次重复中出错，提示会给出规则、月份和重复序号"},
    ErrorCode{"study", "4", "A study's folder, plan or batches are not what they should be", "批量研究的目录、方案或批次文件有问题"},
    ErrorCode{"study.row-failed", "6", "One row of a study failed; its reason is kept", "批量研究中某一行失败，原因已记录"},
    ErrorCode{"study.failures", "6", "So many rows of a study failed", "批量研究中失败行数"},
    ErrorCode{"study.cases", "0", "A warning: cases of a study that are not valid and will fail", "警告：批量研究中有无效、将会失败的参数点"},
    ErrorCode{"study.time-limit", "2", "No batch can be finished within --time-limit", "时限内完成不了一个批次"},
    ErrorCode{"whatif.engine", "4", "The program was built without the engine that a page carries", "程序未包含网页所需的引擎"},
    ErrorCode{"whatif.result", "2", "The results file is not of the scenario that the page is made of", "结果文件与网页情景不符"},
    ErrorCode{"internal", "1", "A mistake of the program itself: please report it", "程序自身错误，请报告"},
    ErrorCode{"scenario.file", "2", "The scenario or a table is missing or cannot be read", "情景或数据表缺失或无法读取"},
    ErrorCode{"scenario.limit", "2", "A text or table is larger or deeper than is read", "文件过大或嵌套过深"},
    ErrorCode{"scenario.encoding", "2", "A text that is not UTF-8, or a table that is neither UTF-8 nor GB18030", "编码既非 UTF-8 也非 GB18030"},
    ErrorCode{"scenario.syntax", "2", "The file is not TOML", "不是合法的 TOML"},
    ErrorCode{"scenario.schema", "2", "The first line says another version of the format", "格式版本号不对"},
    ErrorCode{"scenario.extends", "2", "Files extend each other in a circle", "extends 互相循环引用"},
    ErrorCode{"scenario.path", "2", "A file that may not be named: outside of the folder, hidden, or no .csv", "引用的文件在目录之外、为隐藏文件或不是 .csv"},
    ErrorCode{"scenario.set", "2", "An option --set that is not KEY=VALUE", "--set 不是 KEY=VALUE 形式"},
    ErrorCode{"scenario.unknown-key", "2", "A key that no section or rule has", "未知的键"},
    ErrorCode{"scenario.unknown-parameter", "2", "An id in the table of parameters that is none", "参数表中有未知参数"},
    ErrorCode{"scenario.unknown-town", "2", "A town that the table of towns does not have", "镇街表中没有该镇街"},
    ErrorCode{"scenario.unknown-settlement", "2", "A settlement that the table of settlements does not have", "社区（村）表中没有该代码"},
    ErrorCode{"scenario.unknown-service", "2", "A service that the table of services does not have", "服务表中没有该服务"},
    ErrorCode{"scenario.unknown-facility", "2", "A project or facility that no table has", "没有该项目或设施"},
    ErrorCode{"scenario.change", "2", "A change of a facility that cannot be: of what is no more, into another kind, with a cell too many", "设施变动不成立：设施已不存在、类型不符或多填"},
    ErrorCode{"scenario.type", "2", "A value of another type than wanted: text for a number", "取值类型不对"},
    ErrorCode{"scenario.range", "2", "A value outside of what is accepted", "取值超出允许范围"},
    ErrorCode{"scenario.range-order", "2", "Low, value and high are not in this order", "下限、取值、上限次序不对"},
    ErrorCode{"scenario.choice", "2", "A word that is not in the closed list", "不在可选词之内"},
    ErrorCode{"scenario.required", "2", "Something is missing or empty that is needed", "缺少必填项"},
    ErrorCode{"scenario.decided", "2", "scenario.decided names what is no number of the scenario, or something twice", "scenario.decided 中不是本情景的数值或重复"},
    ErrorCode{"scenario.rule-value", "2", "A rule says what is wrong inside of one of its values", "规则指出其参数值有误"},
    ErrorCode{"scenario.length", "2", "Two lists that belong together have different numbers of items", "相互对应的两个列表项数不同"},
    ErrorCode{"scenario.text", "2", "A character that cannot be seen in a name", "名称中有不可见字符"},
    ErrorCode{"scenario.number", "2", "A cell that is no plain number", "单元格不是普通数字"},
    ErrorCode{"scenario.csv-header", "2", "A column is missing, unknown, or given twice", "列缺失、未知或重复"},
    ErrorCode{"scenario.csv-row", "2", "A row has another number of cells than the header", "某行单元格数与表头不符"},
    ErrorCode{"scenario.csv-quote", "2", "Quotes that do not close, or stand inside a cell", "引号不配对"},
    ErrorCode{"scenario.csv-separator", "2", "Cells are separated by something else than commas", "分隔符不是逗号"},
    ErrorCode{"scenario.code", "2", "A code that a spreadsheet has rounded (5.0E+11)", "代码被电子表格按数字取整"},
    ErrorCode{"scenario.duplicate", "2", "A name or row is given twice", "重复"},
    ErrorCode{"scenario.date", "2", "A date outside of the run, dates that contradict each other, or censuses that do not fit", "日期不在模拟期内、相互矛盾，或普查年份不合"},
    ErrorCode{"scenario.kind", "2", "A facility in a kind of place that it is not for", "设施类型与所在地不符"},
    ErrorCode{"scenario.hub", "2", "A second centre of a town, or a centre that leans on a centre", "同一镇街有两个中心等"},
    ErrorCode{"scenario.beds", "2", "Beds that do not fit the facility", "床位数与设施不符"},
    ErrorCode{"scenario.bands", "2", "Ages that no row covers, or two", "年龄段缺失或重叠"},
    ErrorCode{"scenario.people", "2", "More older people than a town or the district has", "老年人数超过镇街或全区人数"},
    ErrorCode{"scenario.priority", "2", "Priority groups that are missing or stand twice", "优先群体缺失或重复"},
    ErrorCode{"scenario.service", "2", "A service whose columns contradict each other", "服务各列互相矛盾"},
    ErrorCode{"scenario.demand", "2", "Demand that is not given for somebody who is eligible, or twice", "需求表对符合条件者缺失或重复"},
    ErrorCode{"scenario.shock", "2", "A key without meaning for what the shock acts on", "该冲击不适用此键"},
    ErrorCode{"scenario.empty", "2", "A table or a town without rows that it needs", "表或镇街缺少必要的行"},
    ErrorCode{"scenario.stock", "2", "Two rules keep one stock", "两条规则管理同一存量"},
    ErrorCode{"plugin.not-found", "3", "No searched folder has the rule", "找不到规则"},
    ErrorCode{"plugin.unreadable", "3", "The file of the rule cannot be read", "规则文件无法读取"},
    ErrorCode{"plugin.load", "3", "The library of the rule cannot be loaded", "规则库无法加载"},
    ErrorCode{"plugin.no-card", "3", "The library has no card: it is no rule of eldercast", "文件不是规则"},
    ErrorCode{"plugin.abi", "3", "The rule was built for another version of the interface: build it again", "接口版本不符，请重新构建"},
    ErrorCode{"plugin.layout", "3", "The rule was built with another layout of data", "数据布局不符"},
    ErrorCode{"plugin.card", "3", "The card says something that cannot be", "规则卡片内容有误"},
    ErrorCode{"plugin.id-mismatch", "3", "The rule is not the one that the name of its file says", "规则与文件名不符"},
    ErrorCode{"plugin.script", "3", "A script that is no Lua, or does what scripts may not", "脚本有误"},
    ErrorCode{"plugin.contract", "3", "plugins check has found a promise that the rule does not keep", "规则不符合契约"},
    ErrorCode{"plugin.writers", "0", "A warning: others may write into a folder that is searched for rules", "警告：他人可写入所搜的规则目录"},
    ErrorCode{"pack.*, lever.*", "2", "The same kinds of mistakes in a pack of shocks or a lever: pack.range, lever.type", "压力包、措施文件中的同类错误"},
};
// clang-format on

}  // namespace

std::span<const ErrorCode> error_codes() { return kCodes; }

std::string errors_page() {
  std::string page =
      "# Error codes\n\n"
      "Made by the program (`eldercast docs errors`); do not edit. A problem is told as `error[CODE]: what is wrong`, for input with file, "
      "line, column and the line itself, and mostly with a line `help:`.\n"
      "Codes stay; texts may change. `eldercast validate --json` gives the problems of a scenario as data.\n\n"
      "| code | exit | when | 何时出现 |\n|---|---|---|---|\n";
  for (const ErrorCode& row : kCodes) page += fmt::format("| `{}` | {} | {} | {} |\n", row.code, row.exit, row.en, row.zh);
  return page + "\nWhat exit codes mean: [commands](commands.md#exit-codes).\n";
}

}  // namespace eldercast
