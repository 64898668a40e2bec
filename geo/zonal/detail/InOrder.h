#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "geo/base/GdalScope.h"
#include "geo/base/Stop.h"

namespace tanhui {

/// Number of workers for a request: 0 asks for one per processor; never more than there are pieces of work.
inline int workerCount(int requested, std::size_t pieces) {
  const auto processors = std::max(1U, std::thread::hardware_concurrency());
  const auto wanted = requested > 0 ? static_cast<std::size_t>(requested) : std::size_t{processors};
  return static_cast<int>(std::clamp<std::size_t>(wanted, 1, std::max<std::size_t>(1, pieces)));
}

/// Gives out turns 0, 1, 2, ... one at a time, whichever thread comes first.
class Turns {
 public:
  /// Waits for turn `i`; false when the work was called off.
  bool wait(std::size_t i) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return failure_ || next_ == i; });
    return !failure_;
  }
  void done() {
    const std::lock_guard lock(mutex_);
    ++next_;
    changed_.notify_all();
  }
  void callOff(std::exception_ptr failure) {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = std::move(failure);
    changed_.notify_all();
  }
  bool calledOff() {
    const std::lock_guard lock(mutex_);
    return failure_ != nullptr;
  }
  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t next_ = 0;
  std::exception_ptr failure_;
};

/// Works on the pieces 0..count-1 on several threads and takes up each result in the order of the pieces, so that the
/// outcome does not depend on the number of threads.
///
/// `makeWorker()` is called once on each thread and gives an object (with its own GDAL handle and scratch memory) whose
/// `worker.work(i)` may run beside others and whose `worker.merge(i)` runs alone, for i = 0, 1, 2, ... The first
/// exception, in the order of the pieces, ends the work and is thrown on; so does Interrupted.
template <typename MakeWorker>
void workInOrder(std::size_t count, int threads, MakeWorker makeWorker, const StopFlag* stop = nullptr) {
  Turns turns;
  std::atomic<std::size_t> next{0};
  const auto loop = [&] {
    std::size_t i = count;  // no piece yet
    try {
      const GdalScope gdal;
      auto worker = makeWorker();
      while ((i = next++) < count) {
        if (turns.calledOff()) return;
        heed(stop);
        worker.work(i);
        if (!turns.wait(i)) return;
        worker.merge(i);
        turns.done();
      }
    } catch (...) {
      const std::exception_ptr failure = std::current_exception();
      // An earlier piece may yet fail: its error is the one to tell.
      if (i >= count || turns.wait(i)) turns.callOff(failure);
    }
  };
  const int workers = workerCount(threads, count);
  if (workers == 1) {
    loop();
  } else {
    std::vector<std::jthread> pool;
    pool.reserve(static_cast<std::size_t>(workers));
    for (int w = 0; w < workers; ++w) pool.emplace_back(loop);
  }
  turns.rethrow();
}

}  // namespace tanhui
