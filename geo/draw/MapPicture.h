#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "geo/draw/Canvas.h"
#include "geo/draw/ZoneShapes.h"
#include "geo/product/MapProduct.h"

namespace tanhui {

struct LegendEntry {
  std::uint32_t colour = 0;
  std::string name;
};

struct MapSpec {
  MapProduct map = mapProducts().front();
  std::filesystem::path raster;
  int band = 1;  ///< of the file, from 1
  Language language = Language::zh;
  std::string title;
  bool synthetic = false;
  double width = 500;  ///< points, of the whole picture
  std::vector<LegendEntry>
      classes;              ///< of a class map: names by colour; a colour without one takes the raster's category name
  std::string legendTitle;  ///< empty: land class, or the unit of the map; of figures: they have no other unit
  const ZoneShapes* outlines = nullptr;
};

/// A map with legend, scale bar (true ground distance at the map's centre), north arrow and the name of its CRS. Reads
/// the raster at picture size through its overviews. Throws Error when it cannot be read.
Drawing mapPicture(const MapSpec& spec);

/// Breaks of a legend: round numbers (1, 2, 2.5, 5 x 10^k) strictly between low and high that cut them into at most
/// about `most` parts. Where the two are as good as equal (or not finite) there is one: low.
std::vector<double> roundBreaks(double low, double high, int most);

}  // namespace tanhui
