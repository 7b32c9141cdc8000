#include "output/page/page_file.hpp"

#include "files/part_file.hpp"
#include "output/page/page.hpp"

namespace eldercast {

void write_page(const std::string& path, const std::string& html, bool overwrite) {
  publish_text(path, html, overwrite ? Existing::replace_ours : Existing::refuse, own_text("page", kPageBegin));
}

}  // namespace eldercast
