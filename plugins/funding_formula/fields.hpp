#pragma once
/// What a formula can name: fields of a facility, a project, its town and the month, each with its unit or its words.
#include <span>
#include <string_view>

#include "api/views.hpp"
#include "unit.hpp"

namespace eldercast::formula {

/// For what a grant is reckoned: once for each of these.
enum class Each : std::uint8_t { facility, town, project };

/// What is looked at. A facility and a project are seen with their town, a project with its facility.
struct Seen {
  const MonthView* month = nullptr;
  const TownState* town = nullptr;
  const FacilityState* facility = nullptr;
  const ProjectState* project = nullptr;
  Fen cost;  ///< of the facility's project; nothing where it has none
};

/// Words of a field in rising order, as `grade` has none, fail, pass...
using Words = std::span<const std::string_view>;

enum class Kind : std::uint8_t { number, truth, word };

struct Type {
  Kind kind = Kind::number;
  Unit unit;
  Words words;
};

struct Field {
  const char* name;
  Type type;
  bool of_facility;  ///< not known of a town alone
  /// Money in fen, a truth as 0 or 1, a word by its position.
  double (*get)(const Seen& seen);
};

/// The fields of what a grant is reckoned for.
[[nodiscard]] std::vector<const Field*> fields_for(Each each);

}  // namespace eldercast::formula
