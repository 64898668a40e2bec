#pragma once

#include <sys/types.h>

#include <string>
#include <utility>
#include <vector>

namespace tanhui::test {

/// What a program did.
struct CommandResult {
  int code = 0;  ///< exit code; 128 + the signal when it was killed
  std::string out, err;
};

struct CommandOptions {
  std::vector<std::pair<std::string, std::string>> environment = {};  ///< set on top of the test's own
  int seconds = 120;            ///< killed after that long: a hang is a failure (code 137)
  unsigned long memory = 0;     ///< address space in bytes; 0: unlimited
  unsigned long fileBytes = 0;  ///< no file may grow beyond: writing fails as on a full disk; 0: unlimited
};

/// A program that runs beside the test, without a shell.
class Process {
 public:
  explicit Process(const std::vector<std::string>& arguments, const CommandOptions& options = {});
  ~Process();  ///< kills what still runs
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  /// Waits until the text stands in stderr; false when the program ended or the time was up before.
  bool waitFor(const std::string& text);
  void signal(int number) const;
  /// Waits for the end.
  CommandResult finish();

 private:
  bool read();

  int seconds_;
  pid_t child_ = -1;
  int out_ = -1, err_ = -1;
  CommandResult result_;
};

/// Runs a program to its end.
CommandResult runCommand(const std::vector<std::string>& arguments, const CommandOptions& options = {});

}  // namespace tanhui::test
