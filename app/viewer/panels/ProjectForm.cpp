#include "app/viewer/panels/ProjectForm.h"

#include <algorithm>

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>

#include "app/viewer/panels/FaultText.h"
#include "geo/base/File.h"
#include "geo/carbon/FactorLibrary.h"
#include "geo/run/InitTemplate.h"
#include "geo/run/ProjectEdit.h"
#include "geo/run/ProjectKeys.h"

namespace tanhui::viewer {
namespace fs = std::filesystem;
namespace {

constexpr int kPause = 300;  // ms after the last key before what was typed is judged

fs::path backupOf(const fs::path& file) { return file.string() + "~"; }

/// The text of the project file in UTF-8, as the edits want it.
std::string asUtf8(std::string bytes) { return isUtf8(bytes) ? bytes : toUtf8(std::move(bytes)); }

std::string tomlList(const QStringList& items) {
  QStringList quoted;
  for (const QString& item : items) quoted << QString::fromStdString(tomlText(item.toStdString()));
  return "[" + quoted.join(", ").toStdString() + "]";
}

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
  rows_.reserve(16);
  addRow("project", "name", Kind::text, "viewer.form.name", "");
  addRow("project", "base_year", Kind::number, "viewer.form.base_year", "viewer.form.base_year.absent");
  addRow("project", "horizon", Kind::number, "viewer.form.horizon", "viewer.form.horizon.absent");
  addRow("grid", "cell_size", Kind::number, "viewer.form.cell_size", "viewer.form.cell_size.absent");
  addRow("factors", "library", Kind::library, "viewer.form.library", "");
  addRow("factors", "gwp", Kind::choice, "viewer.form.gwp", "");
  addRow("factors", "soil_depth_cm", Kind::choice, "viewer.form.soil_depth", "");
  addRow("factors", "volume_equation", Kind::choice, "viewer.form.volume_equation", "");
  addRow("output", "maps", Kind::maps, "viewer.form.maps", "");
  addRow("output", "folder", Kind::text, "viewer.form.output", "viewer.form.output.absent");
  addRow("project", "language", Kind::choice, "viewer.form.language", "");
  for (const Row& row : rows_) form->addRow(row.name, row.editor->parentWidget());

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

void ProjectForm::addRow(const char* section, const char* key, Kind kind, const char* text, const char* absent) {
  Row row{{section, key}, kind, text, absent};
  auto* cell = new QWidget(all_);
  auto* column = new QVBoxLayout(cell);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  row.name = new QLabel(all_);
  const std::size_t index = rows_.size();
  if (kind == Kind::text || kind == Kind::number) {
    auto* edit = new QLineEdit(cell);
    connect(edit, &QLineEdit::textEdited, this, [this, index] { typed(rows_[index]); });
    row.editor = edit;
  } else if (kind == Kind::maps) {
    auto* boxes = new QWidget(cell);
    auto* grid = new QGridLayout(boxes);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(2, 1);
    int count = 0;
    for (const std::string_view map : choicesOf(*findProjectKey(section, key))) {
      auto* box = new QCheckBox(boxes);
      box->setObjectName(QString("form_map_") + QString::fromUtf8(map.data(), static_cast<int>(map.size())));
      box->setProperty("map", QString::fromUtf8(map.data(), static_cast<int>(map.size())));
      grid->addWidget(box, count / 2, count % 2);
      ++count;
      connect(box, &QCheckBox::clicked, this, [this, index] { typed(rows_[index]); });
    }
    row.editor = boxes;
  } else {
    auto* box = new QComboBox(cell);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(box, &QComboBox::activated, this, [this, index] { typed(rows_[index]); });
    row.editor = box;
  }
  row.editor->setObjectName(QString("form_") + key);
  row.name->setBuddy(row.editor);
  row.note = new FaultNote(cell);
  row.note->setObjectName(QString("form_note_") + key);
  column->addWidget(row.editor);
  column->addWidget(row.note);
  rows_.push_back(row);
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

void ProjectForm::fillChoices(const Row& row) {
  auto* box = static_cast<QComboBox*>(row.editor);
  box->clear();
  if (row.kind == Kind::library) {
    for (const std::string& name : FactorLibrary::builtIn())
      box->addItem(session_.words()("viewer.library." + name), QString::fromStdString(name));
    return;
  }
  for (const std::string_view choice : choicesOf(*findProjectKey(row.key.section, row.key.name))) {
    const QString plain = QString::fromStdString(std::string(choice));
    box->addItem(wordsOr(session_.words(), fmt::format("viewer.form.{}.{}", row.key.name, choice), plain), plain);
  }
}

/// As the file has it, or as it was typed.
void ProjectForm::fillRow(const Row& row) {
  const std::string text = apply(text_, edits_);
  const std::vector<std::string> values = plainValues(text, row.key.section, row.key.name);
  const QString first = values.empty() ? QString() : QString::fromStdString(values.front());
  switch (row.kind) {
    case Kind::text:
    case Kind::number:
      if (auto* edit = static_cast<QLineEdit*>(row.editor); edit->text() != first) edit->setText(first);
      break;
    case Kind::maps:
      for (QCheckBox* box : row.editor->findChildren<QCheckBox*>())
        box->setChecked(values.empty() ||
                        std::ranges::find(values, box->property("map").toString().toStdString()) != values.end());
      break;
    case Kind::choice:
    case Kind::library: {
      auto* box = static_cast<QComboBox*>(row.editor);
      fillChoices(row);
      if (!first.isEmpty() && box->findData(first) < 0) box->addItem(first, first);
      if (row.kind == Kind::library) box->addItem(session_.words()("viewer.form.library.choose"), QString());
      // Without the key the first of a list holds, but for AR5.
      const QString usual = row.key.name == "gwp" ? "AR5" : box->itemData(0).toString();
      box->setCurrentIndex(box->findData(first.isEmpty() ? usual : first));
    }
  }
}

void ProjectForm::fill() {
  filling_ = true;
  try {
    for (const Row& row : rows_) fillRow(row);
  } catch (const Error&) {
    edits_.clear();  // the file changed so that they fit no more; what is wrong with it, the session tells
  }
  filling_ = false;
  showState();
}

std::optional<std::string> ProjectForm::valueOf(const Row& row) const {
  switch (row.kind) {
    case Kind::text: {
      const QString text = static_cast<QLineEdit*>(row.editor)->text().trimmed();
      return text.isEmpty() ? std::nullopt : std::optional(tomlText(text.toStdString()));
    }
    case Kind::number: {
      const QString text = static_cast<QLineEdit*>(row.editor)->text().trimmed();
      if (text.isEmpty()) return std::nullopt;
      bool whole = false, number = false;
      const qlonglong integer = text.toLongLong(&whole);
      const double value = text.toDouble(&number);
      if (whole) return std::to_string(integer);
      // What is no number is written as text, for the parser to say so.
      return number && std::isfinite(value) ? fmt::format("{}", value) : tomlText(text.toStdString());
    }
    case Kind::maps: {
      QStringList maps;
      for (const QCheckBox* box : row.editor->findChildren<QCheckBox*>())
        if (box->isChecked()) maps << box->property("map").toString();
      return tomlList(maps);
    }
    case Kind::choice:
    case Kind::library: {
      const std::string chosen = static_cast<QComboBox*>(row.editor)->currentData().toString().toStdString();
      return row.key.name == "soil_depth_cm" ? chosen : tomlText(chosen);
    }
  }
  return std::nullopt;
}

void ProjectForm::typed(const Row& row) {
  if (filling_ || file_.empty()) return;
  if (row.kind == Kind::library && static_cast<QComboBox*>(row.editor)->currentData().toString().isEmpty())
    return chooseLibrary(row);
  const std::optional<std::string> value = valueOf(row);
  try {
    edits_.erase(row.key);
    const std::optional<std::string> before = valueText(text_, row.key.section, row.key.name);
    if (value != before) edits_[row.key] = value;
  } catch (const Error& fault) {
    session_.tell({fault});
  }
  judged_ = false;
  pause_.start();
  showState();
}

void ProjectForm::chooseLibrary(const Row& row) {
  auto* dialog = new QFileDialog(this, session_.words()("viewer.form.library.choose"),
                                 QString::fromStdString(file_.parent_path().string()));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  dialog->setNameFilters({"CSV (*.csv)"});
  connect(dialog, &QFileDialog::fileSelected, this, [this, key = row.key](const QString& name) {
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
  std::map<Key, QString> beside;
  QStringList others;
  for (const Error& fault : faults) {
    const int line = placeOf(fault.where()).line;
    const auto row = std::ranges::find_if(rows_, [&](const Row& r) {
      try {
        return line > 0 && lineOfValue(text, r.key.section, r.key.name) == line;
      } catch (const Error&) {
        return false;
      }
    });
    if (row != rows_.end())
      beside[row->key] = words(fault.problem()) + "\n" + words(fault.remedy());
    else
      others << faultText(words, fault);
  }
  for (const Row& row : rows_) row.note->say(beside.contains(row.key) ? beside[row.key] : QString());
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
  for (const Row& row : rows_) {
    QFont font = row.name->font();
    font.setBold(edits_.contains(row.key));  // changed, not saved
    row.name->setFont(font);
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
  for (const Row& row : rows_) {
    const QString tip = words(findProjectKey(row.key.section, row.key.name)->meaning());
    row.name->setText(words(row.text));
    row.name->setToolTip(tip);
    row.editor->setToolTip(tip);
    row.editor->setAccessibleName(words(row.text));
    if (auto* edit = qobject_cast<QLineEdit*>(row.editor))
      edit->setPlaceholderText(*row.absent == '\0' ? QString() : words(row.absent));
    for (QCheckBox* box : row.editor->findChildren<QCheckBox*>())
      box->setText(words("viewer.layer." + box->property("map").toString().toStdString()));
  }
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
