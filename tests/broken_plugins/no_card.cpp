/// A library that exports something, but no card.
extern "C" __attribute__((visibility("default"))) int eldercast_answer() { return 42; }
