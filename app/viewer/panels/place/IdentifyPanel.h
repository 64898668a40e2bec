#pragma once

#include <memory>
#include <optional>

#include <QWidget>

#include "app/viewer/model/Session.h"
#include "geo/ask/Explain.h"

class QPlainTextEdit;
class QTabWidget;
class QTextBrowser;

namespace tanhui::viewer {

/// What a place holds: area and classes of the cell, each pool, flux and error in the units chosen, the zones it lies
/// in; and the arithmetic behind it, word for word as `tanhui explain` prints it.
class IdentifyPanel : public QWidget {
  Q_OBJECT

 public:
  explicit IdentifyPanel(Session& session, QWidget* parent = nullptr);

  /// Asks about a point in the map's CRS.
  void identify(Point at);
  /// The answer to the last question, for tests; null until it is there.
  const Explanation* explanation() const { return explanation_.get(); }

 signals:
  void answered();

 private:
  void ask();
  void show();
  QString summary() const;

  Session& session_;
  QTabWidget* tabs_;
  QTextBrowser* summary_;
  QPlainTextEdit* arithmetic_;
  std::optional<Point> at_;
  std::shared_ptr<const Explanation> explanation_;
  Moment answeredFor_;
  QString note_;  ///< in place of an answer
  std::uint64_t asked_ = 0;
};

}  // namespace tanhui::viewer
