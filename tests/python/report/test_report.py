"""report: the page stands in a real browser without an error, asks nothing of a network, switches its language and fits a telephone."""
import base64
import hashlib
import json
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


FOLDER = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
PAGES = ("r.html", "compared.html", "morris.html", "lhs.html")


def path(name):
    return os.path.join(FOLDER.name, name)


def html_of(name):
    return pathlib.Path(path(name)).read_text(encoding="utf-8")


def setUpModule():
    """Pages of a run, of a comparison, of a study that has indices and of one that has none."""
    call("run", evil_toy(path("toy")), "--replicates", "3", "--full", "2", "-q", "-o", path("r.h5"))
    call("report", path("r.h5"), "-o", path("r.html"))
    call("run", path("toy/toy.toml"), "--replicates", "3", "-q", "--set", "schedule.timing=durations", "--set", "schedule.slip_ratio.median=2", "--set",
         "schedule.slip_ratio.high=3", "-o", path("late.h5"))
    call("report", path("r.h5"), path("late.h5"), path("r.h5"), "-o", path("compared.html"))
    for design, options in (("morris", ["--points", "2", "--vary-all"]), ("lhs", ["--points", "4", "--vary", "network.road_km_per_h=10..40"])):
        call("study", "plan", TOY, "-o", path(design), "--design", design, "--replicates", "2", *options)
        call("study", "run", path(design), "-q")
        call("study", "merge", path(design), "-o", path(design + ".h5"))
        call("report", path(design + ".h5"), "-o", path(design + ".html"))


def tearDownModule():
    FOLDER.cleanup()


class Report(unittest.TestCase):
    def test_nothing_is_overwritten_unasked(self):
        self.assertIn("exists already", call("report", path("r.h5"), "-o", path("r.html"), check=4).stderr)
        call("report", path("r.h5"), "-o", path("r.html"), "--overwrite")
        call("report", path("r.h5"), "-o", "/no/such/place/r.html", check=4)
        call("report", path("no.h5"), "-o", path("no.html"), check=4)
        self.assertFalse(os.path.exists(path("no.html")))

    def test_language_option(self):
        call("report", path("r.h5"), "-o", path("en.html"), "--lang", "en")
        self.assertIn('<html lang="en" class="show-en">', pathlib.Path(path("en.html")).read_text(encoding="utf-8"))
        self.assertIn('<html lang="zh" class="show-zh">', html_of("r.html"))
        call("report", path("r.h5"), "-o", path("fr.html"), "--lang", "fr", check=2)

    def test_policy_knows_the_scripts(self):
        scripts = re.findall(r"<script>(.*?)</script>", html_of("r.html"), re.DOTALL)
        self.assertEqual(len(scripts), 2)
        policy = re.search(r'content="default-src .none.;[^"]*script-src ([^;]*);', html_of("r.html")).group(1)
        wanted = {f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts}
        self.assertEqual(set(policy.split()), wanted)


class Boundaries(unittest.TestCase):
    SQUARE = {"type": "Polygon", "coordinates": [[[106.0, 29.0], [106.6, 29.0], [106.6, 29.6], [106.0, 29.6], [106.0, 29.0]]]}

    def report(self, geojson, *options, check=0):
        pathlib.Path(path("b.geojson")).write_text(geojson if isinstance(geojson, str) else json.dumps(geojson), encoding="utf-8")
        done = call("report", path("r.h5"), "-o", path("b.html"), "--overwrite", "--boundaries", path("b.geojson"), *options, check=check)
        return pathlib.Path(path("b.html")).read_text(encoding="utf-8") if check == 0 else done.stderr

    def test_the_approval_number_stands_in_the_footer(self):
        html = self.report({"type": "Feature", "properties": {}, "geometry": self.SQUARE}, "--approval", "渝S(2020)<1>号")
        self.assertIn("渝S(2020)&lt;1&gt;号", html[html.index("<footer>"):])
        self.assertNotIn("示意图：", html)
        self.assertIn("渝S2", self.report({"type": "FeatureCollection", "审图号": "渝S2", "features": [{"type": "Feature", "geometry": self.SQUARE}]}))
        self.assertIn("示意图：", html_of("r.html"))

    def test_what_cannot_be_drawn_is_refused_with_a_reason(self):
        for geojson, reason in (
                (self.SQUARE, "no approval number"), ("{", "not JSON"), ([], '"type" is missing'), ({"type": "Polygon"}, '"coordinates" is missing'),
                ({"type": "Circle"}, 'no type "Circle"'), ({"type": "Point", "coordinates": [1, 2]}, "no polygon and no line"),
                ({"type": "LineString", "coordinates": [[3e6, 4e6], [1, 2]]}, "is the file in metres?"),
                ({"type": "LineString", "coordinates": [["a", 1]]}, "not two numbers")):
            with self.subTest(reason):
                self.assertIn(reason, self.report(geojson, check=4))
        deep = self.SQUARE
        for _ in range(40):
            deep = {"type": "GeometryCollection", "geometries": [deep]}
        self.assertIn("deeper than 64 levels", self.report(deep, check=4))
        self.assertIn("--approval requires --boundaries", call("report", path("r.h5"), "-o", path("x.html"), "--approval", "1", check=2).stderr)


