#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "geo/influence/InfluenceStudy.h"

namespace tanhui {

/// What may explain a response: the class of the land, how far something is, which zone it is in, a raster's value.
struct InfluenceFactor {
  enum class Kind { landClass, distance, zone, raster, slope };
  Kind kind = Kind::landClass;
  std::string words;           ///< as the project file has it
  std::string layer;           ///< of distance and zone: a layer of the project; of distance where there is none `path`
  std::filesystem::path path;  ///< a raster, the DEM of a slope, or a vector file
  std::string sublayer;        ///< of a vector file of several layers
};

/// A table of [[influence]].
struct InfluenceSpec {
  enum class Response { stock, flux, raster };
  std::string name;
  Response response = Response::stock;
  std::filesystem::path raster;  ///< of the response
  int band = 1;                  ///< of it
  std::string units;             ///< a zone layer; empty: points
  double spacingM = 0;           ///< of points; of zones how far what is sampled in them lies apart, 0: by their size
  std::vector<InfluenceFactor> factors;
  StudySettings settings;
  double bandM = 0;         ///< zones nearer than that are neighbours; 0: so that each has one
  bool falseFinds = false;  ///< classes of hot spots by p adjusted for many tests
  int line = 0;
};

}  // namespace tanhui
