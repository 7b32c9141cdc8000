#include "app/terminal/command_times.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace eldercast {
namespace {

struct CommandTime {
  std::string_view path;
  std::string_view takes;
};

// Of Jiangjin (340,000 residents aged 60 and over), on two cores.
constexpr std::array kTimes{
    CommandTime{"run", "10 s for 100 replicates of Jiangjin on two cores; validate measures your scenario."},
    CommandTime{"rerun", "as long as the run took."},
    CommandTime{"explain", "a second; with postings behind a number some more."},
    CommandTime{"backcast", "some seconds."},
    CommandTime{"calibrate", "minutes: waves x points + generations x particles, each some replicates."},
    CommandTime{"forecast", "some seconds."},
    CommandTime{"score", "a second."},
    CommandTime{"monthly", "a quarter of a minute for Jiangjin: 40 replicates as of each of three dates."},
    CommandTime{"compare", "as long as the runs take: 2 s each with --replicates 20; at once from results files."},
    CommandTime{"stress", "a minute a pack with --replicates 20 on two cores; --rank-projects some minutes."},
    CommandTime{"meet", "minutes: up to 40 replicates for each size of each lever. One --lever takes seconds."},
    CommandTime{"schedule", "ten minutes, or --budget-minutes; the last word comes on top, one to two minutes."},
    CommandTime{"study plan", "a second; it measures and says how long the study takes."},
    CommandTime{"study expand", "a second."},
    CommandTime{"study run", "what study plan said. Stop it at any time: it goes on where it was."},
    CommandTime{"study resume", "what study status says. Stop it at any time: it goes on where it was."},
    CommandTime{"study status", "at once."},
    CommandTime{"study merge", "seconds; a minute for ten thousand rows of Jiangjin."},
    CommandTime{"study replay", "as long as the replicates of one case."},
    CommandTime{"study script", "at once."},
    CommandTime{"sensitivity", "seconds."},
    CommandTime{"validate", "a second; it runs two replicates to measure."},
    CommandTime{"inspect", "at once."},
    CommandTime{"summary", "at once."},
    CommandTime{"figures", "at once."},
    CommandTime{"targets", "at once."},
    CommandTime{"progress", "at once."},
    CommandTime{"towns", "at once."},
    CommandTime{"paper", "at once."},
    CommandTime{"export", "a second or two."},
    CommandTime{"report", "a second."},
    CommandTime{"init", "at once; with --tile seconds a hundred copies."},
    CommandTime{"plugins list", "at once."},
    CommandTime{"plugins check", "seconds."},
    CommandTime{"plugins new", "at once."},
    CommandTime{"plugins describe", "at once."},
    CommandTime{"docs", "at once."},
    CommandTime{"completion", "at once."},
};

void tell(CLI::App& app, const std::string& path) {
  for (CLI::App* sub : app.get_subcommands([](CLI::App*) { return true; })) {
    tell(*sub, path.empty() ? sub->get_name() : path + " " + sub->get_name());
  }
  const auto found = std::find_if(kTimes.begin(), kTimes.end(), [&](const CommandTime& time) { return time.path == path; });
  if (found == kTimes.end()) return;
  app.footer(fmt::format("{}{}Takes {}", app.get_footer(), app.get_footer().empty() ? "" : "\n", found->takes));
}

}  // namespace

void tell_times(CLI::App& program) { tell(program, ""); }

}  // namespace eldercast
