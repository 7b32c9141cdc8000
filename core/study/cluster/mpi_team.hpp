#pragma once
/// The ranks of `mpirun -n K eldercast study run`: they share one counter of batches, so that a fast rank takes more. MPI only speeds a
/// study up; what is done lives in files and survives the death of all ranks. Without MPI in the build the program is a team of one.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace eldercast {

class MpiTeam {
 public:
  /// Joins the team if the program was started by mpirun, srun or another launcher of MPI; else a team of one. One a program.
  MpiTeam();
  ~MpiTeam();
  MpiTeam(const MpiTeam&) = delete;
  MpiTeam& operator=(const MpiTeam&) = delete;

  [[nodiscard]] int rank() const;
  [[nodiscard]] int size() const;
  /// The next position below `count`, each given to one rank only. To be called by one thread at a time.
  [[nodiscard]] std::optional<std::size_t> next(std::size_t count);
  /// The sum of `value` over all ranks. All ranks call it.
  [[nodiscard]] std::int64_t sum(std::int64_t value) const;
  /// Ends all ranks at once with this exit code: a rank that cannot go on must not leave the others waiting.
  [[noreturn]] void abort(int code) const;

 private:
  struct State;
  std::unique_ptr<State> state_;  ///< null: a team of one
  std::size_t own_next_ = 0;
};

/// Whether this build can use MPI.
[[nodiscard]] bool built_with_mpi();
/// Whether a launcher of MPI started the program as one of several ranks.
[[nodiscard]] bool launched_by_mpi();

}  // namespace eldercast
