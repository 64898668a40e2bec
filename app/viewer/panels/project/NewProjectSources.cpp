#include "app/viewer/panels/project/NewProjectSources.h"

#include <algorithm>
#include <set>

#include <QBoxLayout>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QListWidget>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include "app/viewer/panels/parts/FaultText.h"
#include "geo/base/PlainNumber.h"

namespace tanhui::viewer {
namespace fs = std::filesystem;
namespace {

std::vector<fs::path> localFiles(const QMimeData& mime) {
  std::vector<fs::path> files;
  for (const QUrl& url : mime.urls())
    if (url.isLocalFile()) files.emplace_back(url.toLocalFile().toStdString());
  return files;
}

/// A folder that is a layer itself.
bool isContainer(const fs::path& path) { return path.extension() == ".gdb" || path.extension() == ".GDB"; }

}  // namespace

NewProjectSources::NewProjectSources(Wording& words, NewProjectDraft& draft, QWidget* parent)
    : QWizardPage(parent), words_(words), draft_(draft) {
  setAcceptDrops(true);
  hint_ = new QLabel(this);
  hint_->setWordWrap(true);
  folderButton_ = new QPushButton(this);
  folderButton_->setObjectName("new_folder");
  filesButton_ = new QPushButton(this);
  filesButton_->setObjectName("new_files");
  remove_ = new QPushButton(this);
  remove_->setObjectName("new_remove");
  open_ = new QPushButton(this);
  open_->setObjectName("new_open");
  folder_ = new QLabel(this);
  folder_->setWordWrap(true);
  folder_->setTextFormat(Qt::RichText);
  there_ = new FaultNote(this);
  there_->setObjectName("new_there");
  rows_ = new QListWidget(this);
  rows_->setObjectName("new_rows");
  rows_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  rows_->setWordWrap(true);
  rows_->setSpacing(2);
  bar_ = new QProgressBar(this);
  bar_->setObjectName("new_bar");
  none_ = new FaultNote(this);

  auto* buttons = new QHBoxLayout;
  buttons->addWidget(folderButton_);
  buttons->addWidget(filesButton_);
  buttons->addStretch(1);
  buttons->addWidget(remove_);
  auto* there = new QHBoxLayout;
  there->addWidget(there_, 1);
  there->addWidget(open_);
  auto* column = new QVBoxLayout(this);
  column->setSpacing(8);
  column->addWidget(hint_);
  column->addLayout(buttons);
  column->addWidget(rows_, 1);
  column->addWidget(bar_);
  column->addWidget(none_);
  column->addWidget(folder_);
  column->addLayout(there);

  connect(folderButton_, &QPushButton::clicked, this, &NewProjectSources::chooseFolder);
  connect(filesButton_, &QPushButton::clicked, this, &NewProjectSources::chooseFiles);
  connect(remove_, &QPushButton::clicked, this, &NewProjectSources::removeSelected);
  connect(open_, &QPushButton::clicked, this, [this] { emit openInstead(draft_.projectFile()); });
  connect(rows_, &QListWidget::itemSelectionChanged, this,
          [this] { remove_->setEnabled(!rows_->selectedItems().isEmpty()); });
  retranslate();
}

void NewProjectSources::chooseFolder() {
  auto* dialog = new QFileDialog(this, words_("viewer.new.folder"), qt(draft_.folder));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::Directory);
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) { addFolder(folder.toStdString()); });
  dialog->open();
}

void NewProjectSources::chooseFiles() {
  auto* dialog = new QFileDialog(this, words_("viewer.new.files"), qt(draft_.folder));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFiles);
  dialog->setNameFilters({words_("viewer.new.filter") + " (*.shp *.gpkg *.geojson *.json *.fgb *.kml *.gml *.tif "
                                                        "*.tiff *.img *.vrt)",
                          words_("viewer.new.filter.all") + " (*)"});
  connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& names) {
    std::vector<fs::path> files;
    for (const QString& name : names) files.emplace_back(name.toStdString());
    addFiles(files);
  });
  dialog->open();
}

void NewProjectSources::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void NewProjectSources::dropEvent(QDropEvent* event) {
  addFiles(localFiles(*event->mimeData()));
  event->acceptProposedAction();
}

void NewProjectSources::addFolder(const fs::path& folder) {
  inBackground(
      this, [folder] { return findLayers(folder); },
      [this, folder](Outcome<std::vector<fs::path>> files) {
        take(folder, files.value ? std::move(*files.value) : std::vector<fs::path>());
      });
}

/// Files; a folder among them counts as chosen.
void NewProjectSources::addFiles(const std::vector<fs::path>& files) {
  std::vector<fs::path> plain;
  std::error_code code;
  for (const fs::path& file : files) {
    if (fs::is_directory(file, code) && !isContainer(file))
      addFolder(file);
    else
      plain.push_back(file);
  }
  if (plain.empty()) return;
  const fs::path folder = draft_.folder.empty() ? plain.front().parent_path() : draft_.folder;
  take(folder, std::move(plain));
}

