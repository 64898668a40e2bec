#include "app/viewer/panels/project/ProjectForm.h"

#include <algorithm>

#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "app/viewer/panels/parts/FaultText.h"
#include "geo/base/File.h"
#include "geo/project/ProjectEdit.h"

namespace tanhui::viewer {
namespace fs = std::filesystem;
namespace {

constexpr int kPause = 300;  // ms after the last key before what was typed is judged

fs::path backupOf(const fs::path& file) { return file.string() + "~"; }

/// The text of the project file in UTF-8, as the edits want it.
std::string asUtf8(std::string bytes) { return isUtf8(bytes) ? bytes : toUtf8(std::move(bytes)); }

}  // namespace

ProjectForm::ProjectForm(Session& session, QWidget* parent) : QWidget(parent), session_(session) {
  setObjectName("project_form");
  none_ = new QLabel(this);
  none_->setWordWrap(true);
  none_->setMargin(10);
  all_ = new QWidget;
  auto* form = new QFormLayout(all_);
  form->setContentsMargins(10, 8, 10, 8);
  form->setHorizontalSpacing(12);
  form->setVerticalSpacing(6);
  form->setRowWrapPolicy(QFormLayout::DontWrapRows);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  const auto add = [&](const char* section, const char* key, SettingKind kind, const char* text) {
    auto* row = new ProjectFormRow(session_.words(), {section, key}, kind, text, all_);
    rows_.push_back(row);
    form->addRow(row->name(), row);
    connect(row, &ProjectFormRow::typed, this, [this, row] { typed(*row); });
  };
  add("project", "name", SettingKind::text, "viewer.form.name");
  add("project", "base_year", SettingKind::number, "viewer.form.base_year");
  add("project", "horizon", SettingKind::number, "viewer.form.horizon");
  add("grid", "cell_size", SettingKind::number, "viewer.form.cell_size");
  add("factors", "library", SettingKind::library, "viewer.form.library");
  add("factors", "gwp", SettingKind::choice, "viewer.form.gwp");
  add("factors", "soil_depth_cm", SettingKind::choice, "viewer.form.soil_depth");
  add("factors", "volume_equation", SettingKind::choice, "viewer.form.volume_equation");
  add("output", "maps", SettingKind::maps, "viewer.form.maps");
  add("output", "folder", SettingKind::text, "viewer.form.output");
  add("project", "language", SettingKind::choice, "viewer.form.language");

  auto* scroll = new QScrollArea(this);
  scroll->setWidget(all_);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  whole_ = new FaultNote(this);
  whole_->setObjectName("form_whole");
  whole_->setMargin(10);
  save_ = new QPushButton(this);
  save_->setObjectName("form_save");
  discard_ = new QPushButton(this);
  discard_->setObjectName("form_discard");
  undo_ = new QPushButton(this);
  undo_->setObjectName("form_undo");
  auto* buttons = new QHBoxLayout;
  buttons->setContentsMargins(10, 0, 10, 8);
  buttons->addWidget(save_);
  buttons->addWidget(discard_);
  buttons->addStretch(1);
  buttons->addWidget(undo_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(none_);
  column->addWidget(scroll, 1);
  column->addWidget(whole_);
  column->addLayout(buttons);

  pause_.setSingleShot(true);
  pause_.setInterval(kPause);
  connect(&pause_, &QTimer::timeout, this, &ProjectForm::judge);
  connect(save_, &QPushButton::clicked, this, &ProjectForm::save);
  connect(discard_, &QPushButton::clicked, this, &ProjectForm::discard);
  connect(undo_, &QPushButton::clicked, this, &ProjectForm::undoSave);
  connect(&session_, &Session::projectChanged, this, &ProjectForm::projectChanged);
  connect(&session_.words(), &Wording::changed, this, &ProjectForm::retranslate);
  retranslate();
  projectChanged();
}

void ProjectForm::projectChanged() {
  const fs::path file = session_.project() != nullptr ? session_.project()->file : fs::path();
  if (file != file_) {
    edits_.clear();
    canUndo_ = false;
    text_.clear();
  }
  file_ = file;
  read();
}

/// The file again; what was typed and not saved stays.
void ProjectForm::read() {
  showState();
  if (file_.empty()) return;
  inBackground(
      this, [file = file_] { return asUtf8(readFile(file)); },
      [this, file = file_](Outcome<std::string> text) {
        if (file != file_) return;
        if (!text.value) return session_.tell(text.faults);
        text_ = std::move(*text.value);
        fill();
        judge();
      });
}

std::string ProjectForm::apply(std::string text, const Edits& edits) {
  for (const auto& [key, value] : edits)
    text = value ? withValue(text, key.section, key.name, *value) : withoutValue(text, key.section, key.name);
  return text;
}

void ProjectForm::fill() {
  filling_ = true;
  try {
    const std::string text = apply(text_, edits_);  // as the file has it, or as it was typed
    for (ProjectFormRow* row : rows_) row->showValues(plainValues(text, row->key().section, row->key().name));
  } catch (const Error&) {
    edits_.clear();  // the file changed so that they fit no more; what is wrong with it, the session tells
  }
  filling_ = false;
  showState();
}

void ProjectForm::typed(const ProjectFormRow& row) {
  if (filling_ || file_.empty()) return;
  if (row.wantsFile()) return chooseLibrary(row.key());
  const std::optional<std::string> value = row.toml();
  try {
    edits_.erase(row.key());
    const std::optional<std::string> before = valueText(text_, row.key().section, row.key().name);
    if (value != before) edits_[row.key()] = value;
  } catch (const Error& fault) {
    session_.tell({fault});
  }
  judged_ = false;
  pause_.start();
  showState();
}

void ProjectForm::chooseLibrary(const SettingKey& key) {
  auto* dialog = new QFileDialog(this, session_.words()("viewer.form.library.choose"),
                                 QString::fromStdString(file_.parent_path().string()));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  dialog->setNameFilters({"CSV (*.csv)"});
  connect(dialog, &QFileDialog::fileSelected, this, [this, key](const QString& name) {
    const fs::path path(name.toStdString());
    const fs::path near = path.lexically_relative(file_.parent_path());
    const bool inside = !near.empty() && *near.begin() != "..";
    // A name without a separator or a dot would be taken for a built-in library; a CSV has a dot.
    edits_[key] = tomlText((inside ? near : path).generic_string());
    judged_ = false;
    fill();
    pause_.start();
  });
  fill();
  dialog->open();
}

void ProjectForm::judge() {
  pause_.stop();
  if (file_.empty() || text_.empty()) return;
  judged_ = false;
  struct Verdict {
    std::string text;
    Faults faults;
  };
  const std::uint64_t round = ++round_;
  inBackground(
      this,
      [text = text_, edits = edits_, file = file_] {
        Verdict verdict;
        try {
          verdict.text = apply(text, edits);
          parseProject(verdict.text, file);
        } catch (...) {
          verdict.faults = faultsOf(std::current_exception());
        }
        return verdict;
      },
      [this, round](Outcome<Verdict> verdict) {
        if (round != round_ || pause_.isActive() || !verdict.value) return;
        judged_ = verdict.value->faults.empty();
        showFaults(verdict.value->text, verdict.value->faults);
        showState();
      });
}

/// Beside the field whose value stands in the line of the fault; the others below.
void ProjectForm::showFaults(const std::string& text, const Faults& faults) {
  const Wording& words = session_.words();
  std::map<SettingKey, QString> beside;
  QStringList others;
  for (const Error& fault : faults) {
    const int line = placeOf(fault.where()).line;
    const auto row = std::ranges::find_if(rows_, [&](const ProjectFormRow* r) {
      try {
        return line > 0 && lineOfValue(text, r->key().section, r->key().name) == line;
      } catch (const Error&) {
        return false;
      }
    });
    if (row != rows_.end())
      beside[(*row)->key()] = words(fault.problem()) + "\n" + words(fault.remedy());
    else
      others << faultText(words, fault);
  }
  for (const ProjectFormRow* row : rows_) row->note()->say(beside[row->key()]);
  whole_->say(others.join('\n'));
}

void ProjectForm::save() {
  if (!canSave()) return;
  write(
      [file = file_, edits = edits_] {
        const std::string before = readFile(file);  // as it is now: another program may have changed it
        std::string after = apply(asUtf8(before), edits);
        parseProject(after, file);
        writeFileWhole(backupOf(file), before);
        writeFileWhole(file, after);
        return after;
      },
      true);
}

void ProjectForm::undoSave() {
  if (!canUndo_ || busy_ || edited()) return;
  write(
      [file = file_] {
        const std::string now = readFile(file);
        std::string before = readFile(backupOf(file));
        writeFileWhole(backupOf(file), now);
        writeFileWhole(file, before);
        return asUtf8(std::move(before));
      },
      false);
}

void ProjectForm::write(std::function<std::string()> work, bool isSave) {
  busy_ = true;
  showState();
  inBackground(this, std::move(work), [this, file = file_, isSave](Outcome<std::string> text) {
    busy_ = false;
    if (!text.value) {
      session_.tell(text.faults);
    } else if (file == file_) {
      text_ = std::move(*text.value);
      edits_.clear();
      if (isSave) canUndo_ = true;
      fill();
      judge();
      emit saved();
      session_.reload();
    }
    showState();
  });
}

void ProjectForm::discard() {
  edits_.clear();
  fill();
  judge();
}

void ProjectForm::showState() {
  none_->setVisible(file_.empty());
  all_->setVisible(!file_.empty());
  all_->setEnabled(!busy_);
  for (const ProjectFormRow* row : rows_) {
    QFont font = row->name()->font();
    font.setBold(edits_.contains(row->key()));  // changed, not saved
    row->name()->setFont(font);
  }
  save_->setEnabled(canSave());
  discard_->setEnabled(edited() && !busy_);
  undo_->setVisible(canUndo_);
  undo_->setEnabled(!busy_ && !edited());
  emit stateChanged();
}

void ProjectForm::retranslate() {
  const Wording& words = session_.words();
  none_->setText(words("viewer.run.no_project"));
  for (ProjectFormRow* row : rows_) row->retranslate();
  save_->setText(words("viewer.form.save"));
  save_->setToolTip(words("viewer.form.save.tip"));
  discard_->setText(words("viewer.form.discard"));
  undo_->setText(words("viewer.form.undo"));
  undo_->setToolTip(words("viewer.form.undo.tip"));
  if (!text_.empty()) {
    fill();
    judge();
  }
  showState();
}

}  // namespace tanhui::viewer
