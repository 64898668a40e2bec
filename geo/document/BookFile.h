#pragma once

#include <filesystem>
#include <string>

#include <xlsxwriter.h>

namespace tanhui {

/// Throws Error (kind work): the workbook, or the part of it that `where` names, cannot be written; `what` is the
/// library's reason.
[[noreturn]] void failBook(const std::string& where, const char* what);

/// A workbook that is written to `path`. What libxlsxwriter puts aside while it writes goes into the same folder, not
/// into /tmp, which may have less room. Null when it cannot be made.
lxw_workbook* newBook(const std::filesystem::path& path);

/// Closes the book, which writes it; it is then gone. Throws Error (kind work) that names `target`. libxlsxwriter looks
/// at no result of what it puts aside, so that a full disk gives a book whose sheets break off: every part is read
/// again, and must have its end.
void closeBook(lxw_workbook* book, const std::filesystem::path& path, const std::filesystem::path& target);

}  // namespace tanhui
