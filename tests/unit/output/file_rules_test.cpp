/// What the writer and the reader do when a file is in the way, unfinished, foreign or damaged, or the disk is full.
#include <hdf5.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "output/file/results_reader.hpp"
#include "output/file/results_writer.hpp"
#include "support/catch.hpp"
#include "synthetic.hpp"
#include "temporary_folder.hpp"

/// After a failed write HDF5 keeps memory that nobody can release; the leak sanitizer is told so. Unused in other builds.
extern "C" const char* __lsan_default_suppressions();   // NOLINT: the name is the sanitizer's
extern "C" const char* __lsan_default_suppressions() {  // NOLINT
  return "leak:libhdf5";
}

using namespace eldercast;
namespace fs = std::filesystem;

namespace {

const test::Extent kExtent{};

ResultsWriter begin(const std::string& path, int replicates, Existing existing = Existing::refuse) {
  return {path, test::make_scenario(kExtent), test::make_run_info(replicates), existing};
}

void write(const std::string& path, int replicates, Existing existing = Existing::refuse) {
  ResultsWriter writer = begin(path, replicates, existing);
  for (int i = 0; i < replicates; ++i) writer.append(test::numbered_outcome(test::make_description(kExtent), i, i == 0));
  writer.finish();
}

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void put(const std::string& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

/// Replaces an attribute of the root by a text of fixed or variable length, or removes it.
void change_attribute(const std::string& path, const char* name, const char* text) {
  const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
  REQUIRE(file >= 0);
  H5Adelete(file, name);
  if (text != nullptr) {
    const hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, H5T_VARIABLE);
    const hid_t space = H5Screate(H5S_SCALAR);
    const hid_t attribute = H5Acreate2(file, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
    H5Awrite(attribute, type, &text);
    H5Aclose(attribute);
    H5Sclose(space);
    H5Tclose(type);
  }
  H5Fclose(file);
}

std::string refusal(const std::string& path) {
  try {
    const ResultsReader reader(path);
    static_cast<void>(reader.read_outcomes(Postings::read));
  } catch (const FileError& error) {
    CHECK(error.path() == path);
    return error.what();
  }
  return "taken";
}

}  // namespace

TEST_CASE("while a run goes on only the part exists, at the end only the file") {
  const test::TemporaryFolder folder;
  ResultsWriter writer = begin(folder.file("a.h5"), 1);
  CHECK(fs::exists(folder.file("a.h5.eldercast.part")));
  writer.append(test::numbered_outcome(test::make_description(kExtent), 0, true));
  CHECK_FALSE(fs::exists(folder.file("a.h5")));
  writer.finish();
  CHECK(fs::exists(folder.file("a.h5")));
  CHECK_FALSE(fs::exists(folder.file("a.h5.eldercast.part")));
}

TEST_CASE("a writer that is given up leaves nothing") {
  const test::TemporaryFolder folder;
  { ResultsWriter writer = begin(folder.file("a.h5"), 1); }
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("the part of a killed run is refused by readers and used again by the next run") {
  const test::TemporaryFolder folder;
  const pid_t child = fork();
  if (child == 0) {
    ResultsWriter writer = begin(folder.file("a.h5"), 1);
    writer.append(test::numbered_outcome(test::make_description(kExtent), 0, true));
    std::raise(SIGKILL);
  }
  int status = 0;
  waitpid(child, &status, 0);
  REQUIRE(WIFSIGNALED(status));
  REQUIRE(fs::exists(folder.file("a.h5.eldercast.part")));
  CHECK_FALSE(fs::exists(folder.file("a.h5")));
  CHECK(refusal(folder.file("a.h5.eldercast.part")) != "taken");
  write(folder.file("a.h5"), 2);
  CHECK(refusal(folder.file("a.h5")) == "taken");
  CHECK_FALSE(fs::exists(folder.file("a.h5.eldercast.part")));
}

TEST_CASE("an existing file is never replaced unless told, and then only a results file") {
  const test::TemporaryFolder folder;
  const std::string path = folder.file("a.h5");
  write(path, 1);
  const std::string before = content(path);
  CHECK_THROWS_WITH(begin(path, 2), contains_text("exists already") && contains_text("--overwrite"));
  CHECK(content(path) == before);
  write(path, 2, Existing::replace_ours);
  CHECK(ResultsReader(path).attributes().replicates == 2);

  const std::string thesis = folder.file("thesis.docx");
  put(thesis, "years of work");
  CHECK_THROWS_WITH(begin(thesis, 1, Existing::replace_ours), contains_text("not a results file of eldercast"));
  CHECK(content(thesis) == "years of work");
  CHECK_THROWS_AS(begin(folder.path().string(), 1, Existing::replace_ours), FileError);
  CHECK_THROWS_AS(begin("/dev/null", 1, Existing::replace_ours), FileError);
  CHECK_FALSE(fs::exists(thesis + ".part"));
}

TEST_CASE("a file that appears while the run goes on is not replaced either") {
  const test::TemporaryFolder folder;
  {
    ResultsWriter writer = begin(folder.file("a.h5"), 1);
    writer.append(test::numbered_outcome(test::make_description(kExtent), 0, false));
    put(folder.file("a.h5"), "somebody else's");
    CHECK_THROWS_AS(writer.finish(), FileError);
  }
  CHECK(content(folder.file("a.h5")) == "somebody else's");
  CHECK_FALSE(fs::exists(folder.file("a.h5.eldercast.part")));
}

TEST_CASE("two runs cannot write the same file, but two files at once") {
  const test::TemporaryFolder folder;
  const Description description = test::make_description(kExtent);
  ResultsWriter first = begin(folder.file("a.h5"), 2);
  CHECK_THROWS_WITH(begin(folder.file("a.h5"), 2), contains_text("is being written by another run"));
  ResultsWriter second = begin(folder.file("b.h5"), 2);
  for (int i = 0; i < 2; ++i) {
    first.append(test::numbered_outcome(description, i, true));
    second.append(test::numbered_outcome(description, i, false));
  }
  second.finish();
  first.finish();
  CHECK(refusal(folder.file("a.h5")) == "taken");
  CHECK(refusal(folder.file("b.h5")) == "taken");
}

TEST_CASE("a folder that is missing is named at once") {
  const test::TemporaryFolder folder;
  CHECK_THROWS_WITH(begin(folder.file("none/a.h5"), 1), contains_text("No such file or directory") && contains_text("make the folder"));
}

TEST_CASE("a full disk ends the writing with its reason and leaves nothing") {
  // A child with a small limit on file sizes stands for a full disk: the same error path, with "File too large" as the reason.
  const test::TemporaryFolder folder;
  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{300'000, RLIM_INFINITY};
    setrlimit(RLIMIT_FSIZE, &limit);
    int verdict = 1;
    try {
      ResultsWriter writer = begin(folder.file("a.h5"), 50);
      for (int i = 0; i < 50; ++i) writer.append(test::lifelike_outcome(test::make_description(kExtent), i, true));
      writer.finish();
    } catch (const FileError& error) {
      verdict = std::string(error.what()).find("File too large") != std::string::npos ? 7 : 2;
    }
    if (verdict == 7) {
      // Once there is room again, the same program can write.
      const rlimit room{RLIM_INFINITY, RLIM_INFINITY};
      setrlimit(RLIMIT_FSIZE, &room);
      write(folder.file("b.h5"), 3);
    }
    // Not _exit: the library's own closing at exit must survive the failure, too.
    std::exit(fs::exists(folder.file("a.h5")) || fs::exists(folder.file("a.h5.eldercast.part")) ? 3 : verdict);
  }
  int status = 0;
  waitpid(child, &status, 0);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 7);
  CHECK(refusal(folder.file("b.h5")) == "taken");
}

TEST_CASE("readers say what they found, what they wanted and what to do") {
  const test::TemporaryFolder folder;
  const std::string path = folder.file("a.h5");
  CHECK_THAT(refusal(folder.file("none.h5")), contains_text("No such file or directory"));
  CHECK_THAT(refusal(folder.path().string()), contains_text("is a folder"));
  put(folder.file("text.h5"), "not HDF5");
  CHECK_THAT(refusal(folder.file("text.h5")), contains_text("is not an HDF5 file") && contains_text("eldercast run -o"));
  put(folder.file("empty.h5"), "");
  CHECK_THAT(refusal(folder.file("empty.h5")), contains_text("is not an HDF5 file"));

  write(path, 1);
  change_attribute(path, "filetype", "statepoint");
  CHECK_THAT(refusal(path), contains_text("found filetype 'statepoint', wanted 'eldercast-results'"));
  change_attribute(path, "filetype", nullptr);
  CHECK_THAT(refusal(path), contains_text("found no filetype"));
  change_attribute(path, "filetype", "eldercast-results");
  change_attribute(path, "schema_version", "3.0");
  CHECK_THAT(refusal(path), contains_text("found schema version '3.0', wanted 2.2 or a later 2.x") && contains_text("eldercast 0.1.0"));
  change_attribute(path, "schema_version", "1.3");
  CHECK_THAT(refusal(path), contains_text("found schema version '1.3'"));
  change_attribute(path, "schema_version", "2.7");
  CHECK(refusal(path) == "taken");
  change_attribute(path, "status", "running");
  CHECK_THAT(refusal(path), contains_text("did not finish"));
  change_attribute(path, "status", nullptr);
  CHECK_THAT(refusal(path), contains_text("did not finish"));
}

TEST_CASE("a file that was cut short anywhere is refused") {
  const test::TemporaryFolder folder;
  write(folder.file("a.h5"), 3);
  const std::string whole = content(folder.file("a.h5"));
  for (const double share : {0.001, 0.1, 0.5, 0.9, 0.9999}) {
    put(folder.file("cut.h5"), whole.substr(0, static_cast<std::size_t>(share * static_cast<double>(whole.size()))));
    INFO(share);
    CHECK(refusal(folder.file("cut.h5")) != "taken");
  }
}

TEST_CASE("damage inside a file is an error of that file, never a crash") {
  const test::TemporaryFolder folder;
  write(folder.file("a.h5"), 2);
  const std::string whole = content(folder.file("a.h5"));
  int refused = 0;
  for (std::size_t at = 100; at < whole.size(); at += whole.size() / 40) {
    std::string damaged = whole;
    for (std::size_t i = at; i < std::min(at + 64, damaged.size()); ++i) damaged[i] = static_cast<char>(damaged[i] ^ 0x5A);
    put(folder.file("damaged.h5"), damaged);
    refused += refusal(folder.file("damaged.h5")) == "taken" ? 0 : 1;
  }
  // Some places are unused space or plain numbers without a checksum; many are not.
  CHECK(refused > 2);
}