/// The tables that lie in the folder are wanted before the first layer is looked at.
void NewProjectSources::take(fs::path folder, std::vector<fs::path> files) {
  std::set<fs::path> known(waiting_.begin(), waiting_.end());
  for (const DraftLayer& layer : draft_.layers) known.insert(layer.guess.path);
  for (fs::path& file : files)
    if (file != now_ && known.insert(file).second) {
      waiting_.push_back(std::move(file));
      ++asked_;
    }
  const bool moved = folder != draft_.folder;
  draft_.folder = std::move(folder);
  showRows();
  if (looking_) return;
  if (!moved && !draft_.tables.empty()) return lookAtNext();
  looking_ = true;
  inBackground(
      this, [folder = draft_.folder] { return tableChoices(folder); },
      [this](Outcome<std::vector<TableChoice>> tables) {
        looking_ = false;
        if (tables.value) draft_.tables = std::move(*tables.value);
        lookAtNext();
      });
}

void NewProjectSources::lookAtNext() {
  if (waiting_.empty()) {
    const bool fresh = done_ > 0;
    now_.clear();
    asked_ = done_ = 0;
    if (fresh) {
      sortByRole(draft_.layers);
      if (!draft_.headEdited) guessHead(draft_, words_.language());
    }
    showRows();
    emit completeChanged();
    return;
  }
  now_ = waiting_.front();
  waiting_.pop_front();
  looking_ = true;
  showRows();
  emit completeChanged();
  inBackground(
      this, [file = now_, tables = draft_.tables] { return guessLayers(file, tables); },
      [this, file = now_](Outcome<std::vector<LayerGuess>> outcome) { looked(file, std::move(outcome)); });
}

void NewProjectSources::looked(const fs::path& file, Outcome<std::vector<LayerGuess>> outcome) {
  looking_ = false;
  ++done_;
  if (outcome.value) {
    for (LayerGuess& guess : *outcome.value) {
      DraftLayer layer{nextId_++, std::move(guess), true, std::nullopt};
      layer.used = layer.guess.role != LayerRole::none;
      draft_.layers.push_back(std::move(layer));
    }
  } else {
    DraftLayer layer{nextId_++, {}, false, outcome.faults.front()};
    layer.guess.path = file;
    draft_.layers.push_back(std::move(layer));
  }
  lookAtNext();
}

void NewProjectSources::removeSelected() {
  std::set<int> gone;
  for (const QListWidgetItem* item : rows_->selectedItems()) gone.insert(item->data(Qt::UserRole).toInt());
  std::erase_if(draft_.layers, [&](const DraftLayer& layer) { return gone.contains(layer.id); });
  if (gone.contains(draft_.region)) draft_.region = -1;
  showRows();
  emit completeChanged();
}

bool NewProjectSources::isComplete() const {
  return !busy() && std::ranges::any_of(draft_.layers, [](const DraftLayer& layer) { return !layer.unreadable; });
}

void NewProjectSources::showRows() {
  rows_->clear();
  for (const DraftLayer& layer : draft_.layers) {
    const LayerGuess& guess = layer.guess;
    QString text = qt(guess.path.filename());
    if (!guess.sublayer.empty()) text += " · " + QString::fromStdString(guess.sublayer);
    if (layer.unreadable)
      text += "\n" + words_(layer.unreadable->problem()) + " — " + words_(layer.unreadable->remedy());
    else if (guess.raster)
      text += "\n" + words_(roleId(guess.role));
    else
      text += "\n" + words_("viewer.new.found", words_(roleId(guess.role)).toStdString(),
                            grouped(static_cast<double>(guess.features), 0));
    auto* item = new QListWidgetItem(text, rows_);
    item->setData(Qt::UserRole, layer.id);
    item->setToolTip(qt(guess.path));
    if (layer.unreadable) item->setIcon(style()->standardIcon(QStyle::SP_MessageBoxWarning));
  }
  remove_->setEnabled(false);
  bar_->setVisible(busy());
  bar_->setRange(0, asked_);
  bar_->setValue(done_);
  bar_->setFormat(now_.empty() ? QString() : words_("viewer.new.looking", now_.filename().string()));
  none_->say(!busy() && draft_.layers.empty() && !draft_.folder.empty() ? words_("viewer.new.nothing") : QString());
  folder_->setVisible(!draft_.folder.empty());
  folder_->setText(words_("viewer.new.target", breakable(qt(draft_.projectFile())).toStdString()));
  std::error_code code;
  const bool there = !draft_.folder.empty() && fs::exists(draft_.projectFile(), code);
  there_->say(there ? words_("viewer.new.there") : QString(), FaultNote::Tone::doubt);
  open_->setVisible(there);
}

void NewProjectSources::retranslate() {
  setTitle(words_("viewer.new.sources"));
  hint_->setText(words_("viewer.new.sources.hint"));
  folderButton_->setText(words_("viewer.new.folder"));
  filesButton_->setText(words_("viewer.new.files"));
  remove_->setText(words_("viewer.new.remove"));
  open_->setText(words_("viewer.new.open"));
  rows_->setAccessibleName(words_("viewer.new.sources"));
  showRows();
}

}  // namespace tanhui::viewer
