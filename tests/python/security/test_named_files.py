"""Files that a stranger's file names: none is read outside the folders of the scenario, and no line of it is shown."""
import hashlib
import os
import socket
import unittest

import h5py

from stranger import SECRET, Stranger


class NamedFiles(Stranger):
    def setUp(self):
        super().setUp()
        self.mail = self.toy()
        (self.folder / ".netrc").write_text(SECRET + "\n")
        (self.folder / "notes.txt").write_text(SECRET + "\n")
        (self.folder / ".cargo").mkdir()
        (self.folder / ".cargo/credentials.toml").write_text(f'token = "{SECRET}"\n')
        (self.folder / "key.toml").write_text(f'token = "{SECRET}"\n')

    def extends(self, name):
        (self.mail / "x.toml").write_text(f'schema = 1\nextends = "{name}"\n')
        return self.call("validate", self.mail / "x.toml")

    def test_what_is_extended_is_a_toml_file_after_links(self):
        (self.mail / "base.toml").symlink_to("../.netrc")
        (self.mail / "notes.toml").symlink_to("../notes.txt")
        (self.mail / "there").symlink_to("..")
        self.assert_refused(self.extends("base.toml"), 2, "scenario.path", "hidden")
        self.assert_refused(self.extends("notes.toml"), 2, "scenario.path", "not a TOML file")
        self.assert_refused(self.extends("there/notes.txt"), 2, "scenario.path")
        self.assert_refused(self.extends("../.cargo/credentials.toml"), 2, "scenario.path", "hidden")
        self.assert_refused(self.extends("/etc/passwd"), 2, "scenario.path", "outside")

    def test_of_a_toml_file_that_is_no_scenario_no_line_is_shown(self):
        self.assert_refused(self.extends("../key.toml"), 2, "scenario.schema", "extends =")

    def test_a_scenario_that_is_a_link_leads_no_further(self):
        for name, target in (("a.toml", "../.netrc"), ("b.toml", "../notes.txt"), ("c.toml", "/etc/passwd"), ("d.toml", "../.cargo/credentials.toml")):
            (self.mail / name).symlink_to(target)
            result = self.call("validate", self.mail / name)
            self.assert_refused(result, 2, "scenario.path", "is a link")
            self.assertNotIn("root:", result.stderr)

    def test_tables_are_csv_files_of_the_folder_after_links(self):
        for target in ("../../notes.txt", "../toy.toml", "/etc/passwd"):
            table = self.mail / "data/towns.csv"
            table.unlink()
            table.symlink_to(target)
            self.assert_refused(self.call("validate", self.mail / "toy.toml"), 2, "scenario.path")

    def test_packs_and_levers_lead_no_further(self):
        (self.mail / "stress/p.toml").symlink_to("../../.netrc")
        (self.mail / "levers/p.toml").symlink_to("../../notes.txt")
        (self.mail / "stress/q.toml").symlink_to("/etc/passwd")
        scenario = self.mail / "toy.toml"
        self.assert_refused(self.call("stress", scenario, "--pack", "p"), 2, "scenario.path")
        self.assert_refused(self.call("stress", scenario, "--pack", "q"), 2, "scenario.path")
        self.assert_refused(self.call("stress", scenario, "--list"), 2)
        self.assert_refused(self.call("meet", scenario, "--target", "G1", "--lever", self.mail / "levers/p.toml"), 2)

    def test_a_plan_names_a_toml_file_and_nothing_of_one_elsewhere_is_shown(self):
        study = self.study()
        far = self.folder / "far/away"
        far.mkdir(parents=True)
        (far / "key.toml").write_text(f'token = "{SECRET}"\n')
        nearer = self.folder / "deep/down/S"
        nearer.parent.mkdir(parents=True)
        study.rename(nearer)
        for name in ("/etc/passwd", "../../../.netrc", "../../../notes.txt", str(far / "key.toml"), "../../../far/away/key.toml"):
            self.change_plan(nearer, lambda plan, name=name: plan["here"].update(scenario_file=name))
            for command in ("run", "merge"):
                result = self.call("study", command, nearer, *(["-o", "m.h5"] if command == "merge" else []))
                self.assert_refused(result, 4, "--scenario FILE")
                self.assertNotIn("root:", result.stderr)
        self.assertEqual(self.call("study", "run", nearer, "-q", "--scenario", self.folder / "toy/toy.toml").returncode, 0)

    def test_pipes_and_devices_are_refused_at_once(self):
        os.mkfifo(self.mail / "pipe.toml")
        os.mkfifo(self.mail / "stress/pipe.toml")
        (self.mail / "data/towns.csv").unlink()
        os.mkfifo(self.mail / "data/towns.csv")
        listener = socket.socket(socket.AF_UNIX)
        self.addCleanup(listener.close)
        listener.bind(str(self.mail / "socket.toml"))
        for name in ("pipe.toml", "socket.toml", "toy.toml"):
            self.assert_refused(self.call("validate", self.mail / name, seconds=10), 2, "scenario.file")
        self.assert_refused(self.extends("pipe.toml"), 2, "scenario.file")
        self.assert_refused(self.call("stress", self.mail / "toy.toml", "--pack", "pipe", seconds=10), 2)
        self.assert_refused(self.call("validate", "/dev/zero", seconds=10), 2, "scenario.file")


class StoredScenarios(Stranger):
    def test_paths_of_stored_tables_stay_inside_and_nothing_is_left(self):
        file = self.results()
        for path in ("scenario.toml", "data", "x" * 4000 + ".csv", "a/" * 2000 + "x.csv", "../x.csv", "/tmp/x.csv", ".hidden/x.csv", "",
                     "x" * 300 + ".csv"):
            with h5py.File(file, "r+") as results:
                results["scenario/data_table_path"][0] = path
            result = self.call("rerun", file, "-q")
            self.assert_refused(result, 4, "error[file]")
            self.assertLess(len(result.stderr), 1000)
            self.assertEqual(list(self.temporary.iterdir()), [])

    def test_a_stored_text_extends_nothing_beside_its_folder(self):
        (self.temporary / "other").mkdir()
        (self.temporary / "other/x.toml").write_text(f'schema = 1\ntoken = "{SECRET}"\n')
        file = self.results()
        with h5py.File(file, "r") as results:
            original = results["scenario/resolved_text"][()].decode()
        for name in ("../other/x.toml", "../../other/x.toml"):
            with h5py.File(file, "r+") as results:
                scenario = results["scenario"]
                text = original.replace("schema = 1\n", f'schema = 1\nextends = "{name}"\n', 1)
                scenario["resolved_text"][()] = text
                tables = zip(scenario["data_table"][...], scenario["data_table_text"][...])
                digest = hashlib.sha256()
                for title, content in [("resolved", text.encode()), *((title.decode(), content) for title, content in tables)]:
                    digest.update(f"{title} {len(content)}\n".encode() + content)
                results.attrs.modify("scenario_digest", digest.hexdigest())
            self.assert_refused(self.call("rerun", file, "-q"), 2, "scenario.")
            self.assertEqual([one.name for one in self.temporary.iterdir()], ["other"])


if __name__ == "__main__":
    unittest.main()
