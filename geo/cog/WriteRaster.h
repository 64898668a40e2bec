#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

#include "geo/base/Stop.h"
#include "geo/cog/CogSpec.h"

namespace tanhui {

/// Writes a raster that is held in memory as CogWriter does, whole or not at all, with `TARGET.spool` beside it while
/// it works. `bands`: as spec.bands, each of spec.grid's cells, row-major; NaN is nodata. Returns the statistics of the
/// bands. Throws Error (kind work) and Interrupted.
std::vector<BandStatistics> writeRaster(const CogSpec& spec, std::span<const std::span<const float>> bands,
                                        const std::filesystem::path& target, const StopFlag* stop = nullptr);

/// The same of classes: values of spec.classes, 255 being nodata. Returns the cells by value, 256 entries.
std::vector<std::uint64_t> writeRaster(const CogSpec& spec, std::span<const std::uint8_t> classes,
                                       const std::filesystem::path& target, const StopFlag* stop = nullptr);

}  // namespace tanhui
