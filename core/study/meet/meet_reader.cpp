#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>

#include "files/file_error.hpp"
#include "output/render/foreign_json.hpp"
#include "output/render/json_numbers.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "study/meet/meet.hpp"

namespace eldercast {
namespace {

using SortedJson = nlohmann::json;

/// What is wrong with the document, without its name.
struct NotOurs : std::runtime_error {
  using std::runtime_error::runtime_error;
};

double number(const SortedJson& value) { return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>(); }

YearMonth month(const SortedJson& value) {
  const auto found = parse_year_month(value.get<std::string>());
  if (!found) throw NotOurs("a month is none");
  return *found;
}

template <class Enum>
Enum word(const SortedJson& value) {
  const auto text = value.get<std::string>();
  const auto found = std::find(Names<Enum>::kText.begin(), Names<Enum>::kText.end(), text);
  if (found == Names<Enum>::kText.end()) throw NotOurs("'" + text + "' is not a word of the document");
  return static_cast<Enum>(found - Names<Enum>::kText.begin());
}

class MeetReader {
 public:
  MeetResult read(const SortedJson& document) {
    MeetResult& out = result_;
    document.at("scenario").get_to(out.scenario_id);
    document.at("scenario_zh").get_to(out.scenario_zh);
    document.at("scenario_en").get_to(out.scenario_en);
    out.start = month(document.at("start"));
    out.end = month(document.at("end"));
    out.seed = large_of(document.at("seed"));
    out.search_seed = large_of(document.at("search_seed"));
    document.at("search_replicates").get_to(out.search_replicates);
    document.at("replicates").get_to(out.fresh_replicates);
    // Before parameters were drawn nothing was said of it.
    if (document.contains("draws")) document.at("draws").get_to(out.draws);
    document.at("probability").get_to(out.probability);
    document.at("surely").get_to(out.surely);
    document.at("money").at("figure").get_to(out.money);
    document.at("money").at("name_zh").get_to(out.money_zh);
    document.at("money").at("name_en").get_to(out.money_en);
    document.at("replicates_run").get_to(out.replicates_run);
    for (const SortedJson& one : document.at("levers")) out.levers.push_back(lever(one));
    for (const SortedJson& one : document.at("targets")) out.goals.push_back(goal(one));
    return std::move(result_);
  }

 private:
  static Lever lever(const SortedJson& one) {
    Lever out;
    one.at("lever").get_to(out.id);
    one.at("name_zh").get_to(out.name_zh);
    one.at("name_en").get_to(out.name_en);
    one.at("question").get_to(out.question);
    one.at("question_zh").get_to(out.question_zh);
    one.at("unit_zh").get_to(out.unit_zh);
    one.at("unit_en").get_to(out.unit_en);
    one.at("size_max").get_to(out.size_max);
    one.at("step").get_to(out.step);
    const SortedJson& stated = one.at("stated_cost");
    if (stated.is_null()) return out;
    out.stated.emplace();
    out.stated->per = word<CostPer>(stated.at("per"));
    stated.at("yuan").get_to(out.stated->yuan);
    stated.at("low").get_to(out.stated->low);
    stated.at("high").get_to(out.stated->high);
    stated.at("quality").get_to(out.stated->quality);
    stated.at("source").get_to(out.stated->source);
    return out;
  }

  [[nodiscard]] std::size_t lever_named(const SortedJson& id) const {
    const auto found = std::find_if(result_.levers.begin(), result_.levers.end(),
                                    [name = id.get<std::string>()](const Lever& one) { return one.id == name; });
    if (found == result_.levers.end()) throw NotOurs("a lever is not in the list of levers");
    return static_cast<std::size_t>(found - result_.levers.begin());
  }

  static JudgedShare judged(const SortedJson& one) {
    const SortedJson& interval = one.at("interval");
    return {number(one.at("share")),
            one.at("replicates").get<int>(),
            {number(interval.at(0)), number(interval.at(1))},
            number(one.at("mean_value"))};
  }

