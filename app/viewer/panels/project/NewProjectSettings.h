#pragma once

#include <map>
#include <string>

#include <QWizardPage>

#include "app/viewer/model/Wording.h"
#include "geo/init/NewProjectDraft.h"

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace tanhui::viewer {

class FaultNote;

/// The third page: name, year, grid, region, factors and where results go.
class NewProjectSettings : public QWizardPage {
  Q_OBJECT

 public:
  NewProjectSettings(Wording& words, NewProjectDraft& draft, QWidget* parent = nullptr);

  void initializePage() override;
  bool isComplete() const override;
  void retranslate();

 private:
  struct Row {
    const char *text, *tip;
    QLabel* name;
    QWidget* editor;
    FaultNote* note;
  };
  void addRow(const char* key, const char* text, const char* tip, QWidget* editor);
  void fill();
  void changed();
  void showState();

  Wording& words_;
  NewProjectDraft& draft_;
  bool filling_ = false;
  QFormLayout* form_;
  std::map<std::string, Row> rows_;
  QLineEdit *name_, *cell_, *crs_, *output_;
  QSpinBox* year_;
  QComboBox *region_, *library_, *language_;
};

}  // namespace tanhui::viewer
