#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "output/compare/comparison.hpp"
#include "output/figures/figure_text.hpp"
#include "output/render/table.hpp"
#include "output/render/text_cells.hpp"
#include "text/counted.hpp"

namespace eldercast {

namespace {

/// Towns of a figure on a screen that nobody asked for it alone.
constexpr std::size_t kTownsTold = 3;

Text subject_words(Subject subject) {
  static const std::array<Text, kCount<Subject>> kWords{
      {{"覆盖", "Coverage"},
       {"服务", "Services"},
       {"床位", "Beds"},
       {"人员", "Staff"},
       {"资金（万元，全程；余额为期末）", "Money over the run, 10k CNY; balances at its end"},
       {"目标", "Targets"},
       {"老年人", "People"}}};
  return kWords[index_of(subject)];
}

/// Money stands under a heading that says its unit and that it is of the whole run.
Text row_label(const Figure& figure) {
  return figure.subject == Subject::money && figure.unit == "CNY" ? Text{figure.name_zh, figure.name_en} : figure_label(figure);
}

/// "the others: 10 exactly equal, 2 in no certain direction"; empty where there are none.
Text folded_words(int equal, int uncertain) {
  Text out;
  const auto add = [&](int count, const char* zh, const char* en) {
    if (count == 0) return;
    out.zh += (out.zh.empty() ? "" : "，") + fmt::format("{}项{}", count, zh);
    out.en += (out.en.empty() ? "" : ", ") + (out.en.empty() ? counted(count, "figure") : std::to_string(count)) + " " + en;
  };
  add(equal, "完全相同", "exactly equal");
  add(uncertain, "无确定的变化", "in no certain direction");
  return out;
}

/// Writes the lines of all comparisons with one A.
class Screen {
 public:
  Screen(std::span<const Comparison> comparisons, ComparisonView view, Language language, std::size_t width)
      : all_(comparisons), view_(view), language_(language), width_(width), zh_(language == Language::zh) {}

  std::string text() && {
    const bool none = std::all_of(all_.begin(), all_.end(), [](const Comparison& one) { return one.replicates == 0; });
    const bool whole = view_.figures.empty() && view_.town_codes.empty();
    out_ = first_answer(all_, whole && !none, {language_, width_, false});
    if (none) {
      add(zh_ ? "没有一次模拟在两者中都正常结束：无可比较" : "no replicate ended well in both: there is nothing to compare");
      return std::move(out_);
    }
    if (first().replicates > 1) out_ += "\n" + wrapped_text(in(language_, how_to_read()), width_) + "\n";
    for (std::size_t i = 0; i < kCount<Subject>; ++i) subject(static_cast<Subject>(i));
    if (whole) targets();
    for (const Comparison& one : all_) {
      if (one.waterfall) out_ += document_text(document_of(*one.waterfall), {language_, width_, true});
    }
    notes();
    return std::move(out_);
  }

 private:
  void add(const std::string& text) { out_ += wrapped_text(text, width_, 2) + "\n"; }
  [[nodiscard]] const Comparison& first() const { return all_.front(); }

  /// What brackets, words and marks are, as far as there are any.
  [[nodiscard]] Text how_to_read() const {
    if (all_.size() == 1)
      return {
          "表中变化：均值 "
          "[90%的模拟：本区可能看到的]；人数等为期末，注明全程者除外。“改善”“变差”：二十次模拟中至多一次相反；“平均”：只有均值的方向确定；?"
          "：方向不确定。",
          "Changes in the tables: mean [90% of the replicates: what this district may see], at the end unless a row says whole run. "
          "better, worse: at most one replicate in twenty goes the other way; on average: the mean alone is certain; ?: not even that."};
    Text out{"表中变化为均值，期末值，注明全程者除外。没有记号：二十次模拟中至多一次相反；~：只有均值的方向确定；?：方向不确定。",
             "Changes in the tables are means, at the end unless a row says whole run. No mark: at most one replicate in twenty goes the "
             "other way; ~: the mean alone is certain; ?: not even that."};
    if (view_.intervals) {
      out.zh += "其下是90%的模拟所在的两端。";
      out.en += " Below stand the ends between which 90% of the replicates lie.";
    } else {
      out.zh += "--intervals 显示90%的模拟所在的区间。";
      out.en += " --intervals shows between what 90% of the replicates lie.";
    }
    return out;
  }

