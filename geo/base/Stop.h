#pragma once

#include <atomic>

#include "geo/base/Api.h"

namespace tanhui {

/// Set from a signal handler or another thread: long work then ends cleanly by throwing Interrupted.
using StopFlag = std::atomic<bool>;

/// Thrown when the stop flag was set. What was written so far stands under no final name.
struct TANHUI_API Interrupted {};

/// What long work calls between two steps of it. Without a flag nothing can stop it.
inline void heed(const StopFlag* stop) {
  if (stop != nullptr && *stop) throw Interrupted();
}

}  // namespace tanhui
