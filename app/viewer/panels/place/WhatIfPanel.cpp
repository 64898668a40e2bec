#include "app/viewer/panels/place/WhatIfPanel.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "geo/account/Columns.h"
#include "geo/account/SeriesWords.h"
#include "geo/carbon/Species.h"
#include "geo/landclass/ClassTable.h"
#include "geo/project/SaveIntervention.h"
#include "geo/series/StratumAfter.h"

namespace tanhui::viewer {
namespace {

constexpr int kMostYears = 100;

constexpr std::array kActions{LandAction::plant, LandAction::restoreWetland, LandAction::build, LandAction::flood,
                              LandAction::clear};
constexpr std::array kActionIds{"viewer.whatif.plant", "viewer.whatif.restore", "viewer.whatif.build",
                                "viewer.whatif.flood", "viewer.whatif.fields"};

/// A line of the result: what, and how to take it from a Totals.
struct Line {
  const char* id;
  Quantity quantity;
  double (*value)(const Totals&);
  double (*error)(const Totals&);  ///< null: none is kept for it
};

template <std::size_t pool>
double poolOf(const Totals& t) {
  return t.carbon.stock[pool];
}

const std::array kLines{
    Line{"viewer.band.above", Quantity::stock, poolOf<0>, nullptr},
    Line{"viewer.band.below", Quantity::stock, poolOf<1>, nullptr},
    Line{"viewer.band.deadwood", Quantity::stock, poolOf<2>, nullptr},
    Line{"viewer.band.litter", Quantity::stock, poolOf<3>, nullptr},
    Line{"viewer.band.soil", Quantity::stock, poolOf<4>, nullptr},
    Line{"viewer.whatif.stock", Quantity::stock, [](const Totals& t) { return t.carbon.total(); },
         [](const Totals& t) { return t.stockSe; }},
    Line{"viewer.whatif.flux", Quantity::flux, [](const Totals& t) { return t.carbon.flux(); },
         [](const Totals& t) { return t.fluxSe; }},
    Line{"report.key.lulucf", Quantity::co2eFlux, [](const Totals& t) { return t.carbon.lulucf(); },
         [](const Totals& t) { return t.lulucfSe; }},
    Line{"report.key.agriculture", Quantity::co2eFlux, [](const Totals& t) { return t.carbon.agriculture; },
         [](const Totals& t) { return t.agricultureSe; }},
    Line{"report.key.net", Quantity::co2eFlux, [](const Totals& t) { return t.carbon.net(); },
         [](const Totals& t) { return t.netSe; }}};

/// Where the change takes effect and what it leaves as it is, by class and why; nothing where it works on all.
QString leftAloneText(const WhatIfResult& result, const LandClasses& classes, const Wording& words) {
  if (result.leftAlone.empty()) return {};
  const QString unit = words.unit(Quantity::area);
  QStringList parts;
  for (const LandLeftAlone& left : result.leftAlone)
    parts << QString("%1 %2 %3 (%4)")
                 .arg(QString::fromStdString(classes.name(left.classKey, words.language())),
                      words.figure(Quantity::area, left.areaHa), unit,
                      words(fmt::format("report.left.{}", noteName(left.why))));
  return '\n' + words("viewer.whatif.effective", words.figure(Quantity::area, result.effectiveHa).toStdString(),
                      unit.toStdString(), parts.join(words.language() == Language::zh ? "；" : "; ").toStdString());
}

}  // namespace

WhatIfPanel::WhatIfPanel(Session& session, QWidget* parent) : QWidget(parent), session_(session) {
  draw_ = new QPushButton(this);
  draw_->setObjectName("whatIfDraw");
  import_ = new QPushButton(this);
  clear_ = new QPushButton(this);
  auto* buttons = new QHBoxLayout;
  for (QPushButton* each : {draw_, import_, clear_}) buttons->addWidget(each);
  action_ = new QComboBox(this);
  action_->setObjectName("whatIfAction");
  target_ = new QComboBox(this);
  target_->setObjectName("whatIfTarget");
  target_->setSizeAdjustPolicy(
      QComboBox::AdjustToMinimumContentsLengthWithIcon);  // of hundreds of species some are long
  year_ = new QSpinBox(this);
  year_->setGroupSeparatorShown(false);
  after_ = new QSpinBox(this);
  after_->setRange(static_cast<int>(kSoilTransitionYears), kMostYears);
  name_ = new QLineEdit(this);
  name_->setObjectName("whatIfName");
  save_ = new QPushButton(this);
  save_->setObjectName("whatIfSave");
  state_ = new QLabel(this);
  state_->setObjectName("whatIfState");
  state_->setWordWrap(true);
  table_ = new QTableWidget(static_cast<int>(kLines.size()), 4, this);
  table_->setObjectName("whatIfTable");
  table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table_->setAlternatingRowColors(true);
  table_->verticalHeader()->hide();
  table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  table_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  auto* form = new QFormLayout;
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  const auto row = [&](QLabel*& label, QWidget* field) {
    label = new QLabel(this);
    form->addRow(label, field);
  };
  row(actionLabel_, action_);
  row(targetLabel_, target_);
  row(yearLabel_, year_);
  row(afterLabel_, after_);
  auto* keep = new QHBoxLayout;
  keep->addWidget(name_, 1);
  keep->addWidget(save_);
  nameLabel_ = new QLabel(this);
  form->addRow(nameLabel_, keep);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 6, 6, 6);
  layout->addLayout(buttons);
  layout->addLayout(form);
  layout->addWidget(state_);
  layout->addWidget(table_, 1);

