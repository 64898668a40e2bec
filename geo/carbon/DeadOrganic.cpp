#include "geo/carbon/DeadOrganic.h"

namespace tanhui {

DeadOrganicShares deadOrganicShares(const DeadOrganicSite& site) {
  if (!site.tropical) return {0.08, 0.04};
  if (site.elevationM > 2000) return {0.07, 0.01};
  if (site.precipitationMm > 1600) return {0.06, 0.01};
  if (site.precipitationMm > 1000) return {0.01, 0.01};
  return {0.02, 0.04};
}

DeadOrganicCarbon deadOrganicCarbon(const DeadOrganicSite& site, double aboveGroundBiomass) {
  const DeadOrganicShares share = deadOrganicShares(site);
  return {aboveGroundBiomass * share.deadwood * kDeadwoodCarbon, aboveGroundBiomass * share.litter * kLitterCarbon};
}

}  // namespace tanhui
