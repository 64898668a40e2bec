#include "app/viewer/panels/run/RunPanel.h"

#include <algorithm>
#include <cmath>

#include <QDesktopServices>
#include <QListWidget>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <QUrl>

#include "app/viewer/panels/parts/FaultText.h"
#include "app/viewer/panels/run/RunPanelLayout.h"
#include "geo/base/PlainNumber.h"
#include "geo/report/Composer.h"

namespace tanhui::viewer {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kWarningsShown = 5;

/// What the result says, row by row.
struct ResultRow {
  const char* text;
  Quantity quantity;
  double (*value)(const Totals&);
  double (*se)(const Totals&);
};
constexpr std::size_t kRows = 5;

/// Area, stock, carbon sink, the leading net balance; Agriculture beside.
std::array<ResultRow, kRows> rowsOf(Scope scope) {
  const ResultRow lulucf{"report.key.lulucf", Quantity::co2eFlux, [](const Totals& t) { return t.carbon.lulucf(); },
                         [](const Totals& t) { return t.lulucfSe; }};
  const ResultRow net{"report.key.net", Quantity::co2eFlux, [](const Totals& t) { return t.carbon.net(); },
                      [](const Totals& t) { return t.netSe; }};
  return {ResultRow{"viewer.run.area", Quantity::area, [](const Totals& t) { return t.areaHa; },
                    [](const Totals&) { return 0.0; }},
          ResultRow{"viewer.run.stock", Quantity::stock, [](const Totals& t) { return t.carbon.total(); },
                    [](const Totals& t) { return t.stockSe; }},
          ResultRow{"report.key.flux", Quantity::co2Flux, [](const Totals& t) { return t.carbon.flux() * kCo2PerC; },
                    [](const Totals& t) { return t.fluxSe * kCo2PerC; }},
          scope == Scope::sink ? lulucf : net,
          ResultRow{"report.key.agriculture", Quantity::co2eFlux, [](const Totals& t) { return t.carbon.agriculture; },
                    [](const Totals& t) { return t.agricultureSe; }}};
}

/// A length in the units of a CRS: "20 米".
std::string lengthText(const Wording& words, const Crs& crs, double length) {
  const char* unit = crs.geographic()             ? "viewer.run.degrees"
                     : crs.metresPerUnit() == 1.0 ? "viewer.run.metres"
                                                  : "viewer.run.units";
  return words(unit, plainNumber(length)).toStdString();
}

}  // namespace

QString durationText(double seconds) {
  const auto whole = static_cast<long>(std::ceil(std::max(0.0, seconds)));
  return QString::fromStdString(whole < 3600
                                    ? fmt::format("{}:{:02}", whole / 60, whole % 60)
                                    : fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60));
}

RunPanel::RunPanel(Session& session, Recent& recent, QWidget* parent)
    : QWidget(parent), session_(session), recent_(recent), ui_(std::make_unique<RunPanelLayout>(this, kRows)) {
  setObjectName("run_panel");
  ui_->links[0] = {ui_->links[0].button, "report.html", "viewer.run.html", "viewer.run.html.tip"};
  ui_->links[1] = {ui_->links[1].button, "report.pdf", "viewer.run.pdf", "viewer.run.pdf.tip"};
  ui_->links[2] = {ui_->links[2].button, "report.xlsx", "viewer.run.xlsx", "viewer.run.xlsx.tip"};
  ui_->links[3] = {ui_->links[3].button, "", "viewer.run.folder", "viewer.run.folder.tip"};
  for (const RunPanelLayout::Link& link : ui_->links)
    connect(link.button, &QToolButton::clicked, this, [this, file = link.file] { openResult(file); });

  connect(ui_->run, &QPushButton::clicked, this, &RunPanel::run);
  connect(ui_->resume, &QPushButton::clicked, this, &RunPanel::resume);
  connect(ui_->cancel, &QPushButton::clicked, this, &RunPanel::cancel);
  connect(ui_->runs, &QListWidget::itemActivated, this,
          [this](const QListWidgetItem* item) { session_.open(item->data(Qt::UserRole).toString().toStdString()); });
  connect(&job_, &RunJob::progress, this, &RunPanel::showProgress);
  connect(&job_, &RunJob::finished, this, &RunPanel::finished);
  connect(&job_, &RunJob::cancelled, this, [this] { endWith(say("viewer.run.cancelled")); });
  connect(&job_, &RunJob::failed, this, [this](const Faults& faults) {
    endWith(say("viewer.run.failed"));
    session_.tell(faults);
  });
  connect(&session_, &Session::projectChanged, this, [this] {
    if (session_.project() == nullptr || session_.project()->file != ran_) report_.reset(), end_ = {};
    lookForUnfinished();
    retranslate();
  });
  connect(&session_, &Session::modelChanged, this, &RunPanel::showProject);
  connect(&session_, &Session::accountChanged, this, &RunPanel::showResult);
  connect(&session_.words(), &Wording::changed, this, &RunPanel::retranslate);
  connect(&recent_, &Recent::changed, this, &RunPanel::showRecent);
  lookForUnfinished();
  retranslate();
}

