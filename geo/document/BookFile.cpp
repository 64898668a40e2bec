#include "geo/document/BookFile.h"

#include <memory>
#include <string>
#include <string_view>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>

#include "geo/base/Error.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

/// The first and the last bytes of a file of GDAL's file systems. Reads it through: a bad checksum shows, too.
struct Ends {
  static constexpr std::size_t kKept = 4096;
  std::string head, tail;
};

bool readEnds(const std::string& file, Ends& ends) {
  const std::unique_ptr<VSILFILE, int (*)(VSILFILE*)> in(VSIFOpenL(file.c_str(), "rb"), VSIFCloseL);
  if (!in) return false;
  std::string block(1 << 20, '\0');
  while (const std::size_t got = VSIFReadL(block.data(), 1, block.size(), in.get())) {
    if (ends.head.empty()) ends.head = block.substr(0, std::min(got, Ends::kKept));
    ends.tail.append(block, 0, got);
    if (ends.tail.size() > Ends::kKept) ends.tail.erase(0, ends.tail.size() - Ends::kKept);
  }
  return true;
}

/// The name of the root element of an XML text; empty when there is none.
std::string rootOf(const std::string& head) {
  for (std::size_t at = head.find('<'); at != std::string::npos; at = head.find('<', at + 1)) {
    const std::size_t end = head.find_first_of(" />?!\r\n", at);
    if (end == std::string::npos) break;
    if (end > at + 1) return head.substr(at + 1, end - at - 1);  // neither <? nor <!
  }
  return {};
}

/// An XML text that ends with the tag of its root.
bool hasItsEnd(const Ends& ends) {
  const std::string root = rootOf(ends.head);
  const std::size_t last = ends.tail.rfind('<');
  if (root.empty() || last == std::string::npos) return false;
  const std::string tag = ends.tail.substr(last, ends.tail.find_last_of('>') + 1 - last);
  return tag == "</" + root + ">" || (tag.starts_with("<" + root) && tag.ends_with("/>"));
}

bool isWhole(const fs::path& path) {
  const std::string archive = "/vsizip/" + path.string();
  const CPLStringList members(VSIReadDirRecursive(archive.c_str()));
  int texts = 0;
  for (int i = 0; i < members.size(); ++i) {
    const std::string_view name = members[i];
    if (!name.ends_with(".xml") && !name.ends_with(".rels") && !name.ends_with(".vml")) continue;
    Ends ends;
    if (!readEnds(archive + "/" + members[i], ends) || !hasItsEnd(ends)) return false;
    ++texts;
  }
  return texts > 0;
}

}  // namespace

void failBook(const std::string& where, const char* what) {
  throw Error(where, say("report.cannot_write_book", what), say("report.cannot_write_book.remedy"), ErrorKind::work);
}

lxw_workbook* newBook(const fs::path& path) {
  std::string folder = path.parent_path().string();
  lxw_workbook_options options{};
  options.tmpdir = folder.data();
  return workbook_new_opt(path.c_str(), &options);
}

void closeBook(lxw_workbook* book, const fs::path& path, const fs::path& target) {
  const lxw_error error = workbook_close(book);
  if (error != LXW_NO_ERROR) failBook(target.string(), lxw_strerror(error));
  if (!isWhole(path)) failBook(target.string(), lxw_strerror(LXW_ERROR_ZIP_FILE_OPERATION));
}

}  // namespace tanhui
