#pragma once

#include <optional>
#include <span>

#include "geo/account/Account.h"
#include "geo/base/Stop.h"
#include "geo/carbon/Carbon.h"
#include "geo/influence/HotSpots.h"
#include "geo/influence/InfluenceTables.h"
#include "geo/model/Model.h"

namespace tanhui {

/// What a question about influence is asked of.
struct InfluenceLand {
  const Model& model;
  std::span<const StratumCarbon> carbon;  ///< of the base year, by stratum
  const Account& account;
  int threads = 1;
  const StopFlag& stop;
};

struct InfluenceAnswer {
  NamedStudy study;
  std::optional<HotSpotMap> spots;  ///< where the units are zones
};

/// What can be told before anything is evaluated: files that are not there or not what they should be, and points
/// closer than cells. Throws Error.
void requireInfluence(const InfluenceSpec& spec, const Grid& grid);

/// The answer to a table of [[influence]]. Its units are points in the middles of cells, spacing_m apart as near as
/// whole cells allow, or zones: their stock, flux and leading class are the account's; what else is asked of a zone is
/// the mean, or what is most frequent, of the points in it. Throws Error as studyInfluence does, for what cannot be
/// read, and for points closer than cells or more than a million.
InfluenceAnswer influenceOf(const InfluenceSpec& spec, const InfluenceLand& land, Warnings& warnings);

}  // namespace tanhui
