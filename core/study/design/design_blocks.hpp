#pragma once
/// The makers of blocks behind make_block, one a kind of design. All take a specification without mistakes.
#include <vector>

#include "study/design/design.hpp"

namespace eldercast {

[[nodiscard]] std::vector<DesignPoint> grid_block(const DesignSpec& spec);
[[nodiscard]] std::vector<DesignPoint> one_at_a_time_block(const DesignSpec& spec);
[[nodiscard]] std::vector<DesignPoint> latin_hypercube_block(const DesignSpec& spec, int block);
[[nodiscard]] std::vector<DesignPoint> sobol_sequence_block(const DesignSpec& spec, int block);
[[nodiscard]] std::vector<DesignPoint> saltelli_block(const DesignSpec& spec, int block);
[[nodiscard]] std::vector<DesignPoint> morris_block(const DesignSpec& spec, int block);

/// The values of all axes at base.
[[nodiscard]] std::vector<double> base_values(const DesignSpec& spec);

}  // namespace eldercast
