"""Numbers in sentences. docs/numbers.toml says where each comes from and holds it as it is; pages take it from there."""
import json
import re
import tomllib

TABLE = "docs/numbers.toml"
ENTRY = re.compile(r"^\[([a-z0-9_]+)\]$")
VALUE = re.compile(r"^value = .*$")
INLINE = re.compile(r"<!--n ([a-z0-9_]+)-->(.*?)<!--/n-->", re.DOTALL)


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


def filled_table(text, workshop):
    """The table with the values of today."""
    entries = tomllib.loads(text)
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


def values_of(text):
    return {name: entry["value"] for name, entry in tomllib.loads(text).items()}


def filled(text, values, path):
    """The page with its numbers; KeyError names one that the table lacks."""

    def number(match):
        if match.group(1) not in values:
            raise KeyError(f"{path}: no number '{match.group(1)}' in {TABLE}")
        return f"<!--n {match.group(1)}-->{values[match.group(1)]}<!--/n-->"

    return INLINE.sub(number, text)
