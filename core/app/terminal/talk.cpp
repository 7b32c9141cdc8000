#include "app/terminal/talk.hpp"

#include <fmt/format.h>

#include "text/counted.hpp"

namespace eldercast {

Text replicates_talk() { return {"次模拟", "replicates"}; }

Text replicates_talk_of(const std::string& name) { return {"次模拟：" + name, "replicates of " + name}; }

Text run_talk(std::int64_t replicates, double seconds, int threads, const std::string& output) {
  const bool kept = !output.empty();
  return {fmt::format("{}次模拟，{}个线程，用时{:.1f}秒{}{}\n", replicates, threads, seconds, kept ? "；结果在" : "", output),
          fmt::format("{} in {:.1f} s on {}{}{}\n", counted(replicates, "replicate"), seconds, counted(threads, "thread"),
                      kept ? "; results in " : "", output)};
}

Text interrupted_talk() { return {"已中断，未写任何文件\n", "interrupted; nothing was written\n"}; }

}  // namespace eldercast
