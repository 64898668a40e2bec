#include "app/viewer/panels/chart/TimeChart.h"

#include "geo/account/Columns.h"
#include "geo/account/SeriesFigures.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

#include "app/viewer/panels/parts/ScopeChooser.h"

namespace tanhui::viewer {
namespace {

constexpr double kChartText = 9.5;                       // points of a chart's text, which is as large as the window's
constexpr double kLeastHeight = 110, kMostHeight = 210;  // points
constexpr int kSideBySide = 620, kHeadings = 58;         // pixels

}  // namespace

TimeChart::TimeChart(Session& session, QWidget* parent)
    : QWidget(parent),
      session_(session),
      ranges_(session.time()),
      scope_(new QComboBox),
      scopeLabel_(new QLabel),
      state_(new QLabel) {
  scope_->setObjectName("timeChartScope");
  scope_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  scope_->setMinimumContentsLength(8);
  scopeLabel_->setBuddy(scope_);
  state_->setObjectName("timeChartState");
  state_->setWordWrap(true);
  state_->setForegroundRole(QPalette::PlaceholderText);
  auto* whole = new QVBoxLayout(this);
  whole->setContentsMargins(8, 8, 8, 0);
  whole->setSpacing(6);
  auto* head = new QHBoxLayout;
  head->addWidget(scopeLabel_);
  head->addWidget(scope_, 1);
  whole->addLayout(head);
  area_ = new QScrollArea;
  area_->setFrameShape(QFrame::NoFrame);
  area_->setWidgetResizable(true);
  area_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* content = new QWidget;
  content->setMinimumWidth(260);
  content->setBackgroundRole(QPalette::Base);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(0, 4, 6, 8);
  column->setSpacing(8);
  charts_ = new QBoxLayout(QBoxLayout::TopToBottom);
  charts_->setSpacing(18);
  addChart(net_, "timeChartNet");
  addChart(stock_, "timeChartStock");
  column->addLayout(charts_);
  column->addWidget(state_);
  column->addStretch();
  area_->setWidget(content);
  whole->addWidget(area_, 1);
  setBackgroundRole(QPalette::Base);
  setAutoFillBackground(true);

  connect(scope_, &QComboBox::currentIndexChanged, this, &TimeChart::redraw);
  connect(&session.words(), &Wording::changed, this, &TimeChart::rewrite);
  connect(&session.time(), &TimeAxis::wantedChanged, this, &TimeChart::redraw);
  connect(&session, &Session::projectChanged, this, &TimeChart::rewrite);
  connect(&session, &Session::selectionChanged, this, [this] {
    offerScopes(*scope_, session_);
    scope_->setCurrentIndex(scope_->count() - 1);
    redraw();
  });
  connect(&ranges_, &SeriesRanges::changed, this, &TimeChart::redraw);
  connect(&ranges_, &SeriesRanges::failed, &session, &Session::failed);
  rewrite();
}

/// Side by side where there is room for both.
void TimeChart::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  charts_->setDirection(width() >= kSideBySide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
  redraw();
}

/// Of a chart, in points: as high as the page shows at once.
double TimeChart::chartHeight() const {
  const double pixels = std::max(1.0, QFontInfo(font()).pixelSize() / kChartText);
  return std::clamp((area_->viewport()->height() - kHeadings) / pixels, kLeastHeight, kMostHeight);
}

void TimeChart::addChart(Chart& chart, const char* name) {
  chart.title = new QLabel;
  chart.title->setWordWrap(true);
  QFont bold = chart.title->font();
  bold.setBold(true);
  chart.title->setFont(bold);
  chart.caption = new QLabel;
  chart.caption->setWordWrap(true);
  chart.caption->setForegroundRole(QPalette::PlaceholderText);
  chart.view = new DrawingView(session_.words());
  chart.view->setObjectName(name);
  auto* column = new QVBoxLayout;
  column->setSpacing(4);
  column->addWidget(chart.title);
  column->addWidget(chart.view);
  column->addWidget(chart.caption);
  column->addStretch();
  charts_->addLayout(column, 1);
  const auto year = [&chart](QPointF at) { return yearAt(chart.chart, chart.view->drawing().width, at.x()); };
  chart.view->isLink = [year](QPointF at) { return year(at).has_value(); };
  chart.view->tipAt = [this, year](QPointF at) {
    const std::optional<int> there = year(at);
    return there ? session_.words()("viewer.time.chart.tip", *there) : QString();
  };
  connect(chart.view, &DrawingView::clicked, this, [this, year](QPointF at) {
    if (const std::optional<int> there = year(at)) session_.showYear(*there);
  });
}

void TimeChart::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  ranges_.want();
  redraw();
}

