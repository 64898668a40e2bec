#pragma once

#include <QWidget>

#include "app/viewer/model/Session.h"

class QComboBox;
class QLabel;
class QListView;
class QSlider;
class QToolButton;

namespace tanhui::viewer {

/// The layers of the map: order by drag, visibility, name, opacity, what a layer shows, and the legend of what is seen.
class LayerPanel : public QWidget {
  Q_OBJECT

 public:
  explicit LayerPanel(Session& session, QWidget* parent = nullptr);

  /// The layer that is picked in the list; 0 when none is.
  int currentLayer() const;
  void setCurrentLayer(int id);

 signals:
  void addRequested();
  void zoomToLayer(int id);

 private:
  void retranslate();
  void showCurrent();
  void showMenu(const QPoint& at);

  Session& session_;
  QListView* list_;
  QComboBox* band_;
  QLabel *bandLabel_, *opacityLabel_, *legendLabel_;
  QSlider* opacity_;
  QToolButton *add_, *remove_, *up_, *down_;
};

}  // namespace tanhui::viewer
