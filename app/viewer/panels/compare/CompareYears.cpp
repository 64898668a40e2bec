#include "app/viewer/panels/compare/CompareYears.h"

#include <QFormLayout>
#include <QHBoxLayout>

#include "app/viewer/canvas/Legend.h"

namespace tanhui::viewer {

CompareYears::CompareYears(Session& session, QWidget* parent) : QGroupBox(parent), session_(session) {
  setObjectName("compareYears");
  auto* form = new QFormLayout(this);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  map_ = new QComboBox(this);
  map_->setObjectName("compareYearsMap");
  map_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  map_->setMinimumContentsLength(12);
  form->addRow(mapLabel_ = new QLabel(this), map_);
  left_ = addFields(form, "Left");
  right_ = addFields(form, "Right");
  compare_ = new QPushButton(this);
  compare_->setObjectName("compareYearsSwipe");
  difference_ = new QPushButton(this);
  difference_->setObjectName("compareYearsDifference");
  auto* buttons = new QHBoxLayout;
  buttons->addStretch();
  buttons->addWidget(compare_);
  buttons->addWidget(difference_);
  form->addRow(buttons);
  connect(compare_, &QPushButton::clicked, this, [this] { tell(&CompareYears::compareWanted); });
  connect(difference_, &QPushButton::clicked, this, [this] { tell(&CompareYears::differenceWanted); });
  connect(&session_.words(), &Wording::changed, this, &CompareYears::rewrite);
  connect(&session_.layers(), &LayerList::changed, this, &CompareYears::fillMaps);
  connect(&session_, &Session::modelChanged, this, &CompareYears::fillMaps);
  connect(&session_.time(), &TimeAxis::axisChanged, this, &CompareYears::takeAxis);
  takeAxis();
}

CompareYears::Fields CompareYears::addFields(QFormLayout* form, const char* side) {
  const Fields fields{new QLabel(this), new QComboBox(this), new QSpinBox(this)};
  fields.scenario->setObjectName(QString("compareScenario") + side);
  fields.scenario->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  fields.scenario->setMinimumContentsLength(6);
  fields.year->setObjectName(QString("compareYear") + side);
  auto* row = new QHBoxLayout;
  row->addWidget(fields.year);
  row->addWidget(fields.scenario, 1);
  form->addRow(fields.label, row);
  return fields;
}

Moment CompareYears::Fields::moment() const {
  return {static_cast<std::uint32_t>(std::max(0, scenario->currentIndex())), year->value()};
}

/// At first: what there is, and where the last scenario leads to.
void CompareYears::takeAxis() {
  const SeriesYears years = session_.time().years();
  for (const Fields* fields : {&left_, &right_}) fields->year->setRange(years.base, years.horizon);
  left_.year->setValue(years.base);
  right_.year->setValue(years.horizon);
  rewrite();
  left_.scenario->setCurrentIndex(0);
  right_.scenario->setCurrentIndex(right_.scenario->count() - 1);
}

void CompareYears::rewrite() {
  const Wording& words = session_.words();
  setTitle(words("viewer.time.compare"));
  mapLabel_->setText(words("viewer.time.compare.map"));
  map_->setAccessibleName(words("viewer.time.compare.map"));
  left_.label->setText(words("viewer.time.compare.left"));
  right_.label->setText(words("viewer.time.compare.right"));
  compare_->setText(words("viewer.time.compare.swipe"));
  compare_->setToolTip(words("viewer.time.compare.swipe.tip"));
  difference_->setText(words("viewer.time.compare.difference"));
  difference_->setToolTip(words("viewer.time.compare.difference.tip"));
  const std::vector<std::string>& scenarios = session_.time().scenarios();
  for (const Fields* fields : {&left_, &right_}) {
    const int chosen = std::max(0, fields->scenario->currentIndex());
    fields->scenario->clear();
    for (std::size_t i = 0; i < scenarios.size(); ++i)
      fields->scenario->addItem(i == 0 ? words("report.plan.baseline") : qt(scenarios[i]));
    fields->scenario->setCurrentIndex(std::min(chosen, fields->scenario->count() - 1));
    fields->scenario->setEnabled(fields->scenario->count() > 1);
    fields->scenario->setAccessibleName(fields->label->text() + ' ' + words("viewer.time.scenario"));
    fields->year->setAccessibleName(fields->label->text() + ' ' + words("viewer.time.year"));
  }
  fillMaps();
}

/// The project's maps that other years have, too, with their bands.
void CompareYears::fillMaps() {
  setVisible(session_.time().exists() && session_.model() != nullptr);
  QStringList names;
  std::vector<QStringList> choices;
  for (const MapLayer& layer : session_.layers().layers()) {
    const MapProduct* map = findMapProduct(layer.projectKey);
    if (map == nullptr || map->classes || !map->ofYears) continue;
    for (int band = 1; band <= static_cast<int>(layer.bands.size()); ++band) {
      MapLayer shown = layer;
      shown.content = withBand(shown.content, band);
      names << legendTitle(shown, session_.layers(), session_.words());
      choices.push_back({qt(layer.projectKey), QString::number(band)});
    }
  }
  QStringList before;
  for (int i = 0; i < map_->count(); ++i) before << map_->itemText(i);
  if (names == before) return;
  const QStringList chosen = map_->currentData().toStringList();
  map_->clear();
  for (std::size_t i = 0; i < choices.size(); ++i) {
    map_->addItem(names[static_cast<qsizetype>(i)], choices[i]);
    if (choices[i] == chosen) map_->setCurrentIndex(static_cast<int>(i));
  }
}

template <typename Signal>
void CompareYears::tell(Signal signal) {
  const QStringList map = map_->currentData().toStringList();
  if (map.size() == 2) emit(this->*signal)(map[0].toStdString(), map[1].toInt(), left_.moment(), right_.moment());
}

}  // namespace tanhui::viewer
