#pragma once

#include <QLabel>
#include <QPushButton>

#include "app/viewer/model/Session.h"

namespace tanhui::viewer {

/// What stands where results would, when there are none: why, and what to do.
class EmptyState : public QWidget {
  Q_OBJECT

 public:
  explicit EmptyState(Session& session, QWidget* parent = nullptr);

  /// There is a project that has not been run.
  bool canRun() const { return session_.project() != nullptr && !session_.hasRun(); }
  QString reason() const;
  void refresh();

 signals:
  void runWanted();

 private:
  Session& session_;
  QLabel* reason_;
  QPushButton* run_;
};

}  // namespace tanhui::viewer
