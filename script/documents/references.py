"""References that the program writes from its own tables."""
import subprocess

# The word of `eldercast docs` and the page that it makes.
PAGES = (
    ("schema", "results/SCHEMA.md"),
    ("parameters", "docs/reference/parameters.md"),
    ("figures", "docs/reference/figures.md"),
    ("commands", "docs/reference/commands.md"),
    ("tables", "docs/reference/input-tables.md"),
    ("targets", "docs/reference/targets.md"),
    ("services", "docs/reference/services.md"),
    ("shocks", "docs/reference/shocks.md"),
    ("errors", "docs/reference/errors.md"),
    ("glossary", "docs/reference/glossary.md"),
)


def page(program, word):
    return subprocess.run([program, "docs", word], capture_output=True, text=True, check=True, timeout=60).stdout


def generated(program):
    """(path, text) of every page that the program writes."""
    for word, path in PAGES:
        yield path, page(program, word)
