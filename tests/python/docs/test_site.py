"""The site: MkDocs makes it without a warning, every page has a place in it, and its search finds words of both languages."""
import functools
import http.server
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unittest

sys.argv.pop(1)
ROOT = pathlib.Path.cwd()
sys.path[:0] = [str(ROOT / "script"), str(ROOT / "tests/python/report")]
PATH = "/usr/bin:/bin"  # Debian's MkDocs belongs to Debian's Python

from browser import Browser, find_chromium  # noqa: E402
from documents import pages, site  # noqa: E402


# Types a word where the search asks for it, and reads where its results lead.
TYPE = """(() => {
  const input = document.querySelector("[data-md-component=search-query]");
  if (!input) return;
  input.focus();
  input.value = %s;
  for (const event of ["keyup", "input"]) input.dispatchEvent(new Event(event, {bubbles: true}));
})()"""
LINKS = "JSON.stringify([...document.querySelectorAll('.md-search-result__link')].map(link => link.getAttribute('href')))"


class Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def pages_in(navigation):
    if isinstance(navigation, str):
        return [navigation]
    return [page for item in (navigation.values() if isinstance(navigation, dict) else navigation) for page in pages_in(item)]


class Site(unittest.TestCase):
    def test_every_page_has_one_place(self):
        listed = pages_in(site.navigation(ROOT))
        self.assertEqual(sorted(listed), sorted(set(listed)))
        self.assertEqual(sorted(set(pages.markdown(ROOT)) - set(listed)), [])

    @unittest.skipUnless(shutil.which("mkdocs", path=PATH), "MkDocs is not installed")
    def test_it_is_made_and_can_be_searched(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            site.lay_out(ROOT, folder)
            done = subprocess.run(["mkdocs", "--quiet", "build", "--strict", "--config-file", folder / "mkdocs.yml"], capture_output=True, text=True,
                                  env={**os.environ, "PATH": PATH}, timeout=120)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            site.make_searchable(ROOT, folder)
            for page in ("index", "README.zh", "docs/tutorial/1-first-run", "docs/zh/tutorial/1-first-run", "docs/reference/commands"):
                self.assertTrue((folder / f"html/{page}.html").is_file(), page)
            if find_chromium():
                self.search(folder)

    def search(self, folder):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Silent, directory=folder / "html"))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = Browser(find_chromium(), folder / "browser")
        try:
            browser.call("Page.navigate", url=f"http://127.0.0.1:{server.server_port}/index.html")
            for word, found in (("垫资", "docs/"), ("护理型床位", "docs/"), ("break-even", "docs/explanation/money")):
                links = []
                end = time.monotonic() + 30
                while not any(found in link for link in links) and time.monotonic() < end:
                    browser.value(TYPE % json.dumps(word))
                    time.sleep(0.5)
                    links = json.loads(browser.value(LINKS))
                self.assertTrue(any(found in link for link in links), f"{word}: {links}")
        finally:
            browser.close()
            server.shutdown()
            server.server_close()


if __name__ == "__main__":
    unittest.main()
