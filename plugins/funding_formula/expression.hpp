#pragma once
/// An expression over fields and named numbers: read once, with its units checked, and reckoned for many.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "fields.hpp"

namespace eldercast::formula {

/// A number that the scenario names; its value may change with the year.
struct NamedNumber {
  Unit unit;
  std::size_t position = 0;  ///< among the values that an expression is reckoned with
};
using NamedNumbers = std::map<std::string, NamedNumber, std::less<>>;

/// What is wrong with a text, and where.
struct Mistake {
  std::size_t offset = 0;
  std::size_t length = 1;
  std::string message;
  std::string help;
};

class Expression {
 public:
  /// The value: money in fen, a truth as 0 or 1. `numbers` are the values of the named numbers now. Not finite where it divides by nothing.
  [[nodiscard]] double of(const Seen& seen, const std::vector<double>& numbers) const;
  [[nodiscard]] const Type& type() const { return type_; }

  /// Values that are kept at once; the parser refuses what takes more.
  static constexpr std::size_t kMostValues = 64;

 private:
  friend class Parser;

  enum class Do : std::uint8_t {
    constant,
    field,
    number,
    add,
    subtract,
    multiply,
    divide,
    minus,
    smallest,
    largest,
    between,
    choose,
    equal,
    unequal,
    less,
    less_equal,
    both,
    either,
    opposite
  };
  struct Step {
    Do what = Do::constant;
    double constant = 0;
    const Field* field = nullptr;
    std::size_t number = 0;
    std::uint32_t arguments = 0;
  };
  std::vector<Step> steps_;  ///< each takes its arguments from the end of the values so far
  Type type_;
};

/// Reads an expression. `wanted`: a truth, or money.
enum class Wanted : std::uint8_t { truth, yuan };
[[nodiscard]] std::variant<Expression, Mistake> read_expression(std::string_view text, Each each, const NamedNumbers& numbers,
                                                                Wanted wanted);

/// A number of this unit as it is reckoned with: money is fen there.
[[nodiscard]] double in_fen(double value, const Unit& unit);

/// Names with the fewest letters other than in `name`, as "did you mean 'floor_area'?"; or all of them where none is near.
[[nodiscard]] std::string suggest(std::string_view name, const std::vector<std::string>& known);

}  // namespace eldercast::formula
