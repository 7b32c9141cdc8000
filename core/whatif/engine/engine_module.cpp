/// What the engine of a page exports: C functions on one object, texts in and out as UTF-8 that ends in a zero. A text that comes out is
/// valid until the next call.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/host/plugin_host.hpp"
#include "whatif/engine/variant_engine.hpp"

#define ELDERCAST_EXPORT extern "C" __attribute__((used, visibility("default")))

namespace eldercast {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

}  // namespace

/// An engine, and the text that it said last.
struct EngineModule {
  EngineModule(const char* file, std::size_t keep) : host({}), engine(file, keep, host) {}

  PluginHost host;
  VariantEngine engine;
  std::string said;
};

/// Reads the scenario `file` of the page's own file system.
ELDERCAST_EXPORT EngineModule* whatif_open(const char* file, std::size_t keep) { return new EngineModule(file, keep); }

/// VariantEngine::prepare() with one option a line.
ELDERCAST_EXPORT const char* whatif_prepare(EngineModule* module, const char* settings) {
  module->said = module->engine.prepare(lines_of(settings));
  return module->said.c_str();
}

/// Runs a replicate; Outcome::failure.
ELDERCAST_EXPORT const char* whatif_run(EngineModule* module, std::int32_t replicate) {
  module->said = module->engine.run(replicate).failure;
  return module->said.c_str();
}

/// Where the cells of an array of the last replicate begin, how many there are, and bytes of one; null and 0 for an unknown path.
ELDERCAST_EXPORT const void* whatif_cells(const EngineModule* module, const char* path) {
  const auto view = module->engine.array(path);
  return view ? view->cells : nullptr;
}
ELDERCAST_EXPORT std::size_t whatif_count(const EngineModule* module, const char* path) {
  const auto view = module->engine.array(path);
  return view ? view->count : 0;
}
ELDERCAST_EXPORT std::size_t whatif_bytes(const EngineModule* module, const char* path) {
  const auto view = module->engine.array(path);
  return view ? view->bytes : 0;
}

/// VariantEngine::figures() of the last replicate.
ELDERCAST_EXPORT const double* whatif_figures(const EngineModule* module) { return module->engine.figures().data(); }
ELDERCAST_EXPORT std::size_t whatif_figure_count(const EngineModule* module) { return module->engine.figures().size(); }

}  // namespace eldercast
