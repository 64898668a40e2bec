#pragma once

#include <deque>

#include <QWizardPage>

#include "app/viewer/model/Background.h"
#include "app/viewer/model/Wording.h"
#include "geo/init/NewProjectDraft.h"

class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;

namespace tanhui::viewer {

class FaultNote;

/// The first page: a folder or files, chosen or dropped. Each file is looked at in the background as soon as it is
/// there; one that cannot be read is a row with its fault.
class NewProjectSources : public QWizardPage {
  Q_OBJECT

 public:
  NewProjectSources(Wording& words, NewProjectDraft& draft, QWidget* parent = nullptr);

  void addFolder(const std::filesystem::path& folder);
  void addFiles(const std::vector<std::filesystem::path>& files);
  bool busy() const { return looking_ || !waiting_.empty(); }

  bool isComplete() const override;
  void retranslate();

 signals:
  /// The folder has a project already, and the user wants that one.
  void openInstead(const std::filesystem::path& project);

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void chooseFolder();
  void chooseFiles();
  void take(std::filesystem::path folder, std::vector<std::filesystem::path> files);
  void lookAtNext();
  void looked(const std::filesystem::path& file, Outcome<std::vector<LayerGuess>> outcome);
  void removeSelected();
  void showRows();

  Wording& words_;
  NewProjectDraft& draft_;
  std::deque<std::filesystem::path> waiting_;
  std::filesystem::path now_;
  bool looking_ = false;
  int nextId_ = 1, asked_ = 0, done_ = 0;

  QLabel* hint_;
  QPushButton *folderButton_, *filesButton_, *remove_, *open_;
  QLabel* folder_;
  FaultNote* there_;
  QListWidget* rows_;
  QProgressBar* bar_;
  FaultNote* none_;
};

}  // namespace tanhui::viewer
