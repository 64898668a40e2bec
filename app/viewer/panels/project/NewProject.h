#pragma once

#include <QWizard>

#include "app/viewer/model/Session.h"
#include "geo/init/NewProjectDraft.h"

namespace tanhui::viewer {

class NewProjectLayers;
class NewProjectPreview;
class NewProjectSettings;
class NewProjectSources;

/// Makes a project from the layers of a folder: what each of them is, is guessed and can be changed. Nothing is written
/// before Finish, which writes the project file and opens it in the session.
class NewProject : public QWizard {
  Q_OBJECT

 public:
  explicit NewProject(Session& session, QWidget* parent = nullptr);

  /// As if chosen on the first page: a folder with its layers, or files.
  void addFolder(const std::filesystem::path& folder);
  void addFiles(const std::vector<std::filesystem::path>& files);

  const NewProjectDraft& draft() const { return draft_; }

  /// Writes the project and opens it; on failure the wizard stays, with the fault on its last page.
  void accept() override;

 private:
  void retranslate();

  Session& session_;
  NewProjectDraft draft_;
  NewProjectSources* sources_;
  NewProjectLayers* layers_;
  NewProjectSettings* settings_;
  NewProjectPreview* preview_;
};

}  // namespace tanhui::viewer
