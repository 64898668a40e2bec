#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "geo/carbon/Carbon.h"
#include "geo/carbon/ErrorRules.h"
#include "geo/cog/Cog.h"
#include "geo/evaluate/Evaluate.h"

namespace tanhui {

/// What a map shows, looked up by stratum: the same tables colour a tile on disk and on the screen.
struct FloatMap {
  std::string name;  ///< file name without extension: "stock", "flux", "uncertainty"
  std::vector<CogBand> bands;
  std::vector<std::vector<double>> value;  ///< [band][stratum]: per ha of the stratum; empty for an error band
  /// Error bands: [stratum] -> one standard error per factor, in the band's unit. A cell of several strata adds the
  /// errors of one factor before it combines factors.
  enum class ErrorOf { none, stock, flux };
  std::vector<ErrorOf> errorOf;                   ///< per band
  FactorTies ties;                                ///< by which the errors of factors combine
  std::vector<StratumId> unmapped = {kUnmapped};  ///< strata on which nothing is mapped, ascending
};

/// The maps of a baseline, as the project asks for: of "stock", "flux", "uncertainty". `strata` tells which are
/// unmapped, also in combination with their past or an intervention; without it only kUnmapped is.
/// Errors are of a hectare whose class is certain: by factors with their correlations, without errors of areas.
std::vector<FloatMap> floatMaps(const Project& project, std::span<const StratumCarbon> carbon,
                                std::span<const Stratum> strata = {}, const FactorTies& ties = {});

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
/// pixel x cell area adds up to the totals. A cell with no mapped part is nodata, never zero.
void paint(const FloatMap& map, const TileStrata& tile, std::span<const StratumCarbon> carbon,
           std::vector<std::vector<float>>& bands);

/// Class values: the class with the largest share of the cell (the lower value when two share it alike, to rounding: an
/// intervention whose border crosses a cell must not decide its class).
void paint(const ClassMap& map, const TileStrata& tile, std::vector<std::uint8_t>& pixels);

}  // namespace tanhui
