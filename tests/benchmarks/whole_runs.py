"""Whole runs of the program, measured from outside: replicates and cases a second, memory, instructions, growth with the district.

Prints the tables of docs/develop/performance.md. Every figure that a machine's other work can spoil stands beside a ratio of the same sitting, or
is a count of instructions or allocations.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BASELINE = ROOT / "scenarios/jiangjin/baseline.toml"
GB = 1e9
# Phases of a month and the functions in which they spend their time; some functions of Replicate are too short to stand alone.
PHASES = {name: f"Simulation::{name}" for name in ("start", "authorise", "build", "staff", "arrange")} | {
    "live": "People::live", "allocate": "ServiceDemand::admit", "pay": "Simulation::pay", "record": "Recorder::record"}


class Finished:
    """A program that has run: its output, seconds of the clock, seconds of processors, most memory."""

    def __init__(self, command, env=None):
        start = time.monotonic()
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
            process = subprocess.Popen([str(part) for part in command], stdout=out, stderr=err, cwd=ROOT, env={**os.environ, **(env or {})})
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            self.seconds = time.monotonic() - start
            out.seek(0)
            err.seek(0)
            self.out, self.err = out.read(), err.read()
        if process.returncode != 0:
            sys.exit(f"{' '.join(map(str, command))}: exit code {process.returncode}\n{self.err}")
        self.processor_seconds = usage.ru_utime + usage.ru_stime
        self.peak_bytes = usage.ru_maxrss * 1024


def table(*rows):
    head, *body = rows
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head))
    for row in body:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print()


def run(options, scenario, replicates, threads, *more):
    return Finished([options.program, "run", scenario, "--replicates", replicates, "--threads", threads, "-q", *more])


def best(times, measure):
    """The least of some measurements: other work of the machine only adds."""
    return min(measure() for _ in range(times))


def machine():
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown processor")
    memory = int(next(line.split()[1] for line in open("/proc/meminfo") if line.startswith("MemTotal"))) * 1024
    flags = next((line for line in open("/proc/cpuinfo") if line.startswith("flags")), "")
    vectors = "AVX-512" if "avx512vl" in flags else "AVX2" if "avx2" in flags else "SSE2"
    print(f"Machine: {cpu}, {os.cpu_count()} cores, {memory / GB:.0f} GB, {vectors}.\n")


def kernel(options):
    env = {}
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "forty"
        Finished([options.program, "init", large, "--from", "jiangjin", "--tile", options.large_tiles])
        env["ELDERCAST_BENCH_LARGE"] = str(large / "baseline.toml")
        done = Finished([options.bench, "--benchmark_filter=population_kernel", "--benchmark_format=json", "--benchmark_min_time=2"], env)
    rows = [("population kernel", "million person-months a second and core", "times the month-by-month scan", "times the rival")]
    rival = rival_speed(options)
    for entry in json.loads(done.out)["benchmarks"]:
        if "error_occurred" in entry:
            continue
        speed = entry["million_person_months_a_second"]
        size = "Jiangjin" if "large" not in entry["name"] else f"{options.large_tiles} x Jiangjin"
        scan = f"{entry['ratio_to_scan']:.0f}" if "ratio_to_scan" in entry else ""
        rows.append((size, f"{speed:.0f}", scan, f"{speed / rival:.1f}" if rival else "not there"))
    table(*rows)


def rival_speed(options):
    """Million person-months a second of another program: it prints '... M pm/s'."""
    if not options.rival:
        return None
    done = Finished(["/usr/bin/python3", options.rival, "B", 330_000, 3])
    found = re.findall(r"([0-9.]+) M pm/s", done.out)
    return float(found[0]) if found else None


def replicates(options):
    rows = [("whole replicates", "1 thread", "2 threads", "2 over 1")]
    speeds = []
    for threads in (1, 2):
        few = best(3, lambda: run(options, BASELINE, 2, threads).seconds)
        many = best(3, lambda: run(options, BASELINE, 2 + options.replicates, threads).seconds)
        speeds.append(options.replicates / (many - few))
    rows.append(("Jiangjin baseline, a second", f"{speeds[0]:.1f}", f"{speeds[1]:.1f}", f"{speeds[1] / speeds[0]:.2f}"))
    one = run(options, BASELINE, 1, 1)
    with tempfile.TemporaryDirectory() as folder:
        written = run(options, BASELINE, 100, 2, "-o", Path(folder) / "run.h5")
        unwritten = run(options, BASELINE, 100, 2)
    table(*rows)
    table(("a run", "figure"),
          ("set-up and one replicate, s", f"{one.seconds:.2f}"),
          ("most memory of 1 thread, MB", f"{one.peak_bytes / 1e6:.0f}"),
          ("most memory of 100 replicates on 2 threads, MB", f"{unwritten.peak_bytes / 1e6:.0f}"),
          ("100 replicates with a results file over without", f"{written.seconds / unwritten.seconds:.2f}"))
    return speeds


def study_seconds(options, parameters, cases, threads, ranks=1):
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "study"
        vary = [part for one in parameters for part in ("--vary", one)]
        Finished([options.program, "study", "plan", BASELINE, "-o", folder, "--design", "lhs", "--points", cases, "--replicates", 1,
                  "--cores", 2, *vary])
        mpirun = ["mpirun", "--allow-run-as-root", "--oversubscribe", "-n", ranks] if ranks > 1 else []
        return Finished([*mpirun, options.program, "study", "run", folder, "--threads", threads, "-q"]).seconds


def study(options, speeds):
    rows = [("study of one replicate a case", "1 thread, cases a second", "2 threads", "2 over 1", "2 MPI ranks",
             "ms a case beside the replicate, 1 thread")]
    few = 4
    for name, parameters in (("building and staff vary", ["schedule.slip_ratio.median", "staffing.care_workforce.turnover_per_year"]),
                             ("people vary", ["population.mortality_multiplier.male"])):
        rates = []
        for threads, ranks in ((1, 1), (2, 1), (1, 2) if shutil.which("mpirun") else (0, 0)):
            if ranks == 0:
                rates.append(float("nan"))
                continue
            # What the study makes once is in both.
            seconds = (study_seconds(options, parameters, options.cases, threads, ranks)
                       - study_seconds(options, parameters, few, threads, ranks))
            rates.append((options.cases - few) / seconds)
        overhead = 1000 / rates[0] - 1000 / speeds[0]
        rows.append((name, f"{rates[0]:.1f}", f"{rates[1]:.1f}", f"{rates[1] / rates[0]:.2f}", f"{rates[2]:.1f}", f"{overhead:.1f}"))
    table(*rows)


def instructions(options):
    if shutil.which("valgrind") is None:
        print("Instructions: valgrind is not there.\n")
        return
    totals, phases = [], {}
    with tempfile.TemporaryDirectory() as folder:
        for count in (1, 2):
            out = Path(folder) / f"{count}.out"
            Finished(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", options.program, "run", BASELINE, "--replicates", count,
                      "--threads", 1, "-q"])
            text = Finished(["callgrind_annotate", "--inclusive=yes", "--threshold=100", out]).out
            totals.append(int(re.search(r"([\d,]+) .*PROGRAM TOTALS", text).group(1).replace(",", "")))
            for name, function in PHASES.items():
                found = re.search(rf"([\d,]+) .*eldercast::{function}\(", text)
                phases.setdefault(name, []).append(int(found.group(1).replace(",", "")) if found else 0)
    whole = totals[1] - totals[0]
    rows = [("phase of a replicate", "million instructions", "share")]
    rows += [(name, f"{(two - one) / 1e6:.0f}", f"{(two - one) / whole:.0%}") for name, (one, two) in phases.items()]
    rows.append(("whole replicate", f"{whole / 1e6:.0f}", ""))
    rows.append(("set-up: reading, district, first memory", f"{(totals[0] - whole) / 1e6:.0f}", ""))
    table(*rows)


def allocations(options):
    done = Finished([options.bench, "--benchmark_filter=whole_replicate", "--benchmark_format=json"])
    entry = next(e for e in json.loads(done.out)["benchmarks"] if "allocations" in e)
    table(("memory calls", "figure"), ("allocations a replicate", f"{entry['allocations']:.0f}"),
          ("of these in each month, rules included", f"{entry['allocations_a_month']:.1f}"))


def scale(options):
    rows = [("district", "individuals, million", "from the scenario to the answer on 1 thread, s", "on 2, s", "1 over 2", "s a million on 2",
             "most memory, GB", "bytes an individual", "told before, GB")]
    for tiles in options.tiles:
        with tempfile.TemporaryDirectory() as parent:
            folder = Path(parent) / "district"
            if tiles == 1:
                shutil.copytree(BASELINE.parent, folder)
            else:
                Finished([options.program, "init", folder, "--from", "jiangjin", "--tile", tiles])
            one, two = (run(options, folder / "baseline.toml", 1, threads, "--full", 0) for threads in (1, 2))
            small = Finished([options.program, "validate", folder / "baseline.toml", "--json"])
        need = json.loads(small.out)["memory"]
        individuals = need["individuals"]
        peak = max(one.peak_bytes, two.peak_bytes)
        rows.append((f"{tiles} x Jiangjin", f"{individuals / 1e6:.2f}", f"{one.seconds:.1f}", f"{two.seconds:.1f}",
                     f"{one.seconds / two.seconds:.2f}", f"{two.seconds / individuals * 1e6:.2f}", f"{peak / GB:.2f}",
                     f"{peak / individuals:.0f}", f"{need['bytes'] / GB:.2f}"))
    table(*rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=ROOT / "build/release/bin/eldercast")
    parser.add_argument("--bench", default=ROOT / "build/release/benchmarks/eldercast_bench")
    parser.add_argument("--rival", help="a program to measure the kernel against: called with B, persons and repetitions; prints 'M pm/s'")
    parser.add_argument("--replicates", type=int, default=60)
    parser.add_argument("--cases", type=int, default=60)
    parser.add_argument("--large-tiles", type=int, default=40)
    parser.add_argument("--tiles", type=lambda text: [int(part) for part in text.split(",")], default=[1, 10, 100],
                        help="sizes of the district; 776 has as many people aged 60 and over as China")
    parser.add_argument("--only", choices=["kernel", "replicates", "study", "instructions", "allocations", "scale"])
    options = parser.parse_args()
    machine()
    wanted = [options.only] if options.only else ["kernel", "replicates", "study", "instructions", "allocations", "scale"]
    speeds = None
    if "kernel" in wanted:
        kernel(options)
    if "replicates" in wanted or "study" in wanted:
        speeds = replicates(options)
    if "study" in wanted:
        study(options, speeds)
    if "instructions" in wanted:
        instructions(options)
    if "allocations" in wanted:
        allocations(options)
    if "scale" in wanted:
        scale(options)


if __name__ == "__main__":
    main()
