#include <fmt/format.h>

#include <algorithm>

#include "output/compare/waterfall.hpp"
#include "output/figures/figure_text.hpp"

namespace eldercast {

namespace {

constexpr std::size_t kFiguresTold = 8;

bool for_certain(const Difference& one) {
  const Direction direction = direction_of(one);
  return direction == Direction::certain || direction == Direction::on_average;
}

/// Main figures that change for certain, and as many of the others as there is room for, those of money by payer first.
bool told(const WaterfallFigure& one) {
  const auto main = main_figures();
  const bool payer = one.figure.id.starts_with("money.");
  return for_certain(one.total) && (payer || std::find(main.begin(), main.end(), one.figure.id) != main.end());
}

Cell interval_cell(const Difference& one) { return Estimate{one.mean, kUnknown, one.low, one.high}; }

void add_rows(Table& table, const Waterfall& waterfall, const WaterfallFigure& one, bool shown) {
  const auto row = [&](const Cell& name, const std::string& change, const Difference* alone, const Difference& share) {
    table.rows.push_back({waterfall.label_b, one.figure.id, one.figure.unit, change, name,
                          alone == nullptr ? std::string() : difference_text(one.figure, *alone), difference_text(one.figure, share),
                          alone == nullptr ? Cell{} : interval_cell(*alone), interval_cell(share)});
  };
  row(figure_label(one.figure), "", nullptr, one.total);
  for (std::size_t i = 0; i < one.steps.size(); ++i) {
    const std::string& change = waterfall.changes[i];
    row(fmt::format("  ({})", i + 1), change, &one.steps[i].alone, one.steps[i].share);
  }
  if (!one.remainder.zero || !shown) row(Text{"  其余差别", "  all else that differs"}, "remainder", nullptr, one.remainder);
}

}  // namespace

Document document_of(const Waterfall& waterfall) {
  Document out;
  out.begin(fmt::format("{}：各项改动的贡献", waterfall.label_b), fmt::format("{}: what each change brought", waterfall.label_b));
  out.say(waterfall.exact
              ? fmt::format("单独：只作该项改动；份额：在所有先后次序中平均（Shapley），合计即全部变化；共模拟{}种组合", waterfall.runs)
              : fmt::format("单独：只作该项改动；份额：在{}种先后次序中平均（Shapley），合计即全部变化；共模拟{}种组合", waterfall.orders,
                            waterfall.runs),
          waterfall.exact
              ? fmt::format("alone: that change and no other; share: averaged over all orders of making them (Shapley), shares add "
                            "up to the whole; {} sets of changes were run",
                            waterfall.runs)
              : fmt::format("alone: that change and no other; share: averaged over {} orders of making them (Shapley), shares "
                            "add up to the whole; {} sets of changes were run",
                            waterfall.orders, waterfall.runs));
  for (std::size_t i = 0; i < waterfall.changes.size(); ++i) {
    const std::string line = fmt::format("({}) {}", i + 1, waterfall.changes[i]);
    out.say(line, line, 2);
  }
  Table all{"waterfall", "贡献", "", "", {}, {}, {}};
  all.columns = {{"run", "方案", "run B", "", CellFormat::text, false, ShownIn::files},
                 {"figure", "指标编号", "figure", "", CellFormat::text, false, ShownIn::files},
                 {"unit", "单位", "unit", "", CellFormat::text, false, ShownIn::files},
                 {"change", "改动", "change", "", CellFormat::text, false, ShownIn::files},
                 {"name", "指标、改动", "figure, change", "", CellFormat::text},
                 {"alone_shown", "单独", "alone", "", CellFormat::whole, false, ShownIn::screens},
                 {"share_shown", "份额 [90%的模拟]", "share [90% of replicates]", "", CellFormat::whole, false, ShownIn::screens},
                 {"alone", "单独", "alone", kUnitOfFigure, CellFormat::decimal, true, ShownIn::files},
                 {"share", "份额", "share", kUnitOfFigure, CellFormat::decimal, true, ShownIn::files}};
  Table seen = all;
  seen.shown = ShownIn::screens;
  all.shown = ShownIn::files;
  std::size_t count = 0;
  for (const WaterfallFigure& one : waterfall.figures) {
    add_rows(all, waterfall, one, false);
    if (count < kFiguresTold && told(one)) {
      add_rows(seen, waterfall, one, true);
      ++count;
    }
  }
  if (count == 0) out.say("没有确定的变化可以分解", "nothing changes for certain that could be shared out", 2);
  out.add(std::move(seen));
  out.add(std::move(all));
  return out;
}

}  // namespace eldercast
