#include <fmt/format.h>

#include <cstdint>

#include "output/render/json_numbers.hpp"
#include "text/characters.hpp"

namespace eldercast {

std::string json_text(const Json& json) {
  const std::string plain = json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  std::string out;
  out.reserve(plain.size());
  for (std::size_t at = 0; at < plain.size();) {
    const std::size_t begin = at;
    const char32_t read = next_code_point(plain, at);
    // Below U+0080 the library has written escapes; line ends are its own.
    if (acts_on_terminal(read) && read != U'\n') {
      out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(read));
    } else {
      out.append(plain, begin, at - begin);
    }
  }
  return out;
}

}  // namespace eldercast
