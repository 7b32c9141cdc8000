#include "study/plan/plan_fields.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "files/file_error.hpp"
#include "scenario/parameters/parameter_value.hpp"

namespace eldercast {

PlanFields::PlanFields(const Json& json, std::string file, std::string name)
    : json_(&json), file_(std::move(file)), name_(std::move(name)) {
  if (!json.is_object()) throw FileError(file_, fmt::format("{} is not an object", name_.empty() ? "the plan" : name_), kNewStudy);
}

std::string PlanFields::name_of(const char* key) const { return name_.empty() ? key : name_ + "." + key; }

void PlanFields::refuse(const char* key, const std::string& wanted) const {
  throw FileError(file_, fmt::format("{} is not {}", name_of(key), wanted), kNewStudy);
}

const PlanFields::Json& PlanFields::field(const char* key) const {
  const auto found = json_->find(key);
  if (found == json_->end()) throw FileError(file_, fmt::format("{} is missing", name_of(key)), kNewStudy);
  return *found;
}

std::int64_t PlanFields::whole(const char* key, std::int64_t least, std::int64_t most) const {
  const Json& json = field(key);
  const bool fits =
      json.is_number_integer() &&
      (!json.is_number_unsigned() || json.get<std::uint64_t>() <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()));
  const std::int64_t value = fits ? json.get<std::int64_t>() : 0;
  if (!fits || value < least || value > most) refuse(key, fmt::format("a whole number from {} to {}", least, most));
  return value;
}

std::uint64_t PlanFields::seed(const char* key) const {
  const Json& json = field(key);
  if (!json.is_number_unsigned()) refuse(key, "a whole number from 0");
  return json.get<std::uint64_t>();
}

double PlanFields::number(const char* key, double least, double most) const {
  const Json& json = field(key);
  const double value = json.is_number() ? json.get<double>() : std::numeric_limits<double>::quiet_NaN();
  if (!(value >= least && value <= most)) refuse(key, fmt::format("a number from {} to {}", number_text(least), number_text(most)));
  return value;
}

bool PlanFields::flag(const char* key) const {
  const Json& json = field(key);
  if (!json.is_boolean()) refuse(key, "true or false");
  return json.get<bool>();
}

std::string PlanFields::text(const char* key) const {
  const Json& json = field(key);
  if (!json.is_string()) refuse(key, "a text");
  return json.get<std::string>();
}

const PlanFields::Json& PlanFields::list(const char* key) const {
  const Json& json = field(key);
  if (!json.is_array()) refuse(key, "a list");
  return json;
}

std::vector<std::string> PlanFields::texts(const char* key) const {
  std::vector<std::string> out;
  for (const Json& one : list(key)) {
    if (!one.is_string()) refuse(key, "a list of texts");
    out.push_back(one.get<std::string>());
  }
  return out;
}

std::vector<double> PlanFields::numbers_in(const Json& json, const char* key) const {
  if (!json.is_array()) refuse(key, "a list of numbers");
  std::vector<double> out;
  for (const Json& one : json) {
    if (!one.is_number() || !std::isfinite(one.get<double>())) refuse(key, "a list of numbers");
    out.push_back(one.get<double>());
  }
  return out;
}

std::vector<double> PlanFields::numbers(const char* key) const { return numbers_in(field(key), key); }

std::vector<std::vector<double>> PlanFields::rows(const char* key) const {
  std::vector<std::vector<double>> out;
  for (const Json& one : list(key)) out.push_back(numbers_in(one, key));
  return out;
}

PlanFields PlanFields::object(const char* key) const { return {field(key), file_, name_of(key)}; }

std::vector<PlanFields> PlanFields::objects(const char* key) const {
  std::vector<PlanFields> out;
  for (const Json& one : list(key)) out.emplace_back(one, file_, name_of(key));
  return out;
}

}  // namespace eldercast
