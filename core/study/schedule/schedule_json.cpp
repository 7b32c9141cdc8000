#include <limits>

#include "files/file_error.hpp"
#include "output/figures/sample.hpp"
#include "output/render/foreign_json.hpp"
#include "output/render/json_numbers.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "study/schedule/result.hpp"

namespace eldercast {
namespace {

constexpr const char* kFormat = "eldercast-schedule";
constexpr int kVersion = 1;

/// One description of the fields serves writing and reading: `Pass` is a Writer or a Reader.
class Writer {
 public:
  explicit Writer(Json& json) : json_(json) {}

  void number(const char* key, const double& value) { json_[key] = json_of(value); }
  template <class Integer>
  void integer(const char* key, const Integer& value) {
    json_[key] = value;
  }
  template <class Integer>
  void later(const char* key, const Integer& value) {
    integer(key, value);
  }
  void large(const char* key, const std::uint64_t& value) { json_[key] = json_of_large(value); }
  void flag(const char* key, const bool& value) { json_[key] = value; }
  void text(const char* key, const std::string& value) { json_[key] = value; }
  void texts(const char* key, const std::vector<std::string>& values) { json_[key] = values; }
  void month(const char* key, const YearMonth& value) { json_[key] = year_month_text(value); }
  void month(const char* key, const std::optional<YearMonth>& value) { json_[key] = value ? Json(year_month_text(*value)) : Json(nullptr); }
  void maybe(const char* key, const std::optional<std::int64_t>& value) { json_[key] = value ? Json(*value) : Json(nullptr); }
  template <class Enum>
  void word(const char* key, const Enum& value) {
    json_[key] = std::string(name_of(value));
  }
  void interval(const char* key, const MeanInterval& value) {
    json_[key] = {{"mean", json_of(value.mean)}, {"mean_interval", {json_of(value.low), json_of(value.high)}}};
  }
  template <class Item, class Fields>
  void list(const char* key, const std::vector<Item>& items, Fields fields) {
    json_[key] = Json::array();
    for (const Item& item : items) {
      Json one = Json::object();
      Writer writer(one);
      fields(writer, item);
      json_[key].push_back(std::move(one));
    }
  }
  template <class Fields>
  void object(const char* key, Fields fields) {
    Json one = Json::object();
    Writer writer(one);
    fields(writer);
    json_[key] = std::move(one);
  }

 private:
  Json& json_;
};

class Reader {
 public:
  explicit Reader(const Json& json) : json_(json) {}

  void number(const char* key, double& value) const {
    const Json& json = json_.at(key);
    value = json.is_null() ? std::numeric_limits<double>::quiet_NaN() : json.get<double>();
  }
  template <class Integer>
  void integer(const char* key, Integer& value) const {
    value = json_.at(key).get<Integer>();
  }
  /// What older documents do not have keeps its value.
  template <class Integer>
  void later(const char* key, Integer& value) const {
    if (json_.contains(key)) integer(key, value);
  }
  void large(const char* key, std::uint64_t& value) const { value = large_of(json_.at(key)); }
  void flag(const char* key, bool& value) const { value = json_.at(key).get<bool>(); }
  void text(const char* key, std::string& value) const { value = json_.at(key).get<std::string>(); }
  void texts(const char* key, std::vector<std::string>& values) const { values = json_.at(key).get<std::vector<std::string>>(); }
  void month(const char* key, YearMonth& value) const {
    const auto read = parse_year_month(json_.at(key).get<std::string>());
    if (!read) throw std::invalid_argument(key);
    value = *read;
  }
  void month(const char* key, std::optional<YearMonth>& value) const {
    value.reset();
    if (json_.at(key).is_null()) return;
    value.emplace();
    month(key, *value);
  }
  void maybe(const char* key, std::optional<std::int64_t>& value) const {
    const Json& json = json_.at(key);
    value = json.is_null() ? std::nullopt : std::optional(json.get<std::int64_t>());
  }
  template <class Enum>
  void word(const char* key, Enum& value) const {
    const auto text = json_.at(key).get<std::string>();
    for (const Enum one : all_of<Enum>()) {
      if (name_of(one) != text) continue;
      value = one;
      return;
    }
    throw std::invalid_argument(key);
  }
  void interval(const char* key, MeanInterval& value) const {
    const Reader inside(json_.at(key));
    inside.number("mean", value.mean);
    const Json& ends = json_.at(key).at("mean_interval");
    const Json both{{"low", ends.at(0)}, {"high", ends.at(1)}};
    Reader(both).number("low", value.low);
    Reader(both).number("high", value.high);
  }
  template <class Item, class Fields>
  void list(const char* key, std::vector<Item>& items, Fields fields) const {
    items.clear();
    for (const Json& one : json_.at(key)) {
      Reader reader(one);
      fields(reader, items.emplace_back());
    }
  }
  template <class Fields>
  void object(const char* key, Fields fields) const {
    Reader reader(json_.at(key));
    fields(reader);
  }

