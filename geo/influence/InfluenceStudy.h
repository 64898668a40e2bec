#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/influence/Detector.h"
#include "geo/influence/FactorColumn.h"

namespace tanhui {

/// How figures become classes, and what counts.
struct StudySettings {
  std::vector<ClassMethod> methods{ClassMethod::quantile};
  int leastClasses = 3, mostClasses = 8;
  LoneStrata lone = LoneStrata::drop;
};

/// A factor by one method and number of classes.
struct StudiedFactor {
  std::string factor, method;
  int classes = 0;
  FactorPower power;
  bool used =
      false;  ///< of this factor the one with the largest q (the fewest classes among equals): in pairs and risks
};

struct StudiedPair {
  std::string factorA, factorB;
  double qA = 0, qB = 0, qBoth = 0;  ///< over the units that have both
  std::size_t n = 0, dropped = 0;    ///< of both together
  Interaction type = Interaction::independent;
  double pBOverA = 1;  ///< ecological: that b explains no more than a
  double pAOverB = 1;
};

/// The response in a stratum of a factor, and how it differs from another's.
struct StudiedStratum {
  std::string factor, stratum;
  std::size_t n = 0;
  double mean = 0;
};
struct StudiedRisk {
  std::string factor, stratumA, stratumB;
  double meanA = 0, meanB = 0;
  WelchTest test;
};

struct InfluenceStudy {
  std::size_t units = 0;    ///< with a response
  std::size_t missing = 0;  ///< without one
  std::vector<StudiedFactor> factors;
  std::vector<std::string> unusable;  ///< factors with fewer than two strata that count: nothing is told of them
  std::vector<StudiedPair> pairs;
  std::vector<StudiedStratum> strata;
  std::vector<StudiedRisk> risks;
};

/// GeoDetector's four detectors over a table; NaN in the response: the unit is left out. Throws Error naming `where`
/// for a response that does not vary.
InfluenceStudy studyInfluence(std::span<const double> response, std::span<const FactorColumn> factors,
                              const StudySettings& settings, const std::string& where);

/// Throws Error naming `where` and the factor where one is unusable.
void requireUsable(const InfluenceStudy& study, const std::string& where);

/// That of a factor which `used` marks; null when there is none of that name.
const StudiedFactor* usedOf(const InfluenceStudy& study, const std::string& factor);

}  // namespace tanhui
