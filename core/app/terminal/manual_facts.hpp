#pragma once
/// What the manual page and the page of commands both tell: exit codes, environment, files, codes of problems.
#include <array>
#include <string_view>

namespace eldercast {

struct ManualFact {
  std::string_view name;
  std::string_view text;
};

inline constexpr std::array<ManualFact, 8> kExitCodes{{
    {"0", "done"},
    {"1", "the run failed; of rerun: the data differ; of study run: the scenario is not valid any more"},
    {"2", "the command line or the scenario is not valid; a missing scenario file, too"},
    {"3", "a rule was refused, or failed in a replicate"},
    {"4", "a results or output file cannot be read or written"},
    {"6", "a study finished with failed cases"},
    {"75", "a study was stopped and can be resumed"},
    {"130", "interrupted"},
}};

inline constexpr std::array<ManualFact, 5> kEnvironment{{
    {"ELDERCAST_PLUGIN_PATH", "folders that are searched for rules behind those of --plugin-dir, between colons"},
    {"LC_ALL, LC_MESSAGES, LANG",
     "the language of screens where --lang does not say it: Chinese if it begins with zh and names UTF-8 or no encoding, else English"},
    {"COLUMNS", "how wide screens are, where there is no window to ask"},
    {"NO_COLOR", "if set and not empty, nothing is coloured"},
    {"TERM", "dumb: nothing is coloured, and progress is told in whole lines"},
}};

inline constexpr std::array<ManualFact, 3> kFiles{{
    {"PREFIX/lib/eldercast/plugins", "the rules that come with the program"},
    {"PREFIX/share/eldercast/scenarios", "the scenarios that come with it: jiangjin, and toy, which can be checked by hand"},
    {"NAME.eldercast.part", "a file that is being written; it gets its name when it is whole"},
}};

}  // namespace eldercast
