#pragma once

#include <QWizardPage>

#include "app/viewer/model/Wording.h"
#include "geo/init/NewProjectDraft.h"

class QLabel;
class QListWidget;
class QToolButton;

namespace tanhui::viewer {

class FaultNote;
class NewProjectForm;

/// The second page: the layers in order of priority, each to be taken or left out, moved and changed.
class NewProjectLayers : public QWizardPage {
  Q_OBJECT

 public:
  NewProjectLayers(Wording& words, NewProjectDraft& draft, QWidget* parent = nullptr);

  void initializePage() override;
  bool isComplete() const override;
  void retranslate();

 private:
  void fillList();
  void takeOrder();
  void moveBy(int rows);
  void showCurrent();
  void showStates();
  void edit(const LayerGuess& guess);
  DraftLayer* current();

  Wording& words_;
  NewProjectDraft& draft_;
  bool filling_ = false;
  QLabel* hint_;
  QListWidget* list_;
  QToolButton *up_, *down_;
  NewProjectForm* form_;
  FaultNote *unreadable_, *whole_;
};

}  // namespace tanhui::viewer
