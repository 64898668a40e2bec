#include "app/viewer/model/SeriesRanges.h"

#include <array>

#include <QTimer>

#include "geo/account/SavedRanges.h"

namespace tanhui::viewer {
namespace {

/// A first look, then what a report has.
constexpr std::array kDraws{300, 1000};
constexpr int kRest = 700;  // ms that factors rest before they are drawn

}  // namespace

SeriesRanges::SeriesRanges(TimeAxis& time, QObject* parent) : QObject(parent), time_(time) {
  pool_.setMaxThreadCount(1);
  connect(&time, &TimeAxis::axisChanged, this, &SeriesRanges::drop);
  connect(&time, &TimeAxis::factorsChanged, this, &SeriesRanges::drop);
}

SeriesRanges::~SeriesRanges() {
  ++*asked_;
  pool_.clear();
}

void SeriesRanges::want() {
  wanted_ = true;
  if (report_ || busy_ || !time_.exists()) return;
  busy_ = true;
  const std::uint64_t asked = ++*asked_;
  inBackground(
      pool_, this,
      [maker = time_.maker()] {
        SeriesReport report = maker->report(0);
        if (auto ranged = withRangesOfRun(report, *maker->inputs().project)) return *std::move(ranged);
        return report;
      },
      [this, asked](Outcome<SeriesReport> outcome) {
        if (asked != *asked_) return;
        busy_ = false;
        if (!outcome.value) {
          emit failed(outcome.faults);
          return;
        }
        report_ = std::make_shared<const SeriesReport>(std::move(*outcome.value));
        busy_ = report_->draws == 0;
        emit changed();
        if (!busy_) return;
        QTimer::singleShot(kRest, this, [this, asked] {
          if (asked == *asked_) draw(0);
        });
      });
}

void SeriesRanges::draw(std::size_t stage) {
  const std::uint64_t asked = *asked_;
  inBackground(
      pool_, this,
      [maker = time_.maker(), stage, asked, latest = asked_]() -> std::shared_ptr<const SeriesReport> {
        if (*latest != asked) return nullptr;
        return std::make_shared<const SeriesReport>(maker->report(kDraws.at(stage)));
      },
      [this, asked, stage](Outcome<std::shared_ptr<const SeriesReport>> outcome) {
        if (asked != *asked_) return;
        busy_ = outcome.value && stage + 1 < kDraws.size();
        if (outcome.value)
          report_ = std::move(*outcome.value);
        else
          emit failed(outcome.faults);
        emit changed();
        if (busy_) draw(stage + 1);
      });
}

/// What is there is of other factors or another project.
void SeriesRanges::drop() {
  ++*asked_;
  busy_ = false;
  report_.reset();
  emit changed();
  if (wanted_) want();
}

}  // namespace tanhui::viewer
