#include "app/viewer/panels/factors/FactorPanel.h"

#include <QApplication>
#include <QClipboard>
#include <QCollator>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "app/viewer/panels/parts/Inks.h"
#include "app/viewer/panels/parts/TableLook.h"
#include "geo/draw/Canvas.h"

namespace tanhui::viewer {
namespace {

constexpr int kWidestFigure = 320;

/// Weak factors in the ink of warnings, on any palette.
class FactorLook : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

 protected:
  void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.column() == FactorTable::kGrade && index.data(FactorTable::kWeakRole).toBool())
      option->palette.setColor(QPalette::Text, Inks(option->palette)(ink::kWarning));
    if (index.data(FactorTable::kEditedRole).toBool())
      option->palette.setColor(QPalette::Text, Inks(option->palette)(ink::kAccent));
  }
};

}  // namespace

/// Rows whose key, name, unit, source or group hold the words of the filter.
class FactorPanel::Rows : public QSortFilterProxyModel {
 public:
  using QSortFilterProxyModel::QSortFilterProxyModel;
  QStringList words;
  bool weakOnly = false, editedOnly = false;
  void refilter() { invalidateFilter(); }

 protected:
  bool filterAcceptsRow(int row, const QModelIndex& parent) const override {
    const auto at = [&](int column) { return sourceModel()->index(row, column, parent); };
    if (weakOnly && !at(0).data(FactorTable::kWeakRole).toBool()) return false;
    if (editedOnly && !at(0).data(FactorTable::kEditedRole).toBool()) return false;
    QString text;
    for (const int column :
         {FactorTable::kKey, FactorTable::kName, FactorTable::kUnit, FactorTable::kSource, FactorTable::kGroup})
      text += at(column).data().toString() + '\n';
    return std::ranges::all_of(words, [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
  }
  bool lessThan(const QModelIndex& a, const QModelIndex& b) const override {
    const QVariant left = a.data(FactorTable::kRawRole), right = b.data(FactorTable::kRawRole);
    if (left.typeId() != QMetaType::Double) return collator_.compare(left.toString(), right.toString()) < 0;
    const double x = left.toDouble(), y = right.toDouble();
    if (std::isnan(x) || std::isnan(y)) return std::isnan(x) < std::isnan(y);
    return x < y;
  }

 private:
  QCollator collator_{QLocale(QLocale::Chinese, QLocale::China)};
};

FactorPanel::FactorPanel(Session& session, QWidget* parent)
    : QWidget(parent),
      session_(session),
      table_(session),
      rows_(new Rows(this)),
      pages_(new QStackedWidget),
      filter_(new QLineEdit),
      weakOnly_(new QCheckBox),
      editedOnly_(new QCheckBox),
      count_(new QLabel),
      note_(new QLabel),
      view_(new QTableView) {
  auto* whole = new QVBoxLayout(this);
  whole->setContentsMargins(0, 0, 0, 0);
  whole->addWidget(pages_);
  auto* empty = new EmptyState(session);
  connect(empty, &EmptyState::runWanted, this, &FactorPanel::runWanted);
  pages_->addWidget(empty);
  auto* page = new QWidget;
  pages_->addWidget(page);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(6, 6, 6, 6);
  column->setSpacing(6);
  auto* head = new QHBoxLayout;
  head->setSpacing(8);
  filter_->setObjectName("factorFilter");
  filter_->setClearButtonEnabled(true);
  filter_->setMaximumWidth(320);
  weakOnly_->setObjectName("factorWeakOnly");
  editedOnly_->setObjectName("factorEditedOnly");
  count_->setObjectName("factorCount");
  head->addWidget(filter_, 1);
  head->addWidget(weakOnly_);
  head->addWidget(editedOnly_);
  head->addStretch();
  head->addWidget(count_);
  column->addLayout(head);
  note_->setObjectName("factorNote");
  note_->setWordWrap(true);
  note_->setTextFormat(Qt::PlainText);
  note_->hide();
  column->addWidget(note_);

  rows_->setSourceModel(&table_);
  view_->setObjectName("factorTable");
  view_->setModel(rows_);
  view_->setItemDelegate(new FactorLook(view_));
  view_->setSortingEnabled(true);
  view_->sortByColumn(FactorTable::kKey, Qt::AscendingOrder);
  dressTable(*view_);
  view_->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                         QAbstractItemView::AnyKeyPressed);
  view_->setContextMenuPolicy(Qt::CustomContextMenu);
  // What people know a factor by comes first; the key is for override files.
  view_->horizontalHeader()->moveSection(FactorTable::kKey, FactorTable::kColumns - 1);
  view_->horizontalHeader()->moveSection(view_->horizontalHeader()->visualIndex(FactorTable::kGrade),
                                         view_->horizontalHeader()->visualIndex(FactorTable::kSource));
  column->addWidget(view_, 1);

  const auto make = [this](const char* name, auto slot) {
    auto* action = new QAction(this);
    action->setObjectName(name);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, slot);
    view_->addAction(action);
    return action;
  };
  reset_ = make("factorReset", [this] { resetSelected(); });
  resetAll_ = make("factorResetAll", [this] { session_.resetFactors(); });
  copy_ = make("factorCopy", [this] { copy(); });
  copy_->setShortcut(QKeySequence::Copy);