class Kinds(unittest.TestCase):
    def test_what_a_comparison_says(self):
        html = html_of("compared.html")
        for text in ("schedule.slip_ratio.median", "工期延误比：", "figures are exactly equal in every replicate", "Relative change"):
            self.assertIn(text, html)
        for text in ("scenario.decided", "（half-hour）", "0.000", " 1 figures"):
            self.assertNotIn(text, html)
        for text in ("The scenarios at a glance", "Who pays", "borne by the city", "Square brackets hold 90% of the replicates"):
            self.assertIn(text, html)
        self.assertNotIn("At what cost?", html, "cards stand for two scenarios alone")
        call("report", path("r.h5"), path("late.h5"), "-o", path("pair.html"))
        self.assertIn("At what cost?", html_of("pair.html"))
        self.assertNotIn("（person）", html_of("pair.html"))

    def test_what_a_study_says(self):
        self.assertIn("mean absolute effect", html_of("morris.html"))
        self.assertIn("This design has no sensitivity indices", html_of("lhs.html"))
        self.assertIn("network.road_km_per_h", html_of("lhs.html"))

    def test_files_that_do_not_go_together(self):
        out = ("-o", path("no.html"))
        self.assertIn("is a study", call("report", path("r.h5"), path("lhs.h5"), *out, check=2).stderr)
        self.assertIn("no figure 'beds.occupide'", call("report", path("lhs.h5"), "--figure", "beds.occupide", *out, check=2).stderr)
        self.assertIn("--figure belongs to a study", call("report", path("r.h5"), "--figure", "bed_shortfall", *out, check=2).stderr)
        call("run", TOY, "--replicates", "2", "-q", "--set", "scenario.end=2022-11", "-o", path("short.h5"))
        self.assertIn("cannot be compared", call("report", path("r.h5"), path("short.h5"), *out, check=2).stderr)
        self.assertFalse(os.path.exists(path("no.html")))

    def test_size(self):
        for name in PAGES:
            self.assertLess(len(html_of(name).encode()), 2_500_000, name)

    def test_drawings_only(self):
        call("report", path("r.h5"), "-o", path("drawings.html"), "--drawings")
        html = html_of("drawings.html")
        self.assertEqual(html.count("<script>"), 1)
        if answers_pointers():
            self.assertLess(len(html), len(html_of("r.html")) - 900_000)


def answers_pointers():
    """Whether this build has ECharts: without npm's registry charts are drawings, and the page's own script is its only one."""
    return html_of("r.html").count("<script>") == 2


