#include "app/viewer/panels/landscape/ResultPanel.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

#include "app/viewer/panels/parts/TableLook.h"
#include "geo/base/DataTable.h"
#include "geo/carbon/Units.h"
#include "geo/draw/Chart.h"

namespace tanhui::viewer {
namespace fs = std::filesystem;
namespace {

/// A table of the landscape, in the order of the report, with what is drawn of it: `label` columns say what a bar is
/// of, `value` how long it is. No label: nothing is drawn.
struct Shown {
  const char* name;
  std::vector<const char*> label;
  const char* value;
};
const std::array kTables = {
    Shown{"drawdown", {"elevation_from_m", "elevation_to_m"}, "area_ha"},
    Shown{"basins", {"zone_label"}, "area_ha"},
    Shown{"network", {"network", "from", "to"}, "max_current"},
    Shown{"network_sources", {"network", "source"}, "dPC_pct"},
    Shown{"network_indices", {}, ""},
    Shown{"pattern", {}, ""},
    Shown{"fragmentation", {}, ""},
    Shown{"elements", {"zone_label"}, "stock_tC"},
    Shown{"compensation", {"payer", "receiver", "object"}, "amount_yuan"},
    Shown{"compensation_indices", {}, ""},
    Shown{"influence", {"factor", "method", "classes"}, "q"},
    Shown{"influence_pairs", {"factor_a", "factor_b"}, "q_ab"},
    Shown{"hotspots", {"zone_id"}, "gi_star_z"},
    Shown{"influence_strata", {}, ""},
    Shown{"influence_risk", {}, ""},
    Shown{"attribution", {"scenario", "class"}, "change_tC"},
};
constexpr std::size_t kMostBars = 40;
constexpr int kWidestColumn = 260;  // pixels, as it is first shown

const Shown* shownNamed(const std::string& name) {
  const auto found = std::ranges::find(kTables, name, [](const Shown& each) { return std::string(each.name); });
  return found == kTables.end() ? nullptr : &*found;
}

}  // namespace

ResultPanel::ResultPanel(Session& session, QWidget* parent)
    : QWidget(parent),
      session_(session),
      table_(session.words()),
      pages_(new QStackedWidget(this)),
      nothing_(new QLabel),
      tables_(new QComboBox),
      view_(new QTableView),
      chartArea_(new QScrollArea),
      chart_(new DrawingView(session.words())),
      chartTitle_(new QLabel) {
  auto* whole = new QVBoxLayout(this);
  whole->setContentsMargins(0, 0, 0, 0);
  whole->addWidget(pages_);
  nothing_->setWordWrap(true);
  nothing_->setAlignment(Qt::AlignCenter);
  nothing_->setMargin(24);
  nothing_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);  // its lines break where they must
  nothing_->setMinimumWidth(1);
  pages_->addWidget(nothing_);
  buildPage();
  connect(&session, &Session::projectChanged, this, &ResultPanel::takeTables);
  connect(&session, &Session::selectionChanged, this, &ResultPanel::followSession);
  connect(&session.words(), &Wording::changed, this, &ResultPanel::takeTables);
  takeTables();
}

void ResultPanel::buildPage() {
  tables_->setObjectName("resultTables");
  tables_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  rows_.setSourceModel(&table_);
  rows_.setSortRole(ResultTable::kRawRole);
  view_->setObjectName("resultTable");
  view_->setModel(&rows_);
  view_->setSortingEnabled(true);
  dressTable(*view_);
  chart_->setObjectName("resultChart");

  auto* drawn = new QWidget;
  auto* column = new QVBoxLayout(drawn);
  column->setContentsMargins(8, 4, 8, 8);
  QFont bold = chartTitle_->font();
  bold.setBold(true);
  chartTitle_->setFont(bold);
  chartTitle_->setWordWrap(true);
  column->addWidget(chartTitle_);
  column->addWidget(chart_);
  column->addStretch();
  drawn->setBackgroundRole(QPalette::Base);
  chartArea_->setFrameShape(QFrame::NoFrame);
  chartArea_->setWidgetResizable(true);
  chartArea_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  chartArea_->setWidget(drawn);
  auto* split = new QSplitter(Qt::Horizontal);
  split->addWidget(view_);
  split->addWidget(chartArea_);
  split->setSizes({600, 350});  // in proportion: a window of 1366 pixels has less
  split->setStretchFactor(0, 3);
  split->setStretchFactor(1, 2);

  auto* page = new QWidget;
  auto* lines = new QVBoxLayout(page);
  lines->setContentsMargins(6, 6, 6, 6);
  lines->setSpacing(6);
  auto* head = new QHBoxLayout;
  head->addWidget(tables_);
  head->addStretch();
  lines->addLayout(head);
  lines->addWidget(split, 1);
  pages_->addWidget(page);

  connect(tables_, &QComboBox::currentIndexChanged, this, &ResultPanel::showTable);
  connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ResultPanel::tellSession);
  connect(view_, &QTableView::doubleClicked, this, [this](const QModelIndex& at) {
    if (const auto zone = table_.zoneAt(rows_.mapToSource(at).row())) emit zoomTo(*zone);
  });
  auto* keys = new QShortcut(QKeySequence::Copy, view_);
  keys->setContext(Qt::WidgetShortcut);
  connect(keys, &QShortcut::activated, this, &ResultPanel::copy);
}

