#pragma once

#include <string>

namespace tanhui {

/// The bytes of a text file as UTF-8, for those that people save: UTF-8 or UTF-16 with or without its mark (BOM), else
/// GB18030 (GBK, as Excel in Chinese saves). `name` is for messages. Throws Error for what is no text: an old Excel
/// file or one with a password, a zip archive, NUL bytes (with their line), bytes of none of these encodings.
std::string decodeTextFile(std::string bytes, const std::string& name);

}  // namespace tanhui