 private:
  const Json& json_;
};

void settings(auto& pass, auto& result) {
  pass.text("scenario", result.scenario_id);
  pass.text("scenario_zh", result.scenario_zh);
  pass.text("scenario_en", result.scenario_en);
  pass.month("start", result.start);
  pass.month("end", result.end);
  pass.object("goal", [&](auto& goal) {
    goal.word("id", result.goal.kind);
    goal.month("by", result.goal.by);
  });
  pass.object("limits", [&](auto& limits) {
    limits.month("first_start", result.first_start);
    limits.flag("carry_over", result.carry_over);
    limits.integer("fixed_projects", result.fixed_projects);
    limits.list("years", result.years, [](auto& year, auto& one) {
      year.integer("year", one.year);
      year.number("money_yuan", one.money_yuan);
      year.integer("openings", one.openings);
      year.number("plan_yuan", one.plan_yuan);
      year.number("schedule_yuan", one.schedule_yuan);
      year.integer("plan_openings", one.plan_openings);
      year.integer("schedule_openings", one.schedule_openings);
    });
  });
}

void search(auto& pass, auto& result) {
  pass.object("search", [&](auto& search) {
    search.large("seed", result.search_seed);
    search.integer("replicates", result.search_replicates);
    search.integer("screen_replicates", result.screen_replicates);
    search.integer("replicates_run", result.counted);
    search.integer("replicates_failed", result.failed);
    search.flag("greedy_finished", result.greedy_finished);
    search.flag("local_finished", result.local_finished);
    search.flag("order_finished", result.order_finished);
    search.flag("started_from_plan", result.started_from_plan);
    search.integer("moves_tried", result.moves_tried);
    search.texts("moves_taken", result.moves);
    search.list("grouped", result.grouped, [](auto& group, auto& one) { group.texts("projects", one); });
    search.flag("targets_kept", result.kept);
    search.interval("greedy_gain", result.search_greedy_gain);
    search.interval("gain", result.search_gain);
  });
}

void fresh(auto& pass, auto& result) {
  pass.object("fresh", [&](auto& fresh) {
    fresh.large("seed", result.fresh_seed);
    fresh.integer("replicates", result.fresh_replicates);
    fresh.integer("replicates_wanted", result.fresh_wanted);
    fresh.later("draws", result.draws);
    fresh.number("plan", result.plan_value);
    fresh.number("schedule", result.schedule_value);
    fresh.interval("gain", result.fresh_gain);
    fresh.number("plan_yuan", result.plan_yuan);
    fresh.number("schedule_yuan", result.schedule_yuan);
    fresh.list("figures", result.figures, [](auto& figure, auto& one) {
      figure.text("id", one.id);
      figure.text("name_zh", one.name_zh);
      figure.text("name_en", one.name_en);
      figure.text("unit", one.unit);
      figure.number("plan", one.plan);
      figure.number("schedule", one.schedule);
      figure.interval("change", one.change);
    });
    fresh.list("targets", result.targets, [](auto& target, auto& one) {
      target.word("target", one.target);
      target.flag("kept", one.kept);
      target.number("met_plan", one.met_plan);
      target.number("met_schedule", one.met_schedule);
    });
    fresh.text("town_figure_zh", result.town_figure_zh);
    fresh.text("town_figure_en", result.town_figure_en);
    fresh.list("towns", result.towns, [](auto& town, auto& one) {
      town.text("code", one.code);
      town.text("name_zh", one.name_zh);
      town.text("name_en", one.name_en);
      town.number("plan", one.plan);
      town.number("schedule", one.schedule);
      town.interval("change", one.change);
    });
    fresh.list("frontier", result.frontier, [](auto& point, auto& one) {
      point.maybe("steps", one.steps);
      point.integer("projects", one.projects);
      point.number("cost_yuan", one.cost_yuan);
      point.interval("gain", one.gain);
    });
  });
}

void schedule(auto& pass, auto& result) {
  pass.list("projects", result.projects, [](auto& project, auto& one) {
    project.text("project", one.id);
    project.word("kind", one.kind);
    project.text("town_zh", one.town_zh);
    project.text("town_en", one.town_en);
    project.number("cost_yuan", one.cost_yuan);
    project.integer("size_percent", one.size_percent);
    project.integer("plan_size_percent", one.plan_size_percent);
    project.month("plan", one.plan);
    project.month("opens", one.opens);
  });
  pass.list("order", result.order, [](auto& step, auto& one) {
    step.texts("projects", one.projects);
    step.interval("gain", one.gain);
    step.number("cost_yuan", one.cost_yuan);
  });
  pass.text("written", result.written);
}

void all_fields(auto& pass, auto& result) {
  settings(pass, result);
  search(pass, result);
  fresh(pass, result);
  schedule(pass, result);
}

}  // namespace

std::string render_json(const ScheduleResult& result) {
  Json json{{"format", kFormat}, {"version", kVersion}};
  Writer writer(json);
  all_fields(writer, result);
  Json kept = Json::array();
  for (const Target target : result.goal.kept) kept.push_back(std::string(name_of(target)));
  json["goal"]["kept"] = std::move(kept);
  const GoalRow& row = row_of(result.goal.kind);
  json["goal"]["name_zh"] = std::string(row.zh);
  json["goal"]["name_en"] = std::string(row.en);
  json["goal"]["unit"] = std::string(row.unit_en);
  json["goal"]["better"] = row.more ? "more" : "less";
  return json_text(json);
}

ScheduleResult read_schedule(const std::string& path, const std::string& text) {
  const Json json = parse_foreign_json<Json>(text);
  if (const auto excess = json_excess(text)) throw FileError(path, "cannot be used as a schedule: " + *excess);
  if (!json.is_object() || json.value("format", Json()) != Json(kFormat)) {
    throw FileError(path, "is not the JSON of a schedule", "it is what: eldercast schedule SCENARIO --json, writes");
  }
  if (json.value("version", Json()) != Json(kVersion)) throw FileError(path, "is a schedule in a version that this program does not read");
  ScheduleResult out;
  try {
    const Reader reader(json);
    all_fields(reader, out);
    for (const ScheduleTarget& one : out.targets) {
      if (one.kept) out.goal.kept.push_back(one.target);
    }
  } catch (const std::exception&) {
    throw FileError(path, "is a schedule with fields missing or of another kind", "write it anew: eldercast schedule SCENARIO --json");
  }
  return out;
}

}  // namespace eldercast
