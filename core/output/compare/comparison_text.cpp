#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "output/compare/comparison.hpp"
#include "output/figures/figure_text.hpp"
#include "output/render/table.hpp"
#include "output/render/text_cells.hpp"
#include "text/counted.hpp"
#include "text/width.hpp"

namespace eldercast {

namespace {

/// Whether the sign of the mean difference is known, as far as the replicates tell.
bool certain(const Difference& one) { return !one.zero && (std::isnan(one.mean_low) || one.mean_low > 0 || one.mean_high < 0); }

/// "better" or "worse" where the interval of the mean lies on one side of zero.
Text verdict(const Figure& figure, const Difference& one) {
  if (figure.better == Better::neither || !certain(one) || std::isnan(one.mean_low)) return {};
  return (one.mean > 0) == (figure.better == Better::more) ? Text{"改善", "better"} : Text{"变差", "worse"};
}

Text subject_words(Subject subject) {
  static const std::array<Text, kCount<Subject>> kWords{{{"覆盖", "Coverage"},
                                                         {"服务", "Services"},
                                                         {"床位", "Beds"},
                                                         {"人员", "Staff"},
                                                         {"资金", "Money"},
                                                         {"目标", "Targets"},
                                                         {"老年人", "People"}}};
  return kWords[index_of(subject)];
}

char letter(std::size_t run) { return static_cast<char>('A' + run); }

/// Writes the lines of all comparisons with one A.
class Screen {
 public:
  Screen(std::span<const Comparison> comparisons, ComparisonView view, Language language, std::size_t width)
      : all_(comparisons), view_(view), language_(language), width_(width), zh_(language == Language::zh) {}

  std::string text() && {
    names();
    if (std::all_of(all_.begin(), all_.end(), [](const Comparison& one) { return one.replicates == 0; })) {
      add(zh_ ? "没有一次模拟在两者中都正常结束：无可比较" : "no replicate ended well in both: there is nothing to compare");
      return std::move(out_);
    }
    about();
    changes();
    for (std::size_t i = 0; i < kCount<Subject>; ++i) subject(static_cast<Subject>(i));
    targets();
    costs();
    for (const Comparison& one : all_) {
      if (one.waterfall) out_ += document_text(document_of(*one.waterfall), {language_, width_, true});
    }
    notes();
    return std::move(out_);
  }

 private:
  void add(const std::string& text) { out_ += wrapped_text(text, width_, 2) + "\n"; }
  [[nodiscard]] const Comparison& first() const { return all_.front(); }

  void names() {
    const auto line = [&](std::size_t run, const std::string& label, const std::string& name_zh, const std::string& name_en) {
      add(fmt::format("{}: {}  {}", letter(run), label, zh_ ? name_zh : name_en));
    };
    line(0, first().label_a, first().name_a_zh, first().name_a_en);
    for (std::size_t i = 0; i < all_.size(); ++i) line(i + 1, all_[i].label_b, all_[i].name_b_zh, all_[i].name_b_en);
  }

  void about() {
    const std::string paired = first().paired ? (zh_ ? "成对" : "paired") : (zh_ ? "不成对（种子不同）" : "unpaired (other seeds)");
    add(zh_ ? fmt::format("{} 至 {}，{}次{}模拟；期末值，注明全程者除外；差值为均值 [其90%区间]", text_of(first().start),
                          text_of(first().end), first().replicates, paired)
            : fmt::format("{} to {}, {}; at the end, unless a row says whole run; changes: mean [its 90% interval]", text_of(first().start),
                          text_of(first().end), counted(first().replicates, paired + " replicate")));
  }