  connect(draw_, &QPushButton::clicked, this, &WhatIfPanel::drawRequested);
  connect(import_, &QPushButton::clicked, this, &WhatIfPanel::importRequested);
  connect(clear_, &QPushButton::clicked, this, &WhatIfPanel::clearRequested);
  connect(save_, &QPushButton::clicked, this, &WhatIfPanel::save);
  connect(name_, &QLineEdit::textChanged, this, &WhatIfPanel::show);
  connect(action_, &QComboBox::activated, this, [this] {
    fillChoices();
    ask();
  });
  connect(target_, &QComboBox::activated, this, &WhatIfPanel::ask);
  connect(year_, &QSpinBox::valueChanged, this, &WhatIfPanel::ask);
  connect(after_, &QSpinBox::valueChanged, this, &WhatIfPanel::ask);
  connect(&session_, &Session::accountChanged, this, &WhatIfPanel::ask);
  connect(&session_, &Session::modelChanged, this, &WhatIfPanel::ask);
  connect(&session_, &Session::projectChanged, this, [this] {
    const QSignalBlocker quiet(year_);
    if (const Project* project = session_.project()) {
      year_->setRange(project->baseYear + 1, project->baseYear + kMostYears);
      year_->setValue(project->baseYear + 1);
    }
    fillChoices();
  });
  connect(&session_.words(), &Wording::changed, this, &WhatIfPanel::retranslate);
  retranslate();
}

void WhatIfPanel::retranslate() {
  const Wording& words = session_.words();
  draw_->setText(words("viewer.whatif.draw"));
  import_->setText(words("viewer.whatif.import"));
  clear_->setText(words("viewer.whatif.clear"));
  actionLabel_->setText(words("viewer.whatif.action"));
  yearLabel_->setText(words("viewer.whatif.year"));
  afterLabel_->setText(words("viewer.whatif.after"));
  after_->setSuffix(words("viewer.whatif.years"));
  after_->setToolTip(words("viewer.whatif.after.tip", kSoilTransitionYears));
  nameLabel_->setText(words("viewer.whatif.name"));
  save_->setText(words("viewer.whatif.save"));
  const int action = std::max(0, action_->currentIndex());
  action_->clear();
  for (const char* id : kActionIds) action_->addItem(words(id));
  action_->setCurrentIndex(action);
  fillChoices();
  show();
}

/// Species to plant, or classes to make.
void WhatIfPanel::fillChoices() {
  const Wording& words = session_.words();
  const bool zh = words.language() == Language::zh;
  const QVariant before = target_->currentData();
  target_->clear();
  const LandAction action = kActions[static_cast<std::size_t>(action_->currentIndex())];
  targetLabel_->setText(words(action == LandAction::plant ? "viewer.whatif.species" : "viewer.whatif.class"));
  if (action == LandAction::plant) {
    for (const Species& species : allSpecies())
      target_->addItem(QString::fromStdString(zh ? species.nameZh : species.nameEn),
                       QString::fromStdString(species.nameZh));
  } else {
    const LandClasses classes = session_.classes();
    for (const LandClass& known : classes.all())
      if (leadsTo(action, known.traits))
        target_->addItem(QString::fromStdString(classes.name(known.key, words.language())),
                         QString::fromStdString(known.key));
  }
  target_->setCurrentIndex(std::max(0, target_->findData(before)));
}

LandChange WhatIfPanel::change() const {
  LandChange change;
  change.shape = closedRing(polygon_);
  change.action = kActions[static_cast<std::size_t>(action_->currentIndex())];
  const std::string target = target_->currentData().toString().toStdString();
  (change.action == LandAction::plant ? change.species : change.classKey) = target;
  change.year = year_->value();
  change.yearsAfter = after_->value();
  return change;
}

