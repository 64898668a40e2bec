#include "app/viewer/panels/project/NewProjectPreview.h"

#include <QCheckBox>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "app/viewer/panels/parts/FaultText.h"
#include "geo/project/Project.h"
#include "geo/run/Run.h"

namespace tanhui::viewer {

NewProjectPreview::NewProjectPreview(Wording& words, NewProjectDraft& draft, QWidget* parent)
    : QWizardPage(parent), words_(words), draft_(draft) {
  hint_ = new QLabel(this);
  hint_->setWordWrap(true);
  file_ = new QPlainTextEdit(this);
  file_->setObjectName("new_text");
  file_->setReadOnly(true);
  file_->setLineWrapMode(QPlainTextEdit::NoWrap);
  QFont mono = file_->font();
  mono.setFamilies({"DejaVu Sans Mono", "Noto Sans Mono CJK SC", "Noto Sans CJK SC"});
  file_->setFont(mono);
  state_ = new FaultNote(this);
  state_->setObjectName("new_state");
  list_ = new QTextBrowser(this);
  list_->setObjectName("new_faults");
  list_->setMinimumHeight(60);
  replace_ = new QCheckBox(this);
  replace_->setObjectName("new_replace");

  auto* below = new QWidget;
  auto* belowColumn = new QVBoxLayout(below);
  belowColumn->setContentsMargins(0, 0, 0, 0);
  belowColumn->addWidget(state_);
  belowColumn->addWidget(list_, 1);
  auto* splitter = new QSplitter(Qt::Vertical, this);
  splitter->addWidget(file_);
  splitter->addWidget(below);
  splitter->setStretchFactor(0, 3);
  splitter->setStretchFactor(1, 1);
  splitter->setChildrenCollapsible(false);
  auto* column = new QVBoxLayout(this);
  column->setSpacing(8);
  column->addWidget(hint_);
  column->addWidget(splitter, 1);
  column->addWidget(replace_);
  connect(replace_, &QCheckBox::toggled, this, &NewProjectPreview::completeChanged);
  retranslate();
}

void NewProjectPreview::initializePage() {
  text_ = projectText(draft_);
  file_->setPlainText(QString::fromStdString(text_));
  std::error_code code;
  replace_->setVisible(std::filesystem::exists(draft_.projectFile(), code));
  replace_->setChecked(false);
  check();
}

/// As `tanhui check` does. What the file itself has wrong stops the wizard; what the layers have does not: it can be
/// mended later, and the window then tells it again.
void NewProjectPreview::check() {
  checking_ = true;
  parses_ = true;
  faults_.clear();
  warnings_.clear();
  const std::uint64_t round = ++round_;
  showResult();
  struct Result {
    bool parses = true;
    Faults faults;
    Warnings warnings;
  };
  inBackground(
      this,
      [text = text_, file = draft_.projectFile()] {
        Result result;
        const ProjectDraft draft = draftProject(text, file);
        result.parses = draft.faults.empty();
        result.faults = tanhui::check(draft, result.warnings);
        return result;
      },
      [this, round](Outcome<Result> result) {
        if (round != round_) return;
        checking_ = false;
        parses_ = !result.value || result.value->parses;
        faults_ = result.value ? std::move(result.value->faults) : std::move(result.faults);
        if (result.value) warnings_ = std::move(result.value->warnings);
        showResult();
      });
}

void NewProjectPreview::tell(const Faults& faults) {
  faults_ = faults;
  showResult();
}

void NewProjectPreview::showResult() {
  if (checking_)
    state_->say(words_("viewer.new.checking"), FaultNote::Tone::remark);
  else if (!faults_.empty())
    state_->say(words_(parses_ ? "viewer.new.check.later" : "viewer.new.check.stop", faults_.size()));
  else if (!warnings_.empty())
    state_->say(words_("viewer.new.check.warnings", warnings_.size()), FaultNote::Tone::doubt);
  else
    state_->say(words_("viewer.new.check.good"), FaultNote::Tone::remark);
  QString html;
  for (const Error& fault : faults_)
    html += QString("<p style='margin:2px'><b>%1</b>: %2<br>%3</p>")
                .arg(breakable(placeText(words_, fault.where())), breakable(words_(fault.problem())),
                     breakable(words_(fault.remedy())));
  for (const Warning& warning : warnings_)
    html += QString("<p style='margin:2px'><b>%1</b>: %2</p>")
                .arg(breakable(placeText(words_, warning.where)), breakable(words_(warning.what)));
  list_->setHtml(html);
  list_->setVisible(!html.isEmpty());
  emit completeChanged();
}

bool NewProjectPreview::mayReplace() const { return replace_->isVisibleTo(this) && replace_->isChecked(); }

bool NewProjectPreview::isComplete() const {
  return !text_.empty() && parses_ && (!replace_->isVisibleTo(this) || replace_->isChecked());
}

void NewProjectPreview::retranslate() {
  setTitle(words_("viewer.new.preview"));
  hint_->setText(words_("viewer.new.preview.hint"));
  file_->setAccessibleName(words_("viewer.new.preview"));
  replace_->setText(words_("viewer.new.replace"));
  showResult();
}

}  // namespace tanhui::viewer
