#pragma once
/// Words of commands that are printed to be pasted into a shell.
#include <string>
#include <string_view>

namespace eldercast {

/// In single quotes, whatever the text holds. For files that a shell reads.
[[nodiscard]] std::string shell_quoted(std::string_view text);

/// For a screen: as it is where nothing in it means anything to a shell, else in single quotes; with what a terminal would act on, or bytes
/// that are not UTF-8, as $'...' with their numbers (bash, zsh, ksh).
[[nodiscard]] std::string shell_word(std::string_view text);

/// The same for the name of a file, which must not look like an option.
[[nodiscard]] std::string shell_path(std::string_view path);

}  // namespace eldercast
