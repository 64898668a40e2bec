#pragma once

#include <QHeaderView>
#include <QTableView>

namespace tanhui::viewer {

/// How every table of the window looks: whole rows, striped, without a grid, moved pixel by pixel.
inline void dressTable(QTableView& view) {
  view.setSelectionBehavior(QAbstractItemView::SelectRows);
  view.setAlternatingRowColors(true);
  view.setShowGrid(false);
  view.setWordWrap(false);
  view.setTabKeyNavigation(false);
  view.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  view.verticalHeader()->hide();
  view.verticalHeader()->setDefaultSectionSize(view.fontMetrics().height() + 8);
  view.horizontalHeader()->setHighlightSections(false);
}

}  // namespace tanhui::viewer