RunPanel::~RunPanel() = default;

void RunPanel::run() { start(false); }
void RunPanel::resume() { start(true); }

void RunPanel::start(bool resume) {
  if (!canRun()) return;
  ran_ = session_.project()->file;
  end_ = {};
  report_.reset();
  phase_ = say("viewer.run.starting");
  share_ = secondsLeft_ = -1;
  job_.start(ran_, resume);  // the file as it stands now, not as it was opened
  retranslate();
}

void RunPanel::cancel() {
  if (!running() || job_.cancelling()) return;
  job_.cancel();
  phase_ = say("viewer.run.cancelling");
  secondsLeft_ = -1;
  showState();
}

void RunPanel::showProgress(const Message& phase, double share, double secondsLeft) {
  if (!job_.cancelling()) phase_ = phase, secondsLeft_ = secondsLeft;
  share_ = share;
  showState();
}

/// What stands on the disk is looked at in the background: the output folder may lie on a slow share.
void RunPanel::lookForUnfinished() {
  resumable_ = false;
  if (session_.project() == nullptr) return;
  inBackground(
      this, [project = *session_.project()] { return RunJob::canResume(project); },
      [this, file = session_.project()->file](const Outcome<bool>& found) {
        if (session_.project() == nullptr || session_.project()->file != file) return;
        resumable_ = found.value.value_or(false);
        showState();
      });
}

void RunPanel::finished(const std::shared_ptr<const RunReport>& report) {
  report_ = report;
  endWith(say("viewer.run.done", durationText(report->wallSeconds).toStdString()));
  emit warned(report->warnings);
  if (session_.project() != nullptr && session_.project()->file == ran_) session_.reload();
}

void RunPanel::endWith(Message end) {
  end_ = std::move(end);
  lookForUnfinished();
  retranslate();
  emit ended();
}

void RunPanel::openResult(const char* file) {
  if (session_.project() == nullptr) return;
  QDesktopServices::openUrl(QUrl::fromLocalFile(qt(session_.project()->outputFolder / file)));
}

void RunPanel::retranslate() {
  const Wording& words = session_.words();
  ui_->gridTitle->setText(words("viewer.run.grid"));
  ui_->layersTitle->setText(words("viewer.run.layers"));
  ui_->outputTitle->setText(words("viewer.run.output"));
  ui_->resume->setText(words("viewer.run.resume"));
  ui_->resume->setToolTip(words("viewer.run.resume.tip"));
  ui_->cancel->setText(words("viewer.run.cancel"));
  ui_->cancel->setToolTip(words("viewer.run.cancel.tip"));
  ui_->resultTitle->setText(words("viewer.run.result"));
  ui_->recentTitle->setText(words("viewer.run.recent"));
  ui_->runs->setAccessibleName(words("viewer.run.recent"));
  for (const RunPanelLayout::Link& link : ui_->links) {
    link.button->setText(words(link.text));
    link.button->setToolTip(words(link.tip));
  }
  showProject();
  showState();
  showResult();
  showRecent();
}

void RunPanel::showProject() {
  const Wording& words = session_.words();
  const Project* project = session_.project();
  ui_->facts->setVisible(project != nullptr);
  ui_->name->setText(project != nullptr ? QString::fromStdString(project->name) : words("viewer.run.no_project"));
  if (project == nullptr) return;
  ui_->name->setToolTip(qt(project->file));
  if (const auto model = session_.model()) {
    const Grid& grid = model->grid;
    const auto cells = static_cast<double>(grid.cols) * static_cast<double>(grid.rows);
    ui_->grid->setText(words("viewer.run.grid.value", grouped(static_cast<double>(grid.cols), 0),
                             grouped(static_cast<double>(grid.rows), 0), lengthText(words, grid.crs, grid.dx)));
    ui_->grid->setToolTip(words("viewer.run.grid.tip", grouped(cells, 0), grid.crs.name()));
  } else {
    ui_->grid->setText(project->cellSize > 0 ? words("viewer.run.grid.cell", plainNumber(project->cellSize))
                                             : words("viewer.run.grid.raster"));
    ui_->grid->setToolTip({});
  }
  ui_->layers->setText(words("viewer.run.layers.value", project->layers.size(), project->zones.size()));
  QStringList names;
  for (const LayerSpec& layer : project->layers) names << QString::fromStdString(layer.name);
  for (const ZoneSpec& zone : project->zones) names << QString::fromStdString(zone.name);
  ui_->layers->setToolTip(names.join('\n'));
  ui_->output->setPath(qt(project->outputFolder));
}

