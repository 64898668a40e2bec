#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "geo/ask/detail/SampleLattice.h"
#include "geo/base/Error.h"
#include "geo/base/Stop.h"
#include "geo/gdal/VectorLayer.h"

namespace tanhui {

/// The first polygon that holds each place of the lattice; -1 where none does.
std::vector<int> polygonAtPoints(const SampleLattice& lattice, const std::vector<MultiPolygon>& shapes);

/// The measured value of a band's pixel at each place; NaN where there is none. Throws as RasterBand does.
std::vector<double> rasterAtPoints(const SampleLattice& lattice, const std::filesystem::path& raster, int band,
                                   const StopFlag& stop);

/// The slope of the DEM's cell at each place, degrees (hornRow); NaN where there is none. Throws as readDem does.
std::vector<double> slopeAtPoints(const SampleLattice& lattice, const std::filesystem::path& dem, const StopFlag& stop);

/// Metres on the map from each place to the nearest of the shapes, 0 inside. Throws Error naming `where` for a grid in
/// degrees, and where there are no shapes.
std::vector<double> distanceToShapes(const SampleLattice& lattice, const std::vector<MultiPolygon>& shapes,
                                     const std::string& where, const StopFlag& stop);

/// The same to the polygons, or else the lines, of a file. Throws as readPolygons and readLines do, too.
std::vector<double> distanceToFile(const SampleLattice& lattice, const VectorSource& source, Warnings& warnings,
                                   const StopFlag& stop);

/// Whether a layer of a file holds polygons; else lines. Throws Error where it is not one of the file's layers, or not
/// said which of several.
bool holdsPolygons(const VectorSource& source);

}  // namespace tanhui
