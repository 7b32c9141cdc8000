#include "output/page/page_file.hpp"

#include "files/part_file.hpp"
#include "output/page/page.hpp"

namespace eldercast {
namespace {

Existing existing_of(bool overwrite) { return overwrite ? Existing::replace_ours : Existing::refuse; }

OwnKind own_page() { return own_text("page", kPageBegin); }

}  // namespace

void expect_page_place(const std::string& path, bool overwrite) { expect_publishable(path, existing_of(overwrite), own_page()); }

void write_page(const std::string& path, const std::string& html, bool overwrite) {
  publish_text(path, html, existing_of(overwrite), own_page());
}

}  // namespace eldercast
