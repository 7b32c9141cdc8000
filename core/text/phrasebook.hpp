#pragma once
/// Sentences of the program in another language, found by what they say in English.
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace eldercast {

/// A sentence in two languages. Each {} of `en` stands for any text. `zh` has as many {} in the same order, or names them {0}, {1} ...
struct Phrase {
  std::string_view en;
  std::string_view zh;
};

/// Finds the Chinese of a text that was put together in English, so that whoever writes a message writes it once, as it is read.
///
/// What stands for {} is itself told in Chinese if it is known, but for what is quoted ('{}' and "{}"), which is a user's own word. Of
/// several phrases that fit the one with most letters of its own counts. The phrases must outlive the book.
class Phrasebook {
 public:
  explicit Phrasebook(std::initializer_list<std::span<const Phrase>> tables);

  /// The Chinese of a text; nothing if no phrase fits.
  [[nodiscard]] std::optional<std::string> told(std::string_view english) const;

 private:
  struct Template {
    std::vector<std::string_view> parts;  ///< what stands before, between and behind the {}
    std::string_view zh;
    std::size_t letters = 0;  ///< of all parts
  };
  [[nodiscard]] std::string filled(const Template& found, const std::vector<std::string_view>& pieces) const;

  std::unordered_map<std::string_view, std::string_view> whole_;
  std::vector<Template> templates_;  ///< most letters first
};

}  // namespace eldercast
