"""Whether every command and option that a page names is one of the program's."""
import re
import subprocess

from documents import pages

OPTION = re.compile(r"(?<![\w-])(--[a-z][a-z-]*)")
# Options of other programs that pages speak of in a span of their own.
FOREIGN = {"--label", "--slow", "--sanitize", "--changed", "--check", "--rival", "--tiles", "--only", "--tests", "--sanitizers", "--bench", "--site", "--whatif",
           "--prefix", "--component", "--preset", "--sshloginfile", "--allow-run-as-root", "--parallel", "--strict", "--help", "--version"}
PLACEHOLDERS = {"COMMAND", "WORD", "PAGE"}


class Program:
    """Commands and their options, as --help tells them."""

    def __init__(self, program):
        self._program = program
        self.commands = {}
        self._read(())

    def _read(self, path):
        done = subprocess.run([self._program, *path, "--help"], capture_output=True, text=True, check=True, timeout=60)
        self.commands[path] = set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", done.stdout, re.MULTILINE)) | {"--help"}
        listed = re.search(r"^Subcommands:\n((?:  .*\n)+)", done.stdout, re.MULTILINE)
        for name in re.findall(r"^  (\S+)", listed.group(1), re.MULTILINE) if listed else ():
            self._read((*path, name))

    def has_inner(self, path):
        return any(other[:-1] == path for other in self.commands)

    def options(self):
        return set().union(*self.commands.values())

    def problem(self, words):
        """What is wrong with the words behind `eldercast`, or nothing."""
        path = ()
        for word in words:
            if not self.has_inner(path) or word.startswith("-") or word in PLACEHOLDERS or not re.fullmatch(r"[a-z][a-z-]*", word):
                break
            if (*path, word) not in self.commands:
                return f"no command '{' '.join(('eldercast', *path, word))}'"
            path = (*path, word)
        known = self.commands[path] | {"--version"}
        for word in words:
            option = OPTION.match(word)
            if option and option.group(1) not in known and not (self.has_inner(path) and option.group(1) in self.options()):
                return f"'{' '.join(('eldercast', *path))}' has no option {option.group(1)}"
        return None


def calls(code):
    """The words behind each `eldercast` of a line of code, up to what ends a command."""
    code = re.sub(r"(^|\s)#\s.*", "", code)
    code = re.sub(r"'[^']*'|\"[^\"]*\"", "quoted", code)
    for part in re.split(r"\||&&|;|>|\$\(", code):
        words = part.replace("[", " ").replace("]", " ").split()
        for at, word in enumerate(words):
            if re.fullmatch(r"(?:\S*/)?eldercast", word) and words[at + 1 : at + 2] and re.match(r"-?-?[a-z]", words[at + 1]):
                yield words[at + 1 :]
                break


def problems(text, program):
    """(line, what is wrong) for each call or option of a page that the program does not know."""
    for number, code in pages.code_lines(text):
        found = list(calls(code))
        if not found and code.split() and (code.split()[0],) in program.commands and not code.split()[0] == "docs":
            found = [code.split()] if OPTION.search(code) else []
        for words in found:
            problem = program.problem(words)
            if problem:
                yield number, problem
        lone = re.fullmatch(r"(--[a-z][a-z-]*)(?:[ =].*)?", code)
        if lone and lone.group(1) not in program.options() | FOREIGN:
            yield number, f"no command has {lone.group(1)}"
