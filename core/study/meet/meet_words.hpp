#pragma once
/// Levers, sizes and outcomes in words, as the screen and the page of meet have them. Internal to core/study/meet.
#include <string>

#include "output/render/language.hpp"
#include "study/meet/meet.hpp"

namespace eldercast {

[[nodiscard]] Text words_of(Verdict verdict);
/// "25 more a month".
[[nodiscard]] Text size_words(const Lever& lever, double size);
/// "Larger courses for carers and More carers hired", each with its size where asked for.
[[nodiscard]] Text answer_words(const Answer& answer, const MeetResult& result, bool with_size);
/// "92.5% [87, 96]", or "-" where nothing was judged.
[[nodiscard]] std::string judged_text(const JudgedShare& judged);

}  // namespace eldercast
