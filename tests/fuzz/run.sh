#!/usr/bin/env bash
# Runs every fuzzer for so many seconds, from the shipped files as seeds.
#   tests/fuzz/run.sh SECONDS [TARGET...]
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:?seconds of each fuzzer}
shift
targets=("$@")
((${#targets[@]})) || targets=(scenario table pack lever meet schedule card journal script plan results)

seeds=$(mktemp -d)
trap 'rm -rf "$seeds" "${study:+$(dirname "$study")}"' EXIT
mkdir -p "$seeds"/{scenario,table,pack,lever,meet,schedule,card,journal,script,plan,results}
cp scenarios/toy/toy.toml scenarios/jiangjin/*.toml "$seeds/scenario"
for case in tests/errors/*/scenario.toml; do cp "$case" "$seeds/scenario/$(basename "$(dirname "$case")").toml"; done
number=0
for table in towns settlements census age_shape mortality disability moves existing projects services demand parameters; do
  { printf "\\x$(printf %02x $number)"; cat "tests/errors/good/data/$table.csv"; } > "$seeds/table/$table"
  number=$((number + 1))
done
printf '\x0cproject,opens,size_percent\ncentre-birch,2020-05,90\n' > "$seeds/table/build"
for pack in scenarios/*/stress/*.toml; do cp "$pack" "$seeds/pack/${pack//\//_}"; done
for lever in scenarios/*/levers/*.toml; do cp "$lever" "$seeds/lever/${lever//\//_}"; done
build/release/bin/eldercast meet scenarios/toy/toy.toml W1.carers G2.own --pairs --set targets.carers_trained=100 --replicates 2 --fresh 2 -q --json > "$seeds/meet/toy"
build/release/bin/eldercast schedule scenarios/toy/toy.toml --from 2020-01 --evaluations 60 --fresh 2 -q --json > "$seeds/schedule/toy"
find build/fuzz build/release -name '*.so' -not -path '*/CMakeFiles/*' -exec cp {} "$seeds/card" \;
cp docs/howto/rules/*.lua plugins/*/*.lua "$seeds/script"
printf '{"event":"start","threads":2}\n{"event":"batch","batch":"p0-b0","rows":4,"failed":0,"seconds":1.5,"sha256":"00"}\n{"event":"end","why":"done"}\n' > "$seeds/journal/one"
build/release/tests/eldercast_write_sample "$seeds/results/sample.h5" 2 1 numbered small
study=$(mktemp -d)/study
build/release/bin/eldercast study plan scenarios/toy/toy.toml -o "$study" --design lhs --points 4 --vary network.road_km_per_h=15..45 --replicates 2 > /dev/null
python3 tests/fuzz/seeds.py "$seeds" "$study"
for target in "${targets[@]}"; do
  [[ -n $(ls "$seeds/$target") ]] || { echo "no seeds for $target: build the presets release and fuzz first" >&2; exit 1; }
done

failed=0
for target in "${targets[@]}"; do
  log=$(mktemp)
  found="build/fuzz/findings/$target"
  mkdir -p "$found"
  # HDF5 gives back less than it takes when it refuses a file.
  leaks=$([[ $target == results ]] && echo 0 || echo 1)
  if build/fuzz/fuzz/fuzz_"$target" -detect_leaks="$leaks" -max_total_time="$seconds" -rss_limit_mb=4096 -timeout=25 -print_final_stats=1 -artifact_prefix="$found/" \
      "$seeds/$target" > "$log" 2>&1; then
    verdict=clean
  else
    verdict="FOUND SOMETHING, see $found and $log"
    failed=1
  fi
  runs=$(grep -oE 'stat::number_of_executed_units: *[0-9]+' "$log" | grep -oE '[0-9]+' || echo '?')
  cover=$(grep -oE 'cov: [0-9]+' "$log" | tail -1)
  echo "$target: $seconds s, $runs runs, $cover, $verdict"
done
exit $failed