  [[nodiscard]] std::optional<Answer> answer(const SortedJson& one) const {
    if (one.is_null()) return std::nullopt;
    Answer out;
    for (const SortedJson& pulled : one.at("levers"))
      out.levers.push_back({lever_named(pulled.at("lever")), pulled.at("size").get<double>()});
    if (out.levers.empty()) throw NotOurs("an answer has no lever");
    out.searched = number(one.at("searched_share"));
    out.fresh = judged(one.at("fresh"));
    const SortedJson& cost = one.at("cost");
    out.cost.books.mean = number(cost.at("books"));
    out.cost.books.low = number(cost.at("books_interval").at(0));
    out.cost.books.high = number(cost.at("books_interval").at(1));
    out.cost.books.mean_low = number(cost.at("books_mean_interval").at(0));
    out.cost.books.mean_high = number(cost.at("books_mean_interval").at(1));
    cost.at("stated").get_to(out.cost.stated);
    cost.at("stated_range").at(0).get_to(out.cost.stated_low);
    cost.at("stated_range").at(1).get_to(out.cost.stated_high);
    const SortedJson& care = one.at("care");
    out.care.mean = number(care.at("person_months"));
    out.care.mean_low = number(care.at("mean_interval").at(0));
    out.care.mean_high = number(care.at("mean_interval").at(1));
    one.at("also_meets").get_to(out.also_meets);
    one.at("no_longer_meets").get_to(out.no_longer);
    if (!one.at("scenario").is_null()) one.at("scenario").get_to(out.file);
    return out;
  }

  [[nodiscard]] LeverResult of_lever(const SortedJson& one) const {
    LeverResult out;
    out.lever = lever_named(one.at("lever"));
    out.verdict = word<Verdict>(one.at("verdict"));
    for (const SortedJson& at : one.at("looked_at")) out.looked.push_back({at.at("size").get<double>(), number(at.at("share"))});
    out.best = {one.at("best").at("size").get<double>(), number(one.at("best").at("share"))};
    out.best_value = number(one.at("best").at("mean_value"));
    out.answer = answer(one.at("answer"));
    return out;
  }

  [[nodiscard]] PairResult of_pair(const SortedJson& one) const {
    PairResult out;
    out.a = lever_named(one.at("a"));
    out.b = lever_named(one.at("b"));
    out.verdict = word<Verdict>(one.at("verdict"));
    for (const SortedJson& point : one.at("frontier")) {
      const SortedJson& b = point.at("b");
      out.frontier.push_back({point.at("a").get<double>(), b.is_null() ? std::nullopt : std::optional(b.get<double>()),
                              number(point.at("share")), number(point.at("yuan"))});
    }
    out.answer = answer(one.at("answer"));
    return out;
  }

  [[nodiscard]] GoalResult goal(const SortedJson& one) const {
    GoalResult out;
    one.at("target").get_to(out.id);
    one.at("name_zh").get_to(out.name_zh);
    one.at("name_en").get_to(out.name_en);
    one.at("unit").get_to(out.unit);
    one.at("at_most").get_to(out.at_most);
    one.at("threshold").get_to(out.threshold);
    out.due = month(one.at("due"));
    out.today = judged(one.at("today"));
    one.at("met_already").get_to(out.met_already);
    for (const SortedJson& lever : one.at("levers")) out.levers.push_back(of_lever(lever));
    for (const SortedJson& pair : one.at("pairs")) out.pairs.push_back(of_pair(pair));
    return out;
  }

  MeetResult result_;
};

}  // namespace

MeetResult read_meet_json(const std::string& text, const std::string& name) {
  try {
    const auto document = parse_foreign_json<SortedJson>(text);
    if (document.is_discarded()) throw NotOurs(json_excess(text).value_or("it is no JSON"));
    if (!document.is_object() || document.value("format", "") != "eldercast-meet") throw NotOurs("it has another format");
    if (document.value("version", 0) != 1) throw NotOurs("it has a version that this program does not know");
    return MeetReader().read(document);
  } catch (const SortedJson::exception&) {
    throw FileError(name, "cannot be used as answers of meet: a field is missing, or of another kind than meet writes",
                    "write it again: eldercast meet SCENARIO -o FOLDER");
  } catch (const NotOurs& error) {
    throw FileError(name, std::string("cannot be used as answers of meet: ") + error.what(),
                    "write it again: eldercast meet SCENARIO -o FOLDER");
  }
}

}  // namespace eldercast
