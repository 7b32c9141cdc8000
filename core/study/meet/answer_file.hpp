#pragma once
/// Answers as scenarios: a short file each that extends the scenario, and the document that holds them all.
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "study/meet/meet.hpp"
#include "study/meet/pull_runner.hpp"
#include "study/plan/varied.hpp"

namespace eldercast {

/// Where the answers to a scenario go.
struct AnswerFolder {
  std::filesystem::path folder;
  std::filesystem::path scenario;  ///< the file that they extend
  std::vector<std::string> sets;   ///< --set over it, which they repeat
};

/// Why answers cannot be written there: the folder has files already, or a scenario in it may not extend that one (see load_chain()).
/// Nothing is changed on the disk.
[[nodiscard]] std::optional<StudyMistake> cannot_hold_answers(const AnswerFolder& where);

/// The name of the document in the folder.
inline constexpr std::string_view kMeetDocument = "meet.json";

/// Writes a scenario for every answer, named in Answer::file, and the document. A scenario says the seed and the number of replicates that
/// its answer was judged on, so that running it gives that share again. Nothing is overwritten. Throws FileError.
void write_answers(MeetResult& result, const AnswerFolder& where, const PullRunner& runner);

/// "w1-carers-by-carer-courses-and-more-hires": plain letters, digits and '-'.
[[nodiscard]] std::string answer_name(const std::string& goal, const Answer& answer, const std::vector<Lever>& levers);

}  // namespace eldercast
