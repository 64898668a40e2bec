#include "app/viewer/panels/parts/EmptyState.h"

#include <QVBoxLayout>

namespace tanhui::viewer {

EmptyState::EmptyState(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), reason_(new QLabel(this)), run_(new QPushButton(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(24, 24, 24, 24);
  column->setSpacing(12);
  column->addStretch(2);
  column->addWidget(reason_);
  column->addWidget(run_, 0, Qt::AlignHCenter);
  column->addStretch(3);
  reason_->setObjectName("emptyReason");
  reason_->setWordWrap(true);
  reason_->setAlignment(Qt::AlignCenter);
  run_->setObjectName("emptyRun");
  connect(run_, &QPushButton::clicked, this, &EmptyState::runWanted);
  connect(&session.words(), &Wording::changed, this, &EmptyState::refresh);
  connect(&session, &Session::projectChanged, this, &EmptyState::refresh);
  connect(&session, &Session::accountChanged, this, &EmptyState::refresh);
  refresh();
}

QString EmptyState::reason() const {
  const Wording& words = session_.words();
  if (session_.project() == nullptr) return words("viewer.empty.no_project");
  return words(session_.hasRun() ? "viewer.empty.no_zones" : "viewer.empty.no_run");
}

void EmptyState::refresh() {
  reason_->setText(reason());
  run_->setText(session_.words()("viewer.empty.run"));
  run_->setVisible(canRun());
}

}  // namespace tanhui::viewer
