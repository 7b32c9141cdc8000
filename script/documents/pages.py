"""Pages of the repository: which there are, their code and their links."""
import os
import re

SKIPPED = {".git", "node_modules", "__pycache__"}
SKIPPED_AT_ROOT = {"build", "results"}
FENCE = re.compile(r"^ {0,3}(```+|~~~+)\s*(\S*)")
LINK = re.compile(r"(?<!`)!?\[(?:[^\]`]|`[^`]*`)*\]\(([^)\s]+)\)")
MARKER = re.compile(r"<!--\s*(run|screen)\b|<!--n ")


def markdown(root):
    """All Markdown files of the tree, as paths from its root, in a fixed order."""
    found = []
    for folder, folders, names in os.walk(root):
        skipped = SKIPPED | SKIPPED_AT_ROOT if os.path.samefile(folder, root) else SKIPPED
        folders[:] = sorted(name for name in folders if name not in skipped and not name.startswith("build-"))
        found += [os.path.relpath(os.path.join(folder, name), root) for name in sorted(names) if name.endswith(".md")]
    return found + ["results/README.md", "results/SCHEMA.md"]


def read(root, path):
    return (root / path).read_text(encoding="utf-8")


def living(root):
    """Pages that take something from the program."""
    about = {"script/documents/README.md"}
    return [path for path in markdown(root) if path not in about and MARKER.search(read(root, path))]


def code_lines(text):
    """(line number, code) of every line inside a fence, and of every span between backticks outside."""
    fence = None
    pending = ""
    for number, line in enumerate(text.splitlines(), 1):
        mark = FENCE.match(line)
        if mark and fence is None:
            fence = mark.group(1)
        elif mark and line.strip().startswith(fence):
            fence = None
        elif fence is not None:
            if line.endswith("\\"):
                pending += line[:-1] + " "
                continue
            yield number, pending + line
            pending = ""
        else:
            for span in re.findall(r"(?<!`)`([^`]+)`(?!`)", line):
                yield number, span


def without_code(text):
    """The text with fences and spans emptied, line by line, for what looks at prose."""
    kept, fence = [], None
    for line in text.splitlines():
        mark = FENCE.match(line)
        if mark and fence is None:
            fence = mark.group(1)
            kept.append("")
        elif fence is not None:
            if mark and line.strip().startswith(fence):
                fence = None
            kept.append("")
        else:
            kept.append(line)
    return "\n".join(kept)


def anchor(heading):
    """The name that a heading has in a link, as hosts of repositories make it."""
    plain = re.sub(r"<[^>]*>|[`*]|\[([^\]]*)\]\([^)]*\)", lambda match: match.group(1) or "", heading)
    return re.sub(r"[^\w\- ]", "", plain.strip().lower()).replace(" ", "-")


def anchors(text):
    names = []
    for line in without_code(text).splitlines():
        heading = re.match(r"#{1,6} +(.*)", line)
        if heading:
            name = anchor(heading.group(1))
            names.append(name if name not in names else f"{name}-{names.count(name)}")
    return set(names) | set(re.findall(r'<a (?:id|name)="([^"]+)"', text))


def links(text):
    """(line number, target) of every link outside of code."""
    for number, line in enumerate(without_code(text).splitlines(), 1):
        for match in LINK.finditer(line):
            yield number, match.group(1)
