#include "study/meet/meet_words.hpp"

#include <fmt/format.h>

#include "output/render/text_cells.hpp"

namespace eldercast {

Text words_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::meets:
      return {"能达到", "meets it"};
    case Verdict::not_at_any_size:
      return {"任何力度都达不到", "not at any size"};
    case Verdict::not_on_fresh_chance:
      return {"换一批随机数就达不到", "not on fresh chance"};
    case Verdict::changes_nothing:
      return {"对它没有影响", "changes nothing of it"};
  }
  return {};
}

Text size_words(const Lever& lever, double size) {
  return {fmt::format("{:.6g} {}", size, lever.unit_zh), fmt::format("{:.6g} {}", size, lever.unit_en)};
}

Text answer_words(const Answer& answer, const MeetResult& result, bool with_size) {
  Text out;
  for (const PulledLever& one : answer.levers) {
    const Lever& lever = result.levers[one.lever];
    const Text size = size_words(lever, one.size);
    out.zh += (out.zh.empty() ? "" : "，") + lever.name_zh + (with_size ? " " + size.zh : "");
    out.en += (out.en.empty() ? "" : " and ") + lever.name_en + (with_size ? " " + size.en : "");
  }
  return out;
}

std::string judged_text(const JudgedShare& judged) {
  if (judged.replicates == 0) return "-";
  return fmt::format("{}% [{:.0f}, {:.0f}]", percent_text(judged.share), 100 * judged.interval.low, 100 * judged.interval.high);
}

}  // namespace eldercast
