#pragma once

#include <QComboBox>

#include <algorithm>

#include "app/viewer/model/Session.h"

namespace tanhui::viewer {

/// Offers the whole region, and the zone selected if there is one; what was chosen stays chosen where it can. Signals
/// of the chooser are held back.
inline void offerScopes(QComboBox& chooser, Session& session) {
  const QSignalBlocker quiet(&chooser);
  const int chosen = chooser.currentIndex();
  chooser.clear();
  chooser.addItem(session.words()("report.whole"));
  const auto& selected = session.selection();
  if (const ZoneTotals* zone = selected ? session.zone(*selected) : nullptr)
    chooser.addItem(qt(zone->label.empty() ? zone->id : zone->label));
  chooser.setCurrentIndex(std::clamp(chosen, 0, chooser.count() - 1));
}

}  // namespace tanhui::viewer
