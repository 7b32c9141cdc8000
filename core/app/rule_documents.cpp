#include "app/rule_documents.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "engine/host/describe.hpp"
#include "text/width.hpp"

namespace eldercast {
namespace {

constexpr std::size_t kIndent = 2;
constexpr std::size_t kDeeper = 6;

/// The table that a scenario writes: "funding.construction_grants".
std::string table_name(std::string_view id) {
  std::string name(id);
  std::replace(name.begin(), name.end(), '/', '.');
  return name;
}

void tell_figures(const RuleDescription& rule, Document& out) {
  for (const RuleFigure& figure : rule.figures) {
    const bool sum = figure.kind == FigureKind::sum;
    out.say(fmt::format("指标 {}（{}，{}）：{}", figure.id, figure.unit, sum ? "合计" : "存量", figure.zh),
            fmt::format("figure {} ({}, {}): {}", figure.id, figure.unit, sum ? "a sum" : "as it stands", figure.en), kIndent);
  }
}

void tell_targets(const RuleDescription& rule, Document& out) {
  for (const RuleTarget& target : rule.targets) {
    const std::string due = target.due.empty() ? std::to_string(target.due_year) : target.due;
    out.say(fmt::format("目标 {}：指标 {} {} 参数 {}，期限 {}：{}", target.id, target.figure, target.at_most ? "≤" : "≥", target.value, due,
                        target.zh),
            fmt::format("target {}: figure {} {} parameter {}, due {}: {}", target.id, target.figure, target.at_most ? "≤" : "≥",
                        target.value, due, target.en),
            kIndent);
  }
}

void tell_parameter(const ParameterLine& line, Document& out) {
  const bool ranged = !line.low_high.empty();
  const std::string unit = line.unit.empty() ? "" : fmt::format(" [{}]", line.unit);
  out.say(fmt::format("{}{}：{}，默认 {}{}", line.key, unit, line.range, line.fallback, ranged ? "，合理范围 " + line.low_high : ""),
          fmt::format("{}{}: {}; default {}{}", line.key, unit, line.range, line.fallback, ranged ? "; plausible " + line.low_high : ""),
          kIndent);
  out.say(line.row->zh, line.row->en, kDeeper);
  const std::string_view clause = line.row->clause;
  const std::string_view source = line.row->source;
  if (!clause.empty()) out.say(worded("条款 {}", "clause {}", clause), kDeeper);
  if (!source.empty()) out.say(worded("来源：{}", "source: {}", source), kDeeper);
}

Text verdict_of(const contract::Answer& answer) {
  if (!answer.asked) return {"未检查", "not asked"};
  return answer.broken.empty() ? Text{"符合", "kept"} : Text{"不符合", "BROKEN"};
}

}  // namespace

Document rules_document(std::span<const PluginHost::Listing> rules) {
  Document out;
  if (rules.empty()) out.say("未找到规则", "no rules found");
  for (const PluginHost::Listing& rule : rules) {
    const std::string head = fmt::format("{:<34} {:<8} {}", rule.id, rule.version, rule.state);
    out.say(head, head);
    out.say(rule.zh, rule.en, 2 * kIndent);
    out.say(rule.file.string(), rule.file.string(), 2 * kIndent);
  }
  return out;
}

Document rule_document(const RuleDescription& rule) {
  Document out;
  const std::string head = fmt::format("{} {}", rule.id, rule.version);
  out.say(head, head);
  out.say(rule.zh, rule.en, kIndent);
  out.say("条款：" + (rule.clauses.empty() ? "无" : rule.clauses), "clauses: " + (rule.clauses.empty() ? "none" : rule.clauses), kIndent);
  std::vector<std::string_view> keeps;
  for (const Stock stock : rule.keeps) keeps.push_back(name_of(stock));
  keeps.insert(keeps.end(), rule.keeps_roles.begin(), rule.keeps_roles.end());
  if (!keeps.empty()) out.say(worded("管理：{}", "keeps: {}", fmt::join(keeps, " ")), kIndent);
  for (const NeededName& need : rule.needs) {
    out.say(worded("情景须命名：[names.{}.{}]", "a scenario names [names.{}.{}] for it", need.kind, need.id), kIndent);
  }
  tell_figures(rule, out);
  tell_targets(rule, out);
  if (rule.rows.empty()) {
    out.begin(worded("没有参数；情景中写 [{}] 即启用", "no parameters; [{}] in a scenario switches it on", table_name(rule.id)));
    return out;
  }
  out.begin(worded("[{}] 的参数", "parameters of [{}]", table_name(rule.id)));
  for (const ParameterLine& line : parameter_lines(rule.rows)) tell_parameter(line, out);
  return out;
}

Document contract_document(const contract::Report& report) {
  constexpr std::size_t kQuestionWidth = 20;
  constexpr std::size_t kVerdictWidth = 10;
  Document out;
  for (const contract::Answer& answer : report.answers) {
    const Text verdict = verdict_of(answer);
    const std::string question = pad_right(answer.question, kQuestionWidth);
    out.say(fmt::format("{} {} {}", question, pad_right(verdict.zh, kVerdictWidth), answer.asks.zh),
            fmt::format("{} {} {}", question, pad_right(verdict.en, kVerdictWidth), answer.asks.en), kIndent);
    if (!answer.broken.empty()) out.say(answer.broken, answer.broken, kDeeper);
  }
  if (!report.kept()) return out;
  out.say(fmt::format("试运行{}个月共给出{}条流，每月{:.1f}微秒{}", contract::kTrialMonths, report.flows, report.microseconds_a_month,
                      report.flows == 0 ? "；本该如此吗？" : ""),
          fmt::format("says {} flows in {} months of a trial, in {:.1f} microseconds a month{}", report.flows, contract::kTrialMonths,
                      report.microseconds_a_month, report.flows == 0 ? "; is that what it should?" : ""),
          kIndent);
  std::vector<std::string> looks;
  for (const contract::Look& look : report.looks) {
    std::vector<std::string_view> phases;
    for (const contract::Asked phase : look.phases) phases.push_back(contract::kAskedNames[static_cast<std::size_t>(phase)]);
    looks.push_back(phases.empty() ? std::string(look.field) : fmt::format("{} ({})", look.field, fmt::join(phases, ", ")));
  }
  out.say(looks.empty() ? "就试运行所见，只看日历以及有哪些镇街、设施、项目和服务，不看其状态"
                        : fmt::format("就试运行所见，会看：{}", fmt::join(looks, "、")),
          looks.empty()
              ? "looks, as far as the trial shows, at the calendar and at which towns, facilities, projects and services there are, and at "
                "nothing of their state"
              : fmt::format("looks, as far as the trial shows, at {}", fmt::join(looks, ", ")),
          kIndent);
  return out;
}

}  // namespace eldercast
