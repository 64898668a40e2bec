#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "geo/base/Stop.h"

namespace tanhui {

/// Throws the Error (kind work) of a file that cannot be written; `reason` is an errno.
[[noreturn]] void failToWrite(const std::filesystem::path& path, int reason);

/// All bytes of a file. Throws Error when it is missing or cannot be read.
std::string readFile(const std::filesystem::path& path);

/// Writes beside the target and renames when whole: a reader sees the old file or the new one, never a part.
/// Throws Error (kind work) when the folder is read-only or the disk is full; the target is then untouched.
void writeFileWhole(const std::filesystem::path& path, std::string_view bytes);

/// SHA-256 as 64 hex digits, of bytes or of a file read in blocks.
std::string sha256(std::string_view bytes);
std::string sha256File(const std::filesystem::path& path, const StopFlag* stop = nullptr);

/// True when the bytes are valid UTF-8.
bool isUtf8(std::string_view bytes);

/// The bytes as UTF-8: unchanged when valid UTF-8 (a BOM is dropped), else read as GB18030.
std::string toUtf8(std::string bytes);

}  // namespace tanhui