  /// What changed most, whoever pays; and if nothing but payers did, that.
  void changes() {
    for (std::size_t i = 0; i < all_.size(); ++i) {
      std::vector<const FigureDifference*> money;
      std::vector<const FigureDifference*> people;
      for (const FigureDifference& one : all_[i].figures) {
        if (!certain(one.run)) continue;
        const bool payer = one.figure.id.starts_with("money.") && one.figure.id != "money.public" && one.figure.id != "money.all";
        if (payer) money.push_back(&one);
        if (!payer && one.figure.better != Better::neither && one.figure.subject != Subject::targets &&
            one.figure.subject != Subject::money)
          people.push_back(&one);
      }
      const auto relative = [](const FigureDifference* one) { return std::abs(one->run.mean) / std::max(1.0, std::abs(one->run.a)); };
      std::stable_sort(money.begin(), money.end(),
                       [](const auto* a, const auto* b) { return std::abs(a->run.mean) > std::abs(b->run.mean); });
      std::stable_sort(people.begin(), people.end(), [&](const auto* a, const auto* b) { return relative(a) > relative(b); });
      std::vector<std::string> parts;
      const auto take = [&](const std::vector<const FigureDifference*>& from, std::size_t most) {
        for (std::size_t k = 0; k < std::min(most, from.size()); ++k) {
          parts.push_back(fmt::format("{} {}", in(language_, figure_label(from[k]->figure)),
                                      signed_text(from[k]->run.mean * shown_per_unit(from[k]->figure.unit))));
        }
      };
      take(money, 3);
      take(people, 3);
      const std::string list = fmt::format("{}", fmt::join(parts, zh_ ? "；" : "; "));
      std::string said = parts.empty() ? (zh_ ? "没有确定的变化" : "nothing changes for certain") : list;
      if (!money.empty() && people.empty())
        said += zh_ ? "。覆盖、服务和床位不变：此情景中资金只改变由谁承担"
                    : ". Coverage, services and beds do not change: here this only moves who pays";
      add(fmt::format("{}{}: {}", letter(i + 1), zh_ ? "的主要变化" : " changes most", said));
    }
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
    bool differs = false;
    for (std::size_t i = 0; i < all_.size(); ++i) {
      const FigureDifference* other = same_in(i, one);
      if (other == nullptr) {
        values.emplace_back(std::string("-"));
        changes.emplace_back(std::string());
        continue;
      }
      const Difference& difference = difference_of(*other);
      values.emplace_back(figure_number(one.figure, difference.b));
      std::string change = all_.size() == 1  ? difference_text(one.figure, difference)
                           : difference.zero ? "0"
                                             : signed_text(difference.mean * shown_per_unit(one.figure.unit));
      if (all_.size() > 1 && !difference.zero && !certain(difference)) change += "?";
      const Text word = verdict(one.figure, difference);
      if (all_.size() == 1 && !word.en.empty()) change += " " + in(language_, word);
      changes.emplace_back(std::move(change));
      differs = differs || !difference.zero;
    }
    table.rows.push_back(std::move(values));
    if (differs) table.rows.push_back(std::move(changes));
  }

  void figure(Table& table, const FigureDifference& one) {
    rows(table, one, in(language_, figure_label(one.figure)), [](const FigureDifference& of) -> const Difference& { return of.run; });
    for (std::size_t year = 0; view_.years && year < one.years.size(); ++year) {
      rows(table, one, fmt::format("  {}", first().start.year() + static_cast<int>(year)),
           [year](const FigureDifference& of) -> const Difference& { return of.years[year]; });
    }
    for (std::size_t t = 0; view_.towns && t < one.run_towns.size(); ++t) {
      const bool same = std::all_of(all_.begin(), all_.end(), [&](const Comparison& comparison) {
        const FigureDifference* other = same_in(static_cast<std::size_t>(&comparison - all_.data()), one);
        return other == nullptr || other->run_towns.empty() || other->run_towns[t].zero;
      });
      if (same && !view_.all) continue;
      rows(table, one, "  " + first().town_names_zh[t],
           [t](const FigureDifference& of) -> const Difference& { return of.run_towns.at(t); });
    }
  }

  void subject(Subject subject) {
    Table table;
    table.columns.push_back({"figure", "", "", "", CellFormat::text});
    for (std::size_t run = 0; run <= all_.size(); ++run) {
      const std::string name(1, letter(run));
      table.columns.push_back({name, name, name, "", CellFormat::whole});
    }
    int equal = 0;
    int uncertain = 0;
    for (const FigureDifference& one : first().figures) {
      if (one.figure.subject != subject) continue;
      bool zero = true;
      bool known = false;
      for (std::size_t i = 0; i < all_.size(); ++i) {
        const FigureDifference* other = same_in(i, one);
        zero = zero && (other == nullptr || other->zero());
        known = known || (other != nullptr && certain(other->run));
      }
      if (view_.all || known) {
        figure(table, one);
      } else {
        ++(zero ? equal : uncertain);
      }
    }
    const std::string heading = in(language_, subject_words(subject));
    if (table.rows.empty()) {
      add(zh_ ? fmt::format("{}：{}项完全相同，{}项方向不确定", heading, equal, uncertain)
              : fmt::format("{}: {} figures exactly equal, {} in no certain direction", heading, equal, uncertain));
      return;
    }
    table.columns.front().zh = table.columns.front().en = heading;
    out_ += "\n" + table_text(table, language_, width_);
    if (equal + uncertain > 0)
      add(zh_ ? fmt::format("  其余：{}项完全相同，{}项方向不确定（--all 显示）", equal, uncertain)
              : fmt::format("  the others: {} exactly equal, {} in no certain direction (--all shows them)", equal, uncertain));
  }

