#pragma once

#include <QDialog>

#include "app/viewer/canvas/MapCanvas.h"
#include "app/viewer/sheet/SheetExport.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tanhui::viewer {

/// Lays out a printed sheet of the map as it is on the screen: four fields and the paper to choose, a preview painted
/// by what prints it, and a button that writes PNG, PDF or GeoPDF.
class SheetDialog : public QDialog {
  Q_OBJECT

 public:
  SheetDialog(Session& session, const MapCanvas& canvas, QWidget* parent = nullptr);

  SheetChoice choice() const;
  /// Writes without asking for a name; written() or failed() follows.
  void exportTo(const std::filesystem::path& file, bool geoPdf);

 signals:
  void previewed();
  void written(const QString& file);

 private:
  void preview();
  void askAndExport();
  void resizeEvent(QResizeEvent* event) override;
  void showImage();

  Session& session_;
  Box box_;
  QLineEdit *title_, *subtitle_, *author_, *source_;
  QComboBox *paper_, *format_;
  QLabel *image_, *state_;
  QPushButton* export_;
  QTimer soon_;
  QImage picture_;
  std::uint64_t asked_ = 0;
};

}  // namespace tanhui::viewer