void RunPanel::showState() {
  const Wording& words = session_.words();
  ui_->run->setText(words(session_.hasRun() ? "viewer.run.again" : "viewer.run.run"));
  ui_->run->setToolTip(words("viewer.run.run.tip"));
  ui_->run->setEnabled(canRun());
  ui_->resume->setVisible(resumable_ && !running());
  ui_->cancel->setVisible(running());
  ui_->cancel->setEnabled(!job_.cancelling());
  ui_->progress->setVisible(running());
  if (running()) {
    ui_->bar->setRange(0, share_ < 0 ? 0 : 1000);
    ui_->bar->setValue(static_cast<int>(std::lround(1000 * std::max(0.0, share_))));
    ui_->step->setText(words(phase_));
    ui_->left->setText(secondsLeft_ < 0 ? QString()
                                        : words("viewer.run.left", durationText(secondsLeft_).toStdString()));
    ui_->bar->setAccessibleName(ui_->step->text() + " " + ui_->left->text());
    emit progressed((ui_->step->text() + "  " + ui_->left->text()).trimmed(), share_);
  }
  const bool failed = end_.id == "viewer.run.failed";
  ui_->end->say(running() || end_.id.empty() ? QString() : words(end_),
                failed ? FaultNote::Tone::fault : FaultNote::Tone::remark);
  emit stateChanged();
}

void RunPanel::showResult() {
  const Wording& words = session_.words();
  const Account* account = session_.account();
  ui_->result->setVisible(account != nullptr);
  if (account == nullptr) return;
  ui_->stale->say(session_.stale()                   ? words("viewer.run.stale")
                  : session_.editedFactors().empty() ? QString()
                                                     : words("viewer.run.edited", session_.editedFactors().size()),
                  FaultNote::Tone::doubt);
  const std::array<ResultRow, kRows> rows = rowsOf(session_.project()->scope);
  const auto shown = [&](const Inlines& text) { return qt(plain(text, words.units(), words.language())); };
  for (std::size_t i = 0; i < kRows; ++i) {
    const Quantity quantity = rows[i].quantity;
    const double value = rows[i].value(account->total), se = rows[i].se(account->total);
    const bool area = quantity == Quantity::area;
    const RunPanelLayout::Figure& figure = ui_->figures[i];
    figure.name->setText(words(rows[i].text));
    figure.value->setText(area ? words.figure(quantity, value, 6) : shown(rangedValue(quantity, value, se)));
    figure.half->setText(area                      ? QString()
                         : rangeIsKnown(value, se) ? "± " + shown(halfRange(quantity, value, se, words.language()))
                                                   : words("range.unknown.alone"));
    figure.half->setToolTip(words("viewer.run.range.tip"));
    figure.unit->setText(words.unit(quantity));
    figure.value->setAccessibleName(figure.name->text() + " " + figure.value->text() + " " + figure.half->text() + " " +
                                    figure.unit->text());
  }
  showWarnings();
  for (const RunPanelLayout::Link& link : ui_->links) {
    std::error_code code;
    link.button->setEnabled(fs::exists(session_.project()->outputFolder / link.file, code));
  }
}

void RunPanel::showWarnings() {
  const Wording& words = session_.words();
  QStringList lines;
  if (report_ != nullptr && !report_->warnings.empty()) {
    lines << words("viewer.run.warnings", report_->warnings.size());
    for (const Warning& warning : report_->warnings) {
      if (static_cast<std::size_t>(lines.size()) > kWarningsShown) break;
      lines << "• " + warningText(words, warning);
    }
    if (report_->warnings.size() > kWarningsShown)
      lines << words("viewer.fault.more", report_->warnings.size() - kWarningsShown);
  }
  ui_->warnings->say(lines.join('\n'), FaultNote::Tone::doubt);
}

/// The projects that were run, by the time of it.
void RunPanel::showRecent() {
  const Wording& words = session_.words();
  std::vector<Recent::Entry> runs = recent_.entries();
  std::erase_if(runs, [](const Recent::Entry& entry) { return !entry.lastRun.isValid(); });
  std::ranges::stable_sort(runs, [](const auto& a, const auto& b) { return a.lastRun > b.lastRun; });
  ui_->runs->clear();
  for (const Recent::Entry& entry : runs) {
    const QString when = QLocale::c().toString(entry.lastRun, "yyyy-MM-dd HH:mm");
    auto* item = new QListWidgetItem(when + "   " + entry.name, ui_->runs);
    item->setData(Qt::UserRole, qt(entry.project));
    item->setToolTip(qt(entry.project));
    if (entry.missing) {
      item->setText(item->text() + words("viewer.run.missing"));
      item->setFlags(item->flags() & ~Qt::ItemIsEnabled);
    }
  }
  ui_->recentTitle->setVisible(!runs.empty());
  ui_->runs->setVisible(!runs.empty());
}

}  // namespace tanhui::viewer
