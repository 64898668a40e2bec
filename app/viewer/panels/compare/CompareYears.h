#pragma once

#include <QComboBox>
#include <QGroupBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

#include "app/viewer/model/Session.h"

namespace tanhui::viewer {

/// Which map of the project at which two moments: two years, two scenarios, or both. Hidden where there are no years.
class CompareYears : public QGroupBox {
  Q_OBJECT

 public:
  explicit CompareYears(Session& session, QWidget* parent = nullptr);

 signals:
  void compareWanted(const std::string& map, int band, const Moment& left, const Moment& right);
  void differenceWanted(const std::string& map, int band, const Moment& left, const Moment& right);

 private:
  /// Of one of the two moments.
  struct Fields {
    QLabel* label;
    QComboBox* scenario;
    QSpinBox* year;
    Moment moment() const;
  };
  Fields addFields(class QFormLayout* form, const char* side);
  void takeAxis();
  void rewrite();
  void fillMaps();
  template <typename Signal>
  void tell(Signal signal);

  Session& session_;
  QLabel* mapLabel_;
  QComboBox* map_;
  Fields left_{}, right_{};
  QPushButton *compare_, *difference_;
};

}  // namespace tanhui::viewer
