"""Rules of the house that a machine can check: which folder may include which, what every folder must have, what no file may say.

    house.py CHECK ROOT     prints one line a violation and ends with 1, or says what was checked and ends with 0

Each check is a function from the root of a tree to a list of violations; test_house.py plants violations and sees them found.
"""
import os
import re
import subprocess
import sys
from pathlib import Path

SKIPPED_FOLDERS = {".git", ".cache", "build", "__pycache__", "node_modules"}
CODE = {".cpp", ".hpp", ".h", ".js", ".lua", ".py"}
LONGEST_FILE = 450
# Exit code of a check whose tool this machine lacks, for ctest and for script/format.
NOT_HERE = 77

# Folder -> folders of ours that it may include.
ARROWS = {
    "core/api": {"api"},
    "core/files": {"files"},
    "core/text": {"text"},
    "core/model": {"api", "model"},
    "core/engine": {"api", "model", "files", "text", "engine"},
    "core/scenario": {"api", "model", "files", "text", "scenario"},
    "core/output": {"api", "model", "files", "text", "output", "engine/outcome.hpp"},
    "core/study": {"api", "model", "files", "text", "engine", "scenario", "output", "study"},
    "core/app": {"api", "model", "files", "text", "engine", "scenario", "output", "study", "whatif", "app"},
    "core/whatif": {"api", "model", "files", "text", "engine", "scenario", "output", "study", "whatif"},
    "plugins": {"api"},
}
# Folder -> first parts of the headers of other projects that it may include; standard C++ is always free, and the rest of C and POSIX
# outside api, model and plugins.
LIBRARIES = {
    "core/api": set(),
    "core/files": {"boost", "fmt"},
    "core/text": {"fmt", "utf8proc.h"},
    "core/model": set(),
    "core/engine": {"Random123", "lemon", "boost", "fmt"},
    "core/scenario": {"toml++", "fmt", "boost", "openssl"},
    "core/output": {"hdf5.h", "hdf5_hl.h", "fmt", "nlohmann", "xlsxwriter.h", "boost"},
    "core/study": {"Random123", "boost", "fmt", "nlohmann", "mpi.h"},
    "core/app": {"CLI", "fmt", "nlohmann", "boost", "toml++"},
    "core/whatif": {"fmt", "nlohmann", "zlib.h"},
    "plugins": set(),
}
# Libraries that one folder below these hides from the others.
ROOMS = {"oneapi": "core/engine/parallel", "lua.hpp": "core/engine/script", "lua.h": "core/engine/script", "lauxlib.h": "core/engine/script",
         "lualib.h": "core/engine/script"}
PURE = {"core/api", "core/model", "plugins"}
POSIX = re.compile(r"^((sys|linux|netinet|arpa)/)?[a-z0-9_]+\.h$")
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:<([^>]+)>|"([^"]+)")', re.MULTILINE)

FOLDERS_WITH_README = [
    "core", "core/api", "core/files", "core/text", "core/model", "core/engine", "core/scenario", "core/study", "core/output", "core/whatif", "core/app",
    "plugins", "scenarios", "results", "tests", "script", "docs",
]
PARENTS_WITH_README = ["plugins", "scenarios", "tests", "docs"]  # every folder directly inside, too

# Written so that no pattern matches this file.
FORBIDDEN = {
    "a path of somebody's machine": re.compile(r"(?<![\w.<>${}~-])/(?:wor[k]|hom[e]|roo[t])/|bash_job[s]"),
    "the address of a package registry": re.compile(r"https?://(?:deb|registr[y]|security|pyp[i])\.|deb\.debia[n]\.org|registr[y]\.npmjs"),
    "work that is not done": re.compile(r"\b(?:TOD[O]|FIXM[E]|XX[X]|HAC[K])\b"),
}
TEXT = CODE | {".md", ".txt", ".toml", ".csv", ".json", ".cmake", ".sh", ".yml", ".html", ".css", ""}


class ToolMissing(Exception):
    """A check needs a tool in a version that this machine lacks."""


def files(root, suffixes=None, below=("",)):
    """Files of the tree in a fixed order, as paths relative to the root."""
    found = []
    for start in below:
        for folder, folders, names in os.walk(root / start):
            folders[:] = sorted(name for name in folders if name not in SKIPPED_FOLDERS and not name.startswith("build-"))
            for name in sorted(names):
                path = Path(folder, name)
                if suffixes is None or path.suffix in suffixes:
                    found.append(path.relative_to(root))
    return found


