#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include <QElapsedTimer>
#include <QPixmap>
#include <QTimer>
#include <QWidget>

#include "app/viewer/canvas/LayerArt.h"
#include "geo/grid/GroundRuler.h"

namespace tanhui::viewer {

/// The map: shows the session's layers and turns wheel, mouse and keys into a view. Painting only ever puts together
/// what the workers have made; it reads nothing and computes no picture.
class MapCanvas : public QWidget {
  Q_OBJECT

 public:
  enum class Tool { pan, zoomBox, drawPolygon };

  explicit MapCanvas(Session& session, QWidget* parent = nullptr);

  const ViewState& view() const { return view_; }
  void setView(const ViewState& view);
  LayerArt& art() { return art_; }

  Tool tool() const { return tool_; }
  void setTool(Tool tool);

  void zoomBy(double factor);
  void zoomToAll();
  void zoomToSelection();
  void zoomTo(const Box& box);
  void goBack();  ///< to the view before
  void goForward();

  /// The polygon drawn or being drawn, open, in map units.
  const std::vector<Point>& drawing() const { return drawing_; }
  bool drawingClosed() const { return drawingClosed_; }
  void setDrawing(std::vector<Point> points);
  void clearDrawing();

  /// Left of it the map shows what `left` picks, right of it what `right` picks; 0..1 of the width. Nothing: no swipe.
  struct Swipe {
    double at = 0.5;
    int leftLayer = 0, rightLayer = 0;
  };
  const std::optional<Swipe>& swipe() const { return swipe_; }
  void setSwipe(const std::optional<Swipe>& swipe);

  /// All that the view shows is there, at its own resolution.
  bool complete() const { return requested_ && art_.complete(); }
  /// Marks the place last asked about.
  void setMark(const std::optional<Point>& mark);

 signals:
  void viewChanged();
  void hovered(const QPointF& mapPoint);
  void left();
  void clicked(const QPointF& mapPoint);
  void polygonDrawn();
  void drawingChanged();
  void swipeChanged();
  void toolChanged();
  void filesDropped(const QStringList& files);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void changeEvent(QEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  enum class Drag { none, click, pan, box, swipe };

  void takeFrame();
  void rememberView();
  void showRemembered(std::vector<ViewState>& from, std::vector<ViewState>& to);
  void changeView(const ViewState& view, bool remember);
  void requestSoon();
  void showWhatCame();
  void paintLayers(QPainter& painter);
  void paintSelection(QPainter& painter);
  void paintDrawing(QPainter& painter);
  void paintFurniture(QPainter& painter);
  void paintSyntheticMark(QPainter& painter);
  bool overSwipe(QPointF p) const;
  void finishDrawing();
  void updateCursor();

  Session& session_;
  LayerArt art_;
  ViewState view_;
  bool framed_ = false;  ///< the view was set from a frame
  bool fitted_ = false;  ///< and nobody changed it since
  Crs framedCrs_;
  std::filesystem::path framedProject_;
  bool requested_ = false;  ///< what the view needs was asked for
  std::vector<ViewState> before_, after_;
  QTimer request_, remember_, ahead_, show_;
  QElapsedTimer painted_;  ///< since the last time
  ViewState remembered_;
  std::optional<GroundRuler> ruler_;

  Tool tool_ = Tool::pan;
  Drag drag_ = Drag::none;
  Qt::MouseButton dragButton_ = Qt::NoButton;
  QPointF pressed_, last_;
  std::vector<Point> drawing_;
  bool drawingClosed_ = false;
  std::optional<Swipe> swipe_;
  std::optional<Point> mark_;
  QPixmap synthetic_;  ///< the words that say so: outlines of letters take longer than all else of a frame
  QString syntheticWords_;
};

}  // namespace tanhui::viewer
