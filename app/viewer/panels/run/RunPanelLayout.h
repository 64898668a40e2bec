#pragma once

#include <array>
#include <vector>

#include <QLabel>

class QListWidget;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace tanhui::viewer {

class FaultNote;

/// A path on one line, shortened in the middle where it does not fit; whole in the tooltip.
class PathLabel : public QLabel {
 public:
  explicit PathLabel(QWidget* parent = nullptr);
  void setPath(const QString& path);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  QSize minimumSizeHint() const override;
  QSize sizeHint() const override;

 private:
  QString path_;
};

/// The widgets of the run panel and where they stand; texts come from the panel.
struct RunPanelLayout {
  RunPanelLayout(QWidget* panel, std::size_t figureCount);

  QLabel* name;
  QWidget* facts;
  QLabel *gridTitle, *grid, *layersTitle, *layers, *outputTitle;
  PathLabel* output;
  QPushButton *run, *resume, *cancel;
  QWidget* progress;
  QProgressBar* bar;
  QLabel *step, *left;
  FaultNote* end;
  QWidget* result;
  QLabel* resultTitle;
  FaultNote* stale;
  struct Figure {
    QLabel *name, *value, *half, *unit;
  };
  std::vector<Figure> figures;
  FaultNote* warnings;
  struct Link {
    QToolButton* button = nullptr;
    const char *file = "", *text = "", *tip = "";  ///< in the output folder; messages
  };
  std::array<Link, 4> links;
  QLabel* recentTitle;
  QListWidget* runs;
};

}  // namespace tanhui::viewer
