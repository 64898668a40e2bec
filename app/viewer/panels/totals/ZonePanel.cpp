#include "app/viewer/panels/totals/ZonePanel.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QVBoxLayout>
#include <utility>

#include "app/viewer/model/ExportPlace.h"
#include "app/viewer/panels/parts/Inks.h"
#include "app/viewer/panels/parts/TableLook.h"
#include "geo/base/File.h"
#include "geo/base/Version.h"

namespace tanhui::viewer {
namespace {

constexpr int kWidestColumn = 260;  // pixels of a column as it is first shown

}  // namespace

ZonePanel::ZonePanel(Session& session, QWidget* parent)
    : QWidget(parent),
      session_(session),
      table_(session),
      rows_(table_),
      pages_(new QStackedWidget(this)),
      empty_(new EmptyState(session)) {
  auto* whole = new QVBoxLayout(this);
  whole->setContentsMargins(0, 0, 0, 0);
  whole->addWidget(pages_);
  pages_->addWidget(empty_);
  auto* page = new QWidget;
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(6, 6, 6, 6);
  column->setSpacing(6);
  pages_->addWidget(page);
  buildHead();
  buildTable();
  buildActions();

  connect(empty_, &EmptyState::runWanted, this, &ZonePanel::runWanted);
  connect(&session, &Session::accountChanged, this, &ZonePanel::takeLayers);
  connect(&session, &Session::selectionChanged, this, [this] { followSession(true); });
  connect(&session.words(), &Wording::changed, this, &ZonePanel::rewrite);
  connect(&table_, &ZoneTable::changed, this, &ZonePanel::refreshTotals);
  takeLayers();
  rewrite();
}

void ZonePanel::buildHead() {
  layers_ = new QComboBox;
  layers_->setObjectName("zoneLayers");
  layers_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  filter_ = new QLineEdit;
  filter_->setObjectName("zoneFilter");
  filter_->setClearButtonEnabled(true);
  filter_->setMaximumWidth(320);
  count_ = new QLabel;
  count_->setObjectName("zoneCount");
  export_ = new QToolButton;
  export_->setObjectName("zoneExport");
  export_->setToolButtonStyle(Qt::ToolButtonTextOnly);
  export_->setAutoRaise(true);
  auto* head = new QHBoxLayout;
  head->setSpacing(8);
  head->addWidget(layers_);
  head->addWidget(filter_, 1);
  head->addWidget(count_);
  head->addStretch();
  head->addWidget(export_);
  static_cast<QVBoxLayout*>(pages_->widget(1)->layout())->addLayout(head);

  connect(layers_, &QComboBox::currentIndexChanged, this, [this] {
    table_.setLayer(layers_->currentData().toString().toStdString());
    fitColumns();
    followSession(false);
  });
  connect(filter_, &QLineEdit::textChanged, this, [this](const QString& text) {
    following_ = true;  // rows that the filter takes away were not deselected by anybody
    rows_.setText(text);
    following_ = false;
    refreshTotals();
    followSession(false);
  });
}

void ZonePanel::buildTable() {
  auto* frame = new QFrame;
  frame->setFrameShape(QFrame::StyledPanel);
  auto* stack = new QVBoxLayout(frame);
  stack->setContentsMargins(1, 1, 1, 1);
  stack->setSpacing(0);
  view_ = new QTableView;
  view_->setObjectName("zoneTable");
  view_->setFrameShape(QFrame::NoFrame);
  view_->setModel(&rows_);
  view_->setSortingEnabled(true);
  view_->sortByColumn(-1, Qt::AscendingOrder);  // as in the layer, until a header is clicked
  dressTable(*view_);
  view_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  view_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  view_->setContextMenuPolicy(Qt::CustomContextMenu);
  footer_ = new TotalsFooter(table_, *view_->horizontalHeader());
  footer_->setObjectName("zoneTotals");
  // Below the totals, which scroll with the columns: the view's own bar would stand between them.
  auto* bar = new QScrollBar(Qt::Horizontal);
  stack->addWidget(view_, 1);
  stack->addWidget(footer_);
  stack->addWidget(bar);
  static_cast<QVBoxLayout*>(pages_->widget(1)->layout())->addWidget(frame, 1);

  QScrollBar* own = view_->horizontalScrollBar();
  connect(own, &QScrollBar::rangeChanged, bar, [bar, own](int low, int high) {
    bar->setPageStep(own->pageStep());
    bar->setSingleStep(own->singleStep());
    bar->setRange(low, high);
    bar->setVisible(high > low);
  });
  connect(own, &QScrollBar::valueChanged, bar, &QScrollBar::setValue);
  connect(bar, &QScrollBar::valueChanged, own, &QScrollBar::setValue);
  connect(own, &QScrollBar::valueChanged, footer_, qOverload<>(&QWidget::update));
  bar->hide();

  connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ZonePanel::tellSession);
  connect(view_, &QTableView::customContextMenuRequested, this, &ZonePanel::showMenu);
  connect(view_, &QTableView::doubleClicked, this, [this] { zoom_->trigger(); });
}

