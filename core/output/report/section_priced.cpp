#include <fmt/format.h>

#include <algorithm>

#include "output/page/svg.hpp"
#include "output/render/text_cells.hpp"
#include "output/report/report_sections.hpp"

namespace eldercast {

namespace {

/// What one user of a service in one need pays a month.
struct Fee {
  std::size_t service = 0;
  Need need = Need::independent;
  double yuan_month = 0;
};

/// Fees that are charged, each once where it is the same for every need, the highest first.
std::vector<Fee> fees_of(const Description& about) {
  std::vector<Fee> out;
  for (std::size_t s = 0; s < about.services.size(); ++s) {
    std::vector<double> seen;
    for (const Need need : all_of<Need>()) {
      const double fee = about.services[s].fee_yuan_month[need];
      if (!(fee > 0) || std::find(seen.begin(), seen.end(), fee) != seen.end()) continue;
      seen.push_back(fee);
      out.push_back({s, need, fee});
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const Fee& a, const Fee& b) { return a.yuan_month > b.yuan_month; });
  return out;
}

/// The service, with the need where the fee depends on it.
Text name_of_fee(const Description& about, const Fee& fee) {
  const ServiceLine& service = about.services[fee.service];
  const Text name{service.name_zh, service.name_en.empty() ? service.name_zh : service.name_en};
  const auto& fees = service.fee_yuan_month.cells;
  const bool one_for_all = std::all_of(fees.begin(), fees.end(), [&](double other) { return other == 0 || other == fee.yuan_month; });
  return one_for_all ? name : name + Text{"（", " ("} + name_text(fee.need) + Text{"）", ")"};
}

std::string fees_chart(const RunData& data, const std::vector<Fee>& fees) {
  const Incomes& incomes = data.description.incomes;
  Bars chart;
  chart.text = {
      {"每月费用与养老金", "Fees a month, and pensions"},
      {"元/月", "CNY a month"},
      {"未经补助和保险的每月费用；虚线为两种养老金。", "What a user pays a month before any cover; dashed lines: the two pensions."},
      Show::number,
      {"服务", "service"}};
  chart.colour = part_colour(1);
  for (const Fee& fee : fees)
    chart.rows.push_back({name_of_fee(data.description, fee), {fee.yuan_month, fee.yuan_month, fee.yuan_month, fee.yuan_month}, ""});
  chart.levels.push_back({{fmt::format("城乡居民养老金 {}", grouped_text(incomes.resident_yuan_month)),
                           fmt::format("pension of the resident scheme {}", grouped_text(incomes.resident_yuan_month))},
                          incomes.resident_yuan_month});
  chart.levels.push_back({{fmt::format("职工养老金 {}", grouped_text(incomes.employee_yuan_month)),
                           fmt::format("pension of the employee scheme {}", grouped_text(incomes.employee_yuan_month))},
                          incomes.employee_yuan_month});
  return block(chart);
}

std::string fees_table(const RunData& data, const std::vector<Fee>& fees) {
  const Incomes& incomes = data.description.incomes;
  HtmlTable table({{"服务", "service"},
                   {"费用，元/月", "fee, CNY a month"},
                   {"占职工养老金", "of an employee pension"},
                   {"占居民养老金", "of a resident pension"}});
  const auto of = [](double fee, double pension) { return pension > 0 ? fmt::format("{:.0f}%", 100 * fee / pension) : std::string("–"); };
  for (const Fee& fee : fees) {
    table.add({both(name_of_fee(data.description, fee)), grouped_text(fee.yuan_month), of(fee.yuan_month, incomes.employee_yuan_month),
               of(fee.yuan_month, incomes.resident_yuan_month)});
  }
  return table.html({"费用与养老金", "Fees against pensions"});
}

}  // namespace

std::string priced_section(const RunData& data) {
  const Incomes& incomes = data.description.incomes;
  const std::vector<Fee> fees = fees_of(data.description);
  if (incomes.employee_share + incomes.resident_share == 0) {
    return paragraph({"情景没有给出养老金（incomes.*），不能与费用比较。",
                      "The scenario says nothing of pensions (incomes.*), so fees cannot be put beside them."});
  }
  if (fees.empty()) return paragraph({"没有由老年人付费的服务。", "No service is paid for by residents."});
  const std::string most = grouped_text(fees.front().yuan_month);
  const auto share = [](double part) { return fmt::format("{:.0f}%", 100 * part); };
  const Text name = name_of_fee(data.description, fees.front());
  const Text sentence{
      fmt::format("最贵的是{}，每月{}元。领职工养老金的老年人（{}）平均每月{}元，领城乡居民养老金的（{}）平均每月{}元。", name.zh, most,
                  share(incomes.employee_share), grouped_text(incomes.employee_yuan_month), share(incomes.resident_share),
                  grouped_text(incomes.resident_yuan_month)),
      fmt::format(
          "Dearest is {} at CNY {} a month. Those with a pension of the employee scheme ({} of older people) have CNY {} on average, "
          "those with one of the resident scheme ({}) CNY {}.",
          name.en, most, share(incomes.employee_share), grouped_text(incomes.employee_yuan_month), share(incomes.resident_share),
          grouped_text(incomes.resident_yuan_month))};
  const Text caveat{
      "养老金只知道两类的平均数，不知道分布：有多少人付不起，无法由此得出。特困人员由财政支付。能否负担已包含在“实际使用”比例里"
      "，这里的比较不改变模拟结果。",
      "Of pensions the means of two schemes are known and no distribution: how many cannot pay does not follow. People in "
      "special hardship are paid for. What people can pay is inside the realised use of the model: this comparison changes no "
      "result."};
  return paragraph(sentence) + paragraph(caveat, "note") + "<div class=\"charts\">" + fees_chart(data, fees) + "<div>" +
         fees_table(data, fees) + "</div></div>";
}

}  // namespace eldercast
