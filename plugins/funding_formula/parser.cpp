/// From the words of an expression to its steps. What does not fit is thrown as a Mistake and given back by read_expression.
#include <algorithm>
#include <cmath>

#include "expression.hpp"
#include "tokens.hpp"

namespace eldercast::formula {
namespace {

constexpr std::size_t kDeepest = 40;

std::string in_quotes(std::string_view text) { return "'" + std::string(text) + "'"; }

std::string text_of(const Type& type) {
  if (type.kind == Kind::truth) return "true or false";
  return type.kind == Kind::word ? "a word" : text_of(type.unit);
}

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t before = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t here = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, before + (a[i - 1] == b[j - 1] ? 0 : 1)});
      before = here;
    }
  }
  return row[b.size()];
}

}  // namespace

double in_fen(double value, const Unit& unit) {
  if (unit.powers[0] < 0) return value / std::pow(100.0, -unit.powers[0]);
  // A literal of 12.34 yuan is 1234 fen and not a little less: six places of a fen are enough for every price.
  for (int p = unit.powers[0]; p > 0; --p) value = std::round(value * 1e8) / 1e6;
  return value;
}

std::string suggest(std::string_view name, const std::vector<std::string>& known) {
  std::string near;
  std::string all;
  std::size_t least = name.size() / 3 + 2;
  for (const std::string& one : known) {
    all += (all.empty() ? "" : ", ") + one;
    const std::size_t far = distance(name, one);
    if (far >= least) continue;
    least = far;
    near = one;
  }
  return near.empty() ? "there are " + all : "did you mean '" + near + "'?";
}

class Parser {
 public:
  Parser(std::vector<Token> tokens, Each each, const NamedNumbers& numbers)
      : tokens_(std::move(tokens)), fields_(fields_for(each)), numbers_(numbers) {}

  Expression read(Wanted wanted) {
    const Part whole = either();
    if (token().kind != Token::Kind::end) fail(token(), in_quotes(token().text) + " stands where nothing is expected", "");
    must_be_known(whole);
    if (most_values() > Expression::kMostValues) fail(whole, "it is nested too deeply", "");
    const Type& type = whole.type;
    if (wanted == Wanted::truth && type.kind != Kind::truth) fail(whole, "it is " + text_of(type) + ", and must be true or false", "");
    if (wanted == Wanted::yuan && (type.kind != Kind::number || !(type.unit == kYuan))) {
      fail(whole, "it is " + text_of(type) + ", and must be yuan", type.unit.plain() ? "a number has its unit behind it: 300 yuan/m2" : "");
    }
    out_.type_ = type;
    return std::move(out_);
  }

 private:
  using Do = Expression::Do;
  /// What has been read, from one place to another. A word has no steps yet: what it is depends on what it is compared with.
  struct Part {
    Type type;
    std::size_t from = 0;
    std::size_t to = 0;
    std::string_view word;
  };

  [[nodiscard]] const Token& token() const { return tokens_[at_]; }
  [[noreturn]] static void fail(const Token& token, std::string message, std::string help) {
    throw Mistake{token.offset, std::max<std::size_t>(1, token.text.size()), std::move(message), std::move(help)};
  }
  [[noreturn]] static void fail(const Part& part, std::string message, std::string help) {
    throw Mistake{part.from, std::max<std::size_t>(1, part.to - part.from), std::move(message), std::move(help)};
  }
  bool take(std::string_view text) {
    if (token().kind == Token::Kind::number || token().kind == Token::Kind::end || token().text != text) return false;
    ++at_;
    return true;
  }
  [[nodiscard]] std::size_t end_before() const { return at_ == 0 ? 0 : tokens_[at_ - 1].offset + tokens_[at_ - 1].text.size(); }
  /// Values that are kept at once while it is reckoned.
  [[nodiscard]] std::size_t most_values() const {
    std::size_t most = 0;
    std::size_t size = 0;
    for (const Expression::Step& step : out_.steps_) {
      size = size + 1 - step.arguments;
      most = std::max(most, size);
    }
    return most;
  }
  void step(Do what, std::uint32_t arguments) { out_.steps_.push_back({what, 0, nullptr, 0, arguments}); }
  void constant(double value) { out_.steps_.push_back({Do::constant, value, nullptr, 0, 0}); }

  /// A part that is not a word that nobody knows.
  void must_be_known(const Part& part) const {
    if (part.word.empty()) return;
    std::vector<std::string> known;
    for (const Field* field : fields_) known.emplace_back(field->name);
    for (const auto& [name, number] : numbers_) known.push_back(name);
    fail(part, "there is no " + in_quotes(part.word), suggest(part.word, known));
  }
  void must_be(Kind kind, const Part& part, const char* what) const {
    must_be_known(part);
    if (part.type.kind != kind) fail(part, "it is " + text_of(part.type) + ", and must be " + what, "");
  }

