#pragma once
/// Sentences of the program in another language, found by what they say in English.
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace eldercast {

/// A sentence in two languages. Each {} of `en` stands for any text. `zh` has as many {} in the same order, or names them {0}, {1}.
/// With a = at the end, as {=} and {0=}, they stay as they are.
struct Phrase {
  std::string_view en;
  std::string_view zh;
};

/// Finds the Chinese of a text that was put together in English, so that whoever writes a message writes it once, as it is read.
///
/// What stands for {} is itself told in Chinese if it is known, but for keys ({=} in Chinese) and what is quoted ('{}' and "{}" in
/// English), which is a user's own word. Of several phrases that fit the one with most letters of its own counts. The phrases must outlive
/// the book.
class Phrasebook {
 public:
  /// `parts` are phrases for what stands in a sentence, too short to be looked for in whole ones.
  Phrasebook(std::initializer_list<std::span<const Phrase>> sentences, std::span<const Phrase> parts);

  /// The Chinese of a text; nothing if no phrase fits.
  [[nodiscard]] std::optional<std::string> told(std::string_view english) const { return sentences_.told(english, *this); }

  /// The Chinese of what stands in a sentence; the text itself if no phrase fits.
  [[nodiscard]] std::string told_part(std::string_view english) const;

 private:
  struct Template {
    std::vector<std::string_view> pieces;  ///< what stands before, between and behind the {}
    std::string_view zh;
    std::size_t letters = 0;  ///< of all pieces
  };
  struct Chapter {
    std::unordered_map<std::string_view, std::string_view> whole;
    std::vector<Template> templates;  ///< most letters first

    void add(std::span<const Phrase> phrases);
    [[nodiscard]] std::optional<std::string> told(std::string_view english, const Phrasebook& book) const;
  };
  [[nodiscard]] std::string filled(const Template& found, const std::vector<std::string_view>& filling) const;

  Chapter sentences_;
  Chapter parts_;
};

}  // namespace eldercast