  [[nodiscard]] const FigureDifference* same_in(std::size_t comparison, const FigureDifference& one) const {
    const auto& figures = all_[comparison].figures;
    const auto found = std::find_if(figures.begin(), figures.end(), [&](const auto& other) { return other.figure.id == one.figure.id; });
    return found == figures.end() ? nullptr : &*found;
  }

  /// One row of values, and below it what each run changes.
  template <class Of>
  void rows(Table& table, const FigureDifference& one, const std::string& label, Of difference_of) {
    std::vector<Cell> values{label, figure_number(one.figure, difference_of(one).a)};
    std::vector<Cell> changes{std::string(zh_ ? "  变化" : "  change"), std::string()};
    std::vector<Cell> low{std::string(zh_ ? "  5%的模拟低于" : "  5% lie below"), std::string()};
    std::vector<Cell> high{std::string(zh_ ? "  5%的模拟高于" : "  5% lie above"), std::string()};
    bool differs = false;
    for (std::size_t i = 0; i < all_.size(); ++i) {
      const FigureDifference* other = same_in(i, one);
      if (other == nullptr) {
        values.emplace_back(std::string("-"));
        for (std::vector<Cell>* row : {&changes, &low, &high}) row->emplace_back(std::string());
        continue;
      }
      const Difference& difference = difference_of(*other);
      values.emplace_back(figure_number(one.figure, difference.b));
      changes.emplace_back(change_text(one.figure, difference));
      const double unit = shown_per_unit(one.figure.unit);
      low.emplace_back(difference.zero ? std::string() : signed_text(difference.low * unit));
      high.emplace_back(difference.zero ? std::string() : signed_text(difference.high * unit));
      differs = differs || !difference.zero;
    }
    table.rows.push_back(std::move(values));
    if (!differs) return;
    table.rows.push_back(std::move(changes));
    if (!view_.intervals || all_.size() == 1 || first().replicates == 1) return;
    table.rows.push_back(std::move(low));
    table.rows.push_back(std::move(high));
  }

  /// A change with its interval and in words where there is one run B, with a mark where there are several.
  [[nodiscard]] std::string change_text(const Figure& figure, const Difference& difference) const {
    const std::string mark = mark_of(difference);
    if (all_.size() > 1)
      return difference.replicates == 0 ? "-" : difference.zero ? "0" : signed_text(difference.mean * shown_per_unit(figure.unit)) + mark;
    const std::string word = in(language_, worth_words(figure, difference));
    const std::string behind = word.empty() && mark == "?" ? mark : word;
    return difference_text(figure, difference) + (behind.empty() ? "" : " " + behind);
  }