  Part either() {
    Part left = both();
    while (take("or")) left = join(Do::either, left, both());
    return left;
  }
  Part both() {
    Part left = opposite();
    while (take("and")) left = join(Do::both, left, opposite());
    return left;
  }
  Part join(Do what, const Part& left, const Part& right) {
    must_be(Kind::truth, left, "true or false");
    must_be(Kind::truth, right, "true or false");
    step(what, 2);
    return {{Kind::truth, {}, {}}, left.from, right.to, {}};
  }
  Part opposite() {
    const std::size_t from = token().offset;
    if (!take("not")) return compared();
    const Deeper deeper(*this);
    const Part part = opposite();
    must_be(Kind::truth, part, "true or false");
    step(Do::opposite, 1);
    return {{Kind::truth, {}, {}}, from, part.to, {}};
  }

  Part compared() {
    Part left = sum();
    const Token sign = token();
    if (!(take("==") || take("!=") || take("<") || take("<=") || take(">") || take(">="))) return left;
    // Of a > b the same is reckoned as of b < a: what stands right comes first then.
    const bool turned = sign.text.front() == '>';
    const std::size_t middle = out_.steps_.size();
    const std::size_t begin = middle - left_steps(left);
    Part right = sum();
    resolve(left, right, begin, middle);
    if (left.type.kind != right.type.kind) {
      fail({{}, left.from, right.to, {}}, text_of(left.type) + " is compared with " + text_of(right.type), "");
    }
    same_unit(left, right, "compared with");
    const bool ordered = sign.text != "==" && sign.text != "!=";
    if (left.type.kind == Kind::truth && ordered) fail(sign, "true and false have no order", "");
    if (turned) {
      std::rotate(out_.steps_.begin() + static_cast<std::ptrdiff_t>(begin), out_.steps_.begin() + static_cast<std::ptrdiff_t>(middle_),
                  out_.steps_.end());
    }
    const bool or_equal = sign.text.size() == 2;
    step(sign.text == "==" ? Do::equal : sign.text == "!=" ? Do::unequal : or_equal ? Do::less_equal : Do::less, 2);
    return {{Kind::truth, {}, {}}, left.from, right.to, {}};
  }

  /// Steps that `part`, which was read last, has put down.
  [[nodiscard]] std::size_t left_steps(const Part& part) const { return part.word.empty() ? out_.steps_.size() - start_of(part) : 0; }
  /// Where the steps of what was read last begin: as far back as its arguments reach.
  [[nodiscard]] std::size_t start_of(const Part& /*part*/) const {
    std::size_t need = 1;
    std::size_t at = out_.steps_.size();
    while (need > 0 && at > 0) need = need - 1 + out_.steps_[--at].arguments;
    return at;
  }

  /// Gives a word its position among the words of the other side.
  void resolve(Part& left, Part& right, std::size_t begin, std::size_t middle) {
    middle_ = middle;
    if (!left.word.empty() && !right.word.empty()) must_be_known(left);
    if (!left.word.empty()) {
      const double place = position(left, right);
      out_.steps_.insert(out_.steps_.begin() + static_cast<std::ptrdiff_t>(begin), {Do::constant, place, nullptr, 0, 0});
      middle_ = begin + 1;
    } else if (!right.word.empty()) {
      constant(position(right, left));
    }
  }
  double position(Part& word, const Part& other) const {
    if (other.type.kind != Kind::word) must_be_known(word);
    const Words words = other.type.words;
    const auto found = std::find(words.begin(), words.end(), word.word);
    if (found == words.end()) {
      fail(word, "there is no " + in_quotes(word.word) + " here", suggest(word.word, std::vector<std::string>(words.begin(), words.end())));
    }
    word.type = other.type;
    word.word = {};
    return static_cast<double>(found - words.begin());
  }

  void same_unit(const Part& left, const Part& right, const char* how) const {
    if (left.type.kind == Kind::word && left.type.words.data() != right.type.words.data()) {
      fail({{}, left.from, right.to, {}}, "words of two kinds are compared", "");
    }
    if (left.type.kind != Kind::number || left.type.unit == right.type.unit) return;
    fail({{}, left.from, right.to, {}}, formula::text_of(left.type.unit) + " is " + how + " " + formula::text_of(right.type.unit),
         "both sides need the same unit");
  }

  Part sum() {
    Part left = product();
    for (;;) {
      const bool plus = take("+");
      if (!plus && !take("-")) return left;
      const Part right = product();
      must_be(Kind::number, left, "a number");
      must_be(Kind::number, right, "a number");
      same_unit(left, right, plus ? "added to" : "taken with");
      step(plus ? Do::add : Do::subtract, 2);
      left.to = right.to;
    }
  }
  Part product() {
    Part left = sign();
    for (;;) {
      const bool times = take("*");
      if (!times && !take("/")) return left;
      const Part right = sign();
      must_be(Kind::number, left, "a number");
      must_be(Kind::number, right, "a number");
      left.type.unit = times ? left.type.unit * right.type.unit : left.type.unit / right.type.unit;
      step(times ? Do::multiply : Do::divide, 2);
      left.to = right.to;
    }
  }
  Part sign() {
    const std::size_t from = token().offset;
    if (!take("-")) return one();
    const Deeper deeper(*this);
    Part part = sign();
    must_be(Kind::number, part, "a number");
    step(Do::minus, 1);
    part.from = from;
    return part;
  }