void ZonePanel::buildActions() {
  const auto make = [this](const char* name, auto slot) {
    auto* action = new QAction(this);
    action->setObjectName(name);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, slot);
    view_->addAction(action);
    return action;
  };
  zoom_ = make("zoneZoom", [this] {
    if (const QModelIndex current = view_->currentIndex(); current.isValid())
      emit zoomTo(table_.zoneAt(rows_.mapToSource(current).row()));
  });
  zoom_->setShortcut(Qt::Key_Return);
  copy_ = make("zoneCopy", [this] { copy(); });
  copy_->setShortcut(QKeySequence::Copy);
  copyAll_ = make("zoneCopyAll", [this] { copyAll(); });
  save_ = make("zoneSave", [this] { chooseExport(); });
  connect(export_, &QToolButton::clicked, this, &ZonePanel::chooseExport);
}

void ZonePanel::rewrite() {
  const Wording& words = session_.words();
  layers_->setToolTip(words("viewer.zones.layer.tip"));
  layers_->setAccessibleName(words("viewer.zones.layer"));
  filter_->setPlaceholderText(words("viewer.zones.filter"));
  filter_->setAccessibleName(words("viewer.zones.filter"));
  export_->setText(words("viewer.zones.export"));
  export_->setToolTip(words("viewer.zones.export.tip"));
  view_->setAccessibleName(words("viewer.zones.table"));
  zoom_->setText(words("viewer.zones.zoom"));
  copy_->setText(words("viewer.copy"));
  copyAll_->setText(words("viewer.zones.copy_all"));
  save_->setText(words("viewer.zones.export"));
  refreshTotals();
  fitColumns();
}

void ZonePanel::takeLayers() {
  const std::vector<std::string> layers = ZoneTable::layersOf(session_.account());
  QStringList names;
  for (const std::string& layer : layers) names.append(qt(layer));
  QStringList before;
  for (int i = 0; i < layers_->count(); ++i) before.append(layers_->itemText(i));
  if (names != before) {
    const QString chosen = layers_->currentText();
    {
      const QSignalBlocker quiet(layers_);
      layers_->clear();
      for (const QString& name : names) layers_->addItem(name, name);
      layers_->setCurrentIndex(std::max(0, layers_->findData(chosen)));
      if (names.isEmpty()) layers_->setCurrentIndex(-1);
    }
    filter_->clear();
    table_.setLayer(layers_->currentData().toString().toStdString());
    fitColumns();
    followSession(true);
  }
  pages_->setCurrentIndex(layers.empty() ? 0 : 1);
}

/// Wide enough for header and figures, measured on what is there; no wider than what reads well.
void ZonePanel::fitColumns() {
  fitWhenAnswered_ = !settled();  // the totals are the widest figures
  QHeaderView* header = view_->horizontalHeader();
  const QFontMetrics metrics(view_->font());
  for (int column = 0; column < ZoneTable::kColumns; ++column) {
    int width = header->sectionSizeHint(column);
    // A few hundred rows tell enough of the width; a table of ten thousand must not wait for all.
    const int rows = std::min(table_.rowCount(), 300);
    for (int row = 0; row < rows; ++row) {
      const QString text = table_.index(row, column).data().toString();
      width = std::max(width, metrics.horizontalAdvance(text) + 16);
    }
    width = std::max(width, footer_->widthOf(column) + 10);
    header->resizeSection(column, std::min(width + 4, kWidestColumn));
  }
}

