#pragma once

#include <QWidget>

#include "app/viewer/canvas/MapCanvas.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace tanhui::viewer {

/// Two maps side by side: a swipe between them, their difference as a layer, and the total of each over the view, the
/// zone selected, or a polygon drawn. Where the project has years, any two of its years and scenarios become such maps.
class ComparePanel : public QWidget {
  Q_OBJECT

 public:
  ComparePanel(Session& session, MapCanvas& canvas, QWidget* parent = nullptr);

  /// Picks the two maps and swipes between them.
  void compare(int leftLayer, int rightLayer);
  /// The same of two moments: as layers that keep their years, which come in the background.
  void compareMoments(const std::string& map, int band, const Moment& left, const Moment& right);

  struct Sums {
    double left = 0, right = 0;      ///< of the maps' quantity over the area
    double leftHa = 0, rightHa = 0;  ///< of the area, what each map has data for
  };
  /// The totals that the panel shows; nothing while there are none.
  const std::optional<Sums>& sums() const { return sums_; }

 signals:
  void addRequested();
  void answered();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void retranslate();
  void fillMaps();
  void applySwipe();
  void addDifference();
  void askSoon();
  void ask();
  void show();
  int layerOf(const QComboBox* box) const;
  void swipeWhenThere();
  int pinnedLayerOf(const std::string& map, int band, const Moment& moment) const;
  std::optional<Moment> momentOf(const MapLayer& layer) const;
  bool canSubtract() const;

  Session& session_;
  MapCanvas& canvas_;
  QComboBox *left_, *right_, *area_;
  QLabel *leftLabel_, *rightLabel_, *areaLabel_, *state_;
  QCheckBox* swipe_;
  QPushButton *difference_, *add_;
  QTableWidget* table_;
  /// Two maps that were asked for and come one after the other.
  struct Pair {
    std::string map;
    int band;
    Moment left, right;
  };
  std::optional<Pair> awaited_;
  QTimer soon_;
  /// Hectares by stratum of the area last asked about.
  struct Land {
    std::shared_ptr<const Model> model;
    std::vector<Point> points;
    std::vector<LedgerLine> lines;
  };
  struct Answer {
    Sums sums;
    std::shared_ptr<const Land> land;
  };
  std::optional<Sums> sums_;
  std::shared_ptr<const Land> land_;
  std::uint64_t asked_ = 0;
  bool outdated_ = true;
};

}  // namespace tanhui::viewer
