#include "app/viewer/panels/project/NewProject.h"

#include "app/viewer/panels/project/NewProjectLayers.h"
#include "app/viewer/panels/project/NewProjectPreview.h"
#include "app/viewer/panels/project/NewProjectSettings.h"
#include "app/viewer/panels/project/NewProjectSources.h"
#include "geo/base/File.h"

namespace tanhui::viewer {
namespace fs = std::filesystem;

NewProject::NewProject(Session& session, QWidget* parent)
    : QWizard(parent),
      session_(session),
      sources_(new NewProjectSources(session.words(), draft_)),
      layers_(new NewProjectLayers(session.words(), draft_)),
      settings_(new NewProjectSettings(session.words(), draft_)),
      preview_(new NewProjectPreview(session.words(), draft_)) {
  setObjectName("new_project");
  setWizardStyle(QWizard::ModernStyle);
  setOption(QWizard::NoBackButtonOnStartPage);
  for (QWizardPage* page : {static_cast<QWizardPage*>(sources_), static_cast<QWizardPage*>(layers_),
                            static_cast<QWizardPage*>(settings_), static_cast<QWizardPage*>(preview_)})
    addPage(page);
  resize(860, 640);
  connect(sources_, &NewProjectSources::openInstead, this, [this](const fs::path& project) {
    session_.open(project);
    reject();
  });
  connect(&session_.words(), &Wording::changed, this, &NewProject::retranslate);
  retranslate();
}

void NewProject::addFolder(const fs::path& folder) { sources_->addFolder(folder); }
void NewProject::addFiles(const std::vector<fs::path>& files) { sources_->addFiles(files); }

void NewProject::accept() {
  const fs::path file = draft_.projectFile();
  try {
    if (fs::exists(file)) {
      // It may have come since the page looked.
      if (!preview_->mayReplace()) throw Error(file.string(), say("init.exists"), say("viewer.new.exists.remedy"));
      writeFileWhole(file.string() + "~", readFile(file));
    }
    writeFileWhole(file, preview_->projectFileText());
  } catch (...) {
    preview_->tell(faultsOf(std::current_exception()));
    return;
  }
  session_.open(file);
  QWizard::accept();
}

void NewProject::retranslate() {
  const Wording& words = session_.words();
  setWindowTitle(words("viewer.new.title"));
  setButtonText(QWizard::BackButton, words("viewer.new.back"));
  setButtonText(QWizard::NextButton, words("viewer.new.next"));
  setButtonText(QWizard::FinishButton, words("viewer.new.finish"));
  setButtonText(QWizard::CancelButton, words("viewer.new.cancel"));
  sources_->retranslate();
  layers_->retranslate();
  settings_->retranslate();
  preview_->retranslate();
}

}  // namespace tanhui::viewer
