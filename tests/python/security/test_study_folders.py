"""Folders of studies and outputs with links and pipes laid out beside them: nothing outside is written or waited for."""
import os
import pathlib
import shutil
import unittest

from stranger import Stranger

PRECIOUS = "precious\n"


class StudyFolders(Stranger):
    def setUp(self):
        super().setUp()
        self.study_folder = self.study()
        self.victim = self.folder / "victim"
        self.victim.write_text(PRECIOUS)

    def assert_victim_stays(self):
        self.assertEqual(self.victim.read_text(), PRECIOUS)

    def test_batches_are_not_written_through_links(self):
        for end in (".part", ".eldercast.part"):
            (self.study_folder / f"batches/0-00000.h5{end}").symlink_to("../../victim")
        self.call("study", "run", self.study_folder, "-q")
        self.assert_victim_stays()
        (self.study_folder / "batches/0-00000.h5").unlink(missing_ok=True)
        (self.study_folder / "batches/0-00000.h5").symlink_to("../../victim")
        self.call("study", "run", self.study_folder, "-q")
        self.assert_victim_stays()

    def test_parts_with_another_name_are_not_written(self):
        os.link(self.victim, self.study_folder / "batches/0-00000.h5.eldercast.part")
        self.assertEqual(self.call("study", "run", self.study_folder, "-q").returncode, 4)
        self.assert_victim_stays()

    def test_points_and_plans_are_not_written_through_links(self):
        for name in ("points-1.csv", "plan-1.json"):
            for end in (".part", ".eldercast.part"):
                (self.study_folder / (name + end)).symlink_to("../victim")
        self.call("study", "expand", self.study_folder, "--points", "4")
        self.assert_victim_stays()

    def test_folders_of_batches_and_journals_that_lead_out_are_refused(self):
        (self.folder / "elsewhere").mkdir()
        for inner in ("batches", "journal"):
            with self.subTest(inner=inner):
                (self.study_folder / inner).rename(self.folder / "kept")
                (self.study_folder / inner).symlink_to("../elsewhere")
                self.assert_refused(self.call("study", "run", self.study_folder, "-q"), 4, "is no folder of the study itself")
                self.assert_refused(self.call("study", "expand", self.study_folder, "--points", "4"), 4, "is no folder of the study itself")
                self.assertEqual(list((self.folder / "elsewhere").iterdir()), [])
                (self.study_folder / inner).unlink()
                (self.folder / "kept").rename(self.study_folder / inner)

    def test_pipes_in_a_study_are_refused_at_once(self):
        commands = [("run", "-q"), ("status",), ("merge", "-o", "m.h5"), ("expand", "--points", "4")]
        for name in ("journal/x.jsonl", "points-0.csv", "plan-0.json"):
            copy = self.folder / "copy"
            shutil.copytree(self.study_folder, copy)
            (copy / name).unlink(missing_ok=True)
            os.mkfifo(copy / name)
            for command, *more in commands:
                if command == "expand" and "journal" in name:
                    continue
                with self.subTest(name=name, command=command):
                    self.assert_refused(self.call("study", command, copy, *more, seconds=20), 4)
            shutil.rmtree(copy)

    def test_a_pipe_in_the_place_of_a_batch_is_damage(self):
        batch = self.study_folder / "batches/0-00000.h5"
        batch.unlink(missing_ok=True)
        os.mkfifo(batch)
        self.assert_refused(self.call("study", "merge", self.study_folder, "-o", "m.h5", seconds=20), 4, "batches/0-00000.h5")
        self.assertIn("damaged", self.call("study", "status", self.study_folder, seconds=20).stdout)
        self.assertEqual(self.call("study", "run", self.study_folder, "-q", seconds=60).returncode, 0)
        self.assertTrue(pathlib.Path(str(batch) + ".damaged").is_fifo())
        self.assertTrue(batch.is_file())

    def test_outputs_are_not_written_through_links(self):
        scenario = self.folder / "toy/toy.toml"
        (self.folder / "r.h5.eldercast.part").symlink_to("victim")
        self.assert_refused(self.call("run", scenario, "--replicates", "1", "-q", "-o", "r.h5"), 4, "is in the way: it is a link")
        self.assert_victim_stays()
        (self.folder / "again.h5").symlink_to("victim")
        self.assert_refused(self.call("run", scenario, "--replicates", "1", "-q", "-o", "again.h5", "--overwrite"), 4)
        self.assert_victim_stays()


class Searches(Stranger):
    def test_the_journal_of_a_search_is_not_written_through_a_link_and_no_pipe(self):
        scenario = self.toy("toy") / "toy.toml"
        victim = self.folder / "victim"
        victim.write_text("")
        journal = self.folder / "best.toml.journal"
        search = ("schedule", scenario, "-o", "best.toml", "--evaluations", "8", "--replicates", "2", "--fresh", "2", "-q", "--resume")
        for make, words in ((lambda: journal.symlink_to("victim"), "link"), (lambda: os.mkfifo(journal), "is no file")):
            make()
            self.assert_refused(self.call(*search, seconds=60), 4, "best.toml.journal", words)
            self.assertEqual(victim.read_text(), "")
            journal.unlink()
        self.done(*search)


if __name__ == "__main__":
    unittest.main()
