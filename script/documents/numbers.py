"""Numbers in sentences. docs/numbers.toml says where each comes from and holds it as it is; pages take it from there. Of a group of numbers the table has
the command only."""
import json
import re
import tomllib

TABLE = "docs/numbers.toml"
ENTRY = re.compile(r"^\[([a-z0-9_]+)\]$")
VALUE = re.compile(r"^value = .*$")
INLINE = re.compile(r"<!--n ([a-z0-9_]+(?:\.[a-z0-9_]+)?)-->(.*?)<!--/n-->", re.DOTALL)
LONGEST_GROUP = 1200  # seconds


def picked(document, way):
    """The item at the end of a way of keys, positions, and tables that name what an item of a list must have."""
    for step in way:
        if isinstance(step, dict):
            document = next(item for item in document if all(item.get(key) == value for key, value in step.items()))
        else:
            document = document[step]
    return document


def told(entry, folder, documents):
    """The number as text: what the command says, or a part of the JSON that it says."""
    command = entry["command"]
    if command not in documents:
        documents[command] = folder.run(command)
    if "pick" not in entry:
        return documents[command].strip()
    value = picked(json.loads(documents[command]), entry["pick"]) * entry.get("times", 1)
    return format(value, entry.get("format", ",.0f"))


def is_group(entry):
    return entry.get("group", False)


def filled_table(text, workshop):
    """The table with the values of today."""
    entries = {name: entry for name, entry in tomllib.loads(text).items() if not is_group(entry)}
    folder = workshop.folder("".join(entry["command"] for entry in entries.values()))
    documents = {}
    try:
        values = {name: told(entry, folder, documents) for name, entry in entries.items()}
    finally:
        folder.close()
    name, lines = None, []
    for line in text.split("\n"):
        entry = ENTRY.match(line)
        name = entry.group(1) if entry else name
        lines.append(f'value = "{values[name]}"' if VALUE.match(line) else line)
    return "\n".join(lines)


class Values:
    """Numbers by name. Those of a group are NAME.KEY; its command runs when the first of them is asked for."""

    def __init__(self, entries, workshop):
        self._entries, self._workshop, self._groups = entries, workshop, {}

    def text(self, name, held):
        """The number of this name; `held` if it is one of a group and there is no workshop. KeyError says what is not there."""
        first, _, key = name.partition(".")
        entry = self._entries.get(first)
        if entry is None or is_group(entry) != bool(key):
            raise KeyError(f"no number '{name}' in {TABLE}")
        if not key:
            return entry["value"]
        if self._workshop is None:
            return held
        group = self._group(first)
        if key not in group:
            raise KeyError(f"no number '{name}': the command of '{first}' in {TABLE} says no '{key}'")
        return group[key]

    def _group(self, name):
        if name not in self._groups:
            folder = self._workshop.folder(self._entries[name]["command"])
            try:
                self._groups[name] = json.loads(folder.run(self._entries[name]["command"], limit=LONGEST_GROUP))
            finally:
                folder.close()
        return self._groups[name]


def values_of(text, workshop=None):
    """The numbers of a filled table. Without a workshop no group is made: what pages take from groups stays as it stands there."""
    return Values(tomllib.loads(text), workshop)


def groups_in(text):
    """Names of the groups that a page takes numbers from."""
    return {name.partition(".")[0] for name, _ in INLINE.findall(text) if "." in name}


def filled(text, values, path):
    """The page with its numbers; KeyError names one that is not there."""

    def number(match):
        try:
            return f"<!--n {match.group(1)}-->{values.text(*match.groups())}<!--/n-->"
        except KeyError as problem:
            raise KeyError(f"{path}: {problem.args[0]}") from None

    return INLINE.sub(number, text)
