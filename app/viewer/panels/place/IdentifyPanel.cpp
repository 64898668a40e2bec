#include "app/viewer/panels/place/IdentifyPanel.h"

#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "app/viewer/canvas/Decorations.h"
#include "geo/account/Columns.h"
#include "geo/ask/ExplainText.h"
#include "geo/base/PlainNumber.h"
#include "geo/carbon/Origin.h"

namespace tanhui::viewer {
namespace {

constexpr std::size_t kMostStrata = 20;

QString row(const QString& name, const QString& value, const QString& unit, bool strong = false) {
  const QString tag = strong ? "b" : "span";
  return QString(
             "<tr><td style='padding-right:12px'><%4>%1</%4></td><td align='right'><%4>%2</%4></td>"
             "<td style='padding-left:6px'>%3</td></tr>")
      .arg(name.toHtmlEscaped(), value.toHtmlEscaped(), unit.toHtmlEscaped(), tag);
}

}  // namespace

IdentifyPanel::IdentifyPanel(Session& session, QWidget* parent) : QWidget(parent), session_(session) {
  summary_ = new QTextBrowser(this);
  summary_->setObjectName("identifySummary");
  summary_->setFrameShape(QFrame::NoFrame);
  arithmetic_ = new QPlainTextEdit(this);
  arithmetic_->setObjectName("identifyArithmetic");
  arithmetic_->setReadOnly(true);
  arithmetic_->setLineWrapMode(QPlainTextEdit::NoWrap);
  arithmetic_->setFrameShape(QFrame::NoFrame);
  QFont mono;
  mono.setFamilies({"DejaVu Sans Mono", "Noto Sans Mono CJK SC"});
  mono.setStyleHint(QFont::Monospace);
  arithmetic_->setFont(mono);
  tabs_ = new QTabWidget(this);
  tabs_->addTab(summary_, {});
  tabs_->addTab(arithmetic_, {});
  tabs_->setDocumentMode(true);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 6, 6, 6);
  layout->addWidget(tabs_);
  connect(&session_.words(), &Wording::changed, this, &IdentifyPanel::show);
  connect(&session_, &Session::accountChanged, this, &IdentifyPanel::ask);
  connect(&session_, &Session::modelChanged, this, &IdentifyPanel::ask);
  connect(&session_, &Session::projectChanged, this, [this] {
    at_.reset();
    explanation_.reset();
    show();
  });
  show();
}

void IdentifyPanel::identify(Point at) {
  at_ = at;
  ask();
}

/// Asks the model in the background; an answer that a later question has overtaken is dropped.
void IdentifyPanel::ask() {
  if (!at_) return;
  const std::uint64_t asked = ++asked_;
  if (!session_.model()) {
    note_ = session_.words()("viewer.identify.reading");
    explanation_.reset();
    return show();
  }
  inBackground(
      this,
      [model = session_.model(), factors = session_.factors(), at = *at_, moment = session_.time().shown(),
       maker = session_.time().state() ? session_.time().maker() : nullptr] {
        return std::make_shared<const Explanation>(
            maker && maker->hasModel() ? maker->explainAt(moment, at) : explainAt(*model, *factors, at.x, at.y));
      },
      [this, asked, moment = session_.time().shown()](Outcome<std::shared_ptr<const Explanation>> outcome) {
        if (asked == asked_) answeredFor_ = moment;
        if (asked != asked_) return;
        explanation_ = outcome.value ? *outcome.value : nullptr;
        note_ = outcome.value ? QString() : session_.words()(outcome.faults.front().problem());
        show();
        emit answered();
      });
}

void IdentifyPanel::show() {
  const Wording& words = session_.words();
  tabs_->setTabText(0, words("viewer.identify.summary"));
  tabs_->setTabText(1, words("viewer.identify.arithmetic"));
  if (!explanation_) {
    const QString text = note_.isEmpty() ? words("viewer.identify.how") : note_;
    summary_->setHtml("<p style='color:palette(mid)'>" + text.toHtmlEscaped() + "</p>");
    arithmetic_->setPlainText(text);
    return;
  }
  summary_->setHtml(summary());
  QString text = QString::fromStdString(explanationText(*explanation_, words.language(), kMostStrata));
  if (session_.time().exists() && answeredFor_ != session_.time().base())
    text.prepend(session_.momentText(answeredFor_) + "\n");
  arithmetic_->setPlainText(text);
}

