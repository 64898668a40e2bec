#pragma once

#include <memory>
#include <vector>

#include <QWidget>

#include "app/viewer/model/Session.h"
#include "geo/ask/WhatIf.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTableWidget;

namespace tanhui::viewer {

/// What a change of land use on a polygon would do: the polygon comes from the map, the action from here, and stock and
/// flux before and after, per pool and with their errors, from the core.
class WhatIfPanel : public QWidget {
  Q_OBJECT

 public:
  explicit WhatIfPanel(Session& session, QWidget* parent = nullptr);

  /// The polygon to ask about, open, in the map's CRS; fewer than three points: none.
  void setPolygon(std::vector<Point> points);
  /// Of the last answer; null while there is none.
  const WhatIfResult* result() const { return result_.get(); }

 signals:
  void drawRequested();
  void importRequested();
  void clearRequested();
  void answered();

 private:
  void retranslate();
  void fillChoices();
  void ask();
  void show();
  void save();
  LandChange change() const;
  void setState(const QString& text, bool fault = false);

  Session& session_;
  std::vector<Point> polygon_;
  QComboBox *action_, *target_;
  QSpinBox *year_, *after_;
  QLineEdit* name_;
  QLabel *actionLabel_, *targetLabel_, *yearLabel_, *afterLabel_, *nameLabel_, *state_;
  QPushButton *draw_, *import_, *clear_, *save_;
  QTableWidget* table_;
  std::shared_ptr<const WhatIfResult> result_;
  std::uint64_t asked_ = 0;
};

}  // namespace tanhui::viewer
