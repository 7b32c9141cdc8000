#pragma once
/// What results say about the run that made them. All of it but `replicates`, `program_version` and `uncertain` goes to /provenance, which
/// comparisons of data leave out.
#include <cstdint>
#include <string>
#include <vector>

namespace eldercast {

/// A library by the version it was compiled against and the one that is loaded.
struct LibraryVersion {
  std::string name;
  std::string built;
  std::string running;
};

/// A rule that was loaded for the run.
struct LoadedPlugin {
  std::string id;  ///< "funding/construction_grants"
  std::string version;
  std::string file;    ///< file name without folders
  std::string sha256;  ///< of the file
};

/// How long a part of the run took, over all replicates and threads.
struct TimedPart {
  std::string name;  ///< "phase pay", "rule funding/construction_grants pay"
  double seconds = 0;
};

/// A parameter that had another value in every replicate.
struct UncertainParameter {
  std::string id;
  std::string name_zh;
  std::string unit;
  double low = 0;
  double base = 0;
  double high = 0;
  std::vector<double> values;  ///< one a replicate
};

struct RunInfo {
  std::int32_t replicates = 0;  ///< how many will be appended
  std::string program_version;  ///< "0.1.0"
  std::string build_tag;        ///< "release", "dev"...
  std::string compiler;         ///< "GNU 12.2.0"
  int threads = 1;
  std::vector<LibraryVersion> libraries;  ///< HDF5 is added by the writer
  std::vector<LoadedPlugin> plugins;
  std::vector<UncertainParameter> uncertain;  ///< goes to /uncertainty; empty: all replicates have the scenario's values
};

}  // namespace eldercast