QString ZonePanel::totalsLabel() const {
  const bool all = rows_.rowCount() == table_.rowCount();
  return session_.words()(all ? "viewer.zones.total" : "viewer.zones.total_shown") + (table_.overlaps() ? " *" : "");
}

void ZonePanel::refreshTotals() {
  const Wording& words = session_.words();
  const int shown = rows_.rowCount(), all = table_.rowCount();
  count_->setText(shown == all ? words("viewer.zones.count", all) : words("viewer.zones.count_of", shown, all));
  QString tip = words(shown == all ? "viewer.zones.totals.tip" : "viewer.zones.totals.tip_shown");
  if (table_.overlaps()) tip += '\n' + words("viewer.zones.overlap");
  const QString label = totalsLabel();
  const std::uint64_t asked = ++asked_;
  if (session_.figures() == nullptr) return showTotals(asked, label, std::nullopt, tip);
  inBackground(
      this, [figures = session_.figures(), zones = rows_.shownZones()] { return totalsOf(*figures, zones); },
      [this, asked, label, tip](const Outcome<Totals>& outcome) { showTotals(asked, label, outcome.value, tip); });
}

void ZonePanel::showTotals(std::uint64_t asked, const QString& label, const std::optional<Totals>& totals,
                           const QString& tip) {
  if (asked != asked_) return;
  answered_ = asked;
  footer_->setTotals(label, totals, tip);
  if (std::exchange(fitWhenAnswered_, false)) fitColumns();
}

void ZonePanel::followSession(bool reveal) {
  const std::optional<ZoneRef>& zone = session_.selection();
  following_ = true;
  int row = zone ? table_.rowOf(*zone) : -1;
  if (reveal && zone && row < 0) {
    // A zone of another layer: show that layer, if the run has it.
    if (const int at = layers_->findData(qt(zone->layer)); at >= 0 && session_.zone(*zone) != nullptr) {
      const QSignalBlocker quiet(layers_);
      layers_->setCurrentIndex(at);
      table_.setLayer(zone->layer);
      fitColumns();
      row = table_.rowOf(*zone);
    }
  }
  QModelIndex index = row < 0 ? QModelIndex() : rows_.mapFromSource(table_.index(row, 0));
  if (reveal && row >= 0 && !index.isValid()) {
    const QSignalBlocker quiet(filter_);
    filter_->clear();
    rows_.setText({});
    refreshTotals();
    index = rows_.mapFromSource(table_.index(row, 0));
  }
  if (!index.isValid()) {
    view_->clearSelection();
    view_->setCurrentIndex({});
  } else if (!view_->selectionModel()->isRowSelected(index.row())) {
    view_->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    const int across = view_->horizontalScrollBar()->value();
    view_->scrollTo(index);
    view_->horizontalScrollBar()->setValue(across);
  }
  following_ = false;
}

void ZonePanel::tellSession() {
  if (following_) return;
  const QModelIndexList selected = view_->selectionModel()->selectedRows();
  if (selected.isEmpty()) return session_.select(std::nullopt);
  const QModelIndex current = view_->currentIndex();
  const QModelIndex chosen =
      current.isValid() && view_->selectionModel()->isRowSelected(current.row()) ? current : selected.first();
  session_.select(table_.zoneAt(rows_.mapToSource(chosen).row()));
}

void ZonePanel::showMenu(const QPoint& at) {
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  if (view_->selectionModel()->hasSelection()) {  // a right click selects its row first; the menu key has no place
    menu->addAction(zoom_);
    menu->addAction(copy_);
    menu->addSeparator();
  }
  menu->addAction(copyAll_);
  menu->addAction(save_);
  menu->popup(view_->viewport()->mapToGlobal(at));
}

std::vector<std::string> ZonePanel::headers(bool oneLine) const {
  std::vector<std::string> headers;
  headers.reserve(ZoneTable::kColumns);
  for (int column = 0; column < ZoneTable::kColumns; ++column)
    headers.push_back(
        (oneLine ? table_.title(column) : table_.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString())
            .toStdString());
  return headers;
}