def read(root, path):
    return (root / path).read_text(encoding="utf-8")


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def is_test(path):
    return path.name.startswith("test") or "tests" in path.parts


def include_problem(folder, path, header, quoted):
    """Why `path` may not include `header`, or nothing."""
    if quoted:
        beside = header.count("/") == 0
        if beside and folder == "plugins":
            return None
        own = ARROWS[folder]
        if header.split("/")[0] in own or header in own:
            return None
        return f'may not include "{header}"; it may include {", ".join(sorted(own))}'
    if "/" not in header and "." not in header:
        return None
    first = header.split("/")[0]
    if first in ROOMS:
        return None if path.is_relative_to(ROOMS[first]) else f"may not include <{header}>"
    if first in LIBRARIES[folder]:
        return None
    if folder == "plugins" and is_test(path) and first == "catch2":
        return None
    if folder not in PURE and POSIX.match(header) and not header.startswith("hdf5"):
        return None
    return f"may not include <{header}>"


def includes(root):
    """Arrows between folders run one way, and each library is known to few folders."""
    violations = []
    for folder in ARROWS:
        for path in files(root, {".cpp", ".hpp", ".h"}, [folder]):
            text = read(root, path)
            for match in INCLUDE.finditer(text):
                header, quoted = match.group(1) or match.group(2), match.group(2) is not None
                problem = include_problem(folder, path, header, quoted)
                if problem:
                    violations.append(f"{path}:{line_of(text, match.start())}: {folder} {problem}")
    return violations


def readmes(root):
    """Every folder has a README.md that is its contract."""
    folders = [root / folder for folder in FOLDERS_WITH_README]
    for parent in PARENTS_WITH_README:
        if (root / parent).is_dir():
            folders += [child for child in sorted((root / parent).iterdir()) if child.is_dir() and child.name not in SKIPPED_FOLDERS]
    violations = []
    for folder in dict.fromkeys(folders):
        readme = folder / "README.md"
        if not readme.is_file():
            violations.append(f"{folder.relative_to(root)}: has no README.md")
        elif len(readme.read_text(encoding="utf-8").split()) < 15:
            violations.append(f"{readme.relative_to(root)}: says nothing")
    return violations


def listing(root, path):
    """The nearest CMakeLists.txt at or above a source."""
    for folder in path.parents:
        if (root / folder / "CMakeLists.txt").is_file():
            return folder / "CMakeLists.txt"
    return None


def sources(root):
    """Every source is named in the nearest CMakeLists.txt; none is found by a pattern."""
    violations = []
    for path in files(root, {".cpp"}, ["core", "plugins", "tests"]):
        build_file = listing(root, path)
        if build_file is None:
            violations.append(f"{path}: no CMakeLists.txt above it")
            continue
        text = read(root, build_file)
        named = path.stem if {"compile_fail", "broken_plugins"} & set(path.parts) else path.name  # those are listed by their names alone
        if not re.search(rf"(?<![\w.-]){re.escape(named)}\b", text):
            violations.append(f"{path}: not named in {build_file}")
    for path in files(root, {".txt"}, ["core", "plugins", "tests"]):
        if path.name == "CMakeLists.txt" and path != Path("tests/CMakeLists.txt"):
            text = read(root, path)
            for match in re.finditer(r"\bGLOB(_RECURSE)?\b", text):
                violations.append(f"{path}:{line_of(text, match.start())}: sources are listed by name, not found by a pattern")
    return violations


def readme_commands(root):
    """README.md names the two commands, and every script that it names can be run."""
    text = read(root, Path("README.md"))
    named = set(re.findall(r"(?<![\w/.])script/[\w.-]*\w", text))
    violations = [f"README.md: does not name {needed}" for needed in ("script/run", "script/test") if needed not in named]
    for name in sorted(name for name in named if not name.endswith(".md")):
        if not (root / name).is_file():
            violations.append(f"README.md: names {name}, which does not exist")
        elif not os.access(root / name, os.X_OK):
            violations.append(f"README.md: names {name}, which has no run bit")
    return violations


def words(root):
    """No file speaks of somebody's machine, of a registry, or of work to come."""
    violations = []
    for path in files(root, TEXT):
        if path.name == "LICENSE":
            continue
        try:
            text = read(root, path)
        except UnicodeDecodeError:
            if path.parts[:2] != ("tests", "errors"):  # broken on purpose
                violations.append(f"{path}: is not UTF-8 text")
            continue
        for what, pattern in FORBIDDEN.items():
            for match in pattern.finditer(text):
                violations.append(f"{path}:{line_of(text, match.start())}: '{match.group()}' is {what}")
    return violations


