#include "engine/host/rule_files.hpp"

namespace eldercast {
namespace {

RuleRefusal no_files(const std::filesystem::path& file) {
  return {"plugin.load", quoted(file) + " cannot be loaded: this engine has its rules built in", "use the program for rules in files"};
}

}  // namespace

Loading load_rule_file(const std::filesystem::path& file, const std::string& /*id*/) { return no_files(file); }

std::optional<RuleRefusal> refusal_of_nameless(const std::filesystem::path& file) { return no_files(file); }

std::variant<CardWords, RuleRefusal> words_of_file(const std::filesystem::path& file, const std::string& /*id*/) { return no_files(file); }

}  // namespace eldercast
