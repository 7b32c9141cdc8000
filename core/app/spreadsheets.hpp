#pragma once
/// What stands on the first sheet of the workbooks of a study of any kind.
#include "output/batches/study_file.hpp"
#include "output/export/workbook.hpp"
#include "study/meet/meet.hpp"
#include "study/schedule/result.hpp"

namespace eldercast {

[[nodiscard]] WorkbookTitle meet_title(const MeetResult& result);
[[nodiscard]] WorkbookTitle schedule_title(const ScheduleResult& result);
[[nodiscard]] WorkbookTitle study_title(const StudyFigures& study);

}  // namespace eldercast