  /// Towns of a figure in the order of their change, as far as the view wants them.
  [[nodiscard]] std::vector<std::size_t> towns_of(const FigureDifference& one) const {
    std::vector<std::pair<double, std::size_t>> found;
    for (std::size_t t = 0; t < one.run_towns.size(); ++t) {
      const auto& codes = view_.town_codes;
      if (!codes.empty() && std::find(codes.begin(), codes.end(), first().town_codes[t]) == codes.end()) continue;
      double size = 0;
      bool wanted = view_.all;
      for (std::size_t i = 0; i < all_.size(); ++i) {
        const FigureDifference* other = same_in(i, one);
        if (other == nullptr || other->run_towns.empty()) continue;
        const Difference& change = other->run_towns[t];
        if (!std::isnan(change.mean)) size = std::max(size, std::abs(change.mean));
        wanted = wanted || (view_.figures.empty() ? direction_of(change) == Direction::certain : direction_of(change) != Direction::none);
      }
      if (wanted) found.emplace_back(size, t);
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::size_t> out;
    for (const auto& [size, t] : found) out.push_back(t);
    return out;
  }

  void towns(Table& table, const FigureDifference& one, const std::vector<std::size_t>& order) {
    const bool short_list = view_.figures.empty() && view_.town_codes.empty() && !view_.all;
    const std::size_t shown = short_list ? std::min(order.size(), kTownsTold) : order.size();
    for (std::size_t k = 0; k < shown; ++k) {
      const std::size_t t = order[k];
      rows(table, one, "  " + (zh_ ? first().town_names_zh : first().town_names_en)[t],
           [t](const FigureDifference& of) -> const Difference& { return of.run_towns.at(t); });
    }
    if (shown == order.size()) return;
    std::vector<Cell> rest(all_.size() + 2, std::string());
    rest.front() = zh_ ? fmt::format("  另有{}个镇街（--figure {}）", order.size() - shown, one.figure.id)
                       : fmt::format("  {} more (--figure {})", counted(order.size() - shown, "town"), one.figure.id);
    table.rows.push_back(std::move(rest));
  }

  /// The target whose value a figure is, where it is due within the run.
  [[nodiscard]] const TargetDifference* due_target(std::size_t comparison, const Figure& figure) const {
    constexpr std::string_view kPrefix = "target.";
    for (const TargetDifference& one : all_[comparison].targets) {
      if (one.due && figure.id.starts_with(kPrefix) && figure.id.substr(kPrefix.size()) == one.about.id) return &one;
    }
    return nullptr;
  }

  /// Over the whole run, or of a target when it is due.
  void figure(Table& table, const FigureDifference& one) {
    const Text label = row_label(one.figure);
    if (const TargetDifference* due = due_target(0, one.figure)) {
      const auto comparison_of = [this](const FigureDifference& of) {
        const auto has = [&](const Comparison& comparison) { return find_difference(comparison, of.figure.id) == &of; };
        return static_cast<std::size_t>(std::find_if(all_.begin(), all_.end(), has) - all_.begin());
      };
      rows(table, one, fmt::format("{} ({})", in(language_, label), text_of(*due->due)),
           [&](const FigureDifference& of) -> const Difference& {
             const TargetDifference* same = due_target(comparison_of(of), of.figure);
             return same == nullptr ? of.run : same->when_due;
           });
    } else {
      rows(table, one, in(language_, label), [](const FigureDifference& of) -> const Difference& { return of.run; });
    }
    for (std::size_t year = 0; view_.years && year < one.years.size(); ++year) {
      rows(table, one, fmt::format("  {}", first().start.year() + static_cast<int>(year)),
           [year](const FigureDifference& of) -> const Difference& { return of.years[year]; });
    }
  }

  /// Whether a figure has rows: where it is asked for, or changes in a direction that is known.
  [[nodiscard]] bool is_shown(const FigureDifference& one, const std::vector<std::size_t>& towns) const {
    if (view_.all || !view_.figures.empty()) return view_.town_codes.empty() || view_.all || !one.run_towns.empty();
    if (!view_.town_codes.empty()) return !towns.empty();
    if (!towns.empty()) return true;
    // Beside each other many changes have a direction on average: some run has to change it for certain.
    for (std::size_t i = 0; i < all_.size(); ++i) {
      const FigureDifference* other = same_in(i, one);
      if (other == nullptr) continue;
      const TargetDifference* due = due_target(i, one.figure);
      const Difference& change = due == nullptr ? other->run : due->when_due;
      if (all_.size() == 1 ? is_told(change) : direction_of(change) == Direction::certain || direction_of(change) == Direction::unknown)
        return true;
    }
    return false;
  }

  [[nodiscard]] bool is_named(const Figure& figure) const {
    return view_.figures.empty() ||
           std::any_of(view_.figures.begin(), view_.figures.end(), [&](const std::string& word) { return names_figure(word, figure.id); });
  }

  void subject(Subject subject) {
    Table table;
    table.columns.push_back({"figure", "", "", "", CellFormat::text});
    for (std::size_t run = 0; run <= all_.size(); ++run) {
      const std::string name(1, run_letter(run));
      table.columns.push_back({name, name, name, "", CellFormat::whole});
    }
    int equal = 0;
    int uncertain = 0;
    for (const FigureDifference& one : first().figures) {
      if (one.figure.subject != subject || !is_named(one.figure)) continue;
      const std::vector<std::size_t> order = view_.towns ? towns_of(one) : std::vector<std::size_t>();
      if (is_shown(one, order)) {
        figure(table, one);
        towns(table, one, order);
        continue;
      }
      bool zero = true;
      for (std::size_t i = 0; i < all_.size(); ++i) {
        const FigureDifference* other = same_in(i, one);
        zero = zero && (other == nullptr || other->zero());
      }
      ++(zero ? equal : uncertain);
    }
    const bool asked = !view_.figures.empty() || !view_.town_codes.empty();
    const std::string heading = in(language_, subject_words(subject));
    const std::string folded = in(language_, folded_words(equal, uncertain));
    if (table.rows.empty() && (asked || folded.empty())) return;
    if (table.rows.empty()) {
      add(heading + (zh_ ? "：" : ": ") + folded);
      return;
    }
    table.columns.front().zh = table.columns.front().en = heading;
    out_ += "\n" + table_text(table, language_, width_);
    if (!folded.empty() && !asked)
      add(fmt::format("  {}{}{}", zh_ ? "未列：" : "not shown: ", folded, zh_ ? "（--all 显示）" : " (--all shows them)"));
  }

  void targets() {
    Table table;
    table.columns.push_back(
        {"target", "达标概率确有变化的目标", "targets met when due, chances that change for certain", "", CellFormat::text});
    for (std::size_t run = 0; run <= all_.size(); ++run) {
      const std::string name(1, run_letter(run));
      table.columns.push_back({name, name, name, "", CellFormat::whole});
    }
    int same = 0;
    int unsure = 0;
    for (std::size_t t = 0; t < first().targets.size(); ++t) {
      const TargetDifference& one = first().targets[t];
      if (!one.met_a) continue;
      std::vector<Cell> row{one.about.id, percent_text(*one.met_a) + "%"};
      bool differs = false;
      bool certain = false;
      for (const Comparison& comparison : all_) {
        const TargetDifference& other = comparison.targets[t];
        row.emplace_back(other.met_b ? percent_text(*other.met_b) + "%" + (other.chance_changes() ? "" : "?") : "-");
        const bool moves = other.met_b && *other.met_b != *one.met_a;
        if (!moves && other.met_b) row.back() = percent_text(*other.met_b) + "%";
        differs = differs || moves;
        certain = certain || other.chance_changes();
      }
      if (certain || view_.all) {
        table.rows.push_back(std::move(row));
      } else {
        ++(differs ? unsure : same);
      }
    }
    if (!table.rows.empty()) out_ += "\n" + table_text(table, language_, width_);
    add(zh_ ? fmt::format("{}项目标的达标概率不变，{}项的变化不确定（可能是偶然）", same, unsure)
            : fmt::format("{} met as surely as before; {} may differ by luck", counted(same, "target") + (same == 1 ? " is" : " are"),
                          unsure));
  }

  void notes() {
    for (const Comparison& one : all_) {
      if (!one.only_in_one.empty())
        add(zh_ ? fmt::format("{}项指标只在一方存在：{}", one.only_in_one.size(), fmt::join(one.only_in_one, "、"))
                : fmt::format("{} in one run only: {}", counted(static_cast<std::int64_t>(one.only_in_one.size()), "figure"),
                              fmt::join(one.only_in_one, ", ")));
    }
  }

  std::span<const Comparison> all_;
  ComparisonView view_;
  Language language_;
  std::size_t width_;
  bool zh_;
  std::string out_;
};

}  // namespace

std::string render_text(std::span<const Comparison> comparisons, ComparisonView view, Language language, std::size_t width) {
  return Screen(comparisons, view, language, width).text();
}

}  // namespace eldercast
