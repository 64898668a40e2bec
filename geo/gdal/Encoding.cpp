#include "geo/gdal/Encoding.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <memory>
#include <vector>

#include <cpl_conv.h>
#include <cpl_vsi.h>

#include "geo/base/AsciiCase.h"
#include "geo/base/File.h"

namespace tanhui {
namespace {

struct CloseVsi {
  void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};
using VsiFile = std::unique_ptr<VSILFILE, CloseVsi>;

VsiFile open(const std::string& path) { return VsiFile(VSIFOpenL(path.c_str(), "rb")); }

/// Bytes at the end that begin a UTF-8 character without ending it.
std::size_t openTail(std::string_view text) {
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, text.size()); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    const std::size_t needs = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 0;
    if (needs > 0) return needs > back ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

/// `full`: the text fills its field, whose end may have cut it.
bool fieldIsUtf8(std::string_view text, bool full) {
  if (full) text.remove_suffix(openTail(text));
  return isUtf8(text);
}

bool valueIsUtf8(std::string_view field) {
  if (std::ranges::all_of(field, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return true;
  const std::size_t end = field.find_last_not_of(std::string_view(" \0", 2)) + 1;
  return fieldIsUtf8(field.substr(0, end), end == field.size());
}

/// The layout of a dBase table (dBase III file structure: 32-byte header, 32 bytes per field, then 0x0D).
struct Dbf {
  struct Column {
    std::string name;
    std::size_t offset, width;
    bool text;
  };
  std::uint32_t records = 0;
  std::size_t headerSize = 0, recordSize = 0;
  std::uint8_t language = 0;
  std::vector<Column> columns;
};

std::optional<Dbf> readHeader(VSILFILE* file) {
  std::array<unsigned char, 32> head{};
  if (VSIFReadL(head.data(), head.size(), 1, file) != 1) return std::nullopt;
  Dbf dbf;
  dbf.records = head[4] | static_cast<std::uint32_t>(head[5]) << 8 | static_cast<std::uint32_t>(head[6]) << 16 |
                static_cast<std::uint32_t>(head[7]) << 24;
  dbf.headerSize = head[8] | static_cast<std::size_t>(head[9]) << 8;
  dbf.recordSize = head[10] | static_cast<std::size_t>(head[11]) << 8;
  dbf.language = head[29];
  std::size_t offset = 1;  // the deletion flag
  for (std::size_t at = 32; at + 32 <= dbf.headerSize; at += 32) {
    std::array<unsigned char, 32> field{};
    if (VSIFReadL(field.data(), field.size(), 1, file) != 1) return std::nullopt;
    if (field[0] == 0x0D) break;
    const auto* name = reinterpret_cast<const char*>(field.data());
    dbf.columns.push_back({std::string(name, strnlen(name, 11)), offset, field[16], field[11] == 'C'});
    offset += field[16];
  }
  if (offset > dbf.recordSize) return std::nullopt;
  return dbf;
}

/// Code pages of the dBase language byte that Chinese software writes; others are left to GDAL.
std::optional<std::string> languageEncoding(std::uint8_t language) {
  switch (language) {
    case 0x4D:  // 936
    case 0x7A:
      return "GB18030";
    case 0x4F:  // 950
    case 0x78:
      return "BIG5";
    default:
      return std::nullopt;
  }
}

std::string withExtension(const std::string& path, const char* extension) {
  return path.substr(0, path.find_last_of('.')) + extension;
}

}  // namespace

std::string canonicalEncoding(std::string_view name) {
  std::string key = upperAscii(trimBlanks(name));
  for (const std::string_view prefix : {"ANSI ", "CP", "MS", "WINDOWS-", "OEM "})
    if (key.starts_with(prefix) && key.size() > prefix.size() && key[prefix.size()] <= '9') key.erase(0, prefix.size());
  if (key == "936" || key == "GBK" || key == "GB2312" || key == "GB-2312" || key == "GB18030" || key == "EUC-CN")
    return "GB18030";
  if (key == "65001" || key == "UTF8" || key == "UTF-8") return "UTF-8";
  if (key == "950" || key == "BIG5" || key == "BIG-5") return "BIG5";
  return std::string(trimBlanks(name));
}

bool canDecode(const std::string& encoding) {
  const iconv_t decoder = iconv_open("UTF-8", encoding.c_str());
  if (decoder == reinterpret_cast<iconv_t>(-1)) return false;
  iconv_close(decoder);
  return true;
}

std::optional<std::string> declaredEncoding(const std::string& dbfPath) {
  for (const char* extension : {".cpg", ".CPG", ".Cpg"}) {
    const VsiFile file = open(withExtension(dbfPath, extension));
    if (file == nullptr) continue;
    std::array<char, 64> bytes{};
    const std::size_t count = VSIFReadL(bytes.data(), 1, bytes.size(), file.get());
    const std::string encoding = canonicalEncoding({bytes.data(), strnlen(bytes.data(), count)});
    // What cannot be decoded declares nothing.
    return !encoding.empty() && canDecode(encoding) ? std::optional(encoding) : std::nullopt;
  }
  const VsiFile file = open(dbfPath);
  if (file == nullptr) return std::nullopt;
  const std::optional<Dbf> dbf = readHeader(file.get());
  return dbf ? languageEncoding(dbf->language) : std::nullopt;
}

std::optional<std::uint32_t> dbfRecords(const std::string& dbfPath) {
  const VsiFile file = open(dbfPath);
  if (file == nullptr) return std::nullopt;
  const std::optional<Dbf> dbf = readHeader(file.get());
  return dbf ? std::optional(dbf->records) : std::nullopt;
}

std::optional<bool> dbfIsUtf8(const std::string& dbfPath) {
  const VsiFile file = open(dbfPath);
  if (file == nullptr) return std::nullopt;
  const std::optional<Dbf> dbf = readHeader(file.get());
  if (!dbf) return std::nullopt;
  for (const Dbf::Column& column : dbf->columns)
    if (!fieldIsUtf8(column.name, column.name.size() >= 10)) return false;
  if (dbf->recordSize == 0 || VSIFSeekL(file.get(), dbf->headerSize, SEEK_SET) != 0) return true;

  const std::size_t perBlock = std::max<std::size_t>(1, (1 << 20) / dbf->recordSize);
  std::string block(perBlock * dbf->recordSize, '\0');
  for (std::uint32_t left = dbf->records; left > 0;) {
    const std::size_t got = VSIFReadL(block.data(), dbf->recordSize, std::min<std::size_t>(perBlock, left), file.get());
    if (got == 0) break;
    for (std::size_t r = 0; r < got; ++r)
      for (const Dbf::Column& column : dbf->columns)
        if (column.text &&
            !valueIsUtf8(std::string_view(block).substr(r * dbf->recordSize + column.offset, column.width)))
          return false;
    left -= static_cast<std::uint32_t>(got);
  }
  return true;
}

std::string decodeText(std::string_view bytes) {
  if (isUtf8(bytes)) return std::string(bytes);
  const std::string_view whole = bytes.substr(0, bytes.size() - openTail(bytes));
  return isUtf8(whole) ? std::string(whole) : toUtf8(std::string(bytes));
}

std::string_view trimBlanks(std::string_view text) {
  // ASCII blanks, U+00A0, U+3000, U+FEFF
  static constexpr std::array<std::string_view, 9> kBlanks = {" ",  "\t",       "\r",           "\n",          "\v",
                                                              "\f", "\xC2\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF"};
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view blank : kBlanks) {
      if (text.starts_with(blank)) text.remove_prefix(blank.size()), again = true;
      if (text.ends_with(blank)) text.remove_suffix(blank.size()), again = true;
    }
  }
  return text;
}

std::optional<double> numberFromText(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size();) {
    // U+FF01..U+FF5E are the full-width forms of ASCII 0x21..0x7E.
    if (i + 2 < text.size() && text[i] == '\xEF' && (text[i + 1] == '\xBC' || text[i + 1] == '\xBD')) {
      const int low =
          (static_cast<unsigned char>(text[i + 1]) - 0xBC) * 64 + (static_cast<unsigned char>(text[i + 2]) - 0x80);
      plain += static_cast<char>(low + 0x20);
      i += 3;
    } else {
      plain += text[i++];
    }
  }
  std::string_view number = trimBlanks(plain);
  if (number.starts_with('+') && number.size() > 1 && number[1] != '-') number.remove_prefix(1);
  double value = 0;
  const auto [end, failed] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (failed != std::errc() || end != number.data() + number.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace tanhui