  Part one() {
    const Deeper deeper(*this);
    const Token first = token();
    if (first.kind == Token::Kind::end) fail(first, "it ends too early", "");
    ++at_;
    if (first.kind == Token::Kind::number) return number(first);
    if (first.text == "(") {
      Part inside = either();
      if (!take(")")) fail(token(), "a bracket is not closed", "");
      inside.from = first.offset;
      inside.to = end_before();
      return inside;
    }
    if (first.kind != Token::Kind::name) fail(first, in_quotes(first.text) + " stands where a value is expected", "");
    if (take("(")) return function(first);
    return named(first);
  }

  Part number(const Token& first) {
    Unit unit;
    bool over = false;
    for (;;) {
      const std::size_t at = at_;
      if (over && !take("/")) break;
      const auto next = token().kind == Token::Kind::name ? unit_of_word(token().text) : std::nullopt;
      if (!next) {
        at_ = at;
        break;
      }
      unit = over ? unit / *next : unit * *next;
      over = true;
      ++at_;
    }
    constant(in_fen(first.number, unit));
    return {{Kind::number, unit, {}}, first.offset, end_before(), {}};
  }

  Part named(const Token& first) {
    const std::size_t to = end_before();
    if (first.text == "true" || first.text == "false") {
      constant(first.text == "true" ? 1 : 0);
      return {{Kind::truth, {}, {}}, first.offset, to, {}};
    }
    for (const Field* field : fields_) {
      if (first.text != field->name) continue;
      out_.steps_.push_back({Do::field, 0, field, 0, 0});
      return {field->type, first.offset, to, {}};
    }
    if (const auto known = numbers_.find(first.text); known != numbers_.end()) {
      out_.steps_.push_back({Do::number, 0, nullptr, known->second.position, 0});
      return {{Kind::number, known->second.unit, {}}, first.offset, to, {}};
    }
    return {{Kind::word, {}, {}}, first.offset, to, first.text};
  }

  Part function(const Token& name) {
    std::vector<Part> parts;
    do {
      parts.push_back(either());
      must_be_known(parts.back());
    } while (take(","));
    if (!take(")")) fail(token(), "a bracket is not closed", "");
    const std::size_t count = parts.size();
    const bool extreme = name.text == "min" || name.text == "max";
    const bool between = name.text == "between";
    if (!extreme && !between && name.text != "if") {
      fail(name, "there is no function " + in_quotes(name.text), suggest(name.text, {"min", "max", "between", "if"}));
    }
    if ((extreme && (count < 2 || count > 8)) || (!extreme && count != 3)) {
      fail(name, std::string(name.text) + "() has " + std::to_string(count) + " values, and takes " + (extreme ? "2 to 8" : "3"),
           between   ? "between(x, from, to): as much of x as lies between the two"
           : extreme ? ""
                     : "if(condition, then, else)");
    }
    const std::size_t first = name.text == "if" ? 1 : 0;
    if (first == 1) must_be(Kind::truth, parts[0], "true or false");
    for (std::size_t i = first; i < count; ++i) {
      must_be(Kind::number, parts[i], "a number");
      same_unit(parts[first], parts[i], "beside");
    }
    step(first == 1           ? Do::choose
         : between            ? Do::between
         : name.text == "min" ? Do::smallest
                              : Do::largest,
         static_cast<std::uint32_t>(count));
    return {parts[first].type, name.offset, end_before(), {}};
  }

  /// Bounds how deep an expression goes.
  struct Deeper {
    explicit Deeper(Parser& parser) : depth(parser.depth_) {
      if (++depth > kDeepest) fail(parser.token(), "it is nested too deeply", "");
    }
    ~Deeper() { --depth; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;
    std::size_t& depth;
  };

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::size_t middle_ = 0;
  std::vector<const Field*> fields_;
  const NamedNumbers& numbers_;
  Expression out_;
};

std::variant<Expression, Mistake> read_expression(std::string_view text, Each each, const NamedNumbers& numbers, Wanted wanted) {
  auto tokens = tokens_of(text);
  if (Mistake* mistake = std::get_if<Mistake>(&tokens)) return std::move(*mistake);
  try {
    return Parser(std::get<std::vector<Token>>(std::move(tokens)), each, numbers).read(wanted);
  } catch (Mistake& mistake) {
    return std::move(mistake);
  }
}

}  // namespace eldercast::formula