def lengths(root):
    """A file is one idea: no source is longer than a few screens."""
    violations = []
    for path in files(root, CODE):
        lines = len(read(root, path).splitlines())
        if lines > LONGEST_FILE:
            violations.append(f"{path}: {lines} lines, more than {LONGEST_FILE}")
    return violations


def headers(root):
    """A header's name says which it is, and no header or room needs itself by way of others."""
    paths = files(root, {".hpp"}, ["core"])
    violations = [f"{a}: has the name of {b}" for a in paths for b in paths if a.name == b.name and b < a]
    needs = {path: [Path("core", header) for _, header in INCLUDE.findall(read(root, path)) if header] for path in paths}
    violations += [f"{circle[0]}: needs itself by way of {', '.join(map(str, circle[1:]))}" for circle in circles(needs)]
    rooms = {}
    for path, others in needs.items():
        rooms.setdefault(path.parent, set()).update(o.parent for o in others if o.parent != path.parent and siblings(path.parent, o.parent))
    violations += [f"{circle[0]}: headers need the room itself by way of {', '.join(map(str, circle[1:]))}" for circle in circles(rooms)]
    return violations


def siblings(a, b):
    return a.parent == b.parent


def circles(needs):
    """Each closed way through a graph that a walk from its nodes in order comes upon, from its least node on."""
    found, finished = [], set()

    def walk(node, way):
        if node in way:
            circle = way[way.index(node):]
            first = circle.index(min(circle))
            found.append(circle[first:] + circle[:first])
        elif node not in finished:
            for other in sorted(needs.get(node, ())):
                walk(other, way + [node])
            finished.add(node)

    for node in sorted(needs):
        walk(node, [])
    return found


def changelog(root):
    """CHANGELOG.md has a section for the version that CMakeLists.txt states, and CITATION.cff is of it."""
    version = re.search(r"project\([^)]*\bVERSION\s+([\d.]+)", read(root, Path("CMakeLists.txt")))
    if not version:
        return ["CMakeLists.txt: project() states no VERSION"]
    if not (root / "CHANGELOG.md").is_file():
        return ["CHANGELOG.md: is missing"]
    if not re.search(rf"^## {re.escape(version.group(1))}\b", read(root, Path("CHANGELOG.md")), re.MULTILINE):
        return [f"CHANGELOG.md: has no section '## {version.group(1)}'"]
    cited = root / "CITATION.cff"
    if cited.is_file() and not re.search(rf"^version: {re.escape(version.group(1))}$", cited.read_text(encoding="utf-8"), re.MULTILINE):
        return [f"CITATION.cff: is not of version {version.group(1)}"]
    return []


def configuration(root):
    """No option of the build takes its value from what is installed: the first configuration would decide for all later ones."""
    violations = []
    for path in [Path("CMakeLists.txt"), *files(root, {".cmake", ".txt"}, ["cmake", "core", "plugins", "tests"])]:
        if path.name != "CMakeLists.txt" and path.suffix != ".cmake":
            continue
        text = read(root, path)
        for match in re.finditer(r"^\s*option\s*\(\s*\w+\s+\"[^\"]*\"\s*([^)]*)\)", text, re.MULTILINE):
            if match.group(1).strip() not in {"ON", "OFF", "${PROJECT_IS_TOP_LEVEL}"}:
                violations.append(f"{path}:{line_of(text, match.start(1))}: an option's default is ON or OFF, not {match.group(1).strip()}")
    return violations


def formatted(root):
    """clang-format has nothing to change."""
    run = subprocess.run(["bash", "script/format", "--check"], cwd=root, capture_output=True, text=True)
    if run.returncode == NOT_HERE:
        raise ToolMissing(run.stderr.strip())
    if run.returncode == 0:
        return []
    return [line for line in run.stderr.splitlines() if "error:" in line] or [f"script/format --check failed: {run.stderr.strip()}"]


CHECKS = {check.__name__: check for check in (includes, headers, readmes, sources, readme_commands, words, lengths, changelog,
                                           configuration, formatted)}


def main(arguments):
    if len(arguments) != 2 or arguments[0] not in CHECKS:
        print(f"usage: house.py {'|'.join(CHECKS)} ROOT", file=sys.stderr)
        return 2
    check, root = CHECKS[arguments[0]], Path(arguments[1]).resolve()
    try:
        violations = check(root)
    except ToolMissing as missing:
        print(missing)
        return NOT_HERE
    for violation in violations:
        print(violation)
    print(f"{len(violations)} violations of: {check.__doc__}")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
