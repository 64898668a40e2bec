#pragma once

#include <filesystem>
#include <vector>

#include "geo/cog/CogSpec.h"
#include "geo/cog/detail/TiffHead.h"

namespace tanhui {

/// The tags that place the map and describe its bands (GeoTIFF 1.1 keys, GDAL_METADATA, GDAL_NODATA), as GDAL itself
/// writes them: what GDAL writes, GDAL and every program built on it reads. `statistics` by band may be empty.
/// Throws Error (kind work) when GDAL cannot express the CRS.
std::vector<TiffTag> geoTags(const CogSpec& spec, const std::vector<BandStatistics>& statistics,
                             const std::filesystem::path& target);

/// GDAL_NODATA alone, which overviews repeat.
TiffTag nodataTag(const std::vector<TiffTag>& geoTags);

}  // namespace tanhui
