#include "engine/host/exported_names.hpp"

#include <elf.h>
#include <fmt/format.h>

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string_view>
#include <type_traits>

#include "files/regular_file.hpp"

namespace eldercast {
namespace {

/// Thrown inside this file only, caught by exported_names.
struct Unreadable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

#if defined(__x86_64__)
constexpr unsigned kMachine = EM_X86_64;
constexpr std::string_view kMachineName = "x86-64";
#elif defined(__aarch64__)
constexpr unsigned kMachine = EM_AARCH64;
constexpr std::string_view kMachineName = "AArch64";
#else
#error "plugins are read on 64-bit x86 and ARM only; add the machine's ELF number here"
#endif

/// A file in memory whose parts are only handed out when they lie inside it.
class Bytes {
 public:
  explicit Bytes(const std::filesystem::path& file) {
    auto read = read_regular(file, Links::follow, kLargestLibrary);
    if (const FileRefusal* refusal = std::get_if<FileRefusal>(&read)) throw Unreadable(refusal->reason);
    text_ = std::get<std::string>(std::move(read));
  }

  [[nodiscard]] std::string_view part(std::uint64_t offset, std::uint64_t size, std::string_view what) const {
    if (offset > text_.size() || size > text_.size() - offset) {
      throw Unreadable(fmt::format("is cut short or damaged: its {} lies outside the file's {} bytes", what, text_.size()));
    }
    return std::string_view(text_).substr(offset, size);
  }

  template <class Header>
  [[nodiscard]] Header read(std::uint64_t offset, std::string_view what) const {
    static_assert(std::is_trivially_copyable_v<Header>);
    Header header;
    std::memcpy(&header, part(offset, sizeof(Header), what).data(), sizeof(Header));
    return header;
  }

  [[nodiscard]] bool starts_with(std::string_view text) const { return std::string_view(text_).starts_with(text); }

 private:
  std::string text_;
};

Elf64_Ehdr checked_header(const Bytes& bytes) {
  if (!bytes.starts_with(std::string_view(ELFMAG, SELFMAG))) throw Unreadable("is not a shared library: it has no ELF header");
  const auto header = bytes.read<Elf64_Ehdr>(0, "ELF header");
  if (header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_ident[EI_DATA] != ELFDATA2LSB || header.e_machine != kMachine) {
    throw Unreadable(fmt::format("is built for another machine (ELF machine {}), this program for {} (ELF machine {})",
                                 static_cast<unsigned>(header.e_machine), kMachineName, kMachine));
  }
  if (header.e_type != ET_DYN) throw Unreadable("is an ELF file, but not a shared library");
  if (header.e_shoff == 0 || header.e_shnum == 0 || header.e_shentsize != sizeof(Elf64_Shdr)) {
    throw Unreadable("is cut short or damaged: it has no section table");
  }
  if (header.e_phnum != 0 && header.e_phentsize != sizeof(Elf64_Phdr)) {
    throw Unreadable("is cut short or damaged: its segment table has entries of the wrong size");
  }
  return header;
}

/// The loader maps segments without asking whether the file is long enough, and touching the missing part ends the program.
void check_segments(const Bytes& bytes, const Elf64_Ehdr& header) {
  (void)bytes.part(header.e_phoff, 0, "segment table");
  for (std::uint64_t i = 0; i < header.e_phnum; ++i) {
    const auto segment = bytes.read<Elf64_Phdr>(header.e_phoff + i * sizeof(Elf64_Phdr), "segment table");
    if (segment.p_type == PT_LOAD) (void)bytes.part(segment.p_offset, segment.p_filesz, fmt::format("segment {}", i));
  }
}

bool is_exported(const Elf64_Sym& symbol) {
  const auto binding = ELF64_ST_BIND(symbol.st_info);
  const auto visibility = ELF64_ST_VISIBILITY(symbol.st_other);
  return symbol.st_shndx != SHN_UNDEF && (binding == STB_GLOBAL || binding == STB_WEAK) &&
         (visibility == STV_DEFAULT || visibility == STV_PROTECTED);
}

std::vector<std::string> names_of(std::string_view symbols, std::string_view texts) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at + sizeof(Elf64_Sym) <= symbols.size(); at += sizeof(Elf64_Sym)) {
    Elf64_Sym symbol;
    std::memcpy(&symbol, symbols.data() + at, sizeof symbol);
    if (!is_exported(symbol)) continue;
    if (symbol.st_name >= texts.size()) throw Unreadable("is cut short or damaged: a symbol's name lies outside the name table");
    const auto rest = texts.substr(symbol.st_name);
    const auto end = rest.find('\0');
    if (end == std::string_view::npos) throw Unreadable("is cut short or damaged: the name table has no end");
    names.emplace_back(rest.substr(0, end));
  }
  return names;
}

std::vector<std::string> read_names(const Bytes& bytes) {
  const auto header = checked_header(bytes);
  check_segments(bytes, header);
  const auto section = [&](std::uint64_t index) {
    // An offset near 2^64 would wrap to a small one.
    (void)bytes.part(header.e_shoff, 0, "section table");
    return bytes.read<Elf64_Shdr>(header.e_shoff + index * sizeof(Elf64_Shdr), "section table");
  };
  (void)section(header.e_shnum - 1U);
  for (std::uint64_t i = 0; i < header.e_shnum; ++i) {
    const auto symbols = section(i);
    if (symbols.sh_type != SHT_DYNSYM) continue;
    if (symbols.sh_link >= header.e_shnum) throw Unreadable("is cut short or damaged: its symbol table has no name table");
    const auto texts = section(symbols.sh_link);
    return names_of(bytes.part(symbols.sh_offset, symbols.sh_size, "symbol table"),
                    bytes.part(texts.sh_offset, texts.sh_size, "name table"));
  }
  return {};
}

}  // namespace

std::variant<std::vector<std::string>, UnreadableLibrary> exported_names(const std::filesystem::path& file) {
  try {
    return read_names(Bytes(file));
  } catch (const Unreadable& problem) {
    return UnreadableLibrary{problem.what()};
  }
}

}  // namespace eldercast
