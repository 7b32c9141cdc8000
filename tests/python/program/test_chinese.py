"""Help and mistakes in Chinese: nothing of --help stays English, no line is wider than the screen, and no environment breaks a message."""
import os
import re
import subprocess
import sys
import unicodedata
import unittest

PROGRAM = sys.argv.pop(1)
HAN = re.compile(r"[一-鿿]")


def call(*words, columns="80", **environment):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LC_") and name != "LANG"}
    return subprocess.run([PROGRAM, *words], capture_output=True, encoding="utf-8", env={**kept, "COLUMNS": columns, **environment}, timeout=60)


def helped(*words, lang="zh", columns="80"):
    done = call(*words, "--help", columns=columns, LANG={"zh": "zh_CN.UTF-8", "en": "C"}[lang])
    assert done.returncode == 0 and not done.stderr, done.stderr
    return done.stdout


def width(line):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def commands(*path):
    """Paths of all commands and groups of commands, the program first."""
    yield path
    listed = re.search(r"^Subcommands:\n((?:  .*\n)+)", helped(*path, lang="en"), re.MULTILINE)
    for name in re.findall(r"^  (\S+)", listed.group(1), re.MULTILINE) if listed else ():
        yield from commands(*path, name)


def texts(page):
    """What a page says for itself: its paragraphs, headings and the texts beside names; no usage line, name or example."""
    for line in page.splitlines():
        beside = re.match(r"  \S.*?(?:  +|$)(.*)", line)
        text = beside.group(1) if beside else line.strip()
        if text and not re.match(r"Usage: |用法：", text):
            yield text


class Help(unittest.TestCase):
    def test_every_text_has_a_chinese_one(self):
        for path in commands():
            english = list(texts(helped(*path, lang="en", columns="500")))
            chinese = list(texts(helped(*path, columns="500")))
            self.assertGreater(len(english), 3, path)
            self.assertEqual(len(english), len(chinese), path)
            for en, zh in zip(english, chinese):
                with self.subTest(command=path, text=en):
                    named = {"slurm, condor, k8s or parallel", "bash, zsh or fish"}
                    self.assertNotEqual(en, zh, "core/app/words/help_words.cpp has no Chinese for this")
                    self.assertTrue(HAN.search(zh) or en in named, zh)
                    for option in re.findall(r"--[a-z][a-z-]+", en):
                        self.assertIn(option, zh)

    def test_no_line_is_wider_than_the_screen(self):
        for path in commands():
            for lang in ("zh", "en"):
                for line in helped(*path, lang=lang).splitlines():
                    self.assertLessEqual(width(line), 80, f"{path} {lang}: {line}")

    def test_a_broken_example_is_what_it_was(self):
        for path in commands():
            joined = helped(*path, columns="60").replace(" \\\n     ", "")
            for line in re.findall(r"^  eldercast.*", helped(*path, columns="500"), re.MULTILINE):
                self.assertIn(line, joined)


if __name__ == "__main__":
    unittest.main()
