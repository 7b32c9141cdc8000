"""A district of ten million people runs, in the memory that the program says beforehand.

    large_district.py PROGRAM [MILLIONS]
"""
import csv
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile

PROGRAM, MILLIONS = sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 10.0


def scaled_toy(folder, factor):
    copy = pathlib.Path(folder) / "toy"
    shutil.copytree("scenarios/toy", copy)
    path = copy / "data" / "census.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    people = sum(int(row["population_second"]) for row in rows if int(row["age_from"]) >= 45)
    factor = factor * 1e6 / people
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        for row in rows:
            for column in ("population_first", "population_second"):
                row[column] = round(int(row[column]) * factor)
            writer.writerow(row)
    return str(copy / "toy.toml")


def main():
    with tempfile.TemporaryDirectory() as folder:
        scenario = scaled_toy(folder, MILLIONS)
        said = re.compile(r"about ([0-9.]+) GB")
        # A limit that is too small makes the program say what it needs.
        small = 100_000_000
        refused = subprocess.run([PROGRAM, "run", scenario, "--replicates", "1", "-q"], capture_output=True, text=True,
                                 preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (small, small)))
        assert refused.returncode == 1 and "error[run.memory]" in refused.stderr, refused.stderr
        needed = 1000 * float(said.search(refused.stderr).group(1))
        done = subprocess.run([PROGRAM, "run", scenario, "--replicates", "1", "--threads", "1", "-q"], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
        print(f"{MILLIONS} million people of 45 and over: said {needed} MB, used {used:.0f} MB")
        assert 0.7 * needed < used < 1.2 * needed + 50, "the estimate is off"


if __name__ == "__main__":
    main()