QString IdentifyPanel::summary() const {
  const Wording& words = session_.words();
  const Explanation& e = *explanation_;
  const double ha = e.totals.areaHa;
  QString html = QString("<p><b>%1</b><br>%2</p>")
                     .arg(words("viewer.identify.cell").toHtmlEscaped(),
                          words("viewer.coordinates", fmt::format("{:.2f}", e.x), fmt::format("{:.2f}", e.y)));
  if (session_.time().exists()) html += "<p><b>" + session_.momentText(answeredFor_).toHtmlEscaped() + "</b></p>";
  html += "<table cellspacing='2'>";
  html += row(words("viewer.identify.area"), words.figure(Quantity::area, ha), words.unit(Quantity::area), true);
  for (const ExplainedStratum& s : e.strata) {
    QString name = QString::fromStdString(e.factors.classes().name(s.stratum.classKey, words.language()));
    if (!s.stratum.species.empty()) name += " · " + QString::fromStdString(s.stratum.species);
    if (s.stratum.origin != Origin::unknown)
      name += words("explain.origin." + std::string(originName(s.stratum.origin)));
    if (s.stratum.flooding.given()) name += words("explain.flooded_days", plainNumber(s.stratum.flooding.days));
    html += row(name, QString::fromStdString(percent(s.share)), {});
  }
  html += "</table><p><b>" + words("viewer.identify.stock").toHtmlEscaped() + "</b></p><table cellspacing='2'>";
  const auto perHa = [&](double total) { return ha > 0 ? total / ha : 0; };
  const auto density = [&](const QString& name, Quantity quantity, double total, bool strong = false) {
    html += row(name, words.figure(quantity, perHa(total)), words.unit(quantity), strong);
  };
  for (std::size_t pool = 0; pool < kPools; ++pool)
    density(words("viewer.band." + std::string(kPoolNames[pool])), Quantity::stockDensity, e.totals.carbon.stock[pool]);
  const auto ranged = [&](const QString& name, Quantity quantity, double total, double se) {
    html += row(name, words.ranged(quantity, perHa(total), perHa(se)), words.unit(quantity), true);
  };
  ranged(words("viewer.band.total"), Quantity::stockDensity, e.totals.carbon.total(), e.totals.stockSe);
  html += "</table><p><b>" + words("viewer.identify.flux").toHtmlEscaped() + "</b></p><table cellspacing='2'>";
  density(words("viewer.band.biomass"), Quantity::fluxDensity, e.totals.carbon.biomassFlux);
  density(words("viewer.band.dead_organic"), Quantity::fluxDensity, e.totals.carbon.deadOrganicFlux);
  density(words("viewer.band.soil"), Quantity::fluxDensity, e.totals.carbon.soilFlux);
  ranged(words("viewer.band.carbon_total"), Quantity::fluxDensity, e.totals.carbon.flux(), e.totals.fluxSe);
  density(words("report.change.land_gases"), Quantity::co2eFluxDensity,
          e.totals.carbon.nonCo2 - e.totals.carbon.agriculture);
  ranged(words("report.key.lulucf"), Quantity::co2eFluxDensity, e.totals.carbon.lulucf(), e.totals.lulucfSe);
  density(words("report.key.agriculture"), Quantity::co2eFluxDensity, e.totals.carbon.agriculture);
  ranged(words("report.key.net"), Quantity::co2eFluxDensity, e.totals.carbon.net(), e.totals.netSe);
  html += "</table><p>" + words("viewer.summary.range.tip").toHtmlEscaped() + "</p>";
  if (!e.zones.empty()) {
    html += "<p><b>" + words("viewer.identify.zones").toHtmlEscaped() + "</b></p><ul style='margin-left:-24px'>";
    for (const std::string& zone : e.zones) html += "<li>" + QString::fromStdString(zone).toHtmlEscaped() + "</li>";
    html += "</ul>";
  }
  return html;
}

}  // namespace tanhui::viewer
