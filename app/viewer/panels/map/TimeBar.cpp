#include "app/viewer/panels/map/TimeBar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

#include "app/viewer/panels/parts/Inks.h"
#include "geo/draw/Canvas.h"

namespace tanhui::viewer {
namespace {

constexpr int kStep = 1000;     // ms that a year is shown at least
constexpr int kLookEvery = 40;  // ms between looks whether the next may come
constexpr int kTicks = 5;       // years between ticks, and of a page step

/// A triangle to play, a square to stop, in the colour of text.
QIcon playIcon(const QPalette& palette, bool stop) {
  QIcon icon;
  for (const int side : {16, 32, 48}) {
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(side / 16.0, side / 16.0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.color(QPalette::Active, QPalette::ButtonText));
    if (stop)
      painter.drawRect(QRectF(4, 4, 8, 8));
    else
      painter.drawPolygon(QPolygonF{{5, 3}, {13, 8}, {5, 13}});
    painter.end();
    icon.addPixmap(pixmap);
  }
  return icon;
}

}  // namespace

TimeBar::TimeBar(Session& session, MapCanvas& canvas, QWidget* parent)
    : QWidget(parent),
      session_(session),
      canvas_(canvas),
      play_(new QToolButton(this)),
      first_(new QLabel(this)),
      last_(new QLabel(this)),
      scenarioLabel_(new QLabel(this)),
      old_(new QLabel(this)),
      slider_(new QSlider(Qt::Horizontal, this)),
      year_(new QSpinBox(this)),
      scenario_(new QComboBox(this)) {
  setObjectName("timeBar");
  play_->setObjectName("timePlay");
  play_->setCheckable(true);
  play_->setAutoRaise(true);
  slider_->setObjectName("timeSlider");
  slider_->setTickPosition(QSlider::TicksBelow);
  slider_->setTickInterval(kTicks);
  slider_->setPageStep(kTicks);
  slider_->setMinimumWidth(80);
  year_->setObjectName("timeYear");
  year_->setKeyboardTracking(false);  // 2060 is meant, not the 2, 20 and 206 on the way
  year_->setCorrectionMode(QAbstractSpinBox::CorrectToNearestValue);
  scenario_->setObjectName("timeScenario");
  scenario_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  scenario_->setMaximumWidth(220);
  scenarioLabel_->setBuddy(scenario_);
  old_->setObjectName("timeOld");
  old_->setTextFormat(Qt::PlainText);
  for (QLabel* end : {first_, last_}) end->setForegroundRole(QPalette::PlaceholderText);

  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(8, 3, 8, 3);
  row->setSpacing(6);
  row->addWidget(play_);
  row->addWidget(first_);
  row->addWidget(slider_, 1);
  row->addWidget(last_);
  row->addWidget(year_);
  row->addSpacing(6);
  row->addWidget(scenarioLabel_);
  row->addWidget(scenario_);
  row->addWidget(old_);

  look_.setInterval(kLookEvery);
  connect(&look_, &QTimer::timeout, this, &TimeBar::stepWhenReady);
  connect(play_, &QToolButton::toggled, this, &TimeBar::setPlaying);
  connect(slider_, &QSlider::valueChanged, this, [this](int year) { session_.showYear(year); });
  connect(year_, &QSpinBox::valueChanged, this, [this](int year) { session_.showYear(year); });
  connect(scenario_, &QComboBox::activated, this,
          [this](int index) { session_.chooseScenario(static_cast<std::uint32_t>(index)); });
  connect(&session.time(), &TimeAxis::axisChanged, this, &TimeBar::takeAxis);
  connect(&session.time(), &TimeAxis::wantedChanged, this, &TimeBar::follow);
  connect(&session.words(), &Wording::changed, this, &TimeBar::rewrite);
  takeAxis();
  rewrite();
}

void TimeBar::takeAxis() {
  setPlaying(false);
  const TimeAxis& time = session_.time();
  setVisible(time.exists());
  const SeriesYears years = time.years();
  {
    const QSignalBlocker quietSlider(slider_), quietYear(year_);
    slider_->setRange(years.base, years.horizon);
    year_->setRange(years.base, years.horizon);
  }
  first_->setText(QString::number(years.base));
  last_->setText(QString::number(years.horizon));
  rewrite();
}

void TimeBar::rewrite() {
  const Wording& words = session_.words();
  const TimeAxis& time = session_.time();
  {
    const QSignalBlocker quiet(scenario_);
    scenario_->clear();
    for (std::uint32_t i = 0; i < time.scenarios().size(); ++i)
      scenario_->addItem(i == 0 ? words("report.plan.baseline") : qt(time.scenarios()[i]));
  }
  scenario_->setEnabled(scenario_->count() > 1);
  scenarioLabel_->setText(words("viewer.time.scenario"));
  scenario_->setToolTip(words("viewer.time.scenario.tip"));
  scenario_->setAccessibleName(words("viewer.time.scenario"));
  slider_->setToolTip(words("viewer.time.slider.tip"));
  slider_->setAccessibleName(words("viewer.time.year"));
  year_->setToolTip(words("viewer.time.year.tip"));
  year_->setAccessibleName(words("viewer.time.year"));
  follow();
  drawButton();
}

/// Slider, number and chooser show what is wanted; figures and map come a little later.
void TimeBar::follow() {
  const Moment wanted = session_.time().wanted();
  const QSignalBlocker quietSlider(slider_), quietYear(year_), quietScenario(scenario_);
  slider_->setValue(wanted.year);
  year_->setValue(wanted.year);
  scenario_->setCurrentIndex(static_cast<int>(wanted.scenario));
  slider_->update();  // blocked, it does not tell its own picture
  const Wording& words = session_.words();
  const bool old = session_.time().scenariosAreOld(), stays = session_.time().mapsStay();
  old_->setVisible(old || stays);
  old_->setText(words(stays ? "viewer.time.no_map" : "viewer.time.old"));
  old_->setToolTip(stays ? old_->text() : words("viewer.time.old.tip"));
}

void TimeBar::drawButton() {
  const Wording& words = session_.words();
  play_->setIcon(playIcon(palette(), playing()));
  play_->setToolTip(words(playing() ? "viewer.time.stop.tip" : "viewer.time.play.tip"));
  play_->setAccessibleName(words(playing() ? "viewer.time.stop" : "viewer.time.play"));
}

void TimeBar::setPlaying(bool on) {
  TimeAxis& time = session_.time();
  on = on && time.exists();
  {
    const QSignalBlocker quiet(play_);
    play_->setChecked(on);
  }
  drawButton();
  if (!on) return look_.stop();
  if (time.wanted().year >= time.years().horizon) session_.showYear(time.years().base);
  time.prepare({time.wanted().scenario, time.wanted().year + 1});
  sinceStep_.start();
  look_.start();
}

/// The next year comes when this one has been seen: its figures and its map are there, and a second has gone.
void TimeBar::stepWhenReady() {
  TimeAxis& time = session_.time();
  if (time.busy() || !canvas_.complete() || sinceStep_.elapsed() < kStep) return;
  if (time.wanted().year >= time.years().horizon) return setPlaying(false);
  session_.showYear(time.wanted().year + 1);
  sinceStep_.start();
  time.prepare({time.wanted().scenario, time.wanted().year + 1});
  if (time.wanted().year >= time.years().horizon) setPlaying(false);
}

void TimeBar::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() != QEvent::PaletteChange) return;
  drawButton();
  QPalette own = old_->palette();
  own.setColor(QPalette::WindowText, Inks(palette())(ink::kWarning));
  if (own != old_->palette()) old_->setPalette(own);
}

}  // namespace tanhui::viewer
