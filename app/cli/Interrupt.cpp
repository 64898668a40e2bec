#include "app/cli/Interrupt.h"

#include <csignal>

namespace tanhui::cli {
namespace {

// A signal handler reaches nothing but what has static storage.
StopFlag stopFlag{false};
static_assert(StopFlag::is_always_lock_free, "a signal handler may only touch lock-free atomics");

void onSignal(int number) {
  stopFlag.store(true);
  std::signal(number, SIG_DFL);
}

}  // namespace

const StopFlag& watchInterrupts() {
  struct sigaction action {};
  action.sa_handler = onSignal;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  return stopFlag;
}

}  // namespace tanhui::cli
