# shellcheck shell=bash
# Shared by the scripts of this folder; sourced, not run.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit

# One short line about what happens, to stderr: stdout belongs to the program.
say() { printf '\n==> %s\n' "$*" >&2; }

# Ends the script with a message.
fail() {
  printf '\nerror: %s\n' "$*" >&2
  exit 1
}

# The same where something could not be downloaded, with an exit code of its own: that is nobody's fault here (EX_UNAVAILABLE of sysexits.h).
unavailable() {
  printf '\nerror: %s\n' "$*" >&2
  exit 69
}

# Compile jobs that fit: one a core, and one per 1.5 GB of free memory.
jobs_that_fit() {
  local cores memory
  cores=$(nproc)
  memory=$(awk '/^MemAvailable:/ {print int($2 / 1500000)}' /proc/meminfo)
  ((memory < 1)) && memory=1
  echo $((memory < cores ? memory : cores))
}

# build PRESET [TARGET...]: configures and builds; without targets everything.
build() {
  local preset=$1
  shift
  local log=build/configure-$preset.log
  mkdir -p build
  # Said every time, so that no earlier configuration decides.
  local -a said=()
  [[ -n ${ELDERCAST_WARNINGS_AS_ERRORS-} ]] && said+=("-DELDERCAST_WARNINGS_AS_ERRORS=$ELDERCAST_WARNINGS_AS_ERRORS")
  if ! cmake --preset "$preset" "${said[@]}" >"$log" 2>&1; then
    cat "$log" >&2
    fail "configuring preset $preset failed; its output stands above and in $log"
  fi
  local -a targets=()
  (($#)) && targets=(--target "$@")
  cmake --build --preset "$preset" --parallel "$(jobs_that_fit)" "${targets[@]}" >&2 || fail "building preset $preset failed; the compiler's message stands above"
}

# Sets `tool` to the named LLVM tool in the version that this repository is written for; other versions want other things. Where there is none,
# says so and ends with 77, which ctest takes for skipped.
llvm_version=14
llvm_tool() {
  tool=$1-$llvm_version
  command -v "$tool" >/dev/null && return
  tool=$1
  if command -v "$tool" >/dev/null && [[ $("$tool" --version) =~ version\ $llvm_version\. ]]; then return; fi
  say "there is no $1 $llvm_version here: nothing is checked"
  exit 77
}