void TimeChart::rewrite() {
  scopeLabel_->setText(session_.words()("viewer.chart.scope"));
  scope_->setAccessibleName(session_.words()("viewer.chart.scope"));
  offerScopes(*scope_, session_);
  redraw();
}

/// Number of the zone in the report; the whole region's when none is chosen. Nothing for one that it lacks.
std::optional<std::uint32_t> TimeChart::zoneShown() const {
  const auto& selected = session_.selection();
  if (scope_->currentIndex() < 1 || !selected) return kWholeRegion;
  const std::vector<ZoneName>& zones = ranges_.report()->zones;
  const auto found = std::ranges::find_if(
      zones, [&](const ZoneName& z) { return z.layer == selected->layer && z.id == selected->id; });
  if (found == zones.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - zones.begin());
}

void TimeChart::redraw() {
  if (!isVisible()) return;  // nobody looks
  const Scope scope = session_.project() == nullptr ? Scope::sink : session_.project()->scope;
  draw(net_, scoped("viewer.time.chart.net", scope), netOf(scope));
  draw(stock_, "viewer.time.chart.stock", SeriesQuantity::stock);
  const Wording& words = session_.words();
  const SeriesReport* report = ranges_.report().get();
  state_->setText(report != nullptr && report->draws > 0 ? words("viewer.time.chart.band", report->draws)
                                                         : words("viewer.time.chart.band_coming"));
}

void TimeChart::draw(Chart& chart, const std::string& titleId, SeriesQuantity quantity) {
  const Wording& words = session_.words();
  LineChart next;
  next.quantity = quantityOf(quantity);
  const SeriesReport* report = ranges_.report().get();
  const std::optional<std::uint32_t> zone = report != nullptr ? zoneShown() : std::nullopt;
  if (zone) {
    const bool net = quantity != SeriesQuantity::stock;
    next.firstYear = report->series.years.base;
    next.markedYear = session_.time().wanted().year;
    if (net) next.above = words("viewer.time.chart.above").toStdString();
    if (net) next.below = words("viewer.time.chart.below").toStdString();
    for (std::uint32_t s = 0; s < report->series.scenarios.size(); ++s) {
      YearLine line;
      line.label = s == 0 ? words("report.plan.baseline").toStdString() : report->series.scenarios[s].name;
      // The ink of the baseline turns light on a dark window.
      line.colour = s == 0 ? ink::kMuted : scenarioColour(s);
      for (const YearFigures& year : report->series.scenarios[s].total(*zone).years)
        line.values.push_back(figureOf(year, quantity));
      if (const RowResult* spread = report->spreadOf(s, *zone, {})) {
        for (std::size_t y = 0; y < line.values.size(); ++y) {
          const MaybeRange range = rangeOf(spread, y, quantity);
          line.low.push_back(range->low);
          line.high.push_back(range->high);
        }
      }
      next.lines.push_back(std::move(line));
    }
  }
  chart.chart = next;
  const QString title = words(titleId);
  const QString caption = zone && leavesOutZero(next) ? words("viewer.time.chart.no_zero") : QString();
  chart.title->setText(title);
  chart.caption->setText(caption);
  chart.caption->setVisible(!caption.isEmpty());
  chart.view->setVisible(zone.has_value());
  if (zone)
    chart.view->setDrawing([next, height = chartHeight()](double width) { return lineChart(next, width, height); },
                           title + ". " + caption);
}

}  // namespace tanhui::viewer
