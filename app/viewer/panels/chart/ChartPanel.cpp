#include "app/viewer/panels/chart/ChartPanel.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

#include "app/viewer/panels/parts/ScopeChooser.h"
#include "app/viewer/panels/totals/ZoneTable.h"

namespace tanhui::viewer {
namespace {

constexpr int kSelectedZone = 1;  // row of the scope chooser, below the whole region
constexpr int kZonePage = 1, kYearPage = 2;

QWidget* headOf(QLabel* label, QComboBox* chooser) {
  auto* head = new QWidget;
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(label);
  row->addWidget(chooser, 1);
  label->setBuddy(chooser);
  chooser->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  chooser->setMinimumContentsLength(8);
  return head;
}

}  // namespace

ChartPanel::ChartPanel(Session& session, QWidget* parent)
    : QWidget(parent),
      session_(session),
      pages_(new QStackedWidget(this)),
      tabs_(new QTabWidget),
      years_(new TimeChart(session)),
      scope_(new QComboBox),
      layers_(new QComboBox),
      scopeLabel_(new QLabel),
      layerLabel_(new QLabel) {
  auto* whole = new QVBoxLayout(this);
  whole->setContentsMargins(0, 0, 0, 0);
  whole->addWidget(pages_);
  auto* empty = new EmptyState(session);
  connect(empty, &EmptyState::runWanted, this, &ChartPanel::runWanted);
  pages_->addWidget(empty);
  pages_->addWidget(tabs_);
  tabs_->setObjectName("chartTabs");
  tabs_->setDocumentMode(true);
  scope_->setObjectName("chartScope");
  layers_->setObjectName("chartLayers");

  QVBoxLayout* classes = addPage(headOf(scopeLabel_, scope_));
  share_ = addChart(classes, "chartShare");
  classStock_ = addChart(classes, "chartClassStock");
  classFlux_ = addChart(classes, "chartClassFlux");
  classes->addStretch();
  buildZoneCharts(addPage(headOf(layerLabel_, layers_)));
  tabs_->addTab(years_, QString());

  connect(scope_, &QComboBox::currentIndexChanged, this, &ChartPanel::drawClasses);
  connect(layers_, &QComboBox::currentIndexChanged, this, &ChartPanel::drawZones);
  connect(&session.words(), &Wording::changed, this, &ChartPanel::rewrite);
  connect(&session, &Session::accountChanged, this, &ChartPanel::rewrite);
  connect(&session.time(), &TimeAxis::axisChanged, this, &ChartPanel::rewrite);
  connect(&session, &Session::selectionChanged, this, [this] {
    offerScopes(*scope_, session_);
    scope_->setCurrentIndex(scope_->count() - 1);
    if (const auto& zone = session_.selection())
      if (const int at = layers_->findData(qt(zone->layer)); at >= 0) layers_->setCurrentIndex(at);
    drawClasses();
    drawZones();
  });
  rewrite();
}

void ChartPanel::showYears() {
  if (session_.time().exists()) tabs_->setCurrentIndex(kYearPage);
}

QVBoxLayout* ChartPanel::addPage(QWidget* head) {
  auto* page = new QWidget;
  auto* whole = new QVBoxLayout(page);
  whole->setContentsMargins(8, 8, 8, 0);
  whole->setSpacing(6);
  whole->addWidget(head);
  auto* area = new QScrollArea;
  area->setFrameShape(QFrame::NoFrame);
  area->setWidgetResizable(true);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* content = new QWidget;
  content->setMinimumWidth(260);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(0, 4, 6, 8);
  column->setSpacing(4);
  area->setWidget(content);
  // Charts lie on the colour of tables, on which their inks are chosen.
  content->setBackgroundRole(QPalette::Base);
  page->setBackgroundRole(QPalette::Base);
  page->setAutoFillBackground(true);
  whole->addWidget(area, 1);
  tabs_->addTab(page, QString());
  return column;
}

ChartPanel::Chart ChartPanel::addChart(QVBoxLayout* column, const char* name) {
  const Chart chart{new QLabel, new DrawingView(session_.words()), new QLabel};
  chart.view->setObjectName(name);
  chart.title->setObjectName(QString(name) + "Title");
  chart.title->setWordWrap(true);
  QFont bold = chart.title->font();
  bold.setBold(true);
  chart.title->setFont(bold);
  chart.caption->setWordWrap(true);
  chart.caption->setForegroundRole(QPalette::PlaceholderText);
  if (column->count() > 0) column->addSpacing(14);
  column->addWidget(chart.title);
  column->addWidget(chart.view);
  column->addWidget(chart.caption);
  return chart;
}

void ChartPanel::buildZoneCharts(QVBoxLayout* column) {
  zoneStock_ = addChart(column, "chartZoneStock");
  zoneFlux_ = addChart(column, "chartZoneFlux");
  column->addStretch();
  for (const auto& [chart, shown] : {std::pair{&zoneStock_, &stockBars_}, std::pair{&zoneFlux_, &fluxBars_}}) {
    DrawingView* const view = chart->view;
    const auto at = [view, shown = shown](QPointF where) {
      return barAt(where.y(), view->drawing().height, shown->bars.size());
    };
    view->isLink = [at](QPointF where) { return at(where).has_value(); };
    view->tipAt = [this, at, shown = shown](QPointF where) {
      const auto bar = at(where);
      return bar ? session_.words()("viewer.chart.zone_tip", shown->bars[*bar].label) : QString();
    };
    connect(view, &DrawingView::clicked, this, [this, at, shown = shown](QPointF where) {
      if (const auto bar = at(where))
        session_.select(ZoneRef{layers_->currentData().toString().toStdString(), shown->ids[*bar]});
    });
  }
}

void ChartPanel::rewrite() {
  const Wording& words = session_.words();
  tabs_->setTabText(0, words("viewer.chart.by_class"));
  tabs_->setTabText(kZonePage, words("viewer.chart.by_zone"));
  tabs_->setTabText(kYearPage, words("viewer.time.chart"));
  tabs_->setTabVisible(kYearPage, session_.time().exists());
  scopeLabel_->setText(words("viewer.chart.scope"));
  layerLabel_->setText(words("viewer.chart.layer"));
  scope_->setAccessibleName(words("viewer.chart.scope"));
  layers_->setAccessibleName(words("viewer.chart.layer"));

  const std::vector<std::string> layers = ZoneTable::layersOf(session_.account());
  QStringList names, before;
  for (const std::string& layer : layers) names.append(qt(layer));
  for (int i = 0; i < layers_->count(); ++i) before.append(layers_->itemText(i));
  if (names != before) {
    const QSignalBlocker quiet(layers_);
    const QString chosen = layers_->currentText();
    layers_->clear();
    for (const QString& name : names) layers_->addItem(name, name);
    layers_->setCurrentIndex(names.isEmpty() ? -1 : std::max(0, layers_->findData(chosen)));
  }
  tabs_->setTabVisible(kZonePage, !layers.empty());
  offerScopes(*scope_, session_);
  pages_->setCurrentIndex(session_.account() == nullptr ? 0 : 1);
  drawClasses();
  drawZones();
}

void ChartPanel::draw(const Chart& chart, DrawingView::Maker make, const QString& title, const QString& caption) {
  chart.title->setText(title);
  chart.caption->setText(caption);
  chart.caption->setVisible(!caption.isEmpty());
  chart.view->setDrawing(std::move(make), title + ". " + caption);
}

void ChartPanel::drawClasses() {
  const Account* const account = session_.account();
  if (account == nullptr) return;
  const Wording& words = session_.words();
  const auto& selected = session_.selection();
  const ZoneTotals* zone = scope_->currentIndex() == kSelectedZone && selected ? session_.zone(*selected) : nullptr;
  const std::vector<ClassTotals>& lines = zone != nullptr ? zone->classes : account->classes;
  const Language language = words.language();

  draw(
      share_,
      [this,
       bars = areaShares(lines, session_.classes(), language, words("viewer.chart.rest").toStdString())](double width) {
        const Wording& now = session_.words();
        return shareBar(withFittedLabels(bars, Quantity::area, width, now.units(), now.language()), Quantity::area,
                        width);
      },
      words("viewer.chart.share"), lines.empty() ? words("viewer.chart.no_land") : QString());
  for (const auto& [chart, measure, title] : {std::tuple{&classStock_, Measure::stock, "viewer.chart.class_stock"},
                                              std::tuple{&classFlux_, Measure::flux, "viewer.chart.class_flux"}}) {
    const Quantity quantity = quantityOf(measure);
    draw(
        *chart,
        [bars = classBars(lines, session_.classes(), measure, language), quantity](double width) {
          return barChart(bars, quantity, width);
        },
        QStringLiteral("%1 (%2)").arg(words(title), words.unit(quantity)), words("viewer.chart.whiskers"));
  }
}

void ChartPanel::drawZones() {
  if (session_.account() == nullptr || layers_->currentIndex() < 0) return;
  drawZoneChart(zoneStock_, stockBars_, Measure::stock);
  drawZoneChart(zoneFlux_, fluxBars_, Measure::flux);
}

void ChartPanel::drawZoneChart(const Chart& chart, ZoneBars& shown, Measure measure) {
  const Wording& words = session_.words();
  const std::string layer = layers_->currentData().toString().toStdString();
  const auto& selected = session_.selection();
  shown = zoneBars(session_.account()->zones, layer, selected && selected->layer == layer ? selected->id : "", measure);
  const Quantity quantity = quantityOf(measure);
  QString caption = words("viewer.chart.whiskers");
  if (shown.leftOut > 0) caption += ' ' + words("viewer.chart.left_out", shown.leftOut);
  draw(
      chart, [bars = shown.bars, quantity](double width) { return barChart(bars, quantity, width); },
      QStringLiteral("%1 (%2)").arg(
          words(measure == Measure::stock ? "viewer.chart.zone_stock" : "viewer.chart.zone_flux"),
          words.unit(quantity)),
      caption);
}

}  // namespace tanhui::viewer
