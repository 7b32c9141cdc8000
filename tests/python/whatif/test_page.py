"""whatif: the page in a real browser moves levers, gives the program's numbers, and keeps to itself."""
import base64
import json
import os
import shutil
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "report"))
from browser import Browser, find_chromium  # noqa: E402
from engine_at import WITHOUT, call, engine_is_built  # noqa: E402

PROGRAM = sys.argv.pop(1)
MARKUP = "<img src=x onerror=document.title=1>"
SCENARIO = f"""schema = 1
extends = "toy.toml"
[scenario]
id = "page"
name_zh = "三镇{MARKUP}"
name_en = "Three towns {MARKUP}</script>"
draw_parameters = true
replicates = 12
gaps = ["{MARKUP}"]
[finance]
own_funds = "cover_the_rest"
"""
LEVERS = f"""schema = 1
[lever.beds]
key = "standards.street_centre.beds"
name_zh = "中心床位"
name_en = "Beds of a centre {MARKUP}"
group = "building"
unit_zh = "张"
unit_en = "beds"
min = 0
max = 90
step = 2
[lever.care]
key = "staff.day_places_per_carer"
name_zh = "每名护理员日托"
name_en = "Day places of a carer"
group = "staff"
unit_zh = "个"
unit_en = "places"
min = 1
max = 20
step = 1
[lever.grant]
key = "funding.construction_grants.station_city_yuan"
name_zh = "站补助"
name_en = "Grant of a station"
group = "funding"
unit_zh = "万元"
unit_en = "10k yuan"
shown_per = 10_000
min = 0
max = 400_000
step = 50_000
[lever.town]
key = "finance.town_yuan_per_year"
name_zh = "镇资金"
name_en = "Money of a town"
group = "money"
unit_zh = "元"
unit_en = "yuan"
min = 0
max = 1_000_000
step = 50_000
"""


