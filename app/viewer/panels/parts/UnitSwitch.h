#pragma once

#include <QComboBox>

#include "app/viewer/model/Wording.h"

namespace tanhui::viewer {

/// The one switch of units: carbon and area, for the whole window.
class UnitSwitch : public QWidget {
  Q_OBJECT

 public:
  explicit UnitSwitch(Wording& words, QWidget* parent = nullptr);

 private:
  void rewrite();

  Wording& words_;
  QComboBox *carbon_, *area_;
};

}  // namespace tanhui::viewer
