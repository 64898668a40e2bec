#pragma once

#include <atomic>
#include <filesystem>
#include <string>

namespace tanhui::viewer {

/// Overviews of other people's rasters, kept in the user's cache folder: the raster itself is not touched, and may lie
/// on a share that cannot be written to.

/// The VRT that adds overviews to a raster; empty when there is none (yet) for the file as it is now.
std::filesystem::path cachedOverviews(const std::filesystem::path& raster);

/// True when a raster is too large to be shown well without overviews, and has none.
bool wantsOverviews(const std::filesystem::path& raster);

/// Makes them, whole or not at all; seconds to minutes. Returns false when `stop` was set before the end. Throws Error
/// (kind work) when the raster cannot be read or the cache folder is full.
bool buildOverviews(const std::filesystem::path& raster, bool classes, const std::atomic<bool>& stop);

/// Size and time of the last change, so that a file written anew is read anew.
std::string fileStamp(const std::filesystem::path& file);

}  // namespace tanhui::viewer
