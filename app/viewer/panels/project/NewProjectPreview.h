#pragma once

#include <QWizardPage>

#include "app/viewer/model/Background.h"
#include "app/viewer/model/Wording.h"
#include "geo/init/NewProjectDraft.h"

class QCheckBox;
class QLabel;
class QPlainTextEdit;
class QTextBrowser;

namespace tanhui::viewer {

class FaultNote;

/// The last page: the project file as it will be written, held against the layers in the background.
class NewProjectPreview : public QWizardPage {
  Q_OBJECT

 public:
  NewProjectPreview(Wording& words, NewProjectDraft& draft, QWidget* parent = nullptr);

  void initializePage() override;
  bool isComplete() const override;
  void retranslate();

  const std::string& projectFileText() const { return text_; }
  bool mayReplace() const;
  /// Writing went wrong.
  void tell(const Faults& faults);

 private:
  void check();
  void showResult();

  Wording& words_;
  NewProjectDraft& draft_;
  std::string text_;
  bool checking_ = false, parses_ = true;
  std::uint64_t round_ = 0;
  Faults faults_;
  Warnings warnings_;
  QLabel* hint_;
  QPlainTextEdit* file_;
  FaultNote* state_;
  QTextBrowser* list_;
  QCheckBox* replace_;
};

}  // namespace tanhui::viewer
