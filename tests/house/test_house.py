"""Shows that every check of house.py can fail: a small tree that keeps all rules, then one violation at a time."""
import shutil
import tempfile
import unittest
from pathlib import Path

import house

README = "This folder holds what its name says, may include the standard library only, and promises to stay as small as it is.\n"
CLEAN = {
    "CMakeLists.txt": "project(small VERSION 0.1.0 LANGUAGES CXX)\n",
    "CHANGELOG.md": "# Changes\n\n## 0.1.0\n",
    "README.md": "Run `script/run`, test by `script/test`.\n",
    ".clang-format": "BasedOnStyle: Google\nColumnLimit: 140\n",
    "core/CMakeLists.txt": "add_library(core model/town.cpp engine/month.cpp)\n",
    "core/api/ids.hpp": "#pragma once\n#include <cstdint>\n",
    "core/model/town.hpp": '#pragma once\n#include <vector>\n\n#include "api/ids.hpp"\n',
    "core/model/town.cpp": '#include "model/town.hpp"\n',
    "core/engine/outcome.hpp": '#pragma once\n#include "model/town.hpp"\n',
    "core/engine/month.cpp": '#include <Random123/philox.h>\n#include <unistd.h>\n\n#include "engine/outcome.hpp"\n',
    "core/output/writer.hpp": '#pragma once\n#include <hdf5.h>\n\n#include "engine/outcome.hpp"\n',
    "plugins/CMakeLists.txt": "add_subdirectory(funding_grants)\n",
    "plugins/funding_grants/CMakeLists.txt": "eldercast_add_plugin(KIND funding ID grants SOURCES plugin.cpp)\n",
    "plugins/funding_grants/plugin.cpp": '#include "api/ids.hpp"\n#include "grants.hpp"\n',
    "plugins/funding_grants/grants.hpp": "#pragma once\n",
    "scenarios/toy/scenario.toml": "schema = 1\n",
    "tests/unit/README.md": README,
}


