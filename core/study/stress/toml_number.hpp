#pragma once
/// Numbers of TOML, written whole or not.
#include "scenario/source/toml_text.hpp"

namespace eldercast {

[[nodiscard]] inline bool is_number(const TomlValue& value) {
  return value.kind == TomlValue::Kind::integer || value.kind == TomlValue::Kind::number;
}
/// The value of something that is_number().
[[nodiscard]] inline double number_of(const TomlValue& value) {
  return value.kind == TomlValue::Kind::integer ? static_cast<double>(value.integer) : value.number;
}

}  // namespace eldercast
