#pragma once
/// How long commands take.

namespace CLI {
class App;
}

namespace eldercast {

/// Adds to the help of every command how long it takes, so that nobody waits for what he did not mean to ask.
void tell_times(CLI::App& program);

}  // namespace eldercast
