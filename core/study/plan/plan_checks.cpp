#include "study/plan/plan_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "files/file_error.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "study/plan/plan_fields.hpp"

namespace eldercast {
namespace {

constexpr std::size_t kPlaceColumns = 4;  ///< case, block, step, axis

[[noreturn]] void refuse(const std::string& file, const std::string& what) { throw FileError(file, what, kNewStudy); }

/// Goes through the lines of a table of points.
class PointLines {
 public:
  PointLines(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  [[nodiscard]] bool more() const { return at_ < text_.size(); }
  std::string_view next() {
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    const std::string_view line = text_.substr(at_, end - at_);
    at_ = end + 1;
    ++number_;
    return line;
  }
  /// The cells of a line as numbers: as many as `cells` has room for.
  void read_numbers(std::string_view line, std::vector<double>& cells) const {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (begin > line.size()) wrong(fmt::format("has {} cells, the header has {}", i, cells.size()));
      const std::size_t end = std::min(line.find(',', begin), line.size());
      const std::optional<double> number = parse_number(line.substr(begin, end - begin));
      if (!number) wrong(fmt::format("has a cell {} that is no number", i + 1));
      cells[i] = *number;
      begin = end + 1;
    }
    if (begin <= line.size()) wrong(fmt::format("has more cells than the header, which has {}", cells.size()));
  }
  /// A whole number of a line from `least` to `most`.
  [[nodiscard]] int place(double cell, const char* name, int least, int most) const {
    if (cell < least || cell > most || std::floor(cell) != cell)
      wrong(fmt::format("has a {} that is not from {} to {}", name, least, most));
    return static_cast<int>(cell);
  }
  [[noreturn]] void wrong(const std::string& what) const { refuse(file_, fmt::format("line {} {}", number_, what)); }

 private:
  std::string_view text_;
  const std::string& file_;
  std::size_t at_ = 0;
  int number_ = 0;
};

}  // namespace

std::string points_header(const StudyPlan& plan) {
  std::string out = "case,block,step,axis";
  for (const VariedParameter& parameter : plan.parameters) out += "," + parameter.id;
  return out;
}

void check_study(const StudyPlan& plan, const std::string& file) {
  for (const VariedParameter& one : plan.parameters) {
    if (one.id.empty() || one.id.find_first_of("=,\"\n\r") != std::string::npos) refuse(file, "varies something that is no parameter");
  }
  const std::vector<DesignMistake> mistakes = mistakes_of(plan.design);
  if (!mistakes.empty()) refuse(file, "has a design that cannot be: " + mistakes.front().text);
}

void check_part(const StudyPlan& plan, const PlanPart& part, const std::string& file) {
  const auto known = static_cast<int>(plan.cases.size());
  const bool first = plan.parts.empty();
  const auto agree = [&](bool right, const char* what) {
    if (!right) refuse(file, fmt::format("says something of its {} that does not agree with the rest of the plan", what));
  };
  if (part.blocks > 0) {
    std::int64_t blocks_before = 0;
    for (const PlanPart& before : plan.parts) blocks_before += before.blocks;
    agree(part.first_block == blocks_before && blocks_before + part.blocks <= blocks_at_most(plan.design), "blocks");
    agree(part.first_case == known && part.cases == static_cast<std::int64_t>(part.blocks) * points_a_block(plan.design), "cases");
    agree(part.first_replicate == 0 && (first || part.replicates == plan.replicates()), "replicates");
  } else {
    agree(!first, "blocks");
    agree(part.first_case == 0 && part.cases == known, "cases");
    agree(part.first_replicate == plan.replicates(), "replicates");
  }
  const std::optional<StudyMistake> mistake = limit_mistake(plan, part.blocks > 0 ? part.cases : 0, part.first_replicate + part.replicates);
  if (mistake) refuse(file, mistake->message);
  const std::int64_t batches = std::int64_t{part.cases / part.cases_a_batch} + plan.batch_count();
  if (batches > kMostBatches) refuse(file, fmt::format("makes more than {} batches", kMostBatches));
}

void read_points(std::string_view text, const PlanPart& part, const std::string& file, StudyPlan& plan) {
  PointLines lines(text, file);
  if (lines.next() != points_header(plan)) lines.wrong("is not the header of the plan's parameters");
  const auto axes = static_cast<int>(plan.parameters.size());
  const int wanted = part.blocks > 0 ? part.cases : 0;
  std::vector<double> cells(kPlaceColumns + plan.parameters.size());
  for (int row = 0; row < wanted; ++row) {
    if (!lines.more()) lines.wrong(fmt::format("is the last one, and the plan has {} cases there", wanted));
    lines.read_numbers(lines.next(), cells);
    StudyCase one;
    one.number = lines.place(cells[0], "case", part.first_case + row, part.first_case + row);
    one.point.block = lines.place(cells[1], "block", part.first_block, part.first_block + part.blocks - 1);
    one.point.step = lines.place(cells[2], "step", 0, kMostPointsABlock);
    one.point.axis = lines.place(cells[3], "axis", -1, axes - 1);
    one.point.values.assign(cells.begin() + kPlaceColumns, cells.end());
    plan.cases.push_back(std::move(one));
  }
  if (lines.more()) lines.wrong(fmt::format("is followed by more rows than the {} cases of the plan", wanted));
}

}  // namespace eldercast
