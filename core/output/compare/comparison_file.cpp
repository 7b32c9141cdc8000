#include <algorithm>

#include "output/compare/comparison.hpp"
#include "output/statistics.hpp"

namespace eldercast {

namespace {

/// A number of a difference, as a dataset of its own.
struct Part {
  const char* name;
  const char* long_name;
  const char* long_name_zh;
  double (*value)(const Difference&);
};
constexpr Part kParts[] = {
    {"a", "mean of run A", "方案A均值", [](const Difference& one) { return one.a; }},
    {"b", "mean of run B", "方案B均值", [](const Difference& one) { return one.b; }},
    {"difference", "mean of B - A over the same replicates", "差值均值", [](const Difference& one) { return one.mean; }},
    {"low", "5th percentile of B - A over replicates", "差值5%分位", [](const Difference& one) { return one.low; }},
    {"high", "95th percentile of B - A over replicates", "差值95%分位", [](const Difference& one) { return one.high; }},
    {"mean_low", "lower end of the 90% interval of the mean difference", "均值差90%区间下限",
     [](const Difference& one) { return one.mean_low; }},
    {"mean_high", "upper end of the 90% interval of the mean difference", "均值差90%区间上限",
     [](const Difference& one) { return one.mean_high; }},
    {"sign_share", "share of replicates whose difference has the sign of the mean", "符号一致比例",
     [](const Difference& one) { return one.sign_share; }},
    {"narrowing", "standard error without pairing / with it", "配对缩窄倍数", [](const Difference& one) { return one.narrowing; }},
};

/// Figures that every comparison has, in the order of the first.
std::vector<std::string> common_ids(std::span<const Comparison> comparisons) {
  std::vector<std::string> out;
  for (const FigureDifference& one : comparisons.front().figures) {
    const bool everywhere = std::all_of(comparisons.begin(), comparisons.end(), [&](const Comparison& other) {
      return std::any_of(other.figures.begin(), other.figures.end(),
                         [&](const FigureDifference& figure) { return figure.figure.id == one.figure.id; });
    });
    if (everywhere) out.push_back(one.figure.id);
  }
  return out;
}

const FigureDifference& find(const Comparison& comparison, const std::string& id) {
  return *std::find_if(comparison.figures.begin(), comparison.figures.end(),
                       [&](const FigureDifference& one) { return one.figure.id == id; });
}

class Tables {
 public:
  explicit Tables(std::span<const Comparison> comparisons) : comparisons_(comparisons), ids_(common_ids(comparisons)) {}

  ArrayGroup run() const {
    return group("run", "the whole run: the sum of its years, the highest of them, or the end", "全程", {},
                 [](const FigureDifference& one, auto add) { add(one.run); });
  }
  ArrayGroup district() const {
    return group("district", "the district by year", "全区分年", {years()}, [](const FigureDifference& one, auto add) {
      for (const Difference& year : one.years) add(year);
    });
  }
  ArrayGroup towns() const {
    const std::size_t years_count = comparisons_.front().figures.front().years.size();
    const std::size_t towns_count = comparisons_.front().town_codes.size();
    return group("towns", "towns by year", "分镇街分年", {years(), town_axis()}, [=](const FigureDifference& one, auto add) {
      const Difference none{kUnknown, kUnknown, kUnknown, kUnknown, kUnknown, kUnknown, kUnknown, kUnknown, kUnknown, false, 0};
      for (std::size_t y = 0; y < years_count; ++y) {
        for (std::size_t t = 0; t < towns_count; ++t) add(y < one.towns.size() ? one.towns[y][t] : none);
      }
    });
  }

 private:
  /// One array a part, along comparison, figure and `more`; `each` calls back with the differences of a figure in order.
  template <class Each>
  ArrayGroup group(const char* name, const char* long_name, const char* long_name_zh, std::vector<ArrayAxis> more, Each each) const {
    ArrayGroup out{name, long_name, long_name_zh, {comparison_axis(), figure_axis()}, {}};
    std::vector<std::string> axes{"comparison", "figure"};
    for (ArrayAxis& axis : more) {
      axes.push_back(axis.name);
      out.axes.push_back(std::move(axis));
    }
    for (const Part& part : kParts) {
      ArrayData array{part.name, axes, "units of figure_unit", part.long_name, part.long_name_zh, {}};
      for (const Comparison& comparison : comparisons_) {
        for (const std::string& id : ids_) {
          each(find(comparison, id), [&](const Difference& one) { array.cells.push_back(part.value(one)); });
        }
      }
      out.arrays.push_back(std::move(array));
    }
    return out;
  }

  ArrayAxis comparison_axis() const {
    std::vector<std::string> labels;
    std::vector<std::string> against;
    std::vector<std::uint8_t> paired;
    for (const Comparison& one : comparisons_) {
      labels.push_back(one.label_b);
      against.push_back(one.label_a);
      paired.push_back(one.paired ? 1 : 0);
    }
    return {"comparison",
            "run B of the comparison",
            "比较方案",
            labels,
            {{"comparison_against", "1", "run A", "基准方案", against},
             {"comparison_paired", "1", "1: the same random numbers", "是否配对", paired}}};
  }
  ArrayAxis figure_axis() const {
    std::vector<std::string> zh;
    std::vector<std::string> en;
    std::vector<std::string> units;
    for (const std::string& id : ids_) {
      const Figure& figure = find(comparisons_.front(), id).figure;
      zh.push_back(figure.name_zh);
      en.push_back(figure.name_en);
      units.push_back(figure.unit);
    }
    return {"figure",
            "figure of a run",
            "指标",
            ids_,
            {{"figure_name_zh", "1", "Chinese name", "中文名称", zh},
             {"figure_name_en", "1", "English name", "英文名称", en},
             {"figure_unit", "1", "unit; 1: a share", "单位", units}}};
  }
  ArrayAxis years() const {
    std::vector<std::int32_t> out;
    for (std::size_t y = 0; y < comparisons_.front().figures.front().years.size(); ++y) {
      out.push_back(comparisons_.front().start.year() + static_cast<std::int32_t>(y));
    }
    return {"year", "calendar year", "年份", out, {}};
  }
  ArrayAxis town_axis() const {
    return {"town",
            "official code of the town",
            "镇街代码",
            comparisons_.front().town_codes,
            {{"town_name_zh", "1", "Chinese name", "镇街名称", comparisons_.front().town_names_zh}}};
  }

  std::span<const Comparison> comparisons_;
  std::vector<std::string> ids_;
};

}  // namespace

ArrayFile comparison_file(std::span<const Comparison> comparisons) {
  const Tables tables(comparisons);
  return {std::string(kComparisonFiletype), "1.0", {}, {tables.run(), tables.district(), tables.towns()}};
}

}  // namespace eldercast
