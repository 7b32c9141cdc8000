#!/bin/bash
# The job file of `eldercast study script --for slurm` in a real Slurm: a cluster of one node that lives in a temporary folder and is gone
# afterwards. The array gives the data of a run without Slurm, and shards that end with 75 are queued again and finish.
#
#   slurm_array.sh PROGRAM        from the root of the repository; 77: no Slurm here
set -u
program=$1
toy=scenarios/toy/toy.toml
vary=(--vary staff.residents_per_carer.nursing=2..6 --vary network.road_km_per_h=15..45)

for tool in munged slurmctld slurmd sbatch squeue scontrol sinfo scancel h5diff python3; do
  PATH=$PATH:/usr/sbin command -v "$tool" >/dev/null || { echo "skipped: $tool is not installed"; exit 77; }
done
PATH=$PATH:/usr/sbin
here=$(mktemp -d)
started=()

finish() {
  # Only with our own configuration: no job of another cluster is touched.
  [ "${SLURM_CONF:-}" = "$here/slurm.conf" ] && scancel --quiet --user "$(id -un)" 2>/dev/null && sleep 1
  for ((i = ${#started[@]} - 1; i >= 0; --i)); do
    kill "${started[i]}" 2>/dev/null
    wait "${started[i]}" 2>/dev/null
  done
  rm -rf "$here"
}
fail() {
  echo "failed: $1"
  tail -n 8 "$here"/log/* 2>/dev/null
  exit 1
}

# --- a cluster of one node
start_cluster() {
  mkdir "$here"/{log,run,state,spool,jobs}
  local name ports
  name=$(hostname -s)
  ports=($(python3 -c 'import socket
held = [socket.socket() for _ in range(2)]
for one in held: one.bind(("127.0.0.1", 0))
print(*(one.getsockname()[1] for one in held))'))
  head -c 128 /dev/urandom >"$here/key"
  chmod 600 "$here/key"
  cat >"$here/slurm.conf" <<CONF
ClusterName=eldercast
SlurmctldHost=$name(127.0.0.1)
SlurmctldPort=${ports[0]}
SlurmdPort=${ports[1]}
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/munge
AuthInfo=socket=$here/run/munge
CredType=cred/munge
SlurmctldPidFile=$here/run/slurmctld.pid
SlurmdPidFile=$here/run/slurmd.pid
SlurmctldLogFile=$here/log/slurmctld
SlurmdLogFile=$here/log/slurmd
StateSaveLocation=$here/state
SlurmdSpoolDir=$here/spool
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
MpiDefault=none
NodeName=$name NodeAddr=127.0.0.1 CPUs=2
PartitionName=all Nodes=$name Default=YES
CONF
  export SLURM_CONF=$here/slurm.conf
  munged --foreground --force --key-file="$here/key" --socket="$here/run/munge" --pid-file="$here/run/munged.pid" \
    --seed-file="$here/run/seed" >"$here/log/munged" 2>&1 &
  started+=($!)
  for _ in $(seq 50); do [ -S "$here/run/munge" ] && break; sleep 0.1; done
  slurmctld -D >"$here/log/slurmctld.out" 2>&1 &
  started+=($!)
  slurmd -D >"$here/log/slurmd.out" 2>&1 &
  started+=($!)
  for _ in $(seq 60); do
    [ "$(sinfo --noheader --format %t 2>/dev/null)" = idle ] && return
    sleep 0.5
  done
  fail "the cluster did not come up"
}

plan() {
  "$program" study plan "$toy" -o "$here/$1" --design lhs --points 600 --replicates 3 "${vary[@]}" >/dev/null || fail "no plan"
}
script() { "$program" study script "$here/$1" --for slurm --shards 4 --minutes 10 --program "$(realpath "$program")"; }
submit() { (cd "$here/jobs" && sbatch --parsable "$1"); }
merge() { "$program" study merge "$here/$1" -o "$here/$1.h5" --quiet || fail "$1 cannot be merged"; }
same() {
  merge "$1"
  h5diff --exclude-path /provenance "$here/plain.h5" "$here/$1.h5" || fail "$1 gives other data than a run without Slurm"
}
# Waits until nothing is queued. A job that was queued again waits two minutes by itself; it need not.
wait_for_jobs() {
  for _ in $(seq 240); do
    [ -z "$(squeue --noheader)" ] && return
    for task in $(squeue --noheader --array --states=PENDING --format %i); do scontrol update JobId="$task" StartTime=now 2>/dev/null; done
    sleep 0.5
  done
  fail "jobs are queued that do not end: $(squeue --noheader)"
}

trap finish EXIT
start_cluster

plan plain
"$program" study run "$here/plain" --quiet || fail "the run without Slurm"
merge plain

plan array
script array >"$here/jobs/array.sh"
submit array.sh >/dev/null || fail "sbatch refuses the file"
wait_for_jobs
same array
[ "$(ls "$here/array/journal" | wc -l)" = 4 ] || fail "the array had other workers than its four shards"

plan again
# The first start of every shard has one second; what is left belongs to the second.
script again | sed 's/--time-limit 8m/--time-limit "$([ "${SLURM_RESTART_COUNT:-0}" = 0 ] \&\& echo 1s || echo 8m)"/' >"$here/jobs/again.sh"
grep -q RESTART_COUNT "$here/jobs/again.sh" || fail "the job file has no time limit"
job=$(submit again.sh) || fail "sbatch refuses the file"
wait_for_jobs
restarts=$(scontrol show job "$job" | grep -c 'Restarts=1')
[ "$restarts" -gt 0 ] || fail "no shard was queued again"
same again

echo "four shards: the same data as without Slurm; $restarts of 4 stopped at their limit, were queued again and finished"
