"""Screens and numbers of documents are those of today. Tutorials are run by it: all commands of a page, in order, in one fresh folder."""
import pathlib
import sys
import unittest

PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
ROOT = pathlib.Path.cwd()
sys.path.insert(0, str(ROOT / "script"))

from documents import numbers, pages, screens  # noqa: E402

LESSONS = [f"docs/{folder}tutorial/{name}" for folder, names in (
    ("", ("1-first-run.md", "2-change-one-thing.md", "3-own-district.md", "4-how-sure.md", "5-first-rule.md")),
    ("zh/", ("1-first-run.md", "2-change-one-thing.md", "3-own-district.md"))) for name in names]


class Screens(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.workshop = screens.Workshop(ROOT, PROGRAM)
        cls.addClassCleanup(cls.workshop.__exit__)

    def test_screens_and_numbers_are_those_of_today(self):
        table = pages.read(ROOT, numbers.TABLE)
        self.assertEqual(numbers.filled_table(table, self.workshop), table, "write it with: script/docs")
        values = numbers.values_of(table)
        for path in pages.living(ROOT):
            with self.subTest(path):
                text = pages.read(ROOT, path)
                today = numbers.filled(screens.filled(text, self.workshop, path), values, path)
                self.assertEqual(today, text, f"write it with: script/docs {path}")

    def test_every_lesson_runs_its_commands(self):
        for path in LESSONS:
            with self.subTest(path):
                self.assertGreaterEqual(pages.read(ROOT, path).count("<!-- run -->"), 3)

    def test_a_command_that_fails_is_told(self):
        text = "<!-- run -->\n```sh\neldercast summary nothing.h5\n```\n"
        with self.assertRaises(screens.Failed):
            screens.filled(text, self.workshop, "page.md")
        self.assertEqual(screens.filled(text.replace("run -->", "run (4) -->"), self.workshop, "page.md"), text.replace("run -->", "run (4) -->"))

    def test_a_screen_that_a_filter_empties_is_told(self):
        with self.assertRaisesRegex(screens.Failed, "the screen is empty"):
            screens.filled("<!-- screen: echo one | grep two || true -->\n```text\n```\n", self.workshop, "page.md")

    def test_a_screen_is_filled(self):
        text = "<!-- run -->\n```sh\ncd results\nprintf 'a\\nb\\n'\n```\n\n<!-- screen | tail -1 -->\n```text\nold\n```\n<!-- screen: basename $PWD -->\n```text\n```\n"
        filled = screens.filled(text, self.workshop, "page.md")
        self.assertIn("```text\nb\n```\n", filled)
        self.assertIn("```text\nresults\n```\n", filled)


if __name__ == "__main__":
    unittest.main()
