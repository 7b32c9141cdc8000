#include "files/named_file.hpp"

#include <fstream>

#include "broken_plugins/temporary_folder.hpp"
#include "support/catch.hpp"

using namespace eldercast;
namespace fs = std::filesystem;

namespace {

/// mail/ with a scenario and its tables, beside it others/ and a hidden folder; above both secret.txt and far/.
class Mail {
 public:
  Mail() {
    for (const char* folder : {"home/mail/data", "home/others", "home/.private", "far"}) fs::create_directories(top_.path() / folder);
    for (const char* file : {"home/mail/x.toml", "home/mail/data/towns.csv", "home/others/base.toml", "home/.private/key.toml",
                             "home/secret.txt", "far/base.toml"})
      std::ofstream(top_.path() / file) << "text\n";
  }
  [[nodiscard]] fs::path mail() const { return fs::canonical(top_.path() / "home/mail"); }
  void link(const std::string& to, const std::string& name) const { fs::create_symlink(to, mail() / name); }
  [[nodiscard]] std::variant<fs::path, Misplaced> extends(const std::string& name) const {
    return resolve_named(name, {mail(), tree_of(mail()), ".toml"});
  }
  [[nodiscard]] std::variant<fs::path, Misplaced> table(const std::string& name) const {
    return resolve_named(name, {mail(), mail(), ".csv"});
  }

 private:
  test::TemporaryFolder top_{"mail"};
};

Misplaced why(const std::variant<fs::path, Misplaced>& found) {
  REQUIRE(std::holds_alternative<Misplaced>(found));
  return std::get<Misplaced>(found);
}

}  // namespace

TEST_CASE("a text names files of its folder and, where it may, of folders beside it") {
  const Mail mail;
  CHECK(std::get<fs::path>(mail.extends("../others/base.toml")) == mail.mail().parent_path() / "others/base.toml");
  CHECK(std::get<fs::path>(mail.table("data/towns.csv")) == mail.mail() / "data/towns.csv");
  CHECK(std::get<fs::path>(mail.table("data/../data/absent.CSV")) == mail.mail() / "data/absent.CSV");
  CHECK(why(mail.extends("../../far/base.toml")) == Misplaced::outside);
  CHECK(why(mail.extends((mail.mail() / "x.toml").string())) == Misplaced::outside);
  CHECK(why(mail.extends("../secret.txt")) == Misplaced::ending);
  CHECK(why(mail.extends("../.private/key.toml")) == Misplaced::hidden);
  CHECK(why(mail.extends("")) == Misplaced::outside);
}

TEST_CASE("a link is judged by what it leads to") {
  const Mail mail;
  mail.link("../secret.txt", "base.toml");
  mail.link("../.private/key.toml", "key.toml");
  mail.link("../../far/base.toml", "far.toml");
  mail.link("../../far", "there");
  mail.link("data/towns.csv", "towns.toml");
  mail.link("x.toml", "towns.csv");
  CHECK(why(mail.extends("base.toml")) == Misplaced::ending);
  CHECK(why(mail.extends("key.toml")) == Misplaced::hidden);
  CHECK(why(mail.extends("far.toml")) == Misplaced::outside);
  CHECK(why(mail.extends("there/base.toml")) == Misplaced::outside);
  CHECK(why(mail.extends("towns.toml")) == Misplaced::ending);
  CHECK(why(mail.table("towns.csv")) == Misplaced::ending);
}

TEST_CASE("the user names a file anywhere, but a link there leads no further than a name would") {
  const Mail mail;
  mail.link("../others/base.toml", "near.toml");
  mail.link("../secret.txt", "base.toml");
  mail.link("../../far/base.toml", "far.toml");
  CHECK(std::get<fs::path>(resolve_typed(mail.mail() / "x.toml", ".toml")) == mail.mail() / "x.toml");
  CHECK(std::holds_alternative<fs::path>(resolve_typed(mail.mail() / "near.toml", ".toml")));
  CHECK(std::holds_alternative<fs::path>(resolve_typed(mail.mail() / "absent", ".toml")));
  CHECK(why(resolve_typed(mail.mail() / "base.toml", ".toml")) == Misplaced::ending);
  CHECK(why(resolve_typed(mail.mail() / "far.toml", ".toml")) == Misplaced::outside);
  CHECK(std::holds_alternative<fs::path>(resolve_typed(mail.mail().parent_path() / "secret.txt", ".toml")));
}

TEST_CASE("the folder of a scenario may itself be hidden") {
  const test::TemporaryFolder top("hidden");
  fs::create_directories(top.path() / ".mine/.deeper");
  const fs::path mine = fs::canonical(top.path() / ".mine");
  const NamedFiles rule{mine, tree_of(mine), ".toml"};
  CHECK(std::get<fs::path>(resolve_named("base.toml", rule)) == mine / "base.toml");
  CHECK(why(resolve_named(".deeper/base.toml", rule)) == Misplaced::hidden);
  CHECK(why(resolve_named("../.other/base.toml", rule)) == Misplaced::hidden);
}

TEST_CASE("directly below the root folder of the file system nothing but the own folder counts") {
  CHECK(tree_of("/srv/mail") == "/srv");
  CHECK(tree_of("/mail") == "/mail");
  CHECK(tree_of("/") == "/");
  CHECK(lies_in("/mail/data/towns.csv", "/mail"));
  CHECK_FALSE(lies_in("/etc/x.toml", "/mail"));
  CHECK_FALSE(lies_in("/mailbox/x.toml", "/mail"));
  CHECK(lies_in("/x.toml", "/"));
  CHECK_FALSE(lies_in("/etc/x.toml", "/"));
}
