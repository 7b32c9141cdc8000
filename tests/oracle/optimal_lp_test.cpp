#include <glpk.h>

#include <cmath>
#include <map>
#include <set>

#include "oracle/random_months.hpp"
#include "support/catch.hpp"

using namespace eldercast;
using test::Choice;
using test::ServiceMonth;
using test::Waited;

namespace {

/// A plain linear program, solved by GLPK's simplex.
class Program {
 public:
  Program() : problem_(glp_create_prob()) {
    glp_term_out(GLP_OFF);
    glp_set_obj_dir(problem_, GLP_MIN);
  }
  ~Program() { glp_delete_prob(problem_); }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  /// A variable between 0 and 1.
  int variable() {
    const int column = glp_add_cols(problem_, 1);
    glp_set_col_bnds(problem_, column, GLP_DB, 0, 1);
    return column;
  }
  /// The sum of variables: at most `bound`, or just so.
  void constrain(const std::vector<int>& variables, double bound, bool exactly) {
    const int row = glp_add_rows(problem_, 1);
    glp_set_row_bnds(problem_, row, exactly ? GLP_FX : GLP_UP, bound, bound);
    std::vector<int> columns{0};
    columns.insert(columns.end(), variables.begin(), variables.end());
    const std::vector<double> ones(columns.size(), 1.0);
    glp_set_mat_row(problem_, row, static_cast<int>(variables.size()), columns.data(), ones.data());
  }
  /// The least sum of price times variable.
  double least(const std::vector<std::pair<int, double>>& prices) {
    for (int column = 1; column <= glp_get_num_cols(problem_); ++column) glp_set_obj_coef(problem_, column, 0);
    for (const auto& [column, price] : prices) glp_set_obj_coef(problem_, column, price);
    glp_std_basis(problem_);
    REQUIRE(glp_simplex(problem_, nullptr) == 0);
    REQUIRE(glp_get_status(problem_) == GLP_OPT);
    return glp_get_obj_val(problem_);
  }

 private:
  glp_prob* problem_;
};

struct Answer {
  std::map<std::uint64_t, long> served;  ///< by turn
  long cost = 0;

  friend bool operator==(const Answer&, const Answer&) = default;
};

/// One program after the other: most served of the first turn; with that fixed, of the second; and so on; at last the least cost.
Answer by_linear_programs(const ServiceMonth& service) {
  Program program;
  std::map<std::uint64_t, std::vector<int>> of_turn;
  std::map<test::PlaceKey, std::vector<int>> at_place;
  std::vector<std::pair<int, double>> costs;
  for (const Waited& waited : service.people) {
    std::vector<int> of_person;
    for (const Choice& choice : waited.choices) {
      const int variable = program.variable();
      of_person.push_back(variable);
      of_turn[waited.turn].push_back(variable);
      at_place[{choice.facility, choice.resource}].push_back(variable);
      costs.emplace_back(variable, static_cast<double>(choice.cost));
    }
    if (!of_person.empty()) program.constrain(of_person, 1, false);
  }
  for (const auto& [place, variables] : at_place) program.constrain(variables, service.free.at(place), false);
  Answer answer;
  for (const auto& [turn, variables] : of_turn) {
    std::vector<std::pair<int, double>> prices;
    for (const int variable : variables) prices.emplace_back(variable, -1.0);
    answer.served[turn] = std::lround(-program.least(prices));
    program.constrain(variables, static_cast<double>(answer.served[turn]), true);
  }
  if (!costs.empty()) answer.cost = std::lround(program.least(costs));
  return answer;
}

Answer as_admitted(const ServiceMonth& service) {
  Answer answer;
  for (const Waited& waited : service.people) {
    if (!waited.choices.empty()) answer.served[waited.turn] += waited.optimal ? 1 : 0;
    answer.cost += waited.optimal ? static_cast<long>(waited.optimal->cost) : 0;
  }
  return answer;
}

}  // namespace

TEST_CASE("optimal admission equals plain linear programs on random small districts") {
  long served = 0;
  for (std::uint32_t seed = 5000; seed < 5150; ++seed) {
    INFO("district " << seed);
    test::RandomMonths months(seed);
    for (int m = 0; m < 10; ++m) {
      for (const ServiceMonth& service : months.month(m)) {
        const Answer admitted = as_admitted(service);
        REQUIRE(admitted == by_linear_programs(service));
        for (const auto& [turn, persons] : admitted.served) served += persons;
      }
    }
  }
  CHECK(served > 5000);
}
