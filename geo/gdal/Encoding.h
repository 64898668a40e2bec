#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tanhui {

/// The name that the decoder takes: every member of the GBK family ("GBK", "936", "gb2312", "ANSI 936") as GB18030,
/// which holds them all; "UTF8" and "65001" as UTF-8; others as they are.
std::string canonicalEncoding(std::string_view name);

/// True when text in this encoding can be decoded here.
bool canDecode(const std::string& encoding);

/// What a Shapefile's attribute table says of its text: by a .cpg, by the language byte of its header, or not at all
/// (no .cpg, and byte 0 or 0x57, which writers set whatever they write).
std::optional<std::string> declaredEncoding(const std::string& dbfPath);

/// How many rows the table says that it has; nothing when it cannot be read.
std::optional<std::uint32_t> dbfRecords(const std::string& dbfPath);

/// What the bytes of the table themselves tell: every field name and text value valid UTF-8 or not. A value that
/// fills its field may end within a character. nullopt when the table cannot be read.
std::optional<bool> dbfIsUtf8(const std::string& dbfPath);

/// Text of an attribute as UTF-8: unchanged when it is, without a last character that its field cut off, else read as
/// GB18030.
std::string decodeText(std::string_view bytes);

/// Blanks (also full-width and no-break ones) at both ends taken off.
std::string_view trimBlanks(std::string_view text);

/// A number as people type it, in full-width digits too, blanks around it; nothing when it is none.
std::optional<double> numberFromText(std::string_view text);

}  // namespace tanhui
