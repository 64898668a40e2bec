#include "app/viewer/panels/run/RunPanelLayout.h"

#include <QFormLayout>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include "app/viewer/panels/parts/FaultText.h"

namespace tanhui::viewer {
namespace {

QLabel* heading(QWidget* parent) {
  auto* label = new QLabel(parent);
  QFont font = label->font();
  font.setBold(true);
  label->setFont(font);
  return label;
}

QFrame* rule(QWidget* parent) {
  auto* line = new QFrame(parent);
  line->setFrameShape(QFrame::HLine);
  line->setFrameShadow(QFrame::Plain);
  line->setForegroundRole(QPalette::Mid);
  return line;
}

QLabel* value(const char* name, QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setObjectName(name);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  return label;
}

}  // namespace

PathLabel::PathLabel(QWidget* parent) : QLabel(parent) { setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); }

void PathLabel::setPath(const QString& path) {
  path_ = path;
  setToolTip(path);
  setAccessibleName(path);
  setText(fontMetrics().elidedText(path_, Qt::ElideMiddle, width()));
}

void PathLabel::resizeEvent(QResizeEvent* event) {
  QLabel::resizeEvent(event);
  setText(fontMetrics().elidedText(path_, Qt::ElideMiddle, width()));
}

QSize PathLabel::minimumSizeHint() const { return {0, fontMetrics().height()}; }
QSize PathLabel::sizeHint() const { return {fontMetrics().horizontalAdvance(path_), fontMetrics().height()}; }

RunPanelLayout::RunPanelLayout(QWidget* panel, std::size_t figureCount) {
  auto* scroll = new QScrollArea(panel);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  auto* outer = new QVBoxLayout(panel);
  outer->setContentsMargins(0, 0, 0, 0);
  outer->addWidget(scroll);
  auto* inside = new QWidget;
  scroll->setWidget(inside);
  auto* column = new QVBoxLayout(inside);
  column->setContentsMargins(10, 8, 10, 8);
  column->setSpacing(8);

  name = heading(inside);
  name->setObjectName("run_name");
  name->setWordWrap(true);
  column->addWidget(name);

  facts = new QWidget(inside);
  auto* form = new QFormLayout(facts);
  form->setContentsMargins(0, 0, 0, 0);
  form->setHorizontalSpacing(12);
  form->setVerticalSpacing(3);
  form->addRow(gridTitle = new QLabel(facts), grid = value("run_grid", facts));
  form->addRow(layersTitle = new QLabel(facts), layers = value("run_layers", facts));
  form->addRow(outputTitle = new QLabel(facts), output = new PathLabel(facts));
  output->setObjectName("run_output");
  column->addWidget(facts);

  run = new QPushButton(inside);
  run->setObjectName("run_start");
  resume = new QPushButton(inside);
  resume->setObjectName("run_resume");
  cancel = new QPushButton(inside);
  cancel->setObjectName("run_cancel");
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(6);
  buttons->addWidget(run);
  buttons->addWidget(resume);
  buttons->addWidget(cancel);
  buttons->addStretch(1);
  column->addLayout(buttons);

  progress = new QWidget(inside);
  auto* steps = new QGridLayout(progress);
  steps->setContentsMargins(0, 0, 0, 0);
  steps->setVerticalSpacing(3);
  bar = new QProgressBar(progress);
  bar->setObjectName("run_bar");
  steps->addWidget(bar, 0, 0, 1, 2);
  steps->addWidget(step = value("run_step", progress), 1, 0);
  steps->addWidget(left = value("run_left", progress), 1, 1, Qt::AlignRight);
  column->addWidget(progress);
  end = new FaultNote(inside);
  end->setObjectName("run_end");
  column->addWidget(end);

  result = new QWidget(inside);
  auto* results = new QVBoxLayout(result);
  results->setContentsMargins(0, 0, 0, 0);
  results->setSpacing(6);
  results->addWidget(rule(result));
  results->addWidget(resultTitle = heading(result));
  results->addWidget(stale = new FaultNote(result));
  stale->setObjectName("run_stale");
  auto* totals = new QGridLayout;
  totals->setHorizontalSpacing(6);
  totals->setVerticalSpacing(3);
  totals->setColumnStretch(3, 1);
  for (std::size_t i = 0; i < figureCount; ++i) {
    const int row = static_cast<int>(i);
    const Figure figure{new QLabel(result), value("run_figure", result), value("run_half", result), new QLabel(result)};
    totals->addWidget(figure.name, row, 0);
    totals->addWidget(figure.value, row, 1, Qt::AlignRight);
    totals->addWidget(figure.half, row, 2, Qt::AlignRight);
    totals->addWidget(figure.unit, row, 3);
    figures.push_back(figure);
  }
  results->addLayout(totals);
  auto* row = new QHBoxLayout;
  row->setSpacing(2);
  for (Link& link : links) {
    link.button = new QToolButton(result);
    link.button->setObjectName("run_link");
    link.button->setFocusPolicy(Qt::StrongFocus);
    row->addWidget(link.button);
  }
  row->addStretch(1);
  results->addLayout(row);
  results->addWidget(warnings = new FaultNote(result));
  warnings->setObjectName("run_warnings");
  column->addWidget(result);

  column->addSpacing(4);
  recentTitle = heading(inside);
  column->addWidget(recentTitle);
  runs = new QListWidget(inside);
  runs->setObjectName("run_recent");
  runs->setMinimumHeight(runs->fontMetrics().height() * 4);
  runs->setMaximumHeight(runs->fontMetrics().lineSpacing() * 14);
  column->addWidget(runs, 1);
  column->addStretch();
}

}  // namespace tanhui::viewer