class BriefOfAComparison(unittest.TestCase):
    """Two sheets of paper for two runs and for five, in both languages, with the numbers of compare."""

    RUNS = ("baseline", "city_grants_halved", "grants_at_start", "no_lottery", "district_pays_all")

    @classmethod
    def setUpClass(cls):
        for run in cls.RUNS:
            call("run", f"scenarios/jiangjin/{run}.toml", "--replicates", "4", "--chance-only", "-q", "-o", path(run + ".h5"))
        meet = call("meet", TOY, "W1.carers", "--set", "targets.carers_trained=100", "--replicates", "2", "--fresh", "3", "-q", "--json").stdout
        pathlib.Path(path("meet.json")).write_text(meet, encoding="utf-8")

    def brief(self, count, language, *more):
        files = [path(run + ".h5") for run in self.RUNS[:count]]
        call("report", *files, *more, "--brief", "--lang", language, "-o", path("cb.html"), "--overwrite")
        return html_of("cb.html")

    @unittest.skipUnless(find_chromium(), "there is no Chromium: apt-get install chromium")
    def test_two_pages(self):
        profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.addCleanup(profile.cleanup)
        browser = Browser(find_chromium(), profile.name)
        self.addCleanup(browser.close)
        for count in (1, 2, 5):
            for language in ("zh", "en"):
                with self.subTest(f"{count} {language}"):
                    self.brief(count, language, path("meet.json"))
                    browser.open(path("cb.html"))
                    pdf = base64.b64decode(browser.call("Page.printToPDF", preferCSSPageSize=True)["data"])
                    self.assertEqual(len(re.findall(rb"/Type\s*/Page\b", pdf)), 2)

    def test_its_numbers_are_those_of_compare(self):
        files = [path(run + ".h5") for run in self.RUNS]
        comparisons = json.loads(call("compare", *files, "--json").stdout)["comparisons"]
        html = self.brief(5, "en")
        for id_ in ("money.town_government", "money.city", "bed_shortfall", "covered.village.own", "residents_covered.cared"):
            row = None
            for comparison in comparisons:
                figure = next(one for one in comparison["figures"] if one["id"] == id_)
                unit = 1e-4 if figure["unit"] == "CNY" else 1
                row = row or re.search(rf'<tr><th scope="row"><span class="en" lang="en">{re.escape(figure["name_en"])}.*?</tr>', html).group(0)
                for value in (figure["whole_run"]["a"], figure["whole_run"]["b"], figure["whole_run"]["difference"]):
                    self.assertIn(number_text(value * unit), row)

    def test_what_it_says(self):
        zh = self.brief(5, "zh")
        for text in ("情景比较：江津区社区居家养老服务全覆盖", "B 市级补助减半", "每个社区养老服务站的市级建设补助（元）", "200,000&nbsp;→&nbsp;100,000",
                     "不知道的", "谁承担"):
            self.assertIn(text, zh)
        self.assertNotIn('lang="en"', zh.replace('<html lang="en"', ""))
        self.assertNotIn("什么有帮助", zh, "nothing was said of what would help")
        self.assertIn("What would help", self.brief(2, "en", path("meet.json")))

    def test_what_does_not_go_together(self):
        out = ("--brief", "-o", path("no.html"))
        self.assertIn("one meet.json", call("report", path("meet.json"), *out, check=2).stderr)
        self.assertIn("one meet.json", call("report", path("r.h5"), path("meet.json"), path("meet.json"), *out, check=2).stderr)
        self.assertIn("one meet.json", call("report", path("r.h5"), path("lhs.h5"), *out, check=2).stderr)
        self.assertFalse(os.path.exists(path("no.html")))


def number_text(value):
    """As screens and pages write a figure, without a sign in front of what is more than nothing."""
    size = abs(value)
    digits = 3 if size < 0.1 else 2 if size < 10 else 1 if size < 100 else 0
    return "0" if size < 0.0005 else f"{value:,.0f}" if value == round(value) else f"{value:,.{digits}f}"


