#include "app/viewer/panels/project/NewProjectForm.h"

#include <algorithm>
#include <array>

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QTableWidget>
#include <QVBoxLayout>

#include "app/viewer/panels/parts/FaultText.h"
#include "geo/base/PlainNumber.h"
#include "geo/carbon/Units.h"
#include "geo/init/InitFields.h"

namespace tanhui::viewer {
namespace {

constexpr std::size_t kSamples = 6;
constexpr double kWidestBuffer = 100'000;  // metres

QComboBox* makeBox(QWidget* parent) {
  auto* box = new QComboBox(parent);
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box->setMinimumContentsLength(10);
  return box;
}

const char* unitId(VolumeUnit unit) {
  switch (unit) {
    case VolumeUnit::perHectare:
      return "viewer.new.unit.per_ha";
    case VolumeUnit::perMu:
      return "viewer.new.unit.per_mu";
    case VolumeUnit::wholeFeature:
      break;
  }
  return "viewer.new.unit.whole";
}

bool trees(LayerRole role) { return role == LayerRole::stands || role == LayerRole::parcels; }
bool zonal(LayerRole role) { return role >= LayerRole::zones && role <= LayerRole::control; }

}  // namespace

NewProjectForm::NewProjectForm(Wording& words, const NewProjectDraft& draft, QWidget* parent)
    : QWidget(parent), words_(words), draft_(draft) {
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(10, 4, 10, 4);
  grid->setHorizontalSpacing(10);
  grid->setVerticalSpacing(4);
  grid->setColumnStretch(1, 3);
  grid->setColumnStretch(2, 2);
  head_ = new QLabel(this);
  head_->setObjectName("form_head");
  head_->setTextFormat(Qt::RichText);
  head_->setWordWrap(true);
  grid->addWidget(head_, 0, 0, 1, 3);

  addRow("role", "viewer.new.role", "viewer.new.role.tip", role_ = makeBox(this));
  addRow("name", "viewer.new.name", "viewer.new.name.tip", name_ = new QLineEdit(this));
  addRow("crs", "viewer.new.crs", "viewer.new.layer_crs.tip", crs_ = new QLineEdit(this));
  addField("class", "viewer.new.class", "viewer.new.class.tip", &LayerGuess::classField);
  addRow("table", "viewer.new.table", "viewer.new.table.tip", table_ = makeBox(this));
  addRow("constant", "viewer.new.constant", "viewer.new.constant.tip", constant_ = makeBox(this));
  addField("species", "viewer.new.species", "viewer.new.species.tip", &LayerGuess::species);
  addField("composition", "viewer.new.composition", "viewer.new.composition.tip", &LayerGuess::composition);
  addField("origin", "viewer.new.origin", "viewer.new.origin.tip", &LayerGuess::origin);
  addField("age", "viewer.new.age", "viewer.new.age.tip", &LayerGuess::age);
  addField("age_group", "viewer.new.age_group", "viewer.new.age_group.tip", &LayerGuess::ageGroup);
  addField("planted", "viewer.new.planted", "viewer.new.planted.tip", &LayerGuess::planted);
  addField("volume", "viewer.new.volume", "viewer.new.volume.tip", &LayerGuess::volume);
  addRow("unit", "viewer.new.unit", "viewer.new.unit.tip", unit_ = makeBox(this));
  deduct_ = new QLabel(this);
  deduct_->setTextFormat(Qt::PlainText);
  deduct_->setWordWrap(true);
  deduct_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  addRow("deduct", "viewer.new.deduct", "viewer.new.deduct.tip", deduct_);
  addField("id", "viewer.new.id", "viewer.new.id.tip", &LayerGuess::id);
  addField("label", "viewer.new.label", "viewer.new.label.tip", &LayerGuess::label);
  addField("width_field", "viewer.new.width_field", "viewer.new.width_field.tip", &LayerGuess::widthField);
  auto* width = new QWidget(this);
  auto* column = new QVBoxLayout(width);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(width_ = new QDoubleSpinBox(width));
  column->addWidget(widths_ = new QTableWidget(0, 2, width));
  addRow("width", "viewer.new.width", "viewer.new.width.tip", width);
  addRow("where", "viewer.new.where", "viewer.new.where.tip", where_ = new QLineEdit(this));
  notes_ = new QLabel(this);
  notes_->setObjectName("form_notes");
  notes_->setTextFormat(Qt::RichText);
  notes_->setWordWrap(true);
  grid->addWidget(notes_, grid->rowCount(), 0, 1, 3);
  grid->setRowStretch(grid->rowCount(), 1);

  width_->setRange(0, kWidestBuffer);
  width_->setDecimals(0);
  width_->setSingleStep(50);
  widths_->verticalHeader()->hide();
  widths_->horizontalHeader()->setStretchLastSection(true);
  widths_->setObjectName("form_widths");
  crs_->setPlaceholderText("EPSG:4544");
  where_->setPlaceholderText("DLBM <> '0000'");

  connect(role_, &QComboBox::activated, this, &NewProjectForm::changed);
  for (QLineEdit* edit : {name_, crs_, where_}) connect(edit, &QLineEdit::textEdited, this, &NewProjectForm::changed);
  for (QComboBox* box : {table_, constant_, unit_}) connect(box, &QComboBox::activated, this, &NewProjectForm::changed);
  connect(width_, &QDoubleSpinBox::valueChanged, this, &NewProjectForm::changed);
  connect(widths_, &QTableWidget::cellChanged, this, &NewProjectForm::changed);
  retranslate();
}

NewProjectForm::Row& NewProjectForm::addRow(const char* key, const char* text, const char* tip, QWidget* editor) {
  auto* grid = static_cast<QGridLayout*>(layout());
  const int row = grid->rowCount();
  Row made{text, tip, new QLabel(this), editor, new QLabel(this), new FaultNote(this)};
  editor->setObjectName(QString("form_") + key);
  made.name->setBuddy(editor);
  made.note->setObjectName(QString("note_") + key);
  made.samples->setObjectName(QString("samples_") + key);
  made.samples->setWordWrap(true);
  made.samples->setTextFormat(Qt::PlainText);
  made.samples->setForegroundRole(QPalette::WindowText);
  const bool tall = std::string_view(key) == "width";
  grid->addWidget(made.name, row, 0, Qt::AlignLeft | (tall ? Qt::AlignTop : Qt::AlignVCenter));
  const bool readOnly = qobject_cast<QLabel*>(editor) != nullptr;
  grid->addWidget(editor, row, 1, readOnly ? Qt::AlignVCenter : Qt::AlignTop);
  grid->addWidget(made.samples, row, 2, Qt::AlignVCenter);
  grid->addWidget(made.note, row + 1, 1, 1, 2);
  return rows_[key] = made;
}

QComboBox* NewProjectForm::addField(const char* key, const char* text, const char* tip,
                                    std::string LayerGuess::*field) {
  QComboBox* box = makeBox(this);
  addRow(key, text, tip, box);
  fields_.emplace_back(box, field);
  connect(box, &QComboBox::activated, this, &NewProjectForm::changed);
  return box;
}

void NewProjectForm::showLayer(const DraftLayer* layer) {
  setVisible(layer != nullptr);
  if (layer == nullptr) return;
  guess_ = layer->guess;
  setEnabled(layer->used && !layer->unreadable);
  fill();
}

void NewProjectForm::setShown(const char* key, bool shown) {
  const Row& row = rows_.at(key);
  for (QWidget* part : {static_cast<QWidget*>(row.name), row.editor, static_cast<QWidget*>(row.samples)})
    part->setVisible(shown);
  if (!shown) row.note->say({});
}

void NewProjectForm::fillFields(QComboBox* box, const std::string& chosen) {
  box->clear();
  box->addItem(words_("viewer.new.no_field"), QString());
  for (const VectorInfo::Field& field : guess_.fields)
    box->addItem(QString::fromStdString(field.name), QString::fromStdString(field.name));
  box->setCurrentIndex(std::max(0, box->findData(QString::fromStdString(chosen))));
}

void NewProjectForm::fillTables() {
  table_->clear();
  const bool domain = guess_.classTable.empty() && !guess_.classCodes.empty();
  table_->addItem(words_(domain ? "viewer.new.domain" : "viewer.new.no_table"), QString());
  const std::vector<std::string> codes = codesOf(guess_);
  const bool numbers = numberCodes(guess_);
  for (const TableChoice& choice : draft_.tables) {
    const QString key = QString::fromStdString(choice.name);
    const QString name = wordsOr(words_, "viewer.table." + choice.name, key);
    table_->addItem(
        codes.empty() ? name : name + "  " + QString::fromStdString(percent(choice.table.share(codes, numbers))), key);
  }
  table_->setCurrentIndex(std::max(0, table_->findData(QString::fromStdString(guess_.classTable))));
}

void NewProjectForm::fillWidths() {
  widths_->setRowCount(static_cast<int>(guess_.widthValues.size()));
  for (int i = 0; i < widths_->rowCount(); ++i) {
    const auto at = static_cast<std::size_t>(i);
    auto* value = new QTableWidgetItem(QString::fromStdString(guess_.widthValues[at]));
    value->setFlags(value->flags() & ~Qt::ItemIsEditable);
    auto* metres = new QTableWidgetItem(QString::number(guess_.widths[at]));
    metres->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    widths_->setItem(i, 0, value);
    widths_->setItem(i, 1, metres);
  }
  const int rows = std::clamp(widths_->rowCount(), 1, 6);
  widths_->setFixedHeight(widths_->horizontalHeader()->sizeHint().height() +
                          rows * widths_->verticalHeader()->defaultSectionSize() + 2 * widths_->frameWidth());
}

void NewProjectForm::fill() {
  filling_ = true;
  const LayerRole role = guess_.role;
  QString file = QString::fromStdString(guess_.path.filename().string());
  if (!guess_.sublayer.empty()) file += " · " + QString::fromStdString(guess_.sublayer);
  const QString crs = guess_.crs.known() ? QString::fromStdString(guess_.crs.name()) : words_("viewer.new.crs.none");
  head_->setText(QString("<b>%1</b><br><span style='color:%2'>%3</span>")
                     .arg(breakable(file), mutedText(QGuiApplication::palette()).name(), breakable(crs)));
  head_->setToolTip(QString::fromStdString(guess_.path.string()));

  role_->clear();
  if (role == LayerRole::none) role_->addItem(words_("viewer.new.role.choose"), static_cast<int>(LayerRole::none));
  for (const LayerRole choice : rolesOf(guess_)) role_->addItem(words_(roleId(choice)), static_cast<int>(choice));
  role_->setCurrentIndex(std::max(0, role_->findData(static_cast<int>(role))));
  name_->setText(QString::fromStdString(guess_.name));
  LayerGuess unnamed = guess_;
  unnamed.name.clear();
  name_->setPlaceholderText(QString::fromStdString(unnamed.nameInReports()));
  crs_->setText(QString::fromStdString(guess_.givenCrs));
  where_->setText(QString::fromStdString(guess_.where));
  for (const auto& [box, field] : fields_) fillFields(box, guess_.*field);
  fillTables();
  constant_->clear();
  for (const LandClass& land : landClasses())
    if (land.key != "unmapped")
      constant_->addItem(QString::fromStdString(words_.language() == Language::zh ? land.nameZh : land.nameEn),
                         QString::fromStdString(land.key));
  constant_->setCurrentIndex(std::max(0, constant_->findData(QString::fromStdString(guess_.classKey))));
  unit_->clear();
  for (const VolumeUnit unit : {VolumeUnit::perHectare, VolumeUnit::perMu, VolumeUnit::wholeFeature})
    unit_->addItem(words_(unitId(unit)), static_cast<int>(unit));
  unit_->setCurrentIndex(unit_->findData(static_cast<int>(guess_.volumeUnit)));
  deduct_->setText(QString::fromStdString(deductText(guess_.deduct)));
  width_->setValue(guess_.width);
  fillWidths();

  const bool land = guess_.land();
  setShown("name", role != LayerRole::region && role != LayerRole::none);
  setShown("crs", !guess_.crs.known() && role != LayerRole::region);
  setShown("class", land && !guess_.raster);
  setShown("table", land && (guess_.raster || !guess_.classField.empty()));
  setShown("constant", land && !guess_.raster && guess_.classField.empty());
  for (const char* key : {"species", "composition", "origin", "age", "age_group", "planted", "volume"})
    setShown(key, trees(role));
  setShown("unit", trees(role) && !guess_.volume.empty());
  setShown("deduct", land && !guess_.deduct.landClass.empty());
  for (const char* key : {"id", "label"}) setShown(key, zonal(role) && role != LayerRole::corridor);
  setShown("width_field", role == LayerRole::corridor);
  setShown("width", role == LayerRole::corridor);
  width_->setVisible(guess_.widthField.empty());
  widths_->setVisible(!guess_.widthField.empty());
  setShown("where", !guess_.raster && (land || zonal(role)));
  showSamples();
  showNotes();
  filling_ = false;
}

/// Why the fields were taken as they were, and what was not understood: as it will stand in the project file.
void NewProjectForm::showNotes() {
  QString html;
  for (const Message& note : guess_.notes)
    html += QString("<p style='margin:2px 0'>%1</p>").arg(breakable(words_(note)));
  if (guess_.role == LayerRole::stands && !guess_.hasClass())
    html += QString("<p style='margin:2px 0'><b>%1</b></p>")
                .arg(breakable(words_(say("init.note.no_class", guess_.classKey))));
  if (!html.isEmpty())
    html = QString("<p style='margin:6px 0 2px 0'><b>%1</b></p><div style='color:%2'>%3</div>")
               .arg(words_("viewer.new.notes"), mutedText(QGuiApplication::palette()).name(), html);
  notes_->setText(html);
  notes_->setVisible(!html.isEmpty());
}

/// The notes on what was changed by hand no longer hold, nor do the codes of a field that is no longer the class.
void NewProjectForm::forgetChanged(const LayerGuess& before) {
  if (guess_.classField != before.classField || guess_.classTable != before.classTable) {
    guess_.forgetNotes("init.note.class");
    const bool sameField = guess_.classField == before.classField;
    std::erase_if(guess_.classCodes, [&](const auto& code) { return !sameField || !code.first.empty(); });
    if (!guess_.classCodes.empty()) guess_.noteOnce(say("init.note.class_blank", guess_.classField));
  }
  constexpr std::array<std::pair<std::string LayerGuess::*, const char*>, 6> kNotes = {
      {{&LayerGuess::species, "init.note.species"},
       {&LayerGuess::composition, "init.note.composition"},
       {&LayerGuess::origin, "init.note.origin"},
       {&LayerGuess::age, "init.note.stand_age"},
       {&LayerGuess::ageGroup, "init.note.age_group"},
       {&LayerGuess::planted, "init.note.planted"}}};
  for (const auto& [field, id] : kNotes)
    if (guess_.*field != before.*field) guess_.forgetNotes(id);
  takeTreeDomains(guess_);
  if (guess_.volume != before.volume || guess_.volumeUnit != before.volumeUnit) guess_.forgetNotes("init.note.volume");
}

QString NewProjectForm::samplesOf(const std::string& field) const {
  QStringList shown;
  for (const VectorInfo::Field& known : guess_.fields) {
    if (field.empty() || known.name != field) continue;
    for (const std::string& sample : known.samples) {
      if (sample.empty()) continue;
      if (static_cast<std::size_t>(shown.size()) == kSamples) return shown.join(words_("viewer.new.and")) + " …";
      // A code of a domain with what it stands for.
      const auto code = std::ranges::find(known.domain, sample, &std::pair<std::string, std::string>::first);
      shown << QString::fromStdString(code == known.domain.end() ? sample : sample + " " + code->second);
    }
    if (shown.isEmpty()) return words_("viewer.new.empty_field");
  }
  return shown.join(words_("viewer.new.and"));
}

void NewProjectForm::showSamples() {
  const QColor muted = mutedText(QGuiApplication::palette());
  for (auto& [key, row] : rows_) {
    QPalette colours;
    colours.setColor(QPalette::WindowText, muted);
    row.samples->setPalette(colours);
    row.samples->clear();
  }
  for (const auto& [box, field] : fields_) {
    const auto row = std::ranges::find_if(rows_, [box = box](const auto& entry) { return entry.second.editor == box; });
    row->second.samples->setText(samplesOf(guess_.*field));
  }
  const std::vector<std::string> codes = codesOf(guess_), unknown = unknownCodes(guess_, draft_.tables);
  QLabel* share = rows_.at("table").samples;
  FaultNote* note = rows_.at("table").note;
  share->clear();
  note->say({});
  if (guess_.classTable.empty() || codes.empty()) return;
  share->setText(words_("viewer.new.share", codes.size() - unknown.size(), codes.size()));
  if (unknown.empty()) return;
  QStringList list;
  for (const std::string& code : unknown) list << QString::fromStdString(code);
  const QString all = list.join(words_("viewer.new.and"));
  note->say(words_("viewer.new.unknown",
                   (list.size() > 8 ? list.mid(0, 8).join(words_("viewer.new.and")) + " …" : all).toStdString()),
            FaultNote::Tone::doubt);
  note->setToolTip(all);
}

void NewProjectForm::tell(const std::vector<DraftFault>& faults) {
  for (auto& [key, row] : rows_) {
    const auto fault = std::ranges::find(faults, key, &DraftFault::field);
    const bool share = key == "table" && row.note->tone() == FaultNote::Tone::doubt && fault == faults.end();
    if (!share) row.note->say(fault == faults.end() ? QString() : words_(fault->what));
  }
}

void NewProjectForm::changed() {
  if (filling_) return;
  const LayerGuess before = guess_;
  guess_.role = static_cast<LayerRole>(role_->currentData().toInt());
  guess_.name = name_->text().trimmed().toStdString();
  guess_.givenCrs = crs_->text().trimmed().toStdString();
  guess_.where = where_->text().trimmed().toStdString();
  for (const auto& [box, field] : fields_)
    if (!guess_.raster) guess_.*field = box->currentData().toString().toStdString();
  guess_.classTable = table_->currentData().toString().toStdString();
  guess_.classKey = constant_->currentData().toString().toStdString();
  guess_.volumeUnit = static_cast<VolumeUnit>(unit_->currentData().toInt());
  guess_.width = width_->value();
  if (!guess_.raster && guess_.classField.empty()) guess_.classTable.clear();
  if (guess_.widthField != before.widthField) {
    setWidthField(guess_, guess_.widthField);
  } else {
    for (int i = 0; i < widths_->rowCount(); ++i) {
      bool number = false;
      const double metres = widths_->item(i, 1)->text().toDouble(&number);
      guess_.widths[static_cast<std::size_t>(i)] = number ? metres : -1;
    }
  }
  if (guess_.classField != before.classField && !guess_.classField.empty()) {
    const auto field = std::ranges::find(guess_.fields, guess_.classField, &VectorInfo::Field::name);
    const TableChoice* table = field == guess_.fields.end() ? nullptr : tableFor(*field, guess_.fields, draft_.tables);
    guess_.classTable = table == nullptr ? std::string() : table->name;
  }
  forgetChanged(before);
  const bool typing = sender() == name_ || sender() == crs_ || sender() == where_ || sender() == width_;
  if (!typing) fill();
  emit edited(guess_);
}

void NewProjectForm::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange && isVisible()) fill();
}

void NewProjectForm::retranslate() {
  for (auto& [key, row] : rows_) {
    row.name->setText(words_(row.text));
    row.name->setToolTip(words_(row.tip));
    row.editor->setToolTip(words_(row.tip));
    row.editor->setAccessibleName(words_(row.text));
  }
  width_->setSuffix(words_("viewer.new.metres"));
  filling_ = true;
  widths_->setHorizontalHeaderLabels({words_("viewer.new.width.value"), words_("viewer.new.width.metres")});
  filling_ = false;
  fill();
}

}  // namespace tanhui::viewer
