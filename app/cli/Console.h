#pragma once

#include <string_view>

namespace tanhui::cli {

/// To stdout as it is. Throws Error (kind work) when it cannot be written.
void print(std::string_view text);
/// To stderr; a failure is nothing that could be told.
void printError(std::string_view text);

}  // namespace tanhui::cli
