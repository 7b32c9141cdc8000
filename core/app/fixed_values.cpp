#include "app/fixed_values.hpp"

namespace eldercast {

void say_fixed_values(Document& document, const Scenario& scenario) {
  if (!scenario.draw_parameters) return;
  document.say("这里各参数取设定值，与run --chance-only相同；一般的run还抽取未知参数，其概率和金额会不同。",
               "Parameters stood at their values here, as in run --chance-only: a plain run of this scenario draws what is not known of "
               "them, and its "
               "chances and sums are others.");
}

}  // namespace eldercast
