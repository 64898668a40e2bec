#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "geo/carbon/Carbon.h"
#include "geo/carbon/ErrorRules.h"
#include "geo/cog/Cog.h"
#include "geo/evaluate/Evaluate.h"
#include "geo/product/MapProduct.h"

namespace tanhui {

/// What a map shows, looked up by stratum: the same tables colour a tile on disk and on the screen.
struct FloatMap {
  std::vector<MapBand> bands;
  std::vector<std::vector<double>> value;         ///< [band][stratum]: per ha of the stratum
  FactorTies ties;                                ///< by which the errors of factors combine
  std::vector<StratumId> unmapped = {kUnmapped};  ///< strata on which nothing is mapped, ascending
};

/// The figures of a map. `strata` tells which are unmapped, also in combination with their past or an intervention;
/// without it only kUnmapped is. Errors are of a hectare whose class is certain: by factors with their correlations,
/// without errors of areas.
FloatMap floatMap(const MapProduct& map, std::span<const StratumCarbon> carbon, std::span<const Stratum> strata = {},
                  const FactorTies& ties = {});

/// The classes of class.tif: value v of the map is classes[v].
struct ClassMap {
  std::vector<std::string> classes;          ///< keys, in map order
  std::vector<std::uint8_t> valueOfStratum;  ///< [stratum] -> value
};
/// The classes are those of the first `land` strata (Model::landStrata; 0: of all): what lay somewhere at t1 alone is
/// no class of the map. Throws Error when there are more than 254 classes.
ClassMap classMap(const StratumTable& strata, std::size_t land = 0);
/// The same from the class of every stratum: of a later year.
ClassMap classMap(std::span<const std::string> classOfStratum, std::size_t land = 0);

/// Pixels of all bands of one tile, kTile x kTile, beyond the window nodata.
///
/// A pixel is the mean over the whole cell: a part that nothing is mapped on, or outside the region, adds nothing. So
/// pixel x cell area adds up to the totals. A cell with no mapped part is nodata, never zero. In an error band a cell
/// of several strata adds the errors of one factor before it combines factors.
void paint(const FloatMap& map, const TileStrata& tile, std::span<const StratumCarbon> carbon,
           std::vector<std::vector<float>>& bands);

/// Class values: the class with the largest share of the cell (the lower value when two share it alike, to rounding: an
/// intervention whose border crosses a cell must not decide its class).
void paint(const ClassMap& map, const TileStrata& tile, std::vector<std::uint8_t>& pixels);

}  // namespace tanhui
