#pragma once

#include <QFrame>

#include "app/viewer/model/Session.h"

class QLabel;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace tanhui::viewer {

/// A strip that tells what went wrong, one row per fault: where, what, what to do. It stands in the window and stops
/// nobody; hidden while there is nothing to tell. Shows what the session tells, and what it is given.
class FaultBar : public QFrame {
  Q_OBJECT

 public:
  explicit FaultBar(Session& session, QWidget* parent = nullptr);

  /// Adds faults; one that stands there already is not told twice.
  void showFaults(const Faults& faults);
  /// In place of the warnings before: those of one run.
  void showWarnings(const Warnings& warnings);
  void clear();

  const Faults& faults() const { return faults_; }
  const Warnings& warnings() const { return warnings_; }
  /// All of it as plain text.
  QString allText() const;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void projectChanged();
  void rebuild();
  void retint();
  void addRow(const QPixmap& icon, const QString& kind, const QString& html, const QString& plain);
  void fit();
  QString projectFileAtFault() const;

  Session& session_;
  Faults faults_;
  Warnings warnings_;
  std::filesystem::path project_;  ///< that the rows belong to
  QLabel* title_;
  QToolButton *copy_, *open_, *close_;
  QScrollArea* scroll_;
  QWidget* rows_;
  QVBoxLayout* list_ = nullptr;
};

}  // namespace tanhui::viewer
