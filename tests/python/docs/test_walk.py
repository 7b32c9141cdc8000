"""The ten commands of the README, in both languages, are run as they stand there: copied, but for getting and building the program, and with fewer replicates."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
HEADING = "## From nothing to your own answer in ten commands"
ROOT = pathlib.Path.cwd()
FEW = "--replicates 3"


def commands_of_the_readme(file="README.md", heading=HEADING):
    section = (ROOT / file).read_text(encoding="utf-8").split(heading, 1)[1].split("\n## ", 1)[0]
    block = re.search(r"```sh\n(.*?)```", section, re.DOTALL).group(1)
    lines = [re.sub(r"\s+#.*", "", line).strip() for line in block.splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


class TenCommands(unittest.TestCase):
    def test_they_are_the_same_in_both_languages(self):
        chinese = commands_of_the_readme("README.zh.md", "## 十条命令得出自己的结论")
        self.assertEqual([command.removesuffix(" --lang zh") for command in chinese], commands_of_the_readme())

    def test_they_lead_from_nothing_to_a_page(self):
        commands = commands_of_the_readme()
        self.assertLessEqual(len(commands), 10)
        self.assertTrue(commands[0].startswith("git clone"))
        self.assertIn("script/run", commands)
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "build/release/bin").mkdir(parents=True)
            (folder / "results").mkdir()
            (folder / "build/release/bin/eldercast").symlink_to(PROGRAM)
            (folder / "scenarios").symlink_to(ROOT / "scenarios")
            baseline = f"eldercast run scenarios/jiangjin/baseline.toml {FEW} -q -o results/jiangjin-baseline.h5"
            script = ["set -e"]
            for command in commands:
                if command.startswith(("git clone", "cd ")):
                    continue
                if command == "script/run":
                    command = "build/release/bin/" + baseline
                elif command.startswith("eldercast run"):
                    command += " " + FEW
                script.append(command)
            environment = {**os.environ, "HOME": name}
            done = subprocess.run(["bash", "-c", "\n".join(script)], cwd=folder, env=environment, capture_output=True, text=True, timeout=250)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertIn(" is valid.", done.stdout)
            self.assertIn("paired replicates. Change of B from A", done.stdout)
            self.assertNotIn("Nothing changes for certain", done.stdout)
            changed = (folder / "mycopy/baseline.toml").read_text(encoding="utf-8")
            self.assertNotEqual(changed, (ROOT / "scenarios/jiangjin/baseline.toml").read_text(encoding="utf-8"))
            pages = list(folder.glob("*.html"))
            self.assertEqual(len(pages), 1)
            self.assertGreater(pages[0].stat().st_size, 100_000)
            self.assertEqual(len(list(folder.glob("*.h5"))), 1)


if __name__ == "__main__":
    unittest.main()
