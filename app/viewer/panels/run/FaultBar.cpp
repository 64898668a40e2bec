#include "app/viewer/panels/run/FaultBar.h"

#include <algorithm>

#include <QAccessible>
#include <QClipboard>
#include <QDesktopServices>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QStyle>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include "app/viewer/panels/parts/FaultText.h"

namespace tanhui::viewer {
namespace {

constexpr std::size_t kMostRows = 100;  // more, nobody reads; copying gives all
constexpr int kIcon = 18;

QToolButton* makeButton(const char* name, QWidget* parent) {
  auto* button = new QToolButton(parent);
  button->setObjectName(name);
  button->setAutoRaise(true);
  button->setToolButtonStyle(Qt::ToolButtonTextOnly);
  button->setFocusPolicy(Qt::StrongFocus);
  return button;
}

}  // namespace

FaultBar::FaultBar(Session& session, QWidget* parent)
    : QFrame(parent),
      session_(session),
      title_(new QLabel(this)),
      copy_(makeButton("fault_copy", this)),
      open_(makeButton("fault_open", this)),
      close_(makeButton("fault_close", this)),
      scroll_(new QScrollArea(this)),
      rows_(new QWidget),
      list_(new QVBoxLayout(rows_)) {
  setObjectName("fault_bar");
  setFrameShape(QFrame::StyledPanel);
  setAutoFillBackground(true);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
  title_->setObjectName("fault_title");
  QFont bold = title_->font();
  bold.setBold(true);
  title_->setFont(bold);
  close_->setToolButtonStyle(Qt::ToolButtonIconOnly);
  close_->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton));
  list_->setContentsMargins(0, 0, 6, 2);
  list_->setSpacing(6);
  rows_->setAutoFillBackground(false);
  scroll_->setObjectName("fault_scroll");
  scroll_->setWidget(rows_);
  scroll_->setWidgetResizable(true);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll_->viewport()->setAutoFillBackground(false);

  auto* head = new QHBoxLayout;
  head->setSpacing(4);
  head->addWidget(title_, 1);
  head->addWidget(open_);
  head->addWidget(copy_);
  head->addWidget(close_);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(10, 4, 6, 6);
  layout->setSpacing(4);
  layout->addLayout(head);
  layout->addWidget(scroll_);

  connect(copy_, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(allText()); });
  connect(open_, &QToolButton::clicked, this,
          [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(projectFileAtFault())); });
  connect(close_, &QToolButton::clicked, this, &FaultBar::clear);
  connect(&session_, &Session::failed, this, &FaultBar::showFaults);
  connect(&session_, &Session::projectChanged, this, &FaultBar::projectChanged);
  connect(&session_.words(), &Wording::changed, this, &FaultBar::rebuild);
  rebuild();
}

void FaultBar::showFaults(const Faults& faults) {
  const auto same = [this](const Error& a, const Error& b) {
    return faultText(session_.words(), a) == faultText(session_.words(), b);
  };
  for (const Error& fault : faults)
    if (std::ranges::none_of(faults_, [&](const Error& known) { return same(known, fault); })) faults_.push_back(fault);
  rebuild();
  if (faults.empty()) return;
  QAccessibleEvent alert(this, QAccessible::Alert);
  QAccessible::updateAccessibility(&alert);
}

void FaultBar::showWarnings(const Warnings& warnings) {
  warnings_ = warnings;
  rebuild();
}

void FaultBar::clear() {
  faults_.clear();
  warnings_.clear();
  rebuild();
}

/// A project that opened has no faults any more; the warnings of its run still hold.
void FaultBar::projectChanged() {
  const std::filesystem::path now = session_.project() != nullptr ? session_.project()->file : std::filesystem::path();
  if (now != project_) warnings_.clear();
  project_ = now;
  faults_.clear();
  rebuild();
}

QString FaultBar::allText() const {
  QStringList lines;
  for (const Error& fault : faults_) lines << faultText(session_.words(), fault);
  for (const Warning& warning : warnings_) lines << warningText(session_.words(), warning);
  return lines.join('\n');
}

QString FaultBar::projectFileAtFault() const {
  for (const Error& fault : faults_) {
    const FaultPlace place = placeOf(fault.where());
    if (place.line > 0 && place.file.endsWith(".toml")) return place.file;
  }
  return {};
}

