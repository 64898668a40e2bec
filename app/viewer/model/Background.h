#pragma once

#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include "geo/base/Error.h"

namespace tanhui::viewer {

using Faults = std::vector<Error>;

/// What was thrown, as faults that the window can tell: every fault of a project, one Error, or an unforeseen one.
Faults faultsOf(const std::exception_ptr& thrown);

/// A file that was to be written and cannot be.
Error cannotWrite(const std::filesystem::path& file);

/// What work in the background came to.
template <typename T>
struct Outcome {
  std::optional<T> value;  ///< nothing when it failed
  Faults faults;
};

/// Does `work()` on another thread and hands its outcome to `done(Outcome)` on the thread of the window, unless
/// `context` is gone by then. Only for work that ends by itself: whoever needs to stop it gives it a flag.
template <typename Work, typename Done>
void inBackground(QThreadPool& pool, QObject* context, Work work, Done done) {
  using T = std::invoke_result_t<Work>;
  pool.start([guard = QPointer<QObject>(context), work = std::move(work), done = std::move(done)]() mutable {
    auto outcome = std::make_shared<Outcome<T>>();
    try {
      outcome->value.emplace(work());
    } catch (...) {
      outcome->faults = faultsOf(std::current_exception());
    }
    // The guard is looked at on the window's thread only, where the context is destroyed.
    QMetaObject::invokeMethod(
        qApp,
        [guard, outcome, done = std::move(done)]() mutable {
          if (guard) done(std::move(*outcome));
        },
        Qt::QueuedConnection);
  });
}

/// On the threads that all share: for work of seconds at most, or others wait for it.
template <typename Work, typename Done>
void inBackground(QObject* context, Work work, Done done) {
  inBackground(*QThreadPool::globalInstance(), context, std::move(work), std::move(done));
}

/// The same object; whoever holds it last lets it go on another thread. For what takes longer to free than the window
/// may stand still: the strata of a county are a hundred thousand small vectors.
template <typename T>
std::shared_ptr<T> freedInBackground(std::shared_ptr<T> object) {
  T* const raw = object.get();
  if (raw == nullptr) return nullptr;
  return {raw, [object = std::move(object)](T*) mutable {
            if (QCoreApplication::closingDown()) return object.reset();  // nobody waits for other threads any more
            QThreadPool::globalInstance()->start([gone = std::move(object)] {});
          }};
}

}  // namespace tanhui::viewer
