#include "app/viewer/panels/project/NewProjectSettings.h"

#include <algorithm>

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

#include "app/viewer/panels/parts/FaultText.h"
#include "geo/base/PlainNumber.h"
#include "geo/carbon/FactorLibrary.h"
#include "geo/project/ProjectKeys.h"

namespace tanhui::viewer {

NewProjectSettings::NewProjectSettings(Wording& words, NewProjectDraft& draft, QWidget* parent)
    : QWizardPage(parent), words_(words), draft_(draft), form_(new QFormLayout(this)) {
  form_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  form_->setHorizontalSpacing(12);
  form_->setVerticalSpacing(8);
  addRow("name", "viewer.form.name", "project.key.project.name", name_ = new QLineEdit);
  addRow("year", "viewer.form.base_year", "project.key.project.base_year", year_ = new QSpinBox);
  addRow("crs", "viewer.new.crs", "viewer.new.grid_crs.tip", crs_ = new QLineEdit);
  addRow("cell_size", "viewer.form.cell_size", "project.key.grid.cell_size", cell_ = new QLineEdit);
  addRow("region", "viewer.new.region", "project.key.grid.region", region_ = new QComboBox);
  addRow("library", "viewer.form.library", "project.key.factors.library", library_ = new QComboBox);
  addRow("language", "viewer.form.language", "project.key.project.language", language_ = new QComboBox);
  addRow("output", "viewer.form.output", "project.key.output.folder", output_ = new QLineEdit);
  addRow("layers", "", "", new QWidget);

  const ProjectKey* year = findProjectKey("project", "base_year");
  year_->setRange(static_cast<int>(year->low), static_cast<int>(year->high));
  crs_->setPlaceholderText("EPSG:4544");
  for (QLineEdit* edit : {name_, cell_, crs_, output_})
    connect(edit, &QLineEdit::textEdited, this, &NewProjectSettings::changed);
  connect(year_, &QSpinBox::valueChanged, this, &NewProjectSettings::changed);
  for (QComboBox* box : {region_, library_, language_})
    connect(box, &QComboBox::activated, this, &NewProjectSettings::changed);
  retranslate();
}

void NewProjectSettings::addRow(const char* key, const char* text, const char* tip, QWidget* editor) {
  auto* cell = new QWidget(this);
  cell->setMaximumWidth(560);
  auto* column = new QVBoxLayout(cell);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  column->addWidget(editor);
  const Row row{text, tip, new QLabel(this), editor, new FaultNote(cell)};
  editor->setObjectName(QString("head_") + key);
  row.note->setObjectName(QString("head_note_") + key);
  column->addWidget(row.note);
  row.name->setBuddy(editor);
  form_->addRow(row.name, cell);
  rows_[key] = row;
}

void NewProjectSettings::initializePage() { fill(); }

void NewProjectSettings::fill() {
  filling_ = true;
  const InitHeader& head = draft_.header;
  name_->setText(QString::fromStdString(head.name));
  year_->setValue(head.baseYear);
  crs_->setText(QString::fromStdString(head.crs));
  cell_->setText(head.cellSize > 0 ? QString::fromStdString(plainNumber(head.cellSize, 12)).remove(',') : QString());
  output_->setText(QString::fromStdString(head.outputFolder));
  region_->clear();
  region_->addItem(words_("viewer.new.region.all"), -1);
  for (const DraftLayer& layer : draft_.layers)
    if (canBeRegion(layer)) region_->addItem(QString::fromStdString(layer.guess.nameInReports()), layer.id);
  region_->setCurrentIndex(std::max(0, region_->findData(draft_.region)));
  library_->clear();
  for (const std::string& name : FactorLibrary::builtIn())
    library_->addItem(words_("viewer.library." + name), QString::fromStdString(name));
  library_->setCurrentIndex(std::max(0, library_->findData(QString::fromStdString(head.library))));
  language_->clear();
  language_->addItem("中文", static_cast<int>(Language::zh));
  language_->addItem("English", static_cast<int>(Language::en));
  language_->setCurrentIndex(head.language == Language::zh ? 0 : 1);
  filling_ = false;
  showState();
}

void NewProjectSettings::changed() {
  if (filling_) return;
  draft_.headEdited = true;
  InitHeader& head = draft_.header;
  head.name = name_->text().trimmed().toStdString();
  head.baseYear = year_->value();
  head.crs = crs_->text().trimmed().toStdString();
  bool number = false;
  const QString cell = cell_->text().trimmed();
  const double size = cell.toDouble(&number);
  head.cellSize = cell.isEmpty() ? 0 : number && size > 0 ? size : -1;
  head.outputFolder = output_->text().trimmed().toStdString();
  head.library = library_->currentData().toString().toStdString();
  head.language = static_cast<Language>(language_->currentData().toInt());
  draft_.region = region_->currentData().toInt();
  showState();
  emit completeChanged();
}

void NewProjectSettings::showState() {
  const std::vector<DraftFault> faults = faultsOfHead(draft_);
  for (auto& [key, row] : rows_) {
    const auto fault = std::ranges::find(faults, key, &DraftFault::field);
    row.note->say(fault == faults.end() ? QString() : words_(fault->what));
  }
  const auto remark = [&](const char* key, const QString& text, FaultNote::Tone tone) {
    if (std::ranges::find(faults, key, &DraftFault::field) == faults.end()) rows_.at(key).note->say(text, tone);
  };
  // Beyond this a run takes hours; a slip of a digit is more likely.
  constexpr double kMany = 2e9;
  const double cells = estimatedCells(draft_);
  remark("cell_size", cells > 0 ? words_("viewer.new.cells", grouped(std::round(cells), 0)) : QString(),
         cells > kMany ? FaultNote::Tone::doubt : FaultNote::Tone::remark);
  if (!draft_.header.crs.empty() && std::ranges::find(faults, "crs", &DraftFault::field) == faults.end())
    remark("crs", QString::fromStdString(Crs::parse(draft_.header.crs, "crs").name()), FaultNote::Tone::remark);
}

bool NewProjectSettings::isComplete() const { return faultsOfHead(draft_).empty(); }

void NewProjectSettings::retranslate() {
  setTitle(words_("viewer.new.settings"));
  for (auto& [key, row] : rows_) {
    if (*row.text == '\0') continue;
    row.name->setText(words_(row.text));
    row.name->setToolTip(words_(row.tip));
    row.editor->setToolTip(words_(row.tip));
    row.editor->setAccessibleName(words_(row.text));
  }
  fill();
}

}  // namespace tanhui::viewer
