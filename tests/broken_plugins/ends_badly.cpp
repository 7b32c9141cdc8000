/// A rule that brings the program down in its third month. How is a parameter.
#include <cstdlib>

#include "small_rule.hpp"

namespace {

enum class How : std::uint8_t { null_pointer, endless_recursion, abort, division, exit, quick_exit };

struct EndsBadly : eldercast::FundingRule {
  struct Parameters {
    How how;
  };
  static constexpr auto kRows = eldercast::parameter_table<1>({{
      eldercast::parameter<&Parameters::how>("how", {.max = 5,
                                                     .fallback = 0,
                                                     .choices = "null_pointer|endless_recursion|abort|division|exit|quick_exit",
                                                     .zh = "方式",
                                                     .en = "How it ends"}),
  }});
  explicit EndsBadly(const Parameters& parameters) : how_(parameters.how) {}

  void pay(const eldercast::MonthView& month, eldercast::PaySlots /*out*/) override {
    if (month.month.value != 2) return;
    volatile int zero = 0;
    volatile int seven = 7;
    switch (how_) {
      case How::null_pointer:
        *nowhere_ = 1;
        break;
      case How::endless_recursion:
        zero = deeper(1);
        break;
      case How::abort:
        std::abort();
      case How::division:
        zero = seven / zero;
        break;
      case How::exit:
        std::exit(0);
      case How::quick_exit:
        std::quick_exit(0);
    }
  }

 private:
  // NOLINTNEXTLINE(misc-no-recursion): that is the fault
  int deeper(int depth) {
    volatile char room[4096];
    room[0] = static_cast<char>(depth);
    return depth > 0 ? deeper(depth % 1000 + 1) + room[0] : 0;
  }

  How how_;
  volatile int* volatile nowhere_ = nullptr;
};

}  // namespace

ELDERCAST_PLUGIN(funding, ends_badly, EndsBadly, (eldercast::PluginText{"1.0.0", "使程序崩溃", "Brings the program down", ""}))
