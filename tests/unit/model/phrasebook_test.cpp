#include "text/phrasebook.hpp"

#include <array>

#include "support/catch.hpp"

using namespace eldercast;

namespace {

constexpr std::array kSentences{
    Phrase{"{} must be {}, not {}", "{} 应为{}，而不是{}"},
    Phrase{"'{}' is not a key of {}", "{1} 没有键“{0}”"},
    Phrase{"'{}' is not a key of {} any more", "“{}”不再是 {} 的键"},
    Phrase{"{} is not in {}", "{1=} 中没有 {0=}"},
    Phrase{"is a folder", "是目录"},
};
constexpr std::array kParts{Phrase{"text", "文本"}, Phrase{"{} to {}", "{} 至 {}"}};

const Phrasebook& book() {
  static const Phrasebook one({kSentences}, kParts);
  return one;
}

}  // namespace

TEST_CASE("a sentence is found by what stands around its words, and these are told where they are known") {
  CHECK(book().told("is a folder") == "是目录");
  CHECK(book().told("a.b must be 1 to 5, not text") == "a.b 应为1 至 5，而不是文本");
  CHECK(book().told("'k' is not a key of a.b any more") == "“k”不再是 a.b 的键");
  CHECK(book().told_part("text") == "文本");
  CHECK(book().told_part("a.b") == "a.b");
}

TEST_CASE("what a user wrote between quotes stays, and what nobody knows is not told") {
  CHECK(book().told("'text' is not a key of {0}") == "{0} 没有键“text”");
  CHECK(book().told("'' is not a key of ") == " 没有键“”");
  CHECK(book().told("text is not in 1 to 5") == "1 to 5 中没有 text");
  CHECK_FALSE(book().told("'k' is not a key").has_value());
  CHECK_FALSE(book().told("1 to 5").has_value());
  CHECK_FALSE(book().told("").has_value());
}
