"""report: the page stands in a real browser without an error, asks nothing of a network, switches its language and fits a telephone."""
import base64
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from browser import Browser, find_chromium

PROGRAM = sys.argv.pop(1)
TOY = "scenarios/toy/toy.toml"
EVIL = ('"</script><script>document.title=1</script>"', '"<img src=x onerror=alert(1)>"', '"\u202e右""左\U0001f600"')
SHOWN = "document.querySelector('h1 .{0}') && getComputedStyle(document.querySelector('h1 .{0}')).display !== 'none'"


def call(*arguments, check=0):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=120)
    if done.returncode != check:
        raise AssertionError(f"{arguments}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def evil_toy(folder):
    """The toy district with names that would like to be more than names."""
    shutil.copytree("scenarios/toy", folder)
    towns = pathlib.Path(folder, "data/towns.csv")
    lines = towns.read_text(encoding="utf-8").splitlines()
    column = lines[1].split(",").index("name_zh")
    for i, name in enumerate(EVIL):
        cells = lines[i + 2].split(",")
        cells[column] = name
        lines[i + 2] = ",".join(cells)
    towns.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder + "/toy.toml"


class Page(unittest.TestCase):
    """A page of the toy district."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        cls.addClassCleanup(cls.folder.cleanup)
        call("run", evil_toy(cls.path("toy")), "--replicates", "3", "--full", "2", "-q", "-o", cls.path("r.h5"))
        call("report", cls.path("r.h5"), "-o", cls.path("r.html"))
        cls.html = pathlib.Path(cls.path("r.html")).read_text(encoding="utf-8")

    @classmethod
    def path(cls, name):
        return os.path.join(cls.folder.name, name)


class Report(Page):
    def test_nothing_is_overwritten_unasked(self):
        self.assertIn("exists already", call("report", self.path("r.h5"), "-o", self.path("r.html"), check=4).stderr)
        call("report", self.path("r.h5"), "-o", self.path("r.html"), "--overwrite")
        call("report", self.path("r.h5"), "-o", "/no/such/place/r.html", check=4)
        call("report", self.path("no.h5"), "-o", self.path("no.html"), check=4)
        self.assertFalse(os.path.exists(self.path("no.html")))

    def test_language_option(self):
        call("report", self.path("r.h5"), "-o", self.path("en.html"), "--lang", "en")
        self.assertIn('<html lang="en" class="show-en">', pathlib.Path(self.path("en.html")).read_text(encoding="utf-8"))
        self.assertIn('<html lang="zh" class="show-zh">', self.html)
        call("report", self.path("r.h5"), "-o", self.path("fr.html"), "--lang", "fr", check=2)

    def test_policy_knows_the_script(self):
        script = re.search(r"<script>(.*?)</script>", self.html, re.DOTALL).group(1)
        self.assertIn(f"script-src 'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'", self.html)

    def test_size(self):
        self.assertLess(len(self.html.encode()), 2_500_000)


@unittest.skipUnless(find_chromium(), "there is no Chromium: apt-get install chromium")
class InABrowser(Page):
    def setUp(self):
        profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.addCleanup(profile.cleanup)
        self.browser = Browser(find_chromium(), profile.name)
        self.addCleanup(self.browser.close)

    def open(self):
        self.browser.open(self.path("r.html"))

    def shown(self):
        return [language for language in ("zh", "en") if self.browser.value(SHOWN.format(language))]

    def test_no_error_no_request_no_dialog(self):
        self.open()
        self.browser.value("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        self.browser.value("new Promise(done => setTimeout(done, 300))")
        self.assertEqual([entry["entry"]["text"] for entry in self.browser.of("Log.entryAdded")], [])
        self.assertEqual(self.browser.of("Runtime.exceptionThrown") + self.browser.of("Runtime.consoleAPICalled"), [])
        self.assertEqual(self.browser.of("Page.javascriptDialogOpening"), [])
        urls = {event["request"]["url"] for event in self.browser.of("Network.requestWillBeSent")} - {"about:blank", "data:,"}
        self.assertEqual(urls, {"file://" + self.path("r.html")})
        self.assertEqual(self.browser.value("[document.scripts.length, document.images.length]"), [1, 0])
        self.assertNotEqual(self.browser.value("document.title"), "1")
        self.assertEqual(self.browser.value("fetch('data:,x').then(() => 'sent', () => 'refused')"), "refused")

    def test_language_switch(self):
        self.open()
        self.assertEqual(self.shown(), ["zh"])
        self.browser.value("document.querySelector('.switch button[value=en]').click()")
        self.assertEqual(self.shown(), ["en"])
        self.assertEqual(self.browser.value("document.documentElement.lang"), "en")
        text = self.browser.value("document.querySelector('#answer').innerText")
        self.assertIn("Is the plan met?", text)
        self.assertNotIn("规划", text)
        self.browser.value("document.querySelector('.switch button[value=zh]').click()")
        self.assertEqual(self.shown(), ["zh"])

    def test_without_scripts_the_first_language_shows(self):
        self.browser.call("Emulation.setScriptExecutionDisabled", value=True)
        self.open()
        self.assertEqual(self.shown(), ["zh"])
        self.assertTrue(self.browser.value("document.querySelector('.switch').hidden && document.querySelector('.years').hidden"))

    def test_years_of_the_map(self):
        self.open()
        years = "[...document.querySelectorAll('.of-year')].filter(one => getComputedStyle(one).display !== 'none').map(one => one.dataset.year)"
        last = self.browser.value("document.getElementById('year').max")
        first = self.browser.value("document.getElementById('year').min")
        self.assertEqual(self.browser.value(years), [last])
        self.browser.value(f"(year => {{ year.value = '{first}'; year.dispatchEvent(new Event('input')); }})(document.getElementById('year'))")
        self.assertEqual(self.browser.value(years), [first])

    def test_fits_a_telephone(self):
        self.browser.call("Emulation.setDeviceMetricsOverride", width=375, height=800, deviceScaleFactor=1, mobile=True)
        self.open()
        for language in ("zh", "en"):
            self.browser.value(f"document.querySelector('.switch button[value={language}]').click()")
            self.assertLessEqual(self.browser.value("document.documentElement.scrollWidth"), 375, language)

    def test_prints(self):
        self.open()
        self.assertGreater(len(self.browser.call("Page.printToPDF", paperWidth=8.27, paperHeight=11.69)["data"]), 10_000)


if __name__ == "__main__":
    unittest.main()
