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


class Chosen(unittest.TestCase):
    """The language of a mistake in the command line, which is not understood yet."""

    def test_lang_then_environment_then_english(self):
        for environment, words, chinese in (
            ({"LANG": "zh_CN.UTF-8"}, (), True),
            ({"LANG": "zh_CN.utf8"}, (), True),
            ({"LANG": "zh_CN"}, (), True),
            ({"LANG": "zh_CN.GB18030"}, (), False),
            ({"LANG": "zh_CN.GBK@x"}, (), False),
            ({"LANG": "C"}, (), False),
            ({"LANG": ""}, (), False),
            ({}, (), False),
            ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, (), True),
            ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, (), False),
            ({"LANG": "zh.\xff."}, (), False),
            ({"LANG": "C"}, ("--lang", "zh"), True),
            ({"LANG": "C"}, ("--lang=zh",), True),
            ({"LANG": "zh_CN.GB18030"}, ("--lang", "zh"), True),
            ({"LANG": "zh_CN.UTF-8"}, ("--lang", "en"), False),
            ({"LANG": "zh_CN.UTF-8"}, ("--lang", "fr"), True),
            ({"LANG": "C"}, ("--lang", "\udcff"), False),
            ({"LANG": "C"}, ("--lang",), False),
            ({"LANG": "C"}, ("--lang", ""), False),
        ):
            with self.subTest(environment=environment, words=words):
                done = call("run", "--replicats", *words, **environment)
                self.assertEqual(done.returncode, 2)
                self.assertEqual(done.stderr.startswith("错误[usage]：" if chinese else "error[usage]: "), True, done.stderr)
                self.assertIn("--replicates", done.stderr)
                self.assertEqual(bool(HAN.search(done.stderr)), chinese)



class Mistakes(unittest.TestCase):
    """What is told of ten mistakes, each of another kind, and what stays English."""

    def told(self, *words):
        done = call(*words, "--lang", "zh", LANG="C")
        self.assertNotEqual(done.returncode, 0)
        return done.stderr

    def test_each_is_told_in_chinese(self):
        toy = "scenarios/toy/toy.toml"
        for words, wanted in (
            (("runn",), ("错误[usage]：eldercast 没有命令“runn”", "提示：是否指“run”？")),
            (("run", toy, "--replicates", "0"), ("错误[usage]：--replicates：0 不在 1 至 100000 之间", "用法见：eldercast run --help")),
            (("run", toy, "--seed", "x"), ("“x”不是 0 至 9223372036854775807 的整数",)),
            (("run", toy, "--severity", "1"), ("--severity 须与 --pack 同用",)),
            (("run",), ("错误[usage]：缺少 scenario",)),
            (("run", "gone.toml"), ("错误[scenario.file]：文件“gone.toml”不存在",)),
            (("run", toy, "--set", "network.detour_facto=1"), ("错误[scenario.unknown-key]：network 没有参数“detour_facto”", "是否指“detour_factor”？（比值，1 至 5）")),
            (("run", toy, "--set", "network.detour_factor=9"), ("错误[scenario.range]：network.detour_factor = 9，应在 1 至 5 之间（比值）",)),
            (("run", toy, "--set", "network.detour_factor=\"text\""), ("错误[scenario.type]：network.detour_factor 应为数字，而不是文本",)),
            (("run", toy, "--pack", "late_bulding"), ("错误[usage]：scenarios/toy/stress 中没有压力包“late_bulding”", "是否指“late_building”？")),
            (("summary", "gone.h5"), ("错误[file]：gone.h5：无法读取：没有这个文件或目录",)),
            (("summary", toy), ("不是 HDF5 文件", "提示：请给出 `eldercast run -o` 写出的文件")),
        ):
            with self.subTest(words=words):
                text = self.told(*words)
                for part in wanted:
                    self.assertIn(part, text)
                self.assertNotRegex(text, r"error|help:|note:")

    def test_json_stays_as_it_is(self):
        words = ("validate", "scenarios/toy/toy.toml", "--json", "--set", "network.detour_factor=9")
        self.assertEqual(call(*words, LANG="C").stdout, call(*words, LANG="zh_CN.UTF-8").stdout)


if __name__ == "__main__":
    unittest.main()
