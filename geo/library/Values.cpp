#include "geo/library/Values.h"

namespace tanhui::library {

Figures figuresOf(const Totals& totals) {
  const Carbon& carbon = totals.carbon;
  return {.areaHa = totals.areaHa,
          .stockTc = carbon.total(),
          .stockSeTc = totals.stockSe,
          .aboveTc = carbon.stock[0],
          .belowTc = carbon.stock[1],
          .deadwoodTc = carbon.stock[2],
          .litterTc = carbon.stock[3],
          .soilTc = carbon.stock[4],
          .fluxTcPerYr = carbon.flux(),
          .fluxSeTcPerYr = totals.fluxSe,
          .nonCo2Tco2ePerYr = carbon.nonCo2,
          .netTco2ePerYr = carbon.net(),
          .netSeTco2ePerYr = totals.netSe,
          .agricultureTco2ePerYr = carbon.agriculture,
          .lulucfTco2ePerYr = carbon.lulucf(),
          .lulucfSeTco2ePerYr = totals.lulucfSe};
}

}  // namespace tanhui::library
