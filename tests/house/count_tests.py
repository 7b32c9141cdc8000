"""A test program that lost its cases must not pass in silence: the number of tests of each label is not below its floor.

    count_tests.py CTEST BUILD_FOLDER FLOORS_FILE
"""
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path


def floors(text):
    """Lines "label number"; # starts a comment."""
    rows = (line.split("#")[0].split() for line in text.splitlines())
    return {row[0]: int(row[1]) for row in rows if row}


def labels(listing):
    counts = Counter()
    for test in listing["tests"]:
        for item in test.get("properties", []):
            if item["name"] == "LABELS":
                counts.update(item["value"])
    return counts


def main(ctest, build, floors_file):
    listing = subprocess.run([ctest, "--test-dir", build, "--show-only=json-v1"], check=True, capture_output=True, text=True)
    counts = labels(json.loads(listing.stdout))
    wanted = floors(Path(floors_file).read_text(encoding="utf-8"))
    failed = False
    for label in sorted(counts | wanted):
        short = counts[label] < wanted.get(label, 1)
        failed |= short or label not in wanted
        print(f"{label}: {counts[label]} tests, floor {wanted.get(label, 'missing in ' + floors_file)}{'  <- too few' if short else ''}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
