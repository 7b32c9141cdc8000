#include "files/regular_file.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <fstream>

#include "broken_plugins/temporary_folder.hpp"
#include "support/catch.hpp"

using namespace eldercast;
namespace fs = std::filesystem;

namespace {

FileRefusal::Kind why(const fs::path& path, Links links = Links::follow, std::uintmax_t most = kAnySize) {
  const auto read = read_regular(path, links, most);
  REQUIRE(std::holds_alternative<FileRefusal>(read));
  return std::get<FileRefusal>(read).kind;
}

}  // namespace

TEST_CASE("what is no regular file is refused at once") {
  using Kind = FileRefusal::Kind;
  const test::TemporaryFolder folder("odd");
  REQUIRE(::mkfifo((folder.path() / "pipe").c_str(), 0600) == 0);
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, (folder.path() / "socket").c_str(), sizeof address.sun_path - 1);
  REQUIRE(::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  CHECK(why(folder.path() / "pipe") == Kind::no_file);
  CHECK(why(folder.path() / "socket") == Kind::no_file);
  CHECK(why("/dev/zero") == Kind::no_file);
  CHECK(why(folder.path()) == Kind::folder);
  CHECK(why(folder.path() / "absent") == Kind::missing);
  CHECK(std::get<FileRefusal>(look_at(folder.path() / "pipe")).reason == "is no file but a pipe or a device");
  ::close(socket);
}

TEST_CASE("links are followed only where that is said, and a file is read up to a limit") {
  using Kind = FileRefusal::Kind;
  const test::TemporaryFolder folder("links");
  const fs::path file = folder.path() / "file";
  std::ofstream(file) << "twelve bytes";
  fs::create_symlink("file", folder.path() / "link");
  fs::create_symlink("nowhere", folder.path() / "dangling");
  CHECK(std::get<std::string>(read_regular(folder.path() / "link", Links::follow)) == "twelve bytes");
  CHECK(why(folder.path() / "link", Links::refuse) == Kind::link);
  CHECK(why(folder.path() / "dangling", Links::refuse) == Kind::link);
  CHECK(std::get<std::string>(read_regular(file, Links::refuse, 12)) == "twelve bytes");
  CHECK(why(file, Links::refuse, 11) == Kind::too_large);
}
