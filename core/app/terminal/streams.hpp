#pragma once
/// The three streams that every program is given, and may be started without.

namespace eldercast {

/// Puts /dev/null where standard input, output or error is closed, so that no file that is opened later gets their number and what the
/// program says with it. Data for a standard output that was closed still fails (print_data). Called first of all.
void keep_standard_streams();

}  // namespace eldercast