  void targets() {
    Table table;
    table.columns.push_back({"target", "达标概率有变的目标", "targets met when due, chance", "", CellFormat::text});
    for (std::size_t run = 0; run <= all_.size(); ++run) {
      const std::string name(1, letter(run));
      table.columns.push_back({name, name, name, "", CellFormat::whole});
    }
    int same = 0;
    for (std::size_t t = 0; t < first().targets.size(); ++t) {
      const TargetDifference& one = first().targets[t];
      if (!one.met_a) continue;
      std::vector<Cell> row{std::string(name_of(one.target)), percent_text(*one.met_a) + "%"};
      bool differs = false;
      for (const Comparison& comparison : all_) {
        const auto& met = comparison.targets[t].met_b;
        row.emplace_back(met ? percent_text(*met) + "%" : "-");
        differs = differs || (met && *met != *one.met_a);
      }
      if (differs || view_.all) {
        table.rows.push_back(std::move(row));
      } else {
        ++same;
      }
    }
    if (!table.rows.empty()) out_ += "\n" + table_text(table, language_, width_);
    add(zh_ ? fmt::format("{}项目标的达标概率不变", same) : fmt::format("{} targets are met as surely as before", same));
  }

  /// A price of what is gained for certain, a saving for what is lost for certain; nothing where either is noise.
  void cost(std::size_t run, const CostOfGain& cost, const Text& what) {
    const auto text = [](const PairedRatio& ratio) {
      return fmt::format("{} [{}, {}]", grouped_text(ratio.ratio), grouped_text(ratio.low), grouped_text(ratio.high));
    };
    if (cost.public_money.known && cost.public_money.low > 0) {
      add(zh_ ? fmt::format("{}：每多得{}，公共资金{}元", letter(run), what.zh, text(cost.public_money))
              : fmt::format("{}: {} more costs {} yuan of public money", letter(run), what.en, text(cost.public_money)));
    } else if (cost.lost_public_money.known && cost.lost_public_money.low > 0) {
      add(zh_ ? fmt::format("{}：每少得{}，节省公共资金{}元", letter(run), what.zh, text(cost.lost_public_money))
              : fmt::format("{}: {} less saves {} yuan of public money", letter(run), what.en, text(cost.lost_public_money)));
    }
  }

  void costs() {
    out_ += "\n";
    const std::string before = out_;
    for (std::size_t i = 0; i < all_.size(); ++i) {
      cost(i + 1, all_[i].per_care_year, {"一人年照护（不含签约）", "a person-year of care"});
      cost(i + 1, all_[i].per_bed_year, {"一人年床位保障", "a person-year with the bed that is needed"});
    }
    if (out_ == before) add(zh_ ? "没有确定的得失可以计价" : "nothing is gained or lost for certain that could have a price");
  }

  void notes() {
    if (all_.size() > 1) add(zh_ ? "“?”：方向不确定" : "?: in no certain direction");
    if (first().paired && std::isfinite(first().median_narrowing))
      add(zh_ ? fmt::format("若不成对，区间将宽{:.1f}倍（中位）", first().median_narrowing)
              : fmt::format("Without pairing the intervals would be {:.1f} times as wide (median).", first().median_narrowing));
    for (const Comparison& one : all_) {
      if (!one.only_in_one.empty())
        add(zh_ ? fmt::format("{}项指标只在一方存在：{}", one.only_in_one.size(), fmt::join(one.only_in_one, "、"))
                : fmt::format("{} figures are in one run only: {}", one.only_in_one.size(), fmt::join(one.only_in_one, ", ")));
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
