#include "app/viewer/panels/totals/SummaryPanel.h"

#include <cmath>

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include "app/viewer/panels/parts/Inks.h"
#include "geo/report/Composer.h"

namespace tanhui::viewer {
namespace {

QLabel* label(const char* name, bool wrap = false) {
  auto* made = new QLabel;
  made->setObjectName(name);
  made->setWordWrap(wrap);
  made->setTextFormat(Qt::PlainText);
  made->setTextInteractionFlags(Qt::TextSelectableByMouse);
  return made;
}

QFont scaled(QFont font, double factor, bool bold) {
  font.setPointSizeF(font.pointSizeF() * factor);
  font.setBold(bold);
  return font;
}

}  // namespace

SummaryPanel::SummaryPanel(Session& session, QWidget* parent)
    : QWidget(parent),
      session_(session),
      title_(label("summaryTitle", true)),
      moment_(label("summaryMoment")),
      synthetic_(label("summarySynthetic")),
      nothing_(label("summaryNothing", true)),
      verdict_(label("summaryVerdict", true)),
      figures_(new QWidget) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(10, 8, 10, 8);
  column->setSpacing(6);
  title_->setFont(scaled(font(), 1.1, true));
  column->addWidget(title_);
  moment_->setFont(scaled(font(), 1.05, true));
  column->addWidget(moment_);
  auto* marks = new QHBoxLayout;
  marks->addWidget(synthetic_);
  marks->addStretch();
  marks->addWidget(new UnitSwitch(session.words()));
  column->addLayout(marks);
  stale_ = addNotice("noticeStale");
  edited_ = addNotice("noticeEdited");
  connect(stale_.action, &QToolButton::clicked, this, &SummaryPanel::runWanted);
  connect(edited_.action, &QToolButton::clicked, this, [this] { session_.resetFactors(); });
  column->addWidget(nothing_);

  figures_->setObjectName("summaryFigures");
  auto* grid = new QGridLayout(figures_);
  grid->setContentsMargins(0, 2, 0, 0);
  grid->setHorizontalSpacing(16);
  grid->setVerticalSpacing(8);
  stock_ = addFigure("summaryStock");
  flux_ = addFigure("summaryFlux");
  net_ = addFigure("summaryNet");
  agriculture_ = addFigure("summaryAgriculture");
  area_ = addFigure("summaryArea");
  grid->setColumnStretch(0, 1);
  grid->setColumnStretch(1, 1);
  column->addWidget(figures_);
  column->addWidget(verdict_);

  connect(&session.words(), &Wording::changed, this, &SummaryPanel::rewrite);
  connect(&session, &Session::projectChanged, this, &SummaryPanel::rewrite);
  connect(&session, &Session::accountChanged, this, &SummaryPanel::rewrite);
  connect(&session, &Session::factorsEdited, this, &SummaryPanel::rewrite);
  recolour();
  rewrite();
}

SummaryPanel::Figure SummaryPanel::addFigure(const char* name) {
  auto* grid = static_cast<QGridLayout*>(figures_->layout());
  const int place = grid->count();
  const QString base(name);
  Figure figure{label(qPrintable(base + "Name"), true), label(name, true), label(qPrintable(base + "Detail"), true)};
  figure.value->setFont(scaled(font(), 1.35, true));
  figure.detail->setFont(scaled(font(), 0.92, false));
  figure.value->setTextFormat(Qt::RichText);
  figure.value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  auto* cell = new QVBoxLayout;
  cell->setSpacing(1);
  for (QLabel* line : {figure.name, figure.value, figure.detail}) cell->addWidget(line);
  cell->addStretch();
  grid->addLayout(cell, place / 2, place % 2);
  return figure;
}

SummaryPanel::Notice SummaryPanel::addNotice(const char* name) {
  Notice notice{new QFrame, label(qPrintable(QString(name) + "Text"), true), new QToolButton};
  notice.box->setObjectName(name);
  notice.box->setAutoFillBackground(true);
  notice.action->setObjectName(QString(name) + "Action");
  notice.action->setToolButtonStyle(Qt::ToolButtonTextOnly);
  auto* row = new QHBoxLayout(notice.box);
  row->setContentsMargins(8, 4, 4, 4);
  row->addWidget(notice.text, 1);
  row->addWidget(notice.action);
  layout()->addWidget(notice.box);
  return notice;
}

void SummaryPanel::rewrite() {
  const Wording& words = session_.words();
  const Project* const project = session_.project();
  title_->setVisible(project != nullptr);
  title_->setText(project == nullptr ? QString() : qt(project->name));
  const TimeAxis& time = session_.time();
  moment_->setVisible(time.exists());
  if (time.exists()) moment_->setText(session_.momentText(time.shown()));
  synthetic_->setVisible(project != nullptr && project->synthetic);
  synthetic_->setText(words("viewer.summary.synthetic"));
  synthetic_->setToolTip(words("report.synthetic.long"));

  stale_.box->setVisible(session_.stale());
  stale_.text->setText(words("viewer.stale"));
  stale_.text->setToolTip(words("viewer.stale.tip"));
  stale_.action->setText(words("viewer.stale.run"));
  const std::size_t edits = session_.editedFactors().size();
  edited_.box->setVisible(edits > 0);
  edited_.text->setText(words("viewer.factors.edited", edits));
  figures_->setEnabled(!session_.renewing());
  edited_.text->setToolTip(words("viewer.factors.edited.tip"));
  edited_.action->setText(words("viewer.factors.undo_all"));

  const Account* const account = session_.account();
  nothing_->setVisible(account == nullptr);
  nothing_->setText(words(project == nullptr ? "viewer.empty.no_project" : "viewer.empty.no_run"));
  figures_->setVisible(account != nullptr);
  verdict_->setVisible(account != nullptr);
  if (account != nullptr) rewriteFigures(*account);
}