void ResultPanel::takeTables() {
  const QString kept = tables_->currentData().toString();
  const QSignalBlocker quiet(tables_);
  tables_->clear();
  const Project* project = session_.project();
  if (project != nullptr && session_.hasRun())
    for (const Shown& each : kTables)
      if (fs::exists(project->outputFolder / "tables" / (std::string(each.name) + ".csv")))
        tables_->addItem(session_.words()(tableWords(each.name)), QString(each.name));
  tables_->setCurrentIndex(std::max(0, tables_->findData(kept)));
  nothing_->setText(session_.words()(project == nullptr ? "viewer.landscape.no_project" : "viewer.landscape.nothing"));
  showTable();
}

void ResultPanel::showTable() {
  const QString name = tables_->currentData().toString();
  pages_->setCurrentIndex(name.isEmpty() ? 0 : 1);
  if (name.isEmpty()) return;
  CsvTable table;
  try {
    table = readCsv(session_.project()->outputFolder / "tables" / (name.toStdString() + ".csv"));
  } catch (const Error& fault) {
    session_.tell({fault});
  }
  following_ = true;  // that the rows are others is nobody's choice
  table_.show(std::move(table));
  view_->sortByColumn(-1, Qt::AscendingOrder);  // as it was written, until a header is clicked
  view_->resizeColumnsToContents();
  for (int i = 0; i < table_.columnCount(); ++i)
    if (view_->columnWidth(i) > kWidestColumn) view_->setColumnWidth(i, kWidestColumn);
  following_ = false;
  followSession();
  draw();
}

void ResultPanel::draw() {
  const Shown* shown = shownNamed(tables_->currentData().toString().toStdString());
  const CsvTable& table = table_.table();
  const auto value = shown != nullptr && !shown->label.empty() ? table.find(shown->value) : std::nullopt;
  chartArea_->setVisible(value.has_value());
  if (!value) return;
  std::vector<Bar> bars;
  for (const CsvRow& row : table.rows) {
    const std::optional<double> number = asNumber(row.cells[*value]);
    if (!number) continue;
    std::string label;
    for (const char* part : shown->label)
      if (const auto at = table.find(part); at && !row.cells[*at].empty())
        label += (label.empty() ? "" : " · ") + row.cells[*at];
    if (label.empty()) continue;  // a sum of the others
    bars.push_back({.label = label, .value = *number, .figure = significant(*number, 4)});
  }
  std::ranges::stable_sort(bars, std::greater(), [](const Bar& bar) { return std::abs(bar.value); });
  if (bars.size() > kMostBars) bars.resize(kMostBars);
  chartTitle_->setText(table_.title(static_cast<int>(*value)));
  chart_->setDrawing([bars](double width) { return barChart(bars, Quantity::area, width); }, chartTitle_->text());
}

void ResultPanel::followSession() {
  if (following_) return;
  following_ = true;
  const auto& zone = session_.selection();
  const int row = zone ? table_.rowOf(*zone) : -1;
  if (row < 0) {
    view_->clearSelection();
  } else if (const int at = rows_.mapFromSource(table_.index(row, 0)).row();
             !view_->selectionModel()->isRowSelected(at)) {
    // Not selectRow(), which would add the row while Ctrl is held on the map.
    view_->selectionModel()->setCurrentIndex(rows_.index(at, 0),
                                             QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    view_->scrollTo(rows_.index(at, 0));
  }
  following_ = false;
}

void ResultPanel::tellSession() {
  if (following_) return;
  const QModelIndexList selected = view_->selectionModel()->selectedRows();
  if (selected.size() != 1) return;
  const auto zone = table_.zoneAt(rows_.mapToSource(selected.front()).row());
  if (zone && session_.zone(*zone) != nullptr) session_.select(zone);
}

std::vector<int> ResultPanel::rowsShown() const {
  std::vector<int> rows;
  for (const QModelIndex& at : view_->selectionModel()->selectedRows()) rows.push_back(at.row());
  if (rows.empty())
    for (int row = 0; row < rows_.rowCount(); ++row) rows.push_back(row);
  std::ranges::sort(rows);
  return rows;
}

void ResultPanel::copy() const {
  QStringList lines, heads;
  for (int i = 0; i < table_.columnCount(); ++i) heads << table_.title(i);
  lines << heads.join('\t');
  for (const int row : rowsShown()) {
    QStringList cells;
    for (int i = 0; i < table_.columnCount(); ++i) cells << rows_.index(row, i).data(Qt::ToolTipRole).toString();
    lines << cells.join('\t');
  }
  QApplication::clipboard()->setText(lines.join('\n'));
}

}  // namespace tanhui::viewer