@unittest.skipUnless(find_chromium(), "there is no Chromium: apt-get install chromium")
class InABrowser(unittest.TestCase):
    def setUp(self):
        profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.addCleanup(profile.cleanup)
        self.browser = Browser(find_chromium(), profile.name)
        self.addCleanup(self.browser.close)

    def open(self, name="r.html"):
        self.browser.open(path(name))

    def test_the_legend_of_a_chart_of_columns_is_shown_whole(self):
        if not answers_pointers():
            self.skipTest("drawings only")
        self.open()
        self.see_all()
        lost = self.browser.value("""(() => [...document.querySelectorAll('figure.alive.columns')].flatMap((figure) => {
            const drawn = figure.querySelector('.live svg').textContent;
            return JSON.parse(figure.dataset.chart).series.map((part) => part.name.zh).filter((name) => !drawn.includes(name));
        }))()""")
        self.assertEqual(lost, [])

    def see_all(self):
        """Scrolls through the page, so that every chart is drawn."""
        self.browser.value("(async () => { for (let y = 0; y <= document.body.scrollHeight; y += 700) { scrollTo(0, y); "
                           "await new Promise(done => setTimeout(done, 40)); } })()")

    def shown(self):
        return [language for language in ("zh", "en") if self.browser.value(SHOWN.format(language))]

    def test_no_error_no_request_no_dialog(self):
        for name in PAGES:
            with self.subTest(name):
                self.browser.events.clear()
                self.open(name)
                self.see_all()
                self.browser.value("document.querySelectorAll('details').forEach(one => { one.open = true; })")
                self.browser.value("new Promise(done => setTimeout(done, 300))")
                self.assertEqual([entry["entry"]["text"] for entry in self.browser.of("Log.entryAdded")], [])
                self.assertEqual(self.browser.of("Runtime.exceptionThrown") + self.browser.of("Runtime.consoleAPICalled"), [])
                self.assertEqual(self.browser.of("Page.javascriptDialogOpening"), [])
                urls = {event["request"]["url"] for event in self.browser.of("Network.requestWillBeSent")} - {"about:blank", "data:,"}
                self.assertEqual(urls, {"file://" + path(name)})
                self.assertEqual(self.browser.value("[document.scripts.length, document.images.length]"),
                                 [2 if answers_pointers() else 1, 0])
                self.assertNotEqual(self.browser.value("document.title"), "1")
                self.assertEqual(self.browser.value("fetch('data:,x').then(() => 'sent', () => 'refused')"), "refused")

    def test_charts_are_drawn_and_say_what_they_show(self):
        if not answers_pointers():
            self.skipTest("this build has no ECharts")
        for name in PAGES:
            for language, word in (("zh", "图表"), ("en", "chart")):
                with self.subTest(f"{name} {language}"):
                    self.open(name)
                    self.browser.value(f"document.querySelector('.switch button[value={language}]').click()")
                    self.see_all()
                    charts, live, labels, texts = self.browser.value(
                        "[document.querySelectorAll('figure[data-chart]').length, document.querySelectorAll('.live svg path').length,"
                        " [...document.querySelectorAll('.live')].map(one => one.getAttribute('aria-label')),"
                        " [...document.querySelectorAll('figure.chart')].filter(one => !one.querySelector('svg title') || !one.querySelector('table')).length]")
                    self.assertGreater(charts, 2)
                    self.assertGreater(live, 20)
                    self.assertEqual(len(labels), charts)
                    self.assertEqual([label for label in labels if not label or word not in label], [])
                    self.assertEqual(texts, 0)

    def test_names_stay_text_in_live_charts(self):
        if not answers_pointers():
            self.skipTest("this build has no ECharts")
        self.open()
        self.see_all()
        self.assertEqual(self.browser.value("document.querySelectorAll('.live img, .live script').length"), 0)
        self.assertGreater(self.browser.value("[...document.querySelectorAll('.live text')].filter(one => one.textContent.includes('<img')).length"), 0)
        # The note that a pointer calls up.
        self.browser.value("echarts.getInstanceByDom(document.querySelector('#beds .heat .live')).dispatchAction({type: 'showTip', seriesIndex: 0, dataIndex: 0})")
        self.browser.value("new Promise(done => setTimeout(done, 200))")
        self.assertEqual(self.browser.value("document.querySelectorAll('.live img, .live script').length"), 0)

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
        self.assertTrue(self.browser.value("document.querySelector('.switch').hidden && document.querySelector('.months').hidden && !document.querySelector('.live')"))

    def test_months_of_the_map(self):
        self.open()
        state = ("[document.querySelectorAll('.map .spot:not(.off)').length, document.querySelectorAll('.map .tie.off').length,"
                 " [...document.querySelectorAll('.map .town circle')].map(one => one.getAttribute('fill')).join()]")
        last = self.browser.value(state)
        self.browser.value("(month => { month.value = '0'; month.dispatchEvent(new Event('input')); })(document.getElementById('month'))")
        first = self.browser.value(state)
        self.assertLess(first[0], last[0])
        self.assertGreater(first[1], last[1])
        self.assertNotEqual(first[2], last[2])
        self.assertEqual(self.browser.value("document.getElementById('month-shown').textContent"), "2019-12")
        self.assertEqual(self.browser.value("document.getElementById('month').getAttribute('aria-valuetext')"), "2019-12")
        self.browser.value("(month => { month.value = month.max; month.dispatchEvent(new Event('input')); })(document.getElementById('month'))")
        self.assertEqual(self.browser.value(state), last)

    def test_fits_a_telephone(self):
        self.browser.call("Emulation.setDeviceMetricsOverride", width=375, height=800, deviceScaleFactor=1, mobile=True)
        for name in PAGES:
            self.open(name)
            self.see_all()
            for language in ("zh", "en"):
                self.browser.value(f"document.querySelector('.switch button[value={language}]').click()")
                self.see_all()
                self.assertLessEqual(self.browser.value("document.documentElement.scrollWidth"), 375, f"{name} {language}")

    def test_what_is_folded_is_left_out_on_paper(self):
        self.open()
        # Who falls short of a target, and every parameter, are lists for the screen: on paper they would take pages.
        self.assertGreater(self.browser.value("document.querySelectorAll('details').length"), 5)
        self.assertEqual(self.browser.value("document.querySelectorAll('#parameters details[open]').length"), 0)

    def test_prints_drawings_and_not_live_charts(self):
        for name in PAGES:
            self.open(name)
            self.see_all()
            self.assertGreater(len(self.browser.call("Page.printToPDF", paperWidth=8.27, paperHeight=11.69)["data"]), 10_000)
            self.browser.call("Emulation.setEmulatedMedia", media="print")
            hidden, shown, split = self.browser.value(
                "[[...document.querySelectorAll('.live')].filter(one => getComputedStyle(one).display !== 'none').length,"
                " [...document.querySelectorAll('.plot svg')].filter(one => one.getBoundingClientRect().height > 8).length,"
                " [...document.querySelectorAll('figure')].filter(one => getComputedStyle(one).breakInside !== 'avoid').length]")
            self.browser.call("Emulation.setEmulatedMedia", media="")
            self.assertEqual((hidden, split), (0, 0), name)
            self.assertEqual(shown, self.browser.value("document.querySelectorAll('.plot svg').length"), name)


