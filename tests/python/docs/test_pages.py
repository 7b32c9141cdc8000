"""Every page of the repository: links lead somewhere, nobody is left out, commands and options exist."""
import pathlib
import sys
import unittest

PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
ROOT = pathlib.Path.cwd()
sys.path.insert(0, str(ROOT / "script"))

from documents import commands, links, pages  # noqa: E402


class Pages(unittest.TestCase):
    def test_links_lead_somewhere(self):
        self.assertEqual(list(links.dead(ROOT, pages.markdown(ROOT))), [])

    def test_every_page_of_docs_can_be_reached_from_the_readme(self):
        self.assertEqual(links.orphans(ROOT), [])

    def test_every_command_and_option_exists(self):
        program = commands.Program(PROGRAM)
        found = []
        for path in pages.markdown(ROOT):
            if path == "CHANGELOG.md":  # speaks of what was
                continue
            found += [f"{path}:{line}: {problem}" for line, problem in commands.problems(pages.read(ROOT, path), program)]
        self.assertEqual(found, [])

    def test_the_check_finds_what_it_is_for(self):
        program = commands.Program(PROGRAM)
        wrong = {"`eldercast plugins chekc FILE`": "no command", "`eldercast run x.toml --replicate 3`": "no option", "`--rank-project`": "no command has",
                 "```sh\neldercast stress x.toml --pack p | head\neldercast tows r.h5\n```": "no command", "`study plan --varyy`": "no option"}
        for text, words in wrong.items():
            with self.subTest(text):
                found = [problem for _, problem in commands.problems(text, program)]
                self.assertEqual(len(found), 1, found)
                self.assertIn(words, found[0])
        right = "`eldercast study plan x.toml --vary-all` `--label unit` `eldercast COMMAND --help` eldercast is a program `eldercast docs man | man -l -`"
        self.assertEqual(list(commands.problems(right, program)), [])


if __name__ == "__main__":
    unittest.main()
