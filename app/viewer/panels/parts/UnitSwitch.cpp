#include "app/viewer/panels/parts/UnitSwitch.h"

#include <QHBoxLayout>
#include <QSignalBlocker>

namespace tanhui::viewer {
namespace {

constexpr std::array kCarbon{CarbonUnit::wanTC, CarbonUnit::wanTCO2e, CarbonUnit::tC, CarbonUnit::tCO2e};
constexpr std::array kArea{AreaUnit::ha, AreaUnit::mu};

}  // namespace

UnitSwitch::UnitSwitch(Wording& words, QWidget* parent)
    : QWidget(parent), words_(words), carbon_(new QComboBox), area_(new QComboBox) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(4);
  row->addWidget(carbon_);
  row->addWidget(area_);
  carbon_->setObjectName("carbonUnit");
  area_->setObjectName("areaUnit");
  for (QComboBox* box : {carbon_, area_}) {
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(box, &QComboBox::activated, this, [this] {
      words_.setUnits({kCarbon.at(static_cast<std::size_t>(carbon_->currentIndex())),
                       kArea.at(static_cast<std::size_t>(area_->currentIndex()))});
    });
  }
  for (std::size_t i = 0; i < kCarbon.size(); ++i) carbon_->addItem({});
  for (std::size_t i = 0; i < kArea.size(); ++i) area_->addItem({});
  connect(&words, &Wording::changed, this, &UnitSwitch::rewrite);
  rewrite();
}

void UnitSwitch::rewrite() {
  const Language language = words_.language();
  const Units units = words_.units();
  for (std::size_t i = 0; i < kCarbon.size(); ++i) {
    carbon_->setItemText(static_cast<int>(i),
                         QString::fromStdString(unitName(Quantity::stock, {kCarbon[i], units.area}, language)));
    if (kCarbon[i] == units.carbon) carbon_->setCurrentIndex(static_cast<int>(i));
  }
  for (std::size_t i = 0; i < kArea.size(); ++i) {
    area_->setItemText(static_cast<int>(i),
                       QString::fromStdString(unitName(Quantity::area, {units.carbon, kArea[i]}, language)));
    if (kArea[i] == units.area) area_->setCurrentIndex(static_cast<int>(i));
  }
  carbon_->setToolTip(words_("viewer.units.carbon.tip"));
  area_->setToolTip(words_("viewer.units.area.tip"));
  carbon_->setAccessibleName(words_("viewer.units.carbon"));
  area_->setAccessibleName(words_("viewer.units.area"));
}

}  // namespace tanhui::viewer
