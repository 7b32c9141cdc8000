#include <nlohmann/json.hpp>

#include "files/file_error.hpp"
#include "fuzz/place.hpp"
#include "output/render/foreign_json.hpp"
#include "scenario/source/sha256.hpp"
#include "study/execute/status.hpp"
#include "study/plan/plan.hpp"

using namespace eldercast;

namespace {

using PlanJson = nlohmann::ordered_json;

/// The plan with digests that hold, as somebody who changes one on purpose makes them: without, every input would be refused at once.
std::string with_digests(std::string_view text, std::string_view points) {
  PlanJson json = parse_foreign_json<PlanJson>(text);
  if (!json.is_object()) return std::string(text);
  const PlanJson here = json.value("here", PlanJson());
  json.erase("here");
  json.erase("digest");
  if (json.contains("points_sha256")) json["points_sha256"] = sha256(std::string(points));
  const std::string digest = sha256(json.dump(1));
  json["here"] = here;
  json["digest"] = digest;
  return json.dump(1);
}

}  // namespace

/// A plan and, behind the first form feed, its table of points.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const test::Place place;
  const std::string_view bytes = test::bytes_of(data, size);
  const std::string_view text = bytes.substr(0, bytes.find('\f'));
  const std::string_view points = bytes.substr(std::min(bytes.size(), text.size() + 1));
  place.write("plan-0.json", with_digests(text, points));
  place.write("points-0.csv", points);
  try {
    const StudyPlan plan = read_plan(place.folder());
    const StudyStatus status = status_of(plan);
    if (status.batches != plan.batch_count() || document_text(document_of(plan, status), {}).empty() || render_json(plan, status).empty())
      std::abort();
    for (const StudyCase& one : plan.cases) static_cast<void>(plan.settings_of(one));
  } catch (const FileError&) {
    // The answer to every plan that is none.
  }
  return 0;
}
