#pragma once
/// Parameters that scenarios of earlier versions set and that are no more.
#include <optional>
#include <string>
#include <string_view>

namespace eldercast {

/// What to write in the place of a parameter that is no more, a sentence for help; nothing for any other id. `id` as --set takes it.
[[nodiscard]] std::optional<std::string> instead_of_retired(std::string_view id);

}  // namespace eldercast
