// What meet shows: screen, page, document, and what is typed.
#include <random>
#include <sstream>

#include "files/file_error.hpp"
#include "study/meet/meet_page.hpp"
#include "support/catch.hpp"
#include "text/width.hpp"
#include "unit/study/meet_question.hpp"

using namespace eldercast;
using test::ask;
using test::kToy;
using test::Question;

TEST_CASE("screen and page show every answer, in 80 columns of either language") {
  Question question;
  question.sets = {"targets.carers_trained=100"};
  question.goals = {"W1.carers", "G1.own", "G2.own", "staff.carer>=1@2021"};
  question.options.pairs = true;
  const MeetResult result = ask(question);
  for (const Language language : {Language::zh, Language::en}) {
    const TextForm form{language, 80, true};
    std::istringstream stream(document_text(document_of(result), form) + document_text(levers_document(result.levers), form));
    for (std::string line; std::getline(stream, line);) {
      INFO(line);
      CHECK(display_width(line) <= 80);
      CHECK((line.empty() || line.back() != ' '));
    }
  }
  const std::string text = document_text(document_of(result), {Language::en, 100, true});
  CHECK(text.find("*  Larger") != std::string::npos);
  CHECK(text.find("met already") != std::string::npos);
  const std::string page = render_meet_page(result, {Language::en, "1.0", false});
  CHECK(page == render_meet_page(read_meet_json(render_json(result), "m"), {Language::en, "1.0", false}));
  CHECK(page.find("Larger courses for carers 3 more a month") != std::string::npos);
  CHECK(page.find("met already") != std::string::npos);
}

TEST_CASE("a document that is none of meet's is told as one") {
  for (const char* text :
       {"", "{", "[]", "{}", "{\"format\": \"eldercast-stress\", \"version\": 1}", "{\"format\": \"eldercast-meet\", \"version\": 2}",
        "{\"format\": \"eldercast-meet\", \"version\": 1}", "{\"format\": 3}"}) {
    INFO(text);
    CHECK_THROWS_AS(read_meet_json(text, "x.json"), FileError);
  }
}

TEST_CASE("a document with any part cut off or any byte changed is read or refused, never worse") {
  Question question;
  question.sets = {"targets.carers_trained=100"};
  question.goals = {"W1.carers", "G2.own"};
  question.options.pairs = true;
  const std::string text = render_json(ask(question));
  const auto survives = [](const std::string& one) {
    try {
      return !render_meet_page(read_meet_json(one, "x.json"), {Language::en, "1.0", false}).empty();
    } catch (const FileError&) {
      return true;
    }
  };
  std::mt19937 random(7);
  for (int i = 0; i < 400; ++i) {
    std::string spoilt = text;
    spoilt[random() % spoilt.size()] = "0-\"{}[],:ex"[random() % 11];
    REQUIRE(survives(spoilt));
    REQUIRE(survives(text.substr(0, random() % text.size())));
  }
}

TEST_CASE("goals are targets by their id, or figures with a number and a year, and a mistake names what is nearest") {
  const Description description = describe(*test::scenario(kToy));
  const auto goal = [&](const std::string& text) { return std::get<Goal>(read_goal(text, description)); };
  const auto mistake = [&](const std::string& text) {
    const StudyMistake found = std::get<StudyMistake>(read_goal(text, description));
    return found.message + " / " + found.help;
  };
  CHECK(goal("W1.carers").threshold == 500);
  CHECK(goal("G6").at_most);
  const Goal beds = goal("bed_shortfall<=5@2021");
  CHECK(beds.at_most);
  CHECK(beds.threshold == 5);
  CHECK(beds.due == YearMonth(2021, 12));
  CHECK(beds.met(5));
  CHECK_FALSE(beds.met(6));
  CHECK(goal("O3>=10").name_zh == goal("target.O3>=10").name_zh);
  CHECK(mistake("W1.carer") == "there is no target or figure 'W1.carer' / did you mean 'W1.carers'? (培训养老护理员)");
  CHECK(mistake("O3") == "the plan prints no number for O3 / give one of your own, for instance 'target.O3>=10'");
  CHECK(mistake("bed_shortfall") == "the figure bed_shortfall has no threshold / write 'bed_shortfall<=NUMBER' or 'bed_shortfall>=NUMBER'");
  CHECK(mistake("bed_shortfall<=few") == "'few' is not a number / write for instance bed_shortfall<=50@2022");
  CHECK(mistake("bed_shortfall<=5@2030") == "'2030' is not a year of the run / give a year from 2019 to 2022");
  CHECK(mistake("bed_shortfall=5").find("is not a goal") != std::string::npos);
  CHECK(mistake("bed_shortfal<=5").find("did you mean 'bed_shortfall'?") != std::string::npos);
}
