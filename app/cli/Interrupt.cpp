#include "app/cli/Interrupt.h"

#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <new>

#include "app/cli/Failure.h"

namespace tanhui::cli {
namespace {

// A signal handler reaches nothing but what has static storage, and may call little more than write() and _exit().
StopFlag stopFlag{false};
std::atomic<bool> workHeeds{false};  // the flag
std::atomic<bool> workIsRun{false};
static_assert(StopFlag::is_always_lock_free, "a signal handler may only touch lock-free atomics");

/// Words that stand ready for a handler.
struct Ready {
  std::array<char, 1024> text{}, json{};
  std::atomic<std::size_t> textSize{0}, jsonSize{0};

  void set(const InterruptWords& words) {
    textSize = words.text.copy(text.data(), text.size());
    jsonSize = words.json.copy(json.data(), json.size());
  }
  [[noreturn]] void sayAndExit(int code) const {
    (void)!::write(STDOUT_FILENO, json.data(), jsonSize);
    (void)!::write(STDERR_FILENO, text.data(), textSize);
    ::_exit(code);
  }
};
Ready interrupted, aborted;

std::atomic<bool> outOfMemory{false};

void onTimeUp(int) { interrupted.sayAndExit(kInterrupted); }
void onAbort(int) { aborted.sayAndExit(kWorkFailed); }

void onInterrupt(int) {
  if (!workHeeds || stopFlag.exchange(true)) interrupted.sayAndExit(kInterrupted);
  const itimerval patience{{0, 0}, {1, 500'000}};
  ::setitimer(ITIMER_REAL, &patience, nullptr);
}

void handle(int number, void (*handler)(int), int flags = SA_RESTART) {
  struct sigaction action {};
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  action.sa_flags = flags;
  sigaction(number, &action, nullptr);
}

/// Under a limit on memory, libraries that do not look at what malloc() gives end in a segmentation fault; without one
/// a fault is a fault, for the debugger.
void catchFaultsOfLimit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return;
  static std::array<char, 1 << 16> stack;  // the usual one may be what could not grow
  const stack_t other{stack.data(), 0, stack.size()};
  ::sigaltstack(&other, nullptr);
  for (const int number : {SIGSEGV, SIGBUS}) handle(number, onAbort, SA_ONSTACK);
}

}  // namespace

InterruptWords interruptWords(const Session& session) {
  return {session.text(workIsRun ? "cli.interrupted" : "cli.interrupted.other") + "\n",
          session.json ? dumped({{"ok", false}, {"interrupted", true}}) : std::string()};
}

void catchSignals(const Session& session) {
  interrupted.set(interruptWords(session));
  const Error gaveUp("tanhui", say("cli.aborted"), say("cli.aborted.remedy"), ErrorKind::work);
  if (session.json)
    aborted.set({{}, errorsJson({gaveUp}, session)});
  else
    aborted.set({errorText(gaveUp, session), {}});
  std::set_new_handler([] {
    outOfMemory = true;
    throw std::bad_alloc();
  });
  handle(SIGINT, onInterrupt);
  handle(SIGTERM, onInterrupt);
  handle(SIGALRM, onTimeUp);
  for (const int number : {SIGABRT, SIGTRAP}) handle(number, onAbort);  // the second is how GLib aborts
  catchFaultsOfLimit();
  handle(SIGXFSZ, SIG_IGN);  // a file over its limit is an error of write(), as a full disk is
}

bool memoryRanOut() {
  // What C libraries asked for in vain nobody tells: see whether there is enough for them now.
  constexpr std::size_t kLittle = std::size_t{32} << 20U;
  void* volatile probe = std::malloc(kLittle);
  const bool tight = probe == nullptr;
  std::free(probe);
  return outOfMemory || tight;
}

const StopFlag& watchInterrupts(const Session& session, bool resumable) {
  workIsRun = resumable;
  interrupted.set(interruptWords(session));
  workHeeds = true;
  return stopFlag;
}

}  // namespace tanhui::cli