void ZonePanel::copyRows(const std::vector<int>& sourceRows, bool withTotals) const {
  std::vector<ZoneTable::Row> rows;
  rows.reserve(sourceRows.size() + 1);
  for (const int row : sourceRows) rows.push_back(table_.rows()[static_cast<std::size_t>(row)]);
  if (withTotals && session_.figures())
    rows.push_back({totalsLabel().toStdString(), "", totalsOf(*session_.figures(), rows_.shownZones())});
  QApplication::clipboard()->setText(zonesTsv(rows, headers(true), session_.words().units()));
}

void ZonePanel::copy() const {
  std::vector<int> shown;
  for (const QModelIndex& index : view_->selectionModel()->selectedRows()) shown.push_back(index.row());
  if (shown.empty()) return copyAll();
  std::ranges::sort(shown);
  for (int& row : shown) row = rows_.mapToSource(rows_.index(row, 0)).row();
  copyRows(shown, false);
}

void ZonePanel::copyAll() const { copyRows(rows_.shown(), true); }

ShownZones ZonePanel::shownZones() const {
  ShownZones zones{table_.layer(), {}, totalsOf(*session_.figures(), rows_.shownZones())};
  for (const int row : rows_.shown()) zones.rows.push_back(table_.rows()[static_cast<std::size_t>(row)]);
  return zones;
}

void ZonePanel::chooseExport() {
  const Wording& words = session_.words();
  if (session_.project() == nullptr || table_.rows().empty()) return;
  const QString xlsx = words("viewer.zones.export.xlsx") + QStringLiteral(" (*.xlsx)");
  const QString csv = words("viewer.zones.export.csv") + QStringLiteral(" (*.csv)");
  QString name = qt(table_.layer());
  for (const QChar c : QStringLiteral("/\\:*?\"<>|")) name.replace(c, '_');
  const QString folder = qt(session_.project()->outputFolder.string());
  auto* dialog = new QFileDialog(this, words("viewer.zones.export"), folder + '/' + name + QStringLiteral(".xlsx"),
                                 xlsx + QStringLiteral(";;") + csv);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix("xlsx");
  // The kind chosen is the kind written: the name follows it.
  connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, csv](const QString& filter) {
    const QString suffix = filter == csv ? QStringLiteral("csv") : QStringLiteral("xlsx");
    dialog->setDefaultSuffix(suffix);
    const QFileInfo chosen(dialog->selectedFiles().value(0));
    dialog->selectFile(chosen.completeBaseName() + '.' + suffix);
  });
  connect(dialog, &QFileDialog::fileSelected, this,
          [this](const QString& file) { exportTo(std::filesystem::path(file.toStdString())); });
  dialog->open();
}

void ZonePanel::exportTo(const std::filesystem::path& file) {
  const Wording& words = session_.words();
  const Project* const project = session_.project();
  if (project == nullptr || session_.figures() == nullptr || !mayExportTo(session_, file)) return;
  if (session_.renewing()) return session_.whenRenewed(this, [this, file] { exportTo(file); });
  TableWords sheet{
      words.language(), words.units(), project->name + " · " + table_.layer(), totalsLabel().toStdString(), {},
      headers(false)};
  const auto note = [&](const QString& line) { sheet.notes.push_back(line.toStdString()); };
  if (project->synthetic) note(words("report.synthetic"));
  if (!session_.editedFactors().empty()) note(words("viewer.factors.edited", session_.editedFactors().size()));
  if (session_.stale()) note(words("viewer.stale"));
  if (table_.overlaps()) note(words("viewer.zones.overlap"));
  if (const TimeAxis& time = session_.time(); time.exists())
    note(words("viewer.time.export.note", time.shown().year, session_.scenarioText(time.shown().scenario).toStdString(),
               project->baseYear));
  note(words("viewer.zones.export.note", project->baseYear, kVersion));

  inBackground(
      this,
      [file, zones = shownZones(), sheet = std::move(sheet)] {
        if (QFileInfo(qt(file.string())).suffix().compare("csv", Qt::CaseInsensitive) == 0)
          writeFileWhole(file, zonesCsv(zones, sheet.language));
        else
          writeZonesXlsx(zones, sheet, file);
        return true;
      },
      [this, file](const Outcome<bool>& outcome) {
        if (outcome.value)
          emit exported(qt(file.string()));
        else
          session_.tell(outcome.faults);
      });
}

}  // namespace tanhui::viewer