class House(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp(prefix="eldercast-house-"))
        self.addCleanup(shutil.rmtree, self.root)
        for folder in house.FOLDERS_WITH_README + ["plugins/funding_grants", "scenarios/toy"]:
            self.write(f"{folder}/README.md", README)
        for path, text in CLEAN.items():
            self.write(path, text)
        here = Path(house.__file__).resolve().parents[2]
        for name in ("lib.sh", "format"):
            self.write(f"script/{name}", (here / "script" / name).read_text(encoding="utf-8"))
        for name in ("run", "test"):
            self.write(f"script/{name}", "#!/bin/sh\n")
            (self.root / "script" / name).chmod(0o755)

    def write(self, path, text):
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def violations(self, check):
        try:
            return house.CHECKS[check](self.root)
        except house.ToolMissing as missing:
            self.skipTest(missing)

    def assert_found(self, check, *parts):
        found = self.violations(check)
        for part in parts:
            self.assertTrue(any(part in violation for violation in found), f"no violation with '{part}' in {found}")

    def test_clean_tree_has_no_violation(self):
        for name in house.CHECKS:
            with self.subTest(name):
                self.assertEqual(self.violations(name), [])

    def test_arrow_that_runs_backwards(self):
        for path, header in {
            "core/api/a.hpp": "model/town.hpp",
            "core/model/a.hpp": "engine/outcome.hpp",
            "core/scenario/a.hpp": "engine/outcome.hpp",
            "core/engine/a.hpp": "scenario/read.hpp",
            "core/engine/host/a.hpp": "output/writer.hpp",
            "core/output/a.hpp": "engine/month.hpp",
            "core/study/a.hpp": "app/main.hpp",
            "plugins/funding_grants/a.hpp": "model/town.hpp",
        }.items():
            with self.subTest(path):
                self.write(path, f'#pragma once\n#include "{header}"\n')
                self.assert_found("includes", f'{path}:2: ', f'may not include "{header}"')

    def test_include_that_leaves_its_folder_by_dots(self):
        self.write("core/model/a.hpp", '#include "../engine/outcome.hpp"\n')
        self.assert_found("includes", "core/model/a.hpp:1")

    def test_library_in_the_wrong_folder(self):
        for path, header in {
            "core/api/a.hpp": "fmt/format.h",
            "core/model/a.hpp": "tbb/parallel_for.h",
            "core/model/b.hpp": "hdf5.h",
            "core/model/c.hpp": "Random123/philox.h",
            "core/model/d.hpp": "toml++/toml.h",
            "core/engine/e.hpp": "hdf5.h",
            "core/engine/replicate_runner.hpp": "oneapi/tbb/parallel_for.h",
            "core/scenario/f.hpp": "tbb/task_arena.h",
            "plugins/funding_grants/g.hpp": "unistd.h",
        }.items():
            with self.subTest(path):
                self.write(path, f"#  include <{header}>\n")
                self.assert_found("includes", f"{path}:1: ", f"may not include <{header}>")

    def test_two_headers_of_one_name(self):
        self.write("core/output/town.hpp", "#pragma once\n")
        self.assert_found("headers", "core/output/town.hpp: has the name of core/model/town.hpp")

    def test_headers_that_need_each_other(self):
        for name, other in (("a", "b"), ("b", "c"), ("c", "a")):
            self.write(f"core/model/{name}.hpp", f'#pragma once\n#include "model/{other}.hpp"\n')
        self.assert_found("headers", "core/model/a.hpp: needs itself by way of core/model/b.hpp, core/model/c.hpp")

    def test_rooms_that_need_each_other(self):
        self.write("core/model/x/a.hpp", '#pragma once\n#include "model/y/b.hpp"\n')
        self.write("core/model/y/b.hpp", "#pragma once\n")
        self.write("core/model/y/c.hpp", '#pragma once\n#include "model/x/d.hpp"\n')
        self.write("core/model/x/d.hpp", "#pragma once\n")
        self.assert_found("headers", "core/model/x: headers need the room itself by way of core/model/y")

    def test_threads_have_one_room(self):
        self.write("core/engine/parallel/arena.cpp", "#include <oneapi/tbb/task_arena.h>\n")
        self.assertEqual(house.includes(self.root), [])

    def test_scripts_have_one_room(self):
        self.write("core/engine/script/machine.cpp", "#include <lua.hpp>\n#include <lauxlib.h>\n")
        self.assertEqual(house.includes(self.root), [])
        for header in ("lua.hpp", "lua.h"):
            self.write("core/engine/host.cpp", f"#include <{header}>\n")
            self.assert_found("includes", f"core/engine/host.cpp:1: core/engine may not include <{header}>")

    def test_option_that_depends_on_what_is_installed(self):
        self.write("CMakeLists.txt", 'project(eldercast VERSION 1.0)\noption(FINE "a" ON)\noption(WITH_MPI "b"\n  ${MPI_C_FOUND})\n')
        self.assert_found("configuration", "CMakeLists.txt:4: an option's default is ON or OFF, not ${MPI_C_FOUND}")

    def test_plugin_test_may_use_catch_but_plugin_may_not(self):
        self.write("plugins/funding_grants/test.cpp", "#include <catch2/catch.hpp>\n#include <string>\n")
        self.assertEqual(house.includes(self.root), [])
        self.write("plugins/funding_grants/plugin.cpp", "#include <catch2/catch.hpp>\n")
        self.assert_found("includes", "plugin.cpp:1")

    def test_folder_without_readme(self):
        for folder in ("core/engine", "plugins/funding_grants", "tests/unit"):
            (self.root / folder / "README.md").unlink()
        self.write("scenarios/toy/README.md", "Toy.\n")
        self.assert_found("readmes", "core/engine: has", "plugins/funding_grants: has", "tests/unit: has", "scenarios/toy/README.md: says")

    def test_source_that_no_build_file_names(self):
        self.write("core/model/village.cpp", "")
        self.write("core/model/own.cpp", "")
        self.write("plugins/medical_beds/plugin.cpp", "")
        self.write("tests/unit/test_town.cpp", "")
        self.assert_found("sources", "core/model/village.cpp: not named", "medical_beds/plugin.cpp: not named", "test_town.cpp: not named")

    def test_sources_found_by_a_pattern(self):
        self.write("core/CMakeLists.txt", "file(GLOB all *.cpp)\n")
        self.assert_found("sources", "core/CMakeLists.txt:1", "core/model/town.cpp")

    def test_readme_command_that_cannot_be_run(self):
        (self.root / "script/test").chmod(0o644)
        self.write("README.md", "Run `script/test` or `script/gone`.\n")
        self.assert_found("readme_commands", "script/test, which has no run bit", "script/gone, which does not exist", "not name script/run")

    def test_forbidden_words(self):
        for text in ("cd /wo" "rk/main", "/ho" "me/somebody/x", "https://regis" "try.example.org", "deb.deb" "ian.org", "// TO" "DO later"):
            with self.subTest(text):
                self.write("docs/note.md", f"first line\n{text}\n")
                self.assert_found("words", "docs/note.md:2")

    def test_text_that_is_not_utf8(self):
        self.write("tests/errors/README.md", README)
        (self.root / "tests/errors/scenario.toml").write_bytes("江津".encode("gbk"))
        self.assertEqual(house.words(self.root), [])
        (self.root / "docs/note.md").write_bytes("江津".encode("gbk"))
        self.assert_found("words", "docs/note.md: is not UTF-8")

    def test_long_file(self):
        self.write("core/model/town.hpp", "//\n" * (house.LONGEST_FILE + 1))
        self.assert_found("lengths", "core/model/town.hpp: 451 lines")

    def test_version_without_changes(self):
        self.write("CMakeLists.txt", "project(small VERSION 0.2.0 LANGUAGES CXX)\n")
        self.assert_found("changelog", "0.2.0")
        self.write("CMakeLists.txt", "project(small VERSION 0.1.0 LANGUAGES CXX)\n")
        self.write("CITATION.cff", "version: 0.0.9\n")
        self.assert_found("changelog", "CITATION.cff: is not of version 0.1.0")
        (self.root / "CHANGELOG.md").unlink()
        self.assert_found("changelog", "is missing")

    def test_badly_formatted_file(self):
        self.write("core/model/town.cpp", '#include    "model/town.hpp"\n')
        self.assert_found("formatted", "core/model/town.cpp:1")


if __name__ == "__main__":
    unittest.main()
