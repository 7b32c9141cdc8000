"""What pages take from groups of numbers is what the commands of the groups say today."""
import pathlib
import sys
import unittest

PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
ROOT = pathlib.Path.cwd()
sys.path.insert(0, str(ROOT / "script"))

from documents import numbers, pages, screens  # noqa: E402


class Groups(unittest.TestCase):
    def test_pages_hold_what_their_groups_say(self):
        asking = [path for path in pages.living(ROOT) if numbers.groups_in(pages.read(ROOT, path))]
        self.assertIn("docs/trust/plausibility.md", asking)
        with screens.Workshop(ROOT, PROGRAM) as workshop:
            values = numbers.values_of(pages.read(ROOT, numbers.TABLE), workshop)
            for path in asking:
                with self.subTest(path):
                    text = pages.read(ROOT, path)
                    self.assertEqual(numbers.filled(text, values, path), text, f"write it with: script/docs {path}")


if __name__ == "__main__":
    unittest.main()