void SummaryPanel::rewriteFigures(const Account& account) {
  const Wording& words = session_.words();
  const Totals& t = account.total;
  const auto perArea = [&](Quantity quantity, double value) {
    return words("report.key.per_ha", words.figure(quantity, perHa(value, t.areaHa)).toStdString(),
                 words.unit(quantity).toStdString());
  };
  setFigure(area_, Quantity::area, t.areaHa, 0, "report.key.area",
            words("viewer.summary.area.detail", significant(t.areaHa * kMuPerHa / kTonnesPerWan, 4),
                  significant(t.areaHa / 100, 4)));
  setFigure(stock_, Quantity::stock, t.carbon.total(), t.stockSe, "report.key.stock",
            perArea(Quantity::stockDensity, t.carbon.total()));
  setFigure(flux_, Quantity::co2Flux, t.carbon.flux() * kCo2PerC, t.fluxSe * kCo2PerC, "report.key.flux",
            perArea(Quantity::fluxDensity, t.carbon.flux()));
  const Scope scope = session_.project() == nullptr ? Scope::sink : session_.project()->scope;
  const bool sink = scope == Scope::sink;
  setFigure(net_, Quantity::co2eFlux, t.carbon.net(scope), t.netSeIn(scope),
            sink ? "report.key.lulucf" : "report.key.net",
            words(sink ? "report.key.lulucf.detail" : "report.key.net.detail"));
  setFigure(agriculture_, Quantity::co2eFlux, t.carbon.agriculture, t.agricultureSe, "report.key.agriculture",
            words("viewer.summary.agriculture.detail"));
  const auto explain = [&](const Figure& figure, std::string_view tip, bool range) {
    const QString what = words(tip);
    figure.value->setToolTip(range ? what + "\n" + words("viewer.summary.range.tip") : what);
  };
  explain(area_, "viewer.zones.tip.area", false);
  explain(stock_, "viewer.zones.tip.stock", true);
  explain(flux_, "viewer.zones.tip.flux", true);
  explain(net_, sink ? "viewer.zones.tip.lulucf" : "viewer.zones.tip.net", true);
  explain(agriculture_, "viewer.zones.tip.agriculture", true);
  verdict_->setText(words(verdictOf(t, scope), words(scoped("report.net", scope)).toStdString()));
}

void SummaryPanel::setFigure(const Figure& figure, Quantity quantity, double value, double standardError,
                             std::string_view name, const QString& detail) {
  const Wording& words = session_.words();
  const bool area = quantity == Quantity::area;
  const auto shown = [&](const Inlines& text) { return qt(plain(text, words.units(), words.language())); };
  const QString number = area ? words.figure(quantity, value, 6) : shown(rangedValue(quantity, value, standardError));
  const QString range = area ? QString()
                        : rangeIsKnown(value, standardError)
                            ? QStringLiteral("± ") + shown(halfRange(quantity, value, standardError, words.language()))
                            : words("range.unknown.alone");
  figure.name->setText(QStringLiteral("%1 (%2)").arg(words(name), words.unit(quantity)));
  // One text, so that in a narrow window the range goes to the next line instead of making the window wider.
  figure.value->setText(QStringLiteral("%1 <span style='font-size:%2pt; font-weight:400; color:%3'>%4</span>")
                            .arg(number)
                            .arg(font().pointSizeF())
                            .arg(Inks(palette())(ink::kMuted).name(), QString(range).replace(' ', QChar::Nbsp)));
  figure.value->setAccessibleName(figure.name->text() + ' ' + number + ' ' + range);
  figure.detail->setText(detail);
}

void SummaryPanel::recolour() {
  const Inks inks(palette());
  const auto ink = [](QWidget* widget, QPalette::ColorRole role, const QColor& colour) {
    QPalette own = widget->palette();
    if (own.color(role) == colour) return;
    own.setColor(role, colour);
    widget->setPalette(own);
  };
  const QColor muted = inks(ink::kMuted);
  for (const Figure* figure : {&stock_, &flux_, &net_, &agriculture_, &area_})
    for (QLabel* line : {figure->name, figure->detail}) ink(line, QPalette::WindowText, muted);
  ink(verdict_, QPalette::WindowText, muted);
  ink(synthetic_, QPalette::WindowText, inks(ink::kWarning));
  const QColor notice = mixed(palette().color(QPalette::Window), inks(ink::kWarning), 0.14);
  for (const Notice* box : {&stale_, &edited_}) ink(box->box, QPalette::Window, notice);
}

void SummaryPanel::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() != QEvent::PaletteChange) return;
  recolour();
  rewrite();  // the ranges carry their colour
}

}  // namespace tanhui::viewer
