#include "tests/support/Command.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <stdexcept>

namespace tanhui::test {
namespace {

using Clock = std::chrono::steady_clock;

struct Pipe {
  int read = -1, write = -1;
  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe");
    read = ends[0], write = ends[1];
  }
};

void limit(int resource, unsigned long most) {
  if (most == 0) return;
  const rlimit both{most, most};
  ::setrlimit(static_cast<__rlimit_resource>(resource), &both);
}

[[noreturn]] void become(const std::vector<std::string>& arguments, const CommandOptions& options, int out, int err) {
  for (const auto& [name, value] : options.environment) ::setenv(name.c_str(), value.c_str(), 1);
  limit(RLIMIT_AS, options.memory);
  limit(RLIMIT_FSIZE, options.fileBytes);
  ::signal(SIGXFSZ, SIG_IGN);  // writing then fails with EFBIG, as it does with ENOSPC
  ::dup2(out, STDOUT_FILENO);
  ::dup2(err, STDERR_FILENO);
  std::vector<char*> argv;
  argv.reserve(arguments.size() + 1);
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  ::execv(argv[0], argv.data());
  ::_exit(127);
}

/// Takes what there is to read; closes the file at its end.
void drain(int& file, std::string& into) {
  std::array<char, 65536> block{};
  const ssize_t got = ::read(file, block.data(), block.size());
  if (got > 0) {
    into.append(block.data(), static_cast<std::size_t>(got));
    return;
  }
  ::close(file);
  file = -1;
}

}  // namespace

Process::Process(const std::vector<std::string>& arguments, const CommandOptions& options) : seconds_(options.seconds) {
  const Pipe out, err;
  child_ = ::fork();
  if (child_ < 0) throw std::runtime_error("fork");
  if (child_ == 0) become(arguments, options, out.write, err.write);
  ::close(out.write);
  ::close(err.write);
  out_ = out.read, err_ = err.read;
}

Process::~Process() {
  if (child_ < 0) return;
  signal(SIGKILL);
  finish();
}

/// Reads for a tenth of a second at most; false once both ends are closed.
bool Process::read() {
  if (out_ < 0 && err_ < 0) return false;
  std::array<pollfd, 2> files{pollfd{out_, POLLIN, 0}, pollfd{err_, POLLIN, 0}};
  if (::poll(files.data(), files.size(), 100) < 0) return true;
  if (files[0].revents != 0) drain(out_, result_.out);
  if (files[1].revents != 0) drain(err_, result_.err);
  return true;
}

bool Process::waitFor(const std::string& text) {
  const auto end = Clock::now() + std::chrono::seconds(seconds_);
  while (result_.err.find(text) == std::string::npos)
    if (Clock::now() > end || !read()) return false;
  return true;
}

void Process::signal(int number) const { ::kill(child_, number); }

CommandResult Process::finish() {
  const auto end = Clock::now() + std::chrono::seconds(seconds_);
  while (read())
    if (Clock::now() > end) signal(SIGKILL);
  int status = 0;
  ::waitpid(child_, &status, 0);
  child_ = -1;
  result_.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result_;
}

CommandResult runCommand(const std::vector<std::string>& arguments, const CommandOptions& options) {
  return Process(arguments, options).finish();
}

}  // namespace tanhui::test
