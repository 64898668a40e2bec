#include "app/viewer/panels/project/NewProjectLayers.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QListWidget>
#include <QScrollArea>
#include <QSplitter>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include "app/viewer/panels/parts/FaultText.h"
#include "app/viewer/panels/project/NewProjectForm.h"

namespace tanhui::viewer {

NewProjectLayers::NewProjectLayers(Wording& words, NewProjectDraft& draft, QWidget* parent)
    : QWizardPage(parent), words_(words), draft_(draft) {
  hint_ = new QLabel(this);
  hint_->setWordWrap(true);
  list_ = new QListWidget(this);
  list_->setObjectName("new_layers");
  list_->setDragDropMode(QAbstractItemView::InternalMove);
  list_->setDefaultDropAction(Qt::MoveAction);
  list_->setSpacing(1);
  list_->setMinimumWidth(190);
  up_ = new QToolButton(this);
  up_->setObjectName("new_up");
  up_->setArrowType(Qt::UpArrow);
  down_ = new QToolButton(this);
  down_->setObjectName("new_down");
  down_->setArrowType(Qt::DownArrow);
  form_ = new NewProjectForm(words, draft);
  form_->setObjectName("new_form");
  unreadable_ = new FaultNote;
  unreadable_->setMargin(10);
  whole_ = new FaultNote(this);
  whole_->setObjectName("new_whole");

  auto* left = new QWidget(this);
  auto* leftColumn = new QVBoxLayout(left);
  leftColumn->setContentsMargins(0, 0, 0, 0);
  leftColumn->setSpacing(4);
  leftColumn->addWidget(list_, 1);
  auto* arrows = new QHBoxLayout;
  arrows->addWidget(up_);
  arrows->addWidget(down_);
  arrows->addStretch(1);
  leftColumn->addLayout(arrows);
  auto* right = new QWidget;
  auto* rightColumn = new QVBoxLayout(right);
  rightColumn->setContentsMargins(0, 0, 0, 0);
  rightColumn->addWidget(unreadable_);
  rightColumn->addWidget(form_, 1);
  rightColumn->addStretch(0);
  auto* scroll = new QScrollArea(this);
  scroll->setWidget(right);
  scroll->setWidgetResizable(true);
  auto* splitter = new QSplitter(this);
  splitter->addWidget(left);
  splitter->addWidget(scroll);
  splitter->setStretchFactor(0, 2);
  splitter->setStretchFactor(1, 5);
  splitter->setChildrenCollapsible(false);
  auto* column = new QVBoxLayout(this);
  column->setSpacing(8);
  column->addWidget(hint_);
  column->addWidget(splitter, 1);
  column->addWidget(whole_);

  connect(list_, &QListWidget::currentRowChanged, this, [this] { showCurrent(); });
  connect(list_, &QListWidget::itemChanged, this, [this](const QListWidgetItem* item) {
    if (filling_) return;
    for (DraftLayer& layer : draft_.layers) {
      if (layer.id != item->data(Qt::UserRole).toInt()) continue;
      layer.used = item->checkState() == Qt::Checked;
      if (layer.guess.role == LayerRole::region) draft_.region = layer.used ? layer.id : -1;
    }
    showCurrent();
    showStates();
  });
  connect(list_->model(), &QAbstractItemModel::rowsMoved, this, &NewProjectLayers::takeOrder);
  connect(list_->model(), &QAbstractItemModel::rowsInserted, this, &NewProjectLayers::takeOrder);
  connect(list_->model(), &QAbstractItemModel::rowsRemoved, this, &NewProjectLayers::takeOrder);
  connect(up_, &QToolButton::clicked, this, [this] { moveBy(-1); });
  connect(down_, &QToolButton::clicked, this, [this] { moveBy(1); });
  connect(form_, &NewProjectForm::edited, this, &NewProjectLayers::edit);
  retranslate();
}

void NewProjectLayers::initializePage() {
  fillList();
  list_->setCurrentRow(0);
}

void NewProjectLayers::fillList() {
  filling_ = true;
  list_->clear();
  for (const DraftLayer& layer : draft_.layers) {
    auto* item = new QListWidgetItem(list_);
    item->setData(Qt::UserRole, layer.id);
    item->setToolTip(QString::fromStdString(layer.guess.path.string()));
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled |
                   (layer.unreadable ? Qt::NoItemFlags : Qt::ItemIsUserCheckable));
    item->setCheckState(layer.used ? Qt::Checked : Qt::Unchecked);
  }
  filling_ = false;
  showStates();
}

