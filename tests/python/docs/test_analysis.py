"""docs/howto/analysis.py, and the Python lines of docs/howto/python-and-r.md, on a result of today."""
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)


def size_of_png(data):
    """Width and height, from the header."""
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise AssertionError("no PNG")
    return struct.unpack(">II", data[16:24])


class Analysis(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        subprocess.run([PROGRAM, "run", "scenarios/toy/toy.toml", "--replicates", "4", "-q", "-o", cls.folder / "r.h5"], check=True,
                       stdout=subprocess.DEVNULL)

    def test_three_figures_are_drawn(self):
        done = subprocess.run([sys.executable, "-W", "error::DeprecationWarning", "docs/howto/analysis.py", self.folder / "r.h5", self.folder / "figures"],
                              env={"MPLCONFIGDIR": str(self.folder), "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, timeout=120)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        figures = sorted((self.folder / "figures").iterdir())
        self.assertEqual([figure.name for figure in figures], ["beds.png", "coverage.png", "money.png"])
        for figure in figures:
            data = figure.read_bytes()
            self.assertEqual(size_of_png(data), (1200, 675), figure)
            self.assertGreater(len(data), 15_000, figure)  # an empty frame has fewer

    def test_the_lines_of_the_page_print_three_numbers(self):
        page = pathlib.Path("docs/howto/python-and-r.md").read_text(encoding="utf-8")
        lines = re.search(r"```python\n(.*?)```", page, re.DOTALL).group(1)
        done = subprocess.run([sys.executable, "-c", lines], cwd=self.folder, capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(re.findall(r"\d+\.", done.stdout)), 3, done.stdout)


if __name__ == "__main__":
    unittest.main()
