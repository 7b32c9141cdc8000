#include "app/spreadsheets.hpp"

#include <fmt/format.h>

#include "app/tables_file.hpp"

namespace eldercast {

WorkbookTitle meet_title(const MeetResult& result) {
  return {"达标需要什么：" + result.scenario_zh, "What it would take: " + result.scenario_en,
          fmt::format("{} – {}, judged on {} replicates, seed {}", text_of(result.start), text_of(result.end), result.fresh_replicates,
                      result.seed),
          result.scenario_id, made_by()};
}

WorkbookTitle schedule_title(const ScheduleResult& result) {
  return {"排期：" + result.scenario_zh, "Schedule: " + result.scenario_en,
          fmt::format("{} – {}, judged on {} replicates, seed {}", text_of(result.start), text_of(result.end), result.fresh_replicates,
                      result.fresh_seed),
          result.scenario_id, made_by()};
}

WorkbookTitle study_title(const StudyFigures& study) {
  return {"研究：" + study.scenario_zh, "Study: " + study.scenario,
          fmt::format("{}, {} cases x {} replicates", study.design, study.cases, study.replicates), study.plan_digest, made_by()};
}

}  // namespace eldercast
