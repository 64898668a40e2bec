#pragma once

#include <vector>

#include "app/viewer/model/MapLayer.h"
#include "geo/account/SavedRun.h"
#include "geo/project/Project.h"

namespace tanhui::viewer {

/// What the map is drawn in.
struct MapFrame {
  Crs crs;
  Box extent;  ///< empty: nothing to show yet
};

/// The layers that opening a project makes, and where they lie.
struct ProjectLayers {
  std::vector<MapLayer> layers;  ///< topmost first
  MapFrame frame;
};

/// Of a project that was run: its zones, then the maps of its output folder that are there. Of one that was not: its
/// zones and land layers as they are. Reads overviews for the ranges of the ramps. The class map's legend names the
/// classes that `run` has land of, as `classes` names them. Throws Error.
ProjectLayers projectLayers(const Project& project, const LandClasses& classes, const SavedRun* run);

/// The outlines of an intervention of the project, in the colour of its scenario.
VectorStyle plannedStyle(const Project& project, const std::string& scenario);

/// A layer for any raster or vector that GDAL opens, or for a web map in GDAL's XML: figures, classes, a picture or
/// shapes, whichever it is. Throws Error when it is none.
struct FoundLayer {
  MapLayer layer;
  MapFrame frame;
};
std::vector<FoundLayer> layersOf(const std::string& source);

}  // namespace tanhui::viewer