void FaultBar::rebuild() {
  const Wording& words = session_.words();
  while (QLayoutItem* item = list_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  const auto icon = [this](QStyle::StandardPixmap which) { return style()->standardIcon(which).pixmap(kIcon, kIcon); };
  const QString muted = mutedText(QGuiApplication::palette()).name();
  std::size_t rows = 0;
  for (const Error& fault : faults_) {
    if (++rows > kMostRows) break;
    const bool work = fault.kind() == ErrorKind::work;
    addRow(icon(work ? QStyle::SP_MessageBoxCritical : QStyle::SP_MessageBoxWarning),
           words(work ? "viewer.fault.kind.work" : "viewer.fault.kind.project"),
           QString("<b>%1</b><br>%2 <span style='color:%3'>— %4</span>")
               .arg(breakable(words(fault.problem())), breakable(words(fault.remedy())), muted,
                    breakable(placeText(words, fault.where()))),
           faultText(words, fault));
  }
  for (const Warning& warning : warnings_) {
    if (++rows > kMostRows) break;
    addRow(icon(QStyle::SP_MessageBoxInformation), words("viewer.fault.kind.warning"),
           QString("%1 <span style='color:%2'>— %3</span>")
               .arg(breakable(words(warning.what)), muted, breakable(placeText(words, warning.where))),
           warningText(words, warning));
  }
  const std::size_t all = faults_.size() + warnings_.size();
  if (all > kMostRows) list_->addWidget(new QLabel(words("viewer.fault.more", all - kMostRows), rows_));

  title_->setText(faults_.empty()     ? words("viewer.fault.title.warnings", warnings_.size())
                  : warnings_.empty() ? words("viewer.fault.title.faults", faults_.size())
                                      : words("viewer.fault.title.both", faults_.size(), warnings_.size()));
  copy_->setText(words("viewer.fault.copy"));
  copy_->setToolTip(words("viewer.fault.copy.tip"));
  open_->setText(words("viewer.fault.open"));
  open_->setToolTip(projectFileAtFault());
  open_->setVisible(!projectFileAtFault().isEmpty());
  close_->setToolTip(words("viewer.fault.close"));
  close_->setAccessibleName(words("viewer.fault.close"));
  setAccessibleName(title_->text());
  setAccessibleDescription(allText());
  retint();
  setVisible(all > 0);
  fit();
}

void FaultBar::addRow(const QPixmap& icon, const QString& kind, const QString& html, const QString& plain) {
  auto* row = new QWidget(rows_);
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  auto* picture = new QLabel(row);
  picture->setPixmap(icon);
  picture->setToolTip(kind);
  picture->setAccessibleName(kind);
  auto* text = new QLabel(html, row);
  text->setObjectName("fault_row");
  text->setTextFormat(Qt::RichText);
  text->setWordWrap(true);
  text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  text->setAccessibleName(kind + ": " + plain);
  layout->addWidget(picture, 0, Qt::AlignTop);
  layout->addWidget(text, 1);
  list_->addWidget(row);
  row->show();  // at once, for the height
}

/// A touch of red or amber over the colours of the window.
void FaultBar::retint() {
  const QPalette base = QGuiApplication::palette();  // a parent may not have heard of a change yet
  const QColor tone = faults_.empty() ? doubtColour(base) : faultColour(base);
  const QColor tint = blend(base.color(QPalette::Window), tone, 0.14);
  if (palette().color(QPalette::Window) == tint) return;
  QPalette own;  // the rest is inherited
  own.setColor(QPalette::Window, tint);
  setPalette(own);
}

/// As high as its rows, but never more than a third of the window.
void FaultBar::fit() {
  if (!isVisible()) return;
  const QMargins margins = layout()->contentsMargins();
  const int around = std::max(title_->sizeHint().height(), copy_->sizeHint().height()) + layout()->spacing() +
                     margins.top() + margins.bottom() + 2 * frameWidth();
  const int width = scroll_->width();
  const int wanted = list_->hasHeightForWidth() ? list_->totalHeightForWidth(width) : list_->totalSizeHint().height();
  const int limit = std::max(fontMetrics().height() * 2, window()->height() / 3 - around);
  scroll_->setFixedHeight(std::min(wanted, limit));
}

bool FaultBar::eventFilter(QObject* watched, QEvent* event) {
  if (watched == window() && event->type() == QEvent::Resize) fit();
  return QFrame::eventFilter(watched, event);
}

void FaultBar::resizeEvent(QResizeEvent* event) {
  QFrame::resizeEvent(event);
  fit();
}

void FaultBar::showEvent(QShowEvent* event) {
  QFrame::showEvent(event);
  window()->removeEventFilter(this);
  window()->installEventFilter(this);
  fit();
}

void FaultBar::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::PaletteChange && list_ != nullptr) rebuild();
}

}  // namespace tanhui::viewer
