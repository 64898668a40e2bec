#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/Error.h"
#include "geo/base/Stop.h"
#include "geo/gdal/VectorLayer.h"
#include "geo/zonal/Statistic.h"

namespace tanhui {

/// What of a raster, and how.
struct ZonalOptions {
  std::filesystem::path raster;  ///< whatever GDAL opens: any type, not rotated, with a CRS
  int band = 1;
  std::vector<Statistic> statistics = {};  ///< in column order; empty: usualStatistics()
  int threads = 1;                         ///< 0: one per processor. The result is the same to the bit for any number
  bool perHectare = false;                 ///< areaHa and total are columns too
  std::optional<double> nodata = {};       ///< a value, as stored, that stands for no data beside the declared one
  const StopFlag* stop = nullptr;          ///< the work then ends by throwing Interrupted
};

struct ZonalRequest : ZonalOptions {
  VectorSource zones;     ///< brought into the raster's CRS where they differ
  std::string id, label;  ///< text fields that become columns; empty: none
};

/// One row per zone, in the order of the layer.
struct ZonalTable {
  VectorLayer zones;                     ///< in the raster's CRS; text[0..] holds the fields asked for
  Crs crs;                               ///< the raster's
  std::vector<std::string> textColumns;  ///< names of zones.text: the id and label fields asked for
  std::vector<Statistic> statistics;
  std::vector<std::vector<double>> values;    ///< [statistic][zone]; NaN: none
  std::vector<std::filesystem::path> inputs;  ///< the files read, which writeZonal does not replace
  std::string unit;                           ///< of the values, as the band says it; may be empty

  /// The column of a statistic: its name; that of the total has its unit, where the band says one ("total_tC").
  std::string column(Statistic statistic) const;
};

/// Exact-coverage statistics of one raster band by zone.
///
/// The raster is read in pieces, only where a zone has area and each piece once; memory holds the zones, one piece per
/// thread and the runs of the zones in it, never a zone's bounding box. Values are taken with the scale and offset of
/// the band. Warns of that, of zones that lie outside the raster, in part or whole, of nodata inside zones, of extremes
/// that look like an undeclared nodata value, and of sums of a raster per hectare. Throws Error for: an unreadable
/// raster or layer, no CRS on either side, a rotated raster, a band that does not exist, and (kind work) any block that
/// cannot be read.
///
/// `majority`, `minority` and `variety` are for rasters of classes: in a zone with more different values than
/// kMaxVariety they are NaN, with a warning.
ZonalTable zonalStatistics(const ZonalRequest& request, Warnings& warnings);
/// The same for zones at hand, which must be in the raster's CRS.
ZonalTable zonalStatistics(const ZonalOptions& options, VectorLayer zones, Warnings& warnings);

/// The table as CSV: fid, the text columns, the statistics; no BOM (writeZonal adds it to files); NaN is empty.
std::string zonalCsv(const ZonalTable& table);

/// Writes the table whole or not at all: `.csv` as text; `.gpkg`, `.geojson` or `.fgb` with the polygons, in
/// the raster's CRS. Throws Error for another extension, or when `path` is one of the inputs.
void writeZonal(const ZonalTable& table, const std::filesystem::path& path);

}  // namespace tanhui