void WhatIfPanel::setPolygon(std::vector<Point> points) {
  polygon_ = std::move(points);
  result_.reset();
  ask();
}

void WhatIfPanel::ask() {
  const std::uint64_t asked = ++asked_;
  if (polygon_.size() < 3 || !session_.model()) {
    result_.reset();
    return show();
  }
  inBackground(
      this,
      [model = session_.model(), factors = session_.factors(), change = change()] {
        return std::make_shared<const WhatIfResult>(whatIf(*model, *factors, change));
      },
      [this, asked](Outcome<std::shared_ptr<const WhatIfResult>> outcome) {
        if (asked != asked_) return;
        result_ = outcome.value ? *outcome.value : nullptr;
        show();
        if (!outcome.value)
          setState(session_.words()(outcome.faults.front().problem()) + "  " +
                       session_.words()(outcome.faults.front().remedy()),
                   true);
        emit answered();
      });
}

void WhatIfPanel::setState(const QString& text, bool fault) {
  state_->setText(text);
  QPalette palette = this->palette();
  if (fault) palette.setColor(QPalette::WindowText, QColor(0xC9, 0x4B, 0x12));
  state_->setPalette(palette);
}

void WhatIfPanel::show() {
  const Wording& words = session_.words();
  clear_->setEnabled(!polygon_.empty());
  save_->setEnabled(result_ != nullptr && !name_->text().trimmed().isEmpty());
  table_->setToolTip(words("viewer.summary.range.tip"));
  table_->setHorizontalHeaderLabels({words("viewer.whatif.what"), words("viewer.whatif.before"),
                                     words("viewer.whatif.then"), words("viewer.whatif.change")});
  table_->setVisible(result_ != nullptr);
  if (!result_) return setState(words(session_.model() ? "viewer.whatif.how" : "viewer.identify.reading"));
  QString land;
  for (const ClassTotals& c : result_->land)
    if (c.totals.areaHa > 0.005 * result_->areaHa)
      land += QString("%1%2 %3").arg(land.isEmpty() ? "" : ", ",
                                     QString::fromStdString(session_.classes().name(c.classKey, words.language())),
                                     QString::fromStdString(percent(c.totals.areaHa / result_->areaHa)));
  setState(words("viewer.whatif.area", words.figure(Quantity::area, result_->areaHa).toStdString(),
                 words.unit(Quantity::area).toStdString(), land.toStdString()) +
           leftAloneText(*result_, session_.classes(), words));
  for (int i = 0; i < static_cast<int>(kLines.size()); ++i) {
    const Line& line = kLines[static_cast<std::size_t>(i)];
    const auto cell = [&](int column, const QString& text) {
      auto* item = new QTableWidgetItem(text);
      item->setTextAlignment((column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
      QFont font = item->font();
      font.setBold(line.error != nullptr && line.quantity != Quantity::co2eFlux);
      item->setFont(font);
      table_->setItem(i, column, item);
    };
    const auto figure = [&](const Totals& totals, bool sign) {
      const double value = line.value(totals);
      return (sign && value > 0 ? "+" : "") + (line.error == nullptr
                                                   ? words.figure(line.quantity, value)
                                                   : words.ranged(line.quantity, value, line.error(totals)));
    };
    cell(0, words(line.id) + "  " + words.unit(line.quantity));
    cell(1, figure(result_->before, false));
    cell(2, figure(result_->after, false));
    cell(3, figure(result_->change, true));
  }
}

/// Into the project, where a later run accounts for it; the project is then read anew.
void WhatIfPanel::save() {
  if (!result_ || session_.project() == nullptr) return;
  const LandChange planned = change();
  const InterventionSpec spec = interventionOf(planned, name_->text().trimmed().toStdString());
  try {
    const std::filesystem::path file =
        saveIntervention(*session_.project(), spec, planned.shape, session_.model()->grid.crs);
    setState(session_.words()("viewer.whatif.saved", file.filename().string()));
    MapLayer layer;
    layer.name = QString::fromStdString(spec.name);
    layer.content = VectorContent{sourceOf(file), {}, {}, {}};
    layer.style = plannedStyle(*session_.project(), spec.scenario);
    session_.layers().add(std::move(layer));
  } catch (...) {
    const Faults faults = faultsOf(std::current_exception());
    setState(session_.words()(faults.front().problem()) + "  " + session_.words()(faults.front().remedy()), true);
  }
}

}  // namespace tanhui::viewer