/// The list was dragged into another order. While an item is on its way, it is there twice or not at all.
void NewProjectLayers::takeOrder() {
  if (filling_ || list_->count() != static_cast<int>(draft_.layers.size())) return;
  std::vector<DraftLayer> ordered;
  for (int i = 0; i < list_->count(); ++i)
    if (const DraftLayer* layer = draft_.find(list_->item(i)->data(Qt::UserRole).toInt())) ordered.push_back(*layer);
  if (ordered.size() == draft_.layers.size()) draft_.layers = std::move(ordered);
  showStates();
}

void NewProjectLayers::moveBy(int rows) {
  const int row = list_->currentRow(), to = row + rows;
  if (row < 0 || to < 0 || to >= list_->count()) return;
  filling_ = true;
  QListWidgetItem* item = list_->takeItem(row);
  list_->insertItem(to, item);
  filling_ = false;
  list_->setCurrentRow(to);
  takeOrder();
}

DraftLayer* NewProjectLayers::current() {
  const QListWidgetItem* item = list_->currentItem();
  if (item == nullptr) return nullptr;
  const auto found = std::ranges::find(draft_.layers, item->data(Qt::UserRole).toInt(), &DraftLayer::id);
  return found == draft_.layers.end() ? nullptr : &*found;
}

void NewProjectLayers::showCurrent() {
  const DraftLayer* layer = current();
  const bool unreadable = layer != nullptr && layer->unreadable;
  unreadable_->say(unreadable ? faultText(words_, *layer->unreadable) : QString());
  form_->showLayer(unreadable ? nullptr : layer);
  up_->setEnabled(layer != nullptr && list_->currentRow() > 0);
  down_->setEnabled(layer != nullptr && list_->currentRow() + 1 < list_->count());
  if (layer != nullptr) form_->tell(faultsOfLayer(draft_, static_cast<std::size_t>(layer - draft_.layers.data())));
}

void NewProjectLayers::edit(const LayerGuess& guess) {
  DraftLayer* layer = current();
  if (layer == nullptr) return;
  const bool wasRegion = layer->guess.role == LayerRole::region;
  layer->guess = guess;
  if (guess.role == LayerRole::region && !wasRegion) draft_.region = layer->id;
  if (guess.role != LayerRole::region && wasRegion && draft_.region == layer->id) draft_.region = -1;
  form_->tell(faultsOfLayer(draft_, static_cast<std::size_t>(layer - draft_.layers.data())));
  showStates();
}

void NewProjectLayers::showStates() {
  filling_ = true;
  int faulty = 0;
  const int wide = list_->fontMetrics().boundingRect("国Ag").height();  // Chinese lines are higher than the font says
  for (int i = 0; i < list_->count(); ++i) {
    QListWidgetItem* item = list_->item(i);
    const auto layer = std::ranges::find(draft_.layers, item->data(Qt::UserRole).toInt(), &DraftLayer::id);
    if (layer == draft_.layers.end()) continue;
    const bool bad = !faultsOfLayer(draft_, static_cast<std::size_t>(layer - draft_.layers.begin())).empty();
    if (bad) ++faulty;
    const QString role = layer->unreadable ? words_("viewer.new.unreadable")
                         : !layer->used    ? words_("init.role.none")
                                           : words_(roleId(layer->guess.role));
    item->setText(QString::fromStdString(layer->guess.nameInReports()) + "\n" + role);
    item->setSizeHint({0, 2 * std::max(list_->fontMetrics().lineSpacing(), wide) + 8});
    item->setIcon(bad || layer->unreadable ? style()->standardIcon(QStyle::SP_MessageBoxWarning) : QIcon());
    item->setData(Qt::AccessibleTextRole, item->text() + (bad ? " " + words_("viewer.new.faulty") : QString()));
  }
  filling_ = false;
  const bool land = std::ranges::any_of(
      draft_.layers, [](const DraftLayer& layer) { return layer.used && !layer.unreadable && layer.guess.land(); });
  whole_->say(!land        ? words_("viewer.new.fault.no_land")
              : faulty > 0 ? words_("viewer.new.faults", faulty)
                           : QString());
  emit completeChanged();
}

bool NewProjectLayers::isComplete() const {
  bool land = false;
  for (std::size_t i = 0; i < draft_.layers.size(); ++i) {
    const DraftLayer& layer = draft_.layers[i];
    if (!faultsOfLayer(draft_, i).empty()) return false;
    land = land || (layer.used && !layer.unreadable && layer.guess.land());
  }
  return land;
}

void NewProjectLayers::retranslate() {
  setTitle(words_("viewer.new.layers"));
  hint_->setText(words_("viewer.new.layers.hint"));
  list_->setAccessibleName(words_("viewer.new.layers"));
  up_->setToolTip(words_("viewer.new.up"));
  up_->setAccessibleName(words_("viewer.new.up"));
  down_->setToolTip(words_("viewer.new.down"));
  down_->setAccessibleName(words_("viewer.new.down"));
  form_->retranslate();
  showStates();
  showCurrent();
}

}  // namespace tanhui::viewer