@unittest.skipUnless(engine_is_built(), WITHOUT)
@unittest.skipUnless(find_chromium(), "there is no Chromium: apt-get install chromium")
class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        shutil.copytree("scenarios/toy", cls.path("toy"))
        for name, text in (("page.toml", SCENARIO), ("levers/whatif.toml", LEVERS)):
            with open(cls.path("toy/" + name), "w", encoding="utf-8") as file:
                file.write(text)
        call(PROGRAM, "whatif", cls.path("toy/page.toml"), "-o", cls.path("page.html"), "--quiet", "--lang", "en")

    @classmethod
    def path(cls, name):
        return os.path.join(cls.folder.name, name)

    def setUp(self):
        profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.addCleanup(profile.cleanup)
        self.browser = Browser(find_chromium(), profile.name)
        self.addCleanup(self.browser.close)
        self.size(1280, 800)
        # The page is asked for everything without a network from the first moment on.
        self.browser.call("Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=0, uploadThroughput=0)
        self.open()

    def tearDown(self):
        self.assertEqual([entry["entry"]["text"] for entry in self.browser.of("Log.entryAdded")], [])
        self.assertEqual(self.browser.of("Runtime.exceptionThrown") + self.browser.of("Runtime.consoleAPICalled"), [])
        self.assertEqual(self.browser.of("Page.javascriptDialogOpening"), [])
        urls = {event["request"]["url"] for event in self.browser.of("Network.requestWillBeSent")}
        self.assertEqual({url for url in urls if not url.startswith(("file://" + self.path("page.html"), "about:", "data:", "blob:"))}, set())
        self.assertNotEqual(self.browser.value("document.title"), "1")
        self.assertEqual(self.browser.value("document.images.length"), 0)

    def open(self, hash_text=""):
        self.browser.open(self.path("page.html") + hash_text)
        self.until("document.documentElement?.dataset.ready === 'yes'")

    def size(self, width, height, mobile=False):
        self.browser.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=mobile)

    def until(self, expression):
        end = time.monotonic() + 60
        while not self.browser.value(expression):
            self.assertLess(time.monotonic(), end, expression)
            time.sleep(0.02)

    def done(self, hash_text):
        self.until(f"document.documentElement.dataset.done === {json.dumps(hash_text or '#')}")

    def move(self, lever, value):
        self.browser.value(f"(() => {{ const one = document.getElementById('lever-{lever}'); one.value = {value}; "
                           "one.dispatchEvent(new Event('input', {bubbles: true})); one.dispatchEvent(new Event('change', {bubbles: true})); })()")

    def click(self, button):
        self.browser.value(f"document.getElementById('{button}').click()")

    def text(self, selector):
        return self.browser.value(f"document.querySelector({json.dumps(selector)}).innerText")

    def downloaded(self, button):
        """The text that a button gives to keep."""
        self.browser.value("window.kept = null; window.made_by ??= URL.createObjectURL; URL.createObjectURL = (blob) => { kept = blob.text(); return made_by.call(URL, blob); }; "
                           "HTMLAnchorElement.prototype.click = function () {};")
        self.click(button)
        return self.browser.value("kept")

    def drop(self, text):
        """Lets a file with the text fall on the page."""
        self.browser.value("(() => { const data = new DataTransfer(); data.items.add(new File([" + json.dumps(text) + "], 'variant.json')); "
                           "document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true})); })()")

    def saved(self):
        """The exact numbers of the last saved variant, by figure."""
        return self.browser.value("Object.fromEntries([...document.querySelectorAll('#saved tr:last-child td[data-figure]')].map("
                                  "(cell) => [cell.dataset.figure, [Number(cell.dataset.now), Number(cell.dataset.change)]]))")

    def test_numbers_are_those_of_the_program(self):
        self.move("beds", 60)
        self.move("grant", 50_000)
        self.done("#beds=60&grant=50000")
        self.click("save")
        shown = self.saved()
        text = self.downloaded("scenario")
        with open(self.path("toy/variant.toml"), "w", encoding="utf-8") as file:
            file.write(text)
        self.move("beds", 20)
        self.browser.value("document.getElementById('reset').click()")
        self.done("")
        with open(self.path("toy/base.toml"), "w", encoding="utf-8") as file:
            file.write(self.downloaded("scenario"))
        for name in ("variant", "base"):
            call(PROGRAM, "run", self.path(f"toy/{name}.toml"), "-q", "-o", self.path(f"{name}.h5"))
        compared = json.loads(call(PROGRAM, "compare", self.path("base.h5"), self.path("variant.h5"), "--json").stdout)["comparisons"][0]
        self.assertTrue(compared["paired"])
        whole = {one["id"]: one["whole_run"] for one in compared["figures"]}
        self.assertEqual(len(shown), 5)
        for figure, (now, change) in shown.items():
            self.assertAlmostEqual(now, whole[figure]["b"], delta=1e-9 * max(1, abs(now)), msg=figure)
            self.assertAlmostEqual(change, whole[figure]["difference"], delta=1e-9 * max(1, abs(now)), msg=figure)
        self.assertNotEqual(shown["money.all"][1], 0)

    def test_undo_reset_link_and_file_come_back_to_where_they_were(self):
        self.move("beds", 60)
        self.move("beds", 80)
        self.done("#beds=80")
        self.click("undo")
        self.done("#beds=60")
        self.click("redo")
        self.done("#beds=80")
        kept = self.downloaded("file")
        self.assertEqual(json.loads(kept)["levers"], {"beds": 80})
        self.click("share")
        link = self.browser.value("document.getElementById('link').value")
        self.assertTrue(link.endswith("page.html#beds=80"))
        self.browser.value("document.getElementById('link-box').close()")
        self.click("reset")
        self.done("")
        self.assertIn("The baseline", self.text("#count"))
        self.drop(kept)
        self.done("#beds=80")
        self.browser.call("Page.navigate", url="about:blank")
        self.open("#beds=60&nothing=3&grant=x")
        self.done("#beds=60")

    def test_honest(self):
        self.assertTrue(self.browser.value("document.getElementById('lever-town').disabled"))
        self.assertIn("Changes nothing here", self.text("#lever-town-note"))
        self.move("care", 15)
        self.assertIn("beyond the evidence (5 to 12)", self.text("#lever-care-note"))
        self.done("#care=15")
        self.assertIn("1 beyond the evidence", self.text("#outside"))
        self.assertRegex(self.text("#about"), r"chance and \d+ uncertain parameters")
        self.assertRegex(self.text("#verdict"), r"\[.*\]")

    def test_keyboard_languages_sizes_and_paper(self):
        self.browser.value("document.getElementById('lever-beds').focus()")
        for kind in ("keyDown", "keyUp"):
            self.browser.call("Input.dispatchKeyEvent", type=kind, key="ArrowRight", code="ArrowRight", windowsVirtualKeyCode=39)
        self.done("#beds=8")
        self.assertEqual(self.browser.value("document.getElementById('lever-beds').getAttribute('aria-valuetext')"), "8 beds")
        self.assertEqual(self.browser.value("document.getElementById('spoken').textContent"), self.browser.value("document.getElementById('verdict').textContent"))
        for language, word in (("zh", "目标与达成概率"), ("en", "How likely targets are met")):
            self.browser.value(f"document.querySelector('.switch button[value={language}]').click()")
            self.assertEqual(self.browser.value("document.documentElement.lang"), language)
            self.assertIn(word, self.text(".targets h2"))
            self.assertEqual(self.browser.value("document.documentElement.scrollHeight"), 800)
            self.assertLessEqual(self.browser.value("document.documentElement.scrollWidth"), 1280)
        self.size(390, 844, True)
        self.browser.value("new Promise(done => setTimeout(done, 100))")
        self.assertEqual(self.browser.value("document.documentElement.scrollWidth"), 390)
        self.size(1280, 800)
        paper = base64.b64decode(self.browser.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])
        self.assertTrue(paper.startswith(b"%PDF"))


if __name__ == "__main__":
    unittest.main()
