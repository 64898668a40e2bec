#pragma once

#include <array>

#include <QFrame>
#include <QLabel>
#include <QToolButton>

#include "app/viewer/model/Session.h"
#include "app/viewer/panels/parts/UnitSwitch.h"

namespace tanhui::viewer {

/// The key figures of the project's last run, at the top of the window's side: stock, carbon sink and the leading net
/// balance with their 95 % ranges, Agriculture beside them, the area; whether the balance is a sink, what to beware of,
/// and the switch of units.
class SummaryPanel : public QWidget {
  Q_OBJECT

 public:
  explicit SummaryPanel(Session& session, QWidget* parent = nullptr);

 signals:
  void runWanted();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  struct Figure {
    QLabel *name, *value, *detail;
  };
  struct Notice {
    QFrame* box;
    QLabel* text;
    QToolButton* action;
  };
  Figure addFigure(const char* name);
  Notice addNotice(const char* name);
  void rewrite();
  void rewriteFigures(const Account& account);
  void setFigure(const Figure& figure, Quantity quantity, double value, double standardError, std::string_view name,
                 const QString& detail);
  void recolour();

  Session& session_;
  QLabel *title_, *moment_, *synthetic_, *nothing_, *verdict_;
  Notice stale_{}, edited_{};
  QWidget* figures_;
  Figure stock_{}, flux_{}, net_{}, agriculture_{}, area_{};
};

}  // namespace tanhui::viewer
