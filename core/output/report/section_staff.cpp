#include "output/page/svg.hpp"
#include "output/report/report_sections.hpp"

namespace eldercast {

namespace {

std::string role_chart(const RunData& data, Role role, const Text& title) {
  LineChart chart;
  chart.text = {title, kPersons, {"各月所需岗位与在岗人数。", "Posts and persons in post by month."}};
  chart.over = data.months;
  const auto values = [&](StaffCount count) {
    return data.by_month([=](const Headline& h, int month) { return h.staff(month, role, count); });
  };
  chart.series.push_back({{{"所需岗位", "posts"}, std::string(kGrey)}, values(StaffCount::posts)});
  chart.series.push_back({{{"在岗", "in post"}, std::string(kAccent)}, values(StaffCount::in_post)});
  if (role == Role::carer)
    chart.series.push_back({{{"其中持证", "of them certified"}, std::string(part_colour(2)), true}, values(StaffCount::certified), false});
  return block(chart);
}

}  // namespace

std::string staff_section(const RunData& data) {
  HtmlTable table({{"岗位", "role"}, {"在岗", "in post"}, {"所需岗位", "posts"}, {"培训中", "in training"}, {"累计结业", "graduates"}});
  for (const Role role : all_of<Role>(data.description.names)) {
    const auto& counts = data.summary.staff[role];
    const bool has_posts = role == Role::carer || role == Role::helper;
    table.add({both(name_text(role, data.description.names)), shown(counts[StaffCount::in_post], Show::number),
               has_posts ? shown(counts[StaffCount::posts], Show::number) : "–", shown(counts[StaffCount::in_training], Show::number),
               shown(counts[StaffCount::graduates], Show::number)});
  }
  const Text title{"期末人员（人）", "Staff at the end (persons)"};
  return "<div class=\"charts\">" + role_chart(data, Role::carer, {"养老护理员", "Carers"}) +
         role_chart(data, Role::helper, {"助老员（村级互助养老点）", "Helpers at village points"}) + "</div><h3>" + both(title) + "</h3>" +
         table.html(title);
}

}  // namespace eldercast
