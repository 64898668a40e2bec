#include "app/viewer/sheet/SheetDialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include "app/viewer/model/ExportPlace.h"
#include "app/viewer/sheet/GeoPdf.h"

namespace tanhui::viewer {
namespace {

constexpr int kPreviewDpi = 96;

enum Format { kPdf, kGeoPdf, kPng };

struct Paper {
  const char* id;
  QPageSize::PageSizeId size;
  bool landscape;
};
constexpr std::array kPapers{
    Paper{"viewer.sheet.a4_landscape", QPageSize::A4, true}, Paper{"viewer.sheet.a4_portrait", QPageSize::A4, false},
    Paper{"viewer.sheet.a3_landscape", QPageSize::A3, true}, Paper{"viewer.sheet.a3_portrait", QPageSize::A3, false}};

}  // namespace

SheetDialog::SheetDialog(Session& session, const MapCanvas& canvas, QWidget* parent)
    : QDialog(parent), session_(session), box_(canvas.view().box()) {
  const Wording& words = session.words();
  setWindowTitle(words("viewer.sheet"));
  const SheetChoice usual = usualChoice(session, words);
  const auto field = [this](const char* name, const QString& text) {
    auto* edit = new QLineEdit(text, this);
    edit->setObjectName(name);
    edit->setCursorPosition(0);
    connect(edit, &QLineEdit::textChanged, &soon_, qOverload<>(&QTimer::start));
    return edit;
  };
  title_ = field("sheetTitle", usual.title);
  subtitle_ = field("sheetSubtitle", usual.subtitle);
  author_ = field("sheetAuthor", usual.author);
  source_ = field("sheetSource", usual.source);
  paper_ = new QComboBox(this);
  for (const Paper& paper : kPapers) paper_->addItem(words(paper.id));
  format_ = new QComboBox(this);
  format_->setObjectName("sheetFormat");
  for (const char* id : {"viewer.sheet.pdf", "viewer.sheet.geopdf", "viewer.sheet.png"}) format_->addItem(words(id));
  auto* form = new QFormLayout;
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  form->addRow(words("viewer.sheet.title"), title_);
  form->addRow(words("viewer.sheet.second"), subtitle_);
  form->addRow(words("viewer.sheet.author"), author_);
  form->addRow(words("viewer.sheet.sources"), source_);
  form->addRow(words("viewer.sheet.paper"), paper_);
  form->addRow(words("viewer.sheet.format"), format_);
  state_ = new QLabel(this);
  state_->setWordWrap(true);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
  buttons->button(QDialogButtonBox::Close)->setText(words("viewer.close"));
  export_ = buttons->addButton(words("viewer.sheet.export"), QDialogButtonBox::AcceptRole);
  export_->setObjectName("sheetExport");
  export_->setDefault(true);
  auto* side = new QVBoxLayout;
  side->addLayout(form);
  side->addStretch();
  side->addWidget(state_);
  side->addWidget(buttons);
  auto* sideBox = new QWidget(this);
  sideBox->setLayout(side);
  sideBox->setFixedWidth(330);
  image_ = new QLabel(this);
  image_->setAlignment(Qt::AlignCenter);
  image_->setMinimumSize(420, 320);
  auto* layout = new QHBoxLayout(this);
  layout->addWidget(image_, 1);
  layout->addWidget(sideBox);
  resize(1080, 640);

  soon_.setSingleShot(true);
  soon_.setInterval(200);
  connect(&soon_, &QTimer::timeout, this, &SheetDialog::preview);
  connect(paper_, &QComboBox::currentIndexChanged, &soon_, qOverload<>(&QTimer::start));
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(export_, &QPushButton::clicked, this, &SheetDialog::askAndExport);
  preview();
}

SheetChoice SheetDialog::choice() const {
  SheetChoice choice;
  const Paper& paper = kPapers[static_cast<std::size_t>(paper_->currentIndex())];
  choice.paper = paper.size;
  choice.landscape = paper.landscape;
  choice.title = title_->text();
  choice.subtitle = subtitle_->text();
  choice.author = author_->text();
  choice.source = source_->text();
  return choice;
}

void SheetDialog::preview() {
  if (session_.renewing()) return session_.whenRenewed(this, [this] { preview(); });
  const std::uint64_t asked = ++asked_;
  SheetChoice coarse = choice();
  coarse.dpi = kPreviewDpi;
  inBackground(
      this,
      [request = sheetRequest(session_, coarse, box_)] { return std::make_shared<const Sheet>(makeSheet(request)); },
      [this, asked](Outcome<std::shared_ptr<const Sheet>> outcome) {
        if (asked != asked_) return;
        if (!outcome.value) return state_->setText(session_.words()(outcome.faults.front().problem()));
        picture_ = sheetImage(**outcome.value, session_.layers(), session_.words(), kPreviewDpi);
        showImage();
        emit previewed();
      });
}

void SheetDialog::showImage() {
  if (picture_.isNull()) return;
  const QSize room = image_->size() * devicePixelRatioF();
  QImage shown = picture_.scaled(room, Qt::KeepAspectRatio, Qt::SmoothTransformation);
  shown.setDevicePixelRatio(devicePixelRatioF());
  image_->setPixmap(QPixmap::fromImage(shown));
}

void SheetDialog::resizeEvent(QResizeEvent* event) {
  QDialog::resizeEvent(event);
  showImage();
}

void SheetDialog::askAndExport() {
  const int format = format_->currentIndex();
  const QString extension = format == kPng ? "png" : "pdf";
  const QString start = QString("%1.%2").arg(title_->text().isEmpty() ? "map" : title_->text(), extension);
  const QString file = askExportPlace(this, session_.words()("viewer.sheet.export"), start, extension);
  if (!file.isEmpty()) exportTo(file.toStdString(), format == kGeoPdf);
}

void SheetDialog::exportTo(const std::filesystem::path& file, bool geoPdf) {
  if (session_.renewing()) return session_.whenRenewed(this, [this, file, geoPdf] { exportTo(file, geoPdf); });
  if (!mayExportTo(session_, file)) return;
  export_->setEnabled(false);
  state_->setText(session_.words()("viewer.sheet.writing"));
  inBackground(
      this,
      [request = sheetRequest(session_, choice(), box_)] { return std::make_shared<const Sheet>(makeSheet(request)); },
      [this, file, geoPdf](Outcome<std::shared_ptr<const Sheet>> outcome) {
        export_->setEnabled(true);
        Faults faults = outcome.faults;
        if (outcome.value) {
          try {
            if (geoPdf)
              writeGeoPdf(**outcome.value, session_.layers(), session_.words(), file);
            else
              writeSheet(**outcome.value, session_.layers(), session_.words(), file);
            state_->setText(session_.words()("viewer.sheet.written", file.string()));
            emit written(QString::fromStdString(file.string()));
            return;
          } catch (...) {
            faults = faultsOf(std::current_exception());
          }
        }
        state_->setText(session_.words()(faults.front().problem()) + "\n" + session_.words()(faults.front().remedy()));
        session_.tell(faults);
      });
}

}  // namespace tanhui::viewer
