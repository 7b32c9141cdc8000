"""Runs the commands of a page in a folder of its own and fills its screens."""
import pathlib
import re
import subprocess
import tempfile

BASELINE = "results/jiangjin-baseline.h5"
RUN = re.compile(r"^<!-- run(?: \((\d+)\))?(?:: (.*?))? -->$")
SCREEN = re.compile(r"^<!-- screen(?: \((\d+)\))?(?:: (.*?))?(?: \| (.*?))? -->$")
LONGEST = 300  # seconds of one command, unless its caller allows more


class Failed(Exception):
    """A command of a page ended otherwise than the page says."""


class Folder:
    """A fresh folder in which one page's commands run one after the other, each where the one before has left off."""

    def __init__(self, root, program, baseline):
        self._home = tempfile.TemporaryDirectory(prefix="eldercast-page-")
        self.path = pathlib.Path(self._home.name, "eldercast")
        self.path.mkdir()
        (self.path / "results").mkdir()
        for shared in ("scenarios", "plugins", "docs"):
            (self.path / shared).symlink_to(root / shared)
        if baseline is not None:
            (self.path / BASELINE).symlink_to(baseline)
        self._where = self.path
        self._environment = {"PATH": f"{program.parent}:/usr/bin:/bin", "HOME": self._home.name, "LC_ALL": "C.UTF-8", "NO_COLOR": "1",
                             "TERM": "dumb", "PYTHONDONTWRITEBYTECODE": "1"}

    def run(self, command, code=0, given="", limit=LONGEST):
        """Standard output of a command, or of several lines; Failed if it ends with another code."""
        place = pathlib.Path(self._home.name, "where")
        text = f"set -eo pipefail\ntrap 'pwd > {place}' EXIT\n{command}\n"
        done = subprocess.run(["bash", "-c", text], cwd=self._where, env=self._environment, input=given, capture_output=True, text=True,
                              timeout=limit)
        if done.returncode != code:
            raise Failed(f"{command}\nended with {done.returncode}, not {code}\n{done.stdout}{done.stderr}")
        self._where = pathlib.Path(place.read_text(encoding="utf-8").strip())
        return done.stdout

    def close(self):
        self._home.cleanup()


class Workshop:
    """Makes folders for pages, and once, when it is first asked for, the baseline that all of them share."""

    def __init__(self, root, program):
        self._root, self._program, self._baseline = root, program, None
        self._store = tempfile.TemporaryDirectory(prefix="eldercast-baseline-")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._store.cleanup()

    def baseline(self):
        if self._baseline is None:
            file = pathlib.Path(self._store.name, "jiangjin-baseline.h5")
            subprocess.run([self._program, "run", "scenarios/jiangjin/baseline.toml", "-q", "-o", file], cwd=self._root, check=True,
                           stdout=subprocess.DEVNULL, timeout=LONGEST)
            self._baseline = file
        return self._baseline

    def folder(self, text):
        return Folder(self._root, self._program, self.baseline() if BASELINE in text else None)


def block_at(lines, index, kind, path):
    """First and last line of the fenced block that begins at `index`."""
    if index >= len(lines) or not lines[index].startswith("```" + kind):
        raise Failed(f"{path}:{index + 1}: a block of {kind} has to follow the comment")
    return index + 1, lines.index("```", index + 1)


def filled(text, workshop, path):
    """The page with the screens of today."""
    lines = text.split("\n")
    if not any(RUN.match(line) or SCREEN.match(line) for line in lines):
        return text
    folder = workshop.folder(text)
    out, index, last = [], 0, ""
    try:
        while index < len(lines):
            line = lines[index]
            out.append(line)
            index += 1
            run, screen = RUN.match(line), SCREEN.match(line)
            if not run and not screen:
                continue
            code, command = int((run or screen).group(1) or 0), (run or screen).group(2)
            if run and not command:
                first, end = block_at(lines, index, "sh", path)
                command = "\n".join(lines[first:end])
            if command:
                last = folder.run(command, code)
            if screen:
                first, end = block_at(lines, index, "text", path)
                shown = folder.run(screen.group(3), given=last) if screen.group(3) else last
                shown = shown.replace(str(folder.path) + "/", "")
                if not shown.strip():
                    raise Failed("the screen is empty")
                out += [lines[index], *(row.rstrip() for row in shown.rstrip("\n").split("\n")), "```"]
                index = end + 1
    except Failed as problem:
        raise Failed(f"{path}:{index}: {problem}") from None
    finally:
        folder.close()
    return "\n".join(out)

