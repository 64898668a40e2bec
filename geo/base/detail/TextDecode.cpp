#include "geo/base/detail/TextDecode.h"

#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "geo/base/Error.h"
#include "geo/base/File.h"

namespace tanhui {
namespace {

/// Nothing when the bytes are not of that encoding.
std::optional<std::string> recoded(std::string_view bytes, const char* from) {
  const iconv_t decoder = iconv_open("UTF-8", from);
  if (decoder == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  std::string out(bytes.size() * 2 + 16, '\0');  // two bytes become three, four become four
  char* read = const_cast<char*>(bytes.data());  // iconv leaves it as it is
  char* write = out.data();
  std::size_t left = bytes.size(), room = out.size();
  const bool good = iconv(decoder, &read, &left, &write, &room) != static_cast<std::size_t>(-1) && left == 0;
  iconv_close(decoder);
  if (!good) return std::nullopt;
  out.resize(out.size() - room);
  return out;
}

/// UTF-16 by its mark, or by the zero bytes that Latin letters have in it.
const char* utf16(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE")) return "UTF-16LE";
  if (bytes.starts_with("\xFE\xFF")) return "UTF-16BE";
  if (bytes.size() < 4 || bytes.size() % 2 != 0) return nullptr;
  if (bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0) return "UTF-16LE";
  if (bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0) return "UTF-16BE";
  return nullptr;
}

void refuseNul(std::string_view text, const std::string& name) {
  const std::size_t at = text.find('\0');
  if (at == std::string_view::npos) return;
  const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  throw Error(fmt::format("{}, line {}", name, line), say("text.nul"), say("text.nul.remedy"));
}

}  // namespace

std::string decodeTextFile(std::string bytes, const std::string& name) {
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) throw Error(name, say("text.old_excel"), say("text.old_excel.remedy"));
  if (bytes.starts_with("PK\x03\x04")) throw Error(name, say("text.archive"), say("text.archive.remedy"));
  std::optional<std::string> text;
  if (const char* encoding = utf16(bytes)) {
    text = recoded(bytes, encoding);
  } else {
    refuseNul(bytes, name);
    text = isUtf8(bytes) ? std::optional(std::move(bytes)) : recoded(bytes, "GB18030");
  }
  if (!text) throw Error(name, say("text.encoding"), say("text.encoding.remedy"));
  refuseNul(*text, name);
  if (text->starts_with("\xEF\xBB\xBF")) text->erase(0, 3);
  return std::move(*text);
}

}  // namespace tanhui
