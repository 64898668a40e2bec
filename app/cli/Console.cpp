#include "app/cli/Console.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "geo/base/Error.h"

namespace tanhui::cli {

void print(std::string_view text) {
  errno = 0;
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) return;
  throw Error("stdout", say("file.cannot_write", std::strerror(errno)), say("file.cannot_write.remedy"),
              ErrorKind::work);
}

void printError(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

}  // namespace tanhui::cli
