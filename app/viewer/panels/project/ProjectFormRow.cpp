#include "app/viewer/panels/project/ProjectFormRow.h"

#include <algorithm>
#include <cmath>

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include "app/viewer/panels/parts/FaultText.h"
#include "geo/carbon/FactorLibrary.h"
#include "geo/product/MapProduct.h"
#include "geo/project/ProjectEdit.h"
#include "geo/project/ProjectKeys.h"

namespace tanhui::viewer {
namespace {

QString fromView(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

std::string tomlList(const QStringList& items) {
  QStringList quoted;
  for (const QString& item : items) quoted << QString::fromStdString(tomlText(item.toStdString()));
  return "[" + quoted.join(", ").toStdString() + "]";
}

/// What is no number is written as text, for the parser to say so.
std::string tomlNumber(const QString& text) {
  bool whole = false, number = false;
  const qlonglong integer = text.toLongLong(&whole);
  const double value = text.toDouble(&number);
  if (whole) return std::to_string(integer);
  return number && std::isfinite(value) ? fmt::format("{}", value) : tomlText(text.toStdString());
}

}  // namespace

ProjectFormRow::ProjectFormRow(const Wording& words, SettingKey key, SettingKind kind, const char* text,
                               QWidget* parent)
    : QWidget(parent),
      words_(words),
      key_(std::move(key)),
      kind_(kind),
      text_(text),
      name_(new QLabel(parent)),
      note_(new FaultNote(this)) {
  if (kind == SettingKind::text || kind == SettingKind::number) {
    auto* edit = new QLineEdit(this);
    connect(edit, &QLineEdit::textEdited, this, &ProjectFormRow::typed);
    editor_ = edit;
  } else if (kind == SettingKind::maps) {
    editor_ = new QWidget(this);
    auto* grid = new QGridLayout(editor_);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(2, 1);
    int count = 0;
    for (const std::string_view map : choicesOf(known())) {
      auto* box = new QCheckBox(editor_);
      box->setObjectName("form_map_" + fromView(map));
      box->setProperty("map", fromView(map));
      grid->addWidget(box, count / 2, count % 2);
      ++count;
      connect(box, &QCheckBox::clicked, this, &ProjectFormRow::typed);
    }
  } else {
    auto* box = new QComboBox(this);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(box, &QComboBox::activated, this, &ProjectFormRow::typed);
    editor_ = box;
  }
  editor_->setObjectName(QString::fromStdString("form_" + key_.name));
  note_->setObjectName(QString::fromStdString("form_note_" + key_.name));
  name_->setBuddy(editor_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  column->addWidget(editor_);
  column->addWidget(note_);
}

const ProjectKey& ProjectFormRow::known() const { return *findProjectKey(key_.section, key_.name); }

void ProjectFormRow::fillChoices() {
  auto* box = static_cast<QComboBox*>(editor_);
  box->clear();
  if (kind_ == SettingKind::library) {
    for (const std::string& name : FactorLibrary::builtIn())
      box->addItem(words_("viewer.library." + name), QString::fromStdString(name));
    return;
  }
  for (const std::string_view choice : choicesOf(known()))
    box->addItem(wordsOr(words_, fmt::format("viewer.form.{}.{}", key_.name, choice), fromView(choice)),
                 fromView(choice));
}

void ProjectFormRow::showValues(const std::vector<std::string>& values) {
  const QString first = values.empty() ? QString() : QString::fromStdString(values.front());
  switch (kind_) {
    case SettingKind::text:
    case SettingKind::number:
      // Not while it says the same: the cursor would jump.
      if (auto* edit = static_cast<QLineEdit*>(editor_); edit->text() != first) edit->setText(first);
      break;
    case SettingKind::maps: {
      const std::vector<std::string> maps = values.empty() ? usualMaps() : values;
      for (QCheckBox* box : editor_->findChildren<QCheckBox*>())
        box->setChecked(std::ranges::find(maps, box->property("map").toString().toStdString()) != maps.end());
      break;
    }
    case SettingKind::choice:
    case SettingKind::library: {
      auto* box = static_cast<QComboBox*>(editor_);
      fillChoices();
      if (!first.isEmpty() && box->findData(first) < 0) box->addItem(first, first);
      if (kind_ == SettingKind::library) box->addItem(words_("viewer.form.library.choose"), QString());
      const QString usual = QString::fromStdString(plainDefault(key_.section, key_.name));
      box->setCurrentIndex(box->findData(first.isEmpty() ? usual : first));
    }
  }
}

std::optional<std::string> ProjectFormRow::toml() const {
  if (kind_ == SettingKind::maps) {
    QStringList maps;
    for (const QCheckBox* box : editor_->findChildren<QCheckBox*>())
      if (box->isChecked()) maps << box->property("map").toString();
    return tomlList(maps);
  }
  if (kind_ == SettingKind::choice || kind_ == SettingKind::library) {
    const std::string chosen = static_cast<QComboBox*>(editor_)->currentData().toString().toStdString();
    return known().defaultValue.starts_with('"') ? tomlText(chosen) : chosen;  // a number stands without quotes
  }
  const QString text = static_cast<QLineEdit*>(editor_)->text().trimmed();
  if (text.isEmpty()) return std::nullopt;
  return kind_ == SettingKind::number ? tomlNumber(text) : tomlText(text.toStdString());
}

bool ProjectFormRow::wantsFile() const {
  return kind_ == SettingKind::library && static_cast<QComboBox*>(editor_)->currentData().toString().isEmpty();
}

void ProjectFormRow::retranslate() {
  const QString tip = QString::fromStdString(explained(known(), words_.language()));
  name_->setText(words_(text_));
  name_->setToolTip(tip);
  editor_->setToolTip(tip);
  editor_->setAccessibleName(words_(text_));
  if (auto* edit = qobject_cast<QLineEdit*>(editor_))
    edit->setPlaceholderText(QString::fromStdString(shownDefault(known(), words_.language())));
  if (kind_ == SettingKind::maps)
    for (QCheckBox* box : editor_->findChildren<QCheckBox*>())
      box->setText(words_("viewer.layer." + box->property("map").toString().toStdString()));
}

}  // namespace tanhui::viewer
