#include "study/cluster/mpi_team.hpp"

#include <cstdlib>

#ifdef ELDERCAST_MPI
#include <mpi.h>
#endif

namespace eldercast {

bool launched_by_mpi() {
  const auto number = [](const char* name) {
    const char* text = std::getenv(name);
    return text == nullptr ? 0L : std::strtol(text, nullptr, 10);
  };
  // Open MPI; MPICH and its relatives by Hydra. PMIx tells a rank alone, and Slurm how many there are.
  if (number("OMPI_COMM_WORLD_SIZE") > 1 || number("PMI_SIZE") > 1 || number("PMIX_RANK") > 0) return true;
  return std::getenv("PMIX_RANK") != nullptr && number("SLURM_NTASKS") > 1;
}

#ifdef ELDERCAST_MPI

bool built_with_mpi() { return true; }

struct MpiTeam::State {
  int rank = 0;
  int size = 1;
  std::int64_t* counter = nullptr;
  MPI_Win window = MPI_WIN_NULL;

  State() {
    int provided = 0;
    MPI_Init_thread(nullptr, nullptr, MPI_THREAD_SERIALIZED, &provided);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    const MPI_Aint bytes = rank == 0 ? static_cast<MPI_Aint>(sizeof(std::int64_t)) : 0;
    MPI_Win_allocate(bytes, static_cast<int>(sizeof(std::int64_t)), MPI_INFO_NULL, MPI_COMM_WORLD, &counter, &window);
    if (rank == 0) *counter = 0;
    MPI_Barrier(MPI_COMM_WORLD);
  }
  ~State() {
    MPI_Win_free(&window);
    MPI_Finalize();
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  std::int64_t take() {
    const std::int64_t one = 1;
    std::int64_t before = 0;
    MPI_Win_lock(MPI_LOCK_SHARED, 0, 0, window);
    MPI_Fetch_and_op(&one, &before, MPI_INT64_T, 0, 0, MPI_SUM, window);
    MPI_Win_unlock(0, window);
    return before;
  }
};

MpiTeam::MpiTeam() {
  if (launched_by_mpi()) state_ = std::make_unique<State>();
}

std::int64_t MpiTeam::sum(std::int64_t value) const {
  if (!state_) return value;
  std::int64_t out = 0;
  MPI_Allreduce(&value, &out, 1, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
  return out;
}

void MpiTeam::abort(int code) const {
  if (state_) MPI_Abort(MPI_COMM_WORLD, code);
  std::exit(code);
}

#else

bool built_with_mpi() { return false; }

struct MpiTeam::State {
  int rank = 0;
  int size = 1;
  std::int64_t take() { return 0; }
};

MpiTeam::MpiTeam() = default;
std::int64_t MpiTeam::sum(std::int64_t value) const { return value; }
void MpiTeam::abort(int code) const { std::exit(code); }

#endif

MpiTeam::~MpiTeam() = default;
int MpiTeam::rank() const { return state_ ? state_->rank : 0; }
int MpiTeam::size() const { return state_ ? state_->size : 1; }

std::optional<std::size_t> MpiTeam::next(std::size_t count) {
  const std::size_t position = state_ ? static_cast<std::size_t>(state_->take()) : own_next_++;
  return position < count ? std::optional(position) : std::nullopt;
}

}  // namespace eldercast
