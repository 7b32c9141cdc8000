"""Links of pages: where they lead, and which pages nobody can reach."""
import os
import re

from documents import pages

OUTSIDE = re.compile(r"^[a-z][a-z+.-]*:")


def target_of(path, link):
    """The file that a link of a page means, as a path from the root, and the heading in it."""
    file, _, heading = link.partition("#")
    return (os.path.normpath(os.path.join(os.path.dirname(path), file)) if file else path), heading


def dead(root, paths):
    """A line for each link that leads nowhere."""
    names = {}
    for path in paths:
        for number, link in pages.links(pages.read(root, path)):
            if OUTSIDE.match(link):
                continue
            file, heading = target_of(path, link)
            if not (root / file).exists() or file.startswith(".."):
                yield f"{path}:{number}: {link} does not exist"
            elif heading and file.endswith(".md"):
                names.setdefault(file, pages.anchors(pages.read(root, file)))
                if heading not in names[file]:
                    yield f"{path}:{number}: {file} has no heading '{heading}'"


def reached(root, start="README.md"):
    """Every page that links lead to from the first one."""
    found, waiting = {start}, [start]
    while waiting:
        path = waiting.pop()
        for _, link in pages.links(pages.read(root, path)):
            if OUTSIDE.match(link):
                continue
            file, _ = target_of(path, link)
            if (root / file).is_dir():
                file = os.path.join(file, "README.md")
            if file.endswith(".md") and (root / file).is_file() and file not in found:
                found.add(file)
                waiting.append(file)
    return found


def orphans(root):
    """Pages below docs that no way of links leads to."""
    found = reached(root)
    return [path for path in pages.markdown(root) if path.startswith("docs/") and path not in found]