class PagesOfDocuments(unittest.TestCase):
    """Answers of meet and schedules come as JSON, which anybody may have written."""

    PAYLOAD = '</script><script>document.title=1</script>"><img src=x onerror=alert(1)>'

    def strings_of(self, value, place=()):
        """Places of all strings; of a list only the first entry, the others are alike."""
        if isinstance(value, str):
            yield place
        entries = value.items() if isinstance(value, dict) else enumerate(value[:1]) if isinstance(value, list) else ()
        for key, entry in entries:
            yield from self.strings_of(entry, (*place, key))

    def check(self, *command):
        document = call(*command, "-q", "--json").stdout
        pages = 0
        for *way, last in self.strings_of(json.loads(document)):
            changed = json.loads(document)
            inner = changed
            for key in way:
                inner = inner[key]
            inner[last] += self.PAYLOAD
            pathlib.Path(path("evil.json")).write_text(json.dumps(changed), encoding="utf-8")
            done = subprocess.run([PROGRAM, "report", path("evil.json"), "-o", path("evil.html"), "--overwrite"], capture_output=True, text=True)
            self.assertIn(done.returncode, (0, 4), done.stderr)
            if done.returncode == 0:
                pages += 1
                self.assertNotIn("<script>document", html_of("evil.html"), (*way, last))
                self.assertNotIn("<img src=x", html_of("evil.html"), (*way, last))
        self.assertGreater(pages, 10)

    def test_answers_of_meet_are_text(self):
        self.check("meet", TOY, "W1.carers", "--set", "targets.carers_trained=100", "--replicates", "2", "--fresh", "3")

    def test_a_schedule_is_text(self):
        self.check("schedule", TOY, "--from", "2020-01", "--evaluations", "60", "--fresh", "2")


if __name__ == "__main__":
    unittest.main()
