#include "output/render/foreign_json.hpp"

#include <fmt/format.h>

#include <array>

namespace eldercast {
namespace {

/// Counts by the characters that divide a text, as far as they stand outside of texts. A text that is no JSON is counted somehow: the
/// parser refuses it afterwards.
class JsonScan {
 public:
  explicit JsonScan(std::string_view text) : text_(text) {}

  std::optional<std::string> excess() {
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '"') skip_text();
      if (c == '[' || c == '{') {
        if (++depth_ > kDeepestJson) return fmt::format("it is nested deeper than {} levels", kDeepestJson);
        members_[depth_] = 0;
      }
      if (c == ']' || c == '}') depth_ -= depth_ > 0 ? 1 : 0;
      const bool begins_value = c == '[' || c == '{' || c == ',' || c == ':';
      if (begins_value && ++values_ > kMostJsonValues) return fmt::format("it has more than {} values", kMostJsonValues);
      if (c != ':') continue;
      if (++all_members_ > kMostJsonMembers) return fmt::format("its objects have more than {} members", kMostJsonMembers);
      if (++members_[depth_] > kMostMembersAnObject) return fmt::format("an object has more than {} members", kMostMembersAnObject);
    }
    return std::nullopt;
  }

 private:
  void skip_text() {
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) at_ += text_[at_] == '\\' ? 1 : 0;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::size_t values_ = 0;
  std::size_t all_members_ = 0;
  std::array<std::size_t, kDeepestJson + 1> members_{};
};

}  // namespace

std::optional<std::string> json_excess(std::string_view text) { return JsonScan(text).excess(); }

}  // namespace eldercast
