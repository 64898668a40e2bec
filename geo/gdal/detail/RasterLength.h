#pragma once

#include <filesystem>

#include <gdal.h>

namespace tanhui {

/// Throws Error (kind work) when a file of pixels that lie there uncompressed (ENVI, EHdr, PNM, a raw VRT and the like)
/// is shorter than its header demands: GDAL takes the missing end for zeros and reports nothing. Sources of a VRT are
/// looked at as well. Formats that report what is missing are left to the reading.
void requireWholeFile(GDALDatasetH dataset, const std::filesystem::path& path);

}  // namespace tanhui
