#pragma once
/// The folder that `plugins new` writes: a rule that builds, keeps its contract and runs, to be changed into one's own.
#include <string>
#include <string_view>
#include <vector>

#include "output/render/language.hpp"

namespace eldercast {

struct TemplateFile {
  std::string name;
  std::string text;
};

/// The files of a rule "kind/name" in C++ or in Lua, with a page of its own in a language. `kind` is one of kRuleKinds, `name` lower snake
/// case.
[[nodiscard]] std::vector<TemplateFile> rule_template(const std::string& kind, const std::string& name, bool lua, Language language);

/// A file of the folder rule_template, without ".in", as it was when the program was built. Aborts for a name that is none.
[[nodiscard]] std::string_view template_text(std::string_view file);

}  // namespace eldercast
