"""Seeds that no command writes: results with groups in circles, links and sizes that cost nothing, JSON that is deep, a plan with its points.

seeds.py SEEDS STUDY: SEEDS has a folder for each fuzzer, and results/sample.h5 in it; STUDY is a study that was planned.
"""
import pathlib
import shutil
import sys

import h5py

seeds, study = map(pathlib.Path, sys.argv[1:])


def loop(file):
    file["district/loop"] = file["/"]


def soft(file):
    file["district/loop"] = h5py.SoftLink("/")


def external(file):
    file["district/elsewhere"] = h5py.ExternalLink("sample.h5", "/")


def sparse(file):
    del file["scenario/town_name_zh"]
    file.create_dataset("scenario/town_name_zh", (10**8,), h5py.string_dtype(), chunks=(65536,), compression="gzip")


def deep(file):
    file.create_group("/".join("abcdefghijkl"))


for change in (loop, soft, external, sparse, deep):
    target = seeds / "results" / f"{change.__name__}.h5"
    shutil.copy(seeds / "results" / "sample.h5", target)
    with h5py.File(target, "r+") as file:
        change(file)

for name, head in (("meet", '{"format":"eldercast-meet","version":1,"x":'), ("schedule", '{"format":"eldercast-schedule","version":1,"x":'),
                   ("journal", '{"event":')):
    (seeds / name / "deep").write_text(head + "[" * 100 + "]" * 100 + "}\n")

plan = (study / "plan-0.json").read_text()
points = (study / "points-0.csv").read_text()
(seeds / "plan" / "whole").write_text(plan + "\f" + points)
for name, old, new in (("cases", '"cases": 4', '"cases": 1000'), ("batch", '"cases_a_batch": 1', '"cases_a_batch": 0'),
                       ("negative", '"replicates": ', '"replicates": -')):
    (seeds / "plan" / name).write_text(plan.replace(old, new, 1) + "\f" + points)
(seeds / "plan" / "no-points").write_text(plan + "\f")
