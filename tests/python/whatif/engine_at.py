"""Where the engine of a page is, and what tests of it share."""
import os
import shutil
import subprocess

BUILT = os.path.abspath("build/whatif/bin")
WITHOUT = "there is no engine of a page: script/bootstrap --whatif, cmake --preset whatif, cmake --build --preset whatif"


def engine_is_built():
    return os.path.exists(os.path.join(BUILT, "whatif.wasm")) and shutil.which("node") is not None


def call(program, *arguments, check=0):
    done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=600)
    if done.returncode != check:
        raise AssertionError(f"{arguments}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done