  connect(filter_, &QLineEdit::textChanged, this, &FactorPanel::refresh);
  connect(weakOnly_, &QCheckBox::toggled, this, &FactorPanel::refresh);
  connect(editedOnly_, &QCheckBox::toggled, this, &FactorPanel::refresh);
  connect(&table_, &FactorTable::noted, this, &FactorPanel::note);
  connect(&table_, &QAbstractItemModel::modelReset, this, &FactorPanel::fitColumns);
  connect(view_, &QTableView::customContextMenuRequested, this, &FactorPanel::showMenu);
  connect(&session.words(), &Wording::changed, this, &FactorPanel::rewrite);
  connect(&session, &Session::accountChanged, this, &FactorPanel::refresh);
  connect(&session, &Session::factorsEdited, this, &FactorPanel::refresh);
  recolour();
  rewrite();
}

void FactorPanel::rewrite() {
  const Wording& words = session_.words();
  filter_->setPlaceholderText(words("viewer.factors.filter"));
  filter_->setAccessibleName(words("viewer.factors.filter"));
  weakOnly_->setText(words("viewer.factors.weak_only"));
  weakOnly_->setToolTip(words("viewer.factors.weak"));
  editedOnly_->setText(words("viewer.factors.edited_only"));
  view_->setAccessibleName(words("viewer.factors.table"));
  reset_->setText(words("viewer.factors.reset"));
  resetAll_->setText(words("viewer.factors.undo_all"));
  copy_->setText(words("viewer.copy"));
  note({});  // said in the language before
  fitColumns();
  refresh();
}

void FactorPanel::refresh() {
  rows_->words = filter_->text().split(' ', Qt::SkipEmptyParts);
  rows_->weakOnly = weakOnly_->isChecked();
  rows_->editedOnly = editedOnly_->isChecked();
  rows_->refilter();
  const int shown = rows_->rowCount(), all = table_.rowCount();
  count_->setText(shown == all ? session_.words()("viewer.factors.count", all)
                               : session_.words()("viewer.zones.count_of", shown, all));
  pages_->setCurrentIndex(session_.account() == nullptr ? 0 : 1);
}

void FactorPanel::fitColumns() {
  const QFontMetrics metrics(view_->font());
  for (int column = 0; column < FactorTable::kColumns; ++column) {
    int width = view_->horizontalHeader()->sectionSizeHint(column);
    for (int row = 0; row < std::min(table_.rowCount(), 300); ++row)
      width = std::max(width, metrics.horizontalAdvance(table_.index(row, column).data().toString()) + 16);
    view_->horizontalHeader()->resizeSection(column, std::min(width + 4, kWidestFigure));
  }
}

void FactorPanel::note(const QString& text) {
  note_->setText(text);
  note_->setVisible(!text.isEmpty());
}

void FactorPanel::recolour() {
  QPalette own = note_->palette();
  own.setColor(QPalette::WindowText, Inks(palette())(ink::kWarning));
  note_->setPalette(own);
}

void FactorPanel::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) recolour();
}

void FactorPanel::showMenu(const QPoint& at) {
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  const QModelIndexList rows = view_->selectionModel()->selectedRows();
  reset_->setEnabled(std::ranges::any_of(
      rows, [](const QModelIndex& index) { return index.data(FactorTable::kEditedRole).toBool(); }));
  resetAll_->setEnabled(!session_.editedFactors().empty());
  menu->addAction(reset_);
  menu->addAction(resetAll_);
  menu->addSeparator();
  menu->addAction(copy_);
  menu->popup(view_->viewport()->mapToGlobal(at));
}

void FactorPanel::resetSelected() {
  std::vector<std::string> keys;  // rows may move, or go, while they are reset
  for (const QModelIndex& index : view_->selectionModel()->selectedRows())
    if (const int row = rows_->mapToSource(index).row(); table_.isEdited(row)) keys.push_back(table_.keyAt(row));
  for (const std::string& key : keys) session_.editFactor(key, std::nullopt);
  note({});
}

void FactorPanel::copy() const {
  QModelIndexList selected = view_->selectionModel()->selectedRows();
  std::ranges::sort(selected, {}, &QModelIndex::row);
  QStringList lines, cells;
  for (int column = 0; column < FactorTable::kColumns; ++column)
    cells.append(table_.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
  lines.append(cells.join('\t'));
  for (const QModelIndex& index : selected) {
    cells.clear();
    for (int column = 0; column < FactorTable::kColumns; ++column)
      cells.append(index.siblingAtColumn(column).data().toString().replace('\t', ' ').replace('\n', ' '));
    lines.append(cells.join('\t'));
  }
  QApplication::clipboard()->setText(lines.join('\n') + '\n');
}

}  // namespace tanhui::viewer
