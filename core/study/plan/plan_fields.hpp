#pragma once
/// Fields of a plan's JSON. Its digest keeps accidents out, not people: whoever changes a plan can make the digest anew. So no value of it
/// is used before its kind and its range are known. Every function throws FileError, which names the file and the field. Internal to this
/// folder.
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace eldercast {

inline constexpr const char* kNewStudy = "a plan is never edited: plan a new study";

/// An object of a plan.
class PlanFields {
 public:
  using Json = nlohmann::ordered_json;

  /// `name` is the path of the object in the document, empty for the document as a whole.
  PlanFields(const Json& json, std::string file, std::string name = {});

  [[nodiscard]] std::int64_t whole(const char* key, std::int64_t least, std::int64_t most) const;
  [[nodiscard]] int count(const char* key, int least, int most) const { return static_cast<int>(whole(key, least, most)); }
  [[nodiscard]] std::uint64_t seed(const char* key) const;
  [[nodiscard]] double number(const char* key, double least, double most) const;
  [[nodiscard]] bool flag(const char* key) const;
  [[nodiscard]] std::string text(const char* key) const;
  /// The position of a word among those of an enumeration.
  template <class Enum, class Names>
  [[nodiscard]] Enum word(const char* key, const Names& names) const {
    for (std::size_t i = 0; i < std::size(names); ++i) {
      if (text(key) == names[i]) return static_cast<Enum>(i);
    }
    refuse(key, "a word that is known");
  }
  [[nodiscard]] std::vector<std::string> texts(const char* key) const;
  [[nodiscard]] std::vector<double> numbers(const char* key) const;
  [[nodiscard]] std::vector<std::vector<double>> rows(const char* key) const;
  [[nodiscard]] PlanFields object(const char* key) const;
  [[nodiscard]] std::vector<PlanFields> objects(const char* key) const;
  /// A field as it stands.
  [[nodiscard]] const Json& field(const char* key) const;
  [[noreturn]] void refuse(const char* key, const std::string& wanted) const;

 private:
  [[nodiscard]] std::string name_of(const char* key) const;
  [[nodiscard]] const Json& list(const char* key) const;
  [[nodiscard]] std::vector<double> numbers_in(const Json& json, const char* key) const;

  const Json* json_;
  std::string file_;
  std::string name_;
};

}  // namespace eldercast
