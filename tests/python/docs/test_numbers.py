"""Numbers in sentences: what a page may ask for, single or of a group, and what is said when it is not there."""
import pathlib
import sys
import unittest

PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
ROOT = pathlib.Path.cwd()
sys.path.insert(0, str(ROOT / "script"))

from documents import numbers, screens  # noqa: E402

TABLE = """# What is said.
[single]
command = "echo 7"
value = "6"

[many]
group = true
command = '''
printf '{"share": "0.82 [0.81, 0.84]", "people": "1,234"}'
'''
"""


class Counting:
    """A workshop that counts the folders that it makes."""

    def __init__(self, workshop):
        self.workshop, self.folders = workshop, 0

    def folder(self, text):
        self.folders += 1
        return self.workshop.folder(text)


class Numbers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.workshop = screens.Workshop(ROOT, PROGRAM)
        cls.addClassCleanup(cls.workshop.__exit__)

    def filled(self, text, workshop=None, table=TABLE):
        return numbers.filled(text, numbers.values_of(table, workshop), "page.md")

    def test_the_table_keeps_single_numbers_and_none_of_a_group(self):
        self.assertEqual(numbers.filled_table(TABLE, self.workshop), TABLE.replace('"6"', '"7"'))

    def test_a_page_takes_numbers_of_a_group_from_one_run_of_its_command(self):
        page = "<!--n many.share-->0<!--/n--> of <!--n many.people-->0<!--/n-->, <!--n single-->0<!--/n-->, <!--n many.people-->0<!--/n-->"
        told = page.replace("share-->0", "share-->0.82 [0.81, 0.84]").replace("people-->0", "people-->1,234").replace("single-->0", "single-->6")
        counting = Counting(self.workshop)
        self.assertEqual(self.filled(page, counting), told)
        self.assertEqual(counting.folders, 1)

    def test_without_a_workshop_a_group_stays_as_it_stands(self):
        page = "<!--n many.share-->held<!--/n--> and <!--n single-->0<!--/n-->"
        self.assertEqual(self.filled(page), "<!--n many.share-->held<!--/n--> and <!--n single-->6<!--/n-->")

    def test_a_name_that_nobody_says_is_refused(self):
        with self.assertRaisesRegex(KeyError, "page.md: no number 'many.shares': the command of 'many' in docs/numbers.toml says no 'shares'"):
            self.filled("<!--n many.shares-->0<!--/n-->", self.workshop)
        for name in ("few.share", "single.share", "many", "none"):
            for workshop in (None, self.workshop):
                with self.subTest(name), self.assertRaisesRegex(KeyError, f"page.md: no number '{name}' in docs/numbers.toml"):
                    self.filled(f"<!--n {name}-->0<!--/n-->", workshop)

    def test_a_command_that_fails_is_told(self):
        with self.assertRaisesRegex(screens.Failed, "ended with 3"):
            self.filled("<!--n many.share-->0<!--/n-->", self.workshop, TABLE.replace("printf", "exit 3; printf"))


if __name__ == "__main__":
    unittest.main()
