#include "app/viewer/panels/totals/TotalsFooter.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>

namespace tanhui::viewer {
namespace {

constexpr int kPadding = 6;  // pixels above and below

}  // namespace

TotalsFooter::TotalsFooter(const ZoneTable& table, QHeaderView& columns, QWidget* parent)
    : QWidget(parent), table_(table), columns_(columns) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  const auto repaint = [this] { update(); };
  connect(&columns, &QHeaderView::sectionResized, this, repaint);
  connect(&columns, &QHeaderView::sectionMoved, this, repaint);
  connect(&columns, &QHeaderView::sectionCountChanged, this, repaint);
}

void TotalsFooter::setTotals(const QString& label, const std::optional<Totals>& totals, const QString& tip) {
  label_ = label;
  totals_ = totals;
  tip_ = tip;
  setToolTip(tip);
  QString spoken = label;
  if (totals)
    for (int column = ZoneTable::kArea; column < ZoneTable::kColumns; ++column)
      spoken += QStringLiteral(", %1 %2").arg(table_.title(column), table_.figure(*totals, column));
  setAccessibleName(spoken);
  update();
}

int TotalsFooter::widthOf(int column) const {
  if (!totals_ || !ZoneTable::isFigure(column)) return 0;
  QFont bold = font();
  bold.setBold(true);
  return QFontMetrics(bold).horizontalAdvance(table_.figure(*totals_, column));
}

QSize TotalsFooter::sizeHint() const { return {100, fontMetrics().height() + 2 * kPadding}; }

bool TotalsFooter::event(QEvent* event) {
  if (event->type() == QEvent::FontChange) updateGeometry();
  return QWidget::event(event);
}

void TotalsFooter::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), palette().color(QPalette::AlternateBase));
  painter.setPen(palette().color(QPalette::Mid));
  painter.drawLine(0, 0, width(), 0);
  if (!totals_) return;
  QFont bold = font();
  bold.setBold(true);
  painter.setFont(bold);
  painter.setPen(palette().color(QPalette::Text));
  const QFontMetrics metrics(bold);
  // As the cells above, and no further than they reach: a table's scroll bar stands beside its columns.
  const int margin = style()->pixelMetric(QStyle::PM_FocusFrameHMargin) + 1;
  painter.setClipRect(0, 0, columns_.width(), height());
  for (int column = 0; column < ZoneTable::kColumns; ++column) {
    const QRect cell(columns_.sectionViewportPosition(column), 0, columns_.sectionSize(column), height());
    if (!cell.intersects(rect()) || column == ZoneTable::kName) continue;
    QRect inner = cell.adjusted(margin, 0, -margin, 0);
    if (column == ZoneTable::kId) {
      inner.setRight(inner.right() + columns_.sectionSize(ZoneTable::kName));
      painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter,
                       metrics.elidedText(label_, Qt::ElideRight, inner.width()));
    } else {
      painter.drawText(inner, Qt::AlignRight | Qt::AlignVCenter,
                       metrics.elidedText(table_.figure(*totals_, column), Qt::ElideLeft, inner.width()));
    }
  }
}

}  // namespace tanhui::viewer
